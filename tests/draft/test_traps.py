"""Tests of misleading forms in reports, each with a small invented report or sentence."""

from __future__ import annotations

import pytest

from draft_samples import (
    CARE,
    CONTENTS_SIF,
    HELP,
    LEADERS,
    LEADERSHIP,
    LEAVERS,
    PERMANENCE,
    cover_sif,
    drafted,
    front_sif,
    grades,
    ilacs,
    jar,
    knowledge,
    letter,
    sif,
    summed,
)
from inspectgraph.draft.findings.polarity import leaning
from inspectgraph.draft.metadata.authority_names import known_names, look_up
from inspectgraph.draft.text.dates import find_day, find_months, find_spans
from inspectgraph.draft.text.grade_forms import Aspects, grades_inside
from inspectgraph.draft.text.numbers import read_number
from inspectgraph.draft.text.structure import sentences

RI = "requires-improvement"
GOOD = cover_sif("The overall judgement is good", *["Good"] * 5)


# Grades


@pytest.mark.parametrize(
    "printed",
    [
        "Requires improvement",
        "requires improvement",
        "Require improvement",
        "Requires Improvement to be good",
        "Requires\nimprovement",
        "R equires impr ovement",
        "REQUIRES IMPROVEMENT",
        "Requires  improvement 2",
    ],
)
def test_one_grade_in_many_spellings(printed: str) -> None:
    """A grade is recognised in different spellings."""
    table = ilacs(
        f"The {LEADERS}\t{printed}\nThe {CARE}\tGood".replace(
            "\nimprovement", " improvement"
        )
    )
    assert grades(table) == {"impact-of-leaders": RI, "children-in-care": "good"}


def test_cell_words_justified_around_the_grade() -> None:
    """A grade inside its label is read if a row became one line of text."""
    label, rest = PERMANENCE.rsplit(" ", 1)
    text = sif(
        f"The overall judgement is good\n\n2. {label} Requires {rest} improvement\n\n",
        "1. Well.\n",
    )
    assert grades(text)["looked-after-and-permanence"] == RI


def test_labels_and_grades_read_column_by_column() -> None:
    """A column of labels followed by a column of as many grades is read in order."""
    labels = f"1. {HELP}\n\n2. {PERMANENCE}\n\n3. {LEADERSHIP}\n\n"
    text = sif(
        "The overall judgement is"
        f" good\n\n{labels}Good\n\nInadequate\n\nOutstanding\n\n",
        "1. Well.\n",
    )
    found = {
        one.aspect: (one.grade, one.confidence) for one in drafted(text).judgements
    }
    assert found["help-and-protection"] == ("good", 0.9)
    assert found["looked-after-and-permanence"] == ("inadequate", 0.9)
    assert found["leadership-management-governance"] == ("outstanding", 0.9)


def test_fewer_grades_than_labels_award_nothing() -> None:
    """If there are fewer grades than labels, no grade is assigned to a label."""
    labels = f"1. {HELP}\n\n2. {PERMANENCE}\n\n3. {LEADERSHIP}\n\n"
    assert set(
        grades(
            sif(
                f"The overall judgement is good\n\n{labels}Good\n\nInadequate\n\n",
                "1. Well.\n",
            )
        )
    ) == {"overall-effectiveness"}


def test_sub_judgements_above_their_parent() -> None:
    """Rows of the grade table are read by their labels, in any order."""
    rows = (
        f"2.1 Adoption performance\tOutstanding\n2.2 {LEAVERS}\tInadequate\n2."
        f" {PERMANENCE}\tGood\n"
    )
    found = grades(sif(f"The overall judgement is good\n\n{rows}\n", "1. Well.\n"))
    assert (found["adoption-performance"], found["care-leavers-experiences"]) == (
        "outstanding",
        "inadequate",
    )
    assert found["looked-after-and-permanence"] == "good"


def test_a_grade_before_its_label() -> None:
    """A row of the grade table may begin with its grade."""
    assert (
        grades(
            sif(
                f"The overall judgement is good\n\nInadequate\t{LEADERSHIP}\n\n",
                "1. Well.\n",
            )
        )["leadership-management-governance"]
        == "inadequate"
    )


