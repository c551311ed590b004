"""Comparisons in words, concessions, places, ages and evidence: how they are written, and what the graph has of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.iris import concept, report_part, thing
from inspectgraph.rdf.namespaces import INSP, RDF
from inspectgraph.rdf.vocabulary import Vocabulary

NAME = "netherford-sif-2015"
EXTRACT = Path("extracts", f"{NAME}.yaml")
#: The ends of the records of a finding and of a figure, before which a field is added.
FINDING = "    kind: reach\n"
FIGURE = "    polarity: weakness\n    themes: [common-assessment]\n    note: Common"


def add(project: Path, before: str, line: str) -> None:
    """Insert a line into the extract, right before a given line."""
    path = project / EXTRACT
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, f"    {line}\n{before}"), encoding="utf-8")


def triples(
    project: Path, vocabulary: Vocabulary
) -> set[tuple[object, object, object]]:
    """Return the triples of the report of 2015."""
    loaded = load_project(project, vocabulary)
    sink = populate_report(loaded.extracts[1], loaded)
    return {(quad.subject, quad.predicate, quad.object) for quad in sink.quads}


def comparison(identity: str) -> NamedNode:
    """Return the IRI of a comparison of the report."""
    return report_part(NAME, "comparison", identity)


@pytest.mark.parametrize("brackets", [("", ""), ("[", "]")])
@pytest.mark.parametrize(
    ("before", "identity"), [(FINDING, "p1-o6p7"), (FIGURE, "p1-e2f3")]
)
def test_a_comparison_is_written_alone_or_in_a_list(
    small_copy: Path,
    vocabulary: Vocabulary,
    before: str,
    identity: str,
    brackets: tuple[str, str],
) -> None:
    """Either form links a finding or figure to a comparison with point and result."""
    one = "{with: national, result: worse}".join(brackets)
    add(small_copy, before, f"compared: {one}")
    found = triples(small_copy, vocabulary)
    node = comparison(f"{identity}-1")
    statement = report_part(NAME, "statement", identity)
    assert (statement, INSP.verbalComparison, node) in found
    assert (node, INSP.comparedWith, concept("compared-with", "national")) in found
    assert (node, INSP.comparisonResult, concept("comparison-result", "worse")) in found


def test_two_reference_points_keep_their_own_results(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Each of two reference points, country and similar areas, keeps its own result."""
    both = "[{with: national, result: worse}, {with: similar-areas, result: in-line}]"
    add(small_copy, FINDING, f"compared: {both}")
    found = triples(small_copy, vocabulary)
    results = {
        (point, result)
        for one, key, point in found
        if key == INSP.comparedWith
        for other, its, result in found
        if other == one and its == INSP.comparisonResult
    }
    assert results == {
        (concept("compared-with", "national"), concept("comparison-result", "worse")),
        (
            concept("compared-with", "similar-areas"),
            concept("comparison-result", "in-line"),
        ),
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("compared: []", "empty-list"),
        ("compared: {with: national}", "missing-key"),
        ("compared: {with: the moon, result: worse}", "unknown-value"),
        ("places: [netherford-harbour]", "unknown-place"),
        ("despite: [p1-0000]", "unknown-statement"),
        ("evidence_kind: [hearsay]", "unknown-value"),
        ("ages: {from: 16}", "missing-key"),
        ("ages: []", "empty-list"),
        ("ages: {printed: aged 16, from: 16, unit: weeks}", "unknown-value"),
    ],
)
def test_a_wrong_value_is_refused(
    small_copy: Path, vocabulary: Vocabulary, line: str, code: str
) -> None:
    """Each wrong value is refused with its code, on its line."""
    add(small_copy, FINDING, line)
    with pytest.raises(ExtractError) as raised:
        load_project(small_copy, vocabulary)
    (problem,) = raised.value.problems
    assert problem.code == code
    lines = (small_copy / EXTRACT).read_text(encoding="utf-8").splitlines()
    assert problem.where.line == lines.index(f"    {line}") + 1


def test_a_place_and_a_concession_are_links(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The graph links to the registry's place and to the conceded statement."""
    add(small_copy, FINDING, "places: [netherford-islands]")
    add(small_copy, FINDING, "despite: [p3-s0t1]")
    found = triples(small_copy, vocabulary)
    statement = report_part(NAME, "statement", "p1-o6p7")
    conceded = report_part(NAME, "statement", "p3-s0t1")
    assert (statement, INSP.place, thing("place", "netherford-islands")) in found
    assert (statement, INSP.despite, conceded) in found


@pytest.mark.parametrize("before", [FINDING, FIGURE])
def test_ages_are_written_alone_or_in_a_list(
    small_copy: Path, vocabulary: Vocabulary, before: str
) -> None:
    """Each range of a finding or figure has its words, its ends and its unit."""
    both = "[{printed: over 16, from: 16}, {printed: under six months, to: 5, unit: months}]"
    add(small_copy, before, f"ages: {both}")
    found = triples(small_copy, vocabulary)
    identity = "p1-o6p7" if before == FINDING else "p1-e2f3"
    first, second = (report_part(NAME, "age-range", f"{identity}-{n}") for n in (1, 2))
    statement = report_part(NAME, "statement", identity)
    assert {(statement, INSP.ageRange, one) for one in (first, second)} <= found
    about_ages = {
        (one, key, getattr(value, "value", None))
        for one, key, value in found
        if one in {first, second}
        if key != RDF.type
    }
    years, months = (concept("age-unit", one).value for one in ("years", "months"))
    assert about_ages == {
        (first, INSP.printedAges, "over 16"),
        (first, INSP.minimumAge, "16"),
        (first, INSP.ageUnit, years),
        (second, INSP.printedAges, "under six months"),
        (second, INSP.maximumAge, "5"),
        (second, INSP.ageUnit, months),
    }


def test_one_range_of_ages_needs_no_list(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A single range is the same as a list with it."""
    add(small_copy, FINDING, "ages: {printed: under five, to: 4}")
    node = report_part(NAME, "age-range", "p1-o6p7-1")
    assert (node, INSP.maximumAge, Literal(4)) in triples(small_copy, vocabulary)


def test_a_finding_names_several_kinds_of_evidence(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The graph links a finding to each kind of evidence, named by label or slug."""
    add(small_copy, FINDING, "evidence_kind: [survey, what people said]")
    found = triples(small_copy, vocabulary)
    statement = report_part(NAME, "statement", "p1-o6p7")
    for kind in ("survey", "testimony"):
        assert (statement, INSP.evidenceKind, concept("evidence-kind", kind)) in found
