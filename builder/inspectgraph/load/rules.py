"""The rules of form that cross the keys of a record: what `load` checks beside types and references."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inspectgraph.files.unit_list import Unit
from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import Form, Guard, Rule, read_day, seal_command
from inspectgraph.load.references import Declared, identities, missing_id
from inspectgraph.load.wording import is_placeholder, record_texts
from inspectgraph.model.errors import shorten
from inspectgraph.model.extract import (
    Anchor,
    Event,
    Extract,
    Finding,
    Judgement,
    Mark,
    Measurement,
    PrintedTime,
    Recommendation,
    Reported,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.model.registry import Framework, ScaleComparison

__all__ = ["LONGEST_TITLE", "anchor_guard", "extract_rules", "registry_rules"]

#: The most words of a title that need not stand in `titles.txt`.
LONGEST_TITLE = 11


def extract_rules(
    declared: Declared,
    name: str,
    units: Mapping[str, Unit] | None,
    titles: frozenset[str],
) -> dict[type, Rule]:
    """Return the rules for the extract of a report.

    Args:
        declared: What can be named.
        name: The file's name without its ending.
        units: The report's units, where their list could be read.
        titles: The long titles that may stand in an extract.
    """
    rules: dict[type, Rule] = dict.fromkeys(
        (Event, Finding, Judgement, Measurement, Recommendation), _is_worded
    )
    rules.update(dict.fromkeys((Measurement, Recommendation), _is_complete))
    rules[PrintedTime] = _in_order
    rules[Mark] = _between_0_and_1
    rules[Reported] = _reported_rule(declared)
    rules[Extract] = _extract_rule(name, titles)
    if units is not None:
        rules[Anchor] = _anchor_rule(units)
    return rules


def registry_rules(declared: Declared) -> dict[type, Rule]:
    """Return the rules for the files of the registry."""
    return {
        PrintedTime: _in_order,
        ScaleComparison: _scale_comparison_rule(declared),
        Framework: _awards_rule,
    }


def anchor_guard(file: str) -> dict[type, Guard]:
    """Return the guard that stops at an anchor which still holds its quotation."""

    def guard(form: Form, anchor: dict[str, Any], path: KeyPath) -> bool:
        if "quote" not in anchor:
            return False
        expected = f"an anchor; run '{seal_command(file)}'"
        form.report_key(
            (*path, "quote"), "unsealed-anchor", "a quotation from the report", expected
        )
        return True

    return {Anchor: guard}


def _in_order(form: Form, time: dict[str, Any], path: KeyPath) -> None:
    first, last = (read_day(time.get(key)) for key in ("earliest", "latest"))
    if first and last and first > last:
        expected = f"{first} or later, as 'earliest' says"
        form.report(
            (*path, "latest"), "time-backwards", f"'latest' is {last}", expected
        )


def _awards_rule(form: Form, framework: dict[str, Any], path: KeyPath) -> None:
    """Check that a framework awards grades for its own aspects, and that its times do not end before they begin."""
    own, listed = f"{path[-1]}/", framework.get("awards")
    for number, awards in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(awards, dict):
            continue
        where = (*path, "awards", number)
        aspects = awards.get("aspects")
        for place, aspect in enumerate(aspects if isinstance(aspects, list) else ()):
            if isinstance(aspect, str) and not aspect.startswith(own):
                form.report(
                    (*where, "aspects", place),
                    "unknown-aspect",
                    f"'{aspect}'",
                    f"an aspect that begins with '{own}'",
                )
        first, last = (read_day(awards.get(key)) for key in ("from", "until"))
        if first and last and first > last:
            form.report(
                (*where, "until"),
                "time-backwards",
                f"'until' is {last}",
                f"{first} or later, as 'from' says",
            )


def _between_0_and_1(form: Form, mark: dict[str, Any], path: KeyPath) -> None:
    confidence = mark.get("confidence")
    if isinstance(confidence, int | Decimal) and not 0 <= confidence <= 1:
        form.report(
            (*path, "confidence"),
            "out-of-range",
            f"the confidence {confidence}",
            "a number from 0 to 1",
        )


def _is_worded(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    """Refuse a draft's placeholder in a statement that is confirmed."""
    if "draft" in statement:
        return
    for place, text in record_texts(statement, path):
        if is_placeholder(text):
            found = f"'{place[-1]}' is a draft's placeholder, '{shorten(text)}'"
            form.report(
                place, "unworded", found, "a sentence in the curator's own words"
            )


