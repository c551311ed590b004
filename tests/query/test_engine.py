"""Asking the graph: what values mean, what answers cover, what is refused, and the formats of answers."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from inspectgraph.anchors.verify import Checked, anchors_of, verification_quads
from inspectgraph.load import Project
from inspectgraph.model.errors import QueryError
from inspectgraph.query import Answer, ask, ask_sparql
from inspectgraph.query.cells import cells
from inspectgraph.query.serialise import FORMATS, render
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import INSP, RDF, SKOS

THEME = "https://w3id.org/inspectgraph/theme/common-assessment"


def code(store: Store, name: str, **values: object) -> str:
    """Return the code under which a question is refused."""
    with pytest.raises(QueryError) as caught:
        ask(store, name, **values)
    assert caught.value.exit_code == 2
    return caught.value.code


# Values


@pytest.mark.parametrize(
    "given",
    [
        "common-assessment",
        "common assessment",
        "Common Assessment Framework",
        "CAF",
        "caf",
        " cAfS ",
        THEME,
    ],
)
def test_theme_may_be_given_by_any_of_its_names(small_store: Store, given: str) -> None:
    """A theme is found by slug, label, abbreviation or IRI, in any case."""
    assert ask(small_store, "theme-uptake", theme=given) == ask(
        small_store, "theme-uptake", theme="common-assessment"
    )


def test_authority_may_be_given_by_another_name(small_store: Store) -> None:
    """The form that a report prints finds the authority."""
    rows = ask(small_store, "grade-trajectory", authority="netherford").rows
    assert rows
    assert ask(small_store, "grade-trajectory", authority="NETHERFORD").rows == rows


def test_framework_comes_before_scale(small_store: Store) -> None:
    """A name that both a framework and a scale have means the framework."""
    assert ask(small_store, "comparisons", **{"from": "sif"}).rows
    assert ask(small_store, "comparisons", **{"from": "jar"}).rows


def test_band_of_several_frameworks_is_one_value(small_store: Store) -> None:
    """A time band that two frameworks have stands for both."""
    assert ask(small_store, "recommendations", band="six-months").rows
    assert ask(small_store, "recommendations", band="Over the next six months").rows


def test_none_is_as_not_given(small_store: Store) -> None:
    """A parameter with the value None counts as not given."""
    assert ask(small_store, "strengths-by-theme", theme=None) == ask(
        small_store, "strengths-by-theme"
    )


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        (
            "caf-uptke",
            {},
            "there is no question 'caf-uptke'; did you mean 'caf-uptake'?",
        ),
        (
            "theme-uptake",
            {},
            (
                "the question 'theme-uptake' needs the parameter 'theme': list the statements"
                " on this theme or a narrower one (slug, name or abbreviation such as CAF)"
            ),
        ),
        (
            "theme-uptake",
            {"theem": "x"},
            "has no parameter 'theem'; did you mean 'theme'?",
        ),
        ("caf-uptake", {"theme": "x"}, "has no parameter 'theme'; it has none"),
        (
            "theme-uptake",
            {"theme": "brestfeeding"},
            "there is no theme 'brestfeeding'; did you mean 'breastfeeding'?",
        ),
        ("comparisons", {"from": "zzz"}, "there is no framework or scale 'zzz'"),
        (
            "evidence",
            {"statement": "p3-m3n5"},
            "there is no statement 'p3-m3n5'; did you mean 'p3-m3n4'?",
        ),
        (
            "evidence",
            {"statement": "p3"},
            "there is no statement 'p3'; did you mean 'p3-m3n4'",
        ),
        (
            "evidence",
            {"statement": "netherford-jar-2008/p2"},
            "mean 'p2-1-i9j0', 'p2-2-s9t0' or 'p2-3-k1l2'?",
        ),
        (
            "themes-together",
            {"minimum": "many"},
            "the parameter minimum must be an integer, not 'many'",
        ),
    ],
)
def test_what_does_not_exist_is_told_with_the_nearest(
    small_store: Store, name: str, values: dict[str, object], told: str
) -> None:
    """An unknown value is refused in one sentence, which names the nearest value."""
    with pytest.raises(QueryError) as caught:
        ask(small_store, name, **values)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        '"> . } DROP',
        "x> } ; DROP ALL #",
        "' OR 1=1",
        "}} UNION {{ ?s ?p ?o",
        "\u0000",
        "common-assessment> ?x",
        "a" * 9999,
    ],
)
def test_nothing_given_becomes_part_of_a_query(small_store: Store, given: str) -> None:
    """Text that would break out of a query is refused, and the graph is unchanged."""
    before = len(small_store)
    for name, parameter in (
        ("theme-uptake", "theme"),
        ("events", "authority"),
        ("judgements", "report"),
    ):
        assert code(small_store, name, **{parameter: given}) == "unknown-value"
    assert code(small_store, "evidence", statement=given) == "unknown-value"
    assert code(small_store, "themes-together", minimum=given) == "bad-integer"
    assert len(small_store) == before


def test_statement_in_two_reports_is_asked_back(
    small: Project, small_store: Store
) -> None:
    """An id that two reports use is refused, and the error lists both statements."""
    copy = Store()
    copy.bulk_extend(small_store)
    base = "https://w3id.org/inspectgraph/id/report/"
    text = f"""<{base}other-2010/statement/p3-m3n4> <https://w3id.org/inspectgraph/def/statementId> "p3-m3n4" ."""
    copy.load(text.encode(), RdfFormat.TURTLE)
    with pytest.raises(
        QueryError, match="'netherford-jar-2008/p3-m3n4' or 'other-2010/p3-m3n4'"
    ) as caught:
        ask(copy, "evidence", statement="p3-m3n4")
    assert caught.value.code == "ambiguous-value"
    assert ask(copy, "evidence", statement="netherford-jar-2008/p3-m3n4").rows
    assert ask(
        copy, "evidence", statement=f"{base}netherford-jar-2008/statement/p3-m3n4"
    ).rows


