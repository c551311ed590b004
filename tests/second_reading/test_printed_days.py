"""Dates as reports print them."""

from __future__ import annotations

import pytest

from inspectgraph.second_reading.dates import parse_day, parse_periods


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3 March 2031 – 27 March 2031", "2031-03-03/2031-03-27"),
        ("3 to 14 March 2031", "2031-03-03/2031-03-14"),
        ("28 February to 14 March 2031", "2031-02-28/2031-03-14"),
        ("29 December 2030 to 9 January 2031", "2030-12-29/2031-01-09"),
        ("05 July 2031–27 July 2031", "2031-07-05/2031-07-27"),
        ("1/06/2031 – 25/06/2031", "2031-06-01/2031-06-25"),
        ("18 Feb 2031 – 12 March 2031", "2031-02-18/2031-03-12"),
        ("2nd to 4th Sept 2031", "2031-09-02/2031-09-04"),
        ("28 July 2031", "2031-07-28/2031-07-28"),
        (
            "19 November-11 December 2030 and 28 – 30 January 2031",
            "2030-11-19/2030-12-11 2031-01-28/2031-01-30",
        ),
    ],
)
def test_visits(printed: str, expected: str) -> None:
    """Each visit has a first and a last day."""
    found = parse_periods(printed)
    assert " ".join(f"{one.first}/{one.last}" for one in found) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "March 2031",
        "31 February 2031",
        "3 to 14 March",
        "14 to 3 March 2031",
        "3 March 2030 to 14 March 2031",
        "3/13/2031",
        "about 3 March 2031",
    ],
)
def test_what_is_not_understood_is_not_guessed(printed: str) -> None:
    """A text that is not understood as dates gives no visit."""
    assert parse_periods(printed) == ()


def test_a_day_is_one_day() -> None:
    """A range of days is not read as a day of publication."""
    assert str(parse_day("01 September 2031")) == "2031-09-01"
    assert parse_day("1 to 3 September 2031") is None
