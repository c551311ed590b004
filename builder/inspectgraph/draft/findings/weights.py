"""Compute the weights of praise and fault in a clause.

Each word of praise or fault has a weight of about one point. A negation turns praise
into fault, and fault into praise. A fault that somebody has addressed has no weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
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

#: Nouns, such as targets or questions, for which the word "challenging" is praise.
_MEANT_TO_CHALLENGE = re.compile(
    r"(?P<what>\b(?:targets?(?: setting)?|goals?|questions?|debates?|conversations?"
    r"|supervision|expectations?)\b[^.;,]{0,30}?)\bchallenging\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[,;:.()]")
#: A negated verb, such as `do not`. It negates the rest of the clause.
_DENIED_VERB = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would) (?:\w+ )?not"
    r"|cannot|(?:do|does|did|is|are|was|were|has|have|had|ca|could)n[’']t|unable to"
    r"|ma(?:kes?|de|king) it (?:\w+ )?(?:difficult|hard(?:er)?) (?:for|to)|fail(?:s|ed|ure) to)\b"
    r"(?! (?:only|just|merely|simply|solely)\b)",
    re.I,
)
#: A noun of praise that a negated verb denies: `the improvement in visits` before `has
#: not lasted`.
_SUBJECT = re.compile(
    r"\b(?:progress|improvements?|success|stability|consistency|strengths?|benefits?)\b"
    r"(?=(?: [\w'’-]+){0,4} *\Z)",
    re.I,
)
#: Words for a possibility or a plan, such as `could be` or `plans to`, up to the next
#: comma, colon or full stop.
_WISHED = re.compile(
    r"\b(?:(?:would|could|might|may) (?:\w+ ){0,2}?(?:be|help|have|do|like|welcome"
    r"|benefit|make|enable|ensure|improve|give|allow|support|provide|lead|see|feel)"
    r"|(?:plans?|planning|intends?|intend|intending|hopes?|hoping|proposes?) to)\b"
    r"[^,;:.]*",
    re.I,
)
#: An aim with a negation, such as `to make sure that children are not late`. It says
#: what does not happen, and denies nothing else in the clause.
_AIM_NOT = re.compile(
    r"\b(?:ensur(?:e|es|ed|ing)(?= (?:that|they|it|children)\b)"
    r"|ma(?:ke|kes|de|king) (?:sure|certain)|so that)"
    r" (?:that )?(?:(?!(?:are|is|was|were|do|does)\b)[\w'’-]+ ){1,14}?"
    r"(?:are|is|was|were|do|does) not\b[^,;:.]*",
    re.I,
)
#: A group of people between `for` and a comma: `for those who are not in work,`.
_FOR_WHOM = re.compile(
    r"\bfor (?:those|the (?:few|minority|others?)|(?:\w+ ){0,2}?(?:children|people"
    r"|leavers|parents|families|pupils)) (?:who|whose|where|for whom)\b[^,;]*(?=,)",
    re.I,
)
#: A group at the beginning that has a verb after it: `Those who are not at school get
#: help`, up to that verb.
_GROUP_FIRST = re.compile(
    r"\A(?:those|(?:\w+ )?(?:children|young people|care leavers|parents|families|pupils)) who"
    r" (?:are|do|have|were|did|can) ?not\b.*?(?=\b(?:are|is|receive|get|benefit|have|has)\b)",
    re.I,
)
#: A group of people by what they do not have: `children who cannot live at home`.
_WHO_NOT = re.compile(
    r"\b(?:children|people|those|leavers|parents|families|pupils) (?:who|that|whose)\b"
    r"[^,;]*?\b(?:not|cannot|unable)\b[^,;]*",
    re.I,
)
#: Passive verbs after a fault which show that somebody deals with the fault, such as
#: `are addressed`. A verb such as `identified` counts only with a word such as `early`.
_DEALT_WITH = re.compile(
    r"\b(?:is|are|was|were|been|being|get|gets) (?:\w+ ){0,2}?(?:addressed|resolved"
    r"|tackled|prevented|minimised|avoided|mitigated|challenged|escalated|picked up"
    r"|spotted|dealt with|responded to|followed up|acted on|well"
    r"|(?:identified|recognised|noticed|detected|understood|seen)"
    r" (?:\w+ )?(?:early|quickly|promptly|swiftly|soon|well))\b"
)
#: Words which show that nobody deals with a fault, or only too late.
_NOT_DEALT = re.compile(
    r"\b(?:not|never|rarely|seldom|too|yet|\w+n['’]t|un\w+|insufficiently|hardly|only"
    r"|slowly|late)\b"
)
#: Trouble of children, families or the area, which a service may deal with.
_TROUBLE = re.compile(
    r"difficult(?:y|ies)|problems?|pressures?|barriers?|obstacles?|breakdowns?"
    r"|uncertaint(?:y|ies)|isolated|instability|disruptions?"
)
#: The word that replaces a phrase of fault, or a need, in the text. It counts as a word
#: of fault, and negates praise that follows.
_FAULT = " shortfall none "
_STOPS = frozenset(",;:.()")
#: Words before a fault which show that a verb such as `address` deals with something
#: other than the fault.
_MEANS = frozenset({"by", "that"})
#: Verbs between a word such as `address` and a fault, which belongs to the verb then:
#: `the way of addressing rain is poor`.
_VERBS = frozenset({"are", "has", "have", "is", "remain", "remains", "was", "were"})
#: The most words between a negation and a fault, between a negation and praise, and
#: between a verb such as `address` and a fault.
_REACH_OF_NOT, _REACH, _REACH_OF_DEALING = 3, 7, 9


#: How many clauses are kept with their weights, since a sentence and its clauses are
#: weighed one after the other.
_MOST_CLAUSES = 64


@dataclass(frozen=True, slots=True)
class Weight:
    """The weights of praise and fault in a clause.

    Args:
        good: The weight of praise, such as the word `clear`.
        bad: The weight of fault, such as the word `poor`.
        denied: Whether the clause has a negation but no phrase of praise.
        dealt: Whether the clause has a fault that somebody has addressed.
        praise_first: Whether the first word of fault names trouble, such as
            `difficulties`, and follows a word of praise. In this case, the service may
            not have caused the trouble.
    """

    good: float = 0
    bad: float = 0
    denied: bool = False
    dealt: bool = False
    praise_first: bool = False

    @property
    def balance(self) -> float:
        """The weight of praise minus the weight of fault."""
        return self.good - self.bad


#: The weight of a clause without any word of praise, fault or negation.
NO_WEIGHT = Weight()


@lru_cache(maxsize=_MOST_CLAUSES)
def weigh(clause: str) -> Weight:
    """Return the weights of praise and fault in a clause.

    >>> weigh("Plans are clear and detailed but not timely.")
    Weight(good=2, bad=0.5, denied=True, dealt=False, praise_first=False)
    """
    text = _FOR_WHOM.sub(blank, _GROUP_FIRST.sub(blank, clause))
    text = phrases("nothing").sub(blank, text)
    text = _without_group(_AIM_NOT.sub(blank, text))
    denied = bool(_bare_not().search(text))
    text = _needed().sub(_FAULT, text)
    trends = trends_of(_without_aims(text))
    for start, end in trends.places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = _MEANT_TO_CHALLENGE.sub(r"\g<what> well ", text)
    text = phrases("fault").sub(_FAULT, text)
    text = _WISHED.sub(_without_praise, text)
    text, praised = phrases("praise").subn(" well ", text)
    text = phrases("remedy").sub(" address ", phrases("aim").sub(" aim ", text))
    words = _by_verb(text)
    return Weight(
        good=trends.good + words.good,
        bad=trends.bad + words.bad,
        denied=denied and not praised,
        dealt=words.dealt,
        praise_first=words.praise_first,
    )


def _without_aims(text: str) -> str:
    """Return a text with spaces in place of the phrases for aims and remedies.

    A change that is only an aim, as in "to reduce absence", is not a trend.
    """
    return phrases("remedy").sub(blank, phrases("aim").sub(blank, text))


def _without_group(text: str) -> str:
    """Return a text without words such as "children who cannot live at home".

    Such words describe a group of people by a negation. Spaces replace the words, but
    only if a word of praise precedes the words. In "good help for children who cannot
    live at home", the word "cannot" does not negate "good".
    """
    group = _WHO_NOT.search(text)
    if group is None:
        return text
    before = _WORD.findall(text[: group.start()].lower())
    if any(map(is_praise, before)):
        return _WHO_NOT.sub(blank, text, count=1)
    return text


def _without_praise(match: re.Match[str]) -> str:
    """Return a text with spaces in place of praise that is only a wish, as in "would be good"."""
    return _WORD.sub(_blank_praise, match[0])


@cache
def _needed() -> re.Pattern[str]:
    """Return the pattern of a phrase that states what is needed.

    The phrase usually ends at the next punctuation mark. Words of praise in such a
    phrase do not count, because the report only asks for improvement.
    """
    more = r", (?:including|such as|particularly|especially|with|\w+ing) "
    aside = r", (?:once|when|where|if) [^,;:.]*,"
    or_more = r",(?= [^,;:.]*\bor\b)"
    rest = rf"(?:[^,;:.(]|\([^)]*\)|{more}|{aside}|{or_more})*"
    return re.compile(rf"(?:{phrases('need').pattern}){rest}", re.I)


def _blank_praise(word: re.Match[str]) -> str:
    """Return spaces in place of a word of praise; return any other word unchanged."""
    if is_praise(word[0]):
        return blank(word)
    return word[0]


@cache
def _bare_not() -> re.Pattern[str]:
    """Return the pattern of a negation such as `not` or `never`.

    Phrases such as `not only` do not match, because they deny nothing.
    """
    affirmed = "|".join(column("judging-phrases", "pattern", reading="affirmed"))
    return re.compile(
        rf"\b(?!{affirmed})(?:not|cannot|\w+n[’']t|never|nor|neither|no)\b", re.I
    )


def _by_verb(text: str) -> Weight:
    """Return the weights of praise and fault in a text.

    The words after a negated verb such as "do not" are not weighed one by one. Instead,
    the negated verb adds 1 to the weight of fault.
    """
    denied = _DENIED_VERB.search(text)
    if denied is None:
        return _by_words(text)
    before = _by_words(_SUBJECT.sub(blank, text[: denied.start()]))
    return Weight(before.good, before.bad + 1)


def _by_words(text: str) -> Weight:
    """Return the summed weights of the words of praise and fault in a text."""
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
        praise_first=_praise_first(words),
    )


def _praise_first(words: list[str]) -> bool:
    """Return whether a word of praise precedes a word for trouble.

    The word for trouble, such as `difficulties`, is also a word of fault. No other word
    of fault may come before the word for trouble.
    """
    praised = False
    for word in words:
        if is_fault(word):
            return praised and bool(_TROUBLE.fullmatch(word))
        praised = praised or is_praise(word)
    return False


def _weigh_fault(words: list[str], index: int) -> Weight:
    """Return the weights that a word of fault, such as `poor`, adds to a text.

    Usually the word adds 1 to the weight of fault. If somebody has addressed the fault,
    the word adds nothing. If the fault is negated, the word adds 0.5 to the weight of
    praise instead.

    Args:
        words: The words of the text.
        index: The index of the word.
    """
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
    """Return the weights that a word of praise, such as `clear`, adds to a text.

    Usually the word adds 1 to the weight of praise. If the praise is negated, the word
    adds 0.5 to the weight of fault instead.

    Args:
        words: The words of the text.
        index: The index of the word.
    """
    near = _before(words, index, _REACH)
    for place in range(index - len(near), index):
        if _keeps_away(words, place):
            continue
        if is_denial(words[place]):
            return Weight(bad=0.5)
    return Weight(good=1)


def _keeps_away(words: list[str], place: int) -> bool:
    """Return whether a word is a form of "prevent", soon followed by a word of fault.

    The word of fault must be one of the next three words. Then the form of "prevent"
    concerns the fault, and does not negate a later word of praise.
    """
    if not words[place].startswith("prevent"):
        return False
    return any(map(is_fault, words[place + 1 : place + 4]))


def _dealt_before(words: list[str], index: int) -> bool:
    """Return whether a word before a fault shows that somebody deals with the fault.

    An example of such a word is `address`.
    """
    before = _before(words, index, _REACH_OF_DEALING)
    if not _MEANS.isdisjoint(before):
        return False
    return any(map(is_remedy, takewhile(lambda word: word not in _VERBS, before)))


def _dealt_after(words: list[str], index: int) -> bool:
    """Return whether a verb after a fault shows that somebody has dealt with the fault.

    An example of such a verb is `is resolved`.
    """
    following = words[index + 1 : index + 1 + _REACH_OF_DEALING]
    after = " ".join(_up_to_stop(following))
    if not _DEALT_WITH.search(after):
        return False
    return not _NOT_DEALT.search(after)


def _before(words: list[str], index: int, reach: int) -> list[str]:
    """Return the words before a given word, from the nearest word backwards.

    The result ends at a punctuation mark.

    Args:
        words: The words and punctuation marks of the text.
        index: The index of the word.
        reach: The largest number of words to return.
    """
    return _up_to_stop(reversed(words[max(0, index - reach) : index]))


def _up_to_stop(words: Iterable[str]) -> list[str]:
    """Return the words before the first punctuation mark."""
    return list(takewhile(lambda word: word not in _STOPS, words))
