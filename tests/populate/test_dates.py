"""Dates of a report in the graph: a day of issue only where a day is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from inspectgraph.load import load_project
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.iris import report
from inspectgraph.rdf.namespaces import DCTERMS, XSD
from inspectgraph.rdf.vocabulary import Vocabulary

REPORT = "netherford-sif-2015"
PRINTED = "published: {printed: 5 May 2015, earliest: 2015-05-05, latest: 2015-05-05}"
DAY = [Literal("2015-05-05", datatype=XSD.date)]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        (PRINTED, DAY),
        (
            "published: {printed: May 2015, earliest: 2015-05-01, latest: 2015-05-31}",
            [],
        ),
        ("published: {printed: '2015', earliest: 2015-01-01, latest: 2015-12-31}", []),
    ],
    ids=["day", "month", "year"],
)
def test_only_a_printed_day_is_a_day_of_issue(
    small_copy: Path, vocabulary: Vocabulary, published: str, issued: list[Literal]
) -> None:
    """The first day of a printed month or year is no day on which a report was issued."""
    file = small_copy / "extracts" / f"{REPORT}.yaml"
    text = file.read_text(encoding="utf-8")
    assert PRINTED in text
    file.write_text(text.replace(PRINTED, published), encoding="utf-8")
    project = load_project(small_copy, vocabulary)
    (loaded,) = [one for one in project.extracts if one.extract.report == REPORT]
    quads = populate_report(loaded, project).quads
    found = [
        quad.object
        for quad in quads
        if quad.subject == report(REPORT) and quad.predicate == DCTERMS.issued
    ]
    assert found == issued
