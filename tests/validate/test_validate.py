"""A finding leads back to the line that caused it, and is told in the formats that people and tools read."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from inspectgraph.build import assemble
from inspectgraph.cli import main
from inspectgraph.cli import validate as validate_command
from inspectgraph.files.project import folder_in_repository
from inspectgraph.load import Project, load_context, load_project
from inspectgraph.model.errors import ExtractError, Problem, ShapeError, Where
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.iris import concept, graph, thing
from inspectgraph.rdf.namespaces import INSP, RDF, RDFS, XSD
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.validate import validate
from inspectgraph.validate.extract_keys import key_of
from inspectgraph.validate.findings import Finding, Report, Severity
from inspectgraph.validate.locate import Places, graphs_in
from inspectgraph.validate.reporting import (
    FORMATS,
    as_github,
    as_json,
    as_sarif,
    as_text,
    as_ttl,
    sentence_of,
)
from inspectgraph.validate.shacl import read_shapes
from inspectgraph.validate.turtle_lines import Sources

jsonschema = pytest.importorskip("jsonschema")

FAULTS = Path(__file__).parents[1] / "faults"
SIF = "extracts/netherford-sif-2015.yaml"
JAR = "extracts/netherford-jar-2008.yaml"

Spoil = Callable[[str, str, str], Report]


@pytest.fixture
def spoil(small_copy: Path, vocabulary: Vocabulary) -> Spoil:
    """Replace some words of a file of the small project, and validate it."""

    def spoilt(file: str, old: str, new: str) -> Report:
        path = small_copy / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
        project = load_project(small_copy, vocabulary)
        return validate(assemble(project), project)

    return spoilt


def codes(report: Report) -> list[str]:
    """Return the codes of the violations."""
    return [finding.code for finding in report.violations]


# Faults of meaning


def shape_rows() -> list[dict[str, str]]:
    """Return the rows of the table whose faults are found by shapes."""
    with (FAULTS / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in table if row["code"].startswith("shape:")]


def test_there_are_faults_of_meaning() -> None:
    """The table of faults has at least five rows for shapes."""
    assert len(shape_rows()) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("row", shape_rows(), ids=lambda row: row["file"])
def test_a_fault_of_meaning_is_told_at_its_line(
    row: dict[str, str], small_copy: Path, vocabulary: Vocabulary
) -> None:
    """One fault breaks one rule, at the place and in the words of the table."""
    shutil.copyfile(FAULTS / row["file"], small_copy / row["as"])
    project = load_project(small_copy, vocabulary)
    report = validate(assemble(project), project)
    assert set(codes(report)) == {row["code"].removeprefix("shape:")}, as_text(report)
    first = report.violations[0]
    assert first.where == Where(row["as"], int(row["line"]), int(row["column"]))
    assert row["message"] in sentence_of(first)


def test_the_small_project_conforms(small: Project, small_store: Store) -> None:
    """The small project of the tests has no violation."""
    assert not validate(small_store, small).violations


def test_every_two_scales_of_the_project_are_compared(
    project: Path, vocabulary: Vocabulary
) -> None:
    """The registry has a comparison for every pair of grade scales."""
    comparisons = load_context(project, vocabulary).registry.comparisons.scales
    compared = {frozenset((one.from_, one.to)) for one in comparisons}
    assert compared == {
        frozenset(pair) for pair in combinations(vocabulary.members("scale"), 2)
    }


# Back to the line


def test_a_nested_value_is_found(spoil: Spoil) -> None:
    """A finding about a value two levels deep has the place of that value."""
    report = spoil(
        SIF,
        '{printed: "2014", earliest: 2014-01-01',
        '{printed: "2013", earliest: 2014-01-01',
    )
    (finding,) = (
        f for f in report.findings if f.code == "PrintedTimeShape-printedYear"
    )
    assert str(finding.where) == f"{SIF}:54:21"


def test_what_is_missing_is_told_at_the_record(spoil: Spoil) -> None:
    """If a value is missing, the finding has the place of the record without the value."""
    report = spoil(
        SIF,
        "    certainty: said-by-others\n    kind: practice\n    voice: [parents]\n",
        '    since: {printed: "2014", earliest: 2014-01-01, latest: 2014-12-31}\n',
    )
    (finding,) = (f for f in report.findings if f.code == "FindingShape-trendSince")
    assert finding.severity is Severity.WARNING
    assert finding.where is not None
    assert finding.where.path == SIF


def test_what_the_list_of_units_says_is_told_there(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A fault of a passage has the line of the passage in the list of units as its place."""
    project = load_project(small_copy, vocabulary)
    store = assemble(project)
    unit = NamedNode(
        "https://w3id.org/inspectgraph/id/report/netherford-sif-2015/unit/p2"
    )
    (old,) = store.quads_for_pattern(unit, INSP.textDigest, None)
    store.remove(old)
    report = validate(store, project)
    (finding,) = report.violations
    line = (
        (small_copy / "extracts/netherford-sif-2015.units.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    assert finding.code == "PassageShape-textDigest"
    assert finding.where is not None
    assert line[finding.where.line - 1].startswith("p2\t")


def test_a_name_that_is_another_things_is_told_at_its_line(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """If two authorities share a name, there is a finding at the name of each."""
    file = small_copy / "extracts/registry/authorities.yaml"
    text = file.read_text(encoding="utf-8")
    second = (
        text[text.index("netherford:") :]
        .replace("netherford:", "upperford:")
        .replace("Netherford Council", "Up")
    )
    second = second.replace("name: Netherford\n", "name: Netherford Council\n").replace(
        "999", "998"
    )
    file.write_text(f"{text}\n{second.replace('99ZZ', '98ZZ')}", encoding="utf-8")
    project = load_project(small_copy, vocabulary)
    found = [
        f
        for f in validate(assemble(project), project).findings
        if f.code == "AuthoritiesShape-oneName"
    ]

    lines = file.read_text(encoding="utf-8").splitlines()
    assert [
        lines[f.where.line - 1][f.where.column - 1 :] for f in found if f.where
    ] == [
        "Netherford Council]",
        "Netherford Council",
    ]


def test_the_registry_is_led_back_to(spoil: Spoil) -> None:
    """A finding in the registry names its file and line."""
    report = spoil(
        "extracts/registry/bodies.yaml",
        "name: West Netherford Primary Care Trust",
        "name: Netherford Primary Care Trust",
    )
    assert codes(report) == ["PartnerBodiesShape-oneName"] * 2
    assert [str(finding.where) for finding in report.violations] == [
        "extracts/registry/bodies.yaml:12:9",
        "extracts/registry/bodies.yaml:22:9",
    ]


def test_the_ontology_is_led_back_to(small: Project, small_store: Store) -> None:
    """A finding in the ontology names the Turtle file and the line of the term."""
    store = Store()
    store.bulk_extend(small_store)
    (label,) = store.quads_for_pattern(
        INSP.Judgement, RDFS.label, None, graph("ontology")
    )
    store.remove(label)
    report = validate(store, small, needs=frozenset({"ontology"}))
    findings = [f for f in report.violations if f.focus == INSP.Judgement.value]
    assert findings
    for finding in findings:
        assert finding.graph == "ontology"
        assert finding.where is not None
        assert finding.where.path == "ontology/modules/judgement.ttl"
        assert finding.where.line > 1


def test_a_path_backwards_leads_to_the_value(
    small: Project, small_store: Store
) -> None:
    """For a property followed backwards, the place is the line of the value."""
    report = "https://w3id.org/inspectgraph/id/report/netherford-sif-2015"
    evidence, statement = (
        NamedNode(f"{report}/evidence/p2-q8r9-1"),
        NamedNode(f"{report}/statement/p2-q8r9"),
    )
    places = Places(graphs_in(small_store), small)
    assert places.where(evidence, f"^{INSP.evidence.value}", statement) == Where(
        SIF, 77, 9
    )
    assert places.where(statement, INSP.because.value, None) == Where(SIF, 75, 15)


def test_without_a_project_no_line_is_told(small_store: Store) -> None:
    """A store can be validated without a project, but findings have no lines."""
    store = Store()
    store.bulk_extend(small_store)
    area = thing("area", "netherford")
    store.add(Quad(area, INSP.gssCode, Literal("E00000000"), graph("registry")))
    report = validate(store)
    assert "AreaShape-gssCode" in codes(report)
    assert {finding.where for finding in report.violations} == {None}
    assert str(report.violations[0]).startswith("area/netherford: violation: ")


def test_findings_do_not_depend_on_what_follows(
    small: Project, small_store: Store
) -> None:
    """Findings are the same without the inferred graph.

    Shapes look at asserted types and their super-classes.
    """
    store = Store()
    store.bulk_extend(
        quad for quad in small_store if quad.graph_name != graph("inferred")
    )
    assert validate(store, small) == validate(small_store, small)


def test_needs_choose_the_shapes(small: Project, small_store: Store) -> None:
    """If only one report is at hand, the shapes that need the whole corpus are left out."""
    store = Store()
    store.bulk_extend(small_store)
    code = next(
        store.quads_for_pattern(thing("authority", "netherford"), INSP.dfeCode, None)
    )
    store.add(
        Quad(thing("authority", "double"), INSP.dfeCode, code.object, graph("registry"))
    )
    store.add(
        Quad(thing("authority", "double"), RDF.type, INSP.Authority, graph("registry"))
    )
    assert "AuthoritiesShape-oneCode" in codes(validate(store, small))
    assert "AuthoritiesShape-oneCode" not in codes(
        validate(store, small, needs=frozenset({"report"}))
    )


# Terms and literals


def with_quads(store: Store, *quads: Quad) -> Store:
    """Return a copy of a store with some quads more."""
    copy = Store()
    copy.bulk_extend(store)
    copy.extend(quads)
    return copy


def test_a_misspelt_term_is_told_with_the_nearest(
    small: Project, small_store: Store
) -> None:
    """An undeclared property is reported, with the most similar declared one."""
    area = thing("area", "netherford")
    wrong = NamedNode(INSP.gssCode.value.replace("gssCode", "gsCode"))
    report = validate(
        with_quads(small_store, Quad(area, wrong, Literal("x"), graph("registry"))),
        small,
    )
    (finding,) = report.violations
    assert finding.code == "KnownTerm"
    assert (
        finding.message
        == "The ontology declares no term insp:gsCode; did you mean insp:gssCode?"
    )
    assert finding.where is not None
    assert finding.where.path == "extracts/registry/authorities.yaml"


def test_a_day_that_does_not_exist_is_told(small: Project, small_store: Store) -> None:
    """A literal that is invalid for its datatype, such as 31 February, is reported."""
    day = Literal("2014-02-31", datatype=XSD.date)
    quad = Quad(concept("theme", "adoption"), INSP.note, day, graph("ontology"))
    report = validate(with_quads(small_store, quad), small, needs=frozenset({"report"}))
    assert codes(report) == ["ValidLiteral"]
    assert report.violations[0].where is not None
    assert report.violations[0].where.path == "ontology/schemes/themes.ttl"


# Shapes


def test_a_broken_shape_is_an_error(tmp_path: Path) -> None:
    """A shape file that is not Turtle names its line."""
    (tmp_path / "bad.ttl").write_text(
        "<http://e/a>\n    <http://e/b> .\n", encoding="utf-8"
    )
    with pytest.raises(ShapeError) as raised:
        read_shapes(tmp_path)
    assert raised.value.code == "bad-turtle"
    assert str(raised.value.where) == "shapes/bad.ttl:2:18"


def test_a_shape_that_asks_in_sparql_and_otherwise_finds_both(
    tmp_path: Path, small_store: Store
) -> None:
    """If a shape has a query and another constraint, both are checked at all targets."""
    (tmp_path / "both.ttl").write_text(
        """@prefix insp: <https://w3id.org/inspectgraph/def/> .
        @prefix insp-sh: <https://w3id.org/inspectgraph/shape/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        insp-sh:AuthorityShape a sh:NodeShape ; sh:targetClass insp:Authority ; insp-sh:needs "report" ;
            sh:property insp-sh:AuthorityShape-both .
        insp-sh:AuthorityShape-both a sh:PropertyShape ; sh:path insp:dfeCode ; sh:name "both" ; sh:minCount 2 ;
            sh:message "Two codes." ; sh:sparql [ a sh:SPARQLConstraint ; sh:select \"\"\"
                SELECT $this WHERE { $this <https://w3id.org/inspectgraph/def/nowhere> ?value }\"\"\" ] .
        """,
        encoding="utf-8",
    )
    report = validate(
        small_store, needs=frozenset({"report"}), shapes=read_shapes(tmp_path)
    )
    assert "AuthorityShape-both" in codes(report)


def test_at_one_place_the_worst_comes_first() -> None:
    """Findings are in order of place, and at one place the most severe is first."""
    where = Where("x.yaml", 1, 1)
    info, violation = (
        Finding(one, "…", "a", where=where)
        for one in (Severity.INFO, Severity.VIOLATION)
    )
    assert Report.of([info, violation]).findings == (violation, info)


def test_no_shape_is_an_error(tmp_path: Path) -> None:
    """An empty folder of shapes is an error, because every graph would conform."""
    with pytest.raises(ShapeError, match="no shape"):
        read_shapes(tmp_path)


def test_rules_are_told() -> None:
    """Each rule has a name, a severity and a message about its property."""
    rules = read_shapes().rules
    rule = rules["https://w3id.org/inspectgraph/shape/JudgementShape-gradeOfScale"]
    assert (rule.code, rule.severity, rule.needs) == (
        "JudgementShape-gradeOfScale",
        Severity.VIOLATION,
        "report",
    )
    assert rule.message.startswith("Let insp:grade be a grade of the scale")


def test_turtle_is_searched_line_by_line(tmp_path: Path) -> None:
    """A subject is found at the beginning of a line, a property in its block, and no text is taken for either."""
    (tmp_path / "terms.ttl").write_text(
        "@prefix ex: <http://e/> .\n\n# ex:none\nex:a\n    a ex:C ;\n"
        '    ex:p """\nex:b\n""" ;\n    ex:q 1 ;\n.\nex:b ex:p 2 .\n',
        encoding="utf-8",
    )
    sources = Sources(tmp_path, "x")
    assert sources.where(NamedNode("http://e/a"), "") == Where("x/terms.ttl", 4, 1)
    assert sources.where(NamedNode("http://e/a"), "http://e/q") == Where(
        "x/terms.ttl", 9, 5
    )
    assert sources.where(NamedNode("http://e/a"), RDF.type.value) == Where(
        "x/terms.ttl", 5, 5
    )
    assert sources.where(NamedNode("http://e/b"), "http://e/z") == Where(
        "x/terms.ttl", 11, 1
    )
    assert sources.where(NamedNode("http://e/none"), "") is None


# Formats

VIOLATION = Finding(
    Severity.VIOLATION,
    "Write 100 % of it,\nplease.",
    "ClassShape-rule",
    shape="https://w3id.org/inspectgraph/shape/ClassShape-rule",
    focus="https://w3id.org/inspectgraph/id/body/x",
    path="^https://w3id.org/inspectgraph/def/body",
    value=Literal('a "value"', language="en"),
    where=Where("extracts/a b.yaml", 3, 7),
    graph="a",
    component="http://www.w3.org/ns/shacl#ClassConstraintComponent",
)
ADVICE = Finding(Severity.INFO, "Think again.", "Other")
PROBLEM = Problem(
    Where("extracts/c.yaml", 2, 1),
    "unknown-key",
    "unknown key 'polarty'",
    nearest="polarity",
)
REPORT = Report.of([ADVICE, VIOLATION, *Report.of_problems([PROBLEM]).findings])


def test_a_report_is_ordered_and_counted() -> None:
    """Each finding comes once, in order of place; findings without a place are last."""
    assert [
        finding.code for finding in Report.of([ADVICE, VIOLATION, VIOLATION]).findings
    ] == [
        "ClassShape-rule",
        "Other",
    ]
    assert REPORT.summary == "2 violations, 1 info"
    assert REPORT.reaches(Severity.WARNING)
    assert not Report.of([ADVICE]).reaches(Severity.WARNING)
    assert not Report.of([ADVICE]).violations
    places = [finding.where for finding in REPORT.findings if finding.where]
    assert all(one <= other for one, other in pairwise(places))


def test_a_report_conforms_only_without_findings() -> None:
    """As SHACL defines it, a result of any severity means that the data do not conform."""
    assert Report().conforms
    assert not Report.of([ADVICE]).conforms


@pytest.mark.parametrize("report", [Report(), Report.of([ADVICE])])
def test_every_format_agrees_on_what_conforms(report: Report) -> None:
    """JSON, SARIF and Turtle agree on conformance, and text says if nothing was found."""
    graph = {
        quad.predicate.value.rpartition("#")[2]: quad.object.value
        for quad in parse(as_ttl(report), RdfFormat.TURTLE)
        if isinstance(quad.object, Literal)
    }
    (run,) = json.loads(as_sarif(report))["runs"]

    assert json.loads(as_json(report))["conforms"] is report.conforms
    assert run["properties"]["conforms"] is report.conforms
    assert graph["conforms"] == str(report.conforms).lower()
    assert (as_text(report) == "nothing found") is report.conforms


def test_a_report_adds_the_key_of_the_file() -> None:
    """A finding in a YAML file begins with the YAML key of the property."""
    about = replace(VIOLATION, path=INSP.childGroup.value, value=None)
    elsewhere = replace(about, where=Where("ontology/modules/finding.ttl", 3, 7))

    assert sentence_of(about) == "`group`: Write 100 % of it,\nplease."
    assert sentence_of(elsewhere) == sentence_of(replace(about, where=None))
    assert sentence_of(elsewhere) == "Write 100 % of it,\nplease."
    data = json.loads(as_json(Report.of([about])))
    assert data["findings"][0]["key"] == "group"
    assert "group" not in as_ttl(Report.of([about]))


def test_a_report_adds_the_command_that_corrects_an_anchor() -> None:
    """A finding about a digest says which command writes it."""
    about = replace(VIOLATION, path=INSP.digest.value, value=None)
    assert sentence_of(about).endswith("`inspectgraph seal` writes the anchor.")


def test_keys_are_those_that_are_populated(small: Project) -> None:
    """The table of keys names the key of each property that the graph has from one."""
    sinks = [populate_report(loaded, small) for loaded in small.extracts]
    sinks.append(populate_registry(small.registry, small.vocabulary))
    checked = set()
    for sink in sinks:
        kinds = {
            str(quad.subject): quad.object.value.rpartition("/")[2]
            for quad in sink.quads
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode)
        }
        for (subject, predicate, value), path in sink.places.items():
            keys = [step for step in path if isinstance(step, str)]
            finding = replace(
                VIOLATION,
                code=f"{kinds[subject]}Shape-rule",
                path=predicate[1:-1],
            )
            if key := key_of(finding):
                assert key in keys or _has_no_line_of_its_own(key, path), value
                checked.add(key)
    assert len(checked) > 60


def _has_no_line_of_its_own(key: str, path: tuple[str | int, ...]) -> bool:
    """Return whether a value comes from a whole record: its slug, its place or a default."""
    derived = {"id", "report", "nothing", "relation", "curator", "by", "at"}
    # A short name is one of the other names of a framework.
    return key in derived or not path or "short" in path


def test_a_report_can_be_cut_down_to_files() -> None:
    """A report can be restricted to the findings that given files caused."""
    assert REPORT.within(["extracts/c.yaml"]).summary == "1 violation"


def test_text_has_a_line_for_each_finding() -> None:
    """Each finding's line has place, severity, what to write, value and rule."""
    lines = as_text(REPORT).splitlines()
    assert lines[0] == "extracts/a b.yaml:3:7: violation: Write 100 % of it,"
    assert (
        "extracts/c.yaml:2:1: violation: unknown key 'polarty'; did you mean"
        " 'polarity'? [unknown-key]" in lines
    )
    assert lines[-1] == "2 violations, 1 info"


def test_json_can_be_read() -> None:
    """JSON has every known field of a finding, and null for the other fields."""
    data = json.loads(as_json(REPORT))
    assert data["conforms"] is False
    assert data["counts"] == {"violation": 2, "warning": 0, "info": 1}
    first, second, last = data["findings"]
    assert (first["file"], first["line"], first["column"]) == (
        "extracts/a b.yaml",
        3,
        7,
    )
    assert first["value"] == 'a "value"'
    assert (second["code"], second["graph"], second["focus"]) == (
        "unknown-key",
        "c",
        None,
    )
    assert last["file"] is None


def test_github_commands_are_escaped() -> None:
    """Newlines and percent signs are escaped, since they would end a command."""
    first, second, last = as_github(REPORT).splitlines()
    assert first.startswith(
        "::error file=extracts/a b.yaml,line=3,col=7,title=ClassShape-rule::Write 100"
        " %25 of it,%0Aplease."
    )
    assert second.startswith(
        "::error file=extracts/c.yaml,line=2,col=1,title=unknown-key::unknown key"
    )
    assert last == "::notice title=Other::Think again."


#: What SARIF 2.1.0 demands of the parts of it that are written here.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"level": {"$ref": "#/$defs/level"}},
                },
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "uri": {"type": "string", "pattern": "^[^ ]+$"},
                                "uriBaseId": {"type": "string"},
                            },
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"fullyQualifiedName": {"type": "string"}},
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
        },
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "semanticVersion": {"type": "string"},
                                "informationUri": {"type": "string", "format": "uri"},
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/$defs/rule"},
                                },
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "originalUriBaseIds": {"type": "object"},
                "properties": {"type": "object"},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
    },
}