def _is_complete(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    """Refuse a confirmed statement that has placeholders or no themes."""
    _is_worded(form, statement, path)
    if "draft" not in statement and not statement.get("themes"):
        found = "a confirmed statement without 'themes'"
        form.report(path, "missing-key", found, "the key 'themes'")


def _refers_to_itself(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    for key in ("replaces", "because", "more_about", "answers"):
        named = statement.get(key)
        if isinstance(named, list) and statement.get("id") in named:
            at = (*path, key, named.index(statement["id"]))
            form.report(
                at,
                "self-reference",
                "the statement's own id",
                "the id of another statement",
            )


def _anchor_rule(units: Mapping[str, Unit]) -> Rule:
    def rule(form: Form, anchor: dict[str, Any], path: KeyPath) -> None:
        unit, length, start = (anchor.get(key) for key in ("unit", "length", "start"))
        whole = units[unit].length if isinstance(unit, str) and unit in units else None
        if whole is None or type(length) is not int:
            return
        if length > whole:
            found, expected = (
                f"an anchor of {quantity(length, 'letter')}",
                f"at most {whole}, the length of unit '{unit}'",
            )
            form.report((*path, "length"), "anchor-too-long", found, expected)
        elif type(start) is int and start + length > whole:
            found = f"an anchor of {quantity(length, 'letter')} from {start} on"
            expected = (
                f"a start of at most {whole - length}, since unit '{unit}' has {whole}"
            )
            form.report((*path, "start"), "anchor-beyond-unit", found, expected)

    return rule


def _reported_rule(declared: Declared) -> Rule:
    """Check the grade in the scale that is named, and the aspect in its framework."""

    def rule(form: Form, reported: dict[str, Any], path: KeyPath) -> None:
        _is_worded(form, reported, path)
        scale, grade = reported.get("scale"), reported.get("grade")
        if (
            isinstance(grade, str)
            and isinstance(scale, str)
            and scale in form.references["scale"].slugs
        ):
            form.look_up(declared.grades(scale), grade, (*path, "grade"))
        framework, aspect = reported.get("framework"), reported.get("aspect")
        if isinstance(aspect, str):
            full = (
                f"{framework}/{aspect}" if framework and "/" not in aspect else aspect
            )
            form.name("framework-aspect", full, (*path, "aspect"))

    return rule


def _extract_rule(name: str, titles: frozenset[str]) -> Rule:
    def rule(form: Form, extract: dict[str, Any], _: KeyPath) -> None:
        report, title = extract.get("report"), extract.get("title")
        if isinstance(report, str) and report != name:
            form.report(
                ("report",),
                "report-name",
                f"the report '{report}'",
                f"'{name}', as the file is called",
            )
        if (
            isinstance(title, str)
            and len(title.split()) > LONGEST_TITLE
            and title not in titles
        ):
            found = f"a title of {len(title.split())} words"
            form.report(
                ("title",),
                "long-title",
                found,
                f"at most {LONGEST_TITLE}, or a line of titles.txt",
            )
        _ids_once(form, extract)

    return rule


def _ids_once(form: Form, extract: dict[str, Any]) -> None:
    """Check that no id is given twice, and that no statement names its own.

    What a statement names is not compared with its id while that id is another
    statement's: it may mean that one.
    """
    first: dict[str, KeyPath] = {}
    missing, place = missing_id(extract)
    line = form.tree.where(place).line
    named = f"; line {line} names one that no statement has" if missing else ""
    for path, identity in identities(extract):
        group, number, _ = path
        if identity in first:
            before = f"line {form.tree.where(first[identity]).line} has it"
            found, expected = (
                f"the id '{identity}' a second time",
                f"a new id ({before}{named})",
            )
            form.report(path, "duplicate-id", found, expected, missing)
        else:
            first[identity] = path
            _refers_to_itself(form, extract[str(group)][number], path[:2])


def _scale_comparison_rule(declared: Declared) -> Rule:
    def rule(form: Form, comparison: dict[str, Any], path: KeyPath) -> None:
        if ("relation" in comparison) == ("grades" in comparison):
            expected = "either 'relation: not-comparable' or 'grades'"
            form.report(path, "comparison-form", "a comparison of scales", expected)
        pairs = comparison.get("grades")
        for n, pair in enumerate(pairs if isinstance(pairs, list) else ()):
            for key in ("from", "to"):
                scale, grade = (
                    comparison.get(key),
                    (pair.get(key) if isinstance(pair, dict) else None),
                )
                if isinstance(scale, str) and isinstance(grade, str):
                    form.look_up(
                        declared.grades(scale), grade, (*path, "grades", n, key)
                    )

    return rule
