"""Each question gives the rows that a reader of the reports expects; README.md says how those were written."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import Store

from inspectgraph.query import ask, questions

HERE = Path(__file__).parent
EXPECTED = sorted(HERE.glob("*.csv"))
#: Compared with repeats: two judgements of one report may have one grade.
WITH_REPEATS = {"grade-trajectory"}
#: Questions whose rows a reader cannot find in the reports; `test_recomputed` works
#: them out from the records.
NOT_IN_REPORTS = {
    "comparisons": "the curators' own judgement, in the registry",
    "corrections": "what curators corrected after it was published",
    "coverage": "counts of what was curated",
    "evidence": "digests of words",
    "rests-on-orphans": "what became of anchors",
    "silent-themes": "what was not said, or not curated",
    "statements": "what curators entered",
    "themes-together": "counts of themes that curators gave",
    "unanswered-weaknesses": "what no curator linked",
}


def parts(file: Path) -> tuple[str, dict[str, str], bool]:
    """Return what a file's name says: the question, its parameters, and whether the answer may hold more."""
    stem, some = file.stem.removesuffix("-some"), file.stem.endswith("-some")
    name, *given = stem.split("--")
    return name, dict(value.split("-", 1) for value in given), some


def plain(cell: object) -> str:
    """Return a cell as it is compared: numbers as numbers."""
    text = "" if cell is None else str(cell)
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return text


def spread(
    head: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each passage, addressee and voice, as a reader writes them."""
    several = [re.fullmatch(r"(.+_)?unit|addressee|voice", name) for name in head]
    for row in rows:
        cells = zip(several, row, strict=True)
        yield from product(*(c.split(" || ") if many else [c] for many, c in cells))


def test_there_are_expected_rows() -> None:
    """The folder has files with expected rows."""
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_answer_is_what_a_reader_expects(file: Path, store: Store) -> None:
    """In the columns of the file, the answer has the rows that a reader wrote there."""
    name, given, some = parts(file)
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    answer = ask(store, name, **given)
    places = [answer.columns.index(column) for column in head]
    expected = Counter(tuple(map(plain, row)) for row in rows)
    given_rows = [[plain(row[place]) for place in places] for row in answer.rows]
    found = Counter(spread(head, given_rows))
    if name not in WITH_REPEATS:
        expected, found = Counter(set(expected)), Counter(set(found))
    assert not expected - found, "rows are missing"
    assert some or not found - expected, "there are rows that nobody expects"


def test_every_question_has_expected_rows_or_a_reason() -> None:
    """Every question has a file of expected rows, or a reason for having none."""
    of_england = sorted((HERE / "england").glob("*.csv"))
    written = {parts(file)[0] for file in [*EXPECTED, *of_england]}
    assert written | NOT_IN_REPORTS.keys() == {
        question.name for question in questions()
    }
    assert not written & NOT_IN_REPORTS.keys()
