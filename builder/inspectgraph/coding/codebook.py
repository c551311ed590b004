"""Define the codes for statements, and find the meanings of codes from other software.

Each concept of a concept scheme has a code in the codebook. Each concept scheme also
has a code, such as `themes` or `polarity`. The code of the scheme is the parent of
the codes of its concepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from inspectgraph.coding.model import Code, CodePath
from inspectgraph.export.index import Facts
from inspectgraph.model.errors import UsageError
from inspectgraph.model.suggest import nearest
from inspectgraph.rdf.namespaces import BASE, SKOS
from inspectgraph.rdf.vocabulary import Schemes

__all__ = [
    "GROUPS",
    "KINDS",
    "KIND_IRI",
    "Group",
    "Meanings",
    "check_given",
    "codes_of_schemes",
]


@dataclass(frozen=True, slots=True)
class Group:
    """The codes of one concept scheme.

    `field` is the key under which an extract lists these concepts. `name` is the code
    of the whole scheme. In the codebook, the codes of the concepts are below this code.
    `many` states whether a finding can have several of the concepts.
    """

    field: str
    scheme: str
    name: str
    description: str
    many: bool = False


#: The groups of codes, in the order in which a code is looked up.
GROUPS: Final = (
    Group("themes", "theme", "themes", "Subjects of statements.", many=True),
    Group("polarity", "polarity", "polarity", "Strength, weakness, mixed or neutral."),
    Group("kind", "finding-kind", "kind of finding", "What a finding is about."),
    Group("group", "child-group", "children", "Groups of children.", many=True),
    Group("level", "level", "level", "The report's word for how good something is."),
    Group("state", "state", "state", "Stage, from plan to end."),
    Group("trend", "trend", "trend", "Direction of change."),
    Group("extent", "extent", "extent", "Share of people or cases."),
    Group("certainty", "certainty", "certainty", "How certain the report is."),
    Group("voice", "voice", "voice", "Whose view it is.", many=True),
)
#: The name of the code above the kinds of statement.
KINDS: Final = "statement"
#: The beginning of the IRIs of the codes for kinds of statement.
KIND_IRI: Final = f"{BASE}code/"
_JOINED: Final = re.compile(r"[^\W_]+")
_APOSTROPHE: Final = re.compile("['’ʼ]")


def check_given(given: Mapping[str, str], schemes: Schemes) -> None:
    """Check the concepts that a user has assigned to codes.

    Args:
        given: A mapping from the name of a code to the name of its concept.
        schemes: The concept schemes.

    Raises:
        UsageError: If a name does not belong to exactly one concept.
    """
    meanings = Meanings(schemes, {})
    for code, name in given.items():
        if meanings.of((name,)).values:
            continue
        labels = [concept.label for concept in schemes.get("theme", {}).values()]
        near = nearest(name, labels)
        hint = f"; did you mean '{near}'?" if near else ""
        message = f"--code '{code}={name}' does not name exactly one concept{hint}"
        raise UsageError("unknown-concept", message)


def codes_of_schemes(facts: Facts) -> list[Code]:
    """Return the codes of all concept schemes.

    Each code names its parent code in the tree of codes.

    Args:
        facts: The triples of a graph that has the concept schemes.
    """
    found: list[Code] = []
    for group in GROUPS:
        scheme = f"{BASE}{group.scheme}"
        found.append(Code(scheme, group.name, group.description, codable=False))
        members = [
            iri
            for iri in facts.instances(SKOS.Concept)
            if scheme in facts.links(iri, SKOS.inScheme)
        ]
        for iri in members:
            parent = facts.link(iri, SKOS.broader)
            above = parent if parent in members else scheme
            definition = facts.text(iri, SKOS.definition)
            found.append(Code(iri, facts.label(iri), definition, above))
    return found


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a code: values for the fields of a finding, or a kind of statement.

    If the meaning is not known, `question` is a question for the curator.
    """

    values: tuple[tuple[Group, str], ...] = ()
    kind: str = ""
    question: str = ""


