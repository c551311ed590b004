"""Do a step with another library on a project, in a process that `scale.py` times.

Run by the Python of an environment that holds the libraries, and not inspectgraph:
`python benchmarks/peers.py STEP ARGUMENT...`. The last line printed is JSON.

| step | arguments | does |
|---|---|---|
| `pyshacl` | triples, shapes | rdflib reads N-Triples, pyshacl checks them |
| `mix` | extracts, triples, shapes, quads, folder | ryaml reads the extracts, maplib \
makes the triples of the main kinds of statements and writes them, pyshifty checks the \
project's triples, pyoxigraph loads the project's quads into a store on disk |
| `oxigraph-load`, `duckdb-load` | quads, database | loads the quads into a store or a table |
| `oxigraph`, `duckdb` | database, question, folder of questions | prints the rows |
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Final

BASE: Final = "https://w3id.org/inspectgraph/"
PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "insp": f"{BASE}def/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
KINDS: Final = {
    "judgements": "Judgement",
    "reported": "ReportedJudgement",
    "recommendations": "Recommendation",
    "measurements": "Measurement",
    "events": "Event",
}
FINDINGS: Final = {
    "strength": "Strength",
    "weakness": "Weakness",
    "neutral": "NeutralFinding",
    "mixed": "MixedFinding",
}
#: Property and namespace of the values of a key that name one or several things.
NAMED: Final = {
    "polarity": ("polarity", "polarity"),
    "level": ("level", "level"),
    "trend": ("trend", "trend"),
    "extent": ("extent", "extent"),
    "certainty": ("certainty", "certainty"),
    "voice": ("voice", "voice"),
    "state": ("state", "state"),
    "indicator": ("indicator", "indicator"),
    "themes": ("theme", "theme"),
    "group": ("childGroup", "child-group"),
    "services": ("service", "id/service"),
    "bodies": ("body", "id/body"),
}
TEXTS: Final = ("note", "doubt", "what", "population", "printed")
TEMPLATES: Final = """
@prefix insp: <https://w3id.org/inspectgraph/def/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix ottr: <http://ns.ottr.xyz/0.4/> .
@prefix t: <urn:template:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
t:Statement [ottr:IRI ?s, ottr:IRI ?kind, ottr:IRI ?report, xsd:string ?id] :: {
  ottr:Triple(?s, a, ?kind), ottr:Triple(?s, insp:statedIn, ?report),
  ottr:Triple(?s, insp:statementId, ?id)
} .
t:Evidence [ottr:IRI ?s, ottr:IRI ?evidence, ottr:IRI ?passage, ottr:IRI ?selector,
  xsd:integer ?start, xsd:integer ?length, xsd:string ?digest] :: {
  ottr:Triple(?s, insp:evidence, ?evidence), ottr:Triple(?evidence, a, insp:Evidence),
  ottr:Triple(?evidence, oa:hasSource, ?passage),
  ottr:Triple(?evidence, oa:hasSelector, ?selector),
  ottr:Triple(?selector, a, insp:WordsSelector),
  ottr:Triple(?selector, insp:start, ?start),
  ottr:Triple(?selector, insp:length, ?length),
  ottr:Triple(?selector, insp:digest, ?digest)
} .
t:Passage [ottr:IRI ?passage, ottr:IRI ?report, xsd:string ?unit] :: {
  ottr:Triple(?passage, a, insp:Passage),
  ottr:Triple(?passage, insp:passageOf, ?report),
  ottr:Triple(?passage, insp:unitId, ?unit)
} .
"""
#: Questions of the project in SQL. `{insp:theme}` stands for subjects and objects of a
#: property, `[ig:theme]` for an IRI, and `words(o)` for the words of a literal.
SQL: Final = {
    "who-inspected": """
        SELECT words(report.o), words(day.o), words(name.o)
        FROM {dcterms:identifier} report
        JOIN {insp:reportOf} inspection ON inspection.s = report.s
        JOIN {insp:inspectedBy} body ON body.s = inspection.o
        JOIN {skos:prefLabel} name ON name.s = body.o
        LEFT JOIN ({insp:published} time JOIN {insp:earliest} day ON day.s = time.o)
            ON time.s = report.s
        LEFT JOIN {insp:orderDate} sorted ON sorted.s = inspection.o
        ORDER BY sorted.o, report.o, lower(name.o)""",
    "events": """
        SELECT words(first.o), words(exact.o), words(report.o), words(unit.o),
            words(what.o)
        FROM (SELECT s FROM {rdf:type} WHERE o = [insp:Event]) event
        JOIN {insp:what} what ON what.s = event.s
        JOIN {insp:eventTime} time ON time.s = event.s
        JOIN {insp:statedIn} document ON document.s = event.s
        JOIN {insp:evidence} evidence ON evidence.s = event.s
        JOIN {oa:hasSource} passage ON passage.s = evidence.o
        JOIN {insp:earliest} first ON first.s = time.o
        JOIN {insp:latest} last ON last.s = time.o
        JOIN {insp:precision} exact ON exact.s = time.o
        JOIN {insp:unitId} unit ON unit.s = passage.o
        JOIN {insp:unitOrder} place ON place.s = passage.o
        JOIN {dcterms:identifier} report ON report.s = document.o
        JOIN {insp:reportOf} inspection ON inspection.s = document.o
        WHERE inspection.o IN (SELECT s FROM {insp:inspectedAuthority})
        GROUP BY first.o, exact.o, report.o, unit.o, what.o
        ORDER BY first.o, min(last.o), report.o, min(number(place.o)), what.o""",
    "caf-uptake": """
        WITH about AS (
            SELECT s FROM {skos:inScheme} WHERE o = [ig:theme] AND (
                s = [ig:theme/common-assessment] OR s IN (
                    SELECT s FROM {skos:broaderTransitive}
                    WHERE o = [ig:theme/common-assessment]))),
        kinds AS (
            SELECT a.s, label.o FROM {rdf:type} a JOIN {rdfs:label} label
            ON label.s = a.o WHERE a.o IN ([insp:Recommendation], [insp:Measurement],
                [insp:ReportedJudgement], [insp:Event]))
        SELECT words(report.o), words(day.o), words(name.o), words(unit.o),
            coalesce(words(sign.o), words(kinds.o)) AS polarity,
            coalesce(words(note.o), words(what.o),
                concat(words(judged.o), ': ', words(grade.o))) AS said
        FROM about
        JOIN {insp:theme} theme ON theme.o = about.s
        JOIN {insp:statedIn} document ON document.s = theme.s
        JOIN {insp:evidence} evidence ON evidence.s = theme.s
        JOIN {oa:hasSource} passage ON passage.s = evidence.o
        JOIN {oa:hasSelector} selector ON selector.s = evidence.o
        JOIN {insp:start} start ON start.s = selector.o
        JOIN {insp:unitId} unit ON unit.s = passage.o
        JOIN {insp:unitOrder} place ON place.s = passage.o
        JOIN {dcterms:identifier} report ON report.s = document.o
        JOIN {insp:reportOf} inspection ON inspection.s = document.o
        JOIN {insp:inspectedAuthority} council ON council.s = inspection.o
        JOIN {skos:prefLabel} name ON name.s = council.o
        LEFT JOIN ({insp:published} time JOIN {insp:earliest} day ON day.s = time.o)
            ON time.s = document.o
        LEFT JOIN {insp:orderDate} sorted ON sorted.s = inspection.o
        LEFT JOIN ({insp:polarity} mark JOIN {skos:prefLabel} sign ON sign.s = mark.o)
            ON mark.s = theme.s
        LEFT JOIN kinds ON kinds.s = theme.s
        LEFT JOIN {insp:note} note ON note.s = theme.s
        LEFT JOIN {insp:what} what ON what.s = theme.s
        LEFT JOIN {insp:reportedOf} judged ON judged.s = theme.s
        LEFT JOIN ({insp:grade} given JOIN {skos:prefLabel} grade ON grade.s = given.o)
            ON given.s = theme.s
        GROUP BY report.o, day.o, name.o, unit.o, polarity, said, sorted.o, place.o,
            theme.s
        ORDER BY sorted.o, report.o, name.o, number(place.o), min(number(start.o)),
            theme.s""",
}
QUADS: Final = """
    CREATE TABLE quads AS SELECT part.* FROM (
        SELECT regexp_extract(line, '^(\\S+) (\\S+) (.*) (\\S+) \\.$',
            ['s', 'p', 'o', 'g']) AS part
        FROM read_csv(?, columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '',
            escape = '', header = false)) ORDER BY part.p, part.s"""
MACROS: Final = (
    "CREATE MACRO words(o) AS regexp_extract(o, '^\"(.*)\"', 1)",
    "CREATE MACRO number(o) AS CAST(regexp_extract(o, '^\"(.*)\"', 1) AS INTEGER)",
)

Row = tuple[Any, ...]
Part = Callable[[dict[str, Any]], Iterator[Row]]


def pyshacl(triples: str, shapes: str) -> dict[str, Any]:
    """Return the number of results of pyshacl, and the seconds of reading and of checking."""
    rdflib, check = import_module("rdflib"), import_module("pyshacl").validate
    clock = Clock()
    graph = rdflib.Graph()
    graph.parse(triples, format="nt")
    clock.lap("read")
    _, results, _ = check(graph, shacl_graph=shapes, inplace=True)
    clock.lap("validate")
    found = results.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
    return {"findings": len(set(found)), "steps": clock.laps}


def mix(
    extracts: str, triples: str, shapes: str, quads: str, folder: str
) -> dict[str, Any]:
    """Return pyshifty's findings, maplib's triples, and the seconds of each step."""
    clock = Clock()
    read = import_module("ryaml").loads
    files = sorted(Path(extracts).glob("*.yaml"))
    reports = [read(file.read_text(encoding="utf-8")) for file in files]
    clock.lap("read YAML")
    made = construct(reports, f"{folder}/made.nt")
    clock.lap("make triples")
    shifty = import_module("shifty")
    checker = shifty.PreparedValidator(shapes)
    result = checker.validate_algebra(
        triples, graph_mode="data", infer=False, sort_results=False
    )
    findings = sum(len(one.reasons) for one in result.violations)
    clock.lap("validate")
    oxigraph_load(quads, f"{folder}/store")
    clock.lap("load store")
    return {"findings": findings, "made": made, "steps": clock.laps}


class Clock:
    """Seconds between steps, by name of the step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, name: str) -> None:
        """End a step."""
        now = time.monotonic()
        self.laps[name], self._last = now - self._last, now


