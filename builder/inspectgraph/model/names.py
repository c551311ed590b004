"""The names of things: slugs, labels and other names, compared as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Names", "plain_name"]

#: Signs that a text on a screen has in the place of those of a keyboard.
_SIGNS = str.maketrans({"‘": "'", "’": "'", "–": "-", "‑": "-", "‐": "-"})
_JOINTS = re.compile(r"[ _-]+")


def plain_name(name: str) -> str:
    """Return a name as names are compared: in small letters, with single spaces for hyphens and underscores.

    >>> plain_name("Common-Assessment  Framework"), plain_name("Children’s social care")
    ('common assessment framework', "children's social care")
    """
    return _JOINTS.sub(" ", name.casefold().translate(_SIGNS).strip(" "))


@dataclass(frozen=True, slots=True)
class Names:
    """Which slugs a name can mean: what says most comes first, and a name found there is not looked for further.

    >>> names = Names.of([("good", 1, "Good"), ("not-good", 2, "good"), ("poor", 2, "Bad"), ("bad", 2, "bad")])
    >>> sorted(names.find("GOOD")), sorted(names.find("bad"))
    (['good'], ['bad', 'poor'])
    """

    levels: tuple[Mapping[str, frozenset[str]], ...] = ()

    @classmethod
    def of(cls, entries: Iterable[tuple[str, int, str]]) -> Names:
        """Return names from entries of slug, level (1 for the preferred name) and name."""
        levels: dict[int, dict[str, frozenset[str]]] = {}
        for slug, level, name in entries:
            at_level = levels.setdefault(level, {})
            at_level[plain_name(name)] = at_level.get(plain_name(name), frozenset()) | {
                slug
            }
        return cls(tuple(levels[level] for level in sorted(levels)))

    def before(self, others: Names) -> Names:
        """Return these names, and others for what none of these means."""
        return Names((*self.levels, *others.levels))

    def find(self, name: str) -> frozenset[str]:
        """Return the slugs that a name can mean: none, one, or several where it is ambiguous."""
        wanted = plain_name(name)
        return next(
            (level[wanted] for level in self.levels if wanted in level), frozenset()
        )
