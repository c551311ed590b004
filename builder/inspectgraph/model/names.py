"""Compare names that people write, and find the slugs that a name can mean.

A name is a slug, a preferred label or another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

__all__ = ["Names", "plain_name"]

#: Typographic quotation marks and dashes, each with its sign on a keyboard.
_SIGNS = str.maketrans({"‘": "'", "’": "'", "–": "-", "‑": "-", "‐": "-"})
_JOINTS = re.compile(r"[ _-]+")


def plain_name(name: str) -> str:
    """Return a name in a normal form, for comparison with other names.

    The result is in lower case. Hyphens, underscores and runs of spaces become single
    spaces.

    >>> plain_name("Common-Assessment  Framework"), plain_name("Children’s social care")
    ('common assessment framework', "children's social care")
    """
    return _JOINTS.sub(" ", name.casefold().translate(_SIGNS).strip(" "))


class Names:
    """An index that finds the slugs of a name.

    Names have levels, and level 1 has the preferred names. The search ends at the first
    level that has the name. The index is made when a name is first looked up, because
    most files need only a few indexes.

    >>> entries = [("good", 1, "Good"), ("not-good", 2, "good"), ("poor", 2, "Bad")]
    >>> names = Names.of([*entries, ("bad", 2, "bad")])
    >>> sorted(names.find("GOOD")), sorted(names.find("bad"))
    (['good'], ['bad', 'poor'])
    """

    def __init__(self, *parts: Sequence[tuple[str, int, str]]) -> None:
        """Set the lists of entries, which are searched in the given order.

        Each entry has a slug, a level and a name. Level 1 of a list is searched first.
        """
        self._parts = parts

    @classmethod
    def of(cls, entries: Iterable[tuple[str, int, str]]) -> Names:
        """Return an index of entries, each with a slug, a level and a name.

        Level 1 is searched first.
        """
        return cls(tuple(entries))

    @cached_property
    def levels(self) -> tuple[Mapping[str, frozenset[str]], ...]:
        """The mappings from names to slugs, in the order in which they are searched.

        Each list of entries gives one mapping for each level of its names. Level 1 has
        the preferred names, and comes first. The lists are in the given order.
        """
        return tuple(chain.from_iterable(map(_levels, self._parts)))

    def before(self, others: Names) -> Names:
        """Return an index that searches this index first, and then another index."""
        return Names(*self._parts, *others._parts)

    def find(self, name: str) -> frozenset[str]:
        """Return the slugs that a name may mean.

        An ambiguous name has several slugs.
        """
        wanted = plain_name(name)
        for level in self.levels:
            if wanted in level:
                return level[wanted]
        return frozenset()


def _levels(
    entries: Iterable[tuple[str, int, str]],
) -> Iterator[Mapping[str, frozenset[str]]]:
    """Yield the mapping from names to slugs for each level, beginning with level 1.

    A level is the rank of a name. Level 1 has the preferred names.
    """
    levels: dict[int, dict[str, frozenset[str]]] = {}
    for slug, level, name in entries:
        at_level = levels.setdefault(level, {})
        plain = plain_name(name)
        at_level[plain] = at_level.get(plain, frozenset()) | {slug}
    for level in sorted(levels):
        yield levels[level]