@pytest.mark.parametrize("report", [Report(), REPORT], ids=["nothing", "something"])
def test_sarif_is_valid(report: Report) -> None:
    """SARIF output is valid for its schema, and each result points at the broken rule."""
    data = json.loads(as_sarif(report))
    jsonschema.validate(data, SARIF, cls=jsonschema.Draft202012Validator)
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        f.code for f in report.findings
    ]


def test_sarif_is_valid_for_the_model_of_the_schema() -> None:
    """SARIF output fits the classes made from the official schema, if installed."""
    model = pytest.importorskip("pydantic_sarif.model")
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(
        as_sarif(REPORT)
    )


def test_sarif_tells_rules_and_places(spoil: Spoil) -> None:
    """The rule's description is that of the shape; the place is a region of a file of the project."""
    report = spoil(SIF, "grade: outstanding", "grade: satisfactory")
    (run,) = json.loads(as_sarif(report))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["JudgementShape-gradeOfScale"]["fullDescription"]["text"].endswith(
        "the framework that was applied."
    )
    (result,) = (result for result in run["results"] if result["level"] == "error")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": SIF, "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 32, "startColumn": 12}


def test_turtle_is_a_validation_report() -> None:
    """Turtle output can be read, and has a result for each finding."""
    quads = list(parse(as_ttl(REPORT), RdfFormat.TURTLE))
    results = [quad for quad in quads if quad.predicate.value.endswith("#result")]
    assert len(results) == len(REPORT.findings)
    places = {
        quad.object.value for quad in quads if quad.predicate.value.endswith("/place")
    }
    assert places == {"extracts/a b.yaml:3:7", "extracts/c.yaml:2:1"}
    nothing = list(parse(as_ttl(Report()), RdfFormat.TURTLE))
    assert Literal("true", datatype=XSD.boolean) in {quad.object for quad in nothing}