def test_the_key_under_the_table_awards_nothing() -> None:
    """The explanation of the grades under a table awards no grade."""
    assert (
        grades(jar("4: outstanding\n\nSafeguarding services may get any of 4 grades"))
        == {}
    )


def test_definitions_at_the_back_award_nothing() -> None:
    """Definitions of grades at the end of a report award no grade."""
    body = (
        "1. Well.\n\nWhat the inspection judgements mean\n\nThe LSCB is"
        " inadequate\n\nAn LSCB is so if it fails.\n"
    )
    assert "lscb-effectiveness" not in grades(sif(GOOD, body))


@pytest.mark.parametrize(
    "sentence",
    [
        "The overall judgement at the last inspection was inadequate.",
        "Children's services in Netherford were inadequate. Things are better now.",
        "Children's services in Netherford are no longer inadequate.",
        "Children's services in Netherford are good in parts.",
        "The overall judgement is good practice in all teams.",
        "The effectiveness of the LSCB was inadequate",
        "Adoption performance: good with outstanding features",
        "Leadership, management and governance good practice guide",
    ],
)
def test_what_awards_nothing(sentence: str) -> None:
    """Sentences on earlier, denied or partial grades award no grade."""
    assert grades(sif(f"{sentence}\n\n", f"{sentence}\n\n1. Well.\n")) == {}


def test_the_first_sentence_names_the_previous_grade() -> None:
    """A grade of the previous inspection is quoted, and the cover's grade is awarded."""
    found = summed(
        ilacs(
            f"The {CARE}\tGood\n",
            "1. At the last inspection, in May 2018, services were judged"
            " inadequate.\n",
        )
    )
    assert [one["grade"] for one in found["judgements"]] == ["good"]
    assert [(one["grade"], one["date"]) for one in found["reported"]] == [
        ("inadequate", ["2018-05-01", "2018-05-31"])
    ]


def test_a_cover_that_disagrees_with_a_heading_is_a_question() -> None:
    """If the cover and a heading disagree on a grade, it is in doubt and a question is asked."""
    found = drafted(
        sif(
            GOOD, f"The experiences and progress of {HELP} are inadequate\n\n1. Well.\n"
        )
    )
    judged = next(
        one for one in found.judgements if one.aspect == "help-and-protection"
    )
    assert (judged.grade, judged.confidence) == ("good", 0.6)
    assert any("which one is awarded" in question for question in found.questions)


@pytest.mark.parametrize("digit", ["2", "4", "Grade 4 (outstanding)", "1"])
def test_a_bare_digit_means_nothing_without_its_framework(digit: str) -> None:
    """A digit is a grade only if the framework grades in digits."""
    assert grades(ilacs(f"The {CARE}\t{digit}\n")) == {}
    expected = {"1": "inadequate", "2": "adequate"}.get(digit, "outstanding")
    assert grades(jar(f"\tLocal services overall\nSafeguarding\t{digit}\n")) == {
        "safeguarding": expected
    }


def test_a_page_foot_names_another_framework() -> None:
    """A report's framework is read from its title, not from later sentences."""
    text = ilacs(
        f"The {CARE}\tGood\n",
        "1. The joint area review of 2008 and the single inspection found the same.\n",
    )
    assert summed(text)["framework"] == "ilacs"


def test_a_ticked_bar_stands_in_for_a_table() -> None:
    """A row of boxes with one tick gives a grade; a row with two ticks does not."""
    body = (
        "Safeguarding\n\nInadequate ☐ Adequate ☐ Good ☒ Outstanding ☐\n\n2."
        " Well.\n\nService management\n\nInadequate Adequate X Good Outstanding\n\n3."
        " Well.\n\nCapacity to improve\n\nInadequate ☒ Adequate ☒ Good ☐ Outstanding"
        " ☐\n\n4. Well.\n"
    )
    assert grades(
        jar("\tLocal services overall\nLooked after children\t3\n", body)
    ) == {
        "looked-after-children": "good",
        "safeguarding": "good",
        "service-management": "adequate",
    }


