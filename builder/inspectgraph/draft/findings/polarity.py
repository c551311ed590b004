"""For or against: a small classifier by words, with negation, contrast, rise and fall, and what is dealt with.

It knows no report, only the words in which inspectors praise and find fault. Its
confidence is honest: prose is seldom sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from inspectgraph.draft.findings.trend_polarity import directed
from inspectgraph.draft.lexicon.judging_words import (
    AIMS,
    BAD,
    BAD_PHRASES,
    DEALING,
    GOOD,
    GOOD_PHRASES,
    NOT,
    NOTHING,
)
from inspectgraph.draft.model import Polarity

__all__ = ["Leaning", "clauses", "leaning"]

_CONTRAST = "but|however|although|though|while|whilst|despite|nevertheless|nonetheless|yet|whereas"
_TURN = re.compile(
    rf"(?:;|,|\s[–-])\s+(?:and )?(?P<word>{_CONTRAST})\b,?\s*|\s(?P<bare>but)\s", re.I
)
_CONCEDED = re.compile(
    r"^(?P<word>although|though|while|whilst|despite|notwithstanding|whereas)\b[^,]*,\s*",
    re.I,
)
#: A concession between commas, which what follows it outweighs.
_PARENTHESIS = re.compile(
    r"\s*,\s+(?:although|though|while|whilst|albeit|despite|notwithstanding)\s+"
    r"(?![^,;.]*\b(?:is|are|was|were|has|have|had|do|does|did|can|will)\b)[^,;.]{2,60},(?=\s)",
    re.I,
)
#: What should be challenging: that it is so is praise.
_MEANT_TO_CHALLENGE = re.compile(
    r"(?P<what>\b(?:targets?(?:"
    r" setting)?|goals?|questions?|debates?|conversations?|supervision|expectations?)\b"
    r"[^.;,]{0,30}?)\bchallenging\b",
    re.I,
)
#: What happens where trouble arises: the trouble is given, what is done about it is
#: judged.
_CONDITION = re.compile(
    r"^(?:when|whenever|where|wherever|if|once|as soon as|should)\b[^,;]*,\s*", re.I
)
_MAIN_AFTER = frozenset({"but", "however", "nevertheless", "nonetheless", "yet"})
_PLANNED = re.compile(
    r"\b(?:will(?: be)?|plans? (?:are|is) to|plans to|a plan for|stated"
    r" priority|proposed|proposals?|under ?way"
    r"|(?:is|are) (?:planning|planned|intended|proposed|to be)|intend(?:s|ed)? to|not"
    r" yet embedded"
    r"|it is too (?:early|soon)"
    r"|(?:is|are) being (?:developed|drawn"
    r" up|introduced|implemented|prepared|considered|reviewed|revised|established)"
    r"|has been drawn up|(?:has|have) (?:already |just )?(?:started|begun)|due to"
    r" (?:be|take|start|open))\b",
    re.I,
)
_NEUTRAL = re.compile(
    r"\b(?:adequate(?:ly)?|satisfactor(?:y|ily)|meets? requirements|remain similar|in"
    r" line with)\b",
    re.I,
)
_MIXED = re.compile(
    r"\b(?:mixed (?:picture|views|success|results|quality)|var(?:y|ies) (?:\w+"
    r" )?(?:between|across|from|in))\b",
    re.I,
)
#: A denial that is none, or no fault.
_NO_DENIAL = (
    r"not (?:only|in education|known|limited|exceed|more than|less than|placed|part of)"
    r"|no (?:longer|one|more than|less than|significant|evidence of|children"
    r" (?:have|are|were)|child\b|exclusions"
    r"|delays?|concerns?)"
)
_BARE_NOT = re.compile(
    rf"\b(?!{_NO_DENIAL})(?:not|cannot|\w+n[’']t|never|nor|neither|no)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[,;:.()]")
#: A verb that is denied: all that follows it in the clause is denied with it.
_DENIED_VERB = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would) (?:\w+"
    r" )?not|cannot"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|could)n[’']t|unable"
    r" to|ma(?:kes?|de|king) it difficult (?:for|to)"
    r"|fail(?:s|ed|ure) to)\b(?! only)",
    re.I,
)
#: What would or could be, or is meant to be: up to the end of its clause.
_WISHED = re.compile(
    r"\b(?:(?:would|could|might|may) (?:\w+"
    r" ){0,2}?(?:be|help|have|do|like|welcome|benefit|make|enable|ensure|improve"
    r"|give|allow|support|provide|lead|see|feel)"
    r"|(?:plans?|planning|intends?|intend|intending|hopes?|hoping|proposes?) to)\b"
    r"[^,;:.]*",
    re.I,
)
#: Passive verbs that say of the fault before them that it is dealt with; to be seen, it
#: has to be seen in good time.
_DEALT_WITH = re.compile(
    r"\b(?:is|are|was|were|been|being|get|gets) (?:\w+"
    r" ){0,2}?(?:addressed|resolved|tackled|prevented|minimised|avoided"
    r"|mitigated|challenged|escalated|picked up|spotted|dealt with|responded"
    r" to|followed up|acted on"
    r"|well|(?:identified|recognised|noticed|detected|understood|seen)"
    r" (?:\w+ )?(?:early|quickly|promptly|swiftly|soon|well))\b"
)
_NOT_DEALT = re.compile(
    r"\b(?:not|never|rarely|seldom|too|yet|\w+n['’]t|un\w+|insufficiently|hardly|only|slowly|late)\b"
)
_STOPS = frozenset({",", ";", ":", ".", "(", ")"})
#: How many words a negation reaches, and how many the verb that deals with a fault.
_REACH = 7
_REACH_OF_DEALING = 9


@dataclass(frozen=True, slots=True)
class Leaning:
    """What words say, and how sure that is."""

    polarity: Polarity
    confidence: float


@dataclass(frozen=True, slots=True)
class _Weight:
    """What in a clause speaks for and against, and whether something is only denied."""

    good: float
    bad: float
    denied: bool = False
    dealt: bool = False


def leaning(sentence: str) -> Leaning:
    """Return whether a sentence speaks for or against, by its main clause.

    >>> leaning("Although visits are regular, plans are poor and come too late.").polarity
    'weakness'
    >>> leaning("Assessments are not good enough.").polarity
    'weakness'
    """
    main, aside = _main(_PARENTHESIS.sub(" ", sentence))
    given = _CONDITION.match(main)
    if given and (done := _weigh(main[given.end() :])) != _Weight(0, 0):
        return _judge(done, main[given.end() :])
    weight = _weigh(main)
    if weight == _Weight(0, 0) and aside and not _NEUTRAL.search(main):
        weight = _weigh(aside)
    return _judge(weight, main)


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that a word of contrast sets against each other.

    >>> clauses("While meetings are prompt, records are poor.")
    ['While meetings are prompt,', 'records are poor.']
    """
    parts = []
    if conceded := _CONCEDED.match(sentence):
        parts.append(conceded[0].strip())
        sentence = sentence[conceded.end() :]
    while turn := _next_turn(sentence):
        parts.append(sentence[: turn.start()].strip())
        sentence = (
            sentence[turn.end() - len(turn[0].lstrip(" ;,–-")) :]
            if turn.end() < len(sentence)
            else ""
        )
        head = re.match(rf"(?:and )?(?:{_CONTRAST})\b,?\s*", sentence, re.I)
        if not (head and (more := _next_turn(sentence, head.end()))):
            break
        parts.append(sentence[: more.start()].strip())
        sentence = sentence[more.start() :]
    return [part for part in (*parts, sentence.strip()) if part]


