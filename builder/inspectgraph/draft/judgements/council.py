"""Find the grades that a sentence quotes for the council's own services.

A sentence may give several grades for different services: "good for safeguarding and
adequate for looked after children". Each grade is paired with its time and with the
words that name the graded service. A grade is left out if these words are ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspectgraph.draft.judgements.awards import ENDS, GRADE, Match
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.model import Period
from inspectgraph.draft.text.dates import first_time, last_time

__all__ = ["Told", "grades_told", "is_refused", "names_inspection", "years_in"]

#: Words that name an inspection of a council's services.
_INSPECTION = any_of(
    ["re-?inspect(?:ion|ed)", "inspect(?:ions?|ed)", "joint area reviews?"]
)
#: Grade that follows another grade: `and adequate for`, `but requires improvement in`.
_NEXT = re.compile(
    r"(?:\b(?:and|but|as|be|to|was|were)\s+|,\s*"
    r"|\b(?:services?|arrangements|safeguarding)\s+)"
    rf"(?:as |to |to be )?{GRADE}(?P<or>)(?:{ENDS}|(?=\s+in\b))",
    re.I,
)
#: Words that end a list of grades.
_NEW_CLAUSE = re.compile(
    r"[.;:]|\b(?:is|are|has|have|had|now|however|since|although|with|while|whereas)\b",
    re.I,
)
#: Words after a grade that introduce the graded service.
_FOR = re.compile(
    r"\s*['’”\"]?\s*(?:to be good\s*)?(?:overall\s*)?"
    r"(?:at (?:this|that|the) inspection\s*)?(?P<by>for|in respect of|in)\s+"
    r"(?!(?:19|20)\d\d|all\b|every\b|most\b"
    r"|(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b)",
    re.I,
)
#: The end of the words that `_FOR` begins.
_FOR_ENDS = re.compile(
    r"[.;:(]|,? (?:while|whereas|when|which|who|although|despite|since|with)\b"
    r"|,? and (?:was|were)\b|,? (?:and|but) (?:as )?(?:outstanding|good|adequate"
    r"|inadequate|requir\w+ improvement)\b",
    re.I,
)
#: The name of the inspection after the services: `in its inspection of 2009`.
_IN_INSPECTION = re.compile(r"\s(?:in|at|by) (?:its|the|an?|their)\b.*\Z", re.I)
#: The words that begin the last clause before a verb.
_CLAUSE = re.compile(
    r"[,;:(]? (?:when|which|where|(?<!looked )(?<!looked-)after|that|whose)\b|[;:(]"
    r"|, (?=with\b|while\b)",
    re.I,
)
#: A subject that only other words of the sentence name.
_PRONOUN = re.compile(
    r"\W*(?:both |all )?(?:they|it|this|these|both|the service|were|was|had|have|has"
    r"|been|being|judged|rated|graded|found)\b",
    re.I,
)
#: Services to which a grade does not apply: `all services, except adoption,`.
_EXCEPT = re.compile(r",? (?:except|apart from|other than|but not)\b[^,;]*,?", re.I)
#: Words between a verb and a grade that name what was judged, and not where or when.
_WHAT = re.compile(
    r"(?!\W*(?:at|in|by|during|following|on)\b).*\b(?:services?|safeguarding"
    r"|arrangements?|authority|council|care|protection|children|leadership|adoption"
    r"|effectiveness|areas|them)\b",
    re.I,
)
#: Words in the present tense, which show that the grade is from this inspection.
_PRESENT = re.compile(
    r"\b(?:is|are|has been|have been)\s+(?:\w+\s+){0,2}\Z|\bnow\b[^,;]{0,30}\Z"
    r"|\bthis inspection\b[^;]{0,40}\Z|\bcurrently\b[^,;]{0,20}\Z",
    re.I,
)
_IS = any_of(["is", "are"])
#: Words for a predecessor of the council, or for a visit to check progress.
_OTHERS = re.compile(
    r"\b(?:predecessor|former|abolished)\b|\bmonitoring visits?\b", re.I
)
_PLACES = any_of(
    [
        "placements?",
        "placed",
        "provisions?",
        "providers?",
        "accommodation",
        "settings?",
        "agenc(?:y|ies)",
        "units?",
        "homes?",
        "carers?",
        "schools?",
        "curriculum",
        "short breaks?",
        "training",
        "centres?",
        "board",
    ]
)
#: Words which show that a grade is for some services only: `those services judged to
#: be good`.
_SOME = re.compile(
    r"\b(?:those|some|few|many|several|these) (?:\w+ ){0,3}?(?:that |which )?(?:were"
    r"|was)?\s*\Z|\b(?:areas|aspects) (?:that |which )?(?:were|was)?\s*\Z"
    r"|\b(?:nearly|almost) all\b[^,;]*\Z",
    re.I,
)
_MOST = re.compile(r"(?: that)? (?:nearly|almost|most|many|some)\b", re.I)
_ALL = re.compile(r"\ball (?:of )?(?:the )?(?:\w+ )?(?:areas|aspects)\b", re.I)
#: Parts of an aspect that are graded separately.
_DETAIL = re.compile(
    r"\A(?!.*overall effectiveness).*\b(?:outcomes|quality of provision|capacity"
    r" (?:to|for) improve\w*|service responsiveness)\b",
    re.I,
)
#: Words just before a grade which show that the grade was not reached.
_NOT = re.compile(r"\b(?:below|less than|not|never|no longer|at least|than)\s+\Z", re.I)
#: Words that begin another clause between a verb and a grade.
_OTHER_CLAUSE = any_of(["which", "who", "they", "staff"])
#: Verbs that do not award a grade to a council.
_WEAK = re.compile(r"reported|regarded|deemed|remain|continue|assessed\Z", re.I)
_THEY = re.compile(r"\b(?:they|staff|young people|children|carers)\W*\Z", re.I)
_YEAR = re.compile(r"\b20\d\d\b")
#: The most characters between a grade and its time.
_FAR = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A grade that a sentence gives to services of the council.

    Args:
        grade: The grade as printed.
        words: The words that refer to the graded service. The words may be general,
            such as `overall` or `they`.
        around: Further words of the text, in order of their distance from `words`. They
            are searched if `words` does not name a service.
        when: The time that the sentence gives for the grade, or None.
    """

    grade: str
    words: str
    around: tuple[str, ...]
    when: Period | None

    @property
    def is_referring(self) -> bool:
        """Whether `words` only refer to other words, as the word `they` does."""
        return bool(_PRONOUN.match(self.words))


