"""Tests of answers that no passage of a report gives, such as counts.

The right rows are computed from the records, without the graph and its queries.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from pyoxigraph import NamedNode, Store

from inspectgraph.anchors.verify import Checked, anchors_of, verification_quads
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.load import Loaded, Project
from inspectgraph.model.extract import About
from inspectgraph.query import ask
from inspectgraph.rdf.iris import concept
from inspectgraph.rdf.lookup import label, subjects, with_all

TOPS = 13
TOP_OF = NamedNode("http://www.w3.org/2004/02/skos/core#topConceptOf")


def about(loaded: Loaded) -> list[About]:
    """Return the statements of an extract that have themes."""
    extract = loaded.extract
    return [
        *extract.reported,
        *extract.findings,
        *extract.recommendations,
        *extract.measurements,
        *extract.events,
    ]


def theme(store: Store, slug: str) -> str:
    """Return what people call a theme."""
    return label(store, concept("theme", slug))


def test_coverage_counts_units_and_statements(store: Store, records: Project) -> None:
    """The answer counts each report's content units, covered units and statements."""
    rows = {row[0]: row[3:] for row in ask(store, "coverage").rows}
    for loaded in records.extracts:
        extract = loaded.extract
        covered = {anchor.unit for _, anchor, _ in anchors_of(loaded)} | set(
            extract.nothing
        )
        content = {
            unit.id for unit in loaded.units.values() if unit.kind in CONTENT_KINDS
        }
        statements = len(about(loaded)) + len(extract.judgements)
        assert rows[extract.report] == (
            len(content),
            len(content & covered),
            statements,
        )
    assert len(rows) == len(records.extracts)


def test_themes_together_counts_statements(store: Store, records: Project) -> None:
    """Pairs of themes that at least three statements share are listed and counted."""
    pairs: Counter[tuple[str, ...]] = Counter()
    for loaded in records.extracts:
        for record in about(loaded):
            names = sorted(theme(store, slug) for slug in set(record.themes))
            pairs.update(combinations(names, 2))
    expected = {(*pair, count) for pair, count in pairs.items() if count >= 3}
    assert set(ask(store, "themes-together").rows) == expected
    assert {row[2] for row in ask(store, "themes-together", minimum=6).rows} == {
        n for n in pairs.values() if n >= 6
    }


def test_unanswered_weaknesses_are_those_that_no_recommendation_names(
    store: Store, records: Project
) -> None:
    """An unanswered weakness has a row for each theme, at its first passage."""
    for loaded in records.extracts:
        answered = {
            one for record in loaded.extract.recommendations for one in record.answers
        }
        expected = {
            (
                loaded.extract.report,
                finding.at[0].unit,
                theme(store, slug),
                finding.note,
                finding.id,
            )
            for finding in loaded.extract.findings
            if finding.polarity == "weakness" and finding.id not in answered
            for slug in finding.themes
        }
        assert (
            set(ask(store, "unanswered-weaknesses", report=loaded.extract.report).rows)
            == expected
        )


def test_silent_themes_are_those_without_a_statement(
    store: Store, records: Project
) -> None:
    """Silent themes are broad themes and themes read in full that no statement has."""
    tops = subjects(store, TOP_OF, concept("theme"))
    assert len(tops) == TOPS
    for loaded in records.extracts:
        used = {
            broad
            for record in about(loaded)
            for slug in record.themes
            for broad in with_all(store, concept("theme", slug), broader=True)
        }
        read_in_full = {concept("theme", slug) for slug in loaded.extract.read_for}
        silent = {
            (theme, "the report does not speak of it") for theme in read_in_full - used
        }
        unknown = {
            (theme, "unknown: not read in full") for theme in tops - used - read_in_full
        }
        expected = {
            (loaded.extract.report, label(store, theme), meaning)
            for theme, meaning in silent | unknown
        }
        assert (
            set(ask(store, "silent-themes", report=loaded.extract.report).rows)
            == expected
        )


def test_comparisons_are_those_of_the_registry(store: Store, records: Project) -> None:
    """All comparisons are listed; for two frameworks, those of aspects and scales."""
    comparisons = records.registry.comparisons
    pairs = sum(
        len(one.grades) + bool(one.relation) for one in comparisons.scales
    ) + len(comparisons.aspects)
    assert len(ask(store, "comparisons").rows) == pairs
    between = [
        one
        for one in comparisons.aspects
        if one.from_.startswith("jar-2007/") and one.to.startswith("sif/")
    ]
    rows = ask(store, "comparisons", **{"from": "jar-2007", "to": "sif"}).rows
    assert (
        len(rows) == len(between) + 1
    )  # the scales of the two do not compare as a whole
    assert ask(store, "comparisons", **{"from": "sif", "to": "jar-2007"}).rows == rows


