"""Weights: how much in a clause praises and how much finds fault, with negation and remedies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from inspectgraph.draft.findings.trend_polarity import trends_of
from inspectgraph.draft.lexicon.judging import (
    is_denial,
    is_fault,
    is_praise,
    is_remedy,
    phrases,
)
from inspectgraph.draft.lexicon.tables import column
from inspectgraph.draft.measurements.masks import blank

__all__ = ["NO_WEIGHT", "Weight", "weigh"]

#: What should be challenging: that it is so is praise.
_MEANT_TO_CHALLENGE = re.compile(
    r"(?P<what>\b(?:targets?(?: setting)?|goals?|questions?|debates?|conversations?"
    r"|supervision|expectations?)\b[^.;,]{0,30}?)\bchallenging\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[,;:.()]")
#: A verb that is denied: all that follows it in the clause is denied with it.
_DENIED_VERB = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would) (?:\w+ )?not"
    r"|cannot|(?:do|does|did|is|are|was|were|has|have|had|ca|could)n[’']t|unable to"
    r"|ma(?:kes?|de|king) it difficult (?:for|to)|fail(?:s|ed|ure) to)\b(?! only)",
    re.I,
)
#: What would or could be, or is meant to be: up to the end of its clause.
_WISHED = re.compile(
    r"\b(?:(?:would|could|might|may) (?:\w+ ){0,2}?(?:be|help|have|do|like|welcome"
    r"|benefit|make|enable|ensure|improve|give|allow|support|provide|lead|see|feel)"
    r"|(?:plans?|planning|intends?|intend|intending|hopes?|hoping|proposes?) to)\b"
    r"[^,;:.]*",
    re.I,
)
#: Passive verbs after a fault that deal with it; what is seen has to be seen in good time.
_DEALT_WITH = re.compile(
    r"\b(?:is|are|was|were|been|being|get|gets) (?:\w+ ){0,2}?(?:addressed|resolved"
    r"|tackled|prevented|minimised|avoided|mitigated|challenged|escalated|picked up"
    r"|spotted|dealt with|responded to|followed up|acted on|well"
    r"|(?:identified|recognised|noticed|detected|understood|seen)"
    r" (?:\w+ )?(?:early|quickly|promptly|swiftly|soon|well))\b"
)
_NOT_DEALT = re.compile(
    r"\b(?:not|never|rarely|seldom|too|yet|\w+n['’]t|un\w+|insufficiently|hardly|only"
    r"|slowly|late)\b"
)
_STOPS = frozenset(",;:.()")
#: Words between a verb and a fault which say that the fault is its means, not its object.
_MEANS = frozenset({"by", "that"})
#: How many words before it deny a fault, how many deny praise, and how many deal with a
#: fault.
_REACH_OF_NOT, _REACH, _REACH_OF_DEALING = 3, 7, 9


@dataclass(frozen=True, slots=True)
class Weight:
    """Weights of praise and fault in a clause; whether it denies, or deals with a fault."""

    good: float = 0
    bad: float = 0
    denied: bool = False
    dealt: bool = False

    @property
    def balance(self) -> float:
        """How much praise outweighs fault; below zero, how much fault outweighs praise."""
        return self.good - self.bad


NO_WEIGHT = Weight()


def weigh(clause: str) -> Weight:
    """Return the weight of a clause.

    >>> weigh("Plans are clear and detailed but not timely.")
    Weight(good=2, bad=0.5, denied=True, dealt=False)
    """
    text = phrases("nothing").sub(blank, clause)
    denied = bool(_bare_not().search(text))
    trends = trends_of(_without_aims(text))
    for start, end in trends.places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = _MEANT_TO_CHALLENGE.sub(r"\g<what> well ", text)
    text = phrases("fault").sub(" shortfall none ", text)
    text = _WISHED.sub(_without_praise, text)
    praised = bool(phrases("praise").search(text))
    text = phrases("praise").sub(" well ", text)
    text = phrases("remedy").sub(" address ", phrases("aim").sub(" aim ", text))
    words = _by_verb(text)
    return Weight(
        good=trends.good + words.good,
        bad=trends.bad + words.bad,
        denied=denied and not praised,
        dealt=words.dealt,
    )


def _without_aims(text: str) -> str:
    """Return a text with spaces in place of its aims, which nobody has reached yet."""
    return phrases("remedy").sub(blank, phrases("aim").sub(blank, text))


def _without_praise(match: re.Match[str]) -> str:
    """Return a wish without its words of praise: what would be good is not so yet."""
    return _WORD.sub(_blank_praise, match[0])


def _blank_praise(word: re.Match[str]) -> str:
    """Return spaces in place of a word of praise, and any other word as it is."""
    if is_praise(word[0]):
        return blank(word)
    return word[0]


@cache
def _bare_not() -> re.Pattern[str]:
    """Return the pattern of a denying word outside phrases that deny nothing."""
    affirmed = "|".join(column("judging-phrases", "pattern", reading="affirmed"))
    return re.compile(
        rf"\b(?!{affirmed})(?:not|cannot|\w+n[’']t|never|nor|neither|no)\b", re.I
    )


def _by_verb(text: str) -> Weight:
    """Return the weight of the words of a text; after a denied verb all is one fault."""
    denied = _DENIED_VERB.search(text)
    if denied is None:
        return _by_words(text)
    before = _by_words(text[: denied.start()])
    return Weight(before.good, before.bad + 1)


def _by_words(text: str) -> Weight:
    """Return the weight of the single words of a text."""
    words = _WORD.findall(text.lower())
    weights: list[Weight] = []
    for index, word in enumerate(words):
        if is_fault(word):
            weights.append(_weigh_fault(words, index))
        elif is_praise(word):
            weights.append(_weigh_praise(words, index))
    return Weight(
        good=sum(weight.good for weight in weights),
        bad=sum(weight.bad for weight in weights),
        dealt=any(weight.dealt for weight in weights),
    )


def _weigh_fault(words: list[str], index: int) -> Weight:
    """Return the weight of a word of fault: dealt with, denied, or a fault."""
    if _dealt_before(words, index):
        return Weight(dealt=True)
    if _dealt_after(words, index):
        return Weight(dealt=True)
    for before in _before(words, index, _REACH_OF_NOT):
        if is_fault(before):
            continue
        if is_denial(before):
            return Weight(good=0.5)
    return Weight(bad=1)


def _weigh_praise(words: list[str], index: int) -> Weight:
    """Return the weight of a word of praise, which a word before it can deny."""
    near = _before(words, index, _REACH)
    for place in range(index - len(near), index):
        if _keeps_away(words, place):
            continue
        if is_denial(words[place]):
            return Weight(bad=0.5)
    return Weight(good=1)


def _keeps_away(words: list[str], place: int) -> bool:
    """Return whether a verb such as "prevents" keeps a fault away, and so denies no praise."""
    if not words[place].startswith("prevent"):
        return False
    return any(map(is_fault, words[place + 1 : place + 4]))


def _dealt_before(words: list[str], index: int) -> bool:
    """Return whether a verb before a fault deals with it; what is done by the fault does not."""
    before = _before(words, index, _REACH_OF_DEALING)
    if not _MEANS.isdisjoint(before):
        return False
    return any(map(is_remedy, before))


def _dealt_after(words: list[str], index: int) -> bool:
    """Return whether a passive verb after a fault deals with it, or sees it in good time."""
    following = words[index + 1 : index + 1 + _REACH_OF_DEALING]
    after = " ".join(_up_to_stop(following))
    if not _DEALT_WITH.search(after):
        return False
    return not _NOT_DEALT.search(after)


def _before(words: list[str], index: int, reach: int) -> list[str]:
    """Return the words before a word, the nearest first, back to a stop or as far as they reach."""
    return _up_to_stop(reversed(words[max(0, index - reach) : index]))


def _up_to_stop(words: Iterable[str]) -> list[str]:
    """Return the words up to the first comma, stop or bracket."""
    return list(takewhile(lambda word: word not in _STOPS, words))
