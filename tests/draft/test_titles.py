"""Tests of the titles of inspection reports.

The title gives the family of the report, its authority and the title of the draft.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from draft_samples import (
    CARE,
    HELP,
    LEADERS,
    TITLE_SIF,
    drafted,
    grades,
    ilacs,
    knowledge,
    summed,
)
from inspectgraph.draft import Knowledge, draft_document, summary
from inspectgraph.draft.metadata.titles import short_title
from inspectgraph.model.registry import Body
from inspectgraph.read import read_text

ROWS = (
    f"The {LEADERS}\tGood\nThe experiences and progress of {HELP}\tInadequate\nThe"
    f" {CARE}\tOutstanding"
)
SLA = (
    "Inspection dates: 8 – 12 July 2013\n\nPublished: 16 August 2013\n\n# Record of"
    " main findings\n\n| Overall effectiveness | Adequate |\n|---|---|\n| Capacity to"
    " improve | Good |\n"
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Inspection of Netherford children’s services", "Netherford"),
        ("Inspection of Netherford Council children’s services", "Netherford"),
        ("Inspection of Netherford County Council children's services", "Netherford"),
        (
            "Inspection of the London Borough of Netherford children’s services",
            "Netherford",
        ),
        (
            "Inspection of the Royal Borough of Netherford children’s services",
            "Netherford",
        ),
        (
            "Inspection of City of Eastmere Council children’s services",
            "Eastmere, City of",
        ),
        (
            (
                "Inspection of Stoneford upon Lye Metropolitan Borough Council"
                " children’s services"
            ),
            "Stoneford upon Lye",
        ),
        ("Inspection of Kings Marsh & Fen children’s services", "Kings Marsh and Fen"),
        ("Inspection of Netherford’s children’s services", "Netherford"),
        ("Inspection of children’s services in Netherford", "Netherford"),
        ("Inspection of the children’s services of Netherford Council", "Netherford"),
        ("Inspection of local authority children’s services: Netherford", "Netherford"),
        ("Re-inspection of Netherford children’s services", "Netherford"),
        ("INSPECTION OF NETHERFORD CHILDREN’S SERVICES", "Netherford"),
        ("Ofsted inspection of Netherford children’s services", "Netherford"),
        ("Inspection of Netherford County children’s services 2023", "Netherford"),
        (
            "Inspection of Netherford’s local authority children’s services",
            "Netherford",
        ),
        ("Inspection of the Royal Borough of Netherford", "Netherford"),
    ],
)
def test_a_title_without_local_authority_is_that_of_an_inspection(
    title: str, name: str
) -> None:
    """A title without the words `local authority` gives the same family and authority."""
    found = summed(ilacs(ROWS, title=title))
    assert (found["framework"], found["authority"]) == ("ilacs", name)
    assert len(found["judgements"]) == 3
    assert drafted(ilacs(ROWS, title=title)).title.value == title  # type: ignore[union-attr]


def test_a_title_that_names_only_its_subject_has_the_council_above_it() -> None:
    """If the title does not name the council, the line above the title does."""
    found = summed(
        ilacs(
            ROWS, title="Netherford City Council\n\nInspection of children’s services"
        )
    )
    assert (found["framework"], found["authority"]) == ("ilacs", "Netherford")


@pytest.mark.parametrize(
    "name",
    [
        "Netherby",
        "Netherby County Council",
        "Royal Borough of Netherby and Saltmere",
        "Saltmere City Council",
        "Saltmere and the Isles of Netherby",
    ],
)
def test_an_unregistered_authority_is_asked_about_by_its_name(name: str) -> None:
    """An authority that is not in the registry leads to a question with its printed name.

    No other authority is guessed.
    """
    title = f"Inspection of {name} children’s services"
    draft = drafted(ilacs(ROWS, title=title))
    assert draft.authority is None
    assert draft.title is not None
    assert draft.title.value == title
    assert any(f"'{name}'" in question for question in draft.questions)


def test_an_unregistered_name_above_the_title_is_asked_about() -> None:
    """An unknown place name above the title leads to a question."""
    draft = drafted(
        f"Netherby\n\n{TITLE_SIF}\n\nInspection date: 3 June 2014 – 25 June 2014\n\n#"
        " Summary\n\n1. Well.\n"
    )
    assert any("'Netherby'" in question for question in draft.questions)


@pytest.mark.parametrize(
    "title",
    [
        "Inspection of safeguarding and looked after children services",
        "Inspection of looked after children services",
        "Inspection of local authority arrangements for the protection of children",
        "Joint targeted area inspection of Netherford children’s services",
        "Focused visit to Netherford children’s services",
        "Inspection of Netherford children’s homes and services",
    ],
)
def test_titles_of_other_inspections_are_not_taken_for_it(title: str) -> None:
    """The title of another kind of inspection does not give the framework `ilacs`."""
    assert (
        summed(f"{title}\n\nNetherford Council\n\n1. Visits are late.\n")["framework"]
        != "ilacs"
    )


def test_a_report_of_a_trust_is_known_by_its_table() -> None:
    """If the title names a trust, the report is recognised by its table of grades.

    The draft asks about the trust.
    """
    draft = drafted(
        ilacs(ROWS, title="Inspection of Netherford Children and Families Trust")
    )
    assert draft.framework is not None
    assert (draft.framework.value, draft.authority and draft.authority.value) == (
        "ilacs",
        "netherford",
    )
    assert len(draft.judgements) == 3
    assert any(
        "'Netherford Children and Families Trust'" in question
        for question in draft.questions
    )
    assert draft.title is not None
    assert draft.title.value == "Inspection of Netherford Children and Families Trust"


def test_a_trust_that_is_named_after_no_place_has_the_area_of_the_registry() -> None:
    """The registry gives the authority of a trust that is named after no place."""
    own = knowledge()
    trust = Body(
        name="Rowan Tree Trust", kind="local-partnership", areas=("netherford",)
    )
    registry = msgspec.structs.replace(
        own.registry, bodies={**own.registry.bodies, "rowan-tree-trust": trust}
    )
    known = Knowledge(registry, own.schemes)
    text = ilacs(ROWS, title="Inspection of Rowan Tree Trust")
    assert (
        summary(draft_document(read_text(text, "x"), known), known)["authority"]
        == "Netherford"
    )


def test_an_unknown_trust_is_asked_about() -> None:
    """An unknown trust leads to a question with its name, and to no authority."""
    draft = drafted(ilacs(ROWS, title="Inspection of Saltmere Children First"))
    assert draft.authority is None
    assert any("'Saltmere Children First'" in question for question in draft.questions)


@pytest.mark.parametrize(
    "text",
    [
        ilacs(ROWS, title="Inspection of Saltmere local authority children’s services"),
        f"Netherford Council\n\n{TITLE_SIF}\n\n# Summary\n\n1. Well.\n",
        f"Saltmere Council\n\nInspection of looked after children services\n\n{SLA}",
        "Joint area review\n\nSaltmere Children's Services Authority Area\n\n1. Well.\n",
        "1. Visits are late.\n\n2. Plans are clear.\n",
    ],
)
def test_the_name_of_the_file_is_never_in_the_title(text: str) -> None:
    """The name of the file is never used as the title."""
    draft = draft_document(read_text(text, "some-file-of-mine"), knowledge())
    assert draft.title is not None
    assert "some-file-of-mine" not in draft.title.value


def test_the_title_of_an_inspection_of_looked_after_services_is_as_printed() -> None:
    """The title of an inspection of looked after services is kept as printed."""
    draft = drafted(
        f"Inspection of looked after children services\nNetherford Council\n\n{SLA}"
    )
    assert draft.title is not None
    assert draft.title.value == "Inspection of looked after children services"


def test_a_title_over_several_lines_is_kept_whole() -> None:
    """A title is kept whole if its parts are joined by `and` on a separate line."""
    first = f"{TITLE_SIF}, children looked after and care leavers"
    second = "Review of the effectiveness of the Local Safeguarding Children Board"
    draft = drafted(
        f"Netherford\n\n{first}\n\nand\n\n{second}\n\nInspection date: 3 – 25 June"
        " 2014\n\n# A\n\n1. Well.\n"
    )
    assert draft.title is not None
    assert draft.title.value == f"{first} and {second}"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            "Netherford Safeguarding Children Board\nReview of the effectiveness of the Local Safeguarding Children\nBoard",
            "Review of the effectiveness of the Local Safeguarding Children Board",
        ),
        (
            f"Netherford Council\n{TITLE_SIF},\nchildren looked after and care leavers1",
            f"{TITLE_SIF}, children looked after and care leavers",
        ),
    ],
)
def test_a_title_in_plain_text_has_all_its_words_and_no_footnote(
    printed: str, title: str
) -> None:
    """A title keeps a last word on a line of its own, but not the number of a footnote."""
    text = (
        f"{printed}\nInspection date: 3 June 2014 – 5 June"
        " 2014\nReport published: 4 August 2014\n\n\nAll is well here, and has been so"
        " for long.\n\n1\n\fContents\nSummary          2\n"
    )
    draft = draft_document(read_text(text, "sample", markdown=False), knowledge())
    assert draft.title is not None
    assert draft.title.value == title


def test_a_report_without_a_title_asks_for_one() -> None:
    """If no title can be found on the front page, the draft asks for one."""
    draft = drafted(
        "1. Visits to children are late, and this has been so for a year or more in"
        " each team.\n"
    )
    assert any("title" in question for question in draft.questions)


def test_a_paper_that_repeats_a_table_is_no_report(tmp_path: Path) -> None:
    """A paper that only repeats the table of grades is not read as an inspection report."""
    del tmp_path
    text = (
        f"Netherford Council\n\nOur answer to the inspection\n\n{ROWS}\n\n1. We"
        " agree.\n"
    )
    assert (summed(text)["framework"], grades(text)) == (None, {})


@pytest.mark.parametrize("prefix", ["", "Re-"])
def test_a_long_title_that_the_registry_lists_is_kept_whole(prefix: str) -> None:
    """A long title that is listed in the registry is kept whole."""
    title = (
        f"{prefix}{TITLE_SIF[:1].lower() if prefix else TITLE_SIF[:1]}{TITLE_SIF[1:]}"
    )
    whole = f"{title}, children looked after and care leavers"
    draft = drafted(
        f"Netherford\n\n{whole}\n\nInspection date: 3 – 25 June 2014\n\n# A\n\n1."
        " Well.\n"
    )
    assert draft.title is not None
    assert short_title(draft.title.value, knowledge().registry.titles) == whole
    assert not any("title" in question for question in draft.questions)


def test_a_long_title_that_the_registry_does_not_list_is_asked_about() -> None:
    """A long title that is not listed is cut after eleven words, and a question is asked."""
    name = "City of Netherby and Saltmere Metropolitan Borough Council"
    draft = drafted(
        ilacs(ROWS, title=f"Inspection of {name} local authority children’s services")
    )
    assert draft.title is not None
    assert len(short_title(draft.title.value, ()).split()) == 11
    assert any("titles.txt" in question for question in draft.questions)
