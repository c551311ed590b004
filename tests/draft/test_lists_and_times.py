"""Lists of recommendations that begin or end in unusual ways, and printed times: invented reports."""

from __future__ import annotations

import pytest

from draft_samples import summed
from inspectgraph.draft.text.dates import find_spans

TITLE = (
    "Inspection of services for children in need of help and\nprotection, children"
    " looked after and care leavers\nand\nReview of the effectiveness of the Local"
    " Safeguarding Children\nBoard1\nInspection date: 3 March 2015 – 25 March"
    " 2015\nReport published: 13 May 2015\n"
)


# Lists


@pytest.mark.parametrize(
    "heading",
    ["The local authority has the following strengths:", "What the council does well:"],
)
def test_a_heading_with_a_colon_ends_a_list(heading: str) -> None:
    """A line that ends in a colon between two numbered paragraphs heads the second one."""
    found = summed(
        f"Netherford Council\n\n{TITLE}\nContents\n\nSummary\t3\n\nAreas for"
        " improvement\n\n1. Ensure that plans are"
        f" clear.\n\n{heading}\n\n2. Workers know their children.\n"
    )
    assert [one["unit"] for one in found["recommendations"]] == ["p1"]


def test_numbered_subjects_sort_their_points() -> None:
    """Numbered lines that only name a subject are no recommendations; their points are."""
    found = summed(
        f"Netherford Council\n\n{TITLE}\nContents\n\nSummary\t3\n\nRecommendations\n\n1."
        " Quality of practice\n\n- Ensure that plans are clear.\n- Devise a checklist.\n\n2."
        " Oversight by managers\n\n- Review all plans.\n"
    )
    assert [one["unit"] for one in found["recommendations"]] == ["p1/1", "p1/2", "p2/1"]


def test_a_numbered_list_under_a_line_that_was_read_as_text() -> None:
    """The words of a heading open a list also where the line was not seen as a heading, up to prose."""
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
    """A span keeps its last day, whatever its dash, and also in figures."""
    (span,) = find_spans(f"Inspection dates: {printed} ")
    assert (str(span.earliest), str(span.latest)) == (first, last)


def test_days_in_figures_apart_are_two_times() -> None:
    """Two days with other words between them, or in the wrong order, are no span."""
    for printed in ("1/06/2015, seen again 25/06/2015", "25/06/2015 to 1/06/2015"):
        assert len(find_spans(printed)) == 2


def test_a_time_that_goes_on_in_no_known_words_is_asked_about() -> None:
    """Where more days follow than were read, the value is doubtful, and a question says so."""
    front = "3 March 2015 ~~ 25. March 2015"
    found = summed(
        f"Netherford Council\n\n{TITLE}".replace("3 March 2015 – 25 March 2015", front)
    )
    assert found["confidence"]["inspection"]["confidence"] <= 0.6
    assert any("add its last day" in one for one in found["questions"])


def test_an_earlier_edition_gives_no_day_of_publication() -> None:
    """A note on when parts were published before is a question, and no value."""
    note = "The sections on the council were originally published on 11 May 2015.\n"
    front = TITLE.replace("Report published: 13 May 2015\n", note)
    found = summed(f"Netherford Council\n\n{front}")
    assert found["published"] is None
    assert any("earlier edition" in one for one in found["questions"])
