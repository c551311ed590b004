"""Rules that involve several keys of a record, for extracts and for the registry.

First, the keys, types and names of a record are checked. Then a rule checks several
keys of this record together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from inspectgraph.files.unit_list import Unit
from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.corrections import check_corrections
from inspectgraph.load.form import Form, Guard, Rule, read_day, seal_command
from inspectgraph.load.identities import identities, list_under, missing_id
from inspectgraph.load.links import check_link, check_links
from inspectgraph.load.references import Declared
from inspectgraph.load.wording import is_placeholder, record_texts
from inspectgraph.model.depth import FULL, FULL_ONLY, GRADES
from inspectgraph.model.errors import shorten
from inspectgraph.model.extract import (
    STATEMENT_LISTS,
    Anchor,
    Event,
    Explained,
    Extract,
    Finding,
    Judgement,
    Mark,
    Measurement,
    PrintedTime,
    Recommendation,
    ReportedJudgement,
    StatementLink,
    naming_keys,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.model.registry import Framework, ScaleComparison

__all__ = [
    "LONGEST_TITLE",
    "anchor_guard",
    "extract_rules",
    "in_order",
    "registry_rules",
]

#: The largest number of words of a title that is not listed in `titles.txt`.
LONGEST_TITLE = 11
#: The keys that a quoted grade or a recommendation has only in an extract of full depth.
_DEEP_KEYS = ("themes", "group", "answers")


def extract_rules(
    declared: Declared,
    name: str,
    units: Mapping[str, Unit] | None,
    titles: frozenset[str],
) -> dict[type, Rule]:
    """Return the rules for an extract, keyed by record type.

    Args:
        declared: The names that extracts may use.
        name: The name of the file without its ending.
        units: The units of the report, or None if their list could not be read.
        titles: The long titles that an extract may have.
    """
    rules: dict[type, Rule] = dict.fromkeys(
        (Event, Finding, Judgement, Recommendation), _is_worded
    )
    rules[Measurement] = _is_complete
    rules[PrintedTime] = partial(in_order, "earliest", "latest")
    rules[Mark] = _between_0_and_1
    rules[ReportedJudgement] = partial(_reported_rule, declared)
    rules[Explained] = _names_repeated
    rules[StatementLink] = partial(check_link, name)
    rules[Extract] = partial(_extract_rule, name, titles)
    if units is not None:
        rules[Anchor] = partial(_within_unit, units)
    return rules


def registry_rules(declared: Declared) -> dict[type, Rule]:
    """Return the rules for registry files, keyed by record type."""
    return {
        PrintedTime: partial(in_order, "earliest", "latest"),
        ScaleComparison: partial(_scale_comparison_rule, declared),
        Framework: _awards_rule,
    }


def anchor_guard(file: str) -> dict[type, Guard]:
    """Return a mapping from the type `Anchor` to the function that checks anchors.

    The function reports each anchor that still has a quotation. The message proposes
    the command that replaces the quotations in the extract `file`.
    """
    return {Anchor: partial(_is_unsealed, file)}


def _is_unsealed(file: str, form: Form, anchor: dict[str, Any], path: KeyPath) -> bool:
    """Report an anchor that still has a quotation, and return whether it has a quotation."""
    if "quote" not in anchor:
        return False
    expected = f"an anchor without a quotation; run '{seal_command(file)}'"
    found = "the anchor still has a quotation from the report"
    form.report_key((*path, "quote"), "unsealed-anchor", found, expected)
    return True


def in_order(
    begin: str, end: str, form: Form, record: dict[str, Any], path: KeyPath
) -> None:
    """Report a last day that comes before the first day.

    Args:
        begin: The key of the first day.
        end: The key of the last day.
        form: The object that checks the file and collects its problems.
        record: The record with the two keys.
        path: The path of the record.
    """
    first, last = read_day(record.get(begin)), read_day(record.get(end))
    if not first:
        return
    if not last:
        return
    if first > last:
        found, expected = (
            f"'{end}' is {last}",
            f"{first} or later, since '{begin}' is {first}",
        )
        form.report((*path, end), "time-backwards", found, expected)


def _awards_rule(form: Form, framework: dict[str, Any], path: KeyPath) -> None:
    """Check that a framework awards grades only for its own aspects.

    Some aspects are graded only if the inspection begins between two given days. Also
    check the order of these two days.
    """
    for number, awards in enumerate(list_under(framework, "awards")):
        if isinstance(awards, dict):
            where = (*path, "awards", number)
            _own_aspects(form, f"{path[-1]}/", awards, where)
            in_order("from", "until", form, awards, where)


def _own_aspects(form: Form, own: str, awards: dict[str, Any], path: KeyPath) -> None:
    """Report each awarded aspect that does not belong to the framework.

    `own` is the slug of the framework, followed by a slash. The slugs of the
    framework's own aspects begin with `own`.
    """
    for place, aspect in enumerate(list_under(awards, "aspects")):
        if not isinstance(aspect, str):
            continue
        if not aspect.startswith(own):
            found = f"the framework cannot award grades for '{aspect}'"
            expected = f"an aspect that begins with '{own}'"
            where = (*path, "aspects", place)
            form.report(where, "unknown-aspect", found, expected)


def _between_0_and_1(form: Form, mark: dict[str, Any], path: KeyPath) -> None:
    """Report a confidence that is not between 0 and 1."""
    confidence = mark.get("confidence")
    if not isinstance(confidence, int | Decimal):
        return
    if not 0 <= confidence <= 1:
        found, expected = f"the confidence is {confidence}", "a number from 0 to 1"
        form.report((*path, "confidence"), "out-of-range", found, expected)


def _is_worded(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    """Report a confirmed statement that still has a placeholder from its draft."""
    if "draft" in statement:
        return
    for place, text in record_texts(statement, path):
        if is_placeholder(text):
            found = f"'{place[-1]}' still has the draft's placeholder '{shorten(text)}'"
            form.report(
                place, "unworded", found, "a sentence in the curator's own words"
            )


def _is_complete(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    """Report a confirmed statement that has a placeholder or no themes."""
    _is_worded(form, statement, path)
    if "draft" in statement:
        return
    if not statement.get("themes"):
        found = "the key 'themes' is missing from a confirmed statement"
        form.report(path, "missing-key", found, "the key 'themes'")


def _names_repeated(form: Form, explained: dict[str, Any], path: KeyPath) -> None:
    """Report an explanation that has the reason `repeated` but lacks the key `see`.

    The key `see` names the statement that the explained sentences repeat.
    """
    reason = _resolved(form, explained, (*path, "reason"))
    if reason == "repeated" and not explained.get("see"):
        found = "the key 'see' is missing from the entry of a repeated sentence"
        expected = "the key 'see' with the id of the statement that is repeated"
        form.report(path, "missing-key", found, expected)


def _refers_to_itself(form: Form, statement: dict[str, Any], path: KeyPath) -> None:
    """Report a statement that refers to its own id."""
    own, expected = statement.get("id"), "the id of another statement"
    for key in naming_keys():
        named = list_under(statement, key)
        if own in named:
            where = (*path, key, named.index(own))
            found = "the statement refers to its own id"
            form.report(where, "self-reference", found, expected)


def _within_unit(
    units: Mapping[str, Unit], form: Form, anchor: dict[str, Any], path: KeyPath
) -> None:
    """Report an anchor that is longer than its unit, or that ends after its unit."""
    unit, length, start = map(anchor.get, ("unit", "length", "start"))
    if not isinstance(unit, str):
        return
    if unit not in units:
        return
    if type(length) is not int:
        return
    whole, words = units[unit].length, quantity(length, "letter")
    if length > whole:
        expected = f"at most {whole}, the length of unit '{unit}'"
        found = f"the anchor has {words}"
        form.report((*path, "length"), "anchor-too-long", found, expected)
    elif type(start) is int and start + length > whole:
        expected = (
            f"a start of at most {whole - length}, because unit '{unit}' has"
            f" {quantity(whole, 'letter')}"
        )
        found = f"an anchor of {words} that starts at {start} ends after its unit"
        form.report((*path, "start"), "anchor-beyond-unit", found, expected)


def _reported_rule(
    declared: Declared, form: Form, reported: dict[str, Any], path: KeyPath
) -> None:
    """Check the grade and the aspect of a reported judgement.

    The grade must belong to the scale, and the aspect must belong to the framework.
    """
    _is_worded(form, reported, path)
    scale, grade = reported.get("scale"), reported.get("grade")
    if isinstance(scale, str) and scale in form.references["scale"].slugs:
        _is_grade(declared, form, scale, grade, (*path, "grade"))
    framework, aspect = reported.get("framework"), reported.get("aspect")
    if isinstance(aspect, str) and isinstance(framework, str | None):
        full = aspect
        if framework and "/" not in aspect:
            full = f"{framework}/{aspect}"
        form.name("framework-aspect", full, (*path, "aspect"))


def _is_grade(
    declared: Declared, form: Form, scale: Any, grade: Any, path: KeyPath
) -> None:
    """Report a grade that is not on the scale. Values that are not text are skipped."""
    if isinstance(scale, str) and isinstance(grade, str):
        form.look_up(declared.grades(scale), grade, path)


def _extract_rule(
    name: str, titles: frozenset[str], form: Form, extract: dict[str, Any], _: KeyPath
) -> None:
    """Check the name, title, ids, depth, corrections and links of an extract."""
    report, title = extract.get("report"), extract.get("title")
    if isinstance(report, str) and report != name:
        expected = f"'{name}', as in the file name"
        form.report(("report",), "report-name", f"'report' is '{report}'", expected)
    words = 0
    if isinstance(title, str):
        words = len(title.split())
    if words > LONGEST_TITLE and title not in titles:
        expected = (
            f"at most {LONGEST_TITLE} words, or a title that is listed in"
            " extracts/registry/titles.txt"
        )
        form.report(("title",), "long-title", f"the title has {words} words", expected)
    _ids_once(form, extract)
    _fits_depth(form, extract)
    _names_confirmations(form, extract)
    check_corrections(form, extract)
    check_links(form, extract)


def _names_confirmations(form: Form, extract: dict[str, Any]) -> None:
    """Report each confirmed statement whose method the extract does not describe.

    The list `confirmations` of the extract describes the methods. A confirmed statement
    that still has the key `draft` is also reported.
    """
    # A list, because a wrong value may be a list or a mapping, which no set can hold.
    described = [
        _resolved(form, record, (*path, "method"))
        for path, record in _records(extract, "confirmations")
    ]
    for name in STATEMENT_LISTS:
        for path, record in _records(extract, name):
            if "confirmed" not in record:
                continue
            if "draft" in record:
                place = (*path, "confirmed")
                found = "a statement has both the key 'confirmed' and the key 'draft'"
                form.report(place, "confirmed-draft", found, "only one of the two keys")
            else:
                _names_described(form, record, path, described)


def _names_described(
    form: Form, record: dict[str, Any], path: KeyPath, described: list[Any]
) -> None:
    """Report each method in the key `confirmed` that the extract does not describe.

    Values that are not text are skipped. Another check reports such values.
    """
    ways = record["confirmed"]
    places: dict[KeyPath, Any] = {(*path, "confirmed"): ways}
    if isinstance(ways, list):
        places = {(*path, "confirmed", n): way for n, way in enumerate(ways)}
    for one, value in places.items():
        way = form.resolved.get(one, value)
        if isinstance(way, str) and way not in described:
            found = (
                "no entry under 'confirmations' of this extract describes the method"
                f" '{shorten(way)}'"
            )
            expected = "a method that an entry under 'confirmations' describes"
            form.report(one, "unknown-confirmation", found, expected)


def _resolved(form: Form, record: dict[str, Any], path: KeyPath) -> Any:
    """Return the value at a path of a record. A label is replaced by its slug."""
    return form.resolved.get(path, record.get(str(path[-1])))


def _fits_depth(form: Form, extract: dict[str, Any]) -> None:
    """Report keys that do not fit the value of the key `depth` in an extract.

    If the value is `grades`, some keys are forbidden. If the value is `full`, each
    recommendation must have the keys `addressee` and `note`. A recommendation that is
    not a draft must also have the key `themes`.
    """
    depth = form.resolved.get(("depth",), extract.get("depth", FULL))
    if depth == GRADES:
        for path in _deep_keys(extract):
            found = (
                f"the key '{path[-1]}' is not allowed in an extract with"
                f" 'depth: {GRADES}'"
            )
            expected = f"'depth: {FULL}', or an extract without this key"
            form.report_key(path, "beyond-depth", found, expected)
    elif depth == FULL:
        for path, record in _records(extract, "recommendations"):
            _has_content(form, record, path)


def _deep_keys(extract: dict[str, Any]) -> Iterator[KeyPath]:
    """Yield the path of each key that an extract with `depth: grades` must not have."""
    for key in FULL_ONLY:
        if extract.get(key):
            yield (key,)
    for name in ("reported", "recommendations"):
        for path, record in _records(extract, name):
            for key in _DEEP_KEYS:
                if record.get(key):
                    yield (*path, key)


def _has_content(form: Form, recommendation: dict[str, Any], path: KeyPath) -> None:
    """Report each missing key of a recommendation in an extract with `depth: full`."""
    missing = [key for key in ("addressee", "note") if key not in recommendation]
    if "draft" not in recommendation and not recommendation.get("themes"):
        missing.append("themes")
    for key in missing:
        found = f"the key '{key}' is missing from a recommendation"
        form.report(path, "missing-key", found, f"the key '{key}'")


def _records(
    extract: dict[str, Any], key: str
) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield each record in a list of an extract, together with its path."""
    found = extract.get(key)
    if isinstance(found, list):
        for n, record in enumerate(found):
            if isinstance(record, dict):
                yield (key, n), record


