"""Single rules of reading: what goes on with a list, and where a contents page ends."""

from __future__ import annotations

from inspectgraph.read import read_text
from inspectgraph.read.hyphenation import LineEnds
from inspectgraph.read.list_labels import accept_labels, label_of

HEAD = "# Inspection of Netherby\n\n## Findings\n\n"


def texts(source: str, *, markdown: bool = True) -> list[tuple[str, str]]:
    """Return kind and text of the units of a report."""
    document = read_text(source, "netherby", markdown=markdown)
    return [(unit.kind, unit.text) for unit in document.units]


def test_after_a_list_without_stops_a_text_with_a_capital_is_a_paragraph() -> None:
    """After bullets that have no full stops, a capital begins a paragraph."""
    found = texts(f"{HEAD}- visit children\n- write plans\n\nStaff know families.\n")
    assert found[-2:] == [
        ("bullet", "write plans"),
        ("paragraph", "Staff know families."),
    ]


def test_after_a_list_with_stops_an_unfinished_bullet_goes_on() -> None:
    """If other bullets end in a stop, one without a stop goes on in the next block."""
    found = texts(f"{HEAD}- Visit children.\n- write plans with\n\nNetherby council.\n")
    assert found[-1] == ("bullet", "write plans with Netherby council.")


def test_a_contents_page_ends_where_its_first_title_is_printed_again() -> None:
    """The contents page ends there, even if a later line ends like a page number."""
    found = texts(
        "Inspection of Netherby\n\nContents\n\nIntroduction\n\nVisits 3\n\nPlans"
        " 4\n\nIntroduction\n\nWe met staff and children of all ages, who were"
        " 40\n\nThey know families.\n",
        markdown=False,
    )
    (contents,) = [text for kind, text in found if kind == "contents"]
    assert contents.endswith("Plans 4")
    rest = " ".join(text for kind, text in found if kind == "paragraph")
    assert rest.endswith("They know families.")


def test_a_number_of_hours_at_the_start_of_a_line_is_no_label() -> None:
    """A number before a small letter is a label only if it is the next in order."""
    lines = ("1.1 Plans are kept.", "1.2 Visits take", "1.5 hours.", "1.6 Staff know.")
    labels = [label for line in lines if (label := label_of(line))]
    assert accept_labels(labels) == [True, True, False, True]


def test_a_note_between_two_parts_of_a_sentence_divides_nothing() -> None:
    """A sentence goes on after a footnote that stands between its two parts."""
    found = texts(
        "Inspection of Netherby\n\nFindings\n\nStaff know children¹,\n\n¹ As they"
        " are in 2024.\n\nfamilies well.\n",
        markdown=False,
    )
    assert ("paragraph", "Staff know children, families well.") in found
    assert ("note", "As they are in 2024.") in found


def test_three_divided_words_tell_that_a_report_divides_words() -> None:
    """After three divided words, a further one is joined; after two it is not."""
    two = ["assess-\nment", "plan-\nning", "assessment planning"]
    assert LineEnds(two).mend("unwrit-\nten") == "unwrit-ten"
    three = [*two, "fami-\nly", "family"]
    assert LineEnds(three).mend("unwrit-\nten") == "unwritten"


def test_a_hyphen_before_and_stays_in_a_longer_compound() -> None:
    """A hyphen before "and" gets a space only where part of a word is left out."""
    ends = LineEnds([])
    assert ends.mend("an up-\nand-coming team") == "an up-and-coming team"
    assert ends.mend("short-\nand long-term") == "short- and long-term"


def test_a_chapter_heading_in_an_annex_at_the_end_stays_in_the_annex() -> None:
    """Only an annex before all chapters ends at a chapter."""
    end = read_text(
        f"{HEAD}1. Well.\n\n## Recommendations\n\n2. Write.\n\n## Annex"
        " A\n\n## Recommendations of the board\n\n1. Meet.\n",
        "netherby",
    )
    assert "annex-a/recommendations-of-the-board" in end.by_id
    begin = read_text(
        "# Inspection of Netherby\n\n## Annex A\n\n1. Grades.\n\n##"
        " Recommendations\n\n1. Write.\n",
        "netherby",
    )
    assert "recommendations" in begin.by_id
