"""Declare tables and their columns, with the datatype of each column.

All formats of tables are written from these declarations: CSV with its two descriptions
(CSV on the Web, Data Package), XLSX, SQLite and Parquet. A column that shows the names
of resources is followed, at the end of its table, by a column of their slugs and a column
of their IRIs:

- `theme` has the label, as people read it;
- `theme_slug` has the short name, as extracts and commands take it;
- `theme_iri` has the IRI, which leads back to the graph and joins tables.

In a list, the three columns have the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.index import Facts, slug

__all__ = [
    "IRI",
    "Column",
    "Table",
    "Values",
    "described",
    "either",
    "first",
    "iris",
    "label",
    "name",
    "named",
    "several",
    "shown_ids",
    "text",
]

Values = Callable[[Facts, str], list[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: The name in the header row.
        about: A description of the content, for the metadata.
        values: A function that returns the values of a cell for the row's IRI.
        datatype: The datatype of the values in CSV on the Web.
        several: Whether a cell can have several values.
        resources: A function that returns the IRIs of the resources whose labels or ids
            the column shows, or None.
        slugs: Whether a column of slugs belongs to the column.
        refers: The table to whose key the value, an IRI, belongs, or "".
        of_end: Whether the values are those of the second resource of a row (see
            `Table.through`).
    """

    name: str
    about: str
    values: Values
    datatype: str = "string"
    several: bool = False
    resources: Values | None = None
    slugs: bool = False
    refers: str = ""
    of_end: bool = False

    @property
    def reference(self) -> str:
        """The table to whose key the single value of a cell belongs, or ""."""
        if self.datatype != "anyURI" or self.several:
            return ""
        return self.refers

    @property
    def identifiers(self) -> Iterator[Column]:
        """The columns of slugs and of IRIs that belong to this column."""
        if self.resources is None:
            return
        found, several_, end = self.resources, self.several, self.of_end
        if self.slugs:
            yield Column(
                f"{self.name}_slug",
                f"{'Slugs' if several_ else 'Slug'} for the column '{self.name}'.",
                lambda facts, iri: list(map(slug, found(facts, iri))),
                several=several_,
                of_end=end,
            )
        yield Column(
            f"{self.name}_iri",
            f"{'IRIs' if several_ else 'IRI'} for the column '{self.name}'.",
            found,
            "anyURI",
            several=several_,
            refers=self.refers,
            of_end=end,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row for each instance of its classes.

    Attributes:
        name: The name of the file, without its ending.
        about: A description of the content, for the metadata.
        kinds: The classes whose instances are the rows.
        columns: The columns.
        key: The names of the columns that identify a row.
        through: A property path. If it is not empty, a row is a pair: an instance and a
            resource at the end of the path from it.
    """

    name: str
    about: str
    kinds: tuple[NamedNode, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("iri",)
    through: tuple[NamedNode, ...] = field(default=())

    def pairs(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Yield the resources of each row: an instance, and the end of the path.

        Without a path, both are the instance.
        """
        for iri in facts.instances(*self.kinds):
            if self.through:
                for end in _ends(facts, iri, self.through):
                    yield iri, end
            else:
                yield iri, iri

    @property
    def sql_name(self) -> str:
        """The name with underscores for hyphens, for databases."""
        return self.name.replace("-", "_")


def described(*columns: Column) -> tuple[Column, ...]:
    """Return columns with their columns of slugs and IRIs, which come after all others.

    The column `iri` stays the last one.
    """
    own = [column for column in columns if column.name != IRI.name]
    key = columns[len(own) :]
    return (*own, *(added for column in own for added in column.identifiers), *key)


# Where values come from


def text(*path: NamedNode) -> Values:
    """Return a source of cell values: the literals at the end of a property path."""
    return lambda facts, iri: [
        value
        for one in _ends(facts, iri, path[:-1])
        for value in facts.texts(one, path[-1])
    ]


def iris(*path: NamedNode) -> Values:
    """Return a source of cell values: the IRIs at the end of a property path."""
    return lambda facts, iri: _ends(facts, iri, path)


def label(*path: NamedNode) -> Values:
    """Return a source of cell values: labels of nodes at the end of a property path."""
    return lambda facts, iri: list(map(facts.label, _ends(facts, iri, path)))


def name(*path: NamedNode) -> Values:
    """Return a source of cell values: last parts of IRIs at the end of a path."""
    return lambda facts, iri: list(map(slug, _ends(facts, iri, path)))


def either(*sources: Values) -> Values:
    """Return a source of cell values: the values of all sources, in the given order."""
    return lambda facts, iri: [
        value for source in sources for value in source(facts, iri)
    ]


def first(*sources: Values) -> Values:
    """Return a source of cell values: those of the first source that has any."""
    return lambda facts, iri: next(
        filter(None, (source(facts, iri) for source in sources)), []
    )


def _ends(facts: Facts, iri: str, path: Sequence[NamedNode]) -> list[str]:
    """Return the IRIs that a property path reaches from a node, without repeats."""
    ends = [iri]
    for predicate in path:
        ends = list(
            dict.fromkeys(
                other for one in ends for other in facts.links(one, predicate)
            )
        )
    return ends


# Columns


def several(key: str, about: str, values: Values) -> Column:
    """Return a column whose cells can have several values."""
    return Column(key, about, values, several=True)


def named(  # noqa: PLR0913 - the parts of a column
    key: str,
    about: str,
    found: Values,
    *,
    several: bool = False,
    refers: str = "",
    of_end: bool = False,
) -> Column:
    """Return a column of labels, to which columns of slugs and IRIs belong.

    Args:
        key: The name of the column.
        about: A description of its content.
        found: The source of the IRIs of the resources.
        several: Whether a cell can have several values.
        refers: The table to whose key the IRI belongs, or "".
        of_end: Whether the values are those of the second resource of a row.
    """

    def labels(facts: Facts, iri: str) -> list[str]:
        return list(map(facts.label, found(facts, iri)))

    return Column(key, about, labels, "string", several, found, True, refers, of_end)


def shown_ids(
    key: str, about: str, found: Values, *, several: bool = False, refers: str = ""
) -> Column:
    """Return a column of slugs or ids, to which a column of IRIs belongs.

    The arguments are those of `named`.
    """

    def ids(facts: Facts, iri: str) -> list[str]:
        return list(map(slug, found(facts, iri)))

    return Column(key, about, ids, "string", several, found, False, refers)


IRI: Final = Column(
    "iri",
    "IRI of the row's resource in the graph.",
    lambda _facts, iri: [iri],
    "anyURI",
)
