"""Tests of the rules of inference: what they derive from a small graph, in two engines."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store
from rdflib import BNode, Graph

from inspectgraph.rdf.inference import infer, rules
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE, INSP, RDF

PREFIXES = """
    @prefix insp: <https://w3id.org/inspectgraph/def/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @base <https://w3id.org/inspectgraph/> .
"""
#: Two scales of three grades, and the aspects of three frameworks. Safety of the old
#: framework compares with care of the newest one, and is not comparable with safety of
#: the newer one.
VOCABULARY = """
    insp:Judgement rdfs:subClassOf insp:Statement , [ a owl:Restriction ] .
    insp:ReportedJudgement rdfs:subClassOf insp:Statement .
    insp:inspectedAuthority rdfs:subPropertyOf insp:concerns .
    insp:reportOf owl:inverseOf insp:hasReport .
    <id/report/old> insp:hasReport <id/report/old/inspection> .
    <theme/a> skos:broader <theme/b> . <theme/b> a skos:Concept ; skos:broader <theme/c> . <theme/d> a skos:Concept .
    <comparison/themes> insp:comparisonFrom <theme/d> ; insp:comparisonTo <theme/b> ; insp:relation <relation/close> .
    <scale/one/good> skos:inScheme <scale/one> . <scale/one/poor> skos:inScheme <scale/one> .
    <scale/two/good> skos:inScheme <scale/two> . <scale/two/poor> skos:inScheme <scale/two> .
    <aspect/old/safety> a skos:Concept . <aspect/new/safety> a skos:Concept . <aspect/new/care> a skos:Concept .
    <comparison/aspects> insp:comparisonFrom <aspect/old/safety> ; insp:comparisonTo <aspect/new/safety> ;
        insp:relation <relation/partly> .
    <comparison/other> insp:comparisonFrom <aspect/old/safety> ; insp:comparisonTo <aspect/new/care> ;
        insp:relation <relation/not-comparable> .
    <comparison/good> insp:comparisonFrom <scale/one/good> ; insp:comparisonTo <scale/two/good> ;
        insp:relation <relation/close> .
    <comparison/poor> insp:comparisonFrom <scale/two/poor> ; insp:comparisonTo <scale/one/poor> ;
        insp:relation <relation/not-comparable> .
"""
REPORT = """
    <id/report/{name}> insp:reportOf <id/report/{name}/inspection> ; insp:published <id/report/{name}/time> .
    <id/report/{name}/time> insp:earliest "{day}"^^xsd:date ; insp:latest "{day}"^^xsd:date .
    <id/report/{name}/inspection> insp:inspectedAuthority <id/authority/netherford> .
"""
AWARDED = """
    <id/report/{name}/statement/{key}> a insp:Judgement ; insp:statedIn <id/report/{name}> ;
        insp:aspect <aspect/{aspect}> ; insp:grade <scale/{grade}> .
"""
QUOTED = """
    <id/report/{name}/statement/{key}> a insp:ReportedJudgement ; insp:statedIn <id/report/{name}> ;
        insp:aspect <aspect/{aspect}> ; insp:grade <scale/{grade}> ;
        insp:reportedTime <id/report/{name}/time/{key}> .
    <id/report/{name}/time/{key}> insp:earliest "{first}"^^xsd:date ; insp:latest "{last}"^^xsd:date .
