"""Tests of what a draft leaves out and asks for.

If the report gives no date, scale or theme, none is invented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from draft_samples import knowledge
from inspectgraph.draft import Draft, Knowledge, draft_document, summary
from inspectgraph.draft.output.extract import extract_text
from inspectgraph.files.unit_list import write_units
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.load import load_context, load_extract
from inspectgraph.model.errors import ExtractError
from inspectgraph.read import read_text
from inspectgraph.review.unconfirmed import left_in

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
HEAD = "Inspection of Netherford local authority children's services\n\n"
DATES = "Inspection dates: 4 March 2019 to 8 March 2019\n\n"
COPYRIGHT = "\n\n© Crown copyright 2019\n"


def report(*paragraphs: str, head: str = HEAD) -> str:
    """Return a report with numbered paragraphs under the heading of a summary."""
    body = "\n\n".join(f"{n}. {text}" for n, text in enumerate(paragraphs, 1))
    return f"{head}Summary of findings\n\n{body}\n"


def of(text: str) -> Draft:
    """Return the draft of a text."""
    return draft_document(read_text(text, "sample"), knowledge())


def extract(text: str, known: Knowledge | None = None) -> dict[str, Any]:
    """Draft a text, and return the data of its extract."""
    document, known = read_text(text, "sample"), known or knowledge()
    written = extract_text(
        draft_document(document, known), document, known, "x", today=TODAY
    )
    loaded: dict[str, Any] = yaml.safe_load(written)
    return loaded


HOMES = "The fostering service was judged good by Ofsted."


def test_an_undated_report_asks_for_its_date() -> None:
    """If a report has no date, the draft asks for it, and the extract has no date."""
    text = report(HOMES)
    assert any(
        "`inspection`" in question and "`published`" in question
        for question in of(text).questions
    )
    assert not {"inspection", "published"} & extract(text).keys()


def test_a_dated_report_does_not_ask_for_a_date() -> None:
    """If a report has a date, the draft does not ask for one."""
    assert not [
        one
        for one in of(report(HOMES, head=HEAD + DATES)).questions
        if "`published`" in one
    ]


def test_an_undated_report_gives_a_quoted_grade_no_scale() -> None:
    """If a report has no date, a quoted grade gets no scale, and a question is asked.

    The scale depends on the year, because the service was graded on four scales.
    """
    (quoted,) = of(report(HOMES)).quoted
    assert (quoted.scale, quoted.grade) == (None, "good")
    (question,) = [one for one in of(report(HOMES)).questions if "'good'" in one]
    assert "scale" in question
    assert quoted.at.unit in question
    assert "reported" not in extract(report(HOMES))


@pytest.mark.parametrize(
    ("dates", "scale"),
    [
        ("Inspection dates: 4 March 2008 to 8 March 2008\n\n", "regulated"),
        ("Inspection dates: 4 March 2014 to 8 March 2014\n\n", "regulated-2013"),
        (DATES, "regulated-2015"),
    ],
)
def test_a_dated_report_gives_a_quoted_grade_the_scale_of_its_time(
    dates: str, scale: str
) -> None:
    """A quoted grade gets the scale that was in use in the year of the report."""
    (quoted,) = of(report(HOMES, head=HEAD + dates)).quoted
    assert quoted.scale == scale


def test_a_setting_of_one_scale_needs_no_year() -> None:
    """If a service was always graded on the same scale, no year is needed."""
    (quoted,) = of(report("The youth service was judged good by Ofsted.")).quoted
    assert quoted.scale == "youth-service"


def test_a_quoted_grade_with_its_own_year_keeps_its_scale() -> None:
    """A year in the sentence gives the scale, even if the report has no date."""
    (quoted,) = of(
        report("The fostering service was judged good by Ofsted in 2008.")
    ).quoted
    assert quoted.scale == "regulated"


def test_a_grade_of_no_fitting_scale_is_printed_as_it_is() -> None:
    """A grade that is on none of the known scales is printed with no scale."""
    text = report(
        "In its last inspection the youth service was judged inadequate, and the council was judged poor by Ofsted.",
        head=HEAD + DATES,
    )
    found = summary(of(text), knowledge())["reported"]
    poor = [one for one in found if one["grade"] == "poor"]
    assert [one["scale"] for one in poor] == [None]
    json.dumps(found)


MEADOWS = "- The way in which the meadows are mown in the long summer.\n"
LISTED = (
    f"{HEAD}{DATES}What needs to improve in this area?\n\n{MEADOWS}\n"
    "Summary of findings\n\n1. In total, 12 children went to the sea.\n"
)


def test_no_theme_stands_in_for_one_that_was_not_recognised() -> None:
    """If no theme is recognised, the record has no `themes`, and its doubt says so."""
    found = extract(LISTED)
    (advice,), (figure,) = found["recommendations"], found["measurements"]
    assert "themes" not in advice
    assert "themes" not in figure
    assert "`themes`" in advice["doubt"]
    assert "`themes`" in figure["doubt"]


SHORT = (
    f"{HEAD}{DATES}Summary of findings\n\n1. Work with children missing from home (MFH) is weak.\n\n"
    "2. The plan for MFH is strong.\n\n"
    "What needs to improve in this area?\n\n- The plan for MFH.\n"
)


def test_an_abbreviation_means_the_same_in_a_finding_and_in_a_recommendation() -> None:
    """An abbreviation gives the same theme in a finding and in a recommendation."""
    draft = of(SHORT)
    (finding,) = [one for one in draft.found if one.polarity == "strength"]
    (advice,) = draft.advice
    assert advice.themes == finding.themes == ("missing-children",)
    assert extract(SHORT)["recommendations"][0]["themes"] == ["missing-children"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return an empty project, which uses the registry of the package."""
    (tmp_path / "extracts").mkdir()
    return tmp_path


