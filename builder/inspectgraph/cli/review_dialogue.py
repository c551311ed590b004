"""The dialogue of `inspectgraph review`: a paragraph at a time, a key a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inspectgraph.cli.review_answers import Answers, NotAnsweredError
from inspectgraph.cli.review_bulk import accept_in_bulk
from inspectgraph.cli.review_keys import Keys, say
from inspectgraph.cli.review_screen import (
    HELP,
    kind_word,
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
    from inspectgraph.review.unconfirmed import Item

__all__ = ["Conversation"]

_POLARITIES = {"s": "strength", "w": "weakness", "m": "mixed", "n": "neutral"}
_FINDING_KINDS = {"a": "arrangement", "p": "practice", "r": "reach", "t": "result"}


@dataclass(slots=True)
class Conversation:
    """The dialogue about the unconfirmed values of one extract.

    Attributes:
        under: The extract under review.
        document: The report, or None.
        keys: The input.
        labels: The names that the extract may use.
        below: Only values with a confidence below this limit are shown.
        kinds: Only values of these kinds are shown; if empty, all.
        unit: The id of the unit that is shown.
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
    #: The number of each value in the shown paragraph, by its key; empty if it is to be
    #: shown anew.
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def run(self) -> None:
        """Review until the curator quits or the input ends."""
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
        """List values of a kind from a confidence on, and accept them if affirmed."""
        accept_in_bulk(self.under, kind, least, self._answers, self._proposed)

    # One key

    def _one(self) -> bool:
        """Show what is to be decided, carry out one key, and return whether to go on."""
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
            self._carry_out(key, paragraph, paragraphs)
        except NotAnsweredError as error:
            if str(error):
                say(str(error))
        except ExtractError as error:
            show_faults(error.problems)
        except UsageError as error:  # the log cannot be written
            say(f"Not done: {error.message}")
        return True

    def _paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that have values to be shown."""
        from inspectgraph.review.paragraphs import by_paragraph

        version = self.under.pieces.version
        if self._listed is None or self._listed[:2] != (self.under.raw, version):
            items = self.under.items(self.below, self.kinds)
            found = by_paragraph(items, self.under.checks.units)
            self._listed = self.under.raw, version, found
        return self._listed[2]

    def _shown_paragraph(self, paragraphs: Sequence[Paragraph]) -> Paragraph:
        """Return the paragraph of the present unit, which may have no values."""
        from inspectgraph.review.paragraphs import Paragraph

        for one in paragraphs:
            if one.unit == self.unit:
                self.place = min(self.place, len(one.items) - 1)
                return one
        return Paragraph(self.unit, ())

    def _show(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> None:
        """Print the paragraph if it is new on the screen, else the next value only."""
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
                note = self._proposed(item)
                show_value(item, number_of, self.labels, note, is_current=is_current)

    def _carry_out(
        self, key: str, paragraph: Paragraph, paragraphs: Sequence[Paragraph]
    ) -> None:
        """Carry out a key."""
        moves: dict[str, Callable[[], None]] = {
            "?": lambda: say(HELP),
            "n": lambda: self._move(1, paragraphs),
            "p": lambda: self._move(-1, paragraphs),
            "g": self._jump,
            "/": self._search,
            "f": lambda: self._add(paragraph.unit),
            "0": lambda: self._nothing(paragraph.unit),
            "b": self._bulk,
            "u": self._undo,
            "A": lambda: self._accept_all(paragraph),
        }
        decisions: dict[str, Callable[[Item], None]] = {
            "a": self._accept,
            "r": self._reject,
            "e": self._edit,
            "w": self._word,
            "s": lambda _: self._skip(paragraph, paragraphs),
        }
        if key in moves:
            moves[key]()
        elif key in decisions:
            if not paragraph.items:
                raise NotAnsweredError("No value is left here.")
            decisions[key](paragraph.items[self.place])
        elif key.isdigit():
            self._choose(int(key), paragraph)
        elif key.strip():
            raise NotAnsweredError(f"'{key}' is no key here; ? lists the keys.")

    # Moving

    def _go(self, unit: str, place: int = 0) -> None:
        """Make a unit the one that is shown."""
        self.unit, self.place = unit, place
        self._numbers.clear()

    def _move(self, step: int, paragraphs: Sequence[Paragraph]) -> None:
        """Go to the next or the previous paragraph that has values."""
        order = self.under.checks.units or {}

        def position(unit: str) -> int:
            if unit in order:
                return order[unit].order
            return -1 if not unit else len(order) + 1

        here = position(self.unit)
        if step > 0:
            others = [one.unit for one in paragraphs if position(one.unit) > here]
        else:
            others = [one.unit for one in paragraphs if position(one.unit) < here][::-1]
        if not others:
            end = "last" if step > 0 else "first"
            raise NotAnsweredError(f"This is the {end} paragraph with values.")
        self._go(others[0])

    def _after(self) -> None:
        """Stay in the paragraph while it has values, else go to the next one."""
        paragraphs = self._paragraphs()
        if any(one.unit == self.unit for one in paragraphs):
            return
        try:
            self._move(1, paragraphs)
        except NotAnsweredError:
            if paragraphs:
                self._go(paragraphs[0].unit)
            else:
                say("No value is left; q writes the extract, u undoes.")

    def _skip(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> None:
        """Leave a value for later, and go to the next one."""
        if self.place + 1 < len(paragraph.items):
            self.place += 1
        else:
            self._move(1, paragraphs)

    def _choose(self, number: int, paragraph: Paragraph) -> None:
        """Make another value of the paragraph the one to decide on."""
        for place, item in enumerate(paragraph.items):
            if self._numbers.get(item.key) == number:
                self.place = place
                return
        raise NotAnsweredError(f"There is no value {number} here.")

    def _jump(self) -> None:
        """Ask for a unit or a page, and go there."""
        from inspectgraph.model.suggest import nearest

        units = [*(self.under.checks.units or {})]
        line = self.keys.line(
            "unit or page number:",
            lambda typed: [unit for unit in units if typed in unit],
        )
        if not line:
            raise NotAnsweredError
        if line.isdigit():
            units = [u.id for u in self._report().units if u.page == int(line)]
            line = units[0] if units else line
        elif line not in units:
            begun = [unit for unit in units if unit.startswith(line)]
            line = begun[0] if begun else nearest(line, units) or line
        if line not in units:
            raise NotAnsweredError(f"The report has no unit and no page '{line}'.")
        self._go(line)

    def _search(self) -> None:
        """Ask for words, and go to the next unit of the report that has them."""
        from inspectgraph.review.paragraphs import next_with

        document = self._report()
        again = f", Enter for '{self._searched}'" if self._searched else ""
        self._searched = (
            self.keys.line(f"words of the report{again}:") or self._searched
        )
        if not self._searched:
            raise NotAnsweredError
        unit = next_with(document, self.unit, self._searched)
        if not unit:
            raise NotAnsweredError(f"The report does not have '{self._searched}'.")
        self._go(unit)

    def _report(self) -> Document:
        """Return the report.

        Raises:
            NotAnsweredError: If it was not given.
        """
        if self.document is None:
            raise NotAnsweredError("This needs the report; give its folder: --reports.")
        return self.document

    # Deciding

    def _proposed(self, item: Item) -> str:
        """Return a proposed note for a value whose note is a placeholder, or ""."""
        from inspectgraph.load.wording import is_placeholder
        from inspectgraph.review.notes import proposed_note

        if not is_placeholder(str(item.fields.get("note", ""))):
            return ""
        return proposed_note(item, self.labels)

    def _accept(self, item: Item) -> None:
        """Accept a value; ask first for the notes that are to be worded."""
        from inspectgraph.load.wording import is_placeholder

        note = self._proposed(item)
        if not note and is_placeholder(str(item.fields.get("note", ""))):
            note = self._answers.line("note, in your own words:")
        item = self._with_parts_worded(item)
        while True:
            try:
                self.under.accept(item, note)
                break
            except ExtractError as error:
                if not note:
                    raise
                show_faults(error.problems)
                note = self._answers.line("note (Enter on an empty line stops):", note)
        self._after()

    def _with_parts_worded(self, item: Item) -> Item:
        """Ask for notes of nested points that are to be worded; return the value."""
        from inspectgraph.load.wording import is_placeholder
        from inspectgraph.review.unconfirmed import as_list, as_mapping

        for n, part in enumerate(as_list(item.fields.get("parts"))):
            if is_placeholder(str(as_mapping(part).get("note", ""))):
                self.under.word_part(
                    item, n, self._answers.line(f"note of part {n + 1}:")
                )
                item = self.under.find(item.key) or item
        return item

    def _accept_all(self, paragraph: Paragraph) -> None:
        """Accept all values of a paragraph, and say which have faults."""
        if not paragraph.items:
            raise NotAnsweredError("No value is left here.")
        good, bad = self.under.accept_all(paragraph.items, "paragraph", self._proposed)
        say(f"{quantity(len(good), 'value')} accepted.")
        for item, problems in bad:
            say(f"Left: {kind_word(item)} {item.name}: {problems[0].sentence}")
        self._after()

    def _reject(self, item: Item) -> None:
        """Reject a value."""
        self.under.reject(item)
        self._after()

    def _edit(self, item: Item) -> None:
        """Ask for a field and its new value."""
        from inspectgraph.review.labels import kind_of_name

        name, line = self._answers.field(item)
        value = self._answers.value(item, name, line)
        try:
            self.under.correct(item, name, value)
        except ExtractError as error:
            near = error.problems[0].nearest
            show_faults(error.problems)
            if kind_of_name(item.record, name) or not near:
                return
            if self._answers.yes(f"take '{near}'"):
                self.under.correct(item, name, self._answers.value(item, name, near))

    def _word(self, item: Item) -> None:
        """Ask for new notes of a value and of its nested points."""
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import as_list

        is_statement = item.group not in {"drafted", "questions"}
        if not is_statement or "note" not in fields_of(item.record):
            raise NotAnsweredError("This value has no note.")
        if line := self.keys.line("note (Enter leaves it):"):
            self.under.correct(item, "note", line)
        for part in range(len(as_list(item.fields.get("parts")))):
            if line := self.keys.line(f"note of part {part + 1} (Enter leaves it):"):
                now = self.under.find(item.key) or item
                self.under.word_part(now, part, line)

    def _add(self, unit: str) -> None:
        """Ask for the parts of a finding on the unit, and add it."""
        from inspectgraph.review.session import anchor_of

        words = self._answers.sentence(unit)
        polarity = self.keys.key("s strength, w weakness, m mixed, n neutral:")
        if polarity not in _POLARITIES:
            raise NotAnsweredError("No finding was added.")
        kind = self.keys.key(
            "a arrangement, p practice, r reach, t result; another key for none:"
        )
        themes = self._answers.names("part of a theme, Enter ends; theme", "theme")
        note = self._answers.line("note, in your own words:")
        fields: dict[str, Any] = {
            "polarity": _POLARITIES[polarity],
            "themes": themes,
            "note": note,
        }
        if kind in _FINDING_KINDS:
            fields["kind"] = _FINDING_KINDS[kind]
        fields["at"] = anchor_of(words, unit, self._report())
        say(f"Finding {self.under.add_finding(fields)} is added.")

    def _nothing(self, unit: str) -> None:
        """Ask why a unit holds no statement, and write it down."""
        if not unit:
            raise NotAnsweredError("This is not a paragraph of the report.")
        choices = self.labels.choices("nothing-reason", "")
        say("Nothing here, because it is:")
        for n, (slug, label) in enumerate(choices, 1):
            say(f"  {n} {label}" + (f" ({slug})" if slug != label else ""))
        key = self.keys.key("number (another key goes back):")
        if not key.isdigit() or not 0 < int(key) <= len(choices):
            raise NotAnsweredError
        count = self.under.nothing(unit, choices[int(key) - 1][0])
        say(f"Written down; {quantity(count, 'value')} rejected.")
        self._after()

    def _bulk(self) -> None:
        """Ask which values to accept in bulk, list them, and accept if affirmed."""
        from inspectgraph.review.unconfirmed import KINDS

        begun = self._answers.line(f"kind ({', '.join(KINDS)}, all):")
        kinds = [kind for kind in (*KINDS, "all") if kind.startswith(begun)]
        line = self._answers.line("confidence of at least (such as 0.95):")
        try:
            least = Decimal(line)
        except ArithmeticError:
            raise NotAnsweredError(f"'{line}' is not a number.") from None
        if not kinds:
            raise NotAnsweredError(f"There is no kind '{begun}'.")
        self.accept_in_bulk(kinds[0], least)
        self._numbers.clear()
        self._after()

    def _undo(self) -> None:
        """Undo the last decision, and go to its value."""
        from inspectgraph.review.paragraphs import unit_of

        key = self.under.undo()
        if key is None:
            raise NotAnsweredError("There is nothing to undo.")
        say("Taken back.")
        item = self.under.find(key)
        if item is None:
            self._numbers.clear()
            return
        unit = unit_of(item)
        paragraph = [one for one in self._paragraphs() if one.unit == unit]
        keys = [one.key for one in paragraph[0].items] if paragraph else []
        self._go(unit, keys.index(key) if key in keys else 0)

    @property
    def _answers(self) -> Answers:
        """The questions to the curator."""
        return Answers(self.keys, self.labels, self.document)
