"""Find the indicator of a figure by the words around the figure.

The lexicon table `indicators` has rules with patterns of such words. The concept scheme
of indicators has labels, which are searched for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import any_of, column, read_table
from inspectgraph.draft.measurements.masks import first_named
from inspectgraph.draft.measurements.printed import Printed, Sentence
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["Indicators"]

_LETTERS = re.compile(r"[a-z]+")
#: The indicator of a figure with one of these units can be found by its label.
_LABELLED = frozenset({"number", "percent"})
_LOOKED_AFTER = any_of(["look(?:ed|ing) after", "in care"])
#: Words right before a count of a whole group of people: `there are`, `the number of`.
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
#: Words around a count which show that only some people of a group are counted.
_SOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|who (?:had|have|are|were) (?!look)|placed|receiv\w+|aged"
    r"|left|attend\w*|with an?|whose|involved)\b|\A\W*\w+(?:\s+\w+){1,2}\s+of\b",
    re.I,
)
#: Words after the name of a flow, such as children ceasing to be looked after, which
#: show that only some of these people are counted: those who left in one way.
_SOME_LEFT = re.compile(
    r"\bceas\w+ to be looked after\b[^.;,]{0,40}?\b(?:via|through|by|under|because"
    r"|due)\b",
    re.I,
)
#: Words that are ignored in labels, since they occur in too many labels.
_EMPTY = re.compile(
    r"\b(?:an?|and|at|by|for|in|of|on|or|the|with|who|numbers?|rates?|share|children"
    r"|child|young|people)\b"
)
#: An ending that is removed from a word if at least four letters remain.
_ENDING = re.compile(r"(?<=[a-z]{4})(?:ies|ing|ed|es|s)\Z")


#: The slug of an indicator, and a pattern of words that name the indicator.
_Rule = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The rules of the lexicon that find the indicator of a figure.

    Args:
        rules: The rules, keyed by the unit of the figure, in order of precedence.
        units: A mapping from the slug of an indicator to the units in which it is
            measured.
        groups: The indicators that count all people of a group.
        flows: The indicators that count all people who left a group.
        in_care: A mapping from an indicator for all children to the corresponding
            indicator for children in care.
    """

    rules: Mapping[str, list[_Rule]]
    units: Mapping[str, list[str]]
    groups: frozenset[str]
    flows: frozenset[str]
    in_care: Mapping[str, str]


@cache
def _lexicon() -> _Lexicon:
    """Read the rules for indicators from the tables of the lexicon."""
    rules: dict[str, list[_Rule]] = {}
    units: dict[str, list[str]] = {}
    for row in read_table("indicators"):
        slug = row["indicator"]
        units[slug] = row["units"].split()
        for unit in units[slug]:
            rule = (slug, re.compile(row["pattern"], re.I))
            rules.setdefault(unit, []).append(rule)
    in_care: dict[str, str] = {}
    for row in read_table("indicators-in-care"):
        in_care[row["indicator"]] = row["in-care"]
    return _Lexicon(
        rules=rules,
        units=units,
        groups=frozenset(column("indicators", "indicator", counts="group")),
        flows=frozenset(column("indicators", "indicator", counts="flow")),
        in_care=in_care,
    )