def _ids_once(form: Form, extract: dict[str, Any]) -> None:
    """Report each id that occurs twice, and each statement that refers to itself.

    Only the first statement with an id is checked for a reference to itself. In a later
    statement with this id, such a reference may mean the first statement.
    """
    first: dict[str, KeyPath] = {}
    missing, place = missing_id(extract)
    line = form.tree.where(place).line
    named = ""
    if missing:
        named = f"; line {line} refers to an id that no statement has"
    for path, identity in identities(extract):
        group, number, _ = path
        if identity in first:
            before = f"line {form.tree.where(first[identity]).line} already has this id"
            found = f"the id '{identity}' occurs a second time"
            expected = f"a new id ({before}{named})"
            form.report(path, "duplicate-id", found, expected, missing)
        else:
            first[identity] = path
            _refers_to_itself(form, extract[str(group)][number], path[:2])


def _scale_comparison_rule(
    declared: Declared, form: Form, comparison: dict[str, Any], path: KeyPath
) -> None:
    """Check a comparison of two scales.

    The comparison must have either the key `relation` or the key `grades`, but not
    both. `grades` is a list of pairs. Each grade in a pair must belong to its scale.
    """
    if ("relation" in comparison) == ("grades" in comparison):
        found = "a comparison of scales has neither 'relation' nor 'grades'"
        if "grades" in comparison:
            found = "a comparison of scales has both 'relation' and 'grades'"
        expected = "either 'relation: not-comparable' or 'grades'"
        form.report(path, "comparison-form", found, expected)
    for n, pair in enumerate(list_under(comparison, "grades")):
        if isinstance(pair, dict):
            for key in ("from", "to"):
                where = (*path, "grades", n, key)
                _is_grade(declared, form, comparison.get(key), pair.get(key), where)
