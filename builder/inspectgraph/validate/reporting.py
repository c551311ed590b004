"""A report of findings in the formats that people, editors, code hosts and other tools read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from inspectgraph import __version__
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.validate.findings import Finding, Report, Rule, Severity

__all__ = [
    "FORMATS",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "as_ttl",
    "written",
]

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_SARIF_BASE = "%SRCROOT%"
_SARIF_BASE_TEXT = (
    "The root of the git repository; outside of one, the folder that holds extracts/."
)
_GITHUB_COMMANDS = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


# Text and JSON


def as_text(report: Report) -> str:
    """Return a line for each finding, and the counts."""
    return "\n".join([*map(str, report.shown.findings), report.summary])


def as_json(report: Report) -> str:
    """Return the findings as JSON; the counts are those of all findings, shown or not."""
    counts = {severity.word: count for severity, count in report.counts.items()}
    findings = [_as_record(finding) for finding in report.shown.findings]
    return _dumped(
        {"conforms": report.conforms, "counts": counts, "findings": findings}
    )


def _as_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it; what is not known is null."""
    where = finding.where
    return {
        "severity": finding.severity.word,
        "message": finding.message,
        "code": finding.code,
        "file": where.path if where else None,
        "line": where.line or None if where else None,
        "column": where.column or None if where else None,
        "graph": finding.graph or None,
        "focus": finding.focus or None,
        "path": finding.path or None,
        "value": None if finding.value is None else finding.value.value,
        "shape": finding.shape or None,
        "count": finding.count,
    }


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


# SARIF


def as_sarif(report: Report) -> str:
    """Return the findings as SARIF 2.1.0: one run, a rule for each code that was found, the counts as properties."""
    findings = report.shown.findings
    codes = {finding.code: finding for finding in findings}
    order = {code: n for n, code in enumerate(sorted(codes))}
    driver = {
        "name": "inspectgraph",
        "semanticVersion": __version__,
        "informationUri": "https://w3id.org/inspectgraph/",
        "rules": [
            _sarif_rule(codes[code], report.rules.get(codes[code].shape))
            for code in order
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _SARIF_BASE: {"description": {"text": _SARIF_BASE_TEXT}}
        },
        "results": [
            _sarif_result(finding, order[finding.code]) for finding in findings
        ],
        "properties": {
            "counts": {
                severity.word: count for severity, count in report.counts.items()
            }
        },
    }
    return _dumped({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    """Return the rule that a finding breaks; a fault of form has no more than its code."""
    name = rule.name if rule else finding.code.replace("-", " ")
    described: dict[str, Any] = {
        "id": finding.code,
        "shortDescription": {"text": name or finding.code},
        "defaultConfiguration": {"level": _SARIF_LEVELS[finding.severity]},
    }
    if rule and rule.description:
        described["fullDescription"] = {"text": rule.description}
        described["help"] = {"text": rule.message}
    return described


def _sarif_result(finding: Finding, index: int) -> dict[str, Any]:
    """Return a finding as a result, with its place and with what it is about."""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.sentence},
    }
    location: dict[str, Any] = {}
    if finding.where:
        uri = quote(os.fsencode(finding.where.path))
        physical: dict[str, Any] = {
            "artifactLocation": {"uri": uri, "uriBaseId": _SARIF_BASE}
        }
        if finding.where.line:
            physical["region"] = {
                "startLine": finding.where.line,
                "startColumn": max(finding.where.column, 1),
            }
        location["physicalLocation"] = physical
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus}]
    return {**result, "locations": [location]} if location else result


# GitHub


def as_github(report: Report) -> str:
    """Return the findings as workflow commands: `::error file=…,line=…,col=…,title=…::message`.

    Where not all are shown, a notice at the end gives the number of all.
    """
    shown = report.shown.findings
    total = (
        [f"::notice title=total::{report.summary}"]
        if len(shown) < sum(report.counts.values())
        else []
    )
    return "\n".join([*map(_github_command, shown), *total])


def _github_command(finding: Finding) -> str:
    properties: dict[str, object] = {}
    if where := finding.where:
        properties["file"] = where.path
        if where.line:
            properties |= {"line": where.line, "col": max(where.column, 1)}
    properties["title"] = finding.code
    listed = ",".join(
        f"{key}={_github_escaped(str(value), ',:')}"
        for key, value in properties.items()
    )
    return (
        f"::{_GITHUB_COMMANDS[finding.severity]}"
        f" {listed}::{_github_escaped(finding.sentence)}"
    )


def _github_escaped(text: str, more: str = "") -> str:
    r"""Return a text as workflow commands want it.

    >>> _github_escaped("100 %\nof a:b", ",:")
    '100 %25%0Aof a%3Ab'
    """
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


# Turtle

_HEADER = f"""@prefix insp-sh: <{SHAPE}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def as_ttl(report: Report) -> str:
    """Return the findings as a SHACL validation report; it conforms where there is no finding at all."""
    comment = Literal(report.summary, language="en")
    head = [
        f"    sh:conforms {str(not report.findings).lower()}",
        f"    rdfs:comment {comment}",
    ]
    body = [*head, *map(_ttl_result, report.shown.findings)]
    return "\n".join(
        [_HEADER, "[]", "    a sh:ValidationReport ;", " ;\n".join(body) + " ;", "."]
    )


def _ttl_result(finding: Finding) -> str:
    """Return a finding as the value of sh:result; insp-sh:place says which line caused it."""
    said = [
        "a sh:ValidationResult",
        f"sh:focusNode {_focus(finding)}",
        *([f"sh:resultPath {_path(finding.path)}"] if finding.path else []),
        *([f"sh:value {finding.value}"] if finding.value is not None else []),
        f"sh:resultSeverity sh:{finding.severity.word.capitalize()}",
        (
            "sh:sourceConstraintComponent"
            f" {NamedNode(finding.component or SHAPE + 'FormConstraintComponent')}"
        ),
        *([f"sh:sourceShape {NamedNode(finding.shape)}"] if finding.shape else []),
        f"sh:resultMessage {Literal(_encodable(finding.message), language='en')}",
        *(
            [f"insp-sh:place {Literal(_encodable(str(finding.where)))}"]
            if finding.where
            else []
        ),
    ]
    return (
        "    sh:result [\n"
        + "".join(f"        {statement} ;\n" for statement in said)
        + "    ]"
    )


def _encodable(text: str) -> str:
    r"""Return a text whose bytes that are not UTF-8, as file names can hold them, are escapes.

    >>> _encodable("caf\udce9.yaml")
    'caf\\udce9.yaml'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _focus(finding: Finding) -> NamedNode:
    """Return what a finding is about: a fault of form is about the graph that its file is made into.

    A file may have any name; what an IRI cannot hold is percent-encoded.
    """
    if finding.focus:
        return NamedNode(finding.focus)
    return graph(quote(os.fsencode(finding.graph), safe="") or "registry")


def _path(path: str) -> str:
    return (
        f"[ sh:inversePath {NamedNode(path[1:])} ]"
        if path.startswith("^")
        else str(NamedNode(path))
    )


#: The formats that a report can be written in, by name.
FORMATS: Mapping[str, Callable[[Report], str]] = {
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
    "table": as_text,
    "ttl": as_ttl,
}


def written(report: Report, form: str) -> str:
    """Return a report in a format of `FORMATS`, as text that can be encoded in UTF-8."""
    return _encodable(FORMATS[form](report))
