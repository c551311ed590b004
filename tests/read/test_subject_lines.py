"""Lines that name the subject of what follows: between numbered paragraphs, and as headings that nothing marks."""

from __future__ import annotations

import pytest

from inspectgraph.draft.text.structure import flat
from inspectgraph.read import Document, read_text

MARKED = "# Inspection of Netherby\n\n## Recommendations\n\n"
PLAIN = "Inspection of Netherby\n\nRecommendations\n\n"
FIRST, SECOND = "1. Write plans.", "2. Visit more often."


def marked(*blocks: str) -> dict[str, tuple[str, str]]:
    """Return kind and text of each unit of a Markdown report, by id."""
    return units(read_text(MARKED + "\n\n".join(blocks), "netherby"))


def plain(*blocks: str) -> dict[str, tuple[str, str]]:
    """Return kind and text of each unit of a plain text, by id."""
    text = PLAIN + "\n\n".join(blocks)
    return units(read_text(text, "netherby", markdown=False))


def units(document: Document) -> dict[str, tuple[str, str]]:
    """Return kind and text of each unit, by id."""
    return {unit.id: (unit.kind, unit.text) for unit in document.units}


def test_a_subject_line_between_numbers_is_a_unit_of_its_own() -> None:
    """A subject line between two recommendations is a unit, and part of neither."""
    found = marked(FIRST, "Care leavers", SECOND)
    assert found["p1"] == ("paragraph", "Write plans.")
    assert found["recommendations/1"] == ("paragraph", "Care leavers")
    assert found["p2"] == ("paragraph", "Visit more often.")


def test_a_line_with_a_colon_between_numbers_heads_the_second() -> None:
    """A line with a colon becomes a section that contains the next paragraph."""
    text = f"{MARKED}{FIRST}\n\nThe council has these gaps:\n\n{SECOND}"
    document = read_text(text, "netherby")
    section = document.by_id["p2"].parent
    assert section is not None
    assert units(document)[section] == ("section", "The council has these gaps:")


@pytest.mark.parametrize(
    "line",
    [
        "Care leavers.",
        "Care leavers!",
        "Care leavers?",
        "Care leavers;",
        "care leavers",
        "Care leavers and the staff who visit them and the carers with whom they live now",
    ],
    ids=["stop", "exclamation", "question", "semicolon", "small letter", "80 letters"],
)
def test_what_is_no_subject_goes_on_with_the_paragraph(line: str) -> None:
    """A sentence, a line without a capital, and a long line continue the text."""
    found = marked(FIRST, line, SECOND)
    assert found["p1"] == ("paragraph", f"Write plans. {line}")
    assert "recommendations/1" not in found


def test_a_line_of_79_letters_may_be_a_subject() -> None:
    """The limit is 80 letters."""
    line = "Care leavers and the staff who visit them and the carers with whom they live on"
    assert len(line) == 79
    assert marked(FIRST, line, SECOND)["recommendations/1"][1] == line


def test_after_an_unfinished_sentence_a_line_is_no_subject() -> None:
    """The line goes on with the sentence."""
    found = marked("1. Write plans for", "Care leavers", SECOND)
    assert found["p1"] == ("paragraph", "Write plans for Care leavers")


@pytest.mark.parametrize(
    "after", ["7. Visit more often.", "Visit more often.", "- visit more often"]
)
def test_only_the_next_number_makes_a_line_a_subject(after: str) -> None:
    """Before other text, or a number far ahead, a line is ordinary text."""
    found = marked(FIRST, "Care leavers", after)
    assert found["p1"][1].startswith("Write plans. Care leavers")


def test_a_number_may_be_left_out() -> None:
    """A line is a subject even if up to two numbers are missing after it."""
    assert "recommendations/1" in marked(FIRST, "Care leavers", "4. Visit.")
    assert "recommendations/1" not in marked(FIRST, "Care leavers", "5. Visit.")
    assert plain(FIRST, "4. Visit.")["p4"] == ("paragraph", "Visit.")
    assert "p5" not in plain(FIRST, "5. Visit.")


def test_a_subject_of_a_text_without_marks_is_a_section() -> None:
    """In a source that marks no headings, a line of its own may be a section."""
    found = plain(FIRST, "Care leavers", SECOND, "Leadership", "Staff know.")
    assert found["care-leavers"] == ("section", "Care leavers")
    assert found["leadership"] == ("section", "Leadership")
    assert found["leadership/1"] == ("paragraph", "Staff know.")


def test_a_title_is_the_first_section_of_a_text_without_marks() -> None:
    """The title of the report is a heading as others are."""
    assert plain(FIRST)["inspection-of-netherby"] == (
        "section",
        "Inspection of Netherby",
    )


def test_two_lines_are_one_subject_before_the_next_number() -> None:
    """A heading of two lines is one section before a number, and none elsewhere."""
    found = plain(FIRST, "Care of\nchildren", SECOND)
    assert found["care-of-children"] == ("section", "Care of\nchildren")
    found = plain("Care of\nchildren", "Staff know.")
    assert "care-of-children" not in found


def test_two_lines_that_end_in_a_grade_are_one_heading() -> None:
    """The last line is the grade of what the first one names."""
    found = plain(FIRST, SECOND, "Care of children\nGood", "Staff know.")
    assert ("section", "Care of children\nGood") in found.values()


def test_four_lines_are_no_heading() -> None:
    """A heading has three lines at most."""
    found = plain(FIRST, "Care\nof\nall\nchildren", SECOND)
    assert flat(found["p1"][1]) == "Write plans. Care of all children"
    assert "care-of-all-children" not in found


def test_a_long_line_after_an_unfinished_paragraph_is_no_heading() -> None:
    """Only a short heading may interrupt a paragraph that has no full stop."""
    short = "Care of children"
    long = "Care of children and of young people who have left care and live on their own in town"
    unfinished = "Staff know families,"
    assert ("section", short) in plain(unfinished, short, "More.").values()
    assert ("section", long) not in plain(unfinished, long, "More.").values()
