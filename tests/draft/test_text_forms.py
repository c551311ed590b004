"""Tests of invented reports as plain text, in the two forms that pdftotext writes.

The forms are reading order, and the layout of the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from draft_samples import knowledge, summed
from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_report
from inspectgraph.draft.text.dates import find_spans
from inspectgraph.read import read_text

TITLE = (
    "Inspection of services for children in need of help and\nprotection, children"
    " looked after and care leavers\nand\nReview of the effectiveness of the Local"
    " Safeguarding Children\nBoard1\nInspection date: 3 March 2015 – 25 March"
    " 2015\nReport published: 13 May 2015\n"
)
#: A report in reading order: cells one below the other, a contents page whose numbers are
#: apart, no blank line around headings, page numbers before form feeds.
IN_ORDER = (
    f"Netherford Borough Council\n{TITLE}Children’s services in Netherford require"
    " improvement\n1. Children who need help and protection\n\nRequires"
    " improvement\n\n2. Children looked after and"
    " achieving\npermanence\n\nGood\n\n2.1 Adoption performance\n\nGood\n\n2.2"
    " Experiences and progress of care leavers\n\nOutstanding\n\n3. Leadership,"
    " management and governance\n\nRequires improvement\n\n1\n\n\fContents\nThe local"
    " authority\n\n3\n\nExecutive summary\n\n3\n\nRecommendations\n\n4\n\nThe"
    " experiences and progress of children who need help"
    " and\nprotection\n5\nLeadership, management and governance\n\nThe Local"
    " Safeguarding Children Board (LSCB)\n\n6\n\n2\n\n\fThe local authority\nExecutive"
    " summary\nWorkers know their children well. Plans are clear.\n\nVisits to children"
    " are late, and many plans are\n\n3\n\n\fpoor and too"
    " brief.\nRecommendations\n1.\n\nEnsure that plans are clear.\n\n2. Improve visits"
    " to children.\nThe experiences and progress of children who need help"
    " and\nprotection require improvement\n3. Thresholds are clear. Staff know them."
    " Help comes early.\n4. Checks are late.\n\n4\n\n\f5. Homes are near.\nThe Local"
    " Safeguarding Children Board (LSCB)\nThe Local Safeguarding Children Board is"
    " good\nExecutive summary\nThe board meets"
    " often.\nRecommendations\n6. Evaluate the training.\nInspection findings – the"
    " Local Safeguarding Children Board\n7. The board is well led.\n\n5\n\n\f"
)
#: The same form with its layout: the grade between or beside the lines of its label.
LAID_OUT = (
    f"Netherford Borough Council\n{TITLE}\n\n    Children’s services in Netherford"
    " require improvement\n    1. Children who need help and protection                "
    "            Requires improvement\n\n    2. Children looked after and achieving\n  "
    "                                                                      Good\n      "
    " permanence\n\n           2.1 Adoption performance                                "
    "     Good\n\n                                                                      "
    "  Requires\n           2.2 Experiences and progress of care leavers             "
    "  improvement to be\n                                                             "
    "           good\n\n    3. Leadership, management and governance                    "
    "         Inadequate\n\n\n                                                           "
    "                       1\n\fContents\n    The local authority                      "
    "      3\n    Recommendations                              3\n\n\n                   "
    "                                                                  "
    "2\n\fRecommendations\n\n1.   Ensure that plans are\n     clear.\n\nLeadership\n\n2. "
    "  Managers should check the plans\n     more often.\n\n\n\n                         "
    "                                                             3\n\fThe experiences and"
    " progress of children who need help and protection\n\n3.   Visits are late.\n\n\n  "
    "                                                                                 4\n"
)
HELP, CARE = "Children who need help and protection", "Children looked after and"


@pytest.fixture(name="draft_text")
def fixture_draft_text(tmp_path: Path) -> Any:
    """Return a function that drafts a plain text."""

    def draft_text(text: str) -> dict[str, Any]:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        document, draft = draft_report(path, knowledge())
        return summary(draft, knowledge(), document)

    return draft_text


def test_headings_without_blank_lines(draft_text: Any) -> None:
    """Headings are recognised without empty lines around them.

    So all grades are read, and each list of recommendations ends at the next heading.
    """
    found = draft_text(IN_ORDER)
    assert [one["grade"] for one in found["judgements"]] == [
        "requires improvement",
        "requires improvement",
        "good",
        "good",
        "outstanding",
        "requires improvement",
        "good",
    ]
    assert [(one["unit"], one["addressee"]) for one in found["recommendations"]] == [
        ("p1", "Netherford"),
        ("p2", "Netherford"),
        ("p6", "Netherford Safeguarding Children Board"),
    ]
    assert not [one for one in found["questions"] if "No grade" in one]


def test_a_contents_page_whose_numbers_are_apart() -> None:
    """Titles and page numbers on separate lines are read as one contents page."""
    units = read_text(IN_ORDER, "report", markdown=False).by_id
    assert "Leadership" in units["contents"].text
    assert units["local-authority"].text == "The local authority"


def test_page_numbers_beside_other_numbers() -> None:
    """Page numbers are removed from the text, although other lines are numbers too.

    A sentence across two pages is joined.
    """
    words = ("North", "South", "East", "West", "Middle")
    pages = [
        f"{word} plans\n\n{word} homes\n\n{word} staff\n\n{number}. Plans of the {word}"
        f" are\n\n{number}\n\n\fclear to the {word}.\n\n"
        for number, word in enumerate(words, 1)
    ]
    source = "Contents\n\nPlans\n\n7\n\nVisits\n\n9\n\n" + "".join(pages)
    units = read_text(source, "report", markdown=False).units
    assert sum(unit.kind == "furniture" for unit in units) == len(words)
    assert "Plans of the West are clear to the West." in [unit.text for unit in units]


def test_a_heading_in_a_sentence_is_none() -> None:
    """The words of a heading inside a sentence are not read as a heading."""
    source = (
        "Summary\n\nInspectors made\nRecommendations\nto managers. They read the"
        " report of the\nLocal Safeguarding Children Board\nand its plans.\n"
    )
    kinds = [unit.kind for unit in read_text(source, "x", markdown=False).units]
    assert kinds == ["section", "paragraph"]


def test_rows_over_several_lines(draft_text: Any) -> None:
    """Grades are read if their labels are printed over several lines."""
    found = draft_text(LAID_OUT)
    assert [(one["aspect"][:25], one["grade"]) for one in found["judgements"]] == [
        ("Overall effectiveness", "requires improvement"),
        (HELP[:25], "requires improvement"),
        (CARE[:25], "good"),
        ("Adoption performance", "good"),
        ("Experiences and progress ", "requires improvement"),
        ("Leadership, management an", "inadequate"),
    ]
    assert all(one["confidence"] > 0.9 for one in found["judgements"])
    assert [one["unit"] for one in found["recommendations"]] == ["p1", "p2"]
    assert [one for one in found["questions"] if "safeguarding" in one]


def test_a_form_feed_keeps_the_numbers_of_lines(tmp_path: Path) -> None:
    """A form feed begins a new block, and does not change the line numbers."""
    path = tmp_path / "report.txt"
    path.write_text("Plans\n\n1. Plans are\n\fRecommendations\n\n2. Improve them.\n")
    document, _ = draft_report(path, knowledge())
    assert [(unit.id, unit.line) for unit in document.units] == [
        ("plans", 1),
        ("p1", 3),
        ("recommendations", 4),
        ("p2", 6),
    ]


def test_a_name_over_two_lines() -> None:
    """The name of a council is read over two lines, without the title that follows."""
    text = (
        "London Borough of Oldford and\nNewford\nInspection of children's social care"
        " services\n\nInspection dates: 13 to 24 March 2023\n"
    )
    assert "'London Borough of Oldford and Newford'" in " ".join(
        summed(text)["questions"]
    )


def test_a_page_number_between_a_number_and_its_text() -> None:
    """The text of a numbered item is found after a page number in between."""
    source = "Recommendations\n\n1. Review plans.\n\n2.\n\n7\n\n\fImprove visits.\n"
    units = read_text(source, "x", markdown=False).by_id
    assert units["p2"].text == "Improve visits."


# Lists


@pytest.mark.parametrize(
    "heading",
    ["The local authority has the following strengths:", "What the council does well:"],
)
def test_a_heading_with_a_colon_ends_a_list(heading: str) -> None:
    """A line with a colon between two numbered paragraphs ends the list before it."""
    found = summed(
        f"Netherford Council\n\n{TITLE}\nContents\n\nSummary\t3\n\nAreas for"
        " improvement\n\n1. Ensure that plans are"
        f" clear.\n\n{heading}\n\n2. Workers know their children.\n"
    )
    assert [one["unit"] for one in found["recommendations"]] == ["p1"]


def test_numbered_subjects_sort_their_points() -> None:
    """Numbered lines that only name a subject are not recommendations.

    The bullets below them are.
    """
    found = summed(
        f"Netherford Council\n\n{TITLE}\nContents\n\nSummary\t3\n\nRecommendations\n\n1."
        " Quality of practice\n\n- Ensure that plans are clear.\n- Devise a checklist.\n\n2."
        " Oversight by managers\n\n- Review all plans.\n"
    )
    assert [one["unit"] for one in found["recommendations"]] == ["p1/1", "p1/2", "p2/1"]


def test_a_numbered_list_under_a_line_that_was_read_as_text() -> None:
    """The words of a heading begin a list even if the line was read as text."""
    found = summed(
        f"# Netherford Council\n\n{TITLE}\n## Contents\n\nSummary\t3\n\n## The local"
        " authority\n\nRecommendations\n\n1. Ensure that plans are clear.\n\n2."
        " Consistently note the views of children.\n\n3. Improve visits.\n\n## Practice\n\n4."
        " Plans are late.\n"
    )
    assert [one["unit"] for one in found["recommendations"]] == ["p1", "p2", "p3"]


# Times


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("20 June 2017 ─ 13 July 2017", "2017-06-20", "2017-07-13"),
        ("1/06/2015 – 25/06/2015", "2015-06-01", "2015-06-25"),
        ("12/09/2016 to 06/10/2016", "2016-09-12", "2016-10-06"),
        ("4 ― 22 March 2019", "2019-03-04", "2019-03-22"),
    ],
)
def test_spans_with_other_dashes_and_in_figures(
    printed: str, first: str, last: str
) -> None:
    """A span of days is read with any dash, and with dates in figures."""
    (span,) = find_spans(f"Inspection dates: {printed} ")
    assert (str(span.earliest), str(span.latest)) == (first, last)


def test_days_in_figures_apart_are_two_times() -> None:
    """Two dates that are not joined as a span are read as two times."""
    for printed in ("1/06/2015, seen again 25/06/2015", "25/06/2015 to 1/06/2015"):
        assert len(find_spans(printed)) == 2


def test_a_time_that_goes_on_in_no_known_words_is_asked_about() -> None:
    """If more dates follow than were read, the confidence is low and the curator is asked."""
    front = "3 March 2015 ~~ 25. March 2015"
    found = summed(
        f"Netherford Council\n\n{TITLE}".replace("3 March 2015 – 25 March 2015", front)
    )
    assert found["confidence"]["inspection"]["confidence"] <= 0.6
    assert any(
        "add the last day of the inspection" in one for one in found["questions"]
    )


def test_an_earlier_edition_gives_no_day_of_publication() -> None:
    """The day on which parts of a report were first published is not its day of publication.

    The draft has no day of publication, and asks the curator for it.
    """
    note = "The sections on the council were originally published on 11 May 2015.\n"
    front = TITLE.replace("Report published: 13 May 2015\n", note)
    found = summed(f"Netherford Council\n\n{front}")
    assert found["published"] is None
    assert any("earlier edition" in one for one in found["questions"])