"""


def report(name: str, day: str) -> str:
    """Return a report on Netherford in Turtle."""
    return REPORT.format(name=name, day=day)


def awarded(name: str, key: str, aspect: str, grade: str) -> str:
    """Return a judgement in Turtle."""
    return AWARDED.format(name=name, key=key, aspect=aspect, grade=grade)


def quoted(name: str, key: str, aspect: str, grade: str, time: tuple[str, str]) -> str:
    """Return a quoted judgement in Turtle, with the first and the last day of its time."""
    first, last = time
    return QUOTED.format(
        name=name, key=key, aspect=aspect, grade=grade, first=first, last=last
    )


def inferred(*parts: str) -> Store:
    """Return a store with the vocabulary, some statements, and what is inferred."""
    store = Store()
    text = PREFIXES + VOCABULARY + "".join(parts)
    store.load(text.encode(), RdfFormat.TURTLE, to_graph=graph("test"))
    infer(store)
    return store


def links(store: Store, predicate: NamedNode) -> set[tuple[str, str]]:
    """Return pairs of subject and object of a property, as short names."""
    return {
        (short(str(quad.subject)), short(str(quad.object)))
        for quad in store.quads_for_pattern(None, predicate, None, None)
    }


def short(term: str) -> str:
    """Return a term without the parts of its IRI that all terms share."""
    text = re.sub(r"^<|>$|\^\^<.*>$", "", term).strip('"')
    for start in (f"{BASE}id/report/", f"{BASE}id/", BASE):
        text = text.removeprefix(start)
    return text.replace("/statement/", "/")


YEAR_2006 = ("2006-01-01", "2006-12-31")
MARCH_2010 = ("2010-03-01", "2010-03-31")
YEAR_2010 = ("2010-01-01", "2010-12-31")

OLD = report("r2008", "2008-02-01") + awarded("r2008", "s", "old/safety", "one/good")
NEWER = report("r2010", "2010-04-01") + awarded("r2010", "s", "new/safety", "two/good")
NEWEST = report("r2014", "2014-05-01") + awarded("r2014", "s", "new/safety", "two/poor")


def test_every_rule_has_a_header() -> None:
    """Each rule's header has title, rule and stage; closure rules come first."""
    assert len(rules()) >= 11
    assert [rule.stage for rule in rules()] == sorted(rule.stage for rule in rules())
    for rule in rules():
        assert rule.rule.endswith(".")
        assert not rule.title.endswith(".")
        assert "CONSTRUCT {" in rule.text


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("id/report/r2008/statement/s", "rdf:type", "def/Statement"),
        ("id/report/r2008/inspection", "def/concerns", "id/authority/netherford"),
        ("id/report/r2008/inspection", "def/hasReport", "id/report/r2008"),
        ("id/report/old/inspection", "def/reportOf", "id/report/old"),
        ("theme/a", "skos:broaderTransitive", "theme/c"),
        ("theme/b", "skos:closeMatch", "theme/d"),
        ("aspect/new/safety", "skos:relatedMatch", "aspect/old/safety"),
    ],
)
def test_rules_of_the_closure(subject: str, predicate: str, value: str) -> None:
    """Each rule of the closure derives its triple, such as that of a sub-class."""
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }
    space, _, name = predicate.rpartition(":")
    term = NamedNode(spaces.get(space, BASE) + name)
    found = inferred(OLD).quads_for_pattern(
        NamedNode(BASE + subject), term, NamedNode(BASE + value), graph("inferred")
    )
    assert next(found, None) is not None


def test_restrictions_are_not_types() -> None:
    """No instance gets a nameless class, such as a restriction, as its type."""
    types = inferred(OLD).quads_for_pattern(None, RDF.type, None, graph("inferred"))
    assert not [quad for quad in types if isinstance(quad.object, BlankNode)]


def test_nothing_is_inferred_that_is_stated() -> None:
    """The inferred graph repeats no triple of another graph, and a second run adds nothing."""
    store = inferred(OLD, NEWER)
    stated = {quad.triple for quad in store if quad.graph_name != graph("inferred")}
    derived = {quad.triple for quad in store if quad.graph_name == graph("inferred")}
    assert not stated & derived
    assert infer(store) == []


def test_the_order_date_is_that_of_the_fieldwork() -> None:
    """The order date is the first day of fieldwork, or else of publication."""
    fieldwork = (
        "<id/report/r2010/inspection> insp:fieldwork <id/report/r2010/visit> ."
        '<id/report/r2010/visit> insp:earliest "2010-01-12"^^xsd:date .'
    )
    assert links(inferred(OLD, NEWER, fieldwork), INSP.orderDate) == {
        ("r2008/inspection", "2008-02-01"),
        ("r2008/s", "2008-02-01"),
        ("r2010/inspection", "2010-01-12"),
        ("r2010/s", "2010-01-12"),
    }


def test_a_quoted_judgement_is_put_at_its_own_time() -> None:
    """The order date of a quoted judgement is the first day that its time allows."""
    q = quoted("r2008", "q", "old/safety", "one/poor", YEAR_2006)
    store = inferred(OLD, q)
    assert ("r2008/q", "2006-01-01") in links(store, INSP.orderDate)
    assert links(store, INSP.previousJudgement) == {("r2008/s", "r2008/q")}


