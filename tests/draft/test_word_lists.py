"""Tests of the word lists for drafting.

Each example is read as its row says, and each slug in a row exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from draft_samples import cover_sif, drafted, knowledge, sif
from inspectgraph.draft.findings.findings import _theme_under
from inspectgraph.draft.findings.polarity import leaning
from inspectgraph.draft.findings.topics import About, Abouts, Around
from inspectgraph.draft.findings.trend_polarity import trends_of
from inspectgraph.draft.lexicon.judging import (
    is_denial,
    is_fault,
    is_praise,
    is_remedy,
)
from inspectgraph.draft.lexicon.tables import TABLES, Row, any_of, read_table
from inspectgraph.draft.text.gazetteer import Terms

#: The families of reports that a row can be found in; `general` is a row that is in none
#: of the reports at hand.
FAMILIES = {"jar", "aca", "sif", "ilacs", "general"}
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
POLARITY = {
    "affirmed": {"neutral"},
    "aim": {"neutral"},
    "dealing": {"strength"},
    "denial": {"weakness"},
    "fault": {"weakness"},
    "mixed": {"mixed"},
    "need": {"weakness"},
    "neutral": {"neutral"},
    "nothing": {"neutral"},
    "plan": {"neutral", "weakness"},
    "praise": {"strength"},
    "remedy": {"strength"},
}
KINDS: dict[str, Callable[[str], bool]] = {
    "dealing": is_remedy,
    "denial": is_denial,
    "fault": is_fault,
    "praise": is_praise,
}
MINE = sorted(
    name
    for name, columns in TABLES.items()
    if name.startswith(
        (
            "group",
            "indicators",
            "judging",
            "section",
            "service",
            "theme",
            "trend",
            "unread",
            "word",
        )
    )
    and "example" in columns
)


def wrong(table: str, is_read: Callable[[Row], bool]) -> list[str]:
    """Return the examples in a table for which a given check fails."""
    return [row["example"] for row in read_table(table) if not is_read(row)]


def about(text: str, around: Around | None = None) -> About:
    """Return what a text is about, in a report that has no authority."""
    return Abouts(knowledge(), None).of(text, around or Around())


def names(text: str, label: str) -> bool:
    """Return whether a label is found in a text."""
    return bool(Terms([("any", "any", label)]).find(text))


def indicators(text: str) -> set[str | None]:
    """Return the indicators of the figures in a paragraph of prose."""
    cover = cover_sif("The overall judgement is good", *["Good"] * 5)
    report = drafted(sif(cover, f"Leadership\n\n1. {text}\n"))
    return {figure.indicator for figure in report.figures}


@pytest.mark.parametrize("table", MINE)
def test_sources_are_families_of_reports(table: str) -> None:
    """The source of each row names families of reports, or says that the row is general."""
    for row in read_table(table):
        assert set(row["source"].split()) <= FAMILIES, row


def test_judging_words() -> None:
    """The example of a judging word has the polarity in the row."""

    def is_read(row: Row) -> bool:
        reading = row["reading"]
        words = [
            word
            for word in WORD.findall(row["example"])
            if re.fullmatch(row["pattern"], word, re.I)
        ]
        found = leaning(row["example"]).polarity in POLARITY[reading]
        return found and any(map(KINDS[reading], words))

    assert wrong("judging-words", is_read) == []


def test_judging_phrases() -> None:
    """The example of a judging phrase has the polarity in the row."""

    def is_read(row: Row) -> bool:
        there = any_of([row["pattern"]]).search(row["example"])
        return (
            bool(there) and leaning(row["example"]).polarity in POLARITY[row["reading"]]
        )

    assert wrong("judging-phrases", is_read) == []


def test_trend_words() -> None:
    """The example of each trend word is read as the trend in its row: good or bad."""

    def is_read(row: Row) -> bool:
        there = any_of([row["pattern"]]).search(row["example"])
        trends = trends_of(row["example"])
        moves = (trends.good, trends.bad)
        bad = row["reading"] == "should-rise" or row["example"] == "Truancy widened."
        return bool(there) and moves == ((0, 1) if bad else (1, 0))

    assert wrong("trend-words", is_read) == []


@pytest.mark.parametrize("column", ["theme", "service-type"])
def test_phrases_of_themes_and_services(column: str) -> None:
    """In the example of a phrase, the theme or the type of service of the row is found."""
    table = f"{column.removesuffix('-type')}-phrases"

    def is_read(row: Row) -> bool:
        found = about(row["example"])
        slugs = found.themes if column == "theme" else found.services
        return names(row["example"], row["phrase"]) and row[column] in slugs

    assert wrong(table, is_read) == []


def test_labels_that_are_everyday_words() -> None:
    """A label that is an everyday word is not read as a concept."""

    def is_read(row: Row) -> bool:
        kinds = row["kinds"].split()
        found = knowledge().terms.find(row["example"])
        slugs = {
            concept.slug
            for kind in kinds
            for concept in knowledge().concepts(kind).values()
            if row["label"] in map(str.lower, concept.names)
        }
        length = len(row["label"].split())
        read = {
            mention.slug
            for mention in found
            if mention.kind in kinds and mention.words == length
        }
        return names(row["example"], row["label"]) and bool(slugs) and not slugs & read

    assert wrong("unread-labels", is_read) == []


def test_words_in_another_sense() -> None:
    """In the example of another meaning, a term of the theme is found but then dropped."""

    def is_read(row: Row) -> bool:
        found = knowledge().terms.find(row["example"])
        named = {mention.slug for mention in found if mention.kind == "theme"}
        return row["theme"] in named - set(about(row["example"]).themes)

    assert wrong("theme-senses", is_read) == []


def test_themes_named_in_passing() -> None:
    """In the example, the theme is found but gives way to the theme of other words."""

    def is_read(row: Row) -> bool:
        found = knowledge().in_sense(row["example"])
        named = {mention.slug for mention in found if mention.kind == "theme"}
        return row["theme"] in named - set(about(row["example"]).themes)

    assert wrong("theme-asides", is_read) == []


def test_themes_under_headings() -> None:
    """Under the heading, the pattern of the row is the first that fits its example."""
    for row in read_table("section-themes"):
        assert _theme_under(row["heading"], row["example"]) == row["theme"], row


def test_themes_of_groups() -> None:
    """In an example about the group in the row, the theme in the row is found."""

    def is_read(row: Row) -> bool:
        around = Around(groups=(row["group"],))
        return row["theme"] in about(row["example"], around).themes

    assert wrong("group-themes", is_read) == []


def test_themes_that_give_way() -> None:
    """In the example, the theme in the row is found but gives way to another theme."""

    def is_read(row: Row) -> bool:
        found = knowledge().terms.find(row["example"])
        named = {mention.slug for mention in found if mention.kind == "theme"}
        return row["theme"] in named - set(about(row["example"]).themes)

    assert wrong("theme-precedence", is_read) == []


def test_indicators() -> None:
    """The figure in an example has the indicator in the row."""
    assert (
        wrong("indicators", lambda row: row["indicator"] in indicators(row["example"]))
        == []
    )
    assert (
        wrong(
            "indicators-in-care",
            lambda row: row["in-care"] in indicators(row["example"]),
        )
        == []
    )


def test_word_classes() -> None:
    """A class of words matches its example, and each pattern names only known classes."""
    for row in read_table("word-classes"):
        assert re.match(row["pattern"], row["example"]), row
    for table in ("judging-phrases", "theme-asides", "theme-senses"):
        assert not [
            row for row in read_table(table) if re.search("{[A-Z]", row["pattern"])
        ]


@pytest.mark.parametrize(
    ("table", "column", "scheme"),
    [
        ("theme-phrases", "theme", "theme"),
        ("theme-senses", "theme", "theme"),
        ("theme-asides", "theme", "theme"),
        ("section-themes", "heading", "theme"),
        ("section-themes", "theme", "theme"),
        ("theme-precedence", "theme", "theme"),
        ("group-themes", "theme", "theme"),
        ("group-themes", "topics", "theme"),
        ("group-themes", "group", "child-group"),
        ("service-phrases", "service-type", "service-type"),
        ("indicators", "indicator", "indicator"),
        ("indicators-in-care", "indicator", "indicator"),
        ("indicators-in-care", "in-care", "indicator"),
    ],
)
def test_slugs_exist(table: str, column: str, scheme: str) -> None:
    """Each slug in a table is a concept of its scheme."""
    known = knowledge().concepts(scheme)
    for row in read_table(table):
        assert set(row[column].split()) <= known.keys(), row


def test_units_of_indicators_exist() -> None:
    """Each unit of an indicator is a concept of the scheme of units."""
    known = knowledge().concepts("unit")
    for row in read_table("indicators"):
        assert set(row["units"].split()) <= known.keys(), row


def test_no_pattern_repeats_a_word_with_an_open_end() -> None:
    """No pattern has an optional space inside a repeated group.

    Such a pattern takes very long for a long sentence: `(?:word ?)+` is slow, but `(?:
    word)+` is not.
    """
    open_end = re.compile(r"\+ \?\)(?:[+*]|\{\d+,\}?)")
    for table in TABLES:
        for row in read_table(table):
            assert not open_end.search(row.get("pattern", "")), row
