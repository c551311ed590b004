"""The previous judgements of a grade, with invented inspections of one authority."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from inspectgraph.query import ask
from inspectgraph.rdf.inference import infer
from inspectgraph.rdf.iris import graph

REPORT = """
    @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix insp: <https://w3id.org/inspectgraph/def/> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @base <https://w3id.org/inspectgraph/> .
    <id/report/{name}> a insp:Report ; dcterms:identifier "{name}" ; insp:reportOf <id/report/{name}/inspection> ;
        insp:published <id/report/{name}/time/published> ; insp:unitCount 1 ; insp:coveredUnitCount 1 .
    <id/report/{name}/time/published> insp:earliest "{day}"^^xsd:date .
    <id/report/{name}/inspection> insp:inspectedAuthority <id/authority/bolton> ;
        insp:framework <id/framework/{framework}> .
    <id/report/{name}/unit/p1> insp:unitId "p1" ; insp:unitOrder 1 .
"""
JUDGEMENT = """
    <id/report/{name}/statement/{aspect}> a insp:Judgement ; insp:statementId "{aspect}" ;
        insp:statedIn <id/report/{name}> ; insp:aspect <aspect/{framework}/{aspect}> ; insp:grade <scale/{grade}> ;
        insp:evidence <id/report/{name}/evidence/{aspect}-1> .
    <id/report/{name}/evidence/{aspect}-1> oa:hasSource <id/report/{name}/unit/p1> .
"""


def with_reports(store: Store, *reports: tuple[str, str, dict[str, str]]) -> Store:
    """Return the store with added reports on Bolton, from framework, day and grades."""
    copy = Store()
    copy.bulk_extend(store)
    for framework, day, grades in reports:
        name = f"bolton-{framework}-{day[:4]}"
        text = REPORT.format(name=name, day=day, framework=framework)
        for aspect, grade in grades.items():
            text += JUDGEMENT.format(
                name=name, framework=framework, aspect=aspect, grade=grade
            )
        copy.load(text.encode(), RdfFormat.TURTLE, to_graph=graph(name))
    infer(copy)
    return copy


def comparable(store: Store, report: str) -> dict[str, str]:
    """Return the column `comparable` of each grade of a report, by aspect."""
    answer = ask(store, "grade-trajectory", authority="Bolton")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return {
        str(row["aspect"]): str(row["comparable"])
        for row in rows
        if row["report"] == report
    }


def fallen(store: Store) -> list[tuple[object, ...]]:
    """Return the reports, aspects and grades of the judgements that fell."""
    answer = ask(store, "judgements-that-fell", authority="bolton")
    wanted = [
        answer.columns.index(f"{when}_{what}")
        for when in ("earlier", "later")
        for what in ("report", "aspect", "grade")
    ]
    return [tuple(row[place] for place in wanted) for row in answer.rows]


JAR = (
    "jar-2007",
    "2008-03-01",
    {"safeguarding": "jar/good", "looked-after-children": "jar/good"},
)
SLA = ("sla-2009", "2010-03-01", {"safeguarding-overall-effectiveness": "sla/adequate"})
ACA_2010 = (
    "aca-2011",
    "2010-12-01",
    {"childrens-services-assessment": "aca/performs-well"},
)
ACA_2011 = (
    "aca-2011",
    "2011-12-01",
    {"childrens-services-assessment": "aca/performs-adequately"},
)
SIF = (
    "sif",
    "2014-03-01",
    {
        "overall-effectiveness": "sif/requires-improvement",
        "help-and-protection": "sif/inadequate",
    },
)


@pytest.mark.slow
def test_the_first_inspection_has_nothing_before_it(store: Store) -> None:
    """The first inspection's grades say that there is no earlier grade."""
    told = comparable(with_reports(store, JAR), "bolton-jar-2007-2008")
    assert set(told.values()) == {"no earlier grade in these reports"}


def test_a_nearer_judgement_that_compares_takes_the_place_of_an_older_one(
    store: Store,
) -> None:
    """The inspection of 2010, which compares, replaces the older review of 2008."""
    told = comparable(with_reports(store, JAR, SLA, SIF), "bolton-sif-2014")
    assert told["children who need help and protection"].startswith(
        "overall effectiveness of safeguarding services, adequate in"
        " bolton-sla-2009-2010: aspects partly"
    )
    assert "jar-2007" not in told["children who need help and protection"]