@pytest.mark.parametrize(
    "change",
    [
        "<id/report/r2008/statement/q> insp:count 3 .",
        "<id/report/r2008/inspection> insp:inspectedAuthority <id/authority/other> .",
    ],
    ids=["counts settings", "one of two authorities"],
)
def test_a_quoted_judgement_that_is_not_of_the_authority(change: str) -> None:
    """A quoted judgement that counts settings, or is in a report on two authorities, is no previous judgement."""
    q = quoted("r2008", "q", "old/safety", "one/poor", YEAR_2006)
    assert not links(inferred(OLD, q, change), INSP.previousJudgement)


def test_a_judgement_quoted_twice_counts_once() -> None:
    """Of two quotations of a judgement, only that with the narrower time counts."""
    wide = quoted("r2014", "wide", "new/safety", "two/good", YEAR_2010)
    narrow = quoted("r2014", "narrow", "new/safety", "two/good", MARCH_2010)
    store = inferred(OLD, NEWEST, wide, narrow)
    assert links(store, INSP.repeatsJudgement) == {("r2014/wide", "r2014/narrow")}
    assert links(store, INSP.previousJudgement) == {
        ("r2014/s", "r2014/narrow"),
        ("r2014/narrow", "r2008/s"),
    }


def test_of_two_equal_quotations_one_counts() -> None:
    """Of two equal quotations, the first in alphabetical order counts."""
    first = quoted("r2014", "a", "new/safety", "two/good", MARCH_2010)
    second = quoted("r2014", "b", "new/safety", "two/good", MARCH_2010)
    store = inferred(NEWEST, second, first)
    assert links(store, INSP.repeatsJudgement) == {("r2014/b", "r2014/a")}


@pytest.mark.parametrize(
    ("first", "second", "repeats"),
    [
        (("2010-01-01", "2010-03-31"), MARCH_2010, {("r2014/a", "r2014/b")}),
        (("2010-03-01", "2010-06-30"), MARCH_2010, {("r2014/a", "r2014/b")}),
        (("2010-01-01", "2010-03-15"), MARCH_2010, set()),
        (("2010-03-15", "2010-12-31"), MARCH_2010, set()),
        (YEAR_2006, MARCH_2010, set()),
    ],
)
def test_the_narrower_time_counts(
    first: tuple[str, str], second: tuple[str, str], repeats: set[tuple[str, str]]
) -> None:
    """If one quotation's time contains another's, the first repeats the second."""
    a = quoted("r2014", "a", "new/safety", "two/good", first)
    b = quoted("r2014", "b", "new/safety", "two/good", second)
    assert links(inferred(NEWEST, a, b), INSP.repeatsJudgement) == repeats


def test_a_quotation_on_another_authority_repeats_nothing() -> None:
    """Quoted judgements on two authorities do not repeat each other, although all else is the same."""
    here = quoted("r2014", "q", "new/safety", "two/good", MARCH_2010)
    there = quoted("r2008", "q", "new/safety", "two/good", MARCH_2010)
    store = inferred(NEWEST, here, OLD.replace("netherford", "eastmere"), there)
    assert not links(store, INSP.repeatsJudgement)


def test_two_grades_of_one_year_are_two_judgements() -> None:
    """Quotations of one year with different grades do not repeat each other."""
    first = quoted("r2014", "a", "new/safety", "two/good", YEAR_2010)
    second = quoted("r2014", "b", "new/safety", "two/poor", MARCH_2010)
    assert not links(inferred(NEWEST, first, second), INSP.repeatsJudgement)


def test_a_quotation_of_a_report_in_the_graph_repeats_its_judgement() -> None:
    """A quotation of a judgement that is in the graph counts only as that judgement."""
    q = quoted("r2014", "q", "new/safety", "two/good", YEAR_2010)
    store = inferred(OLD, NEWER, NEWEST, q)
    assert links(store, INSP.repeatsJudgement) == {("r2014/q", "r2010/s")}
    assert links(store, INSP.previousJudgement) == {
        ("r2014/s", "r2010/s"),
        ("r2010/s", "r2008/s"),
    }


