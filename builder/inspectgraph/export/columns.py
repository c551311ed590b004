"""Declare tables and their columns, with the datatype of each column.

All formats of tables are written from these declarations: CSV with its two descriptions
(CSV on the Web, Data Package), XLSX, SQLite and Parquet. If a column shows the names of
resources, two more columns at the end of the table have their slugs and IRIs:

- `theme` has the label, for readers.
- `theme_slug` has the slug, which extracts and commands use.
- `theme_iri` has the IRI, which identifies the theme in the graph and joins tables.

If a cell has several values, they are in the same order in all three columns.
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
        values: A function that returns the values of a cell, given the IRI of the row.
        datatype: The datatype of the values in CSV on the Web.
        several: Whether a cell can have several values.
        resources: A function that returns the IRIs of resources, or None. The column
            shows the labels or ids of these resources.
        slugs: Whether the table also has a column with the slugs of the resources.
        refers: The table in which the values are keys, or "" if there is no such table.
        of_end: Whether the values describe the second resource of a row instead of the
            first. A row has a second resource if the table has a property path (see
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
        """The table to which this column refers as a foreign key, or an empty text.

        A column can be a foreign key only if each cell has a single IRI.
        """
        if self.datatype != "anyURI" or self.several:
            return ""
        return self.refers

    @property
    def identifiers(self) -> Iterator[Column]:
        """The columns of slugs and IRIs for the resources in this column.

        If the column shows no resources, there are no such columns.
        """
        if self.resources is None:
            return
        found, several_, end = self.resources, self.several, self.of_end
        if self.slugs:
            yield Column(
                f"{self.name}_slug",
                f"{'Slugs of the values' if several_ else 'Slug of the value'} in the"
                f" column '{self.name}'.",
                lambda facts, iri: list(map(slug, found(facts, iri))),
                several=several_,
                of_end=end,
            )
        yield Column(
            f"{self.name}_iri",
            f"{'IRIs of the values' if several_ else 'IRI of the value'} in the column"
            f" '{self.name}'.",
            found,
            "anyURI",
            several=several_,
            refers=self.refers,
            of_end=end,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are about the instances of some classes.

    Attributes:
        name: The name of the file, without its ending.
        about: A description of the content, for the metadata.
        kinds: The classes of the instances.
        columns: The columns.
        key: The names of the columns that identify a row.
        through: A property path, or an empty tuple. If the tuple is empty, each
            instance has one row. If there is a path, an instance has one row for each
            resource to which the path leads from the instance.
    """

    name: str
    about: str
    kinds: tuple[NamedNode, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("iri",)
    through: tuple[NamedNode, ...] = field(default=())

    def pairs(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Yield a pair of resources for each row.

        The first resource is an instance of a class. The second resource is at the end
        of a path that begins at this instance. If the table has no path, both resources
        are the same instance.
        """
        for iri in facts.instances(*self.kinds):
            if self.through:
                for end in _ends(facts, iri, self.through):
                    yield iri, end
            else:
                yield iri, iri

    @property
    def sql_name(self) -> str:
        """The name of the table in databases, with underscores instead of hyphens."""
        return self.name.replace("-", "_")


def described(*columns: Column) -> tuple[Column, ...]:
    """Return the given columns with added columns of slugs and IRIs.

    The added columns come after the given columns. The column `iri` stays last.
    """
    own = [column for column in columns if column.name != IRI.name]
    key = columns[len(own) :]
    return (*own, *(added for column in own for added in column.identifiers), *key)


# Where values come from


def text(*path: NamedNode) -> Values:
    """Return a function that finds the literals at the end of a property path."""
    return lambda facts, iri: [
        value
        for one in _ends(facts, iri, path[:-1])
        for value in facts.texts(one, path[-1])
    ]


def iris(*path: NamedNode) -> Values:
    """Return a function that finds the IRIs at the end of a property path."""
    return lambda facts, iri: _ends(facts, iri, path)


def label(*path: NamedNode) -> Values:
    """Return a function that finds the labels at the end of a property path.

    They are the labels of the resources to which the path leads.
    """
    return lambda facts, iri: list(map(facts.label, _ends(facts, iri, path)))


def name(*path: NamedNode) -> Values:
    """Return a function that finds names at the end of a property path.

    The name of a resource is the last part of its IRI.
    """
    return lambda facts, iri: list(map(slug, _ends(facts, iri, path)))


def either(*sources: Values) -> Values:
    """Return a function that joins the values of several functions, in order."""
    return lambda facts, iri: [
        value for source in sources for value in source(facts, iri)
    ]


def first(*sources: Values) -> Values:
    """Return a function that tries several functions in turn.

    The first function that finds any value gives the result.
    """
    return lambda facts, iri: next(
        filter(None, (source(facts, iri) for source in sources)), []
    )


def _ends(facts: Facts, iri: str, path: Sequence[NamedNode]) -> list[str]:
    """Return the IRIs at the end of a property path from a node, without duplicates."""
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
    """Return a column that shows resources by their labels.

    The table also gets a column with the slugs and a column with the IRIs of these
    resources.

    Args:
        key: The name of the column.
        about: A description of the content.
        found: A function that returns the IRIs of the resources.
        several: Whether a cell can have several values.
        refers: The table in which the IRIs are keys, or "" if there is no such table.
        of_end: Whether the values describe the second resource of a row instead of the
            first. A row has a second resource if the table has a property path (see
            `Table.through`).
    """

    def labels(facts: Facts, iri: str) -> list[str]:
        return list(map(facts.label, found(facts, iri)))

    return Column(key, about, labels, "string", several, found, True, refers, of_end)


def shown_ids(
    key: str, about: str, found: Values, *, several: bool = False, refers: str = ""
) -> Column:
    """Return a column of slugs or ids.

    A column of IRIs is generated for this column. The arguments are those of `named`.
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
