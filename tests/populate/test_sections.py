"""The sentences of sections in the graph, as quality measurements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.load import Loaded, Project
from inspectgraph.load.sentence_coverage import sentences_by_section
from inspectgraph.model.depth import GRADES
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.iris import concept, report, report_part
from inspectgraph.rdf.namespaces import DCTERMS, DQV, INSP

METRICS = ("sentences", "curated", "explained", "open")


def loaded(project: Project, name: str) -> Loaded:
    """Return the extract of a report."""
    return {one.extract.report: one for one in project.extracts}[name]


def number(store: Store, subject: NamedNode, predicate: NamedNode) -> int:
    """Return a subject's only value of a property, or 0 if there is none."""
    found = [one.object for one in store.quads_for_pattern(subject, predicate, None)]
    assert len(found) <= 1
    return int(found[0].value) if found and isinstance(found[0], Literal) else 0


@pytest.mark.parametrize("name", ["netherford-jar-2008", "netherford-sif-2015"])
def test_each_section_has_the_numbers_that_the_command_prints(
    small: Project, small_store: Store, name: str
) -> None:
    """Every section has the printed numbers in the graph, except those that are 0."""
    counted = 0
    sections = sentences_by_section(loaded(small, name))
    for order, one in enumerate(sections, start=1):
        section = report_part(name, "section", one.section)
        assert number(small_store, section, INSP.sectionOrder) == order
        for metric in METRICS:
            measured = report_part(
                name, "coverage", f"{one.section}/{metric}".strip("/")
            )
            expected = getattr(one, metric)
            assert number(small_store, measured, DQV.value) == expected
            facts = {
                (quad.predicate, quad.object)
                for quad in small_store.quads_for_pattern(measured, None, None)
            }
            assert bool(facts) == bool(expected)
            if facts:
                counted += 1
                assert (DQV.computedOn, section) in facts
                assert (DQV.isMeasurementOf, concept("metric", metric)) in facts
    own = [
        quad
        for quad in small_store.quads_for_pattern(None, DQV.value, None)
        if f"/report/{name}/" in str(quad.subject)
    ]
    assert len(own) == counted > 0


def test_the_sections_add_up_to_the_report(small_store: Store) -> None:
    """The sections' numbers add up to those of the report, which a person counted."""
    name = "netherford-jar-2008"
    sums: Counter[str] = Counter()
    for part in small_store.quads_for_pattern(None, INSP.sectionOf, report(name)):
        for one in small_store.quads_for_pattern(None, DQV.computedOn, part.subject):
            assert isinstance(one.subject, NamedNode)
            metric = one.subject.value.rpartition("/")[2]
            sums[metric] += number(small_store, one.subject, DQV.value)
    assert sums == {"sentences": 17, "curated": 14, "explained": 1, "open": 2}
    assert number(small_store, report(name), INSP.sentenceCount) == 17
    assert number(small_store, report(name), INSP.contentSentenceCount) == 16


def test_what_is_before_the_first_heading_is_a_section_without_a_name(
    small_store: Store,
) -> None:
    """Text before the first heading is a section that has no name and no identifier."""
    front = report_part("netherford-sif-2015", "section")
    assert number(small_store, front, INSP.sectionOrder) == 1
    assert not [*small_store.quads_for_pattern(front, DCTERMS.identifier, None)]


def test_a_report_of_grades_only_has_no_sections(small: Project) -> None:
    """A report that was curated for its grades only has no sections in the graph."""
    found = loaded(small, "netherford-jar-2008")
    grades = replace(
        found, extract=msgspec.structs.replace(found.extract, depth=GRADES)
    )
    for one, has_sections in ((found, True), (grades, False)):
        subjects = [subject for subject, _, _ in populate_report(one, small).triples]
        assert any("/section/" in subject for subject in subjects) == has_sections
