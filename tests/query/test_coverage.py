"""The sentences on coverage, for made-up numbers of reports, sentences and units."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from inspectgraph.model.errors import QueryError
from inspectgraph.query.coverage import cover
from inspectgraph.query.parameters import Value, find_value
from inspectgraph.query.questions import Parameter, question
from inspectgraph.rdf.iris import concept, graph, report, report_part, thing
from inspectgraph.rdf.namespaces import INSP, RDF, RDFS, SKOS

#: The counts of a report that was curated in full, sentence by sentence.
WHOLE = {
    INSP.unitCount: 5,
    INSP.coveredUnitCount: 4,
    INSP.sentenceCount: 10,
    INSP.curatedSentenceCount: 6,
    INSP.explainedSentenceCount: 3,
}
UNCOUNTED = {INSP.unitCount: 1000, INSP.coveredUnitCount: 999}
GRADES: dict[NamedNode, int] = {}
AUTHORITY = Value("authority", thing("authority", "netherford"), "Netherford")


def made(*reports: dict[NamedNode, int], elsewhere: int = 0) -> Store:
    """Return a graph with reports on Netherford, and more on another authority."""
    store = Store()
    places = ["netherford"] * len(reports) + ["otherford"] * elsewhere
    counts = [*reports, *[WHOLE] * elsewhere]
    for n, (place, numbers) in enumerate(zip(places, counts, strict=True), 10):
        name = f"x-{n}"
        store.extend(_described(name, place, numbers))
    return store


def _described(name: str, place: str, numbers: dict[NamedNode, int]) -> Iterable[Quad]:
    """Yield the quads of one report, of full depth if it has numbers."""
    iri, inspection = report(name), report_part(name, "inspection")
    depth = concept("depth", "full" if numbers else "grades")
    authority = thing("authority", place)
    yield Quad(iri, RDF.type, INSP.Report, graph(name))
    yield Quad(iri, INSP.depth, depth, graph(name))
    yield Quad(iri, INSP.reportOf, inspection, graph(name))
    yield Quad(inspection, INSP.inspectedAuthority, authority, graph(name))
    for key, number in numbers.items():
        yield Quad(iri, key, Literal(number), graph(name))


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ([WHOLE], "Covers 1 of 1 report, 9 of 10 sentences curated or explained."),
        ([WHOLE, UNCOUNTED], "Covers 2 of 2 reports, 1,003 of 1,005 units curated."),
        ([GRADES], "Covers 1 of 1 report, curated for grades only."),
        (
            [WHOLE, WHOLE, GRADES],
            "Covers 3 of 3 reports: 2 curated in full (18 of 20 sentences curated or"
            " explained), 1 for grades only.",
        ),
        ([], "The graph holds no reports."),
    ],
)
def test_a_free_query_covers_all_reports(
    reports: list[dict[NamedNode, int]], sentence: str
) -> None:
    """Sentences are counted if each report has them, else units; reports of grades alone are named."""
    assert cover(made(*reports), None, {}, empty=False) == (sentence,)
    assert cover(made(*reports), None, {}, empty=True) == (sentence, "No row.")


@pytest.mark.parametrize(("count", "named"), [(0, False), (11, True), (12, False)])
def test_up_to_eleven_of_more_reports_are_named(count: int, named: bool) -> None:
    """Reports are named only if they are a part of the graph, and fewer than twelve."""
    store = made(*[WHOLE] * count, elsewhere=2)
    (sentence,) = cover(store, None, {"authority": AUTHORITY}, empty=False)
    assert sentence.startswith(f"Covers {count} of {count + 2} reports")
    assert ("(x-10, x-11" in sentence) is named


@pytest.mark.parametrize(
    ("reports", "sentences"),
    [
        (
            [GRADES],
            (
                "Covers 0 of 1 report, 0 of 0 units curated.",
                "1 report was curated for grades only, and cannot answer.",
                "No row: the reports were curated for grades only.",
            ),
        ),
        (
            [WHOLE, GRADES, GRADES],
            (
                "Covers 1 of 3 reports (x-10), 9 of 10 sentences curated or explained.",
                "2 other reports were curated for grades only, and cannot answer.",
                "No row: nothing in the graph fits the question, or the answer is in"
                " the one sentence that is not curated yet.",
            ),
        ),
        (
            [UNCOUNTED],
            (
                "Covers 1 of 1 report, 999 of 1,000 units curated.",
                "No row: nothing in the graph fits the question, or the answer is in"
                " the one unit that is not curated yet.",
            ),
        ),
    ],
)
def test_an_empty_answer_tells_what_was_not_curated(
    reports: list[dict[NamedNode, int]], sentences: tuple[str, ...]
) -> None:
    """Reports with grades only cannot answer, and open sentences or units are counted."""
    asked = question("events")
    assert cover(made(*reports), asked, {}, empty=True) == sentences


@pytest.mark.parametrize(("asked", "silent"), [("broad", False), ("narrow", True)])
def test_a_statement_on_a_narrower_theme_counts(asked: str, silent: bool) -> None:
    """A report speaks of a theme by a statement on a narrower theme, but not on a broader theme."""
    stated = "narrow" if asked == "broad" else "broad"
    broad, narrow = concept("theme", "broad"), concept("theme", "narrow")
    statement = report_part("x-10", "statement", "p1-aaaa")
    store = made(WHOLE)
    for subject, key, value in (
        (narrow, SKOS.broader, broad),
        (report("x-10"), INSP.readFor, broad),
        (statement, INSP.theme, concept("theme", stated)),
        (statement, INSP.statedIn, report("x-10")),
    ):
        store.add(Quad(subject, key, value, graph("x-10")))
    given = {"theme": Value("theme", concept("theme", asked), asked)}
    text = " ".join(cover(store, question("theme-uptake"), given, empty=True))
    assert "read in full" in text
    assert ("x-10 does not speak of this theme" in text) is silent


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (10, "x-18 and x-19 do not speak of this theme"),
        (12, "x-18, x-19 and 2 more do not speak of this theme"),
    ],
)
def test_ten_reports_without_a_statement_are_named(number: int, words: str) -> None:
    """Of more than ten reports that do not speak of a theme, the others are counted."""
    store = made(*[WHOLE] * number)
    theme = concept("theme", "broad")
    for n in range(10, 10 + number):
        name = f"x-{n}"
        store.add(Quad(report(name), INSP.readFor, theme, graph(name)))
    given = {"theme": Value("theme", theme, "broad")}
    text = " ".join(cover(store, question("theme-uptake"), given, empty=True))
    assert words in text


def test_many_similar_ids_are_counted() -> None:
    """Of more than five ids that begin alike, five are listed and the number is given."""
    store = Store()
    for letter in "abcdefg":
        statement = report_part("x-10", "statement", f"p1-{letter * 4}")
        store.add(
            Quad(
                statement, INSP.statementId, Literal(f"p1-{letter * 4}"), graph("x-10")
            )
        )
    asked = Parameter("statement", ("statement",), "the statement", required=True)
    with pytest.raises(
        Exception, match="'p1-eeee' or another of the 7 matches"
    ) as caught:
        find_value(store, asked, "x-10/p1")
    assert "'p1-ffff'" not in str(caught.value)
    assert find_value(store, asked, "bbbb").label == "p1-bbbb"
    with pytest.raises(QueryError, match=r"no statement 'x-11/p1' \[unknown"):
        find_value(store, asked, "x-11/p1")
    with pytest.raises(QueryError, match="no statement 'x-11/p1-bbbb'"):
        find_value(store, asked, "x-11/p1-bbbb")


def test_entries_with_one_name_are_proposed_by_their_slugs() -> None:
    """If two entries have the same name, a message proposes the slug of each entry."""
    store = Store()
    for slug, name in (("mill-one", "Mill"), ("mill-two", "Mill"), ("yard", "Yard")):
        place = thing("place", slug)
        store.add(Quad(place, RDF.type, INSP.Place, graph("registry")))
        store.add(Quad(place, RDFS.label, Literal(name), graph("registry")))
    asked = Parameter("place", ("place",), "the place", required=True)
    with pytest.raises(QueryError, match="mill-one"):
        find_value(store, asked, "mill on")
    with pytest.raises(QueryError, match="did you mean 'Yard'"):
        find_value(store, asked, "yart")
    with pytest.raises(QueryError, match="write mill-one or mill-two"):
        find_value(store, asked, "mill")
