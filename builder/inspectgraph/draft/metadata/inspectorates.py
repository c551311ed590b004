"""Find the inspectorates that published a report.

The front page is searched first. Then sentences on a joint inspection are searched, and
then sentences on the inspection team. If no inspectorate is found in these places, a
mention of Ofsted elsewhere is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.model import TextSpan, Value
from inspectgraph.draft.text.structure import (
    Outline,
    Placed,
    opening,
    sentences,
    texts_of,
)
from inspectgraph.model.anchor import squeeze
from inspectgraph.model.registry import Registry

__all__ = ["find_inspectorates"]

#: Words of a sentence on a joint inspection.
_JOINTLY = re.compile(
    r"\b(?:undertook|carried out|conducted|completed)\b.{0,20}\bjoint (?:targeted area"
    r" )?inspection"
    r"|\bjoint (?:targeted area )?inspection\b.{0,160}\b(?:by|from) inspectors",
    re.I,
)
#: Words of a sentence on inspecting, for the first units of a joint report of several
#: inspectorates.
_INSPECTING = re.compile(rf"{_JOINTLY.pattern}|(?-i:nspect)", re.I)
#: Words in names of inspectorates for which the short name has HM.
_CROWN = re.compile(r"\b(?:his|her) majesty['’]s\b", re.I)
_OFSTED = re.compile(r"\bofsted\b|office for standards in education", re.I)
#: Words of a sentence on the members of the inspection team.
_TEAM = re.compile(
    r"\b(?:team|carried"
    r" out|conducted|undertaken)\b.{0,200}\binspectors?\b.{0,60}\bfrom\b",
    re.I | re.S,
)
#: A unit with fewer characters may be a line of a cover.
_LINE = 80

#: The slug of Ofsted in the registry.
_SLUG = "ofsted"
#: A name that may be broken over lines must have at least this many words. A shorter
#: name could be part of another name.
_FEWEST_WORDS = 3

Found = Value[tuple[str, ...]] | None


def find_inspectorates(
    outline: Outline, registry: Registry, *, known: bool = True, several: bool = False
) -> Found:
    """Return the slugs of the inspectorates of a report.

    Return None if no inspectorate is named.

    Args:
        outline: The report.
        registry: The registry with the names of inspectorates.
        known: Whether the family of the report is known. The body of the report is
            searched for Ofsted only if the family is known.
        several: Whether the reports of this family are joint reports of several
            inspectorates.
    """
    names: dict[str, str] = {}
    called: dict[str, str] = {}
    for slug, body in registry.inspectorates.items():
        for name in (body.name, *body.other_names):
            names[name] = slug
            called[_short(name)] = slug
    if found := _on_front(outline.front, names):
        return found
    if found := _joint(outline, called, several=several):
        return found
    if found := _team(outline, called):
        return found
    if _SLUG not in registry.inspectorates:
        return None
    return _ofsted(outline, known=known)


def _value(slugs: Iterable[str], rule: str, placed: Placed | None) -> Found:
    """Return slugs of inspectorates as a drafted value.

    The drafted value also has the drafting rule, the confidence, and the unit in which
    the inspectorates are named. The unit may be unknown.
    """
    at = None
    if placed:
        at = TextSpan(placed.unit.id)
    value = tuple(sorted(slugs))
    return Value(value=value, confidence=confidence_of(rule), rule=rule, at=at)


# The front page


def _on_front(front: Iterable[Placed], names: Mapping[str, str]) -> Found:
    """Return the inspectorates that the front page names, or None.

    A name must be a whole line. A long name may also be broken over lines.
    """
    front = list(front)
    squeezed = {squeeze(name): slug for name, slug in names.items()}
    listed = _listed(front, squeezed)
    slugs = set(listed)
    broken = _broken(front, names)
    if len(broken) > 1:
        slugs |= broken
    if not slugs:
        return None
    return _value(slugs, "inspectorates-on-front", next(iter(listed.values()), None))


def _listed(front: Iterable[Placed], squeezed: Mapping[str, str]) -> dict[str, Placed]:
    """Return the inspectorates on lines that have only names, with the unit of each line.

    Args:
        front: The units of the front page.
        squeezed: The slugs of the inspectorates, keyed by name. Each name is reduced to
            letters and digits.
    """
    found: dict[str, Placed] = {}
    for placed in front:
        for line in placed.unit.text.splitlines():
            for slug in _named(line.strip(), squeezed):
                found[slug] = placed
    return found


def _broken(front: Iterable[Placed], names: Mapping[str, str]) -> set[str]:
    """Return the inspectorates whose long name is anywhere on the front page.

    A name may be broken over several lines. If a long name is found and the front page
    mentions Ofsted, Ofsted is added to the result.
    """
    text = " ".join(texts_of(front))
    letters = squeeze(text)
    found: set[str] = set()
    for name, slug in names.items():
        if len(name.split()) < _FEWEST_WORDS:
            continue
        if squeeze(name) in letters:
            found.add(slug)
    if not found:
        return found
    if _OFSTED.search(text):
        found.add(_SLUG)  # the front page has two letterheads
    return found


def _named(line: str, names: Mapping[str, str]) -> list[str]:
    """Return the inspectorates on a line that has only names of inspectorates.

    For any other line, the result is empty.
    """
    left = squeeze(re.sub(r"\([A-Z]+\)|\band\b|&", " ", line))
    found: list[str] = []
    while left:
        longest = max(filter(left.startswith, names), key=len, default="")
        if not longest:
            return []
        found.append(names[longest])
        left = left[len(longest) :]
    return found


# Joint inspections


def _joint(outline: Outline, names: Mapping[str, str], *, several: bool) -> Found:
    """Return the inspectorates that a sentence about a joint inspection names, or None.

    The sentence must name at least two inspectorates.

    Args:
        outline: The report.
        names: The slugs of inspectorates, keyed by short name.
        several: Whether the report is from a family of joint reports. In the first
            units of such a report, the sentence need not call the inspection joint.
    """
    first: tuple[Placed, ...] = ()
    if several:
        first = opening(outline)
    for placed in outline.placed:
        pattern = _JOINTLY
        if placed in first:
            pattern = _INSPECTING
        for sentence in sentences(placed.text):
            if not pattern.search(sentence):
                continue
            slugs = _slugs_in(sentence, names)
            if len(slugs) > 1:
                return _value(slugs, "inspected-together", placed)
    return None


def _team(outline: Outline, names: Mapping[str, str]) -> Found:
    """Return the inspectorates of the inspection team, or None.

    The team is described in the section on method. Ofsted is always included, since Her
    Majesty's Inspectors in a team are from Ofsted.
    """
    for placed in outline.select({"method"}):
        for sentence in sentences(placed.text):
            if not _TEAM.search(sentence):
                continue
            slugs = {*_slugs_in(sentence, names), _SLUG}
            if len(slugs) > 1:
                return _value(slugs, "inspectors-of-team", placed)
    return None


def _slugs_in(sentence: str, names: Mapping[str, str]) -> set[str]:
    """Return the slugs of the inspectorates that a sentence names.

    Args:
        sentence: The sentence.
        names: The slugs of inspectorates, keyed by short name.
    """
    text = _short(sentence)
    found: set[str] = set()
    for name, slug in names.items():
        if re.search(rf"\b{re.escape(name)}\b", text):
            found.add(slug)
    return found


def _short(text: str) -> str:
    """Shorten "His Majesty's" and "Her Majesty's" to HM, and write `&` as `and`.

    >>> _short("Her Majesty's Inspectorate of Constabulary and Fire & Rescue Services")
    'HM Inspectorate of Constabulary and Fire and Rescue Services'
    """
    return _CROWN.sub("HM", text).replace("&", "and")


# Ofsted anywhere


def _ofsted(outline: Outline, *, known: bool) -> Found:
    """Return Ofsted if a part of the report names Ofsted as an author, else None.

    The most reliable part of the report is searched first. The name of the drafting
    rule ends in the name of the part, as in `ofsted-in-front`.

    Args:
        outline: The report.
        known: Whether the family of the report is known. If the family is unknown, the
            body is not searched, and long units are searched only in the end matter.
    """
    parts = ["front", "end", "method"]
    if known:
        parts.append("body")
    for part in parts:
        for placed in outline.select({part}):
            if _names_ofsted(placed, known=known):
                return _value([_SLUG], f"ofsted-in-{part}", placed)
    return None


def _names_ofsted(placed: Placed, *, known: bool) -> bool:
    """Return whether a unit shows that Ofsted is the author of the report.

    The unit has to mention Ofsted. If the family is not known, the unit must also be
    short or at the end of the report.
    """
    if not _OFSTED.search(placed.text):
        return False
    if known:
        return True
    if placed.part == "end":
        return True
    return len(placed.text) < _LINE
