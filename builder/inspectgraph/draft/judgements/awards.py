"""Find the grades stated in a sentence, with their subjects and numbers.

In "two of the five homes were judged good", the grade is "good", the subject is homes,
and the numbers of providers are two and five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspectgraph.draft.lexicon.provider_types import Setting, settings_in
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.text.numbers import NUMBER, read_number

__all__ = [
    "ASSESSMENT",
    "ENDS",
    "GRADE",
    "OTHER_INSPECTION",
    "Award",
    "Match",
    "awards_in",
    "find_matches",
    "is_of_other",
    "settings_before",
    "without_attendance",
]

#: A grade as reports print it.
GRADE = (
    r"['‘“\"]?(?P<grade>outstanding|excellent|good|adequate|satisfactory|inadequate|poor"
    r"|perform(?:s|ed|ing)? (?:well|excellently|adequately|poorly)"
    r"|requir(?:es?|ing) improvement(?: to be good)?)"
)
#: Lookahead after a grade: the end of the phrase.
ENDS = (
    r"(?=[\s'’”\"]*(?:\Z|[.,;:()–]|\b(?:and|or|by|in|at|with|overall|for|since|when"
    r"|but|as|following|across|on|while"
    r"|although|from|have|has|had|having|previously|now|after|under|during|because"
    r"|despite|is|was|were)\b))"
)
_OR = r"(?P<or>['’”\"]? or (?:better|above|higher|['‘“\"]?outstanding))?"
_VERB = (
    r"(?P<verb>judged?|judges|rated|graded|assessed|found|reported|regarded|deemed"
    r"|remains?|continues?)"
)
ASSESSMENT = r"\b(?:APA|annual performance assessment)\b"
_AWARDS = (
    re.compile(
        r"\b(?:APA|assessments?|inspections?)\b[^.;]{0,80}?\b(?P<verb>judged"
        r"|reported|found|indicate[sd]?|concluded"
        r"|stated|confirmed) that (?P<what>[^.;]{3,140}?) (?:is|was|were|are)"
        rf" {GRADE}{_OR}{ENDS}",
        re.I,
    ),
    re.compile(
        rf"{ASSESSMENT}[^.;]{{0,60}}?\b(?P<verb>reported|noted|found|identified) an?"
        rf" {GRADE}"
        r"(?P<what> contribution[^.;]{0,40})",
        re.I,
    ),
    re.compile(
        rf"\b(?P<be>is|are|was|were|been|being|be)?\s*{_VERB}\b(?:,?"
        r" (?:by|in|at|during|following) [^,.;]{2,50}?,?)?"
        r"(?P<what>[^.;:()]{0,90}?)\s(?:(?:to be|as being|as|to)\s+)?(?:at least"
        rf" |overall )?{GRADE}{_OR}{ENDS}",
        re.I,
    ),
    re.compile(
        r"\bjudge?ments? (?:for|on|of) (?P<what>[^.;:]{3,80}?) (?P<be>was|were)"
        rf" {GRADE}{_OR}{ENDS}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<number>{NUMBER}) (?P<be>was|were|is|are) {GRADE}{_OR}{ENDS}", re.I
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
    rf" agency)?)\s+){GRADE}{_OR}{ENDS}",
    re.I,
)
#: Words after an earlier grade that give the present grade: `and is now good`.
_NOW = re.compile(
    r"(?: in (?:\w+ )?(?:19|20)\d\d)?,? (?:and|but) (?:is|are|has been|have been) now"
    rf" (?:judged )?{GRADE}{ENDS}",
    re.I,
)
_IN_MANY = re.compile(
    r"\s*,?(?:"
    rf" and)?\s*(?:{GRADE})?['’”\"]?\s+in\s+(?!(?:19|20)\d\d\b)(?P<count>{NUMBER})\b"
    r"(?! (?:days?|weeks?|months?|years?|terms?|inspections?|reports?|per))"
    r"(?: (?:schools?|settings?|homes?|centres?))?",
    re.I,
)
OTHER_INSPECTION = re.compile(
    r"\b(?:previous|last|earlier|most"
    r" recent|latest|recent|full|separate|contemporaneous) (?:full |ofsted |interim "
    r"|annual |joint area"
    r" )*(?:inspections?|assessments?|reviews?|visits?|APA)\b|\bOfsted\b|\bCSCI\b|\binspected\b"
    r"|\binspections? (?:in|of|reports?|found|judged|outcomes?|indicate)\b|\bsince the"
    r" inspection\b"
    r"|\bjoint area review (?:in|of) (?:\w+ )?20\d\d\b|\b(?:in )?20\d\d,?(?:"
    r" (?:the|a))? joint area review\b"
    rf"|{ASSESSMENT}",
    re.I,
)
_FEW = re.compile(r"\b(?:too few|few|fewer|none|no)\b[^,;]*\Z", re.I)
_PAST = re.compile(r"\b(?:in|since) (?:\w+ )?(?:19|20)\d\d\b|\blast year\b", re.I)
_ALL = any_of(["all", "each", "both"])
_SOME = any_of(["most", "some", "majority", "proportion", "none"])
_COUNT = re.compile(
    rf"\b(?P<count>{NUMBER})\b(?: of (?:the |these |its )?(?P<of>{NUMBER})?)?", re.I
)


#: Verbs which show that a grade has not changed: `remains good`.
_GOES_ON = re.compile(r"remain|continue", re.I)
#: Separator of two provider types that one sentence judges together.
_JOINED = re.compile(r"\s*(?:,|and|,\s*and|as well as)\s+", re.I)
#: The most characters between the second provider type and the verb.
_FEW_LETTERS = 30
#: The most characters between the number of providers and the verb.
_LONGEST_TAIL = 90
_PER_CENT = re.compile(r"\s*%|\s*per cent")
_PROGRESS = re.compile(r"\bprogress\b")
_A_YEAR = re.compile(r"(?:19|20)\d\d")

#: A count and its total: 2 and 5 for `two of the five schools`. None stands for a
#: number that is not printed.
Counts = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Award:
    """A grade stated in a sentence.

    Args:
        grade: The grade as printed.
        words: The words of the sentence that may name the subject of the grade.
        or_better: Whether the words "or better" follow the grade.
        count: The number of providers with the grade, or None if it is not printed.
        out_of: The total number of providers, or None. `count` of these providers have
            the grade.
    """

    grade: str
    words: str
    or_better: bool = False
    count: int | None = None
    out_of: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A regex match for the award of a grade in a sentence, such as "was judged good"."""

    found: re.Match[str]

    @property
    def sentence(self) -> str:
        """The whole sentence in which the regex match was found."""
        return self.found.string

    @property
    def before(self) -> str:
        """The part of the sentence that comes before the regex match."""
        return self.sentence[: self.found.start()]

    def part(self, name: str) -> str:
        """Return the words of a named group of the pattern.

        Return an empty text if the pattern has no such group, or the group matched
        nothing.

        Args:
            name: The name of the group: `verb`, `be`, `what`, `number`, `grade` or
                `or`.
        """
        return self.found.groupdict().get(name) or ""


