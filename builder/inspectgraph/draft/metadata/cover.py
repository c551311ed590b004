"""What the front page and the head of a letter say: dates, reference number, inspectorates, title, rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from inspectgraph.draft.model import Period, TextSpan, Value
from inspectgraph.draft.text.dates import find_day, find_months, find_spans
from inspectgraph.draft.text.structure import Outline, Placed, sentences
from inspectgraph.model.anchor import squeeze
from inspectgraph.model.registry import Registry

__all__ = [
    "find_inspection",
    "find_inspectorates",
    "find_published",
    "find_reference",
    "find_rights",
]

_INSPECTED = re.compile(
    r"(?:dates? of (?:the )?(?:focused )?(?:inspection|visit|review|fieldwork)"
    r"|(?:inspection|visit|review|fieldwork) dates?)\s*:?\s*",
    re.I,
)
_VISITED = re.compile(
    r"\b(?:findings? of|following|conducted|undertaken|took place|carried"
    r" out|visit(?:ed)?|inspect(?:ed|ion))\b"
    r".{0,240}?\b(?:on|from|between)\s+(?:the"
    r" )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?=\d)",
    re.I | re.S,
)
_HELD = r"(?:took place|(?:was|were) (?:carried out|conducted|undertaken|held))\b"
_REVIEWED = re.compile(rf"\bjoint area review\b.{{0,120}}?\b{_HELD}", re.I | re.S)
#: The same in the introduction, where it is plain what is spoken of.
_FIELDWORK = re.compile(
    rf"\b(?:fieldwork|(?:this|the) review|it)\b[^.]{{0,60}}?\b{_HELD}", re.I | re.S
)
_PUBLISHED = re.compile(
    r"(?:(?:report|date|first) )?publi(?:shed|cation)(?: date| on)?\s*:?\s*", re.I
)
#: The same where no front was told from the rest: only with a colon.
_PUBLISHED_LINE = re.compile(
    r"\b(?:date of publication|(?:report )?published|publication date)\s*:\s*", re.I
)
_REFERENCE = re.compile(
    r"\b(?:reference|ref)\.?\s*(?:no|number|num)?\b\.?\s*:?\s*", re.I
)
_NUMBER = re.compile(r"(?<![\w/])((?=[A-Z]{0,3}\d)[A-Z]{0,3}\d{3,8})(?![\w/])")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
#: A letter that says when before it says who came.
_CAME = re.compile(r"(?:between|from|on)\s+(?=\d)", re.I)
_COMING = re.compile(
    r"\b(?:undertook|carried out|conducted|completed|inspected|visited)\b", re.I
)
_JOINTLY = re.compile(
    r"\b(?:undertook|carried out|conducted|completed)\b.{0,20}\bjoint (?:targeted area"
    r" )?inspection"
    r"|\bjoint (?:targeted area )?inspection\b.{0,160}\b(?:by|from) inspectors",
    re.I,
)
#: The title by which the older bodies are known for short.
_CROWN = re.compile(r"\b(?:his|her) majesty['’]s\b", re.I)
_OFSTED = re.compile(r"\bofsted\b|office for standards in education", re.I)
#: A sentence on method that says whose inspectors came.
_TEAM = re.compile(
    r"\b(?:team|carried"
    r" out|conducted|undertaken)\b.{0,200}\binspectors?\b.{0,60}\bfrom\b",
    re.I | re.S,
)
_TABLE_HEAD = re.compile(r"\b(?:audience|age group|published|reference no)\b", re.I)
_LETTER = re.compile(r"^Dear\s", re.M)
#: Parts of the inspectorate's own address, which a letter may print beside its date.
_ADDRESS = re.compile(
    r"\b(?:ofsted|agora|6 cumberland place|nottingham|piccadilly gate|store"
    r" street|manchester|aviation house"
    r"|125 kingsway|london|textphone|direct|(?:T|E|W|F)\b)|\b[A-Z]{1,2}\d[A-Z\d]?"
    r" \d[A-Z]{2}\b"
    r"|\b0\d{2,4} \d{3} ?\d{4}\b|\S+@\S+|\bwww\.\S+",
    re.I,
)
#: The most characters of a line of a cover.
_LINE = 80
_DATE = re.compile(r"\A\s*date\s*:?(?=\s)", re.I)
_LICENCE = re.compile(
    r"open[- ]government[-"
    r" ]licence(?:\s*(?:v|version)?\s*/?\s*(?P<version>[23])(?:\.0)?)?",
    re.I,
)
_LICENCE_LINK = re.compile(r"open-government-licence/version/(?P<version>[23])", re.I)
_COPYRIGHT = re.compile(
    r"©\s*Crown copyright\s*(?:and database rights?\s*)?(?P<year>(?:19|20)\d\d)", re.I
)


def find_inspection(outline: Outline) -> tuple[Value[Period] | None, list[str]]:
    """Return when the inspection was, as printed, and what the curator has to settle."""
    labelled = list(_labelled(outline.head, _INSPECTED)) or list(
        _labelled(_opening(outline), _INSPECTED)
    )
    if not labelled:
        return _told(outline), []
    spans = {(span.earliest, span.latest) for _, span in labelled}
    if len(spans) > 1:
        dates = "; ".join(dict.fromkeys(f"'{span.printed}'" for _, span in labelled))
        return None, [
            f"The front prints two times of inspection that differ: {dates}. Which one"
            " is right?"
        ]
    placed, span = labelled[0]
    if others := _contradicting(outline, span):
        value = Value(
            value=span,
            confidence=0.6,
            rule="inspection-dates-label",
            at=TextSpan(placed.unit.id, span.printed),
        )
        return value, [
            f"The front prints '{span.printed}' as the inspection's time, a page foot"
            f" '{others[0].printed}'."
        ]
    return (
        Value(
            value=span,
            confidence=0.99,
            rule="inspection-dates-label",
            at=TextSpan(placed.unit.id, span.printed),
        ),
        [],
    )


def _labelled(
    placed: tuple[Placed, ...], label: re.Pattern[str]
) -> Iterator[tuple[Placed, Period]]:
    """Yield the time after each label: in the same unit, or the whole of the next one."""
    for number, one in enumerate(placed):
        for match in label.finditer(one.text):
            rest = one.text[match.end() :]
            following = placed[number + 1].text if number + 1 < len(placed) else ""
            spans = (
                find_spans(rest[:90]) if rest.strip() else find_spans(following[:60])
            )
            where = one if rest.strip() else placed[min(number + 1, len(placed) - 1)]
            before = (
                _WEEKDAY.sub("", rest[: max(0, rest.find(spans[0].printed[:2]))])
                if spans
                else ""
            )
            if spans and not before.strip()[:1].isalnum():
                yield where, spans[0]


def _contradicting(outline: Outline, span: Period) -> list[Period]:
    """Return times in page heads and feet that do not agree with the front's."""
    feet = (placed for placed in outline.placed if placed.unit.kind == "furniture")
    times = [found for placed in feet for found in find_spans(placed.text)]
    return [
        time
        for time in times
        if time.earliest != time.latest
        and time.earliest.year == span.earliest.year
        and (time.earliest, time.latest) != (span.earliest, span.latest)
    ]


