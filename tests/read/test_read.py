"""Reading reports of every form into units. The small reports here are the project's own, about Netherby."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.files.unit_list import read_units, write_units
from inspectgraph.model.errors import UnreadableError
from inspectgraph.read import Document, read_report, read_text, slug

OLDER_FORM = """\
Joint area review

Netherby Children's Services Authority Area

Contents

Introduction\t2
Grades\t9

Introduction

1. Netherby lies between two rivers and has a market
on Fridays (one of

the oldest in its county).

2. The team looked at:

- plans and
- 30<sup>th</sup> reports¹

¹ Counted by the council itself.

Being healthy

3. **Health is good.** Most clinics open daily.

Being healthy

4. Clinics stay open.

Grades

Grades awarded:

4: excellent; 1: inadequate

\tLocal services overall\tCouncil services
Being healthy\t3\t
Capacity to improve\t3\t2

Recommendations

For action over the next six months

The council should:

- open a clinic, to include:
  - a nurse
  - a waiting room
- close none

The trust should:

- buy a van

For action in the longer term

- plan ahead

Annex: The section on young people

1. The annex starts again at one.
"""

NEWER_FORM = """\
# Joint area review

## Contents

Introduction\t2
Areas for a closer look\t
1. Safeguarding\t6

## Safeguarding

Inadequate\t<input type="checkbox"/>\tGood\t<input checked="" type="checkbox"/>
---\t---\t---\t---

1. **Safeguarding is good.**

Major strengths\tImportant weaknesses
<p>Early help.</p> <p>A clear plan.</p>\t<p>Slow visits.</p>

<p>Calm staff.</p>\t
---\t--

2. Staff are calm.

## Annex B

1. The second annex.
"""

LATER_FORM = """\
Netherby Council

Inspection date: 1 – 3 May 2014

The overall judgement is **good**

1. Children who need help\t\tGood
\t1.1 Adoption performance\tRequires improvement

The effectiveness of the Local Safeguarding Children Board (LSCB) is **good**

Contents

Summary of key findings\t3

Section 1: the local authority

Summary of key findings

- 1. Visits are regular but their records do not
- say so on every file.
- 2. Plans are short.

Children living in this area

- About 900 children live here.
- lacktriangle Of this number:
 - 20 live on farms.

What needs to improve?

- 3. Keep the records.

Any complaints about the inspection should be sent by post.
"""

LETTER = """\
8 November 2011

The Director
Netherby Council

Dear Director

Annual assessment

The scale has four points:

4\tPerforms excellently\tWell above what is asked

Netherby assessment 2011

Children's services assessment\tPerforms well (3)

Strengths

- Schools are good.
- Homes are good.

Areas for further improvement

- Too few buses.

Yours sincerely

The Inspectorate
"""


def units(source: str) -> dict[str, str]:
    """Return the text of each unit of a source, by its id."""
    return {unit.id: unit.text for unit in read_text(dedent(source), "x").units}


def test_printed_numbers_win() -> None:
    """Numbered paragraphs are called by their number, and an annex begins a count of its own."""
    found = units(OLDER_FORM)

    assert [name for name in found if name.rpartition("/")[2].startswith("p")][:4] == [
        "p1",
        "p2",
        "p3",
        "p4",
    ]
    assert found["annex/p1"] == "The annex starts again at one."
    assert units(NEWER_FORM)["annex-b/p1"] == "The second annex."


def test_a_paragraph_goes_on_after_a_page_break() -> None:
    """Text that goes on after a blank line belongs to the paragraph that it continues."""
    assert units(OLDER_FORM)["p1"].endswith("(one of the oldest in its county).")
    assert units(LATER_FORM)["p1"].endswith("do not say so on every file.")


def test_footnotes_stand_apart() -> None:
    """A footnote is a unit, its mark is taken out of the text, and an ordinal's letters stay."""
    found = units(OLDER_FORM)

    assert (found["p2/2"], found["note-1"]) == (
        "30th reports",
        "Counted by the council itself.",
    )