def without_attendance(sentence: str) -> str:
    """Remove phrases such as "attend good or better schools" from a sentence."""
    return _AWARDS[-1].sub(" ", sentence)


def find_matches(sentence: str) -> Iterator[Match]:
    """Yield every award of a grade in a sentence.

    Words such as "good progress" state no grade and are skipped.
    """
    position = 0
    while found := _next_match(sentence, position):
        if not _PROGRESS.search(sentence[found.start() : found.end() + 10]):
            yield Match(found)
        position = found.end()


def _next_match(sentence: str, position: int) -> re.Match[str] | None:
    """Return the next regex match for a phrase that awards a grade, or None.

    Args:
        sentence: The sentence.
        position: The offset at which the search begins.
    """
    for pattern in _AWARDS:
        if found := pattern.search(sentence, position):
            return found
    return None


def is_of_other(match: Match, setting: Setting | None, last: str) -> bool:
    """Return True if a grade is from another inspection, or is the grade of a provider.

    Return False if this inspection gave the grade to the authority.

    Args:
        match: The award of the grade.
        setting: The provider type named in this sentence or an earlier one, or None.
        last: The previous sentence.
    """
    named: list[object] = [setting, OTHER_INSPECTION.search(match.sentence)]
    if match.part("number") and not all(named):
        return False
    if not any(named) and not _is_past(match, last):
        return False
    if not _GOES_ON.match(match.part("verb")):
        return not _FEW.search(match.before[-60:])
    if setting is None:
        return False
    subject = re.split(r"[,;]| but ", match.before)[-1][-60:]
    return bool(setting.words.search(subject))


