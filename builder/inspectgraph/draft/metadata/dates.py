"""Find the dates of an inspection, and the day of publication of its report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inspectgraph.draft.confidence import CONTRADICTED, confidence_of
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.model import Period, TextSpan, Value
from inspectgraph.draft.text.dates import find_day, find_months, find_spans
from inspectgraph.draft.text.structure import Outline, Placed, opening

__all__ = ["find_inspection", "find_published"]

#: The label of the inspection dates on a front page.
_INSPECTED = re.compile(
    r"(?:dates? of (?:the )?(?:focused )?(?:inspection|visit|review|fieldwork)"
    r"|(?:inspection|visit|review|fieldwork) dates?)\s*:?\s*",
    re.I,
)
#: Words of a letter before the date of the visit.
_VISITED = re.compile(
    r"\b(?:findings? of|following|conducted|undertaken|took place|carried"
    r" out|visit(?:ed)?|inspect(?:ed|ion))\b"
    r".{0,240}?\b(?:on|from|between)\s+(?:the"
    r" )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?=\d)",
    re.I | re.S,
)
_HELD = r"(?:took place|(?:was|were) (?:carried out|conducted|undertaken|held))\b"
#: Words of a sentence on a joint area review before its date.
_REVIEWED = re.compile(rf"\bjoint area review\b.{{0,120}}?\b{_HELD}", re.I | re.S)
#: The same for a sentence of the section on method, which may call the review "it" or
#: "fieldwork".
_FIELDWORK = re.compile(
    rf"\b(?:fieldwork|(?:this|the) review|it)\b[^.]{{0,60}}?\b{_HELD}", re.I | re.S
)
#: The rest of a span of days whose end was not read: a joint, and another day.
_GOES_ON = re.compile(r"\s*(?:[^\w\s.()]{1,3}|to|until|till)\s*\d", re.I)
#: The label of the day of publication on a front page.
_PUBLISHED = re.compile(
    r"(?:(?:report|date|first) )?(?<!originally )(?<!previously )"
    r"publi(?:shed|cation)(?: date| on)?\s*:?\s*",
    re.I,
)
#: The label of the day on which an earlier edition of the report was published.
_EARLIER_EDITION = re.compile(r"\b(?:originally|previously) published(?: on)?\s*", re.I)
#: The label of the day of publication in a report without a recognised front page. The
#: label must have a colon.
_PUBLISHED_LINE = re.compile(
    r"\b(?:date of publication|(?:report )?published|publication date)\s*:\s*", re.I
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
#: The beginning of a sentence with the date of the visit as its first words.
_CAME = re.compile(r"(?:between|from|on)\s+(?=\d)", re.I)
#: Verbs for the visit, which must come after the date.
_COMING = any_of(
    ["undertook", "carried out", "conducted", "completed", "inspected", "visited"]
)
#: Heads of columns in a table of the front page.
_TABLE_HEAD = any_of(["audience", "age group", "published", "reference no"])
_LETTER = re.compile(r"^Dear\s", re.M)
#: Parts of the inspectorate's own address, which a letter may print near its date.
_ADDRESS = re.compile(
    r"\b(?:ofsted|agora|6 cumberland place|nottingham|piccadilly gate|store"
    r" street|manchester|aviation house"
    r"|125 kingsway|london|textphone|direct|(?:T|E|W|F)\b)|\b[A-Z]{1,2}\d[A-Z\d]?"
    r" \d[A-Z]{2}\b"
    r"|\b0\d{2,4} \d{3} ?\d{4}\b|\S+@\S+|\bwww\.\S+",
    re.I,
)
_DATE = re.compile(r"\A\s*date\s*:?(?=\s)", re.I)

#: A unit, and a time in the text of the unit.
Dated = tuple[Placed, Period]
#: A time of the report, and the questions to the curator.
Found = tuple[Value[Period] | None, list[str]]


def find_inspection(outline: Outline) -> Found:
    """Return the printed date or period of the inspection, and questions to the curator."""
    labelled = list(_labelled(outline.head, _INSPECTED))
    if not labelled:
        labelled = list(_labelled(opening(outline), _INSPECTED))
    if not labelled:
        time = _visit_of_letter(outline) or _review_of_annex(outline)
        return time, []
    times = {(span.earliest, span.latest) for _, span in labelled}
    if len(times) > 1:
        question = (
            "The front page prints two different times of inspection:"
            f" {_printed(labelled)}. Which one is right?"
        )
        return None, [question]
    placed, span = labelled[0]
    rule = "inspection-dates-label"
    others = _contradicting(outline, span)
    if _goes_on(placed.text, span):
        question = (
            f"The front page prints more than '{span.printed}' as the time of the"
            " inspection: add the last day of the inspection."
        )
        return _value(placed, span, rule, CONTRADICTED), [question]
    if not others:
        return _value(placed, span, rule), []
    question = (
        f"The front page prints '{span.printed}' as the time of the inspection, but a"
        f" page footer prints '{others[0].printed}': which is right?"
    )
    return _value(placed, span, rule, CONTRADICTED), [question]


def find_published(outline: Outline) -> Found:
    """Return the printed day of publication, and questions to the curator."""
    labelled = _published_labels(outline)
    if not labelled:
        earlier = _labelled(outline.head, _EARLIER_EDITION)
        questions = [
            f"The front page prints '{span.printed}' as the day on which an earlier"
            " edition was published: write `published` if the day of this edition is"
            " known."
            for _, span in earlier
        ]
        return _date_of_letter(outline.front), questions[:1]
    days = {span.earliest for _, span in labelled}
    if len(days) > 1:
        question = (
            f"The front page prints several days of publication: {_printed(labelled)}."
            " Which one is right?"
        )
        return None, [question]
    return _value(*labelled[0], "published-label"), []


def _goes_on(text: str, span: Period) -> bool:
    """Return whether a printed day is followed by a second day, as in "3 May to 5 May".

    The result is false if the given time is already a period of several days.
    """
    if span.earliest != span.latest:
        return False
    _, _, rest = text.partition(span.printed)
    return bool(_GOES_ON.match(rest))


def _value(placed: Placed, span: Period, rule: str, most: float = 1.0) -> Value[Period]:
    """Return a printed date or period, with its drafting rule and its confidence.

    Args:
        placed: The unit with the date or period.
        span: The date or period.
        rule: The rule that found the date or period.
        most: The upper limit of the confidence.
    """
    at = TextSpan(placed.unit.id, span.printed)
    confidence = min(confidence_of(rule), most)
    return Value(value=span, confidence=confidence, rule=rule, at=at)


def _printed(labelled: Sequence[Dated]) -> str:
    """Return printed dates or periods as one text, in quotes and without duplicates."""
    return "; ".join(dict.fromkeys(f"'{span.printed}'" for _, span in labelled))


# Dates after a label


def _labelled(units: Sequence[Placed], label: re.Pattern[str]) -> Iterator[Dated]:
    """Yield the date or period after each label such as "Inspection date".

    Each result also has the unit in which the date or period is printed.

    Args:
        units: The units in which labels are searched for.
        label: The pattern of the label. If the label is at the end of its unit, the
            date or period is read from the next unit.
    """
    for number, placed in enumerate(units):
        following = units[min(number + 1, len(units) - 1)]
        for match in label.finditer(placed.text):
            rest = placed.text[match.end() :]
            if rest.strip():
                yield from _first_time(placed, rest, rest[:90])
            elif following is not placed:
                yield from _first_time(following, rest, following.text[:60])


def _first_time(placed: Placed, rest: str, text: str) -> Iterator[Dated]:
    """Yield the first date or period after a label, together with its unit.

    An example of a label is "Inspection date". Only a weekday is allowed between the
    label and the date. If other words come between the label and the date, nothing is
    yielded.

    Args:
        placed: The unit in which `text` is printed.
        rest: The words after the label, up to the end of the unit with the label.
        text: The text in which the date or period is searched for.
    """
    spans = find_spans(text)
    if not spans:
        return
    before = rest[: max(0, rest.find(spans[0].printed[:2]))]
    if not _WEEKDAY.sub("", before).strip()[:1].isalnum():
        yield placed, spans[0]


def _published_labels(outline: Outline) -> list[Dated]:
    """Return each day of publication after a label or heading on the front page."""
    front = outline.front
    if not front:
        return list(_labelled(outline.head, _PUBLISHED_LINE))
    if labelled := list(_labelled(front, _PUBLISHED)):
        return labelled
    return list(_under_heads(front))


def _under_heads(front: Sequence[Placed]) -> Iterator[Dated]:
    """Yield the first date in each table row under column headings such as `Published`."""
    for head, row in pairwise(front):
        if len(_TABLE_HEAD.findall(head.text)) < 2:
            continue
        if find_spans(head.text):
            continue
        for span in find_spans(row.text)[:1]:
            yield row, span


def _contradicting(outline: Outline, span: Period) -> list[Period]:
    """Return the periods in page headers and footers that contradict the inspection dates."""
    found: list[Period] = []
    for placed in outline.select(kinds={"furniture"}):
        for time in find_spans(placed.text):
            if _differs(time, span):
                found.append(time)
    return found


def _differs(time: Period, span: Period) -> bool:
    """Return whether a printed period contradicts the inspection dates.

    Only a period of several days can contradict the dates, and it must begin in the
    same year as the inspection. Such a period contradicts the dates if the first or the
    last day is different.

    Args:
        time: A date or period in a page header or footer.
        span: The inspection dates.
    """
    if time.earliest == time.latest:
        return False
    if time.earliest.year != span.earliest.year:
        return False
    return (time.earliest, time.latest) != (span.earliest, span.latest)


# Dates of letters and reviews


def _is_letter(front: Sequence[Placed]) -> bool:
    """Return whether the front page is the beginning of a letter, with a "Dear …" line."""
    return any(_LETTER.search(placed.unit.text) for placed in front)


def _date_of_letter(front: Sequence[Placed]) -> Value[Period] | None:
    """Return the date of a letter, from a line at the top of the letter, or None."""
    if not _is_letter(front):
        return None
    for placed in front:
        for line in placed.unit.text.splitlines():
            if day := find_day(_ADDRESS.sub("", _DATE.sub("", line))):
                return _value(placed, day, "date-of-letter")
    return None


def _visit_of_letter(outline: Outline) -> Value[Period] | None:
    """Return the time of the visit, from the first units of a letter, or None."""
    if not _is_letter(outline.front):
        return None
    for placed in opening(outline):
        for find in (_begins_with_visit, _visit_in):
            if span := find(placed.text):
                return _value(placed, span, "visit-in-first-sentence")
    return None


def _review_of_annex(outline: Outline) -> Value[Period] | None:
    """Return the time of a joint area review, or None.

    The time is in a sentence such as "the review was carried out in May 2007".
    """
    for placed in outline.placed:
        for match in _reviews(placed):
            rest = placed.text[match.end() : match.end() + 60].split(". ")[0]
            found = find_spans(rest)
            may_be_month = match.re is _REVIEWED
            if may_be_month and not found:
                found = find_months(rest)
            if found:
                return _value(placed, found[0], "review-carried-out")
    return None


def _visit_in(text: str) -> Period | None:
    """Return the date or period that follows words such as "inspected on", or None."""
    match = _VISITED.search(text)
    if match is None:
        return None
    return _span_at(text[match.end() :].lstrip())


def _begins_with_visit(text: str) -> Period | None:
    """Return the date or period at the beginning of a sentence about a visit, or None.

    An example of such a sentence begins "On 3 May 2007 we visited".
    """
    match = _CAME.match(text)
    if match is None:
        return None
    if not _COMING.search(text[:400]):
        return None
    return _span_at(text[match.end() :])


def _span_at(text: str) -> Period | None:
    """Return the date or period at the beginning of a text, or None."""
    spans = find_spans(text[:60])
    if not spans:
        return None
    if text.startswith(spans[0].printed[:2]):
        return spans[0]
    return None


def _reviews(placed: Placed) -> Iterator[re.Match[str]]:
    """Yield the regex matches of words that come before the time of a review."""
    yield from _REVIEWED.finditer(placed.text)
    if placed.part == "method":
        yield from _FIELDWORK.finditer(placed.text)
