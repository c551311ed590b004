"""Characters that nobody can see or tell apart are named, and refused where they do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from inspectgraph.load import load_project
from inspectgraph.model.characters import refused_in
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.rdf.builder import text_literal
from inspectgraph.rdf.vocabulary import Vocabulary

EXTRACT = Path("extracts/netherford-sif-2015.yaml")

REFUSED = (
    "\u200b",
    "\u2060",
    "\u00ad",
    "\ufeff",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u061c",
    "\u180e",
    "\u034f",
    "\u3164",
    "\u2028",
    "\u0007",
    "\u0085",
    "\u200c",
    "\u200d",
    "\ufe0f",
    "\U000e0041",
    "\ufff9",
)


def problems(folder: Path, vocabulary: Vocabulary) -> list[Problem]:
    """Return everything that is wrong with a project."""
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return list(raised.value.problems)


def replace(folder: Path, file: Path | str, old: str, new: str) -> None:
    """Replace some words of a file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("sign", REFUSED, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_invisible_character_in_a_note_is_named_with_its_column(
    sign: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The only message has the code point and the column of the invisible character."""
    replace(small_copy, EXTRACT, "Schools reached", f"Scho{sign}ols reached")
    (problem,) = problems(small_copy, vocabulary)
    assert (problem.code, problem.where.line, problem.where.column) == (
        "control-character",
        63,
        15,
    )
    assert f"U+{ord(sign):04X}" in problem.sentence
    assert "at column 15; " in problem.sentence
    assert problem.sentence.endswith("delete it")


@pytest.mark.parametrize(
    "place", ["polarity: weak|ness", "kin|d: reach", "|    kind: reach", "kind:| reach"]
)
def test_an_invisible_character_is_told_once_wherever_it_stands(
    place: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """An invisible character gives one message, in a slug, a key or between them."""
    replace(small_copy, EXTRACT, place.replace("|", ""), place.replace("|", "\u200b"))
    assert [problem.code for problem in problems(small_copy, vocabulary)] == [
        "control-character"
    ]


def test_invisible_characters_are_refused_in_registry_units_and_titles(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Invisible characters are refused in every file that people write."""
    registry = small_copy / "extracts/registry"
    replace(registry, "bodies.yaml", "name: ", "name: \u200b")
    (registry / "titles.txt").write_text("A title\u00ad\n", encoding="utf-8")
    replace(small_copy, EXTRACT.with_suffix(".units.tsv"), "front/1", "front/1\u200b")
    found = [
        (problem.code, Path(problem.where.path).name)
        for problem in problems(small_copy, vocabulary)
    ]
    assert ("control-character", "bodies.yaml") in found
    assert ("control-character", "titles.txt") in found
    assert ("control-character", "netherford-sif-2015.units.tsv") in found


def test_an_invisible_character_in_a_file_name_is_shown(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The message shows the code point, since the name looks right."""
    (small_copy / EXTRACT).rename(
        small_copy / "extracts/netherford\u200b-sif-2015.yaml"
    )
    (problem,) = problems(small_copy, vocabulary)
    assert problem.code == "bad-file-name"
    assert "U+200B ZERO WIDTH SPACE as character 11" in problem.sentence


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # a non-joiner between letters of Persian
        "क्\u200dष",  # a joiner in Devanagari
        "👩\u200d🏫",  # a joiner in an emoji
        "❤\ufe0f",  # a variation selector after a symbol
        "25\u00a0%",  # a no-break space
        "1\u202f250",
        "naïve café – “good” …",
    ],
)
def test_what_a_script_or_a_picture_needs_is_accepted(text: str) -> None:
    """Joiners that a script needs and visible spaces are accepted."""
    assert not list(refused_in(text))


def test_the_graph_has_plain_spaces() -> None:
    """The graph has plain spaces in place of special ones, so that searches work."""
    assert text_literal("lead\u00a0professional\u202fmet") == Literal(
        "lead professional met", language="en"
    )


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (
            "g\u043eod",
            (
                "U+043E CYRILLIC SMALL LETTER O as character 2; expected 'good' in"
                " plain letters"
            ),
        ),
        (
            "good\u00a0",
            (
                "'good' has U+00A0 NO-BREAK SPACE after it; expected 'good' alone:"
                " delete it"
            ),
        ),
        (
            "g\u03bfod",
            (
                "U+03BF GREEK SMALL LETTER OMICRON as character 2; expected 'good' in"
                " plain letters"
            ),
        ),
        (
            "“good”",
            (
                "U+201D RIGHT DOUBLE QUOTATION MARK after it; expected 'good' alone:"
                " delete them"
            ),
        ),
    ],
)
def test_a_look_alike_is_named_in_place_of_a_hint_with_the_same_letters(
    wrong: str, named: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The message names the look-alike letter instead of proposing the same word."""
    replace(
        small_copy, EXTRACT, "grade: good\n    source", f"grade: {wrong}\n    source"
    )
    (problem,) = problems(small_copy, vocabulary)
    assert named in problem.sentence
    assert "did you mean" not in problem.sentence