def test_letters_around_a_grade_that_leave_a_rest_are_no_grade() -> None:
    """If letters remain that belong to neither label nor grade, no grade is read."""
    aspects = Aspects({"adoption": ["adoption performance"]})
    sif = knowledge().scale("sif")
    assert not list(grades_inside("adoptiongoodshownperformance", 0, aspects, sif))
    assert list(grades_inside("adoptiongoodperformance", 0, aspects, sif)) == [
        ("adoption", "good", 23)
    ]


# Authorities


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("Netherford", "netherford"),
        ("Netherford Metropolitan Borough Council", "netherford"),
        ("Netherfordshire County Council", "netherfordshire"),
        ("North Netherfordshire Council", "north-netherfordshire"),
        ("South Netherfordshire Council", None),
        ("St Orrin Borough Council", "st-orrin"),
        ("St. Orrin", "st-orrin"),
        ("Royal Borough of Kings Marsh & Fen", "kings-marsh-and-fen"),
        ("London Borough of Harrow Moor", "harrow-moor"),
        ("Harrow", None),
        ("City of Eastmere Council", "eastmere-city-of"),
        ("Eastmere City Council", "eastmere-city-of"),
        ("NETHERFORD CITY COUNCIL", "netherford"),
    ],
)
def test_names_of_authorities(printed: str, slug: str | None) -> None:
    """Different forms of a council's name are recognised; similar names are kept apart."""
    assert look_up(printed, known_names(knowledge().registry)) == slug


def test_an_unknown_name_is_a_question() -> None:
    """An unknown council leads to a question, and no similar name is guessed."""
    found = drafted(
        sif(GOOD, "1. Well.\n", front_sif("South Netherfordshire County Council"))
    )
    assert found.authority is None
    assert any(
        "'South Netherfordshire County Council'" in question
        for question in found.questions
    )


def test_a_post_town_is_not_the_authority() -> None:
    """The town in the address of a letter is not taken for the authority."""
    text = letter(
        "Annual children's services assessment",
        "Well.",
        council="North Netherfordshire County Council",
    )
    assert summed(text)["authority"] == "North Netherfordshire"


# Times


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("29 April – 21 May 2014", "2014-04-29", "2014-05-21"),
        ("13 to 24 March 2023", "2023-03-13", "2023-03-24"),
        ("14 May 2018 to 25 May 2018", "2018-05-14", "2018-05-25"),
        ("5 November 2014 - 25 November 2014", "2014-11-05", "2014-11-25"),
        ("29April–21May2014", "2014-04-29", "2014-05-21"),
        ("13to24March2023", "2023-03-13", "2023-03-24"),
        ("18 November 10 December 2014", "2014-11-18", "2014-12-10"),
        ("24 November 2015 – 13 January 2016", "2015-11-24", "2016-01-13"),
        ("8 December – 9 January 2015", "2014-12-08", "2015-01-09"),
        ("12 and 13 June 2018", "2018-06-12", "2018-06-13"),
        ("31 January and 1 February 2024", "2024-01-31", "2024-02-01"),
        ("4–8 and 18–22 March 2019", "2019-03-04", "2019-03-22"),
        ("Tuesday 5 June to Friday 15 June 2018", "2018-06-05", "2018-06-15"),
        ("the 1st of June 2016", "2016-06-01", "2016-06-01"),
        ("22/07/2008", "2008-07-22", "2008-07-22"),
    ],
)
def test_printed_times(printed: str, first: str, last: str) -> None:
    """Spans of days are read in different printed forms."""
    (span,) = find_spans(f"Inspection dates: {printed} ")
    assert (span.earliest.isoformat(), span.latest.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "printed",
    [
        "31 February 2014",
        "21 May – 29 April 2014",
        "aged 12 and 13",
        "section 15 of 2006",
        "page 4 of 12",
        "2014",
    ],
)
def test_what_is_no_time(printed: str) -> None:
    """Invalid days, reversed spans and other numbers are not read as times."""
    assert find_spans(printed) == []


def test_a_line_that_is_a_day_and_a_month_without_one() -> None:
    """A line is read as a day only if it contains a single day.

    A month and a year are read as a span of days.
    """
    assert find_day("Friday 8 November 2011") is not None
    assert find_day("8 to 9 November 2011") is None
    assert [span.latest.day for span in find_months("held in February 2012")] == [29]