def test_the_same_aspect_between_takes_the_place_of_the_earlier_one() -> None:
    """Of two judgements on an old aspect, only the second is the previous judgement of a later one."""
    again = report("r2009", "2009-02-01") + awarded(
        "r2009", "s", "old/safety", "one/poor"
    )
    care = report("r2011", "2011-02-01") + awarded("r2011", "s", "new/care", "two/good")
    assert links(inferred(OLD, again, care), INSP.previousJudgement) == {
        ("r2009/s", "r2008/s"),
        ("r2011/s", "r2009/s"),
    }


def test_an_aspect_that_compares_takes_the_place_of_the_earlier_one() -> None:
    """The previous judgement of 2014 is that of 2010, whose aspect compares, and not that of 2008."""
    assert links(inferred(OLD, NEWER, NEWEST), INSP.previousJudgement) == {
        ("r2014/s", "r2010/s"),
        ("r2010/s", "r2008/s"),
    }


def test_an_aspect_that_does_not_compare_takes_no_place() -> None:
    """The previous judgement of 2014 is that of 2008, if the aspect of 2010 does not compare."""
    care = report("r2010", "2010-04-01") + awarded("r2010", "s", "new/care", "two/good")
    assert links(inferred(OLD, care, NEWEST), INSP.previousJudgement) == {
        ("r2010/s", "r2008/s"),
        ("r2014/s", "r2008/s"),
    }


def test_an_aspect_that_compares_partly_takes_the_place() -> None:
    """The previous judgement of 2014 is that of 2010, although the aspects compare only partly."""
    care = report("r2014", "2014-05-01") + awarded("r2014", "s", "new/care", "two/good")
    partly = """
        <comparison/partly> insp:comparisonFrom <aspect/new/safety> ; insp:comparisonTo <aspect/new/care> ;
            insp:relation <relation/partly> .
    """
    store = inferred(OLD, NEWER, care, partly)
    found = links(store, INSP.previousJudgement)
    assert {earlier for later, earlier in found if later == "r2014/s"} == {"r2010/s"}


def test_two_aspects_of_one_report_do_not_follow_each_other() -> None:
    """Of two judgements in one report, neither is the previous one, although their aspects compare."""
    same = awarded("r2008", "t", "new/safety", "two/good")
    assert not links(inferred(OLD, same), INSP.previousJudgement)


def test_a_comparison_holds_in_both_directions() -> None:
    """A comparison also holds if it is stated from the later aspect to the earlier."""
    old_again = report("r2014", "2014-05-01") + awarded(
        "r2014", "s", "old/safety", "one/good"
    )
    assert links(inferred(NEWER, old_again), INSP.previousJudgement) == {
        ("r2014/s", "r2010/s")
    }


def test_judgements_on_another_authority_are_no_previous_ones() -> None:
    """A judgement on another authority is no previous judgement, and it does not hide an earlier one."""
    other = NEWER.replace("netherford", "eastmere")
    assert links(inferred(OLD, other, NEWEST), INSP.previousJudgement) == {
        ("r2014/s", "r2008/s")
    }


def test_a_pair_names_what_compares_its_aspects_and_grades() -> None:
    """A pair of judgements links to the comparison of its two aspects and to that of its two grades.

    If two comparisons of the grades apply, the pair links to the one that finds the
    grades less comparable.
    """
    store = inferred(OLD, NEWER, NEWEST)
    first, second = (
        "r2010/s/previous/netherford/r2008/s",
        "r2014/s/previous/netherford/r2010/s",
    )
    assert links(store, INSP.aspectComparison) == {(first, "comparison/aspects")}
    assert links(store, INSP.gradeComparison) == {(first, "comparison/good")}
    assert (second, "r2010/s") in links(store, INSP.earlierJudgement)
    assert (second, "r2014/s") in links(store, INSP.laterJudgement)
    assert (second, "authority/netherford") in links(store, INSP.pairAuthority)
    direct = inferred(OLD, NEWEST)
    assert {value for _, value in links(direct, INSP.gradeComparison)} == {
        "comparison/poor"
    }


def test_a_comparison_of_the_earlier_grade_applies() -> None:
    """If a comparison finds the earlier grade not comparable, the pair links to that comparison."""
    poor = report("r2008", "2008-02-01") + awarded(
        "r2008", "s", "old/safety", "one/poor"
    )
    found = links(inferred(poor, NEWER), INSP.gradeComparison)
    assert {value for _, value in found} == {"comparison/poor"}