def _next_turn(sentence: str, start: int = 0) -> re.Match[str] | None:
    """Return the next word of contrast that no pair of commas sets apart from its sentence."""
    asides = [aside.span() for aside in _PARENTHESIS.finditer(sentence)]
    turns = _TURN.finditer(sentence, start)
    return next(
        (
            turn
            for turn in turns
            if not any(first <= turn.start() < last for first, last in asides)
        ),
        None,
    )


def _judge(weight: _Weight, clause: str) -> Leaning:
    """Return what the words of a clause come to."""
    good, bad = weight.good, weight.bad
    planned = bool(_PLANNED.search(clause))
    if _MIXED.search(clause):
        return Leaning("mixed", 0.6)
    if good == bad == 0:
        if weight.denied:
            return Leaning("weakness", 0.65 if not planned else 0.5)
        if _NEUTRAL.search(clause) or planned:
            return Leaning("neutral", 0.7)
        return Leaning("strength", 0.55) if weight.dealt else Leaning("neutral", 0.5)
    if _NEUTRAL.search(clause) and abs(good - bad) <= 1:
        return Leaning("neutral", 0.6)
    if planned and good > bad and good < 2:
        return Leaning("neutral", 0.5)
    if good == bad:
        return Leaning("weakness", 0.5)
    sure = 0.6 + 0.07 * min(3.0, abs(good - bad)) + (0.09 if min(good, bad) == 0 else 0)
    sure -= 0.12 if planned else 0
    return Leaning("strength" if good > bad else "weakness", round(min(sure, 0.9), 2))


