"""Read the tables that map registry records to identifiers of other organisations.

A table is in SSSOM, the Simple Standard for Sharing Ontological Mappings. Lines that
begin with `#` contain the metadata in YAML. The rows below have tabs between the
columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from inspectgraph.files.sources import RegistryContent
from inspectgraph.files.text import read_text_file
from inspectgraph.files.yaml_positions import read_yaml
from inspectgraph.model.errors import Problem, UnreadableError, Where
from inspectgraph.model.registry import Mapped
from inspectgraph.model.suggest import nearest

__all__ = ["SUFFIX", "read_mappings"]

#: The ending of the name of a table.
SUFFIX: Final = ".sssom.tsv"
#: The columns that a row must fill in.
_REQUIRED: Final = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
    "author_label",
)
#: The files of the registry whose records can be mapped, by the prefix of a subject.
_KINDS: Final = {
    "area": "authorities",
    "authority": "authorities",
    "body": "bodies",
    "inspectorate": "inspectorates",
    "region": "regions",
}
_PREDICATES: Final = ("foaf:page", "owl:sameAs", "rdfs:seeAlso")
#: The terms of the Semantic Mapping Vocabulary that SSSOM allows.
_JUSTIFICATIONS: Final = (
    "MappingReview",
    "ManualMappingCuration",
    "LogicalReasoning",
    "LexicalMatching",
    "CompositeMatching",
    "UnspecifiedMatching",
    "SemanticSimilarityThresholdMatching",
    "LexicalSimilarityThresholdMatching",
    "MappingChaining",
    "MappingInversion",
    "StructuralMatching",
    "InstanceBasedMatching",
    "BackgroundKnowledgeBasedMatching",
)
_CONFIDENCE: Final = re.compile(r"0(?:\.[0-9]+)?|1(?:\.0+)?")
_METADATA: Final = ("mapping_set_id", "license", "curie_map")


@dataclass(frozen=True)
class _Table:
    """A mapping table: its name in messages, its prefixes, and its allowed slugs."""

    file: str
    prefixes: Mapping[str, str]
    slugs: Mapping[str, frozenset[str]]

    def problem(
        self, line: int, column: int, found: str, expected: str = "", near: str = ""
    ) -> Problem:
        """Return the problem for a mistake in one value of a row.

        Columns are counted from 1.
        """
        where = Where(self.file, line, column)
        return Problem(where, "bad-mapping", found, expected, near)


def read_mappings(
    folder: str, content: RegistryContent, slugs: Mapping[str, frozenset[str]]
) -> tuple[list[Mapped], list[Problem]]:
    """Read all mapping tables of a project, and report all problems.

    Args:
        folder: The name by which messages call the registry folder.
        content: The files of the registry.
        slugs: The slugs of the records, keyed by file name without the ending.
    """
    mapped: list[Mapped] = []
    problems: list[Problem] = []
    for name in sorted(content):
        if name.endswith(SUFFIX):
            found, faults = _read(f"{folder}/{name}", content[name], slugs)
            mapped += found
            problems += faults
    return mapped, problems


def _read(
    file: str, content: bytes, slugs: Mapping[str, frozenset[str]]
) -> tuple[list[Mapped], list[Problem]]:
    """Read one mapping table."""
    try:
        text = read_text_file(content, file)
    except UnreadableError as error:
        where = error.where or Where(file)
        return [], [Problem(where, error.code, error.message)]
    lines = text.text.splitlines()
    rows = [n for n, line in enumerate(lines, 1) if not line.startswith("#")]
    header = "\n".join(line[1:] for line in lines if line.startswith("#"))
    metadata, problems = _metadata(file, header)
    problems = [*text.problems, *problems]
    if problems:
        return [], problems
    table = _Table(file, metadata["curie_map"], slugs)
    return _read_rows(table, {n: lines[n - 1].split("\t") for n in rows})


def _read_rows(
    table: _Table, cells: Mapping[int, list[str]]
) -> tuple[list[Mapped], list[Problem]]:
    """Read the header and the rows of a mapping table.

    `cells` has the cells of each line, keyed by line number.
    """
    first, columns = next(iter(cells.items()), (0, []))
    if missing := [name for name in _REQUIRED if name not in columns]:
        found = f"the table has no column {missing[0]}"
        return [], [table.problem(first, 0, found)]
    mapped, problems = [], []
    for line, values in islice(cells.items(), 1, None):
        faults = list(_faults(table, line, columns, values))
        problems += faults
        if not faults:
            mapped.append(_mapped(table, dict(zip(columns, values, strict=True))))
    return mapped, problems


def _metadata(file: str, header: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the metadata above a mapping table, and the problems in the metadata."""
    tree = read_yaml(header.encode(), file)
    if tree.problems:
        return {}, list(tree.problems)
    data = tree.data if isinstance(tree.data, dict) else {}
    for name in _METADATA:
        if not data.get(name):
            found = f"the lines at the top, which begin with #, have no key {name}"
            return {}, [Problem(Where(file, 1, 1), "bad-mapping", found)]
    if not isinstance(data["curie_map"], dict):
        found = "curie_map must give an address for each prefix"
        return {}, [Problem(Where(file, 1, 1), "bad-mapping", found)]
    return data, []


