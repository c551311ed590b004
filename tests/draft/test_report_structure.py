"""Tests of how the parts of a report are found.

Examples are a summary before the contents page, a first annex, and a second report.
"""

from __future__ import annotations

import pytest

from draft_samples import (
    CONTENTS_SIF,
    HELP,
    PERMANENCE,
    TITLE_SIF,
    cover_sif,
    drafted,
    front_sif,
    grades,
    summed,
)
from inspectgraph.read import read_text

GOOD = cover_sif("Children’s services in Netherford are good", *["Good"] * 5)
SUMMARY = (
    "Leaders know their services well and have made strong progress.\n\nHowever, visits"
    " to children are late.\n\n"
)
CHAPTERS = (
    "The local authority\n\nRecommendations\n\n1. Make sure that visits are on"
    f" time.\n\nThe experiences and progress of {HELP} are good\n\n2. Staff know their"
    " children well.\n"
)
END = (
    "\nAny complaints about the inspection come to this office.\n\n© Crown copyright"
    " 2015\n\n"
)


# A summary before the contents page


@pytest.mark.parametrize(
    "heading",
    ["Executive summary", "Summary of findings", "Summary", "Key findings", "Overview"],
)
@pytest.mark.parametrize("mark", ["", "# "])
def test_a_summary_before_the_contents_page_holds_findings(
    heading: str, mark: str
) -> None:
    """A summary before the contents page has findings.

    The contents page is still recognised.
    """
    text = f"{front_sif()}{GOOD}{mark}{heading}\n\n{SUMMARY}{mark}Contents\n\nSummary\t2\nRecommendations\t4\n\n{CHAPTERS}"
    found = summed(text)
    summary = [
        one["polarity"]
        for one in found["findings"]
        if one["unit"].split("/")[0] != "p2"
    ]
    assert summary == ["strength", "weakness"]
    assert len(found["judgements"]) == 6
    assert [one["unit"] for one in found["recommendations"]] == ["p1"]
    kinds = [unit.kind for unit in read_text(text, "x").units]
    assert kinds.count("contents") == 1


def test_a_contents_page_that_lists_the_summary_first_is_no_summary() -> None:
    """A contents page whose first entry is the summary does not begin the summary."""
    units = read_text(f"{front_sif()}{GOOD}{CONTENTS_SIF}{CHAPTERS}", "x").units
    assert not [unit for unit in units if unit.kind == "paragraph" and "4" in unit.text]


# An annex that stands first


@pytest.mark.parametrize(
    "annex",
    [
        "Annex A: Information about the local authority area",
        "Annex A",
        "Appendix 1: The area",
        "Annex: Context",
    ],
)
@pytest.mark.parametrize("before", ["", f"# Executive summary\n\n{SUMMARY}"])
def test_an_annex_that_stands_first_ends_where_the_first_chapter_begins(
    annex: str, before: str
) -> None:
    """An annex at the beginning ends at the first chapter.

    Recommendations after it belong to the report.
    """
    body = (
        f"# {annex}\n\n## Children living in this area\n\n- About 21,000 children live"
        " there.\n\n# Recommendations\n\n1. Make sure that visits are on time.\n\n2."
        " Write plans that parents understand.\n\n# The experiences and progress of"
        " children who need help and protection\n\n3. Staff know their children"
        " well.\n"
    )
    found = summed(f"{front_sif()}{GOOD}{before}{body}")
    assert [one["unit"] for one in found["recommendations"]] == ["p1", "p2"]
    assert "p3" in {one["unit"] for one in found["findings"]}


def test_an_annex_at_the_end_keeps_its_headings() -> None:
    """An annex at the end includes all its headings, up to the next annex."""
    text = (
        f"{front_sif()}{GOOD}# Recommendations\n\n1. See children sooner.\n\n# Annex A:"
        " The other review\n\n## Recommendations\n\n1. Mend the roof.\n\n# Annex"
        " B\n\n1. Words.\n"
    )
    assert [one["unit"] for one in summed(text)["recommendations"]] == ["p1"]


# A second report in the same file


SECOND = {
    "board": (
        "Netherford Safeguarding Children Board\n\nInspection of the effectiveness of"
        " the local safeguarding children board\n\nInspection date: 18 November – 10"
        " December 2014\n\nReport published: 10 February 2015\n\n"
    ),
    "review": (
        "Review of the effectiveness of the Local Safeguarding Children"
        " Board\n\nNetherford\n\nInspection date: 18 November – 10 December 2014\n\n"
    ),
}
BOARD = (
    "The Local Safeguarding Children Board requires improvement\n\nSummary of"
    " findings\n\nThe board has been slow to look into audits.\n\nWhat does the LSCB"
    " need to improve?\n\nAreas for improvement\n\n1. Look into audits more"
    " often.\n\n2. Check the training.\n"
)