def _told(outline: Outline) -> Value[Period] | None:
    """Return the time of a visit that a letter's first sentence tells, or of a review that an annex tells."""
    if any(_LETTER.search(placed.unit.text) for placed in outline.front):
        for placed in _opening(outline):
            if span := _begins_with_visit(placed.text) or _visit_in(placed.text):
                at = TextSpan(placed.unit.id, span.printed)
                return Value(
                    value=span, confidence=0.97, rule="visit-in-first-sentence", at=at
                )
    for placed in outline.placed:
        for match in _reviews(placed):
            rest = placed.text[match.end() : match.end() + 60].split(". ")[0]
            if found := find_spans(rest) or (
                find_months(rest) if match.re is _REVIEWED else []
            ):
                at = TextSpan(placed.unit.id, found[0].printed)
                return Value(
                    value=found[0], confidence=0.9, rule="review-carried-out", at=at
                )
    return None


def _opening(outline: Outline) -> tuple[Placed, ...]:
    """Return the first units after the front."""
    return tuple(
        placed for placed in outline.placed if placed.part in {"body", "method"}
    )[:6]


def _visit_in(text: str) -> Period | None:
    """Return the time right after the words that tell of a visit."""
    match = _VISITED.search(text)
    return _span_at(text[match.end() :].lstrip()) if match else None


def _begins_with_visit(text: str) -> Period | None:
    """Return the time at the beginning of a sentence that goes on with who came."""
    match = _CAME.match(text)
    return (
        _span_at(text[match.end() :]) if match and _COMING.search(text[:400]) else None
    )


def _span_at(text: str) -> Period | None:
    """Return the time that a text begins with."""
    spans = find_spans(text[:60])
    return spans[0] if spans and text.startswith(spans[0].printed[:2]) else None


def _reviews(placed: Placed) -> Iterator[re.Match[str]]:
    """Yield where a text says that the review was held."""
    yield from _REVIEWED.finditer(placed.text)
    if placed.part == "method":
        yield from _FIELDWORK.finditer(placed.text)


