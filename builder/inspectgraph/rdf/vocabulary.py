"""Read the concept schemes: the slugs, labels and ranks of their concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
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
    "HIDDEN",
    "Concept",
    "Label",
    "Schemes",
    "Vocabulary",
    "package_vocabulary",
    "read_schemes",
    "read_vocabulary",
]

#: One label of a concept: the concept's slug, the label's rank, the label's text.
Label = tuple[str, int, str]
#: The rank of hidden labels, which are read and never shown.
HIDDEN: Final = 4


@dataclass(slots=True)
class Concept:
    """A concept of a concept scheme, such as a grade or a theme.

    Attributes:
        slug: The last part of the concept's IRI.
        label: The preferred label.
        others: The alternative labels, in the order of the file.
        hidden: The hidden labels, in the order of the file.
        notation: The number that reports print for a grade, or "".
        rank: The rank of a grade in its scale; 1 is the worst, 0 means no rank.
        broader: The slug of the broader concept, or "".
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
        """The preferred label, followed by the alternative labels."""
        return (self.label, *self.others)

    @property
    def labels(self) -> Iterator[Label]:
        """All labels, each with its rank: 2 for preferred, 3 for alternative, 4 for hidden.

        Rank 1 belongs to the slug itself, which is not included.
        """
        if self.label:
            yield self.slug, 2, self.label
        for text in self.others:
            yield self.slug, 3, text
        for text in self.hidden:
            yield self.slug, HIDDEN, text

    def describe(self, predicate: NamedNode, text: str) -> None:
        """Store the value of an RDF property in the attribute for this property.

        Properties for which this class has no attribute are ignored.

        Args:
            predicate: The property.
            text: The value: the text of a literal, or an IRI.
        """
        if predicate in _LISTS:
            getattr(self, _LISTS[predicate]).append(text)
        if predicate in _VALUES:
            name, read = _VALUES[predicate]
            setattr(self, name, read(text))


def _slug(iri: str) -> str:
    """Return the part of an IRI after the last slash."""
    return iri.rpartition("/")[2]


#: The list attribute of a concept for each property with several values.
_LISTS: Final = {SKOS.altLabel: "others", SKOS.hiddenLabel: "hidden"}

#: The attribute of a concept for each property with one value, and the function that
#: converts the value's text.
_VALUES: Final[Mapping[NamedNode, tuple[str, Callable[[str], object]]]] = {
    SKOS.prefLabel: ("label", str),
    SKOS.notation: ("notation", str),
    SKOS.broader: ("broader", _slug),
    INSP.rank: ("rank", int),
}


#: The concepts of each scheme, by name of the scheme and by slug. The name of a scheme
#: is the end of its IRI, such as `theme` or `scale/sif`.
Schemes = Mapping[str, Mapping[str, Concept]]


class Vocabulary:
    """The slugs and labels of the concepts in all concept schemes.

    The name of a scheme is the end of its IRI, such as `theme` or `scale/sif`. Schemes
    with the same first part, such as `scale`, form a family.

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
        """Set the slugs and the labels of the concepts, keyed by the name of the scheme."""
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
        """Return the slugs of the concepts in a scheme.

        The result is empty if the scheme is unknown.
        """
        return self._concepts.get(scheme, frozenset())

    def members(self, family: str) -> frozenset[str]:
        """Return the names of a family's schemes, such as `sif` for the scheme `scale/sif`.

        Families are `scale`, `aspect` and `timescale`.
        """
        return frozenset(map(_slug, self._schemes_of(family)))

    def concepts_of_family(self, family: str) -> frozenset[str]:
        """Return the slugs of all concepts in the schemes of a family.

        An example of a family is `scale`.
        """
        return frozenset().union(*map(self.concepts, self._schemes_of(family)))

    def labels(self, scheme: str) -> tuple[Label, ...]:
        """Return all labels of the concepts in a scheme, each with its slug and its rank."""
        return self._labels.get(scheme, ())

    def grade_iri(self, scale: str | None, slug: str) -> str:
        """Return the IRI of a grade from its slug.

        The given scale is searched first, then all scales in alphabetical order.

        Raises:
            KeyError: If no scale has the grade.
        """
        return self._iri("scale", scale, slug)

    def band_iri(self, framework: str | None, slug: str) -> str:
        """Return the IRI of a timescale such as *immediately*, from its slug.

        The given framework is searched first, then all frameworks in alphabetical order.

        Raises:
            KeyError: If no framework has the timescale.
        """
        return self._iri("timescale", framework, slug)

    def _iri(self, family: str, member: str | None, slug: str) -> str:
        """Return the IRI of a concept in a family of schemes.

        The given scheme is searched first, then the family in alphabetical order.

        Raises:
            KeyError: If no scheme of the family has the concept.
        """
        for scheme in (f"{family}/{member}", *self._schemes_of(family)):
            if slug in self.concepts(scheme):
                return f"{BASE}{scheme}/{slug}"
        raise KeyError(slug)

    def _schemes_of(self, family: str) -> list[str]:
        """Return the names of the schemes of a family such as `scale`, sorted."""
        found: list[str] = []
        for name in self._concepts:
            if name.startswith(f"{family}/"):
                found.append(name)
        return found


def read_vocabulary(
    folder: Traversable | None = None, name: str = "ontology/schemes"
) -> Vocabulary:
    """Read the slugs and labels of all concepts.

    The arguments and errors are those of `read_schemes`.
    """
    slugs: dict[str, set[str]] = {}
    labels: dict[str, list[Label]] = {}
    for scheme, concepts in read_schemes(folder, name).items():
        slugs[scheme] = set(concepts)
        labels[scheme] = _labels(concepts.values())
    return Vocabulary(slugs, labels)


@cache
def package_vocabulary() -> Vocabulary:
    """Return the vocabulary of the package, which is read only once in a process."""
    return read_vocabulary()


def read_schemes(
    folder: Traversable | None = None, name: str = "ontology/schemes"
) -> Schemes:
    """Read the concept schemes in a folder; the default is the folder of the package.

    Args:
        folder: The folder of the Turtle files.
        name: The name of the folder in messages.

    Raises:
        ShapeError: If a file is not Turtle.
        UnreadableError: If the folder has no Turtle file.
    """
    source = folder or files("inspectgraph.ontology") / "schemes"
    schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
    found = list(turtle_files(source, name))
    if not found:
        raise UnreadableError(
            "no-file", "this folder contains no concept scheme in Turtle", Where(name)
        )
    for file, shown in found:
        for scheme, concept in _concepts_in(_triples(file.read_bytes(), shown)):
            schemes[scheme][concept.slug] = concept
    return dict(schemes)


def _labels(concepts: Iterable[Concept]) -> list[Label]:
    """Return the labels of concepts, sorted and without repeats."""
    every = map(attrgetter("labels"), concepts)
    return sorted(set(chain.from_iterable(every)))


def _triples(turtle: bytes, file: str) -> list[Triple]:
    """Return the triples of a Turtle file.

    Raises:
        ShapeError: If the text is not Turtle.
    """
    try:
        return list(parse(turtle, RdfFormat.TURTLE))
    except SyntaxError as error:
        where = Where(file, error.lineno or 0, error.offset or 0)
        message = f"this is not Turtle: {error.msg}"
        raise ShapeError("bad-turtle", message, where) from error


def _concepts_in(triples: Iterable[Triple]) -> Iterator[tuple[str, Concept]]:
    """Yield a pair for each concept in a scheme: the name of the scheme, and the concept.

    A concept is left out if its IRI does not begin with the IRI of its scheme and a
    slash.
    """
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
