"""Write a validation report as text, JSON, SARIF, GitHub commands or Turtle.

The message of a finding names properties. For a finding in a YAML file, the formats for
curators also show the YAML key and the command that corrects the finding.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from inspectgraph import __version__
from inspectgraph.model.errors import Where
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.validate.extract_keys import advice_for, key_of
from inspectgraph.validate.findings import Finding, Report, Rule, Severity

__all__ = [
    "FORMATS",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "as_ttl",
    "sentence_of",
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
    "The root of the git repository. Without a repository, the folder that holds"
    " extracts/."
)
_GITHUB_COMMANDS = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


# Text and JSON


def as_text(report: Report) -> str:
    """Return one line of text for each finding, and a last line that gives the counts."""
    return "\n".join([*map(_as_line, report.shown.findings), report.summary])


def _as_line(finding: Finding) -> str:
    """Return a finding as one line: location, severity, message and code."""
    place, severity = finding.place, finding.severity.word
    return f"{place}: {severity}: {sentence_of(finding)} [{finding.code}]"


def sentence_of(finding: Finding) -> str:
    """Return a finding as a text for a curator.

    The text consists of the YAML key, the message with the wrong value, and the command
    that corrects the finding. If there is no key or command, that part is left out.
    """
    parts = [finding.sentence, advice_for(finding)]
    key = key_of(finding)
    if key:
        parts.insert(0, f"`{key}`:")
    return " ".join(filter(None, parts))


def as_json(report: Report) -> str:
    """Return the report as JSON.

    If a file has too many findings, only the worst are listed. The counts include all
    findings.
    """
    findings = [_as_record(finding) for finding in report.shown.findings]
    counts = _counts(report)
    return _dumped(
        {"conforms": report.conforms, "counts": counts, "findings": findings}
    )


def _counts(report: Report) -> dict[str, int]:
    """Return the number of findings for each severity name."""
    return {severity.word: count for severity, count in report.counts.items()}


def _as_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON object, with null for each unknown value."""
    where = finding.where or Where("")
    value = finding.value.value if finding.value is not None else None
    known = {
        "file": where.path,
        "line": where.line,
        "column": where.column,
        "key": key_of(finding),
        "graph": finding.graph,
        "focus": finding.focus,
        "path": finding.path,
    }
    return {
        "severity": finding.severity.word,
        "message": finding.message,
        "code": finding.code,
        **{name: found or None for name, found in known.items()},
        "value": value,
        "shape": finding.shape or None,
        "count": finding.count,
    }


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


# SARIF


