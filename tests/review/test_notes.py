"""Notes that a review proposes, made from the fields of a value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspectgraph.load import load_context
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.review.labels import Labels
from inspectgraph.review.note_phrases import _rows
from inspectgraph.review.note_words import NoteWords
from inspectgraph.review.notes import proposed_note
from inspectgraph.review.unconfirmed import Item
from review_project import drafted_project

NATIONAL = {"with": "national", "value": 15, "printed": "15%"}


@pytest.fixture
def labels(tmp_path: Path, vocabulary: Vocabulary) -> Labels:
    """Return the labels of a small project."""
    waiting = drafted_project(tmp_path)
    return Labels(load_context(waiting.parents[1], vocabulary), "sif")


def figure(rule: str = "figure-in-context", **fields: Any) -> Item:
    """Return a drafted measurement of adoptions."""
    usual = {"indicator": "adoptions", "kind": "count", "value": 9, "printed": "9"}
    return Item("measurements", "p1-aaaa", (0,), usual | fields, rule=rule)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, "The figure for adoptions is 9."),
        ({"printed": "Nine"}, "The figure for adoptions is nine."),
        ({"printed": "no", "value": 0}, "The figure for adoptions is zero."),
        ({"qualifier": "about"}, "The figure for adoptions is about 9."),
        (
            {"period": {"printed": "4 July 2016"}},
            "The figure for adoptions is 9 (4 July 2016).",
        ),
        (
            {"services": ["primary-school"], "comparators": [NATIONAL]},
            "The figure for adoptions in primary schools is 9; nationally it is 15%.",
        ),
    ],
)
def test_the_note_of_a_figure_says_what_its_fields_say(
    labels: Labels, fields: dict[str, Any], note: str
) -> None:
    """Indicator, schools, qualifier, value, time and the national figure are named."""
    assert proposed_note(figure(**fields), labels) == note


@pytest.mark.parametrize(
    "item",
    [
        figure(indicator="another-figure"),
        figure(indicator="looked-after-out-of-area"),
        figure(indicator="children-ceasing-to-be-looked-after"),
        figure(rule="figure-in-text"),
        figure(kind="change"),
        figure(services=["primary-school", "secondary-school"]),
        Item("findings", "p1-aaaa", (0,), {"polarity": "strength"}, rule="r"),
        Item("events", "p1-aaaa", (0,), {"what": "Begun"}, rule="r"),
    ],
)
def test_other_values_get_no_note(labels: Labels, item: Item) -> None:
    """Values whose fields do not suffice for a note get none."""
    assert proposed_note(item, labels) == ""


THEMES = {
    "one": ["training"],
    "two": ["pathway-planning", "training"],
    "topic": ["neglect"],
    "board": ["safeguarding-board", "training", "neglect"],
}
HERE = {"printed": "May 2016", "earliest": "2016-05-01", "latest": "2016-05-31"}


def finding(themes: str = "one", polarity: str = "weakness", **fields: Any) -> Item:
    """Return a drafted finding."""
    usual = {"polarity": polarity, "themes": THEMES[themes], **fields}
    return Item("findings", "p1-aaaa", (0,), usual, rule="leaning-of-words")


@pytest.mark.parametrize(
    ("item", "note"),
    [
        (finding(), "There is a weakness in training and development of staff."),
        (
            finding(polarity="strength"),
            "There is a strength in training and development of staff.",
        ),
        (
            finding(polarity="mixed"),
            "There are both strengths and weaknesses in training and development of staff.",
        ),
        (
            finding(polarity="neutral"),
            "The report describes training and development of staff without a verdict.",
        ),
        (
            finding(polarity="neutral", state="planned", state_date=HERE),
            "Work on training and development of staff is planned (May 2016).",
        ),
        (
            finding("two"),
            "There is a weakness in pathway planning and entitlements, and in training and"
            " development of staff.",
        ),
        (finding("topic"), "There is a weakness in work on neglect."),
        (
            finding("topic", kind="arrangement"),
            "There is a weakness in the arrangements for work on neglect.",
        ),
        (
            finding("board"),
            "There is a weakness in the work of the safeguarding board on training and"
            " development of staff, and on neglect.",
        ),
        (
            finding("topic", level="very-good", kind="result", extent="most"),
            "There are very good results in work on neglect in most cases.",
        ),
        (
            finding("topic", level="good"),
            "There is good work on neglect.",
        ),
        (
            finding("topic", group=["care-leavers"], services=["primary-school"]),
            "There is a weakness in work on neglect for care leavers in primary schools.",
        ),
        (
            finding("topic", trend="improving", since=HERE),
            "There is a weakness in work on neglect; its quality has improved since May"
            " 2016.",
        ),
        (
            finding("topic", trend="steady"),
            "There is a weakness in work on neglect; its quality is unchanged.",
        ),
        (
            finding("topic", compared={"with": "similar-areas", "result": "worse"}),
            "There is a weakness in work on neglect; it is worse than the level of similar"
            " areas.",
        ),
        (
            finding(
                "topic",
                compared=[
                    {"with": "national", "result": "worse"},
                    {"with": "similar-areas", "result": "in-line"},
                ],
            ),
            "There is a weakness in work on neglect; it is worse than the national level; it"
            " is in line with the level of similar areas.",
        ),
        (
            finding("topic", voice=["carers"]),
            "According to carers, there is a weakness in work on neglect.",
        ),
        (
            finding("topic", certainty="apparent", state="in-place"),
            "It appears that there is a weakness in work on neglect; this is in place.",
        ),
        (
            finding("topic", responsible=["netherford"]),
            "There is a weakness in work on neglect; Netherford must account for it.",
        ),
    ],
)
def test_the_note_of_a_finding_says_what_its_fields_say(
    labels: Labels, item: Item, note: str
) -> None:
    """The note of a finding names what its fields say, such as polarity and themes."""
    assert proposed_note(item, labels) == note


def test_a_finding_of_nobody_gets_no_note(labels: Labels) -> None:
    """A finding whose extent is "none" gets no note, as its fields name no subject."""
    assert proposed_note(finding(extent="none"), labels) == ""


def test_what_a_theme_names_is_not_repeated(labels: Labels) -> None:
    """A note does not repeat a group or service that the theme's words name."""
    fields = {
        "polarity": "weakness",
        "themes": ["care-leavers", "advocacy-and-complaints"],
    }
    more = {"group": ["care-leavers"], "services": ["advocacy-service"]}
    item = Item("findings", "p1-aaaa", (0,), fields | more)
    assert proposed_note(item, labels) == (
        "There is a weakness in support for care leavers, and in advocacy and complaints."
    )


