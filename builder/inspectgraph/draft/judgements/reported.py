"""Grades of other inspections that a report quotes: earlier ones, schools, homes, centres, and how many of them.

A grade counts as quoted where a verb awards it and the words around it name another
inspection or a setting. Progress, audits, self-assessments and denials are no grades.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, zip_longest

from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.lexicon.provider_types import (
    Setting,
    aspect_of,
    scales_of_authority,
    setting_of,
    settings_in,
)
from inspectgraph.draft.model import DraftReported, Period, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.dates import find_months, find_spans
from inspectgraph.draft.text.numbers import NUMBER, read_number
from inspectgraph.draft.text.structure import Outline, Placed, sentences

__all__ = ["find_quoted"]

_GRADE = (
    r"['‘“\"]?(?P<grade>outstanding|excellent|good|adequate|satisfactory|inadequate|poor"
    r"|perform(?:s|ed|ing)? (?:well|excellently|adequately|poorly)"
    r"|requir(?:es?|ing) improvement(?: to be good)?)"
)
_ENDS = (
    r"(?=[\s'’”\"]*(?:\Z|[.,;:()–]|\b(?:and|or|by|in|at|with|overall|for|since|when|but|as|following|across|on|while"
    r"|although|from|have|has|had|having|previously|now|after|under|during|because|despite|is|was|were)\b))"
)
_OR = r"(?P<or>['’”\"]? or (?:better|above|higher|['‘“\"]?outstanding))?"
_VERB = r"(?P<verb>judged?|judges|rated|graded|assessed|found|reported|regarded|deemed|remains?|continues?)"
_ASSESSMENT = r"\b(?:APA|annual performance assessment)\b"
_AWARDS = (
    re.compile(
        r"\b(?:APA|assessments?|inspections?)\b[^.;]{0,80}?\b(?P<verb>judged|reported|found|indicate[sd]?|concluded"
        r"|stated|confirmed) that (?P<what>[^.;]{3,140}?) (?:is|was|were|are)"
        rf" {_GRADE}{_OR}{_ENDS}",
        re.I,
    ),
    re.compile(
        rf"{_ASSESSMENT}[^.;]{{0,60}}?\b(?P<verb>reported|noted|found|identified) an?"
        rf" {_GRADE}"
        r"(?P<what> contribution[^.;]{0,40})",
        re.I,
    ),
    re.compile(
        rf"\b(?P<be>is|are|was|were|been|being|be)?\s*{_VERB}\b(?:,?"
        r" (?:by|in|at|during|following) [^,.;]{2,50}?,?)?"
        r"(?P<what>[^.;:()]{0,90}?)\s(?:(?:to be|as being|as|to)\s+)?(?:at least"
        rf" |overall )?{_GRADE}{_OR}{_ENDS}",
        re.I,
    ),
    re.compile(
        r"\bjudge?ments? (?:for|on|of) (?P<what>[^.;:]{3,80}?) (?P<be>was|were)"
        rf" {_GRADE}{_OR}{_ENDS}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<number>{NUMBER}) (?P<be>was|were|is|are) {_GRADE}{_OR}{_ENDS}", re.I
    ),
    re.compile(
        r"\b(?:attend\w*|in|with|provided by|of)\s+(?:at least )?(?P<grade>good)(?P<or>"
        r" or (?:better|outstanding))\s+"
        r"(?:schools?|settings?|provision|providers?)\b",
        re.I,
    ),
)
_MORE = re.compile(
    rf"\s*,?;?\s*(?:and|with|,)?\s*(?:(?P<count>{NUMBER})(?:"
    r" (?:were|was|is|are|as|judged|of them|others?))*\s+"
    rf"|(?:its |the |their )?(?P<what>[\w'’ ]{{5,50}}?) as\s+"
    r"|(?:its |the |their )?(?P<kind>(?:adoption|fostering|youth)(?: service|"
    rf" agency)?)\s+){_GRADE}{_OR}{_ENDS}",
    re.I,
)
#: How a grade goes on to what it has become since.
_NOW = re.compile(
    r"(?: in (?:\w+ )?(?:19|20)\d\d)?,? (?:and|but) (?:is|are|has been|have been) now"
    rf" (?:judged )?{_GRADE}{_ENDS}",
    re.I,
)
_IN_MANY = re.compile(
    r"\s*,?(?:"
    rf" and)?\s*(?:{_GRADE})?['’”\"]?\s+in\s+(?!(?:19|20)\d\d\b)(?P<count>{NUMBER})\b"
    r"(?! (?:days?|weeks?|months?|years?|terms?|inspections?|reports?|per))"
    r"(?: (?:schools?|settings?|homes?|centres?))?",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:previous|last|earlier|most"
    r" recent|latest|recent|full|separate|contemporaneous) (?:full |ofsted |interim "
    r"|annual |joint area"
    r" )*(?:inspections?|assessments?|reviews?|visits?|APA)\b|\bOfsted\b|\bCSCI\b|\binspected\b"
    r"|\binspections? (?:in|of|reports?|found|judged|outcomes?|indicate)\b|\bsince the"
    r" inspection\b"
    r"|\bjoint area review (?:in|of) (?:\w+ )?20\d\d\b|\b(?:in )?20\d\d,?(?:"
    r" (?:the|a))? joint area review\b"
    rf"|{_ASSESSMENT}",
    re.I,
)
_APA = re.compile(_ASSESSMENT, re.I)
_OF_AUTHORITY = re.compile(rf"\b(?:local authority|council)\b|{_ASSESSMENT}", re.I)
_UNSURE = re.compile(
    r"\b(?:case files?|cases|should|could|progress|moderat\w+)\b", re.I
)
_NEVER = re.compile(
    r"\b(?:audit(?:s|ed|ors?|ing)?|self-(?:assess|evaluat)\w*|peer review\w*|not"
    r" (?:judged|rated|graded)"
    r"|department (?:of|for))\b",
    re.I,
)
_FEW = re.compile(r"\b(?:too few|few|fewer|none|no)\b[^,;]*\Z", re.I)
_YEAR = re.compile(r"\b(?:in|of|since|the) (?P<year>(?:19|20)\d\d)\b")
_PAST = re.compile(r"\b(?:in|since) (?:\w+ )?(?:19|20)\d\d\b|\blast year\b", re.I)
_ALL = re.compile(r"\b(?:all|each|both)\b", re.I)
_SOME = re.compile(r"\b(?:most|some|majority|proportion|none)\b", re.I)
_COUNT = re.compile(
    rf"\b(?P<count>{NUMBER})\b(?: of (?:the |these |its )?(?P<of>{NUMBER})?)?", re.I
)


#: What stands between two kinds of setting that are judged together, and how little
#: before the verb.
_JOINED = re.compile(r"\s*(?:,|and|,\s*and|as well as)\s+", re.I)
_FEW_LETTERS = 30


#: The most grades that one sentence quotes.
_MOST = 12
#: A scale whose words are those of most others: for a grade that no fitting scale has.
_WORDS = "ilacs"


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence, the two before it, and what report it stands in."""

    placed: Placed
    sentence: str
    before: tuple[str, ...]
    knowledge: Knowledge
    year: int

    @property
    def at(self) -> TextSpan:
        """The sentence, as what a grade rests on."""
        return TextSpan(self.placed.unit.id, self.sentence)