# The command


@pytest.fixture
def command(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return the command, called in a copy of the small project."""
    monkeypatch.chdir(small_copy)
    return lambda *arguments: CliRunner().invoke(
        main, ["validate", *arguments], catch_exceptions=False
    )


def replace_text(file: Path, old: str, new: str) -> None:
    """Replace some words of a file."""
    file.write_text(
        file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
    )


def test_the_command_knows_the_formats() -> None:
    """The command offers exactly the formats that can be written."""
    assert set(validate_command.FORMATS) == set(FORMATS)


def test_the_command_ends_with_0_when_nothing_misleads(
    command: Callable[..., Result],
) -> None:
    """Warnings are printed, and make the command fail only if an option demands it."""
    assert command().exit_code == 0
    result = command("--fail-on", "warning")
    assert result.exit_code == 1
    assert "warning" in result.stdout


def test_the_command_ends_with_1_on_a_violation(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """A violation goes to standard output, and the command ends with 1."""
    replace_text(small_copy / SIF, "grade: outstanding", "grade: satisfactory")
    result = command()
    assert result.exit_code == 1
    assert f"{SIF}:32:12: violation: " in result.stdout


def test_files_restrict_what_is_told(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """A fault of another file does not fail the check of this one."""
    replace_text(small_copy / SIF, "grade: outstanding", "grade: satisfactory")
    assert command(JAR).exit_code == 0
    assert command(SIF).exit_code == 1


def test_faults_of_form_come_in_the_same_formats(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """Faults of form come in the requested format, as other findings do."""
    replace_text(small_copy / SIF, "polarity:", "polarty:")
    result = command("--format", "json")
    assert result.exit_code == 1
    (finding,) = json.JSONDecoder().raw_decode(result.stdout)[0]["findings"]
    assert (finding["code"], finding["file"]) == ("unknown-key", SIF)
    assert command("--format", "github").stdout.startswith(f"::error file={SIF},line=")


#: Names that no extract may have: blanks, quotes, brackets, signs of formats, control
#: characters, letters beyond ASCII, and bytes that are not UTF-8.
FILE_NAMES = [
    "Netherford SIF 2016.yaml",
    "a\"b'c.yaml",
    "<b>x</b>.yaml".replace("/", "-"),
    "a\\b^`{|}.yaml",
    "per%cent.yaml",
    "one,two:three.yaml",
    "tab\tline\nend.yaml",
    "bell\x07.yaml",
    "Ünterföhrd–2016.yaml",
    "caf\udce9.yaml",
    "#x?y.yaml",
    "\u202etxt.yaml",
    "-->.yaml",
    "::error::.yaml",
    " .yaml",
    "a@en.yaml",
]


@pytest.mark.slow
@pytest.mark.parametrize("form", validate_command.FORMATS)
@pytest.mark.parametrize("name", FILE_NAMES, ids=ascii)
def test_a_file_of_any_name_is_reported(
    name: str, form: str, command: Callable[..., Result], small_copy: Path
) -> None:
    """A file whose name is refused gives a finding and exit code 1 in every format."""
    shutil.copyfile(small_copy / JAR, small_copy / "extracts" / name)
    result = command("--format", form, "-o", "found.txt")
    assert result.exit_code == 1, result.output
    text = (small_copy / "found.txt").read_text(encoding="utf-8")
    assert "file name" in text
    if form == "ttl":
        quads = list(parse(text, RdfFormat.TURTLE))
        assert sum(quad.predicate.value.endswith("#focusNode") for quad in quads) == 1
    elif form == "sarif":
        (result_,) = json.loads(text)["runs"][0]["results"]
        uri = result_["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote_to_bytes(uri) == os.fsencode(f"extracts/{name}")
    elif form == "json":
        assert json.loads(text)["findings"][0]["file"] == f"extracts/{name}"
    elif form == "github":
        properties, _, _ = text.removeprefix("::error ").partition("::")
        assert len(text.splitlines()) == 1
        assert re.fullmatch(r"file=[^,:\r\n]+,title=[a-z-]+", properties)


@pytest.mark.parametrize(
    ("markers", "workspace", "expected"),
    [
        ([], "", ""),
        ([".git"], "", "data/netherford"),
        (["data/.git"], "", "netherford"),
        (["data/netherford/.git"], "", ""),
        ([".git"], ".", "data/netherford"),
        ([], ".", "data/netherford"),
        ([], "data", "netherford"),
        (["data/.git"], ".", "netherford"),
        ([".git", "data/.git"], ".", "data/netherford"),
        ([".git"], "elsewhere", "data/netherford"),
        ([], "elsewhere", ""),
    ],
)
def test_paths_start_at_the_root_of_the_repository(
    markers: list[str], workspace: str, expected: str, tmp_path: Path
) -> None:
    """The workspace that is named counts, else the nearest `.git`; outside of both the project."""
    project = tmp_path / "data" / "netherford"
    project.mkdir(parents=True)
    for marker in markers:
        (tmp_path / marker).mkdir()
    environment = {"GITHUB_WORKSPACE": str(tmp_path / workspace)} if workspace else {}
    assert folder_in_repository(project, environment) == expected


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_findings_of_a_project_in_a_subfolder_name_their_file_from_the_root(
    form: str,
    command: Callable[..., Result],
    small_copy: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A code host finds the line; a worktree, whose `.git` is a file, is a root as well."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    replace_text(small_copy / SIF, "polarity:", "polarty:")
    (small_copy.parent / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    expected = f"{small_copy.name}/{SIF}"
    text = command("--format", form).stdout
    assert (
        f"::error file={expected},line=" if form == "github" else f'"uri": "{expected}"'
    ) in text
    assert command("--format", "json").stdout.count(expected) == 0


def test_a_file_that_cannot_be_read_ends_with_3(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """A file that cannot be read ends the command with 3."""
    (small_copy / SIF).write_bytes(b"report: \xff\xfe")
    assert command().exit_code == 3


def test_faults_of_form_elsewhere_are_not_hidden(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """If another file stops the project from loading, its faults are reported."""
    replace_text(small_copy / SIF, "polarity:", "polarty:")
    check = partial(
        validate_command._check_compiled,
        needs=None,
        with_drafts=False,
        jobs=1,
        scheduler=None,
    )
    with pytest.raises(ExtractError):
        validate_command._checked(lambda: check(small_copy), [JAR])
    assert command(JAR).exit_code == 1


def test_the_output_is_written_whatever_is_found(
    command: Callable[..., Result], small_copy: Path
) -> None:
    """The output file is written in any case, with a summary on standard error."""
    replace_text(small_copy / SIF, "grade: outstanding", "grade: satisfactory")
    result = command("--format", "sarif", "-o", "findings.sarif")
    assert result.exit_code == 1
    assert "runs" not in result.stdout
    assert "1 violation" in result.output
    assert (
        json.loads((small_copy / "findings.sarif").read_text(encoding="utf-8"))[
            "version"
        ]
        == "2.1.0"
    )


def test_a_file_outside_the_project_is_refused(
    command: Callable[..., Result], tmp_path: Path
) -> None:
    """A file outside the project ends the command with 2."""
    (tmp_path / "other.yaml").write_text("", encoding="utf-8")
    assert command(SIF, str(tmp_path / "other.yaml")).exit_code == 2


def test_only_some_shapes(command: Callable[..., Result]) -> None:
    """`--only` restricts the check to some shapes."""
    assert command("--only", "corpus").stdout.strip() == "nothing found"
