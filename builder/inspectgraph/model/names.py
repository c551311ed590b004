"""Compare names that people write, and find the slugs that a name can mean.

A name is a slug, a preferred label or another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Names", "plain_name"]

#: Typographic quotation marks and dashes, each with its sign on a keyboard.
_SIGNS = str.maketrans({"‘": "'", "’": "'", "–": "-", "‑": "-", "‐": "-"})
_JOINTS = re.compile(r"[ _-]+")


def plain_name(name: str) -> str:
    """Return a name in the form in which names are compared.

    The result is in lower case. Hyphens, underscores and runs of spaces become single
    spaces.

    >>> plain_name("Common-Assessment  Framework"), plain_name("Children’s social care")
    ('common assessment framework', "children's social care")
    """
    return _JOINTS.sub(" ", name.casefold().translate(_SIGNS).strip(" "))


@dataclass(frozen=True, slots=True)
class Names:
    """An index from names to slugs, with levels: preferred names come first.

    A name that is found at one level is not looked up at the next.

    >>> entries = [("good", 1, "Good"), ("not-good", 2, "good"), ("poor", 2, "Bad")]
    >>> names = Names.of([*entries, ("bad", 2, "bad")])
    >>> sorted(names.find("GOOD")), sorted(names.find("bad"))
    (['good'], ['bad', 'poor'])
    """

    levels: tuple[Mapping[str, frozenset[str]], ...] = ()

    @classmethod
    def of(cls, entries: Iterable[tuple[str, int, str]]) -> Names:
        """Return an index of entries, each with slug, level and name.

        Level 1 is searched first.
        """
        levels: dict[int, dict[str, frozenset[str]]] = {}
        for slug, level, name in entries:
            at_level = levels.setdefault(level, {})
            plain = plain_name(name)
            at_level[plain] = at_level.get(plain, frozenset()) | {slug}
        ordered = map(levels.__getitem__, sorted(levels))
        return cls(tuple(ordered))

    def before(self, others: Names) -> Names:
        """Return an index that searches these names first and then the others."""
        return Names((*self.levels, *others.levels))

    def find(self, name: str) -> frozenset[str]:
        """Return the slugs that a name may mean, several if the name is ambiguous."""
        wanted = plain_name(name)
        for level in self.levels:
            if wanted in level:
                return level[wanted]
        return frozenset()