class Meanings:
    """Find the concept that each code means.

    A code means a concept if the name of the code is the preferred label, an
    alternative label or the slug of the concept. Letter case, hyphens and other signs
    make no difference. If several schemes have a concept of this name, the parent codes
    of the code decide. If no parent code is the code of a scheme, the first scheme with
    such a concept is used.
    """

    def __init__(self, schemes: Schemes, given: Mapping[str, str]) -> None:
        """Store the concept schemes, and the concept that the user assigned to each code."""
        self._schemes = schemes
        self._given = {_key(code): meant for code, meant in given.items()}
        self._names: dict[Group, dict[str, set[str]]] = {}
        for group in GROUPS:
            names: dict[str, set[str]] = {}
            for slug, concept in schemes.get(group.scheme, {}).items():
                for name in (slug, concept.label, *concept.others):
                    names.setdefault(_key(name), set()).add(slug)
            self._names[group] = names
        self._known: dict[CodePath, Meaning] = {}

    def of(self, path: CodePath) -> Meaning:
        """Return the meaning of a code, given the path of the code."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: CodePath) -> Meaning:
        """Find the meaning of a code that was not looked up before."""
        given = self._given.get(_key(path[-1]))
        path = _split((given,) if given else path)
        name = path[-1]
        if found := _by_iri(name):
            return Meaning((found,))
        if name.startswith(KIND_IRI):
            return Meaning(kind=name.removeprefix(KIND_IRI).replace("-", " "))
        above = {_key(one) for one in path[:-1]}
        if _key(KINDS) in above:
            return Meaning(kind=name)
        if _is_group(path):
            return Meaning()
        return self._concept(name, above)

    def _concept(self, name: str, above: Set[str]) -> Meaning:
        """Return the concept that a code names, or a question for the user.

        If parent codes of the code are codes of concept schemes, only these schemes are
        searched. Otherwise, all concept schemes are searched.

        Args:
            name: The name of the code.
            above: The names of the parent codes.
        """
        for group in [one for one in GROUPS if _key(one.name) in above] or GROUPS:
            slugs = sorted(self._names[group].get(_key(name), ()))
            if len(slugs) == 1:
                return Meaning(((group, slugs[0]),))
            if slugs:
                return Meaning(question=_choice(name, group, slugs))
        return Meaning(question=self._question(name))

    def _question(self, name: str) -> str:
        """Return a question to the user: which theme does an unknown code mean?"""
        labels = [concept.label for concept in self._schemes.get("theme", {}).values()]
        near = nearest(name, labels)
        hint = f" The most similar theme is '{near}'." if near else ""
        return f"The code '{name}' is not a theme; which theme is meant?{hint}"


def _choice(name: str, group: Group, slugs: Iterable[str]) -> str:
    """Return a question to the user: which of several concepts does a code mean?

    The concepts belong to one concept scheme.
    """
    return (
        f"The code '{name}' may mean several concepts ({group.name}):"
        f" {', '.join(slugs)}; which is meant?"
    )


def _key(name: str) -> str:
    """Return a name in a normal form, to compare names.

    >>> _key("Contact, referral and duty") == _key("contact-referral-and-duty")
    True
    """
    return " ".join(_JOINED.findall(_APOSTROPHE.sub("", name).casefold()))


def _split(path: CodePath) -> CodePath:
    """Return the path of a code; split a name such as `themes.adoption` into two codes.

    Taguette has no hierarchy of codes. So a name in Taguette consists of a group, a dot
    and a code.

    >>> _split(("themes.adoption",))
    ('themes', 'adoption')
    """
    group, point, rest = path[-1].partition(".")
    names = {_key(one.name) for one in GROUPS} | {_key(KINDS)}
    if point and rest and _key(group) in names:
        return (*path[:-1], group, rest)
    return path


def _is_group(path: CodePath) -> bool:
    """Return whether a code stands for a whole group, such as `themes`."""
    return len(path) == 1 and _key(path[0]) in {
        _key(KINDS),
        *(_key(group.name) for group in GROUPS),
    }


def _by_iri(name: str) -> tuple[Group, str] | None:
    """Return the group and slug of a concept, given the IRI of the concept.

    A group has the codes of one concept scheme. Return None if `name` is not the IRI of
    a concept in one of these schemes.
    """
    for group in GROUPS:
        scheme = f"{BASE}{group.scheme}/"
        if name.startswith(scheme):
            return group, name.removeprefix(scheme)
    return None
