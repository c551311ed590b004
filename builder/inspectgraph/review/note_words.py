"""Complete the words of a note while a curator types it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from inspectgraph.load.wording import is_placeholder
from inspectgraph.review.labels import Labels

__all__ = ["NoteWords"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
#: The least number of typed letters for a completion, and the least number of letters that
#: it must add.
_FEWEST_TYPED, _FEWEST_SAVED = 1, 2
#: Kinds of names whose labels have words for notes.
_KINDS: Final = ("theme", "child-group", "service", "indicator", "voice")
#: The weight of a use in the passage, as a number of uses in earlier notes.
_IN_PASSAGE: Final = 8


class NoteWords:
    """The words that are offered to complete a note.

    The words come from the passage, from earlier notes, and from the labels of themes
    and other names. Only one word is completed at a time, so that the sentence remains
    the curator's own.

    Args:
        labels: The labels of the names that the extract may use.
        notes: The notes that are already in the extract.
    """

    def __init__(self, labels: Labels, notes: Iterable[str] = ()) -> None:
        self._labels = labels
        self._noted: Counter[str] = Counter()
        self._known: frozenset[str] | None = None
        for note in notes:
            self.learn(note)

    def learn(self, note: str) -> None:
        """Add the words of a note to the words that are offered for later notes."""
        if not is_placeholder(note):
            self._noted.update(_words(note))

    def completions(self, line: str, passage: str) -> list[str]:
        """Return the possible endings of the last word of a line, the likeliest first.

        Words of the passage come first, then words of earlier notes, then words of
        labels. Within each of these three groups, frequent words come first. Equally
        frequent words are ordered by length, the shortest first.

        Args:
            line: The part of the note that is already typed.
            passage: The words of the report that the note summarises.
        """
        begun = _begun(line)
        if len(begun) < _FEWEST_TYPED:
            return []
        wanted = begun.casefold()
        here = Counter(_words(passage))
        found: list[tuple[int, int, str]] = []
        for word in here.keys() | self._noted.keys() | self._labelled():
            if word.startswith(wanted) and len(word) >= len(wanted) + _FEWEST_SAVED:
                weight = self._noted[word] + _IN_PASSAGE * (word in here)
                found.append((-weight, len(word), word))
        return [word[len(begun) :] for _, _, word in sorted(found)]

    def _labelled(self) -> frozenset[str]:
        """Return the words of all labels.

        The words are collected at the first call, and stored for later calls.
        """
        if self._known is None:
            words: set[str] = set()
            for kind in _KINDS:
                for _, label in self._labels.choices(kind, ""):
                    words.update(_words(label))
            self._known = frozenset(words)
        return self._known


def _begun(line: str) -> str:
    """Return the word that the curator is typing at the end of a line.

    The result is empty if the line does not end in a word.
    """
    last = ""
    for match in _WORD.finditer(line):
        if match.end() == len(line):
            last = match[0]
    return last


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [match[0].casefold() for match in _WORD.finditer(text)]