def test_a_number_before_a_day_does_not_begin_a_time() -> None:
    """A number before a date, such as a grade, does not begin a span."""
    assert [span.printed for span in find_spans("Grade 3 18 November 2014")] == [
        "18 November 2014"
    ]


def test_two_times_that_differ_are_a_question() -> None:
    """If a front page has two different times of inspection, a question is asked.

    No time is chosen.
    """
    front = front_sif().replace(
        "Report published",
        "Inspection dates: 1 June – 12 June 2015\n\nReport published",
    )
    found = drafted(sif(GOOD, "1. Well.\n", front))
    assert found.inspection is None
    assert any("two different times" in question for question in found.questions)


def test_no_time_printed_is_none() -> None:
    """If no date is printed, there is none; the year of the copyright is not used."""
    front = (
        "Netherford Council\n\nInspection of services for children in need of help and"
        " protection\n\n"
    )
    found = drafted(sif(GOOD, "1. Well.\n\n© Crown copyright 2015\n", front))
    assert (found.inspection, found.published) == (None, None)


def test_front_whose_labels_and_values_stand_apart() -> None:
    """A value is read from the line below its label, or from the row below a table's heading."""
    apart = (
        "Joint area review\n\nNetherford Children's Services Authority"
        " Area\n\nPublished:\n\n6 February 2007\n\n"
    )
    table = "Joint area review\n\nNetherford Children's Services Authority Area\n\n"
    rest = "Contents\n\nIntroduction\t2\n\nIntroduction\n\n1. Well.\n"
    first = summed(f"{apart}Reference no:\n\n901\n\n{rest}")
    second = summed(
        f"{table}Audience\tPublished\tReference no.\nAll\t6 February"
        f" 2007\t901\n\n{rest}"
    )
    assert (first["published"], first["reference"]) == ("2007-02-06", "901")
    assert (second["published"], second["reference"]) == ("2007-02-06", "901")


# Recommendations and lists


@pytest.mark.parametrize(
    "none",
    [
        "1. The inspection did not find any areas for immediate action.",
        "1. There are no areas for priority and immediate action.",
        "No areas for priority action were identified.",
        "None.",
    ],
)
def test_a_paragraph_that_says_there_are_none(none: str) -> None:
    """A paragraph that says there are no actions is not a recommendation."""
    body = (
        "What does the local authority need to improve?\n\nPriority and immediate"
        f" action\n\n{none}\n\n"
    )
    found = summed(sif(GOOD, f"{body}Areas for improvement\n\n2. Mend the plans.\n"))
    assert [one["unit"] for one in found["recommendations"]] == ["p2"]


def test_numbers_go_on_from_the_paragraphs() -> None:
    """Recommendations are recognised by their heading, even if their numbering continues."""
    body = (
        "1. Well.\n\n2. Well.\n\nRecommendations\n\n3. Mend the plans.\n\n4. Train"
        " staff.\n\nFindings\n\n5. Well.\n"
    )
    found = summed(sif(GOOD, body))
    assert [(one["unit"], one["band"]) for one in found["recommendations"]] == [
        ("p3", None),
        ("p4", None),
    ]


@pytest.mark.parametrize("mark", ["•", "-", "\uf0b7", "▪", "–", "o", "●", "■"])
def test_bullets_of_many_marks(mark: str) -> None:
    """Bullets are recognised by different characters."""
    text = ilacs(
        f"The {CARE}\tGood\n",
        f"What needs to improve\n\n{mark} Plans for children.\n{mark} Training.\n",
    )
    expected = 2 if mark != "o" else 0
    assert len(summed(text)["recommendations"]) in {
        expected,
        1 if mark == "o" else expected,
    }


def test_mixed_headings_list_nothing() -> None:
    """Under a heading about both strengths and weaknesses, nothing is listed as either."""
    body = (
        "Key strengths and weaknesses of the LSCB\n\n1. The board is chaired"
        " well.\n\n2. It meets too seldom.\n"
    )
    found = summed(sif(GOOD, body))
    assert (found["strengths"], found["weaknesses"]) == ([], [])


