"""Read the head of the first page: the kind of report, council, trust and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from inspectgraph.second_reading.pages import Page
from inspectgraph.second_reading.tables import (
    council_aliases,
    plain,
    title_patterns,
    words_around,
)

__all__ = ["Head", "authority_of", "head_of", "registered_names"]

_DATES = re.compile(r"(?:inspection|review) dates?:? ?(.*)")
_PUBLISHED = re.compile(r"report published:? ?(.*)")
_BEGINS = re.compile(r"(?:re-?)?inspection of|review of|and review of|and$")
_REVIEW = re.compile(r"review of (?:the effectiveness of )?the local safeguarding")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a report's first page: the texts above the judgements.

    Attributes:
        family: Slug of the kind of report; "" if the title is not known.
        council: The name of the council as printed.
        trust: The name of the trust in the title; "" if there is none.
        review: Whether the title also names a review of the safeguarding board.
        dates: The text after "Inspection dates".
        published: The text after "Report published".
        page: The number of the page.
        below: The number of lines in the head. All later lines of the page are below
            the head.
    """

    family: str
    council: str
    trust: str
    review: bool
    dates: str
    published: str
    page: int
    below: int


def head_of(first: Page) -> Head:
    """Return the head of a report's first page: the texts above the judgements."""
    lines = [line.text for line in first.lines]
    dated = _index(lines, _DATES)
    title = lines[:dated]
    dates, after = _value(lines, dated, _DATES)
    published, below = _value(lines, after, _PUBLISHED)
    text = plain(" ".join(title))
    return Head(
        _family(text),
        _council(title),
        _trust(title),
        bool(_REVIEW.search(text)),
        dates,
        published,
        first.number,
        below,
    )


def _index(lines: Sequence[str], pattern: re.Pattern[str]) -> int:
    """Return the index of the first line that matches a pattern.

    If no line matches, return the number of lines.
    """
    for index, line in enumerate(lines):
        if pattern.match(plain(line)):
            return index
    return len(lines)


def _value(
    lines: Sequence[str], index: int, pattern: re.Pattern[str]
) -> tuple[str, int]:
    """Return the dates after a label, and the index of the line after the dates.

    The dates are a text. If the text is not complete, the next line continues the text.
    For example, a text that ends in "to" or a dash is not complete.
    """
    if index >= len(lines) or not (found := pattern.match(plain(lines[index]))):
        return "", index
    value = found[1]
    after = index + 1
    while after < len(lines) and _goes_on(value, lines[after]):
        value = f"{value} {plain(lines[after])}"
        after += 1
    return value, after


def _goes_on(value: str, below: str) -> bool:
    """Return whether a text that gives dates continues on the line below."""
    if re.search(r"(?:\bto|\band|-|,)$", value):
        return True
    return bool(re.match(r"(?:to |and \d|- ?\d|[a-z]+ \d{4}$|\d{4}$)", plain(below)))


def _family(title: str) -> str:
    """Return the kind of report that a simplified title names, or ""."""
    for family, pattern in title_patterns():
        found = re.search(r"(?:re-?)?inspection of.*|review of.*", title)
        if found and pattern.fullmatch(found.group()):
            return family
    return ""


def _council(title: Sequence[str]) -> str:
    """Return the name of the council in the lines of a title."""
    begins = _index(title, _BEGINS)
    if begins > 0:
        return _stripped(" ".join(title[:begins]), "after", "frame")
    return _stripped(_stripped(" ".join(title), "after", "frame"), "before", "frame")


def _stripped(name: str, side: str, kind: str) -> str:
    """Return a name after removing known words of a given kind on one side.

    If several known phrases match, the longest is removed.

    Args:
        name: The name.
        side: `before` to remove words at the beginning, `after` for the end.
        kind: The kind of words, as for `words_around`.
    """
    text = plain(name)
    for words in words_around(side, kind):
        count = words.count(" ") + 1
        if side == "before" and text.startswith(f"{words} "):
            return name.split(maxsplit=count)[-1]
        if side == "after" and text.endswith(f" {words}"):
            return name.rsplit(maxsplit=count)[0].rstrip(",")
    return name


def _trust(title: Sequence[str]) -> str:
    """Return the trust that a title names, as printed, or "" if there is none."""
    words = " ".join(title).split()
    ends = [index for index, word in enumerate(words, 1) if plain(word) == "trust"]
    if not ends:
        return ""
    return _stripped(" ".join(words[: ends[0]]), "before", "frame")


def authority_of(council: str, names: Mapping[str, str]) -> str:
    """Return the slug of the authority that has a given name, or "".

    The printed name is looked up first. Then words such as "London Borough of" are left
    out, and the shorter name is looked up.

    >>> authority_of("London Borough of Netherby", {"netherby": "netherby"})
    'netherby'
    """
    for name in _shorter_names(council):
        if slug := names.get(_key(name), ""):
            return slug
    return ""


def _shorter_names(council: str) -> Iterator[str]:
    """Yield a council's name, and then shorter forms of the name.

    A shorter form leaves out known words at the beginning or at the end.
    """
    yield council
    for side in ("after", "before"):
        shorter = _stripped(council, side, "council")
        if shorter != council:
            yield from _shorter_names(shorter)


def _key(name: str) -> str:
    """Return a name in the form for lookup: lower-case letters, digits and single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(name).replace("&", "and")).split())


@cache
def registered_names(registry: Traversable | None = None) -> Mapping[str, str]:
    """Map the names of authorities to their slugs, using the registry and the aliases.

    Args:
        registry: The file of authorities; by default the file in the package.
    """
    file = registry or files("inspectgraph.registry") / "authorities.yaml"
    entries: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    names = {_key(name): slug for name, slug in council_aliases().items()}
    for slug, entry in entries.items():
        for name in (entry["name"], *entry.get("other_names", ())):
            names[_key(name)] = slug
            names[_key(_turned(name))] = slug
    return names


def _turned(name: str) -> str:
    """Return a name such as "Netherby, City of" without the comma and the words after it."""
    return re.sub(r", (?:City|County) of$", "", name)
