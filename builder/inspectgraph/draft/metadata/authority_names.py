"""Names of authorities as they are printed, and the authority that a whole name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from inspectgraph.model.registry import Registry

__all__ = ["known_names", "look_up", "names_of"]

_BEFORE = re.compile(
    r"(?:the|(?:borough )?council of(?: the)?|royal|london|metropolitan|city and|city"
    r" of|county of|county|borough of"
    r"|district of) "
)
_AFTER = re.compile(
    r" (?:london|royal|metropolitan|borough|city|county|district|unitary|local|and"
    r"|councils?|authority|authorities"
    r"|corporation|mbc|mdc|bc|cc|lbc|childrens (?:social"
    r" care|services)|area|safeguarding childrens? board|lscb)\Z"
)
_RIVER = re.compile(r" (?:upon|on) (?:\w+)\Z")


def names_of(printed: str) -> Iterator[str]:
    """Yield a printed name in small letters, then without its kind, word by word.

    >>> list(names_of("City of Bradford Council"))
    ['city of bradford council', 'city of bradford', 'bradford']
    """
    folded = unicodedata.normalize("NFKC", printed).casefold().replace("&", " and ")
    letters = re.sub(r"[^\w ]", " ", re.sub(r"['’]", "", folded))
    name = " ".join(letters.split())
    while name:
        yield name
        name = _shorter(name)


def _shorter(name: str) -> str:
    """Return a name without one word of its kind, or nothing where it has none."""
    if _AFTER.search(name):
        return _AFTER.sub("", name)
    found = _BEFORE.match(name)
    if found:
        return name[found.end() :]
    return ""


def known_names(registry: Registry) -> dict[str, str]:
    """Return the authorities of the registry by their names in small letters.

    A name of two authorities is left out. A short form counts where no authority has
    it as its name.
    """
    names: dict[str, set[str]] = {}
    shorter: dict[str, set[str]] = {}
    for slug, authority in registry.authorities.items():
        for name in (authority.name, *authority.other_names, *_turned(authority.name)):
            whole = next(names_of(name), "")
            names.setdefault(whole, set()).add(slug)
            for short in _short_forms(whole):
                shorter.setdefault(short, set()).add(slug)
    known: dict[str, str] = {}
    for name, slugs in (shorter | names).items():
        if len(slugs) != 1:
            continue
        if name:
            known[name] = next(iter(slugs))
    return known


def _short_forms(name: str) -> Iterator[str]:
    """Yield a name without its river or coast, its county, or its kind."""
    for pattern in (_RIVER, _AFTER):
        if pattern.search(name):
            yield pattern.sub("", name)
    place, of, _ = name.partition(" of ")
    if not of:
        return
    if len(place.split()) > 1:
        yield place


def look_up(printed: str, known: Mapping[str, str]) -> str | None:
    """Return the authority of a printed name, or None; the whole name has to agree."""
    for name in names_of(printed):
        if name in known:
            return known[name]
    return None


def _turned(name: str) -> Iterator[str]:
    """Yield a name such as `Bristol, City of` in the spoken order, and without its kind."""
    first, comma, rest = name.partition(", ")
    if comma and rest.lower().endswith(" of"):
        yield from (f"{rest} {first}", first)