def test_ambiguous_name_is_asked_back(small_store: Store) -> None:
    """A name that two themes have is refused, and not guessed at."""
    copy = Store()
    copy.bulk_extend(small_store)
    housing = "<https://w3id.org/inspectgraph/theme/housing>"
    copy.load(
        f'{housing} <http://www.w3.org/2004/02/skos/core#altLabel> "CAF"@en .'.encode(),
        RdfFormat.TURTLE,
    )
    with pytest.raises(
        QueryError, match="write common-assessment or housing"
    ) as caught:
        ask(copy, "theme-uptake", theme="CAF")
    assert caught.value.code == "ambiguous-value"
    assert ask(copy, "theme-uptake", theme="common assessment").rows


# What an answer covers


def test_answer_says_what_it_covers(small_store: Store) -> None:
    """Reports and units, and how far a missing row means silence."""
    covers = ask(small_store, "caf-uptake").covers
    assert covers[0].startswith("Covers 2 of 2 reports, ")
    assert covers[0].endswith(" sentences curated or explained.")
    assert covers[1].startswith("For common assessment, 2 of 2 reports were read")


def test_report_or_authority_narrows_what_is_covered(small_store: Store) -> None:
    """With a report given, it is named; an authority without reports covers none."""
    covers = ask(small_store, "judgements", report="netherford-sif-2015").covers
    assert covers[0].startswith("Covers 1 of 2 reports (netherford-sif-2015), ")
    copy = Store()
    copy.bulk_extend(small_store)
    elsewhere = ask(copy, "events", authority=other_authority(copy))
    assert elsewhere.covers[0].startswith("Covers 0 of 2 reports, ")
    assert elsewhere.covers[1].startswith("No row: the graph holds no report on ")


def other_authority(store: Store) -> str:
    """Add an authority that no report is about, and return its IRI."""
    iri = NamedNode("https://w3id.org/inspectgraph/id/authority/overford")
    store.add(Quad(iri, RDF.type, INSP.Authority, graph("registry")))
    store.add(
        Quad(iri, SKOS.prefLabel, Literal("Overford", language="en"), graph("registry"))
    )
    return iri.value


def test_report_that_was_read_and_is_silent_is_named(small_store: Store) -> None:
    """A report that was read in full and is silent on a theme is named."""
    copy = Store()
    theme, stated = (
        NamedNode("https://w3id.org/inspectgraph/def/theme"),
        "netherford-sif-2015/",
    )
    copy.bulk_extend(
        quad
        for quad in small_store
        if not (
            quad.predicate == theme
            and stated in str(quad.subject)
            and quad.object == NamedNode(THEME)
        )
    )
    told = (
        "For common assessment, 2 of 2 reports were read in full; netherford-sif-2015 does"
        " not speak of this theme."
    )
    assert told in ask(copy, "caf-uptake").covers


