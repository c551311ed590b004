"""Printed forms of labels and grades: broken over lines, or printed into each other.

Everything is compared in letters and digits alone, run together, so that spaces and
line ends do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.model.anchor import squeeze
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["Aspects", "Hit", "Scale", "Stream", "grades_inside", "letters_of"]

#: The fewest letters of a label before a grade that is printed inside it.
_FEWEST = 6
#: A pattern that no text has.
_NEVER = r"(?!)"

#: An aspect or a grade, and where its label ends.
Found = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """Label found in a stream: its slug, and where it begins and ends."""

    slug: str
    start: int
    end: int


class Stream:
    """Texts as one string of letters and digits, with the text and index of each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        letters: list[str] = []
        self.places: list[tuple[int, int]] = []
        for number, text in enumerate(texts):
            for index, character in enumerate(text):
                squeezed = ""
                if not character.isspace():
                    squeezed = squeeze(character)
                letters.append(squeezed)
                self.places += [(number, index)] * len(squeezed)
        self.letters = "".join(letters)

    def text_of(self, position: int) -> int:
        """Return the number of the text that a position is in."""
        return self.places[position][0]

    def begins_word(self, position: int) -> bool:
        """Return whether a position begins a word of its text."""
        number, index = self.places[position]
        if index == 0:
            return True
        return not self.texts[number][index - 1].isalpha()

    @cached_property
    def starts(self) -> list[int]:
        """Where each text begins."""
        starts: list[int] = []
        last = -1
        for place, (text, _) in enumerate(self.places):
            if text != last:
                starts.append(place)
            last = text
        return starts

    def ends_phrase(self, position: int) -> bool:
        """Return whether no word in small letters follows a position in its text."""
        if position >= len(self.places):
            return True
        number, index = self.places[position]
        if self.places[position - 1][0] != number:
            return True
        return not self.texts[number][index].islower()


class Scale:
    """Grades of a scale by their printed forms."""

    def __init__(self, grades: Mapping[str, Concept]) -> None:
        self.grades = grades
        words: dict[str, str] = {}
        self.digits: dict[str, str] = {}
        more = label_forms("grade")
        for slug, grade in grades.items():
            if grade.notation:
                self.digits[grade.notation] = slug
            for form in (*grade.names, *more.get(slug, ())):
                words.setdefault(squeeze(form), slug)
        self.words = words
        self.longest_first = sorted(words.items(), key=lambda pair: -len(pair[0]))

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

    def at(self, letters: str, position: int) -> Found | None:
        """Return the grade at a position and where it ends.

        A digit that its word contradicts is not a grade.
        """
        found = self._pattern.match(letters, position)
        if found is None:
            return None
        slugs: set[str] = set()
        for name, part in found.groupdict().items():
            if part is None:
                continue
            grades = self.words
            if name in {"digit", "last"}:
                grades = self.digits
            slugs.add(grades[part])
        if len(slugs) == 1:
            return (slugs.pop(), found.end())
        return None

    def whole(self, text: str) -> str | None:
        """Return the grade that a text is, and nothing else.

        >>> Scale({"good": Concept("good", "good", notation="2")}).whole("Grade 2 (Good)")
        'good'
        """
        letters = squeeze(text)
        found = self.at(letters, 0)
        if not found:
            return None
        if found[1] == len(letters):
            return found[0]
        return None


class Aspects:
    """Aspects of a framework by their printed forms."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self.forms: dict[str, str] = {}
        for slug, labels in forms.items():
            for label in labels:
                for variant in (label, f"the {label}", label.replace(" and ", " & ")):
                    self.forms.setdefault(squeeze(variant), slug)
        self.longest_first = sorted(self.forms, key=len, reverse=True)
        words = "|".join(map(re.escape, self.longest_first)) or _NEVER
        self._pattern = re.compile(words)

    def find(self, stream: Stream) -> list[Hit]:
        """Return the labels in a stream: the longest at each word, none inside another."""
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
        """Return the aspect whose label begins at a position, and where it ends."""
        match = self._pattern.match(letters, position)
        if match:
            return self.forms[match[0]], match.end()
        return None


def letters_of(hits: Iterable[Hit]) -> set[int]:
    """Return the places of the letters of some labels in their stream."""
    places: set[int] = set()
    for hit in hits:
        places.update(range(hit.start, hit.end))
    return places


def grades_inside(
    letters: str, position: int, aspects: Aspects, scale: Scale
) -> Iterator[tuple[str, str, int]]:
    """Yield aspect, grade and end of labels at a position that have a grade inside.

    The cells of a row were read line by line: some words of the label, the grade, the
    rest of the label; or the grade too is broken, and its end comes later. The longest
    labels and grades come first.
    """
    for label in aspects.longest_first:
        aspect = aspects.forms[label]
        most = min(_same(letters, position, label), len(label) - 1)
        for cut in range(most, _FEWEST - 1, -1):
            for grade, end in _inside(letters, position + cut, label[cut:], scale):
                yield aspect, grade, end


def _inside(letters: str, position: int, rest: str, scale: Scale) -> Iterator[Found]:
    """Yield the grades before the rest of a label, whole or broken, and their ends."""
    whole = scale.at(letters, position)
    if whole and letters.startswith(rest, whole[1]):
        yield whole[0], whole[1] + len(rest)
        return
    for word, grade in scale.longest_first:
        end = _rest(letters, position, rest, word)
        if end is not None:
            yield grade, end


def _rest(letters: str, position: int, label: str, word: str) -> int | None:
    """Return where a grade's word and the rest of a label end that contain each other.

    The word begins at the position; the rest of the label is after it or inside it.
    """
    for turn in range(_same(letters, position, word), 0, -1):
        after = position + turn
        if turn == len(word) and letters.startswith(label, after):
            return after + len(label)
        for cut in range(_same(letters, after, label), 0, -1):
            if letters.startswith(word[turn:] + label[cut:], after + cut):
                return after + len(label) + len(word) - turn
    return None


def _same(letters: str, position: int, word: str) -> int:
    """Return how many letters of a word a position begins with."""
    count = 0
    for letter, other in zip(
        letters[position : position + len(word)], word, strict=False
    ):
        if letter != other:
            break
        count += 1
    return count
