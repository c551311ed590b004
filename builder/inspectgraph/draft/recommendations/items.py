"""Divide the units under a heading of recommendations into items and nested points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse, pairwise, takewhile

from inspectgraph.draft.lexicon.tables import any_of, read_table
from inspectgraph.draft.text.structure import Placed, sentences

__all__ = ["Item", "instructs", "is_long", "is_prose", "items_of"]

_NONE = re.compile(
    r"(?:\b(?:no|not|none|any)\b.{0,60}\b(?:recommendations?|areas?|actions?"
    r"|identif\w+|requir\w+)\b"
    r"|\b(?:recommendations?|areas?|actions?)\b.{0,60}\b(?:no|not|none)\b)",
    re.I | re.S,
)
_NONE_START = re.compile(
    r"\s*(?:there (?:are|were|is) no|the (?:inspection|review|inspectors?) did"
    r" not|inspectors did not"
    r"|no (?:areas|priority|recommendations|immediate)|none\b|not applicable)",
    re.I,
)
#: The beginning of a sentence on the next steps of inspectors, after the last item.
_NEXT = re.compile(
    r"\s*(?:Ofsted|(?:the )?inspectors|we|I) (?:will|have|has|am|are|shall)\b", re.I
)
#: Words that may come before the verb of an instruction.
_URGENCY = (
    r"(?:urgently |immediately |further |rapidly |quickly |significantly |continue to"
    r" |take (?:\w+ )?action to )?"
)
_VERBS = "|".join(row["pattern"] for row in read_table("action-verbs"))
#: The beginning of an item that instructs somebody to act.
_INSTRUCTS = re.compile(rf"{_URGENCY}(?:{_VERBS})\b", re.I)
_FOLLOWING = re.compile(
    r"\b(?:take the following actions?|the following"
    r" (?:actions?|areas|recommendations))\b.{0,40}\Z",
    re.I,
)
#: The end of a paragraph that introduces all items of a list.
_SHOULD = re.compile(r"should:\s*\Z")
#: A numbered line that may be the subject of its points: no more than fourteen words.
_SUBJECT = re.compile(r"[A-Z]\S*(?: \S+){0,13}(?<![.;,!?])\Z")
#: Words of a sentence that recommends something.
_DUTY = any_of(["should", "must", "needs?", "ought", "to ensure"])
#: A unit which only states that nothing is recommended has fewer than `_LONGEST_NONE`
#: characters. With fewer than `_SHORT_NONE` characters, it need not match `_NONE`.
_LONGEST_NONE, _SHORT_NONE = 260, 30
#: The most sentences of an item; a longer text that instructs nobody is prose.
_MOST_SENTENCES = 2
_ITEMS = {"paragraph", "bullet"}
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list of recommendations.

    Args:
        placed: The unit of the item.
        nested: The units of the nested points of the item.
        stem: The words that introduce the item, such as `The council should:`.
    """

    placed: Placed
    nested: tuple[Placed, ...]
    stem: str


def items_of(units: Sequence[Placed]) -> Iterator[Item]:
    """Yield the items of a list of recommendations, with their nested points.

    If the list begins with a bullet, its items are the bullets. If the list begins with
    a numbered paragraph, its items are the numbered paragraphs. In any other list, the
    items are plain paragraphs. A numbered paragraph that ends in words such as `the
    following actions` is not an item. Such a paragraph introduces the bullets under it.
    """
    content = _content(units)
    is_alone = len(content) == 1
    if is_alone and _FOLLOWING.search(content[0].text):
        return  # the paragraph introduces the items under the next heading
    nested: dict[str | None, list[Placed]] = {}
    for placed in content:
        nested.setdefault(placed.unit.parent, []).append(placed)
    stems = _stems(content, nested)
    for placed in _chosen(content, stems):
        above = stems.get(placed.unit.parent or "", "")
        points = tuple(nested.get(placed.unit.id, ()))
        yield Item(placed, points, f"{placed.stem} {above}".strip())


def instructs(text: str) -> bool:
    """Return whether a text begins with a verb that instructs somebody to act.

    >>> instructs("Ensure that plans are clear."), instructs("Plans are clear.")
    (True, False)
    """
    return bool(_INSTRUCTS.match(text))


def _content(units: Sequence[Placed]) -> list[Placed]:
    """Return the paragraphs and bullets that may be items of a list.

    If a unit states that nothing is recommended, this unit and all paragraphs that have
    no number are left out.
    """
    texts = list(filter(_is_text, units))
    rest = list(filterfalse(_says_none, texts))
    if len(rest) < len(texts):
        rest = list(filterfalse(is_prose, rest))
    return list(filter(_has_words_of_item, rest))


def _is_text(placed: Placed) -> bool:
    """Return whether a unit is a paragraph or bullet that can be the source of a statement."""
    if not placed.content:
        return False
    return placed.unit.kind in _ITEMS


def _has_words_of_item(placed: Placed) -> bool:
    """Return whether the words of a unit may be a recommendation.

    The result is false if the words have no letters, or if they are about the next
    steps of the inspectors.
    """
    if _NEXT.match(placed.text):
        return False
    return bool(_LETTER.search(placed.text))