def saved(project: Path, text: str, name: str = "knowsley-draft") -> Path:
    """Save the draft of a report in a project, and return the file of the extract."""
    document, known = read_text(text, name), Knowledge.of(project)
    file = project / "extracts" / f"{name}.yaml"
    draft = draft_document(document, known)
    file.write_text(
        extract_text(draft, document, known, name, today=TODAY), encoding="utf-8"
    )
    file.with_suffix(".units.tsv").write_text(
        write_units(document.listed()), encoding="utf-8"
    )
    return file


def test_a_draft_without_date_and_theme_loads(project: Path) -> None:
    """A draft that has no date and no themes can be loaded.

    The list of work that is left names the missing themes.
    """
    text = (LISTED.replace(DATES, "") + COPYRIGHT).replace("Netherford", "Knowsley")
    file = saved(project, text)
    loaded = load_extract(file, load_context(project)).extract
    assert loaded.inspection is None
    assert loaded.published is None
    assert [one.themes for one in (*loaded.recommendations, *loaded.measurements)] == [
        (),
        (),
    ]
    left = [
        one.what
        for one in left_in(parse_yaml(file.read_text(encoding="utf-8"), str(file)))
    ]
    assert sum("themes are still to be found" in one for one in left) == 2


def test_a_confirmed_recommendation_needs_a_theme(project: Path) -> None:
    """Without its draft mark, a recommendation must have a theme."""
    file = saved(project, (LISTED + COPYRIGHT).replace("Netherford", "Knowsley"))
    text = file.read_text(encoding="utf-8")
    head, tail = text.split("recommendations:", 1)
    lines = [line for line in tail.split("\n") if "    draft:" not in line]
    file.write_text(f"{head}recommendations:" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ExtractError, match="the key 'themes'"):
        load_extract(file, load_context(project))


def test_a_framework_that_the_registry_lacks_becomes_a_question() -> None:
    """If the registry does not contain the framework, the draft asks for it."""
    own = knowledge()
    bare = Knowledge(msgspec.structs.replace(own.registry, frameworks={}), own.schemes)
    draft = draft_document(read_text(report(HOMES, head=HEAD + DATES), "sample"), bare)
    assert draft.framework is None
    assert any("'ilacs'" in question for question in draft.questions)