def find_published(outline: Outline) -> tuple[Value[Period] | None, list[str]]:
    """Return when the report was published, where that is printed, and what the curator has to settle."""
    front = outline.front
    labelled = list(_labelled(front, _PUBLISHED)) or list(_under_heads(front))
    if not front:
        labelled = list(_labelled(outline.head, _PUBLISHED_LINE))
    if labelled:
        days = {span.earliest for _, span in labelled}
        if len(days) > 1:
            dates = "; ".join(
                dict.fromkeys(f"'{span.printed}'" for _, span in labelled)
            )
            return None, [
                f"The front prints several days of publication: {dates}. Which one is"
                " right?"
            ]
        placed, span = labelled[0]
        at = TextSpan(placed.unit.id, span.printed)
        return Value(value=span, confidence=0.99, rule="published-label", at=at), []
    if any(_LETTER.search(placed.unit.text) for placed in front):
        for placed in front:
            for line in placed.unit.text.splitlines():
                if day := find_day(_ADDRESS.sub("", _DATE.sub("", line))):
                    at = TextSpan(placed.unit.id, day.printed)
                    return (
                        Value(value=day, confidence=0.95, rule="date-of-letter", at=at),
                        [],
                    )
    return None, []


def _under_heads(front: tuple[Placed, ...]) -> Iterator[tuple[Placed, Period]]:
    """Yield the day in the row under a row of heads, one of which is `Published`."""
    for head, row in pairwise(front):
        if len(_TABLE_HEAD.findall(head.text)) > 1 and not find_spans(head.text):
            yield from ((row, span) for span in find_spans(row.text)[:1])


def find_reference(
    outline: Outline, registry: Registry, authority: str | None
) -> Value[str] | None:
    """Return the reference number, where one is printed on the front."""
    code = (
        registry.authorities[authority].dfe if authority in registry.authorities else ""
    )
    for placed, rest in _after_reference(outline.front):
        if match := _NUMBER.search(_without_dates(rest)):
            sure = 0.99 if match[1] == code or len(match[1]) != 3 else 0.9
            return Value(
                value=match[1],
                confidence=sure,
                rule="reference-label",
                at=TextSpan(placed.unit.id),
            )
    return None


def _after_reference(front: tuple[Placed, ...]) -> Iterator[tuple[Placed, str]]:
    """Yield the words after each label of a reference number: in its unit, or in the row below."""
    for number, placed in enumerate(front):
        for match in _REFERENCE.finditer(placed.text):
            rest = placed.text[match.end() :]
            if rest.strip():
                yield placed, rest[:30]
            elif number + 1 < len(front):
                yield front[number + 1], front[number + 1].text


def _without_dates(text: str) -> str:
    """Return a text without the dates in it, whose years look like numbers."""
    for span in find_spans(text):
        text = text.replace(span.printed, " ")
    return text


def find_inspectorates(
    outline: Outline, registry: Registry, *, known: bool = True, several: bool = False
) -> Value[tuple[str, ...]] | None:
    """Return the inspecting bodies: those that lines of the front name, else whoever signs or publishes.

    Args:
        outline: The report.
        registry: Knows the bodies.
        known: Whether the report is of a known kind; a paper of another kind may speak of a body that did not write it.
        several: Whether reports of this kind are by several bodies, so that whichever it names first together wrote it.
    """
    names = {
        name: slug
        for slug, body in registry.inspectorates.items()
        for name in (body.name, *body.other_names)
    }
    lines = [
        (placed, line.strip())
        for placed in outline.front
        for line in placed.unit.text.splitlines()
    ]
    squeezed = {squeeze(name): slug for name, slug in names.items()}
    listed = {slug: placed for placed, line in lines for slug in _named(line, squeezed)}
    letters = squeeze(" ".join(placed.text for placed in outline.front))
    torn = {
        slug
        for name, slug in names.items()
        if len(name.split()) > 2 and squeeze(name) in letters
    }
    if torn and any(_OFSTED.search(placed.text) for placed in outline.front):
        torn.add("ofsted")  # two letterheads
    if listed or len(torn) > 1:
        at = TextSpan(next(iter(listed.values())).unit.id) if listed else None
        found = tuple(sorted({*listed, *(torn if len(torn) > 1 else ())}))
        return Value(value=found, confidence=0.98, rule="inspectorates-on-front", at=at)
    if jointly := _joint(outline, names, several=several):
        return jointly
    for part, sure in (
        ("front", 0.97),
        ("end", 0.97),
        ("method", 0.95),
        *((("body", 0.9),) if known else ()),
    ):
        for placed in outline.placed:
            told = known or part == "end" or len(placed.text) < _LINE
            if (
                told
                and placed.part == part
                and _OFSTED.search(placed.text)
                and "ofsted" in registry.inspectorates
            ):
                return Value(
                    value=("ofsted",),
                    confidence=sure,
                    rule=f"ofsted-in-{part}",
                    at=TextSpan(placed.unit.id),
                )
    return None


