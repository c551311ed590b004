"""How closely reports were curated, and what answers and pictures say of it."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.heat_map import read_heat_map
from inspectgraph.query import ask
from inspectgraph.query.density import Density, closeness, differ, read_density
from inspectgraph.rdf.iris import graph, report
from inspectgraph.rdf.namespaces import INSP, XSD

OLDER, NEWER = "netherford-jar-2008", "netherford-sif-2015"
WARNING = "do not compare the counts of these reports directly"


def with_content(store: Store, older: int, newer: int) -> Store:
    """Return a copy of a graph with other sentence counts for the two reports."""
    copy = Store()
    copy.extend(quad for quad in store if quad.predicate != INSP.contentSentenceCount)
    for name, count in ((OLDER, older), (NEWER, newer)):
        value = Literal(str(count), datatype=XSD.integer)
        copy.add(Quad(report(name), INSP.contentSentenceCount, value, graph(name)))
    return copy


def statements(store: Store, name: str) -> int:
    """Return the number of statements of a report that have evidence, by SPARQL."""
    query = f"""SELECT (COUNT(DISTINCT ?one) AS ?n) {{
        ?one <{INSP.statedIn.value}> <{report(name).value}> ; <{INSP.evidence.value}> ?in }}"""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return int(next(found)["n"].value)


def test_statements_that_rest_on_passages_are_counted(small_store: Store) -> None:
    """All kinds count, and no statement counts twice for its second passage."""
    density = read_density(small_store, report(OLDER), "Netherford 2008")
    assert density == Density("Netherford 2008", statements(small_store, OLDER), 16)


def test_a_statement_without_a_passage_is_not_counted(small_store: Store) -> None:
    """A statement that rests on no passage is not counted."""
    more = with_content(small_store, 16, 20)
    without = NamedNode("https://example.org/statement")
    more.add(Quad(without, INSP.statedIn, report(OLDER), graph(OLDER)))
    density = read_density(more, report(OLDER), "x")
    assert density
    assert density.statements == statements(small_store, OLDER)


def test_a_report_without_counted_sentences_has_no_density(small_store: Store) -> None:
    """A report whose sentences were not counted has no density, and no error."""
    assert read_density(small_store, NamedNode("https://example.org/none"), "x") is None
    assert read_density(with_content(small_store, 0, 0), report(OLDER), "x") is None


@pytest.mark.parametrize(
    ("statements_of_two", "expected"), [(100, False), (115, False), (116, True)]
)
def test_reports_differ_from_fifteen_per_cent(
    statements_of_two: int, expected: bool
) -> None:
    """Densities differ if one is over 15 per cent above the other, in any order."""
    two = [Density("a", 100, 100), Density("b", statements_of_two, 100)]
    assert differ(two) == differ(two[::-1]) == expected
    assert (WARNING in closeness(two)) == expected


def test_no_report_differs_from_nothing() -> None:
    """With one report or none, nothing is said to differ."""
    assert not differ([])
    assert closeness([]) == ""
    assert closeness([Density("a", 3, 4)]).endswith(": 75 in a.")


def test_of_many_reports_the_lowest_and_the_highest_are_named() -> None:
    """A sentence does not list hundreds of reports, but says how far apart they are."""
    many = [Density(f"report {n}", 100 + n, 100) for n in range(9)]
    assert "lowest and highest: 100 in report 0 and 108 in report 8." in closeness(many)
    assert "104 in report 4" in closeness(many, most=9)


def test_answers_on_a_theme_say_that_reports_were_curated_unequally(
    small_store: Store,
) -> None:
    """Answers on a theme warn of unequal curation, and only if it is unequal."""
    older, newer = statements(small_store, OLDER), statements(small_store, NEWER)
    unequal = with_content(small_store, older, 2 * newer)
    told = " ".join(ask(unequal, "strengths-by-theme", theme="early-help").covers)
    assert f"100 in {OLDER} and 50 in {NEWER}" in told
    assert WARNING in told
    equal = with_content(small_store, older, newer)
    assert "sentences with content" not in " ".join(
        ask(equal, "strengths-by-theme", theme="early-help").covers
    )


def test_the_heat_map_says_how_closely_its_reports_were_curated(
    small_store: Store,
) -> None:
    """Each report has its number, also where the counts may be compared."""
    older, newer = statements(small_store, OLDER), statements(small_store, NEWER)
    for factor, warns in ((1, False), (2, True)):
        corpus = read_corpus(with_content(small_store, older, factor * newer))
        caption = read_heat_map(corpus, 8).subtitle[-1]
        assert f"2008 and {100 // factor} in Netherford 2015." in caption
        assert (WARNING in caption) == warns
