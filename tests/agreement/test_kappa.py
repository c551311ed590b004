"""Tests of Cohen's kappa and its standard error against published examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.agreement import Agreement

Table = Sequence[Sequence[int]]

#: Cohen (1960), the example of 200 persons and three diagnoses: kappa .492.
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
#: Fleiss, Cohen and Everitt (1969), the example of 200 persons and three diagnoses.
EVERITT = ((106, 10, 4), (22, 28, 10), (2, 12, 6))
#: Fleiss, Statistical Methods for Rates and Proportions: 100 patients of a psychiatric
#: hospital, psychotic, neurotic or organic; kappa .68.
FLEISS = ((75, 1, 4), (5, 4, 1), (0, 0, 10))
#: Tables of two categories: those with which encyclopedias explain kappa, and its least.
TWO = (((20, 5), (10, 15)), ((45, 15), (25, 15)), ((25, 35), (5, 35)), ((0, 5), (5, 0)))
#: The example of a table of agreement whose printout by PROC FREQ of SAS gives kappa
#: 0.4842, standard error 0.1380 and limits 0.2137 and 0.7547.
SAS = ((0, 4, 1), (0, 8, 0), (0, 1, 5))


def agreement(table: Table) -> Agreement:
    """Return the agreement of two readers, given a table of counts.

    The table has a row for each category of the first reader.
    """
    return Agreement(
        Counter(
            {
                (str(row), str(column)): count
                for row, counts in enumerate(table)
                for column, count in enumerate(counts)
            }
        )
    )


@pytest.mark.parametrize(
    ("table", "observed", "expected", "kappa"),
    [
        pytest.param(COHEN, 0.70, 0.41, 0.492, id="cohen-1960"),
        pytest.param(EVERITT, 0.70, 0.475, 0.429, id="fleiss-cohen-everitt-1969"),
        pytest.param(FLEISS, 0.89, 0.66, 0.676, id="fleiss"),
        pytest.param(TWO[0], 0.70, 0.50, 0.40, id="grants"),
        pytest.param(TWO[1], 0.60, 0.54, 0.130, id="many-yes"),
        pytest.param(TWO[2], 0.60, 0.46, 0.259, id="other-totals"),
        pytest.param(TWO[3], 0.0, 0.5, -1.0, id="never-the-same"),
    ],
)
def test_published_examples(
    table: Table, observed: float, expected: float, kappa: float
) -> None:
    """Observed agreement, expected agreement and kappa are as published, to three places."""
    found = agreement(table)
    assert found.observed == pytest.approx(observed)
    assert found.expected == pytest.approx(expected)
    assert found.kappa == pytest.approx(kappa, abs=0.0006)


def test_the_standard_error_is_the_one_for_large_samples() -> None:
    """Kappa, its standard error and its interval are as printed by a statistics package."""
    found = agreement(SAS)
    assert found.kappa == pytest.approx(0.4842, abs=5e-5)
    assert found.standard_error == pytest.approx(0.1380, abs=5e-5)
    assert found.interval == pytest.approx((0.2137, 0.7547), abs=5e-5)


def test_readers_who_always_agree() -> None:
    """If readers agree on every item, kappa is 1 and the standard error is 0."""
    found = agreement(((3, 0), (0, 7)))
    assert (found.kappa, found.standard_error, found.interval) == (1.0, 0.0, (1.0, 1.0))


@pytest.mark.parametrize("table", [(), ((9,),)], ids=["no-item", "one-category"])
def test_kappa_may_be_undefined(table: Table) -> None:
    """Kappa is None if there are no items, or if there is only one category."""
    found = agreement(table)
    assert (found.kappa, found.standard_error, found.interval) == (None, None, None)


def test_one_category_against_the_rest() -> None:
    """`against_rest` merges all categories except one into a single category."""
    found = agreement(FLEISS).against_rest("0")
    assert found.table == {("0", "0"): 75, ("0", ""): 5, ("", "0"): 5, ("", ""): 15}
    assert found.kappa == pytest.approx((0.90 - 0.68) / 0.32)


def test_some_categories_only() -> None:
    """`among` keeps only the items to which both readers give one of the named categories."""
    assert agreement(FLEISS).among(["0", "1"]).items == 85


tables = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=40
)


@given(tables)
def test_kappa_knows_no_first_reader(pairs: list[tuple[str, str]]) -> None:
    """Kappa stays the same if the readers are exchanged or the categories renamed."""
    found = Agreement.of(pairs)
    turned = Agreement.of((second, first) for first, second in pairs)
    named = Agreement.of((f"x{first}", f"x{second}") for first, second in pairs)
    for other in (turned, named):
        assert other.kappa == pytest.approx(found.kappa)
        assert other.standard_error == pytest.approx(found.standard_error)
    if found.interval and found.kappa is not None:
        low, high = found.interval
        assert -1 <= low <= found.kappa + 1e-9
        assert found.kappa - 1e-9 <= high <= 1
