"""Inspectorates of a report: those on the front page, in a joint inspection, or in the text."""

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

_JOINTLY = re.compile(
    r"\b(?:undertook|carried out|conducted|completed)\b.{0,20}\bjoint (?:targeted area"
    r" )?inspection"
    r"|\bjoint (?:targeted area )?inspection\b.{0,160}\b(?:by|from) inspectors",
    re.I,
)
#: The same in the first units of a report that several bodies write together.
_INSPECTING = re.compile(rf"{_JOINTLY.pattern}|(?-i:nspect)", re.I)
#: The title by which the older bodies are known for short.
_CROWN = re.compile(r"\b(?:his|her) majesty['’]s\b", re.I)
_OFSTED = re.compile(r"\bofsted\b|office for standards in education", re.I)
#: A sentence on method that says whose inspectors came.
_TEAM = re.compile(
    r"\b(?:team|carried"
    r" out|conducted|undertaken)\b.{0,200}\binspectors?\b.{0,60}\bfrom\b",
    re.I | re.S,
)
#: The most characters of a line of a cover.
_LINE = 80

_SLUG = "ofsted"
#: A name of fewer words may be part of another one.
_FEWEST_WORDS = 3

Found = Value[tuple[str, ...]] | None


def find_inspectorates(
    outline: Outline, registry: Registry, *, known: bool = True, several: bool = False
) -> Found:
    """Return the inspectorates of a report, from the surest place that names any.

    Args:
        outline: The report.
        registry: The registry with their names.
        known: Whether the family is known; another paper may only mention a body.
        several: Whether several bodies write reports of this family together.
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
    """Return inspectorates as a value of the report."""
    at = None
    if placed:
        at = TextSpan(placed.unit.id)
    value = tuple(sorted(slugs))
    return Value(value=value, confidence=confidence_of(rule), rule=rule, at=at)


# The front page


def _on_front(front: Iterable[Placed], names: Mapping[str, str]) -> Found:
    """Return the bodies on lines of their own, or whose names run over several lines."""
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
    """Return the bodies on lines that hold nothing else, with the unit of each."""
    found: dict[str, Placed] = {}
    for placed in front:
        for line in placed.unit.text.splitlines():
            for slug in _named(line.strip(), squeezed):
                found[slug] = placed
    return found


def _broken(front: Iterable[Placed], names: Mapping[str, str]) -> set[str]:
    """Return the bodies with long names that the text of the front holds anywhere."""
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
        found.add(_SLUG)  # two letterheads
    return found


def _named(line: str, names: Mapping[str, str]) -> list[str]:
    """Return the bodies of a line that holds names of bodies and nothing else."""
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
    """Return the bodies that one sentence names as inspecting together."""
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
    """Return the bodies whose inspectors were in the team, by the section on method.

    Her Majesty's Inspectors in a team are those of Ofsted.
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
    """Return the bodies that a sentence names, given by their short names."""
    text = _short(sentence)
    found: set[str] = set()
    for name, slug in names.items():
        if re.search(rf"\b{re.escape(name)}\b", text):
            found.add(slug)
    return found


def _short(text: str) -> str:
    """Return a text with HM for bodies of the Crown, and with `and` written out.

    >>> _short("Her Majesty's Inspectorate of Constabulary and Fire & Rescue Services")
    'HM Inspectorate of Constabulary and Fire and Rescue Services'
    """
    return _CROWN.sub("HM", text).replace("&", "and")


# Ofsted anywhere


def _ofsted(outline: Outline, *, known: bool) -> Found:
    """Return Ofsted where a part of the report names it, the surest part first."""
    parts = ["front", "end", "method"]
    if known:
        parts.append("body")
    for part in parts:
        for placed in outline.select({part}):
            if _names_ofsted(placed, known=known):
                return _value([_SLUG], f"ofsted-in-{part}", placed)
    return None


def _names_ofsted(placed: Placed, *, known: bool) -> bool:
    """Return whether a unit names Ofsted as the author of the report."""
    if not _OFSTED.search(placed.text):
        return False
    if known:
        return True
    if placed.part == "end":
        return True
    return len(placed.text) < _LINE
