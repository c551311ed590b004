"""Mistakes that curators make are told at their line, with cause and remedy, and what a hint proposes is accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspectgraph.anchors.seal import seal_text
from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.validate import validate
from mistakes.table import MISTAKES, Mistake

EXTRACT = "extracts/netherford-sif-2015.yaml"
_HINT = re.compile(r"did you mean '?([^']*?)'?\?$")


def problems_after(
    folder: Path, mistake: Mistake, vocabulary: Vocabulary
) -> tuple[Problem, ...]:
    """Make a mistake in the extract and return what is told."""
    path = folder / EXTRACT
    text = path.read_text(encoding="utf-8")
    assert mistake.right in text, mistake.name
    path.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return tuple(raised.value.problems)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_reported_once_with_line_cause_and_remedy(
    mistake: Mistake, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The only message has the line of the mistake, says what it is, and what to write."""
    first, *others = problems_after(small_copy, mistake, vocabulary)
    assert not others
    assert first.where.line == mistake.line, str(first)
    assert mistake.cause in first.sentence
    assert any(remedy in first.sentence for remedy in mistake.remedy.split("|")), str(
        first
    )


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_what_a_hint_proposes_is_accepted(
    mistake: Mistake, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """With the proposed word in the place of the faulty one, neither `load` nor a shape refuses the extract."""
    first = problems_after(small_copy, mistake, vocabulary)[0]
    if not (hint := _HINT.search(first.sentence)):
        return
    faulty = re.search(r"'([^']*)'", first.found)
    wrong = faulty[1] if faulty else re.findall(r"\S+$", first.found)[0]
    path = small_copy / EXTRACT
    lines = path.read_text(encoding="utf-8").split("\n")
    number = first.where.line - 1
    assert wrong in lines[number], (wrong, lines[number])
    before = lines[number][: first.where.column - 1]
    lines[number] = before + lines[number][first.where.column - 1 :].replace(
        wrong, hint[1], 1
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    project = load_project(small_copy, vocabulary)
    report = validate(assemble(project), project, needs=frozenset({"report"}))
    assert not report.violations


# What follows from a mistake is held back, and nothing else

_LOST = ("  - id: p2-q8r9", "    id: p2-q8r9")


def spoilt(
    folder: Path, vocabulary: Vocabulary, *changes: tuple[str, str]
) -> list[str]:
    """Make several changes in the extract and return line and code of what is reported."""
    path = folder / EXTRACT
    text = path.read_text(encoding="utf-8")
    for right, wrong in changes:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return [f"{problem.where.line} {problem.code}" for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("right", "wrong", "also"),
    [
        ("prevention-and-early-identification]", "preventoin]", "72 unknown-theme"),
        (
            "    because: [p1-o6p7]\n",
            "    because: [p9-none]\n",
            "75 unknown-statement",
        ),
        ("    because: [p1-o6p7]\n", "    because: [p2-q8r9]\n", "75 self-reference"),
        ("    note: Help for smaller problems comes late.\n", "", "70 missing-key"),
        (
            "    kind: result\n    because",
            "    kind: result\n    kind: reach\n    because",
            "75 duplicate-key",
        ),
        ("    extent: few\n", "    extent: wide\n", "66 unknown-value"),
        ("{unit: p2, length: 45,", "{unit: p2, length: 4500,", "77 anchor-too-long"),
    ],
)
def test_a_lost_hyphen_hides_no_other_mistake(
    right: str, wrong: str, also: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """After a lost hyphen, the lines are checked as the list member they should be."""
    found = spoilt(small_copy, vocabulary, _LOST, (right, wrong))
    assert sorted(found) == sorted(["70 duplicate-key", also])


def test_each_lost_hyphen_is_reported(small_copy: Path, vocabulary: Vocabulary) -> None:
    """Two lost hyphens in a row are reported as two mistakes."""
    found = spoilt(
        small_copy, vocabulary, _LOST, ("  - id: p3-s0t1", "    id: p3-s0t1")
    )
    assert found == ["70 duplicate-key", "78 duplicate-key"]


def test_a_hyphen_is_lost_before_any_first_key(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A lost hyphen is reported, even before a key other than the id."""
    id_first = "  - id: p2-q8r9\n    polarity: weakness\n"
    other = (
        "  - id: p1-o6p7\n    polarity: weakness\n",
        "  - polarity: weakness\n    id: p1-o6p7\n",
    )
    assert spoilt(
        small_copy,
        vocabulary,
        (id_first, "    polarity: weakness\n    id: p2-q8r9\n"),
        other,
    ) == ["70 duplicate-key"]


def test_keys_that_are_twice_by_themselves_are_each_reported(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Two repeated keys in one member are reported as two mistakes."""
    twice = (
        "    extent: few\n",
        "    extent: few\n    extent: all\n    trend: worsening\n",
    )
    assert spoilt(small_copy, vocabulary, twice) == [
        "67 duplicate-key",
        "68 duplicate-key",
    ]


def test_an_id_too_many_is_no_new_member(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A stray id begins no new member, and hides no other repeated key."""
    stray = (
        "    certainty: stated\n    kind: reach\n",
        "    id: p1-x1y2\n    kind: reach\n    extent: few\n",
    )
    assert spoilt(small_copy, vocabulary, stray) == [
        "67 duplicate-key",
        "69 duplicate-key",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "also"),
    [
        (
            "answers: [p1-o6p7, p2-q8r9]",
            "answers: [p1-o6p7, p1-o6p8]",
            ["117 unknown-statement"],
        ),
        (
            "    more_about: [p1-o6p7]",
            "    more_about: [p9-none]",
            ["108 unknown-statement", "117 unknown-statement"],
        ),
        ("    extent: few\n", "    because: [p1-o6p7]\n", ["66 self-reference"]),
    ],
)
def test_a_repeated_id_hides_no_other_mistake(
    right: str, wrong: str, also: list[str], small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A repeated id is reported, and so are the other mistakes beside it."""
    found = spoilt(
        small_copy, vocabulary, ("- id: p2-q8r9", "- id: p1-o6p7"), (right, wrong)
    )
    assert sorted(found) == sorted(["70 duplicate-id", *also])


# What a message shows can be copied


@pytest.mark.parametrize(
    ("name", "pattern", "replaced"),
    [
        ("dash-missing", r"before the key, '(.*?)', if", "    id: p2-q8r9"),
        ("words-after-a-quote", r"whole text: (.*)$", 'note: "Schools" hardly use it.'),
        (
            "words-after-a-single-quote",
            r"whole text: (.*)$",
            "note: 'Schools' hardly use it.",
        ),
        ("hash-in-a-note", r'in quotes: (".*?")', "Schools of ferry #3 hardly use it."),
        ("hash-first", r'in quotes: (".*?")', "#3 hardly uses it."),
        ("time-as-a-day", r"as (\{.*\})", "2015-05-05"),
        ("time-in-words", r"as (\{.*\})", "May 2015"),
        ("merge-key", r"themselves: '(.*)'", "<<: {state: in-place}"),
        (
            "quote-not-closed-in-a-list",
            r"before ']': (.*)$",
            "'netherford-harbour-team",
        ),
    ],
)
def test_what_a_message_shows_is_accepted(
    name: str, pattern: str, replaced: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The extract loads once the words that a message shows replace the wrong ones."""
    mistake = next(one for one in MISTAKES if one.name == name)
    (first,) = problems_after(small_copy, mistake, vocabulary)
    shown = re.search(pattern, first.sentence)
    assert shown, first.sentence
    path = small_copy / EXTRACT
    lines = path.read_text(encoding="utf-8").split("\n")
    assert replaced in lines[mistake.line - 1]
    lines[mistake.line - 1] = lines[mistake.line - 1].replace(replaced, shown[1])
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load_project(small_copy, vocabulary).extracts


def test_the_place_that_a_message_shows_can_be_sealed(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The place that a message shows becomes an anchor when a quotation is put in."""
    mistake = next(one for one in MISTAKES if one.name == "unit-for-an-anchor")
    (first,) = problems_after(small_copy, mistake, vocabulary)
    shown = re.search(r"report: (\{.*?\});", first.sentence)
    assert shown, first.sentence
    written = shown[1].replace("words as the report has them", "Schools rarely call.")
    text = (
        (small_copy / EXTRACT)
        .read_text(encoding="utf-8")
        .replace("at: p1\n", f"at: {written}\n")
    )
    sealed = seal_text(text, EXTRACT, {"p1": "Schools rarely call."})
    assert (sealed.count, sealed.problems) == (1, ())


def test_no_two_mistakes_are_called_the_same() -> None:
    """Each mistake of the table has a name of its own, and there are forty or more."""
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)
    assert len(MISTAKES) >= 40
