"""Check each quotation in a file against the document that is named as its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal

from inspectgraph.model.anchor import other_figure
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.model.quantities import quantity
from inspectgraph.model.unit_text import UnitText
from inspectgraph.quotations.excerpts import Part, parts_of
from inspectgraph.quotations.forms import divided_words, forms_of
from inspectgraph.quotations.nearest import Difference, joined, nearest
from inspectgraph.quotations.rows import Row
from inspectgraph.quotations.source_files import Library, Source
from inspectgraph.quotations.source_text import Place
from inspectgraph.quotations.words import (
    Token,
    has_negation,
    negating_halves,
    tokens_of,
)

__all__ = ["FEWEST_WORDS", "SOUND", "STATES", "Checked", "State", "check_rows"]

State = Literal[
    "exact",
    "same-words",
    "figure-differs",
    "negation-differs",
    "words-differ",
    "joined",
    "not-found",
    "too-short",
    "no-source",
    "unreadable-source",
    "bad-row",
]
#: All states, with what each says of a quotation.
STATES: Final[dict[State, str]] = {
    "exact": "found exactly as quoted",
    "same-words": "found with the same words and figures, but in another form",
    "figure-differs": "a figure or number differs from the nearest passage",
    "negation-differs": "a word such as 'not' differs from the nearest passage",
    "words-differ": "a word other than a figure or 'not' differs from the nearest passage",
    "joined": "joined from two places without an ellipsis",
    "not-found": "no passage is near",
    "too-short": "too few words to mean anything",
    "no-source": "the folder does not have the source",
    "unreadable-source": "the source cannot be read",
    "bad-row": "the row has no source or no excerpt",
}
#: The states of quotations whose words and figures the source has.
SOUND: Final[frozenset[State]] = frozenset({"exact", "same-words"})
#: The least number of words of a quotation.
FEWEST_WORDS: Final = 3
#: The most words that words in brackets may stand for.
_REPLACED: Final = 12
#: The most words that a mark in a quotation may stand for.
_OMITTED: Final = {
    "ellipsis": 300,
    "insertion in brackets": _REPLACED,
    "paragraph number": 0,
}
#: The most occurrences of a part of a quotation that are tried.
_TRIED: Final = 200
_SENTENCE_END: Final = re.compile(r"[.?!]\s")


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one quotation.

    `file` is the name of the document. Ellipses divide a quotation into parts, and
    `places` has the place of each part in the document. If the quotation was not found,
    `places` has the place of the nearest passage. `forms` names the differences in
    form. `differences` has the differences in words and figures. If `differences` is
    empty, `detail` may explain the result.
    """

    row: Row
    state: State
    file: str = ""
    places: tuple[Place, ...] = ()
    forms: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    detail: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether the source has the words and figures of the quotation."""
        return self.state in SOUND


@dataclass(slots=True)
class _Match:
    """The span of each part of a quotation, counted in the document's letters and digits."""

    spans: list[tuple[int, int]]
    count: int = 1
    forms: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def check_rows(
    rows: Iterable[Row], library: Library, fewest: int = FEWEST_WORDS
) -> Iterator[Checked]:
    """Yield the result for each quotation, in order.

    Args:
        rows: The quotations.
        library: The documents.
        fewest: The minimum number of words in a quotation.
    """
    for row in rows:
        yield _check_row(row, library, fewest)


def _check_row(row: Row, library: Library, fewest: int) -> Checked:
    """Check one quotation against its document, and return the result of the check."""
    if row.fault:
        return Checked(row, "bad-row", detail=row.fault)
    file = library.file_of(row.source)
    if file is None:
        near = library.near(row.source)
        hint = f"; did you mean '{near}'?" if near else ""
        detail = f"the folder does not have this document{hint}"
        return Checked(row, "no-source", detail=detail)
    parts, marks = parts_of(row.excerpt)
    count = sum(len(tokens_of(UnitText.of(part.text))) for part in parts)
    if count < fewest:
        detail = f"the excerpt has {quantity(count, 'word')}, and {fewest} are needed"
        return Checked(row, "too-short", file.name, detail=detail)
    try:
        source = library.source(file)
    except InspectGraphError as error:
        return Checked(row, "unreadable-source", file.name, detail=error.message)
    return _check_text(row, source, parts, marks)


