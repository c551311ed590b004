"""Read the concept schemes: their slugs, and the labels of each concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from inspectgraph.model.errors import ShapeError, UnreadableError, Where
from inspectgraph.rdf.namespaces import BASE, INSP, SKOS
from inspectgraph.rdf.turtle_files import turtle_files

__all__ = [
    "Concept",
    "Label",
    "Schemes",
    "Vocabulary",
    "read_schemes",
    "read_vocabulary",
]

#: Slug, rank (the preferred label first) and text of a label.
Label = tuple[str, int, str]


@dataclass(slots=True)
class Concept:
    """A concept of a scheme.

    Attributes:
        slug: The end of its IRI.
        label: The preferred label.
        others: The alternative labels, in the order of the file.
        hidden: The hidden labels, in the order of the file.
        notation: The digit as reports print it.
        rank: The place of a grade in its scale; 1 is the worst.
        broader: The slug of the broader concept.
    """

    slug: str
    label: str = ""
    others: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notation: str = ""
    rank: int = 0
    broader: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The preferred and the alternative labels, the preferred one first."""
        return (self.label, *self.others)

    @property
    def labels(self) -> Iterator[Label]:
        """All labels by rank: preferred 2, alternative 3, hidden 4; the slug itself has 1."""
        if self.label:
            yield self.slug, 2, self.label
        for text in self.others:
            yield self.slug, 3, text
        for text in self.hidden:
            yield self.slug, 4, text

    def describe(self, predicate: NamedNode, text: str) -> None:
        """Take in a statement about the concept: the text of a literal, or an IRI."""
        if predicate in _LISTS:
            getattr(self, _LISTS[predicate]).append(text)
        if predicate in _VALUES:
            name, read = _VALUES[predicate]
            setattr(self, name, read(text))


def _slug(iri: str) -> str:
    """Return the end of an IRI."""
    return iri.rpartition("/")[2]


#: The attributes of a concept that take in each text of a property.
_LISTS: Final = {SKOS.altLabel: "others", SKOS.hiddenLabel: "hidden"}

#: The attributes of a concept that take in a property, and how its text is read.
_VALUES: Final[Mapping[NamedNode, tuple[str, Callable[[str], object]]]] = {
    SKOS.prefLabel: ("label", str),
    SKOS.notation: ("notation", str),
    SKOS.broader: ("broader", _slug),
    INSP.rank: ("rank", int),
}


#: The concepts of each scheme by slug. A scheme has the name that its IRI gives it:
#: `theme`, `scale/sif`.
Schemes = Mapping[str, Mapping[str, Concept]]


class Vocabulary:
    """The slugs and labels of the concepts of every scheme.

    A scheme has the name that its IRI gives it: `theme`, `scale/sif`.

    >>> vocabulary = Vocabulary({"scale/sif": {"good"}, "scale/csci": {"good", "poor"}})
    >>> sorted(vocabulary.members("scale"))
    ['csci', 'sif']
    >>> vocabulary.grade_iri("sif", "poor")
    'https://w3id.org/inspectgraph/scale/csci/poor'
    """

    def __init__(
        self,
        concepts: Mapping[str, set[str]],
        labels: Mapping[str, Iterable[Label]] = MappingProxyType({}),
    ) -> None:
        """Take the slugs and the labels of each scheme."""
        self._concepts: dict[str, frozenset[str]] = {}
        for scheme, slugs in sorted(concepts.items()):
            self._concepts[scheme] = frozenset(slugs)
        self._labels: dict[str, tuple[Label, ...]] = {}
        for scheme, found in labels.items():
            self._labels[scheme] = tuple(found)

    @property
    def schemes(self) -> frozenset[str]:
        """The names of all schemes."""
        return frozenset(self._concepts)

    def concepts(self, scheme: str) -> frozenset[str]:
        """Return the slugs of a scheme's concepts; a scheme that does not exist has none."""
        return self._concepts.get(scheme, frozenset())

    def members(self, family: str) -> frozenset[str]:
        """Return the members of a family of schemes: `scale`, `aspect` or `timescale`."""
        return frozenset(map(_slug, self._schemes_of(family)))

    def concepts_of_family(self, family: str) -> frozenset[str]:
        """Return the slugs of the concepts of all schemes of a family."""
        return frozenset().union(*map(self.concepts, self._schemes_of(family)))

    def labels(self, scheme: str) -> tuple[Label, ...]:
        """Return slug, rank and text of each label of a scheme's concepts."""
        return self._labels.get(scheme, ())

    def grade_iri(self, scale: str | None, slug: str) -> str:
        """Return the IRI of a grade: of this scale, else of the first scale that has it.

        Raises:
            KeyError: If no scale has such a grade.
        """
        return self._iri("scale", scale, slug)

    def band_iri(self, framework: str | None, slug: str) -> str:
        """Return the IRI of a timescale band: of this framework, else of the first that has it.

        Raises:
            KeyError: If no framework has such a band.
        """
        return self._iri("timescale", framework, slug)

    def _iri(self, family: str, member: str | None, slug: str) -> str:
        for scheme in (f"{family}/{member}", *self._schemes_of(family)):
            if slug in self.concepts(scheme):
                return f"{BASE}{scheme}/{slug}"
        raise KeyError(slug)

    def _schemes_of(self, family: str) -> list[str]:
        """Return the names of the schemes of a family, in order."""
        found: list[str] = []
        for name in self._concepts:
            if name.startswith(f"{family}/"):
                found.append(name)
        return found


