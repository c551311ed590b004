"""Split sentences into clauses at words of contrast such as `but` and `although`."""

from __future__ import annotations

import re

__all__ = [
    "before_condition",
    "clauses",
    "main_clause",
    "without_condition",
    "without_parenthesis",
]

_CONTRAST = "but|however|although|though|while|whilst|despite|nevertheless|nonetheless|yet|whereas"
_TURN = re.compile(
    rf"(?:;|,|\s[–-])\s+(?:and )?(?P<word>{_CONTRAST})\b,?\s*|\s(?P<bare>but)\s", re.I
)
_OPENING = re.compile(rf"(?:and )?(?:{_CONTRAST})\b,?\s*", re.I)
_CONCEDED = re.compile(
    r"^(?P<word>although|though|while|whilst|despite|notwithstanding|whereas)\b[^,]*,\s*",
    re.I,
)
#: A concession without a verb between two commas: `plans, although late, are clear`,
#: or `most, but not all, are clear`. It does not count for the polarity of the sentence.
#: Nor does `however` in a verb: `this is not, however, clear`.
_PARENTHESIS = re.compile(
    r"(?:(?<=\bis)|(?<=\bare)|(?<=\bwas)|(?<=\bhas)|(?<=\bnot)|(?<=\bwere)|(?<=\bhave))"
    r"\s*,\s+however,(?=\s)"
    r"|\s*,\s+but not (?:all|always|every\w*),(?=\s)"
    r"|\s*,\s+(?:although|though|while|whilst|albeit|despite|notwithstanding)\s+"
    r"(?![^,;.]*\b(?:is|are|was|were|has|have|had|do|does|did|can|will)\b)[^,;.]{2,60},(?=\s)",
    re.I,
)
#: A condition at the beginning of a clause: `When children go missing, staff act`.
#: Only the words after the condition count for the polarity.
_CONDITION = re.compile(
    r"^(?:when|whenever|where|wherever|if|once|as soon as|should|at a time (?:of|when)"
    r"|in the (?:face|context) of|against (?:an?|the) (?:\w+ )?(?:backdrop|background|context))"
    r"\b[^,;]*(?:, or [^,;]*)?,\s*",
    re.I,
)
#: A condition at the end of a clause: `staff act well when children go missing`. Only
#: the words before the condition count for the polarity.
_CONDITION_AFTER = re.compile(
    r"(?<!\bonly)(?<!\beven)(?<!\bexcept)(?<!\bapart)\s(?:when|whenever|if"
    r"|in (?:instances|situations|circumstances) (?:where|when))\s[^,;]*(?:, or [^,;]*)?\Z",
    re.I,
)
#: The least number of words before a condition at the end.
_LEAST_BEFORE = 4
#: Words of contrast that introduce the main clause. The other words of contrast, such
#: as `although`, introduce the concession.
_MAIN_AFTER = frozenset({"but", "however", "nevertheless", "nonetheless", "yet"})
#: Characters between a clause and the word of contrast after it.
_BEFORE_WORD = " ;,–-"


def clauses(sentence: str) -> list[str]:
    """Split a sentence into clauses at words of contrast such as `but` and `while`.

    >>> clauses("While meetings are prompt, records are poor.")
    ['While meetings are prompt,', 'records are poor.']
    """
    parts = []
    if conceded := _CONCEDED.match(sentence):
        parts.append(conceded[0])
        sentence = sentence[conceded.end() :]
    while turn := _next_turn(sentence, _condition_end(sentence)):
        parts.append(sentence[: turn.start()])
        sentence = _from_word(sentence, turn)
        opening = _OPENING.match(sentence)
        following = None
        if opening:
            following = _next_turn(sentence, opening.end())
        if following is None:
            break
        parts.append(sentence[: following.start()])
        sentence = sentence[following.start() :]
    stripped = map(str.strip, (*parts, sentence))
    return list(filter(None, stripped))


def main_clause(sentence: str) -> tuple[str, str]:
    """Return the main clause of a sentence, and the clause that contrasts with it.

    The second clause is empty if the sentence has no word of contrast.

    >>> main_clause("Plans are clear, although visits are late.")
    ('Plans are clear', 'visits are late.')
    """
    conceded = _CONCEDED.match(sentence)
    if conceded is not None:
        return sentence[conceded.end() :], conceded[0]
    turn = _next_turn(sentence, _condition_end(sentence))
    if turn is None:
        return sentence, ""
    before, after = sentence[: turn.start()], sentence[turn.end() :]
    word = turn["word"] or turn["bare"]
    if word.lower() in _MAIN_AFTER:
        return after, before
    return before, after


def without_parenthesis(sentence: str) -> str:
    """Remove concessions such as `, although late,` from a sentence.

    A concession is removed only if it is between two commas and has no verb.
    """
    return _PARENTHESIS.sub(" ", sentence)


def without_condition(clause: str) -> str | None:
    """Remove the condition with which a clause begins, and return the other words.

    A condition ends at a comma: "When children go missing,". Return None if the clause
    does not begin with a condition.
    """
    condition = _CONDITION.match(clause)
    if condition:
        return clause[condition.end() :]
    return None


def before_condition(clause: str) -> str | None:
    """Return the words of a clause before its closing condition.

    Return None if the clause has no such condition, or if too few words precede the
    condition.

    >>> before_condition("Staff act well and soon when children go missing.")
    'Staff act well and soon'
    """
    condition = _CONDITION_AFTER.search(clause)
    if condition is None:
        return None
    before = clause[: condition.start()]
    if len(before.split()) < _LEAST_BEFORE:
        return None
    return before


def _condition_end(sentence: str) -> int:
    """Return the end of the condition at the beginning of a sentence, as an offset.

    The offset is before the comma that follows the condition. A condition can contain a
    word of contrast, as in "If plans are late but clear, they help". Return 0 if the
    sentence does not begin with a condition.
    """
    condition = _CONDITION.match(sentence)
    if condition is None:
        return 0
    return len(condition[0].rstrip(", "))


def _from_word(sentence: str, turn: re.Match[str]) -> str:
    """Return the rest of a sentence, from its word of contrast to the end."""
    if turn.end() >= len(sentence):
        return ""
    return sentence[turn.end() - len(turn[0].lstrip(_BEFORE_WORD)) :]


def _next_turn(sentence: str, start: int = 0) -> re.Match[str] | None:
    """Return the regex match of the next word of contrast in a sentence, or None.

    The search begins at the offset `start`. A word of contrast in a concession such as
    `, although late,` is skipped.
    """
    aside: set[int] = set()
    for parenthesis in _PARENTHESIS.finditer(sentence):
        aside.update(range(*parenthesis.span()))
    for turn in _TURN.finditer(sentence, start):
        if turn.start() not in aside:
            return turn
    return None
