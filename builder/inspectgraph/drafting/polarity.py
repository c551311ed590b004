"""For or against: a small classifier by words, with negation, contrast and what the main clause says.

It knows no report, only the words in which inspectors praise and find fault. Its confidence is honest: prose is
seldom sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspectgraph.drafting.model import Polarity

__all__ = ["Leaning", "leaning"]

_GOOD = (
    "good", "effective", "effectively", "strong", "strongly", "excellent", "outstanding", "well", "robust", "robustly",
    "appropriate", "appropriately", "timely", "prompt", "promptly", "improved", "improving", "benefit", "benefits",
    "benefiting", "benefitting", "successful", "successfully", "positive", "positively", "clear", "clearly",
    "comprehensive", "stable", "sensitive", "thorough", "thoroughly", "skilled", "skilful", "committed", "valued",
    "swift", "swiftly", "sustained", "helpful", "creative", "impressive", "responsive", "high-quality", "strength",
    "strengths", "strengthened", "enhanced", "detailed", "purposeful", "meaningful", "consistently", "proactive",
    "innovative", "ambitious", "tenacious", "confident", "better", "above", "exceeds", "exceeded", "sound", "secure",
    "experienced", "knowledgeable", "influential", "active", "inclusive", "suitable", "stability", "praised", "thrive",
    "thriving", "rigorous", "careful", "carefully", "persistent", "imaginative", "beneficial", "advanced", "reduced",
    "increasing", "accurate", "child-centred", "child-focused", "safe", "highly", "supportive", "enables", "ensures",
    "accessible", "cohesive", "well-established", "progress", "promoted", "welcome", "motivated",
)  # fmt: skip
_BAD = (
    "inadequate", "weak", "weakness", "weaknesses", "poor", "poorly", "insufficient", "insufficiently", "inconsistent",
    "inconsistently", "inconsistency", "lack", "lacks", "lacked", "lacking", "limited", "delay", "delays", "delayed",
    "drift", "underdeveloped", "under-developed", "unclear", "variable", "failure", "failures", "failed", "fails",
    "missed", "absence", "absent", "gap", "gaps", "shortfall", "shortfalls", "ineffective", "unable", "slow", "slowly",
    "unaware", "difficult", "difficulty", "difficulties", "declined", "decline", "deteriorated", "deterioration",
    "rarely", "seldom", "below", "worse", "worst", "low", "inappropriate", "inappropriately", "incomplete",
    "unsuitable", "unsafe", "harm", "overdue", "vague", "superficial", "barriers", "hampered", "hinders",
    "fragmented", "deficits",
    "deficiencies", "shortage", "shortages", "unstable", "instability", "excessive", "overly", "overwhelmed",
    "struggle", "immature", "over-optimistic", "unnecessary", "unacceptable", "uneven", "unreliable",
    "vacancies", "undermines",
    "undermined", "breakdown", "concern", "concerns", "neither", "narrow", "concerning",
)  # fmt: skip
_NOT = {
    "not", "no", "never", "without", "nor", "cannot", "little", "few", "hardly", "barely", "isn’t", "isn't", "don’t",
    "neither", "less", "insufficiently",
}  # fmt: skip
_TOO = re.compile(
    r"\b(?:too (?:many|few|long|much|often|slow\w*|high|low|late|soon|focused|little|variable|narrow)|not yet|yet to"
    r"|need(?:s|ed)? to (?:be )?(?:improve|strengthen|develop|do|ensure|further|address)\w*|more (?:to do|work)"
    r"|(?:not|n[o']t) (?:always|sufficiently|consistently|routinely|adequately|fully|enough|good enough|systematically)"
    r"|room for improvement|scope (?:to|for)|requires? improvement|not enough|over-?relian\w+|high turnover)\b",
    re.I,
)
_TURN = re.compile(
    r"(?:;|,|\.)\s*(?:but|however|although|though|while|whilst|despite|nevertheless|yet|whereas)\b,?\s*", re.I
)
_CONCEDED = re.compile(r"^(?:although|though|while|whilst|despite|notwithstanding|whereas)\b[^,]*,\s*", re.I)
_PLANNED = re.compile(
    r"\b(?:will be|will|plans? (?:are|is) in place to|is planning|are planning|intends? to|is to be|are to be"
    r"|it is too early|proposed|proposals)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_GOODS, _BADS = frozenset(_GOOD), frozenset(_BAD)


@dataclass(frozen=True, slots=True)
class Leaning:
    """What words say, and how sure that is."""

    polarity: Polarity
    confidence: float


def leaning(sentence: str) -> Leaning:
    """Return whether a sentence speaks for or against, by its main clause.

    >>> leaning("Although visits are regular, plans are poor and come too late.").polarity
    'weakness'
    >>> leaning("Assessments are not good enough.").polarity
    'weakness'
    """
    main, aside = _clauses(sentence)
    good, bad = _count(main)
    if good == bad == 0 and aside:
        good, bad = _count(aside)
    if good == bad == 0:
        return Leaning("neutral", 0.55 if not _PLANNED.search(sentence) else 0.7)
    polarity: Polarity = "strength" if good > bad else "weakness" if bad > good else "mixed"
    if polarity == "mixed":
        polarity = "weakness" if _TOO.search(main) else "mixed"
        return Leaning(polarity, 0.45)
    clear = min(good, bad) == 0
    sure = 0.6 + 0.07 * min(3, abs(good - bad)) + (0.09 if clear else 0)
    sure -= 0.12 if _PLANNED.search(main) else 0
    return Leaning(polarity, round(min(sure, 0.9), 2))


def _clauses(sentence: str) -> tuple[str, str]:
    """Return the main clause of a sentence and what is conceded or added beside it."""
    if conceded := _CONCEDED.match(sentence):
        return sentence[conceded.end() :], conceded[0]
    if turn := _TURN.search(sentence):
        before, after = sentence[: turn.start()], sentence[turn.end() :]
        word = turn[0].strip(";,. ").lower()
        return (after, before) if word.rstrip(",") in {"but", "however", "nevertheless", "yet"} else (before, after)
    return sentence, ""


def _count(clause: str) -> tuple[int, int]:
    """Return how many words of a clause speak for and against; a negation turns a word round."""
    bad = len(_TOO.findall(clause))
    good = 0
    words = [word.lower() for word in _WORD.findall(_TOO.sub(" ", clause))]
    for index, word in enumerate(words):
        negated = any(before in _NOT for before in words[max(0, index - 3) : index])
        if word in _GOODS:
            good, bad = (good, bad + 1) if negated else (good + 1, bad)
        elif word in _BADS:
            good, bad = (good + 1, bad) if negated else (good, bad + 1)
    return good, bad
