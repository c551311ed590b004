"""Lists in reports of 2005 to 2013: bands without a colon, headings in words of other years."""

from __future__ import annotations

import pytest

from draft_samples import summed

SLA = """Inspection of safeguarding and looked after children services

Netherfordshire County Council

Published: 18 June 2010

Contents

About this inspection\t2

Safeguarding services

1. The overall effectiveness is adequate.

Areas for improvement

2. To make services better, the council and its partners should take the following action:

Immediately{colon}

- see that checks are made

- see that notes are kept

Within {three} months{colon}

- write better plans

Capacity for improvement

3. The capacity for improvement is good.
"""


@pytest.mark.parametrize("three", ["three", "3"])
@pytest.mark.parametrize("colon", ["", ":"])
def test_a_deadline_needs_no_colon(colon: str, three: str) -> None:
    """A line that only says by when introduces the bullets under it."""
    found = summed(SLA.format(colon=colon, three=three))
    assert [one["band"] for one in found["recommendations"]] == [
        "immediately",
        "immediately",
        "within-three-months",
    ]