@dataclass(frozen=True, slots=True)
class _Graded:
    """A grade in a sentence, with its offsets."""

    grade: str
    start: int
    end: int


def names_inspection(sentence: str) -> bool:
    """Return whether a sentence names an inspection."""
    return bool(_INSPECTION.search(sentence))


def years_in(text: str) -> set[str]:
    """Return all years that occur in a text."""
    return set(_YEAR.findall(text))


def grades_told(match: Match, begin: int, end: int) -> Iterator[Told]:
    """Yield the grades that follow a verb in a sentence.

    Args:
        match: The award of the first grade.
        begin: The offset at which the words of the award begin.
        end: The offset at which the next award begins, or the end of the sentence.
    """
    sentence = match.sentence
    listed = list(_listed(match, end))
    before = begin
    words = ""
    for number, one in enumerate(listed):
        limit = listed[number + 1].start if number + 1 < len(listed) else end
        told = _after(sentence[one.end : limit])
        around: tuple[str, ...] = (words,)
        if number == 0:
            around = (_between(match), sentence[before : _verb_of(match)[0]])
        if not told:
            told = _before(match, sentence[before : one.start], number)
        words = told
        yield Told(one.grade, told, around, _time_of(sentence, one, begin, limit))
        before = one.end


def _listed(match: Match, end: int) -> Iterator[_Graded]:
    """Yield each grade of an award, in the order of the sentence.

    The award itself contains the first grade. More grades may follow in the same
    clause.
    """
    start, position = match.found.span("grade")
    yield _Graded(match.part("grade"), start, position)
    while more := _NEXT.search(match.sentence, position, end):
        if _NEW_CLAUSE.search(match.sentence, position, more.start("grade")):
            return
        yield _Graded(more["grade"], *more.span("grade"))
        position = more.end("grade")


