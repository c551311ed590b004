"""The questions whose rows no reader finds in the reports, against what their records say, worked out here."""

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
    """Units that can carry a statement, those that do or have a reason why not, and statements."""
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
    """Each pair of themes of one statement counts once, at least three times together."""
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
    """One row for each theme of each, at its first passage."""
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
    """Of the thirteen broad themes and those read in full, the ones that no statement has, narrower ones counted."""
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
    """Every one without parameters; between two frameworks those of their aspects and scales."""
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
    """Unit, start, length and digest of every anchor, parts of recommendations included."""
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
    """A statement and a part of a recommendation whose words are not found have a row each; the others have none."""
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