def _is_past(match: Match, last: str) -> bool:
    """Return whether a grade was awarded before this inspection.

    The tense of the verb, a year in the sentence, and the previous sentence decide.
    """
    be = match.part("be").lower()
    if be in {"is", "are"}:
        return False
    if OTHER_INSPECTION.search(last):
        return True
    if be not in {"was", "were"}:
        return False
    return bool(_PAST.search(match.sentence))


def awards_in(match: Match) -> Iterator[Award]:
    """Yield the awards of grades in a sentence, beginning at a regex match.

    The regex match contains the first award. The sentence may list further awards after
    this award.
    """
    sentence, position = match.sentence, match.found.end()
    if _IN_MANY.match(sentence, position):
        yield from _awards_in_many(match)
        return
    yield _first_award(match)
    while more := _MORE.match(sentence, position):
        words = more["what"] or more["kind"] or ""
        yield Award(more["grade"], words, bool(more["or"]), _whole(more["count"]))
        position = more.end()
    if now := _NOW.match(sentence, position):
        yield Award(now["grade"], "")


def _awards_in_many(match: Match) -> Iterator[Award]:
    """Yield the awards of a list such as "good in two schools and poor in one"."""
    position = match.found.end()
    while many := _IN_MANY.match(match.sentence, position):
        grade = many["grade"] or match.part("grade")
        yield Award(grade, "", count=_whole(many["count"]))
        position = many.end()


def _first_award(match: Match) -> Award:
    """Return the first award in a sentence. The regex match contains this award."""
    if match.part("verb"):
        count, out_of = _count_before(match.before)
    else:
        count, out_of = _whole(match.part("number")), None
    words = f"{match.part('what')} {match.before}"
    return Award(match.part("grade"), words, bool(match.part("or")), count, out_of)


def settings_before(before: str) -> list[tuple[Setting, int | None]]:
    """Return two provider types that share the grade of one sentence.

    Each type comes with the number of its providers, or None if no number is printed.
    If the words do not name exactly two different types, joined by a word such as
    `and`, the list is empty. The list is also empty if the second type is far from the
    end of the words.

    Args:
        before: The words of the sentence before the verb.

    >>> words = "The two children's homes and the fostering service have been"
    >>> [(kind.of, count) for kind, count in settings_before(words)]
    [("children's homes", 2), ('the fostering service', None)]
    """
    named = settings_in(before)
    if len(named) != 2:
        return []
    if named[0][0] == named[1][0]:
        return []
    (first, end), (second, last) = named
    if not _JOINED.match(before, end):
        return []
    if len(before) - last > _FEW_LETTERS:
        return []
    first_count, _ = _count_before(before[:end])
    second_count, _ = _count_before(before[end:last])
    return [(first, first_count), (second, second_count)]


def _count_before(before: str) -> Counts:
    """Return the number of providers with a grade, and the total number of providers.

    Each number is None if it is not printed.

    Args:
        before: The words of the sentence before the verb, such as "two of the five
            homes".
    """
    clause = before.rsplit(";", maxsplit=1)[-1]
    numbers = list(filter(_is_count, _COUNT.finditer(clause)))
    if not numbers:
        return None, None
    last = numbers[-1]
    tail = clause[last.end() :]
    if len(tail) > _LONGEST_TAIL:
        return None, None
    if _SOME.search(tail):
        return None, None
    count, total = _whole(last["count"]), _whole(last["of"])
    if _ALL.search(tail):
        return count, count
    if total is None and len(numbers) > 1:
        total = _whole(numbers[-2]["count"])
    if total is None:
        return count, None
    if total < (count or 0):
        return count, None
    return count, total


def _is_count(match: re.Match[str]) -> bool:
    """Return whether a printed number is a count, not a percentage or a year."""
    if _PER_CENT.match(match.string, match.end("count")):
        return False
    return not _A_YEAR.fullmatch(match["count"])


def _whole(printed: str | None) -> int | None:
    """Return a printed number as an integer.

    Return None if nothing is printed or the text is not a number.
    """
    if not printed:
        return None
    number = read_number(printed)
    if number is None:
        return None
    return int(number)