def test_theme_that_was_not_read_for_is_not_called_silent(small_store: Store) -> None:
    """For a theme that was not read for, the answer says that reports may say more."""
    covers = ask(small_store, "theme-uptake", theme="young carers").covers
    assert (
        covers[1]
        == "For young carers, 0 of 2 reports were read in full; the reports may say"
        " more than is curated."
    )


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        (
            "theme-uptake",
            {"theme": "breastfeeding"},
            "no statement of any report has the theme breastfeeding or a narrower one",
        ),
        (
            "strengths-by-theme",
            {"theme": "young carers"},
            "nothing in the graph fits theme young carers",
        ),
        (
            "themes-together",
            {"minimum": 99},
            "nothing in the graph fits minimum 99",
        ),
        (
            "rests-on-orphans",
            {},
            "no anchor was looked up; give the folder of the reports with --reports",
        ),
    ],
)
def test_empty_answer_says_why(
    small_store: Store, name: str, values: dict[str, object], why: str
) -> None:
    """Each empty answer names its reason."""
    answer = ask(small_store, name, **values)
    assert answer.rows == ()
    assert answer.covers[-1].startswith(f"No row: {why}")


def test_units_that_are_not_curated_are_a_reason(small_store: Store) -> None:
    """Uncurated units are a reason, unless all reports were read in full."""
    assert (
        "one of the 3 sentences that are not curated yet"
        in ask(small_store, "theme-uptake", theme="breastfeeding").covers[-1]
    )
    copy = Store()
    copy.bulk_extend(
        quad
        for quad in small_store
        if quad.object != NamedNode(THEME) or "readFor" in str(quad.predicate)
    )
    assert (
        ask(copy, "caf-uptake").covers[-1]
        == "No row: no statement of any report has the theme common assessment or a"
        " narrower one."
    )


def test_no_orphan_after_looking_up_is_told(small: Project, small_store: Store) -> None:
    """If all anchors were looked up and found, the empty answer says so."""
    copy = Store()
    copy.bulk_extend(small_store)
    found = [
        Checked(
            loaded.extract.report,
            evidence,
            anchor.unit,
            loaded.where(path),
            "found",
            (0,),
        )
        for loaded in small.extracts
        for evidence, anchor, path in anchors_of(loaded)
    ]
    copy.extend(verification_quads(found, copy))
    assert (
        f"each of the {len(found)} anchors that were looked up was found"
        in ask(copy, "rests-on-orphans").covers[-1]
    )


# Queries of the user's own


def test_sparql_runs_over_the_union_with_the_usual_prefixes(small_store: Store) -> None:
    """A query works over all graphs without declaring prefixes or naming graphs."""
    answer = ask_sparql(
        small_store,
        "SELECT ?s { ?s a insp:Statement ; insp:theme ?t . ?t skos:prefLabel ?l }",
    )
    assert answer.columns == ("s",)
    assert answer.rows
    assert answer.covers[0].startswith("Covers 2 of 2 reports")


def test_kinds_of_answer(small_store: Store) -> None:
    """SELECT gives rows, ASK gives yes or no, and CONSTRUCT gives triples."""
    assert ask_sparql(small_store, "ASK { ?s a insp:Report }") == Answer(
        ("answer",), ((Literal(True),),), ask(small_store, "coverage").covers[:1], "ask"
    )
    built = ask_sparql(
        small_store, "CONSTRUCT { ?s a insp:Report } WHERE { ?s a insp:Report }"
    )
    assert (built.kind, built.columns, len(built.rows)) == (
        "graph",
        ("subject", "predicate", "object"),
        2,
    )
    assert ask_sparql(small_store, f"DESCRIBE <{THEME}>").kind == "graph"