def _check_text(
    row: Row, source: Source, parts: list[Part], marks: list[str]
) -> Checked:
    """Return the result of checking a quotation against a document that was read."""
    whole = _found(row, source, [Part(row.excerpt)], [])
    if whole and not (marks and "punctuation" in whole.forms):
        return whole
    found = _found(row, source, parts, marks) if marks else None
    return found or whole or _unfound(row, source, parts)


def _found(
    row: Row, source: Source, parts: list[Part], marks: list[str]
) -> Checked | None:
    """Return the result of the check if a document contains a quotation, else None.

    The document must contain all parts of the quotation in their order.
    """
    match = _match(source, parts)
    if match is None:
        return None
    match.forms = marks
    return _result(row, source, match, parts)


def _match(source: Source, parts: list[Part]) -> _Match | None:
    """Return the spans at which a document has all parts in order, or None.

    If there are several matches, a match that has the same figures as the quotation is
    chosen. If several matches have the same figures as the quotation, the match that
    omits the fewest words is chosen.
    """
    quoted = [UnitText.of(part.text) for part in parts]
    best: tuple[tuple[bool, int], list[tuple[int, int]]] | None = None
    count = 0
    for start in islice(source.text.occurrences(quoted[0].squeezed), _TRIED):
        spans = _chain(source, quoted, start)
        if spans is None or not _labels_fit(source, parts, spans):
            continue
        count += 1
        wrong = any(
            other_figure(text, source.text.text.figures_at(*span))
            for text, span in zip(quoted, spans, strict=True)
        )
        rank = (wrong, spans[-1][0] - spans[0][0])
        if best is None or rank < best[0]:
            best = rank, spans
    return _Match(best[1], count) if best else None


def _chain(
    source: Source, quoted: list[UnitText], start: int
) -> list[tuple[int, int]] | None:
    """Return the spans of all parts of a quotation, or None if any part is missing.

    The first part begins at `start`, and the other parts follow in order.
    """
    spans = [(start, len(quoted[0].squeezed))]
    for text in quoted[1:]:
        end = spans[-1][0] + spans[-1][1]
        found = source.text.squeezed.find(text.squeezed, end)
        while found >= 0 and not source.text.text.is_whole(found, len(text.squeezed)):
            found = source.text.squeezed.find(text.squeezed, found + 1)
        if found < 0:
            return None
        spans.append((found, len(text.squeezed)))
    return spans


def _labels_fit(
    source: Source, parts: list[Part], spans: list[tuple[int, int]]
) -> bool:
    """Return whether the paragraph numbers in a quotation fit the document.

    The words after a paragraph number must begin a unit of the document, such as a
    paragraph or a heading.
    """
    return all(
        source.text.begins_unit(start)
        for part, (start, _) in zip(parts, spans, strict=True)
        if part.before == "paragraph number"
    )


def _result(row: Row, source: Source, match: _Match, parts: list[Part]) -> Checked:
    """Return the result of the check for a quotation whose parts were all found."""
    forms = list(match.forms)
    for part, span in zip(parts, match.spans, strict=True):
        text, printed = part.text, source.text.printed(*span)
        forms += forms_of(text, printed) if text != printed else []
        match.differences += _changed(source, text, printed, span, forms)
    match.differences += _added_outside(source, match.spans, parts)
    far = ""
    for before, after, part in zip(
        match.spans, match.spans[1:], parts[1:], strict=False
    ):
        left_out = _left_out(source, before, after)
        match.differences += _negated(source, left_out, part)
        if len(left_out) > _OMITTED[part.before]:
            far = f"{part.before} leaves out {quantity(len(left_out), 'word')}"
    places = tuple(source.text.place(*span, match.count) for span in match.spans)
    differences = tuple(match.differences)
    state = _state(differences) if differences else ("same-words" if forms else "exact")
    if far and not differences:
        state = "joined"
    unique = tuple(dict.fromkeys(forms))
    return Checked(row, state, source.file, places, unique, differences, far)


def _changed(
    source: Source,
    text: str,
    printed: str,
    span: tuple[int, int],
    forms: Collection[str],
) -> Iterator[Difference]:
    """Yield the differences in signs or spaces that change the meaning of a quotation.

    For example, the decimal point of a number differs, or a space divides `notable`
    into `no table`. The quotation and the printed text have the same letters and
    digits.
    """
    different = other_figure(UnitText.of(text), source.text.text.figures_at(*span))
    if different:
        quoted, there = (form.strip("'") for form in different)
        yield Difference("figure", quoted, there)
    if "word division" not in forms:
        return
    for first, second in divided_words(text, printed):
        if negating_halves(first, second):
            one, two = f"{first} {second}", f"{first}{second}"
            has_space = one in " ".join(text.casefold().split())
            yield Difference("negation", *((one, two) if has_space else (two, one)))