def _after(text: str) -> str:
    """Return the words after a grade that name the graded service, or an empty text.

    >>> _after(" for safeguarding, when services were inspected")
    'safeguarding'
    """
    found = _FOR.match(text)
    if found is None:
        return ""
    words = text[found.end() :]
    if stop := _FOR_ENDS.search(words):
        words = words[: stop.start()]
    if found["by"].lower() == "for":
        words = _IN_INSPECTION.sub("", words)
    return words


def _before(match: Match, text: str, number: int) -> str:
    """Return the words before a grade that name the graded service.

    Args:
        match: The regex match for the award of the grade.
        text: The words since the previous grade, or since the start of the sentence.
        number: The number of the grade in its list, from 0.
    """
    if number:
        return text
    between = _between(match)
    if _WHAT.match(between):
        return between
    return _CLAUSE.split(_EXCEPT.sub(" ", text))[-1]


def _time_of(sentence: str, one: _Graded, begin: int, end: int) -> Period | None:
    """Return the time of a grade in a sentence, or None.

    A time after the grade takes precedence over the last time before the grade. If the
    sentence has only one time, that time is returned.
    """
    near = re.split(r"[,;]| and | but ", sentence[one.end : end][:_FAR])[0]
    if re.search(r"\b(?:this|focused|since)\b", near) is None and (
        when := first_time(near)
    ):
        return when
    if when := last_time(sentence[begin : one.start]):
        return when
    if when := last_time(sentence[: one.start]):
        return when
    first, last = first_time(sentence), last_time(sentence)
    if first == last:
        return first
    return None


def is_refused(match: Match, told: Told) -> bool:
    """Return whether the draft leaves out a quoted grade.

    A grade from this inspection is left out. A grade is also left out if it was given
    to a provider, to a predecessor of the council, or to only some services.
    """
    sentence = match.sentence
    before, between = sentence[: _verb_of(match)[0]], _between(match)
    return any(
        (
            _OTHERS.search(sentence),
            match.part("or"),
            _is_present(match, before, between),
            _NOT.search(between) or _OTHER_CLAUSE.search(between),
            _PLACES.search(told.words),
            _DETAIL.search(told.words),
            _is_of_some(before, between),
            _WEAK.match(match.part("verb")) and _THEY.search(before),
        )
    )


def _verb_of(match: Match) -> tuple[int, int]:
    """Return the start and the end offset of the verb in an award.

    If the award has no verb, both offsets are those of the start of the award.
    """
    if match.part("verb"):
        return match.found.span("verb")
    return match.found.start(), match.found.start()


def _between(match: Match) -> str:
    """Return the words of an award between the verb and the grade."""
    return match.sentence[_verb_of(match)[1] : match.found.start("grade")]


def _is_present(match: Match, before: str, between: str) -> bool:
    """Return whether an award is in the present tense.

    An award in the present tense belongs to this inspection.

    Args:
        match: The regex match for the award of a grade.
        before: The words of the sentence before the verb.
        between: The words between the verb and the grade.
    """
    if match.part("be").lower() in {"is", "are"}:
        return True
    return bool(_PRESENT.search(before) or _IS.search(between))


def _is_of_some(subject: str, between: str) -> bool:
    """Return whether a grade is only for some services, as in `those services judged good`."""
    if _ALL.search(subject):
        return False
    return bool(_SOME.search(subject) or _MOST.match(between))
