"""Names that people write: slugs, labels and other names, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Names", "plain_name"]

#: Signs that a text on a screen has in the place of those of a keyboard.
_SIGNS = str.maketrans({"‘": "'", "’": "'", "–": "-", "‑": "-", "‐": "-"})
_JOINTS = re.compile(r"[ _-]+")


def plain_name(name: str) -> str:
    """Return the form of a name for comparing: small letters, single spaces for joints.

    Hyphens, underscores and runs of spaces are joints.

    >>> plain_name("Common-Assessment  Framework"), plain_name("Children’s social care")
    ('common assessment framework', "children's social care")
    """
    return _JOINTS.sub(" ", name.casefold().translate(_SIGNS).strip(" "))


@dataclass(frozen=True, slots=True)
class Names:
    """Which slugs a name can mean: preferred names first.

    A name that is found at one level is not looked for at the next.

    >>> entries = [("good", 1, "Good"), ("not-good", 2, "good"), ("poor", 2, "Bad")]
    >>> names = Names.of([*entries, ("bad", 2, "bad")])
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
            plain = plain_name(name)
            at_level[plain] = at_level.get(plain, frozenset()) | {slug}
        ordered = map(levels.__getitem__, sorted(levels))
        return cls(tuple(ordered))

    def before(self, others: Names) -> Names:
        """Return these names, then others for names that none of these has."""
        return Names((*self.levels, *others.levels))

    def find(self, name: str) -> frozenset[str]:
        """Return the slugs that a name can mean: none, one, or several where it is ambiguous."""
        wanted = plain_name(name)
        for level in self.levels:
            if wanted in level:
                return level[wanted]
        return frozenset()