def test_a_repeated_heading_gets_a_number() -> None:
    """Two sections of one name have two ids."""
    assert {"being-healthy", "being-healthy-2"} <= set(units(OLDER_FORM))


def test_grade_tables() -> None:
    """A row is a unit; where a table has several columns of grades, each filled cell is one too."""
    found = units(OLDER_FORM)

    assert found["grades/capacity-to-improve"] == "Capacity to improve"
    assert found["grades/capacity-to-improve/council-services"] == "2"
    assert "grades/being-healthy/council-services" not in found
    assert (
        units(LATER_FORM)["grades/adoption-performance"]
        == "1.1 Adoption performance Requires improvement"
    )
    assert units(LETTER)["grades/childrens-services-assessment"].endswith(
        "Performs well (3)"
    )


def test_cover_sentences_are_grades() -> None:
    """The two judgements that a cover gives in a sentence are called like rows of its table."""
    found = units(LATER_FORM)

    assert found["grades/overall-judgement"] == "The overall judgement is good"
    assert found["grades/local-safeguarding-children-board"].endswith("is good")


def test_recommendations() -> None:
    """Recommendations are numbered through their time band; points are nested."""
    document = read_text(OLDER_FORM, "x")
    band = [
        unit
        for unit in document.units
        if unit.id.startswith("recommendations/six-months/")
    ]

    assert [unit.id.removeprefix("recommendations/six-months/") for unit in band] == [
        "lead-in-1",
        "1",
        "1/1",
        "1/2",
        "2",
        "lead-in-2",
        "3",
    ]
    assert (
        document.by_id["recommendations/six-months/3"].lead_in
        == "recommendations/six-months/lead-in-2"
    )
    assert "recommendations/longer-term/1" in document.by_id


def test_strengths_and_weaknesses_count_through_a_page_break() -> None:
    """Entries of a table of strengths and weaknesses are units, counted by column over its pages."""
    found = units(NEWER_FORM)

    assert found["safeguarding/strengths/3"] == "Calm staff."
    assert found["safeguarding/weaknesses/1"] == "Slow visits."


def test_grade_bars() -> None:
    """A bar of grades is a unit of its own and shows which box is ticked."""
    assert units(NEWER_FORM)["safeguarding/grade"] == "Inadequate ☐ Good ☒"


def test_contents_are_kept_apart() -> None:
    """Numbers in the list of contents number no paragraph, and a row without a page belongs to it as well."""
    found = units(NEWER_FORM)

    assert "Areas for a closer look" in found["contents"]
    assert found["p1"] == "Safeguarding is good."


def test_a_tab_may_set_off_a_number_or_a_bullet() -> None:
    """A tab after a number or bullet makes no table row, unless a cell follows it."""
    source = (
        "Findings\n\n1.\tPlans are:\n\n\t•\tlate\n\to\tlost.\n\n**2.**\tStaff"
        " stay.\n\n3.\tGood\t2\n"
    )
    units = read_text(source, "a.md").units
    assert [
        (unit.kind, unit.text) for unit in units if unit.kind in {"paragraph", "bullet"}
    ] == [
        ("paragraph", "Plans are:"),
        ("bullet", "late"),
        ("bullet", "lost."),
        ("paragraph", "Staff stay."),
    ]


def test_bullets_of_a_section() -> None:
    """Bullets without a numbered paragraph are counted under their section; stray marks are taken off."""
    found = units(LATER_FORM)

    assert found["children-living-in-this-area/2"] == "Of this number:"
    assert found["children-living-in-this-area/2/1"] == "20 live on farms."


def test_a_letter() -> None:
    """A letter has its lists under their headings, its address before and its close behind."""
    document = read_text(LETTER, "x")
    kinds = {unit.id: unit.kind for unit in document.units}

    assert kinds["strengths/2"] == kinds["areas-for-further-improvement/1"] == "bullet"
    assert kinds["annual-assessment/lead-in-1"] == "lead-in"
    assert (kinds["front/1"], kinds["end/2"]) == ("front", "end-matter")


