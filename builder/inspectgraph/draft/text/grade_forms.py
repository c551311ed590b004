"""Labels and grades as they are really printed: broken over lines, torn apart, glued, justified around each other.

Everything is compared in letters and digits alone, run together, so that spaces and
line ends do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspectgraph.model.anchor import squeeze
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["Aspects", "Hit", "Scale", "Stream", "woven"]

#: Other forms in which a grade is printed, beside the labels of its concept.
_MORE_FORMS: Mapping[str, tuple[str, ...]] = {
    "requires-improvement": (
        "require improvement to be good",
        "require improvement",
        "requiring improvement to be good",
        "requiring improvement",
        "requires improvement to become good",
    ),
    "outstanding": ("excellent/outstanding", "outstanding/excellent"),
    "performs-excellently": ("performing excellently", "perform excellently"),
    "performs-well": ("performing well", "perform well"),
    "performs-adequately": ("performing adequately", "perform adequately"),
    "performs-poorly": ("performing poorly", "perform poorly"),
}


#: The fewest letters of a label before a grade that stands inside of it.
_FEWEST = 6


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

    @property
    def starts(self) -> list[int]:
        """Where each text begins."""
        return [
            place
            for place, (text, _) in enumerate(self.places)
            if place == 0 or self.places[place - 1][0] != text
        ]

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
        self.longest_first = sorted(words.items(), key=lambda pair: -len(pair[0]))
        self.digits = {
            grade.notation: slug for slug, grade in grades.items() if grade.notation
        }

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
        word, digit = (
            parts.get("word") or parts.get("first"),
            parts.get("digit") or parts.get("last"),
        )
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
        self.longest_first = sorted(self.forms, key=len, reverse=True)
        words = "|".join(map(re.escape, self.longest_first))
        self._pattern = re.compile(words) if words else re.compile(r"(?!)")

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


def woven(
    letters: str, position: int, aspects: Aspects, scale: Scale
) -> Iterator[tuple[str, str, int]]:
    """Yield aspect, grade and end of every label at a position that a grade stands inside of, whole or in two.

    The cells of a row were read line by line: some words of the label, the grade, the
    rest of the label; or the grade too is broken, and its end stands further on. The
    longest labels and grades come first.
    """
    for label in aspects.longest_first:
        most = _same(letters, position, label)
        for cut in range(min(most, len(label) - 1), _FEWEST - 1, -1):
            inside = scale.at(letters, position + cut)
            if inside and letters.startswith(label[cut:], inside[1]):
                yield aspects.forms[label], inside[0], inside[1] + len(label) - cut
                continue
            for word, grade in scale.longest_first:
                end = _rest(letters, position + cut, label[cut:], word)
                if end is not None:
                    yield aspects.forms[label], grade, end


def _rest(letters: str, position: int, label: str, word: str) -> int | None:
    """Return where the rest of a label ends that begins with some of a grade's word and holds all of it."""
    turns = range(_same(letters, position, word), 0, -1)
    for turn in turns:
        after = position + turn
        if turn == len(word) and letters.startswith(label, after):
            return after + len(label)
        for cut in range(_same(letters, after, label), 0, -1):
            if letters.startswith(word[turn:] + label[cut:], after + cut):
                return after + len(label) + len(word) - turn
    return None


def _same(letters: str, position: int, word: str) -> int:
    """Return how many letters of a word stand at a position."""
    pairs = enumerate(zip(letters[position : position + len(word)], word, strict=False))
    return next(
        (index for index, (letter, other) in pairs if letter != other),
        min(len(word), len(letters) - position),
    )