def read_vocabulary(
    folder: Traversable | None = None, name: str = "ontology/schemes"
) -> Vocabulary:
    """Read slugs and labels of the schemes; see `read_schemes`."""
    slugs: dict[str, set[str]] = {}
    labels: dict[str, list[Label]] = {}
    for scheme, concepts in read_schemes(folder, name).items():
        slugs[scheme] = set(concepts)
        labels[scheme] = _labels(concepts.values())
    return Vocabulary(slugs, labels)


def read_schemes(
    folder: Traversable | None = None, name: str = "ontology/schemes"
) -> Schemes:
    """Read the schemes of a folder, or those of the package.

    Args:
        folder: The folder of the Turtle files.
        name: The name of the folder in messages.

    Raises:
        ShapeError: If a file is not Turtle.
        UnreadableError: If there is no Turtle file.
    """
    source = folder or files("inspectgraph.ontology") / "schemes"
    schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
    found = list(turtle_files(source, name))
    if not found:
        raise UnreadableError(
            "no-file", "there is no scheme in Turtle in this folder", Where(name)
        )
    for file, shown in found:
        for scheme, concept in _concepts_in(_triples(file.read_bytes(), shown)):
            schemes[scheme][concept.slug] = concept
    return dict(schemes)


def _labels(concepts: Iterable[Concept]) -> list[Label]:
    """Return the labels of some concepts, each once, in order."""
    every = map(attrgetter("labels"), concepts)
    return sorted(set(chain.from_iterable(every)))


def _triples(turtle: bytes, file: str) -> list[Triple]:
    """Return the triples of a Turtle file."""
    try:
        return list(parse(turtle, RdfFormat.TURTLE))
    except SyntaxError as error:
        where = Where(file, error.lineno or 0, error.offset or 0)
        message = f"this is not Turtle: {error.msg}"
        raise ShapeError("bad-turtle", message, where) from error


def _concepts_in(triples: Iterable[Triple]) -> Iterator[tuple[str, Concept]]:
    """Yield the scheme and each concept whose IRI lies under that of its scheme."""
    concepts: dict[str, Concept] = {}
    members: list[tuple[str, str]] = []
    for triple in triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if not isinstance(value, NamedNode | Literal):
            continue
        iri = subject.value
        concepts.setdefault(iri, Concept(_slug(iri)))
        concepts[iri].describe(triple.predicate, value.value)
        if triple.predicate == SKOS.inScheme:
            members.append((value.value, iri))
    for scheme, iri in members:
        if not scheme.startswith(BASE):
            continue
        if iri.startswith(f"{scheme}/"):
            yield scheme.removeprefix(BASE), concepts[iri]