def test_a_list_goes_on_over_sub_headings() -> None:
    """A list after `because` continues over the sub-headings of its groups."""
    body = (
        "The local authority requires improvement because:\n\nQuality of practice\n\n-"
        " Plans are late.\n\nLeadership\n\n- Nobody looks.\n\nRecommendations\n\n1."
        " Look.\n"
    )
    assert len(summed(sif(GOOD, body))["weaknesses"]) == 2


def test_good_because_lists_strengths() -> None:
    """Items after `is good because` are listed as strengths."""
    found = summed(
        sif(
            GOOD,
            "The local authority is good because\n\n1. Plans are on time.\n\n2. Staff"
            " stay.\n",
        )
    )
    assert (found["strengths"], found["weaknesses"]) == (["p1", "p2"], [])


# Quoted grades


@pytest.mark.parametrize(
    ("sentence", "grade", "count"),
    [
        (
            "The two children's homes were judged good at their last inspection.",
            "good",
            2,
        ),
        ("Of five schools inspected, three were judged outstanding.", "outstanding", 3),
        (
            "The fostering service was judged to be outstanding by Ofsted.",
            "outstanding",
            None,
        ),
        (
            "In 2015 the council was judged to require improvement.",
            "requires improvement",
            None,
        ),
        ("Most children attend good or better schools.", "good", None),
        ("The 2006 APA judged service management to be good.", "good", None),
    ],
)
def test_grades_that_are_quoted(sentence: str, grade: str, count: int | None) -> None:
    """Grades of services and of earlier inspections are quoted with their count.

    They are not awarded by the report.
    """
    found = summed(sif(GOOD, f"1. {sentence}\n"))
    assert [(one["grade"], one["count"]) for one in found["reported"]] == [
        (grade, count)
    ]
    assert len(found["judgements"]) == 6


def test_a_list_of_counted_grades() -> None:
    """Each grade in a list has its own count."""
    found = summed(
        sif(
            GOOD,
            "1. Of the council's four children's homes, two were judged good and one"
            " outstanding.\n",
        )
    )
    assert [(one["grade"], one["count"]) for one in found["reported"]] == [
        ("good", 2),
        ("outstanding", 1),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three homes were judged as making good progress at their interim inspection.",
        "Audits by managers judged most files good.",
        "The council's self-assessment judged its schools good.",
        "None of the schools was judged inadequate.",
        "Too few schools are judged good.",
        "The quality of plans is good.",
        "Inspectors judged that practice was good in ten cases.",
    ],
)
def test_what_is_no_quoted_grade(sentence: str) -> None:
    """Sentences on progress, audits, self-assessments or denials contain no quoted grade."""
    assert summed(sif(GOOD, f"1. {sentence}\n"))["reported"] == []


# Figures


def figures(
    bullets: str, heading: str = "Children looked after in this area"
) -> list[tuple[float, str, str | None]]:
    """Return the value, unit and qualifier of each figure in a section of bullets."""
    found = summed(sif(GOOD, f"{heading}\n\n{bullets}\n"))
    return [
        (one["value"], one["measure"], one["qualifier"])
        for one in found["measurements"]
    ]


def test_a_national_proportion_is_no_figure_of_the_area() -> None:
    """A national value in brackets is a comparison, not a figure of the area."""
    text = "at nursery age it was 19.5% (the national proportion was 16.5%)"
    above = "The proportion of children entitled to free school meals"
    found = figures(f"- {above}:\n  - {text}", "Children living in this area")
    assert found == [(19.5, "percent", None)]


def test_two_values_and_two_years_in_one_sentence() -> None:
    """An earlier value in a sentence becomes a comparison of the later value.

    A reduction is negative, and a rate keeps its base.
    """
    text = (
        "- At 30 June 2014, 264 children are looked after by the authority (a rate of"
        " 78.7 per 10,000 children). "
    )
    text += (
        "This is a 10.5% reduction from 295 (88.1 per 10,000 children) at 30 June"
        " 2013.\n"
    )
    found = summed(sif(GOOD, f"Children looked after in this area\n\n{text}"))[
        "measurements"
    ]
    assert [(one["value"], one["measure"]) for one in found] == [
        (264, "number"),
        (78.7, "per-10000"),
        (-10.5, "percent"),
    ]
    assert found[0]["comparators"][0]["value"] == 295
    assert found[0]["period"] == ["2014-06-30", "2014-06-30"]