@dataclass(frozen=True, slots=True)
class _Award:
    """A printed grade, how many have it of how many, and the words that say what it is of."""

    grade: str
    words: str
    or_better: bool = False
    count: int | None = None
    out_of: int | None = None


def find_quoted(
    outline: Outline, knowledge: Knowledge, year: int, framework: str | None = None
) -> tuple[DraftReported, ...]:
    """Return the grades of other inspections that the report quotes.

    Args:
        outline: The report.
        knowledge: What is known of scales.
        year: The year of the report, which says on what scale settings were graded.
        framework: The framework of the report, whose aspects a list of earlier grades may name.
    """
    found = [
        *_annexed(outline, knowledge),
        *_listed_earlier(outline, knowledge, framework),
    ]
    for placed in outline.placed:
        if placed.content and placed.part in {
            "body",
            "board",
            "earlier",
            "method",
            "annex",
        }:
            found += _in_passage(placed, knowledge, year)
    unique = {(one.at.unit, one.of, one.grade, one.count): one for one in found}
    return tuple(unique.values())


def _annexed(outline: Outline, knowledge: Knowledge) -> Iterator[DraftReported]:
    """Yield the grades of an annual performance assessment that an annex repeats in a table."""
    annex = [placed for placed in outline.placed if placed.part == "annex"]
    rows = [placed for placed in annex if placed.unit.kind in {"row", "cell"}]
    if not rows or not any(_APA.search(placed.text) for placed in annex):
        return
    from inspectgraph.draft.families.apa import FORMS

    for one in table(
        rows, knowledge.aspects("apa", FORMS), knowledge.scale("apa"), "table"
    ):
        of = aspect_of(one.aspect.replace("-", " "), "apa")
        yield DraftReported(
            of=f"{of[2] if of else one.aspect}, an earlier assessment",
            scale="apa",
            grade=one.grade,
            at=one.at[0],
            framework="apa",
            aspect=f"apa/{one.aspect}",
            confidence=0.95,
            rule="annexed-grades",
        )


