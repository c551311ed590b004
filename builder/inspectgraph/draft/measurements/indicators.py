"""Indicators: what a figure measures, by the words around it and by the indicators' labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.measurements.printed import Printed, Sentence
from inspectgraph.rdf.labels import Concept

__all__ = ["Indicators"]

_LETTERS = re.compile(r"[a-z]+")
#: Units of figures that the words of a label can name.
_LABELLED = frozenset({"number", "percent"})
_LOOKED_AFTER = re.compile(r"\b(?:look(?:ed|ing) after|in care)\b", re.I)
#: Words right before a count that say that so many there are.
_THERE_ARE = re.compile(
    r"(?:\bthere (?:are|were|is|was|have been)|\b(?:has|had|have|having)"
    r"|\blook(?:s|ed|ing) after|\bresponsible for|\bcared for by"
    r"|\bprovided (?:by|through)"
    r"|\b(?:number|total|population)\b[^.;,]{0,60}?\b(?:of|is|was|to)"
    r"|(?:\A|,)\s*(?:and )?of (?:the|its|these))"
    r"(?: (?:\w+ly|now|about|around|over|some|only|just|the|a|total|of|more|less|fewer"
    r"|than))*\s*\Z",
    re.I,
)
#: Words beside the name of a group that say that only some of it are counted.
_SOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|who (?:had|have|are|were) (?!look)|placed|receiv\w+|aged"
    r"|left|attend\w*|with an?|whose|involved)\b|\A\W*\w+(?:\s+\w+){1,2}\s+of\b",
    re.I,
)
#: Words of labels that do not say what is measured.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an and at by for in of on or the with who number numbers rate rates share"
        " children child young people",
    )
)
_ENDINGS = ("ies", "ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that name an indicator of figures of some units."""

    pattern: re.Pattern[str]
    indicator: str
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The rules for indicators.

    Args:
        rules: The rules in their order of precedence.
        units: The units of an indicator that has rules.
        groups: Indicators that count all of a group of people.
        in_care: The indicator for children in care or care leavers, by that for all.
    """

    rules: tuple[_Rule, ...]
    units: Mapping[str, frozenset[str]]
    groups: frozenset[str]
    in_care: Mapping[str, str]


@cache
def _lexicon() -> _Lexicon:
    """Read the rules."""
    rows = read_table("indicators")
    rules = tuple(
        _Rule(
            re.compile(row["pattern"], re.I),
            row["indicator"],
            frozenset(row["units"].split()),
        )
        for row in rows
    )
    return _Lexicon(
        rules=rules,
        units={rule.indicator: rule.units for rule in rules},
        groups=frozenset(row["indicator"] for row in rows if row["counts"] == "group"),
        in_care={
            row["indicator"]: row["in-care"] for row in read_table("indicators-in-care")
        },
    )


class Indicators:
    """What figures measure, by rules over the words around them and by the labels of indicators.

    Args:
        labels: The indicators, by slug.
    """

    def __init__(self, labels: Mapping[str, Concept]) -> None:
        self._lexicon = _lexicon()
        self._labels = [
            (slug, words)
            for slug, concept in labels.items()
            for words in map(_label_words, concept.names)
            if len(words) > 1
        ]

    def of(self, printed: Printed, sentence: Sentence, passage: str) -> str | None:
        """Return what a figure measures, or None where no words say so.

        The clause of the figure counts first. The whole sentence and its introduction say
        what a bare count measures only in a standard section.

        Args:
            printed: The figure.
            sentence: Its sentence.
            passage: The text of its passage.
        """
        rules = self._rules(printed, sentence)
        slug = self._by_clause(printed, rules) or self._by_sentence(
            printed, sentence, rules
        )
        if sentence.standard:
            return slug or self._changed_count(printed, passage)
        if slug in self._lexicon.groups and printed.kind == "share":
            return None
        if _LOOKED_AFTER.search(sentence.words):
            return self._lexicon.in_care.get(slug or "", slug)
        return slug

    def counts_some(
        self, indicator: str | None, printed: Printed, sentence: Sentence
    ) -> bool:
        """Return whether a bare count that names a group counts only some of its people.

        In a standard section a count is of the whole group.
        """
        if sentence.standard or indicator not in self._lexicon.groups:
            return False
        if printed.before is None:
            return False
        some = any(_SOME.search(clause) for clause in printed.clauses)
        return some or not _THERE_ARE.search(printed.before)

    def _rules(self, printed: Printed, sentence: Sentence) -> list[_Rule]:
        """Return the rules for a figure's unit.

        In prose a share is of something else about a group, never of the group in all.
        """
        rules = [rule for rule in self._lexicon.rules if printed.unit in rule.units]
        if sentence.standard or printed.kind != "share":
            return rules
        return [rule for rule in rules if rule.indicator not in self._lexicon.groups]

    def _by_clause(self, printed: Printed, rules: list[_Rule]) -> str | None:
        """Return the indicator that the words right around a figure name."""
        for clause in printed.clauses:
            slug = _by_rules(rules, clause) or self._by_label(clause, printed.unit)
            if slug is not None:
                return slug
        return None

    def _by_sentence(
        self, printed: Printed, sentence: Sentence, rules: list[_Rule]
    ) -> str | None:
        """Return the indicator that the sentence of a figure names, or else its introduction."""
        if printed.kind == "count" and not sentence.standard:
            return None
        return _by_rules(rules, sentence.words) or _by_rules(
            rules, sentence.introduction
        )

    def _changed_count(self, printed: Printed, passage: str) -> str | None:
        """Return the indicator of the count that a change of a standard section follows."""
        if printed.kind != "change":
            return None
        rules = [rule for rule in self._lexicon.rules if "number" in rule.units]
        return _by_rules(rules, passage)

    def _by_label(self, clause: str, unit: str) -> str | None:
        """Return the indicator all of whose label's words are in a clause, the longest label first."""
        if unit not in _LABELLED:
            return None
        words = set(map(_stem, _LETTERS.findall(clause.lower())))
        best: str | None = None
        most = 0
        for slug, wanted in self._labels:
            if len(wanted) > most and wanted <= words and self._takes(slug, unit):
                best, most = slug, len(wanted)
        return best

    def _takes(self, slug: str, unit: str) -> bool:
        """Return whether an indicator can have figures of a unit."""
        units = self._lexicon.units.get(slug)
        return units is None or unit in units


def _by_rules(rules: Iterable[_Rule], text: str) -> str | None:
    """Return the indicator of the first rule that a text agrees with."""
    for rule in rules:
        if rule.pattern.search(text):
            return rule.indicator
    return None


def _label_words(label: str) -> frozenset[str]:
    """Return the words of a label that say what is measured, without their endings."""
    words = set(_LETTERS.findall(label.lower())) - _EMPTY
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    """Return a word without its ending."""
    for ending in _ENDINGS:
        if len(word) - len(ending) > 3 and word.endswith(ending):
            return word.removesuffix(ending)
    return word