def test_named_dataset_is_kept_to(small_store: Store) -> None:
    """A query with FROM is asked of that graph alone, named by IRI or by prefix."""
    head, body = "SELECT (COUNT(*) AS ?n)", "{ ?s a insp:Report }"
    whole, registry, report = (
        ask_sparql(small_store, query)
        for query in (
            f"{head} {body}",
            f"{head} FROM <https://w3id.org/inspectgraph/graph/registry> {body}",
            (
                f"BASE <https://w3id.org/> PREFIX g: <inspectgraph/graph/> {head} FROM"
                f" g:netherford-sif-2015 {body}"
            ),
        )
    )
    assert (whole.rows, registry.rows, report.rows) == (((2,),), ((0,),), ((1,),))
    assert report.covers == (
        "Covers the graphs named in the query: netherford-sif-2015.",
    )
    named = ask_sparql(
        small_store, f"{head} FROM NAMED <graph/registry> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    )
    assert named.rows[0][0] == len(
        list(small_store.quads_for_pattern(None, None, None, graph("registry")))
    )


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "service-refused"),
        (
            "select * { service silent <http://localhost:1/> { ?s ?p ?o } }",
            "service-refused",
        ),
        (
            "SELECT * { ?s ?p 1SERVICE<http://localhost:1/>{ ?s ?p ?o } }",
            "service-refused",
        ),
        ("SELECT * { ?s ?p 'x'@en.SERVICE ?e { ?s ?p ?o } }", "service-refused"),
        ('SELECT * { ?s ?p "a\\"".SERVICE ?e { ?s ?p ?o } }', "service-refused"),
        ("SELECT * { ?s ?p '''it's'''. SERVICE ?e { ?s ?p ?o } }", "service-refused"),
        ("SELECT * { ?s ?p ?o FILTER(?a<?b#>\n)SERVICE <x> {} }", "service-refused"),
        (
            "SELECT * { \\u0053ERVICE <http://localhost:1/> { ?s ?p ?o } }",
            "service-refused",
        ),
        (
            (
                "PREFIX a: <http://x#> SELECT * { a:b\\#c ?p ?o . SERVICE a:x { ?s ?p"
                " ?o } }"
            ),
            "service-refused",
        ),
        ("INSERT DATA { <a:b> <a:c> 1 }", "update-refused"),
        (
            "# a comment\nPREFIX a: <http://x#>\ndelete where { ?s ?p ?o }",
            "update-refused",
        ),
        ("LOAD <http://localhost:1/>", "update-refused"),
        ("DROP ALL", "update-refused"),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "update-refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "file-refused"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "file-refused"),
        (
            "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
            "file-refused",
        ),
        ("SELECT * FROM <http://localhost:1/> { ?s ?p ?o }", "unknown-graph"),
        ("SELECT * FROM <graph/registri> { ?s ?p ?o }", "unknown-graph"),
        ("SELECT ?s { ?s a nobody:Knows }", "bad-sparql"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "bad-sparql"),
        ("SELEKT", "bad-sparql"),
        ("", "bad-sparql"),
        ("SELECT * { ?s ?p 'open }", "bad-sparql"),
    ],
)
def test_refused_queries(small_store: Store, text: str, refused: str) -> None:
    """Each refused query gets a code and a place, and has no effect."""
    before = len(small_store)
    with pytest.raises(QueryError) as caught:
        ask_sparql(small_store, text, "q.rq")
    assert caught.value.code == refused
    assert str(caught.value).startswith("q.rq")
    assert "\n" not in str(caught.value)
    assert len(small_store) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <x> {}' } # SERVICE\nLIMIT 1",
        (
            "PREFIX service: <http://x/> SELECT ?service { ?service service:SERVICE"
            " <http://x/SERVICE> }"
        ),
        'SELECT ("""a "SERVICE" b""" AS ?x) (1 < 2 AS ?y) {}',
        "SELECT (1<2 AS ?service) { ?s ?p ?from FILTER(?s<?p && ?p>?s) } LIMIT 1",
        (
            "SELECT ?from { ?s <http://x/FROM> ?from ; <http://x/file> 'FROM"
            " <file:///x>'@service }"
        ),
    ],
)
def test_words_in_strings_names_and_comments_are_no_keywords(
    small_store: Store, text: str
) -> None:
    """None of these is refused."""
    ask_sparql(small_store, text)


def test_syntax_error_has_its_place(small_store: Store) -> None:
    """Line and column, and what is known of the cause."""
    with pytest.raises(
        QueryError,
        match=r"^q\.rq:2:\d+: this is not SPARQL: the prefix 'nobody:' is not declared",
    ):
        ask_sparql(small_store, "SELECT * {\n ?s a nobody:Knows }", "q.rq")
    with pytest.raises(QueryError, match="neither grouped by nor aggregated"):
        ask_sparql(small_store, "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }")
    with pytest.raises(QueryError, match="ends too soon"):
        ask_sparql(small_store, "SELECT * { ?s ?p")


# Formats


@pytest.fixture
def odd() -> Answer:
    """Return an answer with every kind of term, and texts that formats must take care of."""
    found = Store().query("""SELECT * { VALUES (?a ?b) {
            ("comma, \\"quote\\"\\nline\\ttab"@en <http://example.org/a?b,c>)
            (UNDEF 4.50)
            ("|pipe|" "2008-01-02"^^<http://www.w3.org/2001/XMLSchema#date>)
            (true 7)
        } }""")
    assert isinstance(found, QuerySolutions)
    return Answer(("a", "b"), tuple(tuple(row) for row in found), ("Covers nothing.",))