def _joint(
    outline: Outline, names: Mapping[str, str], *, several: bool
) -> Value[tuple[str, ...]] | None:
    """Return the bodies that a sentence names as those who inspected together."""
    called = {_short(name): slug for name, slug in names.items()}
    opening = (
        {placed.unit.id for placed in _opening(outline)} if several else set[str]()
    )
    for placed in outline.placed:
        if not (placed.unit.id in opening or _JOINTLY.search(placed.text)):
            continue
        for sentence in sentences(placed.text):
            told = _JOINTLY.search(sentence) or (
                placed.unit.id in opening and "nspect" in sentence
            )
            said = _said(sentence, called)
            if told and len(said) > 1:
                found = tuple(sorted(said))
                return Value(
                    value=found,
                    confidence=0.93,
                    rule="inspected-together",
                    at=TextSpan(placed.unit.id),
                )
    return _team(outline, called)


def _team(outline: Outline, names: Mapping[str, str]) -> Value[tuple[str, ...]] | None:
    """Return the bodies whose inspectors were of the team, by the section on method; Her Majesty's are Ofsted's."""
    for placed in outline.placed:
        for sentence in sentences(placed.text) if placed.part == "method" else ():
            said = _said(sentence, names)
            if _TEAM.search(sentence) and (said - {"ofsted"}):
                found = tuple(sorted({*said, "ofsted"}))
                return Value(
                    value=found,
                    confidence=0.93,
                    rule="inspectors-of-team",
                    at=TextSpan(placed.unit.id),
                )
    return None


def _said(sentence: str, names: Mapping[str, str]) -> set[str]:
    """Return the bodies that a sentence names, given by their short names."""
    return {
        slug
        for name, slug in names.items()
        if re.search(rf"\b{re.escape(name)}\b", _short(sentence))
    }


def _short(text: str) -> str:
    """Return a text in which bodies of the Crown are called HM, and `and` is written out.

    >>> _short("Her Majesty's Inspectorate of Constabulary and Fire & Rescue Services")
    'HM Inspectorate of Constabulary and Fire and Rescue Services'
    """
    return _CROWN.sub("HM", text).replace("&", "and")


def _named(line: str, names: Mapping[str, str]) -> list[str]:
    """Return the inspectorates of a line that names nothing else: one, or several in columns or with commas."""
    left = squeeze(re.sub(r"\([A-Z]+\)|\band\b|&", " ", line))
    found: list[str] = []
    while name := max(
        (name for name in names if left.startswith(name)), key=len, default=""
    ):
        found.append(names[name])
        left = left[len(name) :]
    return [] if left else found


def find_rights(
    outline: Outline, time: Period | None
) -> tuple[Value[str] | None, list[str]]:
    """Return under which rights the report was published, and what the curator has to settle."""
    year, licence = "", ""
    for placed in outline.placed:
        if (
            placed.part in {"body", "board", "earlier"}
            and placed.unit.kind != "paragraph"
        ):
            continue
        if match := _COPYRIGHT.search(placed.text):
            year = year or match["year"]
        if match := _LICENCE_LINK.search(placed.text) or _LICENCE.search(placed.text):
            licence = licence or match["version"] or _version(time, year)
    if licence:
        return (
            Value(
                value=f"open-government-licence-{licence}",
                confidence=0.9,
                rule="licence-printed",
            ),
            [],
        )
    if year:
        return (
            Value(
                value=f"crown-copyright-{year}",
                confidence=0.98,
                rule="copyright-printed",
            ),
            [],
        )
    if time:
        question = (
            "No copyright is printed: check the rights, which were taken from the year"
            f" {time.latest.year}."
        )
        return Value(
            value=f"crown-copyright-{time.latest.year}",
            confidence=0.5,
            rule="rights-by-year",
        ), [question]
    return None, ["No copyright and no date is printed: write the `rights`."]


def _version(time: Period | None, year: str) -> str:
    """Return the version of the licence that was in force; the third came at the end of October 2014."""
    known = time.latest.isoformat() if time else f"{year or '2015'}-12-31"
    return "2" if known < "2014-10-31" else "3"
