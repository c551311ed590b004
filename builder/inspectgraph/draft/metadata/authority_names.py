"""Look up a printed name among the names of authorities in the registry.

Names are compared in lower case. A word such as "Council" or "City of" may be missing
from one of the two names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from inspectgraph.model.registry import Registry

__all__ = ["known_names", "look_up", "names_of"]

#: Words before the name of a place: `borough of`.
_BEFORE = re.compile(
    r"(?:the|(?:borough )?council of(?: the)?|royal|london|metropolitan|city and|city"
    r" of|county of|county|borough of"
    r"|district of) "
)
#: Words after the name of a place: `county council`.
_AFTER = re.compile(
    r" (?:london|royal|metropolitan|borough|city|county|district|unitary|local|and"
    r"|councils?|authority|authorities"
    r"|corporation|mbc|mdc|bc|cc|lbc|childrens (?:social"
    r" care|services)|area|safeguarding childrens? board|lscb)\Z"
)
#: The river or coast in the name of a place, after `upon` or `on`.
_RIVER = re.compile(r" (?:upon|on) (?:\w+)\Z")


def names_of(printed: str) -> Iterator[str]:
    """Yield a name in lower case, and then shorter and shorter forms of the name.

    In each form, one more word such as "Council" or "City of" is left out.

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
    """Remove one word such as "council" or "city of" from a name in lower case.

    If the name has no such word, return an empty text.
    """
    if _AFTER.search(name):
        return _AFTER.sub("", name)
    found = _BEFORE.match(name)
    if found:
        return name[found.end() :]
    return ""


def known_names(registry: Registry) -> dict[str, str]:
    """Return the slugs of the authorities in the registry, keyed by name in lower case.

    The names include short forms. A short form of one authority may be the full name of
    another authority. In this case, only the authority with the full name gets the
    name. A name that two authorities share is left out.
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
    """Yield the short forms of an authority's name in lower case.

    The first form leaves out a river at the end, such as `upon tyne`. The second form
    leaves out a last word such as `council`. The third form is the part before `of`.
    For example, `east riding` is a short form of `east riding of yorkshire`.
    """
    for pattern in (_RIVER, _AFTER):
        if pattern.search(name):
            yield pattern.sub("", name)
    place, of, _ = name.partition(" of ")
    if not of:
        return
    if len(place.split()) > 1:
        yield place


def look_up(printed: str, known: Mapping[str, str]) -> str | None:
    """Return the slug of the authority that has a printed name, or None.

    Args:
        printed: The printed name. Its short forms are tried too.
        known: The slugs of the authorities, keyed by name in lower case.
    """
    for name in names_of(printed):
        if name in known:
            return known[name]
    return None


def _turned(name: str) -> Iterator[str]:
    """Yield the usual word order of a name such as `Netherby, City of`.

    For `Netherby, City of`, the function yields `City of Netherby` and `Netherby`.
    """
    first, comma, rest = name.partition(", ")
    if comma and rest.lower().endswith(" of"):
        yield from (f"{rest} {first}", first)