@pytest.mark.parametrize("form", ["json", "tsv", "xml"])
def test_results_parse_back(odd: Answer, form: str) -> None:
    """The engine reads the same terms back from each format."""
    formats = {
        "json": QueryResultsFormat.JSON,
        "tsv": QueryResultsFormat.TSV,
        "xml": QueryResultsFormat.XML,
    }
    found = parse_query_results(render(odd, form), format=formats[form])
    assert isinstance(found, QuerySolutions)
    assert tuple(tuple(row) for row in found) == odd.terms


def test_csv_parses_back(odd: Answer) -> None:
    """Plain values are read back from CSV, with the line ends of the standard."""
    text = render(odd, "csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["a", "b"]
    texts = [
        ["" if term is None else term.value for term in row]  # type: ignore[union-attr]
        for row in odd.terms
    ]
    assert rows[1:] == texts
    assert text.count("\r\n") == 5


def test_json_of_yes_or_no(small_store: Store) -> None:
    """The JSON of a yes-or-no answer has a boolean in place of rows."""
    assert json.loads(render(ask_sparql(small_store, "ASK {}"), "json")) == {
        "head": {},
        "boolean": True,
    }


@pytest.mark.parametrize("form", ["tsv", "json", "xml"])
def test_the_engine_writes_the_same(form: str) -> None:
    """A free query gives the bytes that the engine's serialiser gives, whatever its terms."""
    formats = {
        "json": QueryResultsFormat.JSON,
        "tsv": QueryResultsFormat.TSV,
        "xml": QueryResultsFormat.XML,
    }
    store = Store()
    for text in (
        'SELECT ?a ?b { VALUES (?a ?b) { ("x, \\"y\\"\\n\\tz"@en UNDEF) (-2.5 true) ("" <http://example.org/é>) } }',
        "SELECT (<<( <http://example.org/s> <http://example.org/p> 1 )>> AS ?triple) {}",
        "SELECT * {}",
        "SELECT ?x { FILTER(false) }",
    ):
        found = store.query(text)
        assert isinstance(found, QuerySolutions)
        expected = found.serialize(format=formats[form])
        assert render(ask_sparql(store, text), form).encode() == expected


def test_xml_of_yes_or_no(small_store: Store) -> None:
    """The XML of a yes-or-no answer has a boolean in place of rows."""
    text = render(ask_sparql(small_store, "ASK {}"), "xml")
    assert "<boolean>true</boolean>" in text


def test_xml_is_well_formed_whatever_the_text() -> None:
    """XML has no form for most control characters; a sign stands in for them."""
    answer = ask_sparql(Store(), 'SELECT ("a\\u001Bb" AS ?x) {}')
    assert fromstring(render(answer, "xml")).find(".//{*}literal").text == "a\ufffdb"  # type: ignore[union-attr] # noqa: S314


def test_markdown_is_a_table_and_what_it_covers(odd: Answer) -> None:
    """Each row is one line with escaped pipes, and the coverage stands below."""
    lines = render(odd, "md").splitlines()
    assert lines[:2] == ["| a | b |", "| --- | --- |"]
    assert lines[4] == "| \\|pipe\\| | 2008-01-02 |"
    assert lines[-1] == "Covers nothing."
    assert len(lines) == 8


def test_turtle_parses_back(small_store: Store) -> None:
    """The triples that CONSTRUCT gives are read back from Turtle."""
    answer = ask_sparql(
        small_store,
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{THEME}>) }}",
    )
    found = {
        (triple.subject, triple.predicate, triple.object)
        for triple in parse(render(answer, "ttl"), RdfFormat.TURTLE)
    }
    assert found == set(answer.terms)


def test_rows_are_no_turtle(odd: Answer) -> None:
    """Turtle is refused for rows, and the error names the formats that work."""
    with pytest.raises(
        QueryError, match="for rows, use table, csv, tsv, json, xml or md"
    ) as caught:
        render(odd, "ttl")
    assert caught.value.code == "wrong-format"


def test_every_format_takes_an_empty_answer() -> None:
    """Every format can write an answer that has no rows."""
    nothing = Answer(("a",), (), ("No row.",), "graph")
    assert all(isinstance(render(nothing, form), str) for form in FORMATS)


def test_rows_are_python_values(odd: Answer) -> None:
    """Numbers as numbers, texts as texts."""
    assert odd.rows[1:] == ((None, Decimal("4.5")), ("|pipe|", "2008-01-02"), (True, 7))
    assert cells(odd)[1:] == [("", "4.5"), ("|pipe|", "2008-01-02"), ("true", "7")]