def test_bullets_whose_subject_is_the_bullet_above() -> None:
    """A figure in a nested bullet has the indicator that the bullet above names."""
    text = (
        "- The proportion of children entitled to free school meals:\n  - in primary"
        " schools is 29.4% (the national"
    )
    found = summed(
        sif(GOOD, f"Children living in this area\n\n{text} average is 18.1%)\n")
    )["measurements"]
    assert [(one["value"], one["indicator"]) for one in found] == [
        (29.4, "pupils entitled to free school meals")
    ]
    assert found[0]["comparators"][0]["value"] == 18.1


@pytest.mark.parametrize(
    ("bullet", "values"),
    [
        (
            "- Approximately 31% of children here are living in poverty",
            [(31, "percent", "about")],
        ),
        (
            "- No children are unaccompanied asylum-seeking children",
            [(0, "number", None)],
        ),
        (
            "- one child lived in a privately arranged fostering placement",
            [(1, "number", None)],
        ),
        (
            "- 129 (or 49.2%) live outside the local authority area",
            [(129, "number", None), (49.2, "percent", None)],
        ),
        (
            "- over 1,000 children are looked after by the local authority",
            [(1000, "number", "over")],
        ),
        ("- children aged 5 to 16 in Key Stage 2 under section 47 of 2014", []),
    ],
)
def test_numbers_in_words_and_what_is_no_number(
    bullet: str, values: list[tuple[float, str, str | None]]
) -> None:
    """Numbers in words are read; ages, stages, sections and years are not."""
    assert figures(bullet) == values


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1,250", 1250),
        ("twenty-three", 23),
        ("None", 0),
        ("3.5", 3.5),
        ("several", None),
    ],
)
def test_printed_numbers(printed: str, number: float | None) -> None:
    """Printed numbers are read with thousands separators, with decimals, or in words."""
    found = read_number(printed)
    assert (float(found) if found is not None else None) == number


# Words


def test_acronyms_and_words_that_look_like_them() -> None:
    """The abbreviation CAF is recognised, but similar words are not."""
    themes = {
        one.slug
        for one in knowledge().terms.find("CAFs were used.")
        if one.kind == "theme"
    }
    assert themes == {"common-assessment"}
    others = knowledge().terms.find("A café, a caf and Cafcass.")
    assert "common-assessment" not in {one.slug for one in others}


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("Plans are clear and visits are timely.", "strength"),
        ("Plans are not good enough.", "weakness"),
        ("Although visits are regular, plans are poor and late.", "weakness"),
        (
            "While plans are poor, visits are regular, effective and well planned.",
            "strength",
        ),
        (
            "Plans are weak, but visits are effective, well timed and thorough.",
            "strength",
        ),
        ("There is no evidence of delay.", "strength"),
        ("Children rarely see the same social worker, and too many wait.", "weakness"),
        ("The council has five teams.", "neutral"),
    ],
)
def test_how_sentences_lean(sentence: str, polarity: str) -> None:
    """Negation reverses the polarity of a word, and the main clause decides."""
    assert leaning(sentence).polarity == polarity


def test_however_begins_a_new_finding() -> None:
    """`However` begins a new finding, which has its own polarity and themes."""
    text = (
        "1. Supervision of staff is regular, effective and thorough. However, audits of"
        " case files are poor and late.\n"
    )
    found = [one for one in drafted(sif(GOOD, text)).found if one.at.unit == "p1"]
    assert [one.polarity for one in found] == ["strength", "weakness"]
    assert "supervision-and-management-oversight" in found[0].themes
    assert "quality-assurance-and-audit" in found[1].themes


def test_sentences_end_where_they_end() -> None:
    """Abbreviations and decimal points do not end a sentence."""
    assert sentences("St. Orrin has 3.5 homes, e.g. one here. It is well.") == [
        "St. Orrin has 3.5 homes, e.g. one here.",
        "It is well.",
    ]


def test_a_report_without_any_front() -> None:
    """A report that begins with its contents page can be drafted."""
    assert (
        summed(f"{CONTENTS_SIF}Recommendations\n\n1. Mend the plans.\n")["authority"]
        is None
    )