def test_slugs() -> None:
    """A slug has no article first, no small word last, and at most eight words."""
    assert (
        slug("The graded judgement for the experiences and progress of care leavers")
        == "graded-judgement-for-the-experiences-and-progress"
    )


@pytest.mark.parametrize("form", [OLDER_FORM, NEWER_FORM, LATER_FORM, LETTER])
def test_every_line_is_in_some_unit(form: str) -> None:
    """No line that holds anything is lost."""
    document = read_text(form, "x")
    covered = {
        offset
        for unit in document.units
        for start, end in unit.spans
        for offset in range(start, end)
    }
    lost = [c for offset, c in enumerate(form) if c.isalnum() and offset not in covered]

    assert not [c for c in lost if c not in "0123456789"]


def test_units_survive_their_list(tmp_path: Path) -> None:
    """Units written to the list beside an extract are read back the same."""
    listed = read_text(NEWER_FORM, "x").listed()
    file = tmp_path / "x.units.tsv"
    file.write_text(write_units(listed), encoding="utf-8")

    assert list(read_units(file, "x.units.tsv").units.values()) == listed


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"only a front line"])
def test_files_without_a_report_are_refused(tmp_path: Path, content: bytes) -> None:
    """A file that holds no report is told in a sentence, with the exit code of a file that cannot be read."""
    file = tmp_path / "x.md"
    file.write_bytes(content)

    if content == b"only a front line":
        assert read_report(file).units
        return
    with pytest.raises(UnreadableError) as refused:
        read_report(file)
    assert refused.value.exit_code == 3


@given(st.text(alphabet="ab1. -*#\t\n|<p>/¹²:XA", max_size=300))
def test_any_text_can_be_read(source: str) -> None:
    """No text makes the reader fail, and no two units share an id."""
    document = read_text(source, "x")

    assert len(document.units) == len(document.by_id)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "paragraphs", "annexes"),
    [
        ("sefton-jar-2007", 89, {"annex/p": 9}),
        ("knowsley-jar-2008", 75, {"annex-b/p": 9, "annex-c/p": 4}),
        ("halton-jar-2008", 98, {"annex-b/p": 8, "annex-c/p": 4}),
        ("knowsley-sif-2014", 166, {}),
    ],
)
def test_no_numbered_paragraph_is_lost(
    corpus: Path, name: str, paragraphs: int, annexes: dict[str, int]
) -> None:
    """The reference reports have every numbered paragraph once, those of their annexes besides."""
    document = read_report(corpus / "reports" / f"{name}.md")

    assert {f"p{number}" for number in range(1, paragraphs + 1)} <= set(document.by_id)
    assert f"p{paragraphs + 1}" not in document.by_id
    for prefix, count in annexes.items():
        numbered = [
            unit
            for unit in document.by_id
            if unit.startswith(prefix) and "/" not in unit[len(prefix) :]
        ]
        assert len(numbered) == count


@pytest.mark.corpus
def test_lists_of_units_are_what_read_gives(corpus: Path) -> None:
    """The lists beside the extracts are those of the reports, so that their ids never change unseen."""
    extracts = Path(__file__).parents[2] / "extracts"
    lists = sorted(extracts.glob("*.units.tsv"))

    assert lists
    for file in lists:
        report: Document = read_report(
            corpus / "reports" / f"{file.name.removesuffix('.units.tsv')}.md"
        )
        assert write_units(report.listed()) == file.read_text(encoding="utf-8"), (
            os.fspath(file)
        )


@pytest.mark.corpus
def test_two_conversions_of_a_report_agree(corpus: Path) -> None:
    """The report of 2014 has the same units, word for word, in its PDF and in the text made from it by others."""
    text = read_report(corpus / "reports" / "knowsley-sif-2014.md")
    pages = read_report(corpus / "pdfs" / "knowsley-sif-2014.pdf")
    apart = {
        "contents",
        "end-matter",
        "furniture",
    }  # page numbers of the contents, feet, the last page's lines

    assert {unit.id: unit.digest for unit in text.units if unit.kind not in apart} == {
        unit.id: unit.digest for unit in pages.units if unit.kind not in apart
    }


