"""The dialogue of `inspectgraph review`: show each value and ask for a decision.

The dialogue prints plain lines to standard error and reads one answer per line from
standard input, so it works in any terminal, with a screen reader, and from a script.
"""

from __future__ import annotations

import shutil
import sys
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from inspectgraph.model.errors import (
    ExtractError,
    InspectGraphError,
    UnreadableError,
    Where,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.model.suggest import nearest

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review import Review
    from inspectgraph.review.unconfirmed import Item

__all__ = ["Conversation", "ask", "say"]

_HELP = """\
a  accept   confirm the value: remove its mark
c  correct  change the value of a field; it is checked at once
r  reject   remove the value
s  skip     leave it for later
u  undo     take back the last decision, then the one before it, …
n  note     write a new note, also for each part of a recommendation
q  quit     stop; your decisions are in the file, and the next review goes on from there
?  help     this list
"""
_WORDS = {
    "a": "a",
    "accept": "a",
    "c": "c",
    "correct": "c",
    "r": "r",
    "reject": "r",
    "s": "s",
    "skip": "s",
    "u": "u",
    "undo": "u",
    "n": "n",
    "note": "n",
    "q": "q",
    "quit": "q",
    "stop": "q",
    "?": "?",
    "help": "?",
    "h": "?",
}


#: The word for one statement of each list in an extract.
_KINDS = {
    "judgements": "judgement",
    "not_judged": "aspect that was not judged",
    "reported": "reported judgement",
    "findings": "finding",
    "recommendations": "recommendation",
    "measurements": "measurement",
    "events": "event",
}
#: Fields that a user cannot correct in a review.
_FIXED = frozenset({"id", "draft", "replaces"})
#: The maximum number of keys of a mapping that are shown.
_MOST = 12


def say(text: str = "") -> None:
    """Print a line to standard error."""
    click.echo(text, err=True)


def ask(question: str) -> str | None:
    """Print a question and return the answer, or None at the end of input.

    Raises:
        UnreadableError: If the answer is not UTF-8.
    """
    click.echo(f"{question} ", nl=False, err=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is not UTF-8 text; write the answers in UTF-8"
        raise UnreadableError("not-utf-8", found, Where("standard input")) from error
    if not sys.stdin.isatty():
        say(line.rstrip("\n"))
    return line.strip() if line else None


def _wrapped(text: str) -> str:
    """Break a text into indented lines that fit the terminal."""
    return fill(
        text,
        max(40, min(100, shutil.get_terminal_size().columns)),
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
    )


class Conversation:
    """The dialogue about the unconfirmed values of one extract."""

    def __init__(self, under: Review, document: Document | None) -> None:
        self.under, self.document = under, document
        self.queue: list[tuple[str, str]] = []
        self.at = 0

    def walk(self, queue: list[tuple[str, str]]) -> None:
        """Review the values with these keys until the user quits or the input ends."""
        self.queue = queue
        if queue:
            say(
                f"{quantity(len(queue), 'value')} to review. Answer with a letter or a"
                " word, then Enter; ? lists them."
            )
        try:
            while self.at < len(queue) and self._one():
                pass
        except KeyboardInterrupt:
            say()
            say("Stopped; every decision is in the file.")
            raise

    def _one(self) -> bool:
        """Show one value and carry out the decision.

        Return False if the user quits or the input ends.
        """
        if self.under.reload():
            say(
                "The file was changed elsewhere and has been read again; earlier"
                " decisions cannot be undone now."
            )
        item = self.under.find(self.queue[self.at])
        if item is None:
            self.at += 1
            return True
        self._show(item)
        return self._decide(item)

    # Showing

    def _show(self, item: Item) -> None:
        """Print a value with its fields, its confidence and its evidence."""
        from inspectgraph.review.passages import passage

        sure = f", confidence {item.confidence}, rule {item.rule}" if item.rule else ""
        say()
        say(f"{self.at + 1} of {len(self.queue)}: {_title(item)}{sure}")
        for name, value in item.fields.items():
            if name not in {"id", "at"}:
                say(f"  {name}: {_shown(value)}")
        for anchor in item.anchors:
            found = passage(self.document, anchor)
            page = f", page {found.page}" if found.page else ""
            remark = f": {found.remark}" if found.remark else ""
            say(f"  passage {found.unit}{page}{remark}")
            for text in filter(None, (found.lead_in, found.text)):
                say(_wrapped(text))

    # Deciding

    def _decide(self, item: Item) -> bool:
        """Ask until there is a decision and carry it out.

        Return False if the user quits or the input ends.
        """
        while (
            answer := ask("accept, correct, reject, skip, undo, note, quit, help?")
        ) is not None:
            key = _WORDS.get(answer.casefold(), "")
            if key == "q":
                break
            if answer and not key:
                say(f"'{answer}' is not an answer. {_HELP}")
                continue
            if key in {"", "?"}:
                say(_HELP)
                continue
            try:
                if self._carry_out(key, item):
                    return True
            except ExtractError as error:
                _say_faults(error)
        say("Stopped; every decision is in the file.")
        return False

    def _carry_out(self, key: str, item: Item) -> bool:
        """Carry out a decision, such as `a` for accept; return whether it was done."""
        if key == "u":
            return self._undo()
        if key == "n":
            return self._word(item)
        if key == "c":
            return self._correct(item)
        decisions = {
            "a": self.under.accept,
            "r": self.under.reject,
            "s": self.under.skip,
        }
        decisions[key](item)
        self.at += 1
        return True

    def _undo(self) -> bool:
        """Undo the last decision and return to its value.

        Return False if there is no decision to undo.
        """
        key = self.under.undo()
        if key is None:
            say("There is nothing to undo.")
            return False
        self.at = self.queue.index(key)
        say("Taken back.")
        return True

    def _word(self, item: Item) -> bool:
        """Ask for new notes of a statement and its parts; return whether any is new."""
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import as_list

        is_statement = item.group not in {"drafted", "questions"}
        if not is_statement or "note" not in fields_of(item.record):
            say("This value has no note.")
            return False
        line = ask("note (an empty line leaves it):") or ""
        worded = bool(line) and self._try(item, "note", line)
        for part in range(len(as_list(item.fields.get("parts")))):
            if self._word_part(item, part):
                worded = True
        return worded

    def _word_part(self, item: Item, part: int) -> bool:
        """Ask for the note of one part of a statement; return whether it changed."""
        line = ask(f"note of part {part + 1} (an empty line leaves it):")
        if not line:
            return False
        try:
            self.under.word_part(item, part, line)
        except ExtractError as error:
            _say_faults(error)
            return False
        say(f"The note of part {part + 1} is changed.")
        return True

    def _correct(self, item: Item) -> bool:
        """Ask for a field and its new value; return whether the field was changed."""
        from inspectgraph.review.typed import example, fields_of

        name = item.name if item.group == "drafted" else self._field(item)
        if not name:
            return False
        line = ask(
            f"{name} ({example(fields_of(item.record)[name])}; - for none; an empty"
            " line leaves it):"
        )
        return bool(line) and self._try(item, name, line or "")

    def _field(self, item: Item) -> str:
        """Ask for the name of the field to correct; return an empty text for none."""
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import HEAD

        names = [*HEAD]
        if item.group != "questions":
            names = [name for name in fields_of(item.record) if name not in _FIXED]
        line = ask(f"which field ({', '.join(names)})?") or ""
        if not line:
            return ""
        field = _field_called(line, names)
        if not field:
            say(f"There is no field '{line}' here.")
        return field

    def _try(self, item: Item, name: str, line: str) -> bool:
        """Set a field to the value typed in a line; return whether it changed.

        For an unknown name, offer the most similar name.
        """
        from inspectgraph.review.typed import TypedError

        try:
            self.under.correct(item, name, self._value(item, name, line))
        except TypedError as error:
            say(f"Not done: {error}")
            return False
        except ExtractError as error:
            return self._nearest(item, name, line, error)
        confirm = "; answer accept to confirm it" if item.rule else ""
        say(f"The value of '{name}' is changed{confirm}.")
        return True

    def _value(self, item: Item, name: str, line: str) -> Any:
        """Convert a typed line to the value of a field.

        A line `-` gives None, which removes the field.
        """
        from inspectgraph.review.typed import typed

        if line == "-":
            return None
        if name == "at":
            return self._anchor(item, line)
        return typed(item.record, name, line)

    def _nearest(self, item: Item, name: str, line: str, error: ExtractError) -> bool:
        """Print why a value is refused, and offer the most similar name.

        Return whether the user accepted and the field was changed.
        """
        _say_faults(error)
        near, found = error.problems[0].nearest, error.problems[0].found
        if not near:
            return False
        for part in map(str.strip, line.strip("[]").split(",")):
            if f"'{part}'" not in found:
                continue
            answer = ask(f"take '{near}' instead of '{part}' (y or n)?") or "n"
            if answer.casefold() not in {"y", "yes"}:
                return False
            return self._try(item, name, line.replace(part, near, 1))
        return False

    def _anchor(self, item: Item, line: str) -> Any:
        """Make an anchor from words pasted by the user.

        The dialogue asks for the unit; the default is the unit of the first anchor. A
        line that begins with a bracket is read as an anchor in YAML.
        """
        from inspectgraph.model.anchor import seal
        from inspectgraph.review.typed import TypedError, typed

        if line[:1] in {"{", "["}:
            return typed(item.record, "at", line)
        if self.document is None:
            raise TypedError(
                "an anchor can be made from words only with the report; give its folder"
                " with --reports"
            )
        first = str(item.anchors[0].get("unit"))
        name = ask(f"in which unit (an empty line means {first})?") or first
        unit = self.document.by_id.get(name)
        if unit is None:
            raise TypedError(f"the report has no unit '{name}'")
        try:
            found = seal(line, unit.text)
        except InspectGraphError as error:
            raise TypedError(error.message) from error
        return {"unit": name, **found.fields}


def _field_called(line: str, names: list[str]) -> str:
    """Return the field whose name is typed in full, abbreviated or misspelt.

    The result is empty if no field or more than one field matches.
    """
    if line in names:
        return line
    begun = [name for name in names if name.startswith(line)]
    if not begun:
        return nearest(line, names)
    if len(begun) > 1:
        return ""
    return begun[0]


def _say_faults(error: ExtractError) -> None:
    """Print each reason why a decision was not carried out."""
    for problem in error.problems:
        say(f"Not done: {problem.sentence}")


def _title(item: Item) -> str:
    """Return the heading of a value, such as `finding f12` or `title of the report`."""
    if item.group == "questions":
        return "question"
    if item.group != "drafted":
        return f"{_KINDS[item.group]} {item.name}"
    left_open = "" if item.rule else ", which the draft left open"
    return f"{item.name} of the report{left_open}"


def _shown(value: Any) -> str:
    """Return a value as readable text; an empty value is `none`."""
    if isinstance(value, dict):
        return _shown_mapping(value)
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    if value in (None, ""):
        return "none"
    return str(value)


def _shown_mapping(value: dict[str, Any]) -> str:
    """Return up to 12 keys of a mapping with their values, and count the other keys."""
    pairs = [f"{key}: {_shown(item)}" for key, item in value.items()]
    shown = ", ".join(pairs[:_MOST])
    if len(pairs) <= _MOST:
        return shown
    return f"{shown} and {len(pairs) - _MOST} more"