def _faults(
    table: _Table, line: int, columns: list[str], values: list[str]
) -> Iterator[Problem]:
    """Yield the problems in the values of one row of a mapping table."""
    if len(values) != len(columns):
        found = f"the row has {len(values)} values, but the table has {len(columns)} columns"
        yield table.problem(line, 0, found)
        return
    row = dict(zip(columns, values, strict=True))
    for column in _REQUIRED:
        before = values[: columns.index(column)]
        place = len("\t".join([*before, ""])) + 1
        if not row[column].strip():
            yield table.problem(line, place, f"{column} is empty")
        elif problem := _fault(table, line, place, column, row[column]):
            yield problem


def _fault(
    table: _Table, line: int, place: int, column: str, value: str
) -> Problem | None:
    """Return the problem in one value of a mapping table, or None."""
    if column == "subject_id":
        return _subject_fault(table, line, place, value)
    if column == "predicate_id" and value not in _PREDICATES:
        expected = " or ".join(_PREDICATES)
        return table.problem(
            line, place, f"predicate_id is {value!r}", expected=expected
        )
    if column == "object_id" and value.partition(":")[0] not in table.prefixes:
        found = f"the prefix of {value!r} is not in curie_map"
        return table.problem(line, place, found)
    if column == "mapping_justification" and not _is_justification(value):
        expected = "a term such as semapv:ManualMappingCuration"
        return table.problem(
            line, place, f"mapping_justification is {value!r}", expected=expected
        )
    if column == "confidence" and not _CONFIDENCE.fullmatch(value):
        expected = "a number from 0 to 1"
        return table.problem(line, place, f"confidence is {value!r}", expected=expected)
    return None


def _is_justification(value: str) -> bool:
    prefix, _, term = value.partition(":")
    return prefix == "semapv" and term in _JUSTIFICATIONS


def _subject_fault(table: _Table, line: int, place: int, value: str) -> Problem | None:
    """Return the problem in a subject, such as a wrong prefix or an unknown slug, or None."""
    kind, _, slug = value.partition(":")
    if kind not in _KINDS:
        expected = ", ".join(_KINDS)
        found = f"the prefix of {value!r} does not name a kind of record"
        return table.problem(line, place, found, expected=f"one of {expected}")
    known = table.slugs.get(_KINDS[kind], frozenset())
    if slug in known:
        return None
    found = f"{_KINDS[kind]}.yaml has no record {slug!r}"
    return table.problem(line, place, found, near=nearest(slug, known))


def _mapped(table: _Table, row: Mapping[str, str]) -> Mapped:
    """Return a row of a mapping table as a record."""
    kind, _, slug = row["subject_id"].partition(":")
    prefix, _, rest = row["object_id"].partition(":")
    return Mapped(
        kind=kind,
        slug=slug,
        predicate=row["predicate_id"],
        object=f"{table.prefixes[prefix]}{rest}",
    )