CONVERTED = """\
# **Netherby City Council**

|Judgement|Grade|
|---|---|
|The impact of leaders on social<br>work practice|Requires<br>improvement|

# Contents

### **Summary 3**

Areas for improvement 4

## 1

### **Summary**

**1.** Leaders know their services and were

## Report on Netherby, 3 to 7 May 2021 2

Report on Netherby

able to show it.

2.Plans are clear.

**Areas for improvement**

The city should:

#### **◼ write plans sooner**

- visit more often

## Report on Netherby, 3 to 7 May 2021 3

Report on Netherby

**3.** Visits are timely.

4. Of the schools inspected in these years, so many were good:

2019

2020

2021

## Report on Netherby, 3 to 7 May 2021 4

Report on Netherby

5. Records are kept.
"""


def test_markdown_of_other_converters_gives_the_same_units() -> None:
    """Bold headings, odd bullets and running heads of converters change no unit."""
    units = [
        (unit.id, unit.text)
        for unit in read_text(CONVERTED, "netherby").units
        if unit.kind != "furniture"
    ]
    assert units == [
        ("front/1", "Netherby City Council"),
        ("front/2", "Judgement Grade"),
        (
            "grades/impact-of-leaders-on-social-work-practice",
            "The impact of leaders on social work practice Requires improvement",
        ),
        ("contents", "Contents Summary 3 Areas for improvement 4"),
        ("summary", "Summary"),
        ("p1", "Leaders know their services and were able to show it."),
        ("p2", "Plans are clear."),
        ("areas-for-improvement", "Areas for improvement"),
        ("areas-for-improvement/lead-in-1", "The city should:"),
        ("areas-for-improvement/1", "write plans sooner"),
        ("areas-for-improvement/2", "visit more often"),
        ("p3", "Visits are timely."),
        (
            "p4",
            (
                "Of the schools inspected in these years, so many were good: 2019 2020"
                " 2021"
            ),
        ),
        ("p5", "Records are kept."),
    ]


def test_running_lines_are_kept_apart() -> None:
    """Running heads and feet are kept as furniture, apart from other units."""
    furniture = [
        unit.text
        for unit in read_text(CONVERTED, "netherby").units
        if unit.kind == "furniture"
    ]
    assert furniture.count("Report on Netherby") == 3
    assert "Report on Netherby, 3 to 7 May 2021 4" in furniture


def test_a_number_or_a_bullet_alone_on_its_line() -> None:
    """A mark that a conversion set apart belongs to the text that follows it; one without text stays what it is."""
    source = (
        "Findings\n\n1.\n\nPlans are:\n\n•\n\nlate\n\n•\nlost\n\n2.\n\nStaff"
        " stay.\n\n3.\n\n4.\n"
    )
    units = read_text(source, "a.txt").units
    assert [
        (unit.kind, unit.text) for unit in units if unit.kind in {"paragraph", "bullet"}
    ][:4] == [
        ("paragraph", "Plans are:"),
        ("bullet", "late"),
        ("bullet", "lost"),
        ("paragraph", "Staff stay. 3. 4."),
    ]


def test_pages_that_are_counted_of_all() -> None:
    """A line such as "Page 2 of 4" is furniture, though its total never changes."""
    paragraphs = "\n\n".join(
        f"Things are as they were in week {n} of the year." for n in "abcde"
    )
    text = "Findings\n\n" + "\n\n".join(
        f"{paragraphs}\n\nPage {n} of 4" for n in (1, 2, 3, 4)
    )
    kinds = {unit.text: unit.kind for unit in read_text(text, "a.txt").units}
    assert kinds["Page 2 of 4"] == "furniture"