def _left_out(
    source: Source, before: tuple[int, int], after: tuple[int, int]
) -> list[Token]:
    """Return the words of a document between two spans."""
    return source.words.between(before[0] + before[1] - 1, after[0])


def _negated(source: Source, left_out: list[Token], part: Part) -> Iterator[Difference]:
    """Yield a difference if a quotation omits or adds a negation.

    The negation is before the given part of the quotation.

    Inserted words are in brackets. If both the left-out words and the inserted words
    have a negation, there is no difference. A negation in the left-out words is a
    difference only if these words lie within one sentence.
    """
    negation = has_negation(token.form for token in left_out)
    if bool(negation) == _has_negation(part.inserted):
        return
    if not negation:
        yield Difference("negation", part.inserted.strip(), "")
        return
    text = source.text.text.normal[left_out[0].start : left_out[-1].end + 2]
    if not _SENTENCE_END.search(text):
        words = source.text.text.normal[left_out[0].start : left_out[-1].end]
        yield Difference("negation", "", " ".join(words.split()))


def _added_outside(
    source: Source, spans: list[tuple[int, int]], parts: list[Part]
) -> Iterator[Difference]:
    """Yield a difference for each negation in brackets at an end of a quotation.

    The words in brackets can replace printed words. So there is no difference if the
    printed words beside the quotation, in the same sentence, have a negation.
    """
    text, words = source.text.text, source.words
    begin, end = spans[0][0], sum(spans[-1]) - 1
    first = max(words.word_at(begin) - _REPLACED, 0)
    last = min(words.word_at(end) + _REPLACED, len(words.tokens) - 1)
    before = text.normal[words.tokens[first].start : text.places[begin]]
    after = text.normal[text.places[end] + 1 : words.tokens[last].end]
    for inserted, printed in (
        (parts[0].inserted, _SENTENCE_END.split(before)[-1]),
        (parts[-1].after, _SENTENCE_END.split(after)[0]),
    ):
        if _has_negation(inserted) and not _has_negation(printed):
            yield Difference("negation", inserted.strip(), "")


def _has_negation(text: str) -> bool:
    return bool(has_negation(token.form for token in tokens_of(UnitText.of(text))))


def _state(differences: Iterable[Difference]) -> State:
    """Return the state of a quotation that differs from the printed passage.

    If there are several differences, the most serious difference determines the state.
    """
    kinds = {difference.kind for difference in differences}
    if "figure" in kinds:
        return "figure-differs"
    if "negation" in kinds:
        return "negation-differs"
    return "words-differ"


def _unfound(row: Row, source: Source, parts: list[Part]) -> Checked:
    """Return the result of the check for a quotation that was not found exactly."""
    places: list[Place] = []
    differences: list[Difference] = []
    for order, part in enumerate(parts, 1):
        quoted = UnitText.of(part.text)
        found = _match(source, [part])
        if found:
            places.append(source.text.place(*found.spans[0], found.count))
            continue
        if two := joined(quoted, source.text, source.words):
            spans = zip(two.starts, two.lengths, strict=True)
            places += [source.text.place(*span) for span in spans]
            detail = _distance(two.between)
            return Checked(row, "joined", source.file, tuple(places), detail=detail)
        near = nearest(quoted, source.words)
        if near is None:
            detail = f"part {order} of {len(parts)}" if len(parts) > 1 else ""
            return Checked(row, "not-found", source.file, tuple(places), detail=detail)
        places.append(source.text.place(near.start, near.length))
        differences += near.differences
    if not differences:
        detail = "the parts are in the source, but not in this order"
        return Checked(row, "joined", source.file, tuple(places), detail=detail)
    state = _state(differences)
    return Checked(row, state, source.file, tuple(places), (), tuple(differences))


def _distance(between: int) -> str:
    """Return text on the distance between two passages that a quotation joins."""
    if between < 0:
        return "the second passage comes before the first"
    return f"{quantity(between, 'word')} between the two passages are left out"
