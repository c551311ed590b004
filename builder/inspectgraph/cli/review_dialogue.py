"""The conversation of `inspectgraph review`: shows one value after the other and asks what becomes of it.

Plain lines on standard error and answers from standard input, a line each: so it works
in any terminal, with a screen reader, and from a script.
"""

from __future__ import annotations

import shutil
import sys
from difflib import get_close_matches
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

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review import Review
    from inspectgraph.review.unconfirmed import Item

__all__ = ["Conversation", "ask", "say"]

_HELP = """\
a  accept   take the mark off: the value is confirmed
c  correct  give a field another value; it is checked at once
r  reject   remove the value
s  skip     leave it for later
u  undo     take the last decision back, and the one before it, …
n  note     word the note anew, and those of its parts
q  quit     stop; what was decided is in the file, and the next time goes on from there
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


def say(text: str = "") -> None:
    """Talk goes to standard error; nothing is ever printed over."""
    click.echo(text, err=True)


def ask(question: str) -> str | None:
    """Ask for a line; return None at the end of input."""
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
    """Return a text in lines that fit the terminal."""
    return fill(
        text,
        max(40, min(100, shutil.get_terminal_size().columns)),
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
    )


class Conversation:
    """The conversation about the unconfirmed values of one extract."""

    def __init__(self, under: Review, document: Document | None) -> None:
        self.under, self.document = under, document
        self.queue: list[tuple[str, str]] = []
        self.at = 0

    def walk(self, queue: list[tuple[str, str]]) -> None:
        """Go through the values that are found by these keys; stop when asked to, and at the end of input."""
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
        """Talk about one value; return whether to go on."""
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
        """Show a value, the words it rests on, and how sure the draft was."""
        from inspectgraph.review.passages import passage

        sure = f", confidence {item.confidence}, rule {item.rule}" if item.rule else ""
        say()
        say(f"{self.at + 1} of {len(self.queue)}: {_title(item)}{sure}")
        for name, value in item.fields.items():
            if name not in {"id", "at"}:
                say(f"  {name}: {_shown(value)}")
        for anchor in item.anchors:
            found = passage(self.document, anchor)
            place = f", page {found.page}" if found.page else ""
            say(
                "  passage"
                f" {found.unit}{place}{f': {found.remark}' if found.remark else ''}"
            )
            for text in filter(None, (found.lead_in, found.text)):
                say(_wrapped(text))

    # Deciding

    def _decide(self, item: Item) -> bool:
        """Ask until there is a decision and carry it out; return whether to go on."""
        while (
            answer := ask("accept, correct, reject, skip, undo, note, quit, help?")
        ) is not None:
            key = _WORDS.get(answer.casefold())
            if key == "q":
                break
            if key is None or key == "?":
                say(
                    _HELP
                    if key
                    else f"'{answer}' is no answer. {_HELP}"
                    if answer
                    else _HELP
                )
                continue
            try:
                if self._carry_out(key, item):
                    return True
            except ExtractError as error:
                for problem in error.problems:
                    say(f"Not done: {problem.sentence}")
        say("Stopped; every decision is in the file.")
        return False

    def _carry_out(self, key: str, item: Item) -> bool:
        """Carry out a decision; return whether it was done."""
        if key == "u":
            return self._undo()
        if key == "n":
            return self._word(item)
        if key == "c":
            return self._correct(item)
        {"a": self.under.accept, "r": self.under.reject, "s": self.under.skip}[key](
            item
        )
        self.at += 1
        return True

    def _undo(self) -> bool:
        key = self.under.undo()
        if key is None:
            say("There is nothing to undo.")
            return False
        self.at = self.queue.index(key)
        say("Taken back.")
        return True

    def _word(self, item: Item) -> bool:
        from inspectgraph.review.typed import fields_of

        if item.group in {"drafted", "questions"} or "note" not in fields_of(
            item.record
        ):
            say("This has no note.")
            return False
        line = ask("note (an empty line leaves it):")
        worded = bool(line) and self._try(item, "note", line or "")
        for part in range(len(item.fields.get("parts") or ())):
            worded = self._word_part(item, part) or worded
        return worded

    def _word_part(self, item: Item, part: int) -> bool:
        """Ask for the note of a nested point; return whether it was changed."""
        line = ask(f"note of part {part + 1} (an empty line leaves it):")
        if not line:
            return False
        try:
            self.under.word_part(item, part, line)
        except ExtractError as error:
            for problem in error.problems:
                say(f"Not done: {problem.sentence}")
            return False
        say(f"The note of part {part + 1} is changed.")
        return True

    def _correct(self, item: Item) -> bool:
        """Ask for a field and its new value."""
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
        """Ask which field is to be corrected."""
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import HEAD

        names = [
            name
            for name in fields_of(item.record)
            if name not in {"id", "draft", "replaces"}
        ]
        names = [*HEAD] if item.group == "questions" else names
        line = ask(f"which field ({', '.join(names)})?")
        if not line or line in names:
            return line or ""
        near = [name for name in names if name.startswith(line)] or get_close_matches(
            line, names, 1
        )
        if len(near) == 1:
            return near[0]
        say(f"There is no field '{line}' here.")
        return ""

    def _try(self, item: Item, name: str, line: str) -> bool:
        """Give a field the value that a line means; offer the nearest match where it means none."""
        from inspectgraph.review.typed import TypedError, typed

        try:
            value = (
                None
                if line == "-"
                else (
                    self._anchor(item, line)
                    if name == "at"
                    else typed(item.record, name, line)
                )
            )
            self.under.correct(item, name, value)
        except TypedError as error:
            say(f"Not done: {error}")
            return False
        except ExtractError as error:
            return self._nearest(item, name, line, error)
        say(
            f"The value of '{name}' is"
            f" changed{'; accept confirms it' if item.rule else ''}."
        )
        return True

    def _nearest(self, item: Item, name: str, line: str, error: ExtractError) -> bool:
        """Say why a value will not do; put the nearest match in its place if that is wanted."""
        for problem in error.problems:
            say(f"Not done: {problem.sentence}")
        near = error.problems[0].nearest
        parts = [part.strip() for part in line.strip("[]").split(",")]
        wrong = next(
            (part for part in parts if near and f"'{part}'" in error.problems[0].found),
            "",
        )
        if wrong and (
            ask(f"take '{near}' instead of '{wrong}' (y or n)?") or "n"
        ).casefold() in {"y", "yes"}:
            return self._try(item, name, line.replace(wrong, near, 1))
        return False

    def _anchor(self, item: Item, line: str) -> Any:
        """Return the anchor of words that were pasted, in the unit of the first anchor or in another."""
        from inspectgraph.model.anchor import seal
        from inspectgraph.review.typed import TypedError, typed

        if line[:1] in {"{", "["}:
            return typed(item.record, "at", line)
        if self.document is None:
            raise TypedError(
                "words become an anchor only where the report is at hand; give its"
                " folder with --reports"
            )
        name = ask(f"in which unit ({item.anchors[0].get('unit')} when empty)?") or str(
            item.anchors[0].get("unit")
        )
        unit = self.document.by_id.get(name)
        if unit is None:
            raise TypedError(f"the report has no unit '{name}'")
        try:
            found = seal(line, unit.text)
        except InspectGraphError as error:
            raise TypedError(error.message) from error
        anchor = {
            "unit": name,
            "length": found.length,
            "start": found.start,
            "digest": found.digest,
        }
        return anchor | ({"figures": found.figures} if found.figures else {})


def _title(item: Item) -> str:
    """Return what a value is and how it is called."""
    if item.group == "drafted":
        return (
            f"{item.name} of the report"
            if item.rule
            else f"{item.name} of the report, which the draft left open"
        )
    names = {
        "questions": "question",
        "judgements": "judgement",
        "reported": "reported judgement",
        "findings": "finding",
        "recommendations": "recommendation",
        "measurements": "measurement",
        "events": "event",
    }
    return (
        names[item.group]
        if item.group == "questions"
        else f"{names[item.group]} {item.name}"
    )


def _shown(value: Any) -> str:
    """Return a value for people."""
    if isinstance(value, dict):
        pairs = [f"{key}: {_shown(item)}" for key, item in value.items()]
        return ", ".join(pairs[:12]) + (
            f" and {len(pairs) - 12} more" if len(pairs) > 12 else ""
        )
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    return "none" if value in (None, "") else str(value)
