"""The dialogue of `inspectgraph review`, paragraph by paragraph, with one key per decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from inspectgraph.cli.review_answers import Answers, NotAnsweredError
from inspectgraph.cli.review_bulk import accept_in_bulk
from inspectgraph.cli.review_decisions import NOTHING_LEFT, Decisions
from inspectgraph.cli.review_keys import Keys, say
from inspectgraph.cli.review_moves import asked_unit, asked_words, neighbour
from inspectgraph.cli.review_screen import (
    HELP,
    show_faults,
    show_paragraph,
    show_value,
)
from inspectgraph.model.errors import ExtractError, UsageError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review import Review
    from inspectgraph.review.labels import Labels
    from inspectgraph.review.paragraphs import Paragraph
    from inspectgraph.review.proposals import Proposals

__all__ = ["Conversation"]

#: The keys that decide on one value.
_DECISIONS = frozenset("a+rews")


@dataclass(slots=True)
class Conversation:
    """The dialogue about the unconfirmed values of one extract.

    Attributes:
        under: The extract under review.
        document: The report, or None.
        keys: The keys that the curator types.
        labels: The names that the extract may use.
        below: The confidence below which values are shown; None to show all values.
        kinds: The kinds of values to show; if empty, all.
        unit: The id of the unit on the screen.
        place: The index of the value on which the next key decides.
    """

    under: Review
    document: Document | None
    keys: Keys
    labels: Labels
    below: Decimal | None = None
    kinds: tuple[str, ...] = ()
    unit: str = ""
    place: int = 0
    _searched: str = ""
    #: The paragraphs, with the content of the extract and the version of its pieces.
    _listed: tuple[bytes, int, list[Paragraph]] | None = None
    #: The number of each value in the shown paragraph, by its key; empty if the paragraph
    #: is to be shown again.
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _answers: Answers = field(init=False)
    _proposals: Proposals = field(init=False)
    _decisions: Decisions = field(init=False)

    def __post_init__(self) -> None:
        """Make three objects that the dialogue uses.

        The first object asks the curator questions. The second object proposes notes.
        The third object carries out the decisions.
        """
        from inspectgraph.review.note_words import NoteWords
        from inspectgraph.review.proposals import Proposals

        self._answers = Answers(self.keys, self.labels, self.document)
        self._proposals = Proposals(self.under, self.labels)
        notes = [str(one.record.get("note", "")) for one in self.under.statements()]
        words = NoteWords(self.labels, notes)
        self._decisions = Decisions(self.under, self._answers, self._proposals, words)

    def run(self) -> None:
        """Review values until the curator quits or the input ends."""
        paragraphs = self._paragraphs()
        if not paragraphs:
            return
        count = sum(len(one.items) for one in paragraphs)
        say(
            f"{quantity(count, 'value')} to review in"
            f" {quantity(len(paragraphs), 'paragraph')}. One key is one decision; ?"
            " lists the keys."
        )
        self.unit = paragraphs[0].unit
        while self._one():
            pass

    def accept_in_bulk(self, kind: str, least: Decimal) -> None:
        """List the values of one kind, and accept them if the curator agrees.

        Values with a confidence below `least` are left out.
        """
        accept_in_bulk(self.under, kind, least, self._answers, self._proposals.note)

    # One key

    def _one(self) -> bool:
        """Show the next value, act on one key, and return whether the dialogue continues."""
        for message in self.under.reload():
            say(message)
        paragraphs = self._paragraphs()
        paragraph = self._shown_paragraph(paragraphs)
        self._show(paragraph, paragraphs)
        left = sum(len(one.items) for one in paragraphs)
        key = self.keys.key(f"[{left:,} left] key (? for help):")
        if key in {"", "q"}:
            return False
        try:
            self._carry_out(key, paragraph)
        except NotAnsweredError as error:
            if str(error):
                say(str(error))
        except ExtractError as error:
            show_faults(error.problems)
        except UsageError as error:  # the log cannot be written
            say(f"Not done: {error.message}")
        return True

    def _paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that have values to review."""
        from inspectgraph.review.paragraphs import by_paragraph

        version = self.under.pieces.version
        if self._listed is None or self._listed[:2] != (self.under.raw, version):
            items = self.under.items(self.below, self.kinds)
            found = by_paragraph(items, self.under.checks.units)
            self._listed = self.under.raw, version, found
        return self._listed[2]

    def _shown_paragraph(self, paragraphs: Sequence[Paragraph]) -> Paragraph:
        """Return the current unit as a paragraph with the values to review.

        If the unit has no values to review, the paragraph has no values.
        """
        from inspectgraph.review.paragraphs import Paragraph

        for one in paragraphs:
            if one.unit == self.unit:
                self.place = min(self.place, len(one.items) - 1)
                return one
        return Paragraph(self.unit, ())

    def _show(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> None:
        """Print the paragraph if it is not on the screen yet; else print only the next value."""
        is_new = not self._numbers
        if is_new:
            keys = [item.key for item in paragraph.items]
            self._numbers = {key: n for n, key in enumerate(keys, 1)} or {("", ""): 0}
            number = f"nothing left, of {len(paragraphs)}"
            if paragraph in paragraphs:
                number = f"{paragraphs.index(paragraph) + 1} of {len(paragraphs)}"
            show_paragraph(paragraph, self.document, number)
        for n, item in enumerate(paragraph.items):
            is_current = n == self.place
            if is_current or is_new:
                number_of = self._numbers.get(item.key, len(self._numbers) + 1)
                note = self._proposals.note(item)
                show_value(item, number_of, self.labels, note, is_current=is_current)

    def _carry_out(self, key: str, paragraph: Paragraph) -> None:
        """Carry out the command that is assigned to a key."""
        moves: dict[str, Callable[[], None]] = {
            "?": lambda: say(HELP),
            "n": lambda: self._move(1),
            "p": lambda: self._move(-1),
            "g": self._jump,
            "/": self._search,
            "f": lambda: self._decisions.add(paragraph.unit),
            "0": lambda: self._nothing(paragraph.unit),
            "b": self._bulk,
            "u": self._undo,
            "A": lambda: self._all_of(paragraph),
        }
        if key in moves:
            moves[key]()
        elif key in _DECISIONS:
            self._decide(key, paragraph)
        elif key.isdecimal():
            self._choose(int(key), paragraph)
        elif key.strip():
            raise NotAnsweredError(
                f"The key {key} does nothing here; ? lists the keys."
            )

    def _decide(self, key: str, paragraph: Paragraph) -> None:
        """Carry out a command on the current value, such as `accept` or `reject`.

        `key` is the key that the curator pressed for the command.
        """
        if not paragraph.items:
            raise NotAnsweredError(NOTHING_LEFT)
        item = paragraph.items[self.place]
        if key == "a":
            self._decisions.accept(item)
        elif key == "+":
            self._decisions.extend(item)
        elif key == "r":
            self.under.reject(item)
        elif key == "e":
            self._decisions.edit(item)
            return
        elif key == "w":
            self._decisions.write(item)
            return
        else:
            self._skip(paragraph)
            return
        self._after()

    # Moving

    def _go(self, unit: str, place: int = 0) -> None:
        """Show another unit of the report."""
        self.unit, self.place = unit, place
        self._numbers.clear()

    def _move(self, step: int) -> None:
        """Go to the next or the previous paragraph that has values."""
        units = self.under.checks.units or {}
        self._go(neighbour(self.unit, step, self._paragraphs(), units))

    def _after(self) -> None:
        """Go to the next paragraph if this paragraph has no more values to review."""
        paragraphs = self._paragraphs()
        if any(one.unit == self.unit for one in paragraphs):
            return
        try:
            self._move(1)
        except NotAnsweredError:
            if paragraphs:
                self._go(paragraphs[0].unit)
            else:
                say(
                    "Every value is decided; q writes the extract, u undoes the last decision."
                )

    def _skip(self, paragraph: Paragraph) -> None:
        """Leave a value for later, and go to the next value."""
        if self.place + 1 < len(paragraph.items):
            self.place += 1
        else:
            self._move(1)

    def _choose(self, number: int, paragraph: Paragraph) -> None:
        """Select the value with a given number, so that the next key decides on it."""
        here = {
            self._numbers.get(item.key): n for n, item in enumerate(paragraph.items)
        }
        if number not in here:
            numbers = ", ".join(str(one) for one in here) or "none"
            raise NotAnsweredError(
                f"No value with the number {number} is left in this paragraph; numbers"
                f" left: {numbers}."
            )
        self.place = here[number]

    def _jump(self) -> None:
        """Ask for a unit or a page, and go there."""
        units = [*(self.under.checks.units or {})]
        self._go(asked_unit(self.keys, units, self.document))

    def _search(self) -> None:
        """Ask for words, and go to the next unit of the report that contains them."""
        self._searched, unit = asked_words(
            self.keys, self.unit, self._searched, self.document
        )
        self._go(unit)

    # Many values

    def _all_of(self, paragraph: Paragraph) -> None:
        """Accept all values of the paragraph."""
        self._decisions.accept_all(paragraph)
        self._after()

    def _nothing(self, unit: str) -> None:
        """Ask why the unit supports no statement, and record the reason."""
        self._decisions.nothing(unit)
        self._after()

    def _bulk(self) -> None:
        """Ask which values to accept in bulk, list them, and accept them if the curator agrees."""
        from inspectgraph.review.unconfirmed import KINDS

        begun = self._answers.line(f"kind of value ({', '.join(KINDS)}, all):")
        kinds = [kind for kind in (*KINDS, "all") if kind.startswith(begun)]
        if not kinds:
            raise NotAnsweredError(
                f"No kind of value begins with '{begun}'. The kinds are:"
                f" {', '.join(KINDS)}, all."
            )
        line = self._answers.line("least confidence (from 0 to 1, such as 0.95):")
        try:
            least = Decimal(line)
        except ArithmeticError:
            raise NotAnsweredError(
                f"'{line}' is not a number. Type the confidence as a number from 0 to 1,"
                " such as 0.95."
            ) from None
        self.accept_in_bulk(kinds[0], least)
        self._numbers.clear()
        self._after()

    def _undo(self) -> None:
        """Undo the last decision, and go to the value of this decision."""
        from inspectgraph.review.paragraphs import unit_of

        key = self.under.undo()
        if key is None:
            raise NotAnsweredError("No decision of this review is left to undo.")
        say("Undone.")
        item = self.under.find(key)
        if item is None:
            self._numbers.clear()
            return
        unit = unit_of(item)
        paragraph = [one for one in self._paragraphs() if one.unit == unit]
        keys = [one.key for one in paragraph[0].items] if paragraph else []
        self._go(unit, keys.index(key) if key in keys else 0)