def as_sarif(report: Report) -> str:
    """Return the report as SARIF 2.1.0: one run, with a SARIF rule for each finding code.

    The property bag of the run contains the counts of all findings, and `conforms`.
    """
    findings = report.shown.findings
    examples = {finding.code: finding for finding in findings}
    order = {code: n for n, code in enumerate(sorted(examples))}
    driver = {
        "name": "inspectgraph",
        "semanticVersion": __version__,
        "informationUri": "https://w3id.org/inspectgraph/",
        "rules": [_sarif_rule(examples[code], report.rules) for code in order],
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
        "properties": {"conforms": report.conforms, "counts": _counts(report)},
    }
    return _dumped({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(finding: Finding, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return the SARIF rule for the code of a finding.

    If the finding is an error in the text of a source file, no shape belongs to the
    finding. The SARIF rule then has no description.
    """
    rule = rules.get(finding.shape)
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
    """Return a finding as a SARIF result, with location and focus node.

    Args:
        finding: The finding.
        index: The position of the finding's rule in the list of SARIF rules.
    """
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": sentence_of(finding)},
    }
    location: dict[str, Any] = {}
    if finding.where:
        location["physicalLocation"] = _sarif_place(finding.where)
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus}]
    if location:
        result["locations"] = [location]
    return result


def _sarif_place(where: Where) -> dict[str, Any]:
    """Return a source location as a SARIF physical location.

    The line number is left out if it is not known.
    """
    uri = quote(os.fsencode(where.path))
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": _SARIF_BASE}}
    if where.line:
        column = max(where.column, 1)
        place["region"] = {"startLine": where.line, "startColumn": column}
    return place


# GitHub


def as_github(report: Report) -> str:
    """Return the findings as workflow commands of GitHub Actions.

    A command is `::error file=…,line=…,col=…,title=…::message`. If some findings are
    left out, a notice at the end gives the counts of all findings.
    """
    shown = report.shown.findings
    lines = [_github_command(finding) for finding in shown]
    if len(shown) < sum(report.counts.values()):
        lines.append(f"::notice title=total::{report.summary}")
    return "\n".join(lines)


def _github_command(finding: Finding) -> str:
    """Return a finding as one workflow command of GitHub Actions."""
    properties: dict[str, object] = {}
    if where := finding.where:
        properties["file"] = where.path
        if where.line:
            properties |= {"line": where.line, "col": max(where.column, 1)}
    properties["title"] = finding.code
    listed = ",".join(
        f"{name}={_github_escaped(str(value), ',:')}"
        for name, value in properties.items()
    )
    message = _github_escaped(sentence_of(finding))
    return f"::{_GITHUB_COMMANDS[finding.severity]} {listed}::{message}"


def _github_escaped(text: str, more: str = "") -> str:
    r"""Escape a text for use in a GitHub workflow command.

    Args:
        text: The text.
        more: Additional characters to escape.

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
    """Return the findings as a SHACL validation report in Turtle."""
    comment = Literal(report.summary, language="en")
    head = [
        f"    sh:conforms {str(report.conforms).lower()}",
        f"    rdfs:comment {comment}",
    ]
    body = " ;\n".join([*head, *map(_ttl_result, report.shown.findings)])
    return "\n".join([_HEADER, "[]", "    a sh:ValidationReport ;", f"{body} ;", "."])


def _ttl_result(finding: Finding) -> str:
    """Return a finding as a value of `sh:result`, in Turtle.

    The property `insp-sh:place` holds the source location.
    """
    component = finding.component or f"{SHAPE}FormConstraintComponent"
    statements = [
        "a sh:ValidationResult",
        f"sh:focusNode {_focus(finding)}",
        f"sh:resultSeverity sh:{finding.severity.word.capitalize()}",
        f"sh:sourceConstraintComponent {NamedNode(component)}",
        f"sh:resultMessage {Literal(_encodable(finding.message), language='en')}",
        *_optional_statements(finding),
    ]
    lines = "".join(f"        {statement} ;\n" for statement in statements)
    return f"    sh:result [\n{lines}    ]"


def _optional_statements(finding: Finding) -> Iterator[str]:
    """Yield the optional properties of a SHACL result in Turtle."""
    if finding.path:
        yield f"sh:resultPath {_path(finding.path)}"
    if finding.value is not None:
        yield f"sh:value {finding.value}"
    if finding.shape:
        yield f"sh:sourceShape {NamedNode(finding.shape)}"
    if finding.where:
        yield f"insp-sh:place {Literal(_encodable(str(finding.where)))}"


def _encodable(text: str) -> str:
    r"""Escape the bytes of a text that are not UTF-8; file names can contain such bytes.

    >>> _encodable("caf\udce9.yaml")
    'caf\\udce9.yaml'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _focus(finding: Finding) -> NamedNode:
    """Return the focus node of a finding.

    For a fault of form (an error in a source file), the result is the named graph made
    from the file. The name of the graph is percent-encoded, because a file can have any
    name.
    """
    if finding.focus:
        return NamedNode(finding.focus)
    return graph(quote(os.fsencode(finding.graph), safe="") or "registry")


def _path(path: str) -> str:
    """Return a property, or an inverse path that starts with `^`, in Turtle."""
    if path.startswith("^"):
        return f"[ sh:inversePath {NamedNode(path[1:])} ]"
    return str(NamedNode(path))


#: The function that writes a report in each format, by name of the format.
FORMATS: Mapping[str, Callable[[Report], str]] = {
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
    "table": as_text,
    "ttl": as_ttl,
}


def written(report: Report, form: str) -> str:
    """Return a report as text in one of the formats in `FORMATS`.

    The text can always be encoded as UTF-8.
    """
    return _encodable(FORMATS[form](report))