def test_a_comparison_of_the_scales_applies() -> None:
    """If two scales as a whole are not comparable, pairs of their grades link to that comparison."""
    scales = """
        <comparison/scales> insp:comparisonFrom <scale/one> ; insp:comparisonTo <scale/two> ;
            insp:relation <relation/not-comparable> .
    """
    found = links(inferred(OLD, NEWER, scales), INSP.gradeComparison)
    assert {value for _, value in found} == {"comparison/scales"}


def test_two_grades_of_one_scale_need_no_comparison() -> None:
    """Two grades of one scale need no comparison, though others exist for them."""
    again = report("r2009", "2009-02-01") + awarded(
        "r2009", "s", "old/safety", "one/good"
    )
    store = inferred(OLD, again)
    assert links(store, INSP.previousJudgement) == {("r2009/s", "r2008/s")}
    assert not links(store, INSP.gradeComparison)


RANKS = """
    <scale/one> a insp:GradeScale . <scale/two> a insp:GradeScale .
    <scale/one/poor> insp:rank 1 . <scale/one/good> insp:rank 3 . <scale/two/good> insp:rank 2 .
    <theme/a> skos:inScheme <theme> ; insp:rank 9 .
"""
LABELS = """
    <relation/partly> skos:prefLabel "partly"@en . <relation/close> skos:prefLabel "close"@en .
"""


def test_the_best_rank_is_that_of_the_best_grade() -> None:
    """The best rank of a scale of grades is its highest rank."""
    assert links(inferred(RANKS), INSP.bestRank) == {
        ("scale/one", "3"),
        ("scale/two", "2"),
    }


def test_a_pair_says_how_far_it_compares() -> None:
    """The words of a pair name the relation of its aspects and the relation of its grades."""
    found = links(inferred(OLD, NEWER, LABELS), INSP.comparability)
    assert {words for _, words in found} == {'aspects partly, grades close"@en'}


def test_the_same_aspect_on_one_scale_is_said() -> None:
    """Without comparisons, the words of a pair say that its aspect and its scale are the same."""
    again = report("r2009", "2009-02-01") + awarded(
        "r2009", "s", "old/safety", "one/poor"
    )
    found = links(inferred(OLD, again), INSP.comparability)
    assert {words for _, words in found} == {'aspects same, grades on one scale"@en'}


def test_two_scales_that_nobody_compared_are_said() -> None:
    """If nobody compared two scales, the words of a pair of their grades are "grades not stated"."""
    care = report("r2009", "2009-02-01") + awarded(
        "r2009", "s", "old/safety", "three/good"
    )
    scale = "<scale/three/good> skos:inScheme <scale/three> ."
    found = links(inferred(OLD, care, scale), INSP.comparability)
    assert {words for _, words in found} == {'aspects same, grades not stated"@en'}


def test_another_engine_derives_the_same() -> None:
    """The rules give the same triples in rdflib as in pyoxigraph."""
    again = quoted("r2014", "q", "new/safety", "two/good", YEAR_2010)
    twice = quoted("r2014", "p", "old/safety", "one/poor", YEAR_2006)
    parts = (OLD, NEWER, NEWEST, again, twice, RANKS, LABELS)
    store = inferred(*parts)
    expected = Graph()
    for name in store.named_graphs():
        dump = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
        expected.parse(data=dump, format="nt")
    found = closure(Graph().parse(data=PREFIXES + VOCABULARY + "".join(parts)))
    assert named(found) == named(expected)


def closure(data: Graph) -> Graph:
    """Add the triples that the rules derive to a graph of rdflib, stage by stage."""
    for stage in sorted({rule.stage for rule in rules()}):
        texts = [rule.text for rule in rules() if rule.stage == stage]
        size = -1
        while size != len(data):
            size = len(data)
            for text in texts:
                data += data.query(text).graph or Graph()
    return data


def named(data: Graph) -> set[tuple[str, ...]]:
    """Return the triples of a graph without blank nodes."""
    return {
        tuple(map(str, triple))
        for triple in data
        if not any(isinstance(term, BNode) for term in triple)
    }
