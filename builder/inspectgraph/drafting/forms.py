"""Labels and grades as they are really printed: broken over lines, torn apart, glued, justified around each other.

Everything is compared in letters and digits alone, run together, so that spaces and line ends do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspectgraph.anchor import squeeze
from inspectgraph.drafting.labels import Concept

__all__ = ["Aspects", "Hit", "Scale", "Stream", "interleaved"]

#: Other forms in which a grade is printed, beside the labels of its concept.
_MORE_FORMS: Mapping[str, tuple[str, ...]] = {
    "requires-improvement": (
        "require improvement to be good", "require improvement", "requiring improvement to be good",
        "requiring improvement", "requires improvement to become good",
    ),
    "outstanding": ("excellent/outstanding", "outstanding/excellent"),
    "performs-excellently": ("performing excellently", "perform excellently"),
    "performs-well": ("performing well", "perform well"),
    "performs-adequately": ("performing adequately", "perform adequately"),
    "performs-poorly": ("performing poorly", "perform poorly"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in a stream: what, and where it begins and ends."""

    slug: str
    start: int
    end: int


class Stream:
    """Some texts run together as letters and digits, with the way back to text and character."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        letters: list[str] = []
        self.places: list[tuple[int, int]] = []
        for number, text in enumerate(texts):
            for index, character in enumerate(text):
                squeezed = squeeze(character) if not character.isspace() else ""
                letters.append(squeezed)
                self.places += [(number, index)] * len(squeezed)
        self.letters = "".join(letters)

    def text_of(self, position: int) -> int:
        """Return the number of the text that a position is in."""
        return self.places[position][0]

    def begins_word(self, position: int) -> bool:
        """Return whether no letter stands right before a position, in its text."""
        number, index = self.places[position]
        return index == 0 or not self.texts[number][index - 1].isalpha()

    def ends_phrase(self, position: int) -> bool:
        """Return whether what follows a position is no sentence that goes on: no word in small letters."""
        if position >= len(self.places):
            return True
        number, index = self.places[position]
        if self.places[position - 1][0] != number:
            return True
        return not self.texts[number][index].islower()


class Scale:
    """The grades of a scale, by every form in which one is printed."""

    def __init__(self, grades: Mapping[str, Concept]) -> None:
        self.grades = grades
        words: dict[str, str] = {}
        for slug, grade in grades.items():
            for form in (*grade.names, *_MORE_FORMS.get(slug, ())):
                words.setdefault(squeeze(form), slug)
        self.words = words
        self.digits = {grade.notation: slug for slug, grade in grades.items() if grade.notation}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The pattern of a printed grade: words, or a digit with or without its word."""
        words = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        if not self.digits:
            return re.compile(f"(?P<word>{words})")
        digit = f"[{''.join(sorted(self.digits))}]"
        return re.compile(
            f"(?:grade)?(?:(?P<digit>{digit})(?![0-9])(?:(?P<word>{words}))?"
            f"|(?P<first>{words})(?:grade)?(?P<last>{digit})?(?![0-9]))"
        )

    def at(self, letters: str, position: int) -> tuple[str, int] | None:
        """Return the grade printed at a position and where it ends; a digit that its word contradicts is none."""
        found = self._pattern.match(letters, position)
        if found is None:
            return None
        parts = found.groupdict()
        word, digit = parts.get("word") or parts.get("first"), parts.get("digit") or parts.get("last")
        slugs = {self.words[word]} if word else set()
        if digit:
            slugs.add(self.digits[digit])
        return (slugs.pop(), found.end()) if len(slugs) == 1 else None

    def whole(self, text: str) -> str | None:
        """Return the grade that a text is, and nothing else.

        >>> Scale({"good": Concept("good", "good", notation="2")}).whole("Grade 2 (Good)")
        'good'
        """
        letters = squeeze(text)
        found = self.at(letters, 0)
        return found[0] if found and found[1] == len(letters) else None


class Aspects:
    """The aspects of a framework, by every form in which a label is printed."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self.forms: dict[str, str] = {}
        for slug, labels in forms.items():
            for label in labels:
                for variant in (label, f"the {label}", label.replace(" and ", " & ")):
                    self.forms.setdefault(squeeze(variant), slug)
        ordered = sorted(self.forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else re.compile(r"(?!)")

    def find(self, stream: Stream) -> list[Hit]:
        """Return the labels in a stream, longest first, none inside another, each at the beginning of a word."""
        found: list[Hit] = []
        position = 0
        while match := self._pattern.search(stream.letters, position):
            if stream.begins_word(match.start()):
                found.append(Hit(self.forms[match[0]], match.start(), match.end()))
                position = match.end()
            else:
                position = match.start() + 1
        return found

    def at(self, letters: str, position: int = 0) -> tuple[str, int] | None:
        """Return the aspect whose label stands at a position, and where the label ends."""
        match = self._pattern.match(letters, position)
        return (self.forms[match[0]], match.end()) if match else None


def interleaved(row: str, aspects: Aspects, scale: Scale) -> tuple[str, str] | None:
    """Return aspect and grade of a row whose two cells were read line by line: beginnings first, then the rests.

    >>> sif = Scale({"requires-improvement": Concept("requires-improvement", "requires improvement")})
    >>> aspects = Aspects({"permanence": ["children looked after and achieving permanence"]})
    >>> interleaved("childrenlookedafterandachievingrequirespermanenceimprovement", aspects, sif)
    ('permanence', 'requires-improvement')
    """
    for label, aspect in aspects.forms.items():
        for word, grade in scale.words.items():
            if len(label) + len(word) == len(row) and _weaves(row, label, word):
                return aspect, grade
    return None


def _weaves(row: str, label: str, word: str) -> bool:
    """Return whether a row is the beginning of a label, of a word, then the rest of the label, of the word."""
    for cut in range(len(label) + 1):
        if row[:cut] != label[:cut]:
            return False
        for turn in range(len(word) + 1):
            if row == label[:cut] + word[:turn] + label[cut:] + word[turn:]:
                return True
    return False