def _listed_earlier(
    outline: Outline, knowledge: Knowledge, framework: str | None
) -> Iterator[DraftReported]:
    """Yield the grades of an earlier inspection that the report lists by their aspects."""
    units = [
        placed
        for placed in outline.placed
        if placed.part == "earlier" and placed.unit.kind != "furniture"
    ]
    when = next(
        (
            found
            for placed in units
            for text in (placed.stem, placed.text)
            if (found := _when(text))
        ),
        None,
    )
    for slug in _frameworks_until(knowledge, framework, when):
        scale = knowledge.registry.frameworks[slug].scale or ""
        aspects = knowledge.aspects(slug)
        listed = (
            list(table(units, aspects, knowledge.scale(scale), "words"))
            if aspects.forms
            else []
        )
        for one in listed:
            label = knowledge.concepts(f"aspect/{slug}")[one.aspect].label
            yield DraftReported(
                of=f"{label}, an earlier inspection",
                scale=scale,
                grade=one.grade,
                at=one.at[0],
                framework=slug,
                aspect=f"{slug}/{one.aspect}",
                date=when,
                confidence=0.95,
                rule="earlier-grades-listed",
            )
        if listed:
            return


def _frameworks_until(
    knowledge: Knowledge, framework: str | None, when: Period | None
) -> list[str]:
    """Return the framework of a report and those that it followed, without those that began later than a day."""
    frameworks = knowledge.registry.frameworks
    slugs = [framework, *frameworks[framework].predecessors] if framework else []
    graded = [slug for slug in slugs if slug in frameworks and frameworks[slug].scale]
    begins = {slug: frameworks[slug].from_ for slug in graded}
    return [
        slug
        for slug in graded
        if when is None
        or (began := begins[slug]) is None
        or began.earliest <= when.latest
    ]


def _in_passage(
    placed: Placed, knowledge: Knowledge, year: int
) -> Iterator[DraftReported]:
    """Yield the grades that the sentences of a passage quote."""
    before: list[str] = []
    for sentence in sentences(placed.text):
        unsure = _UNSURE.search(_AWARDS[-1].sub(" ", sentence)) and not _OTHER.search(
            sentence
        )
        if not unsure and not _NEVER.search(sentence):
            words = _Words(placed, sentence, tuple(before[-2:]), knowledge, year)
            matches = list(islice(_matches(sentence), _MOST))
            for match, after in zip_longest(matches, matches[1:]):
                clause = sentence[match.start() : after.start() if after else None]
                yield from _quoted(
                    words, match, sentence if len(matches) == 1 else clause
                )
        before.append(sentence)


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    """Yield every award of a grade in a sentence."""
    position = 0
    while match := next(
        (found for pattern in _AWARDS if (found := pattern.search(sentence, position))),
        None,
    ):
        if not re.search(r"\bprogress\b", sentence[match.start() : match.end() + 10]):
            yield match
        position = match.end()


def _quoted(
    words: _Words, match: re.Match[str], clause: str
) -> Iterator[DraftReported]:
    """Yield the grade of one award, and the further grades of the same list.

    Args:
        words: The sentence that awards it, in its place.
        match: The words that award it.
        clause: What of the sentence can say when it was awarded.
    """
    sentence, last = words.sentence, words.before[-1] if words.before else ""
    other = _OTHER.search(sentence)
    earlier = (
        ()
        if other and _OF_AUTHORITY.search(sentence)
        else tuple(reversed(words.before))
    )
    setting = next(
        (
            kind
            for text in (sentence[: match.end()], sentence, *earlier)
            if (kind := setting_of(text))
        ),
        None,
    )
    if not _counts(match, setting, bool(other), last):
        return
    when = _when(clause) or (_when(last) if clause == sentence else None)
    parts = match.groupdict()
    certain = bool(other or _OTHER.search(last)) and bool(
        setting or when or _APA.search(f"{last} {sentence}")
    )
    sure = 0.92 if certain else 0.9 if setting and parts.get("verb") else 0.8
    first, *more = _awards(sentence, match)
    subjects = _subjects(sentence[: match.start()]) if parts.get("verb") else []
    awards: list[tuple[Setting | None, _Award]] = [(setting, first)]
    awards += [(setting_of(one.words) or setting, one) for one in more]
    if subjects:
        awards[:1] = [
            (kind, replace(first, count=count, out_of=None)) for kind, count in subjects
        ]
    for kind, award in awards:
        if one := _one(words, award, kind, when, sure):
            yield one


def _subjects(before: str) -> list[tuple[Setting, int | None]]:
    """Return the kinds of setting that together are judged, each with its own number; none where it is one kind.

    >>> [(kind.of, count) for kind, count in _subjects("The two children's homes and the fostering service have been")]
    [("children's homes", 2), ('the fostering service', None)]
    """
    named = settings_in(before)
    if len({kind.of for kind, _ in named}) < 2 or len(named) != 2:
        return []
    (first, end), (second, last) = named
    if not _JOINED.match(before, end) or len(before) - last > _FEW_LETTERS:
        return []
    return [
        (first, _count_before(before[:end])[0]),
        (second, _count_before(before[end:last])[0]),
    ]