def test_one_that_does_not_compare_hides_none_that_does(store: Store) -> None:
    """A letter that does not compare is told beside the inspection that does."""
    told = comparable(
        with_reports(store, SLA, ACA_2010, ACA_2011, SIF), "bolton-sif-2014"
    )["overall effectiveness"]
    assert "bolton-sla-2009-2010: aspects partly, grades" in told
    assert "bolton-aca-2011-2011: aspects not comparable, grades not comparable" in told
    assert "bolton-aca-2011-2010" not in told


def test_a_new_authority_inherits_no_grade(store: Store) -> None:
    """The answer for Cumberland names Cumbria before it, but no grade of Cumbria."""
    report = REPORT.replace("bolton", "{council}") + JUDGEMENT
    copy = Store()
    copy.bulk_extend(store)
    for council, day, grade in (
        ("cumbria", "2015-03-01", "sif/good"),
        ("cumberland", "2024-03-01", "sif/inadequate"),
    ):
        text = report.format(
            council=council,
            name=council,
            day=day,
            framework="sif",
            aspect="overall-effectiveness",
            grade=grade,
        )
        copy.load(text.encode(), RdfFormat.TURTLE, to_graph=graph(council))
    infer(copy)
    answer = ask(copy, "grade-trajectory", authority="Cumberland")
    places = [answer.columns.index(name) for name in ("report", "comparable")]
    assert [tuple(row[place] for place in places) for row in answer.rows] == [
        (
            "cumberland",
            "no earlier grade in these reports; the authority took the place of"
            " Cumbria on 2023-04-01, and inherits no grade",
        )
    ]


def test_the_same_aspect_again_is_on_one_scale(store: Store) -> None:
    """Two letters on the same aspect compare directly, and the fall is told."""
    both = with_reports(store, ACA_2010, ACA_2011)
    told = comparable(both, "bolton-aca-2011-2011")["children's services assessment"]
    assert told.endswith(
        "performs well in bolton-aca-2011-2010: aspects same, grades on one scale"
    )
    assert fallen(both) == [
        (
            "bolton-aca-2011-2010",
            "children's services assessment",
            "performs well",
            "bolton-aca-2011-2011",
            "children's services assessment",
            "performs adequately",
        )
    ]


def test_the_weakest_comparison_of_two_grades_counts(store: Store) -> None:
    """If two comparisons of the grades apply, the one that finds them less comparable counts."""
    good = (
        "sla-2009",
        "2010-03-01",
        {"safeguarding-overall-effectiveness": "sla/good"},
    )
    told = comparable(with_reports(store, good, SIF), "bolton-sif-2014")
    assert told["children who need help and protection"].endswith(
        "aspects partly, grades partly"
    )
    assert told["overall effectiveness"].endswith(
        "aspects partly, grades not comparable"
    )


@pytest.mark.parametrize(
    ("grade", "fell"),
    [("jar/outstanding", True), ("jar/good", True), ("jar/adequate", False)],
)
def test_a_fall_is_counted_from_the_worst_grade_of_the_scale(
    store: Store, grade: str, fell: bool
) -> None:
    """A grade fell if it is nearer to the worst grade of its scale than before."""
    before = ("jar-2007", "2008-03-01", {"safeguarding": grade})
    assert bool(fallen(with_reports(store, before, SLA))) == fell


def test_a_fall_is_from_the_previous_judgement_only(store: Store) -> None:
    """After good in 2008 and adequate in 2010, inadequate in 2014 fell from adequate."""
    protection = "children who need help and protection"
    falls = fallen(with_reports(store, JAR, SLA, SIF))
    assert [row[:3] for row in falls if row[4] == protection] == [
        (
            "bolton-sla-2009-2010",
            "overall effectiveness of safeguarding services",
            "adequate",
        )
    ]


def test_the_same_aspect_again_takes_the_place_of_the_older_one(store: Store) -> None:
    """A fall is counted from the later of two letters before the inspection."""
    aspect = "childrens-services-assessment"
    first = ("aca-2011", "2010-12-01", {aspect: "aca/performs-excellently"})
    second = ("aca-2011", "2011-12-01", {aspect: "aca/performs-well"})
    falls = fallen(with_reports(store, first, second, SIF))
    overall = [row[0] for row in falls if row[4] == "overall effectiveness"]
    assert overall == ["bolton-aca-2011-2011"]
