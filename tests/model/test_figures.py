"""Figures of a text in normal form: what they keep, what conversions may change, and their digests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.model.anchor import squeeze
from inspectgraph.model.figures import (
    different_figure,
    figures_digest,
    figures_in,
    normal_text,
)
from inspectgraph.model.unit_text import UnitText

#: The vectors that another implementation must give as well: text, figures, digests.
VECTORS = [
    ("£1,250 (3.5%)", ["£1250", "3.5%"], "2fd06e-912eff"),
    ("30<sup>th</sup> most", ["30"], "624b60"),
    ("from 2013–14", ["2013", "14"], "7931aa-8527a8"),
    ("< 5 of −3", ["<5", "-3"], "49498f-615bdd"),
    ("2½ times", ["2", "1/2"], "d4735e-d93992"),
    ("no figure", [], ""),
]


@pytest.mark.parametrize(("text", "figures", "hexadecimal"), VECTORS)
def test_vectors(text: str, figures: list[str], hexadecimal: str) -> None:
    """Figures and digests are those of the published test vectors."""
    assert (figures, hexadecimal) == (figures_in(text), figures_digest(figures))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,250", "1250"),
        ("1,250", "1\u00a0250"),
        ("12,345,678", "12\u2009345\u202f678"),
        ("57,121, of whom", "57121, of whom"),
        ("2013–14", "2013-14"),
        ("2013–14", "2013/14"),
        ("2013–14", "2013-\n14"),
        ("16−17", "16-17"),
        ("−3", "–3"),
        ("(-3)", "(\u20103)"),
        ("-£3", "£-3"),
        ("£ 3", "£3"),
        ("3 %", "3%"),
        ("3\n%", "3%"),
        ("< 5", "<5"),
        ("<= 5", "≤5"),
        ("⩾5", ">=5"),
        ("≈ 5", "~5"),
        ("½", "1/2"),
        ("2½", "2 1⁄2"),
        ("３５％", "35%"),
        ("m²", "m2"),
        ("m<sup>2</sup>", "m2"),
        ("3·5", "3.5"),
        ("**35**%", "35%"),
        (r"\<5", "<5"),
        ("under-5s", "under 5s"),
        ("16- and 17-year", "16 and 17year"),
        ("3-\n5", "3–5"),
        ("18+", "18+ "),
        ("12<br>345", "12 345"),
        ("3\u00ad5", "35"),
        ("- 5 children", "5 children"),
        ("— 5 children —", "5 children"),
        ("30th", "30 th"),
        ("1\u200b250", "1250"),
    ],
)
def test_conversions_have_the_same_figures(one: str, other: str) -> None:
    """Other spaces, dashes, line ends, grouping or markup make no other figures."""
    assert figures_in(one) == figures_in(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5", "35"),
        (".5", "5"),
        ("3.5", "3,5"),
        ("1,250", "12,50"),
        ("5%", "5"),
        ("5%", "5‰"),
        ("£5", "5"),
        ("£5", "$5"),
        ("5 €", "5"),
        ("<5", ">5"),
        ("<5", "≤5"),
        ("<5", "5"),
        ("-5", "5"),
        ("−5", "5"),
        ("+5", "5"),
        ("±5", "5"),
        ("~5", "5"),
        ("18+", "18"),
        ("1/2", "12"),
        ("1/2", "1-2"),
        ("2-3", "23"),
        ("10:30", "1030"),
        ("1.1.2", "11.2"),
        ("the 5", "the -5"),
        ("£3", "-£3"),
    ],
)
def test_other_figures_differ(one: str, other: str) -> None:
    """A point, a sign, or a sign's kind makes another figure of the same letters and digits."""
    assert squeeze(one) == squeeze(other)
    assert figures_in(one) != figures_in(other)


@pytest.mark.parametrize(
    ("figures", "expected", "place"),
    [
        (["3", "35"], ["3", "3.5"], 1),
        (["3"], ["3", "5"], 1),
        (["3", "5"], ["3"], 1),
        ([], ["3"], 0),
        (["3", "5"], ["3", "5"], None),
        ([], [], None),
    ],
)
def test_the_first_difference_is_found(
    figures: list[str], expected: list[str], place: int | None
) -> None:
    """Which figure differs is told, also where one is missing or too many."""
    assert different_figure(figures, figures_digest(expected)) == place


#: Letters, digits, signs, marks and spaces of the kinds that a report or a conversion
#: may have.
TEXTS = st.text(
    st.sampled_from("aZé\u0301ßﬁ½²①٣0159.,:/-–−+<>£€%‰ \n\u00a0\u200b\u00ad'’*_\\(")
    | st.characters(),
    max_size=40,
)


@given(TEXTS)
def test_the_normal_text_squeezes_alike(text: str) -> None:
    """The normal text has the letters and digits of the text, each with its place."""
    unit = UnitText.of(text)

    assert squeeze(normal_text(text)) == squeeze(text) == unit.squeezed
    assert len(unit.places) == len(unit.squeezed)
    assert all(
        unit.normal[one.start].isdecimal() and unit.normal[one.end - 1].isdecimal()
        for one in unit.figures
    )


@pytest.mark.parametrize(
    "sign", ["<", "-", "£ ", "1,", "1/", "1.", ".1", " ", "*", "111,", "5 "]
)
def test_long_runs_of_signs_take_linear_work(sign: str) -> None:
    """A text ten times as long has at most ten times the figures."""
    short, long = figures_in(sign * 1000), figures_in(sign * 10_000)

    assert len(long) <= 10 * max(len(short), 1)
