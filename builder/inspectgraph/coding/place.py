"""Find coded passages in a report, and make anchors for these passages.

A coded passage is a passage of a document to which somebody has assigned codes. The
position of the passage is used in two cases: the document has the same text as the
report, or the report has the words of the passage at this position. Otherwise the words
are searched for, without spaces and punctuation. If the words occur several times, the
words before and after the passage show which place is meant. If the surrounding words
match no place or several places, the passage gets no anchor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from inspectgraph.coding.model import Coding, SourceText
from inspectgraph.coding.report_text import ReportText, Stretch
from inspectgraph.model.anchor import digest, look_up, seal, squeeze
from inspectgraph.model.errors import AnchorError
from inspectgraph.model.figures import figures_digest, forms
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read.sentences import sentence_lengths

__all__ = ["Placed", "Placer"]

#: How many letters and digits around some words tell two places apart.
_AROUND: Final = 30
#: How many characters of a source are squeezed to get them.
_CHARACTERS: Final = 120


@dataclass(frozen=True, slots=True)
class Placed:
    """The anchors of one coded passage, or the reason why there are no anchors.

    A coded passage is a passage to which somebody has assigned codes. If an anchor
    covers more than the passage, `widened` is a phrase about the anchor's size, such as
    `to whole words`.
    """

    anchors: tuple[dict[str, Any], ...] = ()
    widened: str = ""
    reason: str = ""

    @property
    def unit(self) -> str:
        """The id of the unit that contains the first anchor of the passage."""
        return str(self.anchors[0]["unit"])


class Placer:
    """Finds coded passages in one report, and makes anchors for these passages.

    A coded passage is a passage to which somebody has assigned codes.
    """

    def __init__(self, text: ReportText) -> None:
        self._report = text
        self._sealed: dict[Stretch, dict[str, Any] | str] = {}

    def place(self, coding: Coding, source: SourceText) -> Placed:
        """Return the anchors of a coded passage, or the reason why none was made."""
        found = self._stretches(coding, source)
        if isinstance(found, str):
            return Placed(reason=found)
        if not found:
            return Placed(reason="the coded part has no letter and no digit")
        anchors: list[dict[str, Any]] = []
        widened = ""
        for stretch in found:
            anchor, more = self._anchor(stretch)
            if anchor not in anchors:
                anchors.append(anchor)
            widened = widened or more
        return Placed(tuple(anchors), widened)

    def sentence(self, placed: Placed) -> str:
        """Return the sentences that contain the first anchor of a coded passage."""
        first = placed.anchors[0]
        unit = self._report.unit_text(first["unit"])
        stretch = Stretch(first["unit"], first["start"], first["length"])
        whole = self._sentences(unit, stretch)
        return unit.words_at(whole.start, whole.length)

    def _stretches(self, coding: Coding, source: SourceText) -> list[Stretch] | str:
        """Return the stretches of text that a coded passage covers in the report.

        If the passage is not found in the report, return the reason.
        """
        if coding.start is not None and source.text == self._report.text:
            return self._report.stretches(coding.start, coding.end or coding.start)
        if coding.start is not None and coding.quote:
            words = self._report.text[coding.start : coding.end]
            if words and squeeze(words) == squeeze(coding.quote):
                return self._report.stretches(coding.start, coding.end or coding.start)
        if coding.anchor and not coding.quote:
            return self._by_anchor(coding.anchor)
        quote, before, after = _words_of(coding, source)
        if not quote:
            return (
                "it has no words, and the text to which its positions refer is not"
                " available"
            )
        return self._by_words(squeeze(quote), before, after)

    def _by_anchor(self, anchor: tuple[str, int, int, str, str]) -> list[Stretch] | str:
        """Return the stretch of text that an anchor covers.

        If the words of the anchor are not found in the report, return the reason.
        """
        unit, _, length, digest, figures = anchor
        try:
            text = self._report.unit_text(unit)
        except KeyError:
            return f"the report has no unit {unit}"
        found = look_up(text, length, digest, figures)
        if found.state not in ("found", "figures-unchecked"):
            return f"the words of its anchor are not in the unit {unit}"
        return [Stretch(unit, found.starts[0], length)]

    def _by_words(self, words: str, before: str, after: str) -> list[Stretch] | str:
        """Find given words in the report and return their stretches of text.

        If the words are not found, return the reason. The words are given without
        spaces. If the words occur several times, the words before and after show which
        place is meant.
        """
        if not words:
            return []
        places = list(_occurrences(self._report.squeezed, words))
        if not places:
            return "its words are not in the report"
        if len(places) > 1:
            fits = [
                place
                for place in places
                if self._fits(place, len(words), before, after)
            ]
            if len(fits) != 1 or not before + after:
                count = len(places)
                return f"its words occur {count} times in the report; code more words"
            places = fits
        return self._report.squeezed_stretches(places[0], places[0] + len(words))

    def _fits(self, place: int, length: int, before: str, after: str) -> bool:
        """Return whether the given letters come directly before and after a match.

        Args:
            place: The offset of the match in the letters and digits of the report.
            length: The number of letters and digits in the match.
            before: The letters and digits that must come before the match.
            after: The letters and digits that must come after the match.
        """
        whole, end = self._report.squeezed, place + length
        if whole[end : end + len(after)] != after:
            return False
        return whole[max(place - len(before), 0) : place] == before

    def _anchor(self, stretch: Stretch) -> tuple[dict[str, Any], str]:
        """Return the anchor of a stretch of text, and a phrase about the anchor's size.

        A stretch has no anchor of its own if it cuts a word, is too short, or occurs
        twice in its unit. In these cases, the anchor covers the whole words, the whole
        sentences or the whole unit around the stretch. The phrase states what the
        anchor covers, such as `to its sentence`. If the anchor covers only the stretch,
        the phrase is "".
        """
        unit = self._report.unit_text(stretch.unit)
        whole = _whole_words(unit, stretch)
        sentences = self._sentences(unit, whole)
        entire = Stretch(stretch.unit, 0, len(unit.squeezed))
        widths = (
            (stretch, ""),
            (whole, "to whole words"),
            (sentences, "to its sentence"),
            (entire, "to its whole unit"),
        )
        for wanted, width in widths:
            sealed = self._seal(unit, wanted)
            if isinstance(sealed, dict):
                return sealed, width
        raise AssertionError("a whole unit can always be sealed")

    def _seal(self, unit: UnitText, stretch: Stretch) -> dict[str, Any] | str:
        """Return an anchor for a stretch of text, or the reason why none is possible.

        The result for each stretch is computed only once, and then stored.
        """
        if stretch not in self._sealed:
            self._sealed[stretch] = _sealed(unit, stretch)
        return self._sealed[stretch]

    def _sentences(self, unit: UnitText, stretch: Stretch) -> Stretch:
        """Return the sentences that overlap with a stretch of text, as one stretch."""
        start, stop, at = stretch.start, stretch.start + stretch.length, 0
        first, last = None, len(unit.squeezed)
        for length in sentence_lengths(unit.normal):
            if at + length > start and first is None:
                first = at
            at += length
            if at >= stop:
                last = at
                break
        return Stretch(stretch.unit, first or 0, last - (first or 0))


def _words_of(coding: Coding, source: SourceText) -> tuple[str, str, str]:
    """Return the words of a coded passage, and the letters and digits on both sides."""
    if source.text is None or coding.start is None or coding.end is None:
        before, after = squeeze(coding.before), squeeze(coding.after)
        # The first and last word around a quotation may be cut.
        return coding.quote, before[-_AROUND:], after[:_AROUND]
    text, start, end = source.text, coding.start, coding.end
    before = squeeze(text[max(start - _CHARACTERS, 0) : start])
    after = squeeze(text[end : end + _CHARACTERS])
    return text[start:end], before[-_AROUND:], after[:_AROUND]


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Yield each offset in a text at which given words begin."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _whole_words(unit: UnitText, stretch: Stretch) -> Stretch:
    """Return a stretch of text, widened to whole words at both ends."""
    start, stop = stretch.start, stretch.start + stretch.length
    while start > 0 and unit.begins_inside_word(start):
        start -= 1
    while stop < len(unit.squeezed) and unit.ends_inside_word(start, stop - start):
        stop += 1
    return Stretch(stretch.unit, start, stop - start)


def _sealed(unit: UnitText, stretch: Stretch) -> dict[str, Any] | str:
    """Return the anchor of a stretch of text, or why the stretch has no anchor."""
    quotation = unit.words_at(stretch.start, stretch.length)
    if not unit.is_whole(stretch.start, stretch.length):
        return "it cuts a word"
    try:
        found = seal(quotation, unit)
    except AnchorError as error:
        if stretch.length < len(unit.squeezed):
            return error.message
        # A whole unit is found by its digest, whatever its figures are.
        found = None
    if found is None:
        whole = {
            "unit": stretch.unit,
            "length": len(unit.squeezed),
            "start": 0,
            "digest": digest(unit.squeezed),
        }
        figures = figures_digest(forms(unit.figures))
        return whole | ({"figures": figures} if figures else {})
    return {"unit": stretch.unit, **found.fields}
