"""The slugs that records may refer to: the concepts of the schemes, read from their Turtle files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from inspectgraph.files.text import Source
from inspectgraph.model.errors import ShapeError, UnreadableError, Where
from inspectgraph.rdf.namespaces import BASE, SKOS

__all__ = ["Label", "Vocabulary", "read_vocabulary"]


#: Slug, rank (the preferred label first) and text of a label.
Label = tuple[str, int, str]
_LABELS = {SKOS.prefLabel: 2, SKOS.altLabel: 3, SKOS.hiddenLabel: 4}


class Vocabulary:
    """The concepts of every scheme, by slug; a scheme is called as in its IRI: `theme`, `scale/sif`.

    >>> vocabulary = Vocabulary({"scale/sif": {"good"}, "scale/csci": {"good", "poor"}})
    >>> sorted(vocabulary.members("scale"))
    ['csci', 'sif']
    >>> vocabulary.grade_iri("sif", "poor")
    'https://w3id.org/inspectgraph/scale/csci/poor'
    """

    def __init__(
        self,
        concepts: Mapping[str, set[str]],
        labels: Mapping[str, Iterable[Label]] | None = None,
    ) -> None:
        """Take the slugs and the labels of each scheme."""
        self._concepts = {
            scheme: frozenset(slugs) for scheme, slugs in sorted(concepts.items())
        }
        self._labels = {
            scheme: tuple(found) for scheme, found in sorted((labels or {}).items())
        }

    @property
    def schemes(self) -> frozenset[str]:
        """The names of all schemes."""
        return frozenset(self._concepts)

    def concepts(self, scheme: str) -> frozenset[str]:
        """Return the slugs of a scheme's concepts; a scheme that does not exist has none."""
        return self._concepts.get(scheme, frozenset())

    def members(self, family: str) -> frozenset[str]:
        """Return the second part of the names of a family of schemes: `scale`, `aspect` or `timescale`."""
        prefix = f"{family}/"
        return frozenset(
            scheme[len(prefix) :]
            for scheme in self._concepts
            if scheme.startswith(prefix)
        )

    def concepts_of_family(self, family: str) -> frozenset[str]:
        """Return the slugs of the concepts of all schemes of a family."""
        return frozenset().union(
            *(self.concepts(f"{family}/{member}") for member in self.members(family))
        )

    def labels(self, scheme: str) -> tuple[Label, ...]:
        """Return slug, rank and text of each label of a scheme's concepts: preferred, alternative, hidden."""
        return self._labels.get(scheme, ())

    def grade_iri(self, scale: str | None, slug: str) -> str:
        """Return the IRI of a grade: of this scale where it has one, else of the first scale that has.

        Raises:
            KeyError: If no scale has such a grade.
        """
        return self._iri("scale", scale, slug)

    def band_iri(self, framework: str | None, slug: str) -> str:
        """Return the IRI of a band of recommendations: of this framework, else of the first that has one.

        Raises:
            KeyError: If no framework has such a band.
        """
        return self._iri("timescale", framework, slug)

    def _iri(self, family: str, member: str | None, slug: str) -> str:
        schemes = [
            f"{family}/{member}",
            *(scheme for scheme in self._concepts if scheme.startswith(f"{family}/")),
        ]
        for scheme in schemes:
            if slug in self.concepts(scheme):
                return f"{BASE}{scheme}/{slug}"
        raise KeyError(slug)


def read_vocabulary(
    folder: Source | None = None, name: str = "ontology/schemes"
) -> Vocabulary:
    """Read the schemes of a folder, or those that the package carries.

    Args:
        folder: The folder of the Turtle files.
        name: The name by which messages call it.

    Raises:
        ShapeError: If a file is not Turtle.
        UnreadableError: If there is no Turtle file.
    """
    source = (
        files("inspectgraph.ontology").joinpath("schemes") if folder is None else folder
    )
    turtle = sorted(
        (file for file in _files(source) if file.name.endswith(".ttl")),
        key=lambda file: file.name,
    )
    if not turtle:
        raise UnreadableError(
            "no-file", "there is no scheme in Turtle in this folder", Where(name)
        )
    concepts: dict[str, set[str]] = {}
    labels: dict[str, set[Label]] = {}
    for file in turtle:
        for scheme, slug, own in _concepts_in(file.read_bytes(), f"{name}/{file.name}"):
            concepts.setdefault(scheme, set()).add(slug)
            labels.setdefault(scheme, set()).update(
                (slug, rank, text) for rank, text in own
            )
    return Vocabulary(
        concepts, {scheme: sorted(found) for scheme, found in labels.items()}
    )


def _files(folder: Source) -> Iterator[Any]:
    return iter(folder.iterdir() if folder.is_dir() else ())


def _concepts_in(
    turtle: bytes, file: str
) -> Iterator[tuple[str, str, list[tuple[int, str]]]]:
    """Return the scheme, slug and labels of every concept whose IRI lies under that of its scheme."""
    schemes: list[tuple[str, str]] = []
    labels: dict[str, list[tuple[int, str]]] = {}
    try:
        for triple in parse(turtle, RdfFormat.TURTLE):
            subject, value = str(getattr(triple.subject, "value", "")), triple.object
            if triple.predicate == SKOS.inScheme and isinstance(value, NamedNode):
                schemes.append((value.value, subject))
            elif triple.predicate in _LABELS and isinstance(value, Literal):
                labels.setdefault(subject, []).append(
                    (_LABELS[triple.predicate], value.value)
                )
    except SyntaxError as error:
        where = Where(file, error.lineno or 0, error.offset or 0)
        raise ShapeError(
            "bad-turtle", f"this is not Turtle: {error.msg}", where
        ) from error
    for scheme, concept in schemes:
        if scheme.startswith(BASE) and concept.startswith(f"{scheme}/"):
            yield (
                scheme[len(BASE) :],
                concept[len(scheme) + 1 :],
                labels.get(concept, []),
            )