def test_evidence_is_what_the_extract_anchors(store: Store, records: Project) -> None:
    """A statement has a row for each of its anchors, with unit, start, length and digest.

    The anchors of the parts of a recommendation are included.
    """
    for loaded in records.extracts[:2]:
        for record in [
            *loaded.extract.findings[:3],
            *loaded.extract.recommendations,
            *loaded.extract.judgements[:1],
        ]:
            anchors = [
                *record.at,
                *(one for part in getattr(record, "parts", ()) for one in part.at),
            ]
            expected = {
                (one.unit, one.start, one.length, one.digest) for one in anchors
            }
            rows = ask(
                store, "evidence", statement=f"{loaded.extract.report}/{record.id}"
            ).rows
            assert {row[3:7] for row in rows} == expected
            assert {row[0] for row in rows} == {record.id}


@pytest.mark.parametrize("state", ["lost", "ambiguous", "no-unit"])
def test_what_rests_on_orphans_is_listed(
    store: Store, records: Project, state: str
) -> None:
    """Statements and parts of recommendations with lost words have a row each."""
    checked = [
        Checked(
            loaded.extract.report,
            evidence,
            anchor.unit,
            loaded.where(path),
            "found",
            (0,),
        )
        for loaded in records.extracts
        for evidence, anchor, path in anchors_of(loaded)
    ]
    part = next(
        n
        for n, one in enumerate(checked)
        if one.evidence.count("-") and is_part(records, one.evidence)
    )
    orphans = {0, part}
    for n in orphans:
        one = checked[n]
        checked[n] = Checked(one.report, one.evidence, one.unit, one.where, state)  # type: ignore[arg-type]
    copy = Store()
    copy.bulk_extend(store)
    copy.extend(verification_quads(checked, copy))
    rows = ask(copy, "rests-on-orphans").rows
    assert [(row[0], row[1]) for row in rows] == sorted(
        (checked[n].report, checked[n].unit) for n in orphans
    )
    assert not ask(store, "rests-on-orphans").rows


def is_part(records: Project, evidence: str) -> bool:
    """Return whether the evidence is that of a part of a recommendation."""
    return any(
        evidence.startswith(f"{one.id}-")
        and evidence.count("-") == one.id.count("-") + 2
        for loaded in records.extracts
        for one in loaded.extract.recommendations
    )


@pytest.mark.parametrize(
    ("name", "earlier_kind", "counts"),
    [
        ("strengths-turned-weaknesses", "strength", ("strengths", "weaknesses")),
        (
            "weaknesses-named-again",
            "weakness",
            ("earlier_weaknesses", "later_weaknesses"),
        ),
    ],
)
def test_changes_of_themes_count_findings(
    name: str,
    earlier_kind: str,
    counts: tuple[str, str],
    store: Store,
    records: Project,
) -> None:
    """Each theme has a row per pair of reports, with the findings of both counted."""
    found: dict[tuple[str, str, str], int] = Counter()
    days = {}
    for loaded in records.extracts:
        extract = loaded.extract
        first = extract.inspection or extract.published
        if extract.authorities != ("knowsley",) or first is None:
            continue
        days[extract.report] = first.earliest
        for finding in extract.findings:
            for slug in set(finding.themes):
                found[extract.report, finding.polarity, theme(store, slug)] += 1
    expected = {
        ("Knowsley", subject, earlier, number, later, found[later, "weakness", subject])
        for (earlier, polarity, subject), number in found.items()
        for later in days
        if polarity == earlier_kind and days[earlier] < days[later]
        if found[later, "weakness", subject]
    }
    answer = ask(store, name)
    assert answer.columns[3::2] == counts
    assert len(answer.rows) == len(expected) > 1
    assert set(answer.rows) == expected