def _counts(
    match: re.Match[str], setting: Setting | None, other: bool, last: str
) -> bool:
    """Return whether an award is one of another inspection or of a setting."""
    before, parts = match.string[: match.start()], match.groupdict()
    if "number" in parts and parts["number"] and not (setting and other):
        return False
    past = bool(_PAST.search(match.string)) and (parts.get("be") or "").lower() in {
        "was",
        "were",
    }
    if not setting and not other and not past and not _OTHER.search(last):
        return False
    be = (parts.get("be") or "").lower()
    if be in {"is", "are"} and not setting and not other:
        return False
    if (parts.get("verb") or "").lower().startswith(("remain", "continue")):
        subject = re.split(r"[,;]| but ", before)[-1][-60:]
        return setting is not None and bool(setting.words.search(subject))
    return not _FEW.search(before[-60:])


def _awards(sentence: str, match: re.Match[str]) -> Iterator[_Award]:
    """Yield the award of a match and those that go on its list."""
    parts = match.groupdict()
    position = match.end()
    if many := _IN_MANY.match(sentence, position):
        while many:
            yield _Award(
                many["grade"] or match["grade"], "", count=_whole(many["count"])
            )
            many = _IN_MANY.match(sentence, many.end())
        return
    before = sentence[: match.start()]
    count, out_of = (
        _count_before(before)
        if parts.get("verb")
        else (_whole(parts.get("number")), None)
    )
    words = f"{parts.get('what') or ''} {before}"
    yield _Award(match["grade"], words, bool(parts.get("or")), count, out_of)
    while more := _MORE.match(sentence, position):
        yield _Award(
            more["grade"],
            more["what"] or more["kind"] or "",
            bool(more["or"]),
            _whole(more["count"]),
        )
        position = more.end()
    if now := _NOW.match(sentence, position):
        yield _Award(now["grade"], "")


def _whole(printed: str | None) -> int | None:
    """Return a printed number as a whole one, or None."""
    number = read_number(printed) if printed else None
    return int(number) if number is not None else None


def _one(
    words: _Words,
    award: _Award,
    setting: Setting | None,
    when: Period | None,
    sure: float,
) -> DraftReported | None:
    """Return a quoted grade on the scale that fits its kind and time, or None where no scale has it."""
    year = when.latest.year if when else words.year
    context = f"{' '.join(words.before[-1:])} {words.sentence}"
    apa = bool(_APA.search(context))
    framework, aspect, of = None, None, setting.of if setting else ""
    if setting:
        scales = setting.scales(year)
    else:
        told = award.grade.lower().startswith("perform")
        scales = (
            ["apa"]
            if apa
            else ["aca"]
            if told
            else scales_of_authority(year if when else year - 1)
        )
        named = aspect_of(award.words, scales[0]) or aspect_of(context, scales[0])
        framework, aspect = named[:2] if named else (None, None)
        kind = "an earlier assessment" if apa else "an earlier inspection"
        of = f"{named[2] if named else 'services for children'}, {kind}" + (
            f" of {year}" if when else ""
        )
    for scale in (*scales, None):
        if grade := words.knowledge.scale(scale or _WORDS).whole(award.grade):
            return DraftReported(
                of=of,
                scale=scale,
                grade=grade,
                at=words.at,
                framework=framework,
                aspect=aspect,
                or_better=award.or_better,
                count=award.count,
                out_of=award.out_of,
                date=when,
                confidence=sure if scale else min(sure, 0.85),
                rule="grade-quoted",
            )
    return None


def _count_before(before: str) -> tuple[int | None, int | None]:
    """Return how many of how many have the grade: the last number before the verb, or all of them."""
    clause = before.rsplit(";", maxsplit=1)[-1]
    numbers = [
        match
        for match in _COUNT.finditer(clause)
        if not re.match(r"\s*%|\s*per cent", clause[match.end("count") :])
        and not re.fullmatch(r"(?:19|20)\d\d", match["count"])
    ]
    tail = clause[numbers[-1].end() :] if numbers else ""
    if not numbers or _SOME.search(tail) or len(tail) > 90:
        return None, None
    count, total = _whole(numbers[-1]["count"]), _whole(numbers[-1]["of"])
    if _ALL.search(tail):
        total = count
    elif total is None and len(numbers) > 1:
        total = _whole(numbers[-2]["count"])
    return count, total if total is not None and total >= (count or 0) else None


def _when(text: str) -> Period | None:
    """Return the day, month or year that a text prints first."""
    if found := find_spans(text) or find_months(text):
        return found[0]
    if match := _YEAR.search(text):
        year = int(match["year"])
        return Period(match["year"], date(year, 1, 1), date(year, 12, 31))
    return None
