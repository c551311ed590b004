"""Find the name and the id of an open licence from its IRI."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["licence_id", "licence_name"]


class _Family(NamedTuple):
    """A family of licences, such as the licences of Creative Commons.

    `pattern` matches the IRI of a licence. `name` and `id` are templates, whose fields
    are filled with the groups of the match. The filled `id` is the id of the licence in
    the list of the Open Definition.
    """

    pattern: str
    name: str
    id: str


_FAMILIES: Final = (
    _Family(
        r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)", "CC {} {}", "CC-{}-{}"
    ),
    _Family(r"creativecommons\.org/publicdomain/zero/([0-9.]+)", "CC0 {}", "CC0-{}"),
    _Family(
        r"nationalarchives\.gov\.uk/doc/open-government-licence/version/([0-9])",
        "Open Government Licence {}.0",
        "OGL-UK-{}.0",
    ),
)


def licence_name(iri: str) -> str:
    """Return the name of a licence, or "" if the licence is unknown.

    >>> licence_name("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    >>> licence_name("https://example.org/licence")
    ''
    """
    for family in _FAMILIES:
        if match := re.search(family.pattern, iri):
            return family.name.format(*map(str.upper, match.groups()))
    return ""


def licence_id(iri: str) -> str:
    """Return the Open Definition's id for a licence, or "" if the licence is unknown.

    >>> licence_id("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC-BY-SA-4.0'
    """
    for family in _FAMILIES:
        if match := re.search(family.pattern, iri):
            return family.id.format(*map(str.upper, match.groups()))
    return ""