@pytest.mark.parametrize(
    ("report", "subject", "kind", "units"),
    [
        ("knowsley-jar-2008", "common assessment", "strength", {"p32"}),
        ("knowsley-sif-2014", "common assessment", "weakness", {"p2", "p56"}),
        ("knowsley-jar-2008", "placement stability", "strength", {"p11/2"}),
        ("knowsley-sif-2014", "placement stability", "weakness", {"p12"}),
        (
            "knowsley-jar-2008",
            "assessment of need and risk",
            "weakness",
            {"p11/1", "safeguarding/weaknesses/1"},
        ),
        ("knowsley-sif-2014", "assessment of need and risk", "weakness", {"p4"}),
        (
            "knowsley-jar-2008",
            "supervision and management oversight",
            "weakness",
            {"p11/1", "safeguarding/weaknesses/2"},
        ),
        (
            "knowsley-sif-2014",
            "supervision and management oversight",
            "weakness",
            {"p8"},
        ),
    ],
)
def test_passages_behind_a_counted_theme_are_found(
    report: str, subject: str, kind: str, units: set[str], store: Store
) -> None:
    """Listed statements and their evidence lead to the passages that a reader found."""
    rows = ask(store, "statements", report=report, theme=subject).rows
    passages = set()
    for row in rows:
        if row[2] == kind:
            evidence = ask(store, "evidence", statement=f"{report}/{row[4]}")
            passages |= {one[evidence.columns.index("unit")] for one in evidence.rows}
    assert units <= passages


@pytest.mark.slow
def test_causes_are_the_chains_of_the_records(store: Store, records: Project) -> None:
    """All chains of reasons in the records are listed, up to the question's depth."""
    expected = set()
    for loaded in records.extracts:
        reasons = {one.id: one.because for one in loaded.extract.findings}
        paths: list[tuple[str, ...]] = [
            (one, via) for one, found in reasons.items() for via in found
        ]
        for depth in (1, 2, 3, 4):
            for path in paths:
                via = path[-2] if depth > 1 else None
                expected.add((loaded.extract.report, depth, path[0], via, path[-1]))
            paths = [
                (*path, one) for path in paths for one in reasons.get(path[-1], ())
            ]
    answer = ask(store, "causes")
    names = ("report", "depth", "statement", "via_statement", "reason_statement")
    places = [answer.columns.index(name) for name in names]
    rows = [tuple(row[place] for place in places) for row in answer.rows]
    assert {depth for _, depth, *_ in rows} == {1, 2}
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


PEOPLE = {"children", "parents", "carers", "staff", "partners"}


def test_voices_are_compared_with_the_findings_of_the_inspectors(
    store: Store, records: Project
) -> None:
    """Views of other people are compared with the inspectors' findings by theme."""
    expected = {}
    for loaded in records.extracts:
        extract = loaded.extract
        for view in extract.findings:
            if not PEOPLE & set(view.voice):
                continue
            for slug in set(view.themes):
                signs = [
                    one.polarity
                    for one in extract.findings
                    if slug in one.themes and not one.voice
                ]
                strengths, weaknesses = (
                    signs.count("strength"),
                    signs.count("weakness"),
                )
                alike, unlike = {
                    "strength": (strengths, weaknesses),
                    "weakness": (weaknesses, strengths),
                }.get(view.polarity, (0, 0))
                agrees = {
                    (True, True): "in part",
                    (True, False): "yes",
                    (False, True): "no",
                    (False, False): "",
                }[alike > 0, unlike > 0]
                key = (extract.report, view.id, theme(store, slug))
                expected[key] = (agrees, strengths, weaknesses)
    answer = ask(store, "whose-voice")
    at = answer.columns.index
    rows = {
        (row[at("report")], row[at("statement")], row[at("theme")]): (
            row[at("agrees")],
            row[at("strengths")],
            row[at("weaknesses")],
        )
        for row in answer.rows
    }
    assert len(rows) == len(answer.rows)
    assert rows == expected


@pytest.mark.parametrize(
    "name",
    [
        "caf-figures",
        "events",
        "quoted-judgements",
        "recommendations",
    ],
)
def test_a_statement_has_one_row(name: str, store: Store) -> None:
    """A statement has one row, with all its passages in one cell."""
    answer = ask(store, name)
    place = answer.columns.index("statement")
    report = answer.columns.index("report")
    ids = [(row[report], row[place]) for row in answer.rows]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["weaknesses-by-theme", "strengths-by-theme"])
def test_a_finding_has_one_row_for_each_theme(
    name: str, store: Store, records: Project
) -> None:
    """A finding has a row for each theme, with its passages in one cell, in order."""
    answer = ask(store, name)
    keys = [(row[0], row[2], row[5]) for row in answer.rows]
    assert len(keys) == len(set(keys))
    order = {one.extract.report: list(one.units) for one in records.extracts}
    several = {}
    for row in answer.rows:
        units = str(row[3]).split(" || ")
        if len(units) > 1:
            several[row[5]] = units
            assert units == sorted(set(units), key=order[str(row[2])].index)
    assert len(several) > 10