def _stems(
    content: Sequence[Placed], nested: Mapping[str | None, list[Placed]]
) -> dict[str, str]:
    """Return the texts of the numbered paragraphs that introduce items, keyed by unit id.

    Args:
        content: The paragraphs and bullets that may be items.
        nested: The nested units, keyed by the id of their outer unit.
    """
    numbered = list(filter(_is_numbered, content))
    patterns = [_FOLLOWING]
    if len(numbered) == 1:
        patterns.append(_SHOULD)
    stems: dict[str, str] = {}
    by_subject = _are_subjects(numbered, nested)
    for placed in numbered:
        if placed.unit.id not in nested:
            continue
        if by_subject or any(pattern.search(placed.text) for pattern in patterns):
            stems[placed.unit.id] = placed.text
    return stems


def _are_subjects(
    numbered: Sequence[Placed], nested: Mapping[str | None, list[Placed]]
) -> bool:
    """Return whether the numbered lines of a list are headings of points.

    Each numbered line must only name a subject. Most of the points under the lines must
    instruct somebody to act.

    Args:
        numbered: The numbered paragraphs of the list.
        nested: The nested units, keyed by the id of their outer unit.
    """
    points: list[Placed] = []
    for placed in numbered:
        under = nested.get(placed.unit.id)
        if not under or not _is_subject(placed.text):
            return False
        points += under
    instructing = sum(instructs(one.text) for one in points)
    return 2 * instructing > len(points)


def _is_subject(text: str) -> bool:
    """Return whether a text only names the subject of the points under it.

    Such a text ends in a colon or has no punctuation at its end, and asks nobody to
    act.
    """
    if not _SUBJECT.match(text):
        return False
    return not instructs(text) and not _DUTY.search(text)


def _chosen(content: Sequence[Placed], stems: Mapping[str, str]) -> Sequence[Placed]:
    """Return the units that are items of a list, and leave out nested points.

    Args:
        content: The paragraphs and bullets that may be items.
        stems: The texts of the numbered paragraphs that introduce items, keyed by unit
            id.
    """
    top = _top(content, stems)
    bullets = list(filter(_is_bullet, top))
    numbered = list(filter(_is_numbered, top))
    first = next(filter(_is_marked, top), None)
    if first is None:
        return list(takewhile(_is_plain_item, top))
    if _is_bullet(first):
        return _before_prose(bullets)
    if bullets and stems:
        return _before_prose(bullets)
    return _before_prose(numbered)


def _top(content: Sequence[Placed], stems: Mapping[str, str]) -> list[Placed]:
    """Return the items of a list, except items that are nested in another item.

    Units that only introduce items are left out too.
    """
    items = {placed.unit.id for placed in content}
    items -= stems.keys()
    found = []
    for placed in content:
        if placed.unit.id not in items:
            continue
        if placed.unit.parent not in items:
            found.append(placed)
    return found


def _is_bullet(placed: Placed) -> bool:
    """Return whether a unit is a bullet of a list."""
    return placed.unit.kind == "bullet"


def _is_numbered(placed: Placed) -> bool:
    """Return whether a unit is a numbered paragraph."""
    return placed.numbered


def _is_marked(placed: Placed) -> bool:
    """Return whether a unit has a bullet or a number."""
    if placed.numbered:
        return True
    return _is_bullet(placed)


def _is_plain_item(placed: Placed) -> bool:
    """Return whether an unnumbered paragraph may be an item of a list.

    Such a paragraph is a single sentence, or begins with a verb such as `Ensure`.
    """
    if instructs(placed.text):
        return True
    return len(sentences(placed.text)) == 1


def _before_prose(items: Sequence[Placed]) -> Sequence[Placed]:
    """Return the items of a list, and leave out the prose after the last item.

    Prose is left out only if it has at least two units, and if it follows items that
    instruct somebody to act. Such prose is probably under a heading that was not
    recognised. In any other case, all units are items.
    """
    for place, (placed, following) in enumerate(pairwise(items)):
        if instructs(placed.text):
            continue
        if place == 0:
            return items
        if not is_long(placed):
            return items
        if is_long(following):
            return items[:place]
        return items
    return items


def is_long(placed: Placed) -> bool:
    """Return whether a unit is prose.

    Prose has more than two sentences and does not instruct anybody to act.
    """
    if instructs(placed.text):
        return False
    return len(sentences(placed.text)) > _MOST_SENTENCES


def is_prose(placed: Placed) -> bool:
    """Return whether a unit is an unnumbered paragraph."""
    if placed.unit.kind != "paragraph":
        return False
    return not placed.numbered


def _says_none(placed: Placed) -> bool:
    """Return whether a unit only states that nothing is recommended."""
    text = placed.text
    if len(text) >= _LONGEST_NONE:
        return False
    if not _NONE_START.match(text):
        return False
    if len(text) < _SHORT_NONE:
        return True
    return bool(_NONE.search(text))
