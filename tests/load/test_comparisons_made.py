"""What the registry says of each kind of comparison, and of the times it knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspectgraph.load.registry import load_registry
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.vocabulary import Vocabulary

LOW = {"adequate", "satisfactory"}
CHANGED = date(2009, 4, 1)


@pytest.fixture(scope="module")
def registry(project: Path, vocabulary: Vocabulary) -> Registry:
    """Return the registry of the project."""
    return load_registry(project, vocabulary).registry


def grades(registry: Registry, first: str, second: str) -> dict[tuple[str, str], str]:
    """Return how each pair of grades from two scales compares."""
    for one in registry.comparisons.scales:
        if (one.from_, one.to) == (first, second):
            return {(pair.from_, pair.to): pair.relation for pair in one.grades}
    raise AssertionError(f"{first} and {second} are not compared")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("apa", "jar"),
        ("apa", "aca"),
        ("jar", "sla"),
        ("jar", "aca"),
        ("regulated", "regulated-2015"),
        ("regulated-2013", "regulated-2015"),
    ],
)
def test_another_method_or_demand_compares_only_partly(
    first: str, second: str, registry: Registry
) -> None:
    """Grades compare only partly if the method or the demands of inspections differ."""
    found = {
        relation
        for (low, high), relation in grades(registry, first, second).items()
        if not (low in LOW and high == "requires-improvement")
    }
    assert found == {"partly"}


def test_one_rule_for_what_was_enough_and_what_is_not(registry: Registry) -> None:
    """Adequate or satisfactory never compares with requires improvement."""
    found = {
        (one.from_, one.to): pair.relation
        for one in registry.comparisons.scales
        for pair in one.grades
        if pair.from_ in LOW and pair.to == "requires-improvement"
    }
    assert set(found.values()) == {"not-comparable"}
    assert set(found) == {
        ("regulated", "regulated-2015"),
        ("regulated-2013", "regulated-2015"),
        ("school-2005", "school-2012"),
        ("sla", "sif"),
    }


def test_reviews_and_later_inspections_compare_by_aspect(registry: Registry) -> None:
    """Only safeguarding and looked-after children have a close later counterpart."""
    close = {
        (one.from_, one.to)
        for one in registry.comparisons.aspects
        if one.from_.startswith("jar-")
        and one.to.startswith("sla-2009/")
        and one.relation == "close"
    }
    assert close == {
        ("jar-2007/safeguarding", "sla-2009/safeguarding-overall-effectiveness"),
        (
            "jar-2007/looked-after-children",
            "sla-2009/looked-after-overall-effectiveness",
        ),
    }


def test_the_overall_grade_of_schools_has_an_end(registry: Registry) -> None:
    """State schools have no overall grade since September 2024."""
    until = registry.frameworks["school-2012"].until
    assert until is not None
    assert (until.earliest, until.latest) == (date(2024, 9, 1), date(2024, 9, 30))


def test_inspections_without_grades_have_no_scale(registry: Registry) -> None:
    """Kinds of inspection that give no grades have no scale, so none can be entered."""
    for slug in ("car-2009", "ilacs-focused-visit", "jtai-2016"):
        assert registry.frameworks[slug].scale is None


def test_every_inspectorate_was_founded_before_it_was_abolished(
    registry: Registry,
) -> None:
    """Inspectorates begin before they end, and successors begin before that end."""
    for slug, one in registry.inspectorates.items():
        assert one.founded, slug
        if one.abolished:
            assert one.founded.latest <= one.abolished.earliest, slug
            for heir in one.successor:
                founded = registry.inspectorates[heir].founded
                assert founded, heir
                assert founded.earliest <= one.abolished.latest, (slug, heir)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bedfordshire", {"bedford-borough", "central-bedfordshire"}),
        ("cheshire", {"cheshire-east", "cheshire-west-and-chester"}),
        ("bournemouth", {"bournemouth-christchurch-and-poole"}),
        ("poole", {"bournemouth-christchurch-and-poole"}),
        ("dorset-county", {"dorset"}),
        ("northamptonshire", {"north-northamptonshire", "west-northamptonshire"}),
        ("cumbria", {"cumberland", "westmorland-and-furness"}),
    ],
)
def test_councils_that_ended_have_successors_and_a_law(
    before: str, after: set[str], registry: Registry
) -> None:
    """The registry's change names the new councils, and the law that made them."""
    (change,) = (one for one in registry.changes.values() if before in one.before)
    assert set(change.after) == after
    assert change.source is not None
    assert "legislation.gov.uk/uksi/" in change.source
    assert change.date.earliest >= CHANGED
    assert "Abolished on" in (registry.authorities[before].note or "")