class Indicators:
    """Find the indicator of a figure by means of rules and labels.

    Args:
        labels: The concepts of the indicators, keyed by slug.
    """

    def __init__(self, labels: Mapping[str, Concept]) -> None:
        self._lexicon = _lexicon()
        self._labels: list[tuple[str, frozenset[str]]] = []
        for slug, concept in labels.items():
            for words in map(_label_words, concept.names):
                if len(words) > 1:
                    self._labels.append((slug, words))
        # Sorted by number of words, the longest label first.
        self._labels.sort(key=lambda label: -len(label[1]))

    def of(self, printed: Printed, sentence: Sentence, passage: str) -> str | None:
        """Return the indicator of a figure, or None if no words name an indicator.

        The clause with the figure is searched first. Then the whole sentence and the
        introduction of the sentence are searched. For a count, the whole sentence is
        searched only in a standard section. Standard sections of all reports have
        figures for the same indicators.

        Args:
            printed: The figure.
            sentence: The sentence of the figure.
            passage: The text of the passage with the sentence.
        """
        if sentence.standard:
            return self._in_standard_section(printed, sentence, passage)
        rules = self._lexicon.rules.get(printed.unit, [])
        if printed.kind == "share":
            rules = self._without_groups(rules)
        slug = self._by_clause(rules, printed)
        if printed.kind != "count":
            slug = slug or _by_sentence(rules, sentence)
        return self._of_some(slug, printed, sentence)

    def _without_groups(self, rules: Iterable[_Rule]) -> list[_Rule]:
        """Return the rules whose indicator does not count all people of a group."""
        found = []
        for rule in rules:
            if rule[0] not in self._lexicon.groups:
                found.append(rule)
        return found

    def _in_standard_section(
        self, printed: Printed, sentence: Sentence, passage: str
    ) -> str | None:
        """Return the indicator of a figure in a standard section, or None.

        Standard sections of all reports have figures for the same indicators. The
        clause with the figure is searched first. Then the whole sentence and its
        introduction are searched. If the figure is a change, the whole passage is
        searched last.
        """
        rules = self._lexicon.rules.get(printed.unit, [])
        slug = self._by_clause(rules, printed) or _by_sentence(rules, sentence)
        if printed.kind == "change":
            slug = slug or first_named(self._lexicon.rules["number"], passage)
        return slug

    def _of_some(
        self, slug: str | None, printed: Printed, sentence: Sentence
    ) -> str | None:
        """Return the indicator of a figure in prose, or None.

        The result is None if the figure is a share and the indicator counts all people
        of a group. Some indicators for all children have a counterpart for children in
        care. In a sentence about looked after children, the counterpart is returned
        instead.

        Args:
            slug: The indicator that the rules give, or None.
            printed: The figure.
            sentence: The sentence of the figure.
        """
        is_group = slug in self._lexicon.groups
        if is_group and printed.kind == "share":
            return None
        if _LOOKED_AFTER.search(sentence.words):
            return self._lexicon.in_care.get(slug or "", slug)
        return slug

    def counts_some(
        self, indicator: str | None, printed: Printed, sentence: Sentence
    ) -> bool:
        """Return whether a count omits some people whom the indicator counts.

        Examples of such counts are "12 children in care who live elsewhere" and "12
        children ceasing to be looked after through adoption". The result is False in a
        standard section, where each count is the full value of its indicator.

        Args:
            indicator: The indicator of the figure, or None.
            printed: The figure.
            sentence: The sentence of the figure.
        """
        if sentence.standard:
            return False
        if indicator in self._lexicon.flows:
            return any(map(_SOME_LEFT.search, printed.clauses))
        if indicator not in self._lexicon.groups:
            return False
        if printed.before is None:
            return False
        if any(map(_SOME.search, printed.clauses)):
            return True
        return not _THERE_ARE.search(printed.before)

    def _by_clause(self, rules: list[_Rule], printed: Printed) -> str | None:
        """Return the indicator that one of the clauses around a figure names, or None."""
        for clause in printed.clauses:
            if slug := first_named(rules, clause):
                return slug
            if slug := self._by_label(clause, printed.unit):
                return slug
        return None

    def _by_label(self, clause: str, unit: str) -> str | None:
        """Return the indicator whose label fits a clause, or None.

        A label fits if all words of the label are in the clause. If several labels fit,
        the label with the most words is chosen. Only numbers and percentages get an
        indicator. The indicator must be measured in the given unit.
        """
        if unit not in _LABELLED:
            return None
        words = _stems(clause)
        for slug, wanted in self._labels:
            if not wanted <= words:
                continue
            if unit in self._lexicon.units.get(slug, _LABELLED):
                return slug
        return None


def _by_sentence(rules: list[_Rule], sentence: Sentence) -> str | None:
    """Return the indicator that a sentence or its introduction names, or None."""
    for text in (sentence.words, sentence.introduction):
        if slug := first_named(rules, text):
            return slug
    return None


def _label_words(label: str) -> frozenset[str]:
    """Return the stems of the words of a label.

    Words that are in many labels, such as `number`, are left out.
    """
    return _stems(_EMPTY.sub("", label.lower()))


def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without endings such as `-ing`.

    >>> sorted(_stems("Peer supporters, trained in 12 counties"))
    ['count', 'in', 'peer', 'supporter', 'train']
    """
    return frozenset(_ENDING.sub("", word) for word in _LETTERS.findall(text.lower()))