def construct(reports: list[dict[str, Any]], target: str) -> int:
    """Write the triples of the main kinds of statements, and return their number."""
    polars, model = import_module("polars"), import_module("maplib").Model()
    model.add_template(TEMPLATES)
    statement = "s kind report id"
    evidence = "s evidence passage selector start length digest"
    parts: list[tuple[str, str, Part]] = [
        ("Statement", statement, kinds),
        ("Evidence", evidence, places),
        ("Passage", "passage report unit", units),
    ]

    def frame(columns: str, part: Part) -> Any:
        rows = list(chain.from_iterable(map(part, reports)))
        made = polars.DataFrame(rows, schema=columns.split(), orient="row")
        return made.unique()

    for template, columns, part in parts:
        rows = frame(columns, part)
        model.map(f"urn:template:{template}", rows, validate_iris=False)
    for part in (named, worded):
        rows = frame("subject predicate object", part)
        for (predicate,), group in rows.group_by("predicate"):
            pairs = group.drop("predicate")
            model.map_triples(pairs, predicate=predicate, validate_iris=False)
    model.write(target, format="ntriples")
    with Path(target).open("rb") as lines:
        return sum(1 for _ in lines)


def records(report: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield IRI, class and record of each statement of a report."""
    stem = f"{BASE}id/report/{report['report']}/statement/"
    for key, kind in KINDS.items():
        for record in report.get(key, ()):
            yield stem + record["id"], f"{BASE}def/{kind}", record
    for record in report.get("findings", ()):
        kind = FINDINGS[record["polarity"]]
        yield stem + record["id"], f"{BASE}def/{kind}", record


def kinds(report: dict[str, Any]) -> Iterator[Row]:
    """Yield a row for each statement: statement, class, report and id."""
    iri = f"{BASE}id/report/{report['report']}"
    for statement, kind, record in records(report):
        yield statement, kind, iri, record["id"]


def anchors(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the anchors of a statement: where its words are in the report."""
    at = record["at"]
    return at if isinstance(at, list) else [at]


def places(report: dict[str, Any]) -> Iterator[Row]:
    """Yield rows of statement, evidence, passage, selector, start, length and digest of an anchor."""
    stem = f"{BASE}id/report/{report['report']}"
    for statement, _, record in records(report):
        for number, anchor in enumerate(anchors(record), 1):
            name, unit = f"{record['id']}-{number}", f"{stem}/unit/{anchor['unit']}"
            found = (anchor["start"], anchor["length"], anchor["digest"])
            parts = (f"{stem}/evidence/{name}", unit, f"{stem}/selector/{name}")
            yield (statement, *parts, *found)


def units(report: dict[str, Any]) -> Iterator[Row]:
    """Yield passage, report and id of each unit that a statement rests on."""
    stem = f"{BASE}id/report/{report['report']}"
    for _, _, record in records(report):
        for anchor in anchors(record):
            yield f"{stem}/unit/{anchor['unit']}", stem, anchor["unit"]


def named(report: dict[str, Any]) -> Iterator[Row]:
    """Yield a row for each thing that a statement names: statement, property and thing."""
    for statement, _, record in records(report):
        for key in NAMED.keys() & record.keys():
            name, place = NAMED[key]
            values = record[key] if isinstance(record[key], list) else [record[key]]
            for value in values:
                yield statement, f"{BASE}def/{name}", f"{BASE}{place}/{value}"


def worded(report: dict[str, Any]) -> Iterator[Row]:
    """Yield a row for each text of a statement: statement, property and text."""
    for statement, _, record in records(report):
        for key in TEXTS:
            if isinstance(record.get(key), str):
                yield statement, f"{BASE}def/{key}", record[key]


def oxigraph_load(quads: str, database: str) -> dict[str, Any]:
    """Load quads into a store on disk."""
    oxigraph = import_module("pyoxigraph")
    store = oxigraph.Store(database)
    store.bulk_load(path=quads, format=oxigraph.RdfFormat.N_QUADS)
    return {"quads": len(store)}


def duckdb_load(quads: str, database: str) -> dict[str, Any]:
    """Load quads into a table, in the order of properties and subjects."""
    with import_module("duckdb").connect(database) as connection:
        connection.execute(QUADS, [quads])
        for macro in MACROS:
            connection.execute(macro)
        (count,) = connection.execute("SELECT count(*) FROM quads").fetchone()
    return {"quads": count}


def oxigraph(database: str, question: str, folder: str) -> list[list[str]]:
    """Return the rows of a named question."""
    store = import_module("pyoxigraph").Store.read_only(database)
    text = Path(folder, f"{question}.rq").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^#\+ columns: (.*)", text, re.M)
    rows = store.query(text, use_default_graph_as_union=True)
    columns = listed.split(", ")
    return [[row[name].value if row[name] else "" for name in columns] for row in rows]


def duckdb(database: str, question: str, _: str) -> list[list[str]]:
    """Return the rows of a named question, asked in SQL."""
    with import_module("duckdb").connect(database, read_only=True) as connection:
        rows = connection.execute(sql(SQL[question])).fetchall()
    return [[json.loads(f'"{cell or ""}"') for cell in row] for row in rows]


def sql(text: str) -> str:
    """Return a question with its properties and IRIs written out.

    >>> sql("SELECT o FROM {insp:note} WHERE s = [ig:x]").split(" WHERE ")[-1]
    "s = '<https://w3id.org/inspectgraph/x>'"
    """

    def iri(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"'<{PREFIXES.get(prefix, BASE)}{local}>'"

    pairs = "(SELECT s, o FROM quads WHERE p = {})"
    text = re.sub(r"\{(\w+:\w+)\}", lambda found: pairs.format(iri(found[1])), text)
    return re.sub(r"\[(\w+:[\w/-]+)\]", lambda found: iri(found[1]), text)


STEPS: Final[dict[str, Callable[..., Any]]] = {
    "pyshacl": pyshacl,
    "mix": mix,
    "oxigraph-load": oxigraph_load,
    "duckdb-load": duckdb_load,
    "oxigraph": oxigraph,
    "duckdb": duckdb,
}


def main() -> None:
    """Do one step and print its result."""
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