@pytest.mark.parametrize("form", SECOND)
@pytest.mark.parametrize("contents", ["", CONTENTS_SIF])
def test_the_report_of_the_board_after_the_end_matter_is_read(
    form: str, contents: str
) -> None:
    """The board's report after the first report's end matter is read.

    Its grade and recommendations are drafted. The dates stay those of the first report.
    """
    draft = drafted(
        f"{front_sif()}{GOOD}{contents}{CHAPTERS}{END}{SECOND[form]}{BOARD}"
    )
    assert {one.aspect: one.grade for one in draft.judgements}[
        "lscb-effectiveness"
    ] == "requires-improvement"
    board = [
        one
        for one in draft.advice
        if one.addressee == ("netherford-safeguarding-children-board",)
    ]
    assert len(board) == 2
    assert draft.published is not None
    assert draft.published.value.printed == "13 May 2015"
    assert any("second report" in question for question in draft.questions)


def test_the_report_on_another_council_is_asked_about() -> None:
    """A second report on another council is not drafted, and a question says so."""
    other = (
        f"Saltmere\n\n{TITLE_SIF}\n\nInspection date: 4 – 20 May 2015\n\nReport"
        " published: 3 July 2015\n\nThe overall judgement is that children’s services"
        " are inadequate\n\nSummary of findings\n\nVisits are"
        " late.\n\nRecommendations\n\n1. See children sooner.\n"
    )
    first = f"{front_sif()}{GOOD}{CONTENTS_SIF}{CHAPTERS}{END}"
    alone, both = summed(first), summed(first + other)
    assert any("it is not drafted" in question for question in both["questions"])
    for key in (
        "judgements",
        "recommendations",
        "findings",
        "published",
        "inspection",
        "authority",
    ):
        assert both[key] == alone[key]


def test_end_matter_without_a_second_report_stays_end_matter() -> None:
    """Addresses and rights at the end of a report do not begin a second report."""
    end = (
        f"{END}Further copies of this inspection report are on the"
        " website.\n\nPublished in 2015.\n"
    )
    units = read_text(f"{front_sif()}{GOOD}{CONTENTS_SIF}{CHAPTERS}{end}", "x").units
    assert [unit.kind for unit in units][-4:] == ["end-matter"] * 4


# Lists that have no end


@pytest.mark.parametrize(
    "heading",
    [
        (
            "      Outcomes for looked after children and young\n      people\n     "
            " Grade 4 (Inadequate)"
        ),
        "      Outcomes for looked after children\n      Grade 3 (Adequate)",
        (
            "      The experiences and progress of children who\n      need help and"
            " protection"
        ),
        (
            "      Outcomes for looked after children and young\n      people\n     "
            " Inadequate"
        ),
    ],
)
def test_a_heading_over_some_lines_ends_a_list_of_recommendations(heading: str) -> None:
    """A heading over several indented lines ends a list of recommendations."""
    text = (
        "Inspection of looked after children services\nNetherford"
        " Council\n\nInspection dates: 15-19 July 2013\n\nAreas for improvement\n2.   "
        " In order to improve the services the council should take the following\n    "
        "  action.\n\n      Immediately:\n\n             • make plans clearer.\n\n    "
        f"  Within three months:\n\n             • train carers.\n\n{heading}\n\n3.   "
        " Results at school are poor.\n\n4.    Health checks are late.\n"
    )
    found = summed(text)
    assert [(one["unit"], one["band"]) for one in found["recommendations"]] == [
        ("p2/1", "immediately"),
        ("p2/2", "within-three-months"),
    ]
    assert {"p3", "p4"} <= {one["unit"] for one in found["findings"]}


def test_lines_inside_a_numbered_paragraph_are_no_heading() -> None:
    """Lines that continue a numbered paragraph after an empty line are not a heading."""
    text = (
        "Summary\n\n1. Workers see children at home and\n\nwrite down what they\nsay to"
        " them\n\n2. Plans are clear.\n"
    )
    assert [unit.kind for unit in read_text(text, "x").units] == [
        "section",
        "paragraph",
        "paragraph",
    ]


def test_a_grade_on_a_line_of_its_own_is_no_finding() -> None:
    """A grade alone on a line below a chapter's heading is not a finding."""
    body = (
        f"# The experiences and progress of {PERMANENCE}\n\nRequires improvement\n\n1."
        " They know their children well.\n"
    )
    found = summed(f"{front_sif()}{GOOD}{CONTENTS_SIF}{body}")
    assert [one["unit"] for one in found["findings"]] == ["p1"]
    assert (
        grades(f"{front_sif()}{GOOD}{CONTENTS_SIF}{body}")[
            "looked-after-and-permanence"
        ]
        == "good"
    )