def _main(sentence: str) -> tuple[str, str]:
    """Return the main clause of a sentence and what is conceded or added beside it."""
    if conceded := _CONCEDED.match(sentence):
        return sentence[conceded.end() :], conceded[0]
    if turn := _next_turn(sentence):
        before, after = sentence[: turn.start()], sentence[turn.end() :]
        word = (turn["word"] or turn["bare"]).lower()
        return (after, before) if word in _MAIN_AFTER else (before, after)
    return sentence, ""


def _weigh(clause: str) -> _Weight:
    """Return how much in a clause speaks for and against; a negation turns a word round."""
    text = NOTHING.sub(_blank, clause)
    good, bad, places = directed(AIMS.sub(_blank, text))
    for start, end in places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = BAD_PHRASES.sub(
        " shortfall none ", _MEANT_TO_CHALLENGE.sub(r"\g<what> well ", text)
    )
    text = _WISHED.sub(_without_praise, text)
    fixed = GOOD_PHRASES.search(text)
    text = AIMS.sub(_aim, GOOD_PHRASES.sub(" well ", text))
    more_good, more_bad, dealt = _by_words(text)
    if denied_verb := _DENIED_VERB.search(text):
        before = _by_words(text[: denied_verb.start()])
        more_good, more_bad, dealt = before[0], before[1] + 1, False
    denied = bool(_BARE_NOT.search(clause)) and not fixed
    return _Weight(good + more_good, bad + more_bad, denied, dealt)


def _aim(match: re.Match[str]) -> str:
    """Return the word that stands for an aim: to make a fault smaller is to deal with it."""
    return (
        " address "
        if match[0].lower().endswith(("reduce", "narrow", "close"))
        else " aim "
    )


def _without_praise(match: re.Match[str]) -> str:
    """Return a wish without its words of praise: what would be good is not so yet."""
    return _WORD.sub(
        lambda word: " " * len(word[0]) if GOOD.fullmatch(word[0]) else word[0],
        match[0],
    )


def _by_words(text: str) -> tuple[float, float, bool]:
    """Return praise and fault by single words, and whether a fault was only dealt with."""
    good = bad = 0.0
    words = [word.lower() for word in _WORD.findall(text)]
    dealt = False
    for index, word in enumerate(words):
        if BAD.fullmatch(word):
            if _dealt(words, index) or _dealt_after(words, index):
                dealt = True
            elif any(
                NOT.fullmatch(before) and not BAD.fullmatch(before)
                for before in _before(words, index, 3)
            ):
                good += 0.5
            else:
                bad += 1
        elif GOOD.fullmatch(word):
            if any(NOT.fullmatch(before) for before in _denying(words, index)):
                bad += 0.5
            else:
                good += 1
    return good, bad, dealt


def _dealt(words: list[str], index: int) -> bool:
    """Return whether a verb before a word of fault deals with it; what is done by the fault does not."""
    before = list(_before(words, index, _REACH_OF_DEALING))
    return not {"by", "that"} & set(before) and any(
        DEALING.fullmatch(word) for word in before
    )


def _dealt_after(words: list[str], index: int) -> bool:
    """Return whether a passive verb after a word of fault says that it is dealt with, or seen in good time."""
    after = " ".join(
        takewhile(
            lambda word: word not in _STOPS,
            words[index + 1 : index + 1 + _REACH_OF_DEALING],
        )
    )
    return bool(_DEALT_WITH.search(after)) and not _NOT_DEALT.search(after)


def _denying(words: list[str], index: int) -> Iterator[str]:
    """Yield the words before a word of praise, without verbs that keep a fault away."""
    start = max(0, index - _REACH)
    near = list(_before(words, index, _REACH))
    first = index - len(near)
    for place in range(max(start, first), index):
        keeps_away = words[place].startswith("prevent") and any(
            map(BAD.fullmatch, words[place + 1 : place + 4])
        )
        if not keeps_away:
            yield words[place]


def _before(words: list[str], index: int, reach: int) -> Iterator[str]:
    """Yield the words before a word, back to the next stop or as far as something reaches."""
    for before in reversed(words[max(0, index - reach) : index]):
        if before in _STOPS:
            return
        yield before


def _blank(match: re.Match[str]) -> str:
    """Return as many spaces as a match has letters."""
    return " " * len(match[0])