def test_a_note_has_at_most_25_words(labels: Labels) -> None:
    """A note has at most 25 words: clauses are left out first, then groups."""
    groups = ["care-leavers", "boys", "girls", "infants", "siblings", "young-carers"]
    long = finding("two", group=groups, trend="improving", since=HERE)
    note = proposed_note(long, labels)
    assert len(note.split()) <= 25
    assert "girls" not in note


def test_a_detailed_note_names_what_the_passage_judges(labels: Labels) -> None:
    """The passage's words tell which quality, and which half of a theme, is judged."""
    item = Item(
        "findings",
        "p1-aaaa",
        (0,),
        {"polarity": "weakness", "themes": ["pathway-planning"]},
    )
    passage = "The plans are often late and of poor quality."
    assert proposed_note(item, labels, passage) == (
        "There is a weakness in the timeliness and quality of pathway planning."
    )


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        (
            {"addressee": ["netherford"], "themes": ["training"]},
            "Netherford council should improve training and development of staff.",
        ),
        (
            {"addressee": ["netherford"], "themes": ["neglect"], "band": "immediate"},
            "Netherford council should improve its work on neglect at once.",
        ),
        (
            {
                "addressee": ["safeguarding-children-board", "netherford"],
                "themes": ["safeguarding-board", "neglect"],
            },
            "The safeguarding children board and Netherford council should improve their"
            " work on neglect.",
        ),
        ({"addressee": [], "themes": ["training"]}, ""),
        ({"addressee": ["netherford"]}, ""),
    ],
)
def test_the_note_of_a_recommendation_says_who_should_improve_what(
    labels: Labels, fields: dict[str, Any], note: str
) -> None:
    """The note names addressee and themes, and the time if the framework sets one."""
    item = Item("recommendations", "p1-aaaa", (0,), fields, rule="list")
    assert proposed_note(item, labels) == note


def test_every_theme_has_a_phrase(vocabulary: Vocabulary) -> None:
    """The table of phrases and the scheme of themes have the same slugs."""
    themes = {slug for slug, rank, _ in vocabulary.labels("theme") if rank == 2}
    assert {row["theme"] for row in _rows("note_phrases.tsv")} == themes


def test_words_are_completed_from_passage_notes_and_labels(labels: Labels) -> None:
    """Words of the passage come first, then those of earlier notes, then those of labels."""
    words = NoteWords(
        labels, ["Plans for adopters are planless.", "Drafted: planktonic"]
    )
    found = words.completions("Carers get pla", "Placements and placements")
    assert found[:3] == ["cements", "ns", "nless"]
    assert "nning" in found[3:]
    assert "nktonic" not in words.completions("pla", "")
    assert words.completions("carers get ", "Placements") == []
    words.learn("Planetary plans")
    assert words.completions("plane", "") == ["tary"]
