"""Tests of the licence and copyright of a report, which are taken as printed."""

from __future__ import annotations

import pytest

from draft_samples import CARE, HELP, LEADERS, drafted, ilacs

ROWS = (
    f"The {LEADERS}\tGood\nThe experiences and progress of {HELP}\tGood\nThe"
    f" {CARE}\tGood"
)
LINK = "www.nationalarchives.gov.uk/doc/open-government-licence"


def rights(*printed: str) -> tuple[str, str]:
    """Return the rights of a report with the given last paragraphs, and the drafting rule."""
    end = "\n\n".join(printed)
    text = f"{ilacs(ROWS)}\n\nAny complaints about the inspection: none.\n\n{end}\n"
    found = drafted(text).rights
    assert found is not None
    return found.value, found.rule


@pytest.mark.parametrize(
    "printed",
    [
        "This text is under the Open Government Licence.",
        f"To view this licence, visit {LINK}.",
        f"To view this licence, visit {LINK}/.",
        "Open Government Licence, as of 3 May 2024.",
        "open-government-licence",
    ],
)
def test_a_licence_without_a_version_has_none(printed: str) -> None:
    """If the report names a licence without a version, no version is guessed."""
    assert rights(printed) == ("open-government-licence", "licence-printed")


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("This text is under the Open Government Licence v3.0.", "3"),
        ("This text is under the Open Government Licence version 2.0.", "2"),
        ("This text is under the Open Government Licence 3.", "3"),
        ("This text is under the open government licence v2.", "2"),
        (f"To view this licence, visit {LINK}/version/3/.", "3"),
        (f"To view this licence, visit {LINK}/version/2.", "2"),
    ],
)
def test_a_printed_version_is_that_of_the_licence(printed: str, version: str) -> None:
    """The version is read from the words or from the web address of the licence."""
    assert rights(printed)[0] == f"open-government-licence-{version}"


def test_an_address_with_a_version_completes_the_words() -> None:
    """A version in the web address is used even if the words are in another paragraph."""
    words = "You may use this text under the Open Government Licence."
    assert rights(words, f"Visit {LINK}/version/3.")[0] == ("open-government-licence-3")


def test_a_licence_counts_before_the_copyright() -> None:
    """If a report prints both a licence and a copyright, the licence is used."""
    found = rights("© Crown copyright 2019", "Under the Open Government Licence v3.0.")
    assert found == ("open-government-licence-3", "licence-printed")


def test_without_a_licence_the_copyright_counts_with_its_printed_year() -> None:
    """If there is no licence, the copyright is used with its printed year."""
    found = rights("© Crown copyright 2019")
    assert found == ("crown-copyright-2019", "copyright-printed")
    found = rights("© Crown copyright and database rights 2018")
    assert found[0] == "crown-copyright-2018"


def test_without_licence_and_copyright_the_year_is_asked_about() -> None:
    """If neither is printed, the rights follow from the date of the report.

    A question says so.
    """
    found = rights("Thank you.")
    assert found[1] == "rights-by-year"
    asked = drafted(f"{ilacs(ROWS)}\n\nThank you.\n").questions
    assert any(one.startswith("No copyright is printed") for one in asked)
