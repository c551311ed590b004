"""Anchors: squeezed text, digests, sealing a quotation and finding it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.model.anchor import digest, find, seal, squeeze
from inspectgraph.model.errors import AnchorError

#: The vectors that another implementation must give as well: text, squeezed text,
#: digest.
VECTORS = [
    ("The CAF's up-to-date plan", "thecafsuptodateplan", "923349d7d732"),
    ("£1,250 (3.5%)", "125035", "98e16df491b2"),
    ("30<sup>th</sup> most", "30thmost", "c2b5a24689c5"),
]
UNIT = (
    "The board meets every month. The board meets every month in public, and its"
    " minutes are clear."
)


@pytest.mark.parametrize(("text", "squeezed", "hexadecimal"), VECTORS)
def test_vectors(text: str, squeezed: str, hexadecimal: str) -> None:
    """Squeezed text and digest are those of the published test vectors."""
    assert (squeezed, hexadecimal) == (squeeze(text), digest(squeeze(text)))


def test_conversions_do_not_matter() -> None:
    """Line ends, hyphens, quotation marks, ligatures and case leave the squeezed text as it is."""
    assert squeeze("The ‘ﬁrst’ up-to-\ndate PLAN") == squeeze(
        "the 'first' upto date plan"
    )


def test_sealed_words_are_found_where_they_stand() -> None:
    """A sealed quotation is found once, at its start."""
    found = seal("in public, and its minutes", UNIT)

    assert find(squeeze(UNIT), found.length, found.digest) == [found.start]


@pytest.mark.parametrize(
    ("quotation", "code"),
    [
        ("minutes are clear", "anchor-too-short"),
        ("the board meets every month", "anchor-ambiguous"),
        ("the board meets every single week", "anchor-not-found"),
        ("… – !", "anchor-empty"),
    ],
)
def test_unfit_quotations_are_refused(quotation: str, code: str) -> None:
    """Too few words, words that occur twice, words of elsewhere and no words at all are told apart."""
    with pytest.raises(AnchorError) as refused:
        seal(quotation, UNIT)

    assert code == refused.value.code


def test_a_whole_unit_may_be_short() -> None:
    """A quotation that is the whole unit may be as short as one figure."""
    assert seal("3", " 3. ").length == 1


def test_words_that_overlap_themselves_are_ambiguous() -> None:
    """A quotation that occurs a second time before its first occurrence ends is refused as well."""
    with pytest.raises(AnchorError) as refused:
        seal("to be or to be", "To be or to be or to be.")

    assert refused.value.code == "anchor-ambiguous"


def test_words_inside_other_words_count() -> None:
    """`find` returns every start of words that overlap themselves."""
    assert find("abababa", 3, digest("aba")) == [0, 2, 4]


@given(st.text(max_size=80), st.text(max_size=80))
def test_squeezing_is_stable_and_splits(one: str, other: str) -> None:
    """Squeezing twice changes nothing, and a squeezed text holds letters and digits only."""
    once = squeeze(one + " " + other)

    assert once == squeeze(once)
    assert all(character.isalnum() for character in once)
