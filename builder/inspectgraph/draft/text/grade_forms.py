"""Recognise labels of aspects and grades in a report, even if line breaks split them.

Labels and grades are compared as squeezed text, that is, letters and digits without
spaces. In text that was read from a PDF, a grade may also be inside the label of its
aspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.model.anchor import squeeze
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["Aspects", "Hit", "Scale", "Stream", "grades_inside", "letters_of"]

#: If a grade is inside a label, at least this many letters of the label come before the
#: grade.
_FEWEST = 6
#: A pattern that matches no text.
_NEVER = r"(?!)"

#: The slug of an aspect or a grade, and the end of its printed form in squeezed text.
Found = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in squeezed text (letters and digits only): its slug, start and end."""

    slug: str
    start: int
    end: int


@cache
def _squeezed(character: str) -> str:
    """Return a letter or digit in lower case, or "" for any other character."""
    return squeeze(character)


class Stream:
    """The squeezed text (letters and digits) of several texts, joined to one string.

    `letters` is the string. `places` gives the origin of each character of the string:
    the index of its text, and the index of the character in that text.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        letters: list[str] = []
        self.places: list[tuple[int, int]] = []
        for number, text in enumerate(texts):
            for index, character in enumerate(text):
                squeezed = _squeezed(character)
                letters.append(squeezed)
                self.places += [(number, index)] * len(squeezed)
        self.letters = "".join(letters)

    def text_of(self, position: int) -> int:
        """Return the index of the text that contains the letter at a position.

        The position is an offset in `letters`.
        """
        return self.places[position][0]

    def begins_word(self, position: int) -> bool:
        """Return whether the letter at a position is the first letter of a word."""
        number, index = self.places[position]
        if index == 0:
            return True
        return not self.texts[number][index - 1].isalpha()

    @cached_property
    def starts(self) -> list[int]:
        """The position of the first letter of each text.

        A text that has no letters is left out.
        """
        starts: list[int] = []
        last = -1
        for place, (text, _) in enumerate(self.places):
            if text != last:
                starts.append(place)
            last = text
        return starts

    def ends_phrase(self, position: int) -> bool:
        """Return whether a phrase can end directly before a position.

        A phrase can end at the end of a text, or before a character other than a
        lower-case letter.
        """
        if position >= len(self.places):
            return True
        number, index = self.places[position]
        if self.places[position - 1][0] != number:
            return True
        return not self.texts[number][index].islower()


class Scale:
    """Recogniser of the grades of one grade scale in text without spaces (squeezed text).

    `words` maps each printed form of a grade to the slug of the grade. `digits` maps
    each digit to the slug of its grade.
    """

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
        """The pattern of a printed grade: its words, its digit, or both together."""
        words = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        if not self.digits:
            return re.compile(f"(?P<word>{words})")
        digit = f"[{''.join(sorted(self.digits))}]"
        return re.compile(
            f"(?:grade)?(?:(?P<digit>{digit})(?![0-9])(?:(?P<word>{words}))?"
            f"|(?P<first>{words})(?:grade)?(?P<last>{digit})?(?![0-9]))"
        )

    def at(self, letters: str, position: int) -> Found | None:
        """Return the slug of the grade at a position, and the position at which the grade ends.

        Return None if no grade begins at the position. Return None also if the digit
        and the word contradict each other, as in `2 outstanding`.
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
        """Return the slug of the grade if a text is exactly one grade.

        Return None for any other text.

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
    """Recogniser of the labels of aspects in text without spaces (squeezed text).

    Args:
        forms: The printed forms of each aspect, keyed by the slug of the aspect.
    """

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
        """Return the labels in a squeezed text, in order and without overlaps.

        A squeezed text has only the letters and digits of a text. A label must begin at
        the beginning of a word. If several labels begin at the same word, the longest
        label is returned.
        """
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
        """Return the aspect that has a label at a position.

        The result is the slug of the aspect and the end position of the label. If no
        label begins at the position, the result is None.
        """
        match = self._pattern.match(letters, position)
        if match:
            return self.forms[match[0]], match.end()
        return None


def letters_of(hits: Iterable[Hit]) -> set[int]:
    """Return the positions of all letters that belong to recognised labels."""
    places: set[int] = set()
    for hit in hits:
        places.update(range(hit.start, hit.end))
    return places


def grades_inside(
    letters: str, position: int, aspects: Aspects, scale: Scale
) -> Iterator[tuple[str, str, int]]:
    """Yield each aspect whose label begins at a position and is interrupted by a grade.

    This happens if the table of a PDF is read line by line. The text then has the first
    line of the label, the grade, and the rest of the label. The grade may also be
    printed on several lines. Each result has the slug of the aspect, the slug of the
    grade, and the end position of the label. The longest labels come first.

    Args:
        letters: The letters and digits of the text.
        position: The position at which the label begins.
        aspects: The aspects with their labels.
        scale: The grade scale.
    """
    for label in aspects.longest_first:
        aspect = aspects.forms[label]
        most = min(_same(letters, position, label), len(label) - 1)
        for cut in range(most, _FEWEST - 1, -1):
            for grade, end in _inside(letters, position + cut, label[cut:], scale):
                yield aspect, grade, end


def _inside(letters: str, position: int, rest: str, scale: Scale) -> Iterator[Found]:
    """Yield each grade that interrupts a label, with the end position of the label.

    Usually, the rest of the label comes after the whole grade. If the grade is printed
    on two lines, the rest of the label may be on the same two lines.

    Args:
        letters: The letters and digits of the text.
        position: The position after the first part of the label.
        rest: The part of the label that has not been found yet.
        scale: The grade scale.
    """
    whole = scale.at(letters, position)
    if whole and letters.startswith(rest, whole[1]):
        yield whole[0], whole[1] + len(rest)
        return
    for word, grade in scale.longest_first:
        end = _rest(letters, position, rest, word)
        if end is not None:
            yield grade, end


def _rest(letters: str, position: int, label: str, word: str) -> int | None:
    """Return the position after a grade and the rest of its label.

    The grade `word` begins at `position`. `label` is the rest of the label. Two forms
    are recognised. In the first form, `label` comes after the whole grade. In the
    second form, both are printed on two lines: each line has a piece of the grade,
    followed by a piece of `label`. Return None if the text has neither form.
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
    """Compare a word with the text at a position, and count the equal first letters.

    The count ends at the first letter that differs.
    """
    count = 0
    for letter, other in zip(
        letters[position : position + len(word)], word, strict=False
    ):
        if letter != other:
            break
        count += 1
    return count
