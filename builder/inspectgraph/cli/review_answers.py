"""Ask a curator for the fields of a value: names, notes and anchors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from inspectgraph.cli.review_keys import Keys, say
from inspectgraph.model.errors import InspectGraphError

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review.labels import Labels
    from inspectgraph.review.unconfirmed import Item

__all__ = ["Answers", "NotAnsweredError"]

#: Fields that a curator cannot edit in a review.
_FIXED = frozenset({"id", "draft", "replaces", "confirmed"})


class NotAnsweredError(Exception):
    """The error raised if a curator does not answer a question.

    The message of the error may state the reason.
    """


class Answers:
    """Questions to the curator about one extract.

    Args:
        keys: The keys that the curator types.
        labels: The names that the extract may use.
        document: The report, or None.
    """

    def __init__(self, keys: Keys, labels: Labels, document: Document | None) -> None:
        self.keys, self.labels, self.document = keys, labels, document

    def line(
        self,
        question: str,
        begun: str = "",
        complete: Callable[[str], list[str]] | None = None,
    ) -> str:
        """Ask the curator for a line of text.

        Args:
            question: The question to print.
            begun: The line to extend or change.
            complete: A function that returns the possible endings of the last word.

        Raises:
            NotAnsweredError: If the line is empty, or the input has ended.
        """
        if answer := self.keys.line(question, begun=begun, complete=complete):
            return answer
        raise NotAnsweredError

    def yes(self, question: str) -> bool:
        """Ask a question, and return whether the curator answers with the key `y`."""
        return self.keys.key(f"{question} (y or n)?").casefold() == "y"

    def name(self, question: str, kind: str) -> str:
        """Ask for a name, such as the name of a theme, and return the slug.

        The curator may type only a part of the name.

        Raises:
            NotAnsweredError: If nothing is typed, or no name matches.
        """
        answer = self.keys.line(question, lambda typed: self._listed(kind, typed))
        if not answer:
            raise NotAnsweredError
        return self._first(kind, answer)

    def names(self, question: str, kind: str) -> list[str]:
        """Ask for names one by one until an empty line; return their slugs.

        Raises:
            NotAnsweredError: If no name is given.
        """
        found: list[str] = []
        while answer := self.keys.line(
            f"{question} {len(found) + 1}:", lambda typed: self._listed(kind, typed)
        ):
            try:
                slug = self._first(kind, answer)
            except NotAnsweredError as error:
                say(str(error))
                continue
            if slug not in found:
                found.append(slug)
        if not found:
            raise NotAnsweredError(f"Nothing was added: at least one {kind} is needed.")
        return found

    def field(self, item: Item) -> tuple[str, str]:
        """Ask which field of a value to edit; return the field and any text after it.

        Raises:
            NotAnsweredError: If nothing is typed, or no single field matches.
        """
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import HEAD

        if item.group == "drafted":
            return item.name, ""
        names = [*HEAD]
        if item.group != "questions":
            names = [name for name in fields_of(item.record) if name not in _FIXED]
        line = self.keys.line(
            "field to edit (its first letters; Tab lists the fields):",
            lambda typed: [name for name in names if name.startswith(typed)],
        )
        if not line:
            raise NotAnsweredError
        typed, _, rest = line.partition(" ")
        return _field_called(typed, names, item), rest.strip()

    def value(self, item: Item, name: str, line: str) -> Any:
        """Return the value of a field, from a typed line or from an answer to a question.

        Args:
            item: The value to edit.
            name: The key of the field.
            line: The text typed already. If it is empty, the curator is asked for the
                value.

        Raises:
            NotAnsweredError: If nothing is typed, or the text is not a value of the field.
        """
        from inspectgraph.review.labels import kind_of_name
        from inspectgraph.review.typed import TypedError, example, fields_of, typed

        kind = kind_of_name(item.record, name)
        hint = "parts of names, separated by commas; + adds a name, - removes a name"
        if not kind:
            hint = example(fields_of(item.record)[name])
        line = line or self._asked(f"{name} ({hint}; - leaves it empty):", kind)
        if line == "-":
            return None
        try:
            if name == "at":
                return self._anchor(item, line)
            if kind and line[:1] not in {"[", "{"}:
                return self._named(item, name, kind, line)
            return typed(item.record, name, line)
        except TypedError as error:
            raise NotAnsweredError(f"Not done: {error}") from error

    def sentence(self, unit: str) -> str:
        """Ask for the sentence that supports a finding; return the words of the sentence.

        Raises:
            NotAnsweredError: If the report or the sentence does not exist.
        """
        from inspectgraph.draft.text.structure import sentences

        document = self.document_at_hand()
        if unit not in document.by_id:
            raise NotAnsweredError(
                "No finding can be added here: a finding rests on a paragraph of the report."
                " Press n to go to the first paragraph."
            )
        text = document.by_id[unit].text
        found = sentences(text)
        if len(found) < 2:
            return text
        key = self.keys.key(
            f"which sentence supports the finding (1 to {min(len(found), 9)}; Enter for all)?"
        )
        if key in {"\r", "\n", " "}:
            return text
        if not key.isdigit() or not 0 < int(key) <= len(found):
            raise NotAnsweredError(
                f"No finding was added: the paragraph has the sentences 1 to {len(found)},"
                f" but the key was '{key}'."
            )
        return found[int(key) - 1]

    def document_at_hand(self) -> Document:
        """Return the report; fail if there is none.

        Raises:
            NotAnsweredError: If no report was given.
        """
        if self.document is None:
            raise NotAnsweredError(
                "No finding can be added without the report, because a finding rests on"
                " words of the report. Press q, and start the review again with --reports FOLDER."
            )
        return self.document

    def _asked(self, question: str, kind: str) -> str:
        """Ask for the value of a field; Tab lists names that match the end of the typed text."""

        def matches(line: str) -> list[str]:
            return self._listed(kind, line.rpartition(",")[2].strip(" +-"))

        answer = self.keys.line(question, matches if kind else None)
        if not answer:
            raise NotAnsweredError
        return answer

    def _named(self, item: Item, name: str, kind: str, line: str) -> Any:
        """Find the names that match typed words, and return their slugs.

        The result is a list if the field can have several values, else a single slug.
        """
        from msgspec import inspect

        from inspectgraph.review.typed import fields_of

        is_list = isinstance(fields_of(item.record)[name], inspect.VarTupleType)
        if not is_list:
            return self._first(kind, line)
        old = list(item.fields.get(name) or [])
        parts = [part.strip() for part in line.split(",") if part.strip()]
        found = old if all(part[0] in "+-" for part in parts) else []
        for part in parts:
            if part[0] == "-":
                gone = self._first(kind, part[1:], found)
                found = [one for one in found if one != gone]
                continue
            slug = self._first(kind, part.lstrip("+"))
            if slug not in found:
                found.append(slug)
        return found

    def _first(self, kind: str, typed: str, among: Sequence[str] = ()) -> str:
        """Print the likeliest name for the typed words, and return its slug.

        Args:
            kind: The kind of name.
            typed: A part of a label.
            among: The slugs to choose from; if empty, all slugs of the kind.
        """
        from inspectgraph.model.name_kinds import CONTEXTUAL, name_kind

        for slug, label in self.labels.choices(kind, typed):
            if among and slug not in among:
                continue
            say(f"  {label} ({slug})" if label != slug else f"  {slug}")
            return slug
        if kind in CONTEXTUAL:
            return typed
        noun = name_kind(kind).noun
        raise NotAnsweredError(
            f"No {noun} has '{typed}' in its name. Type fewer letters; Tab lists the names"
            " that match."
        )

    def _listed(self, kind: str, typed: str) -> list[str]:
        """Return the names that match the typed words, each with its slug."""
        return [f"{label} ({slug})" for slug, label in self.labels.choices(kind, typed)]

    def _anchor(self, item: Item, line: str) -> Any:
        """Make an anchor from words that the curator has pasted.

        The curator is asked for the unit that contains the words. If the curator only
        presses Enter, the function uses the unit of the first anchor of `item`.
        """
        from inspectgraph.review.session import anchor_of
        from inspectgraph.review.typed import typed

        if line[:1] in {"{", "["}:
            return typed(item.record, "at", line)
        if self.document is None:
            raise NotAnsweredError(
                "Not done: the words cannot be looked up without the report. Press q, and"
                " start the review again with --reports FOLDER."
            )
        first = str(item.anchors[0].get("unit"))
        name = (
            self.keys.line(f"unit that contains the words (Enter for {first}):")
            or first
        )
        try:
            return anchor_of(line, name, self.document)
        except KeyError:
            raise NotAnsweredError(
                f"Not done: the report has no unit '{name}'; the line above the paragraph"
                " shows the id of its unit."
            ) from None
        except InspectGraphError as error:
            raise NotAnsweredError(f"Not done: {error.message}") from error


def _field_called(line: str, names: list[str], item: Item) -> str:
    """Return the field whose name begins with the typed letters, or is most similar to them.

    If several names begin with the letters, a field that `item` already has comes
    first.

    Raises:
        NotAnsweredError: If no field matches.
    """
    from inspectgraph.model.suggest import nearest

    if line in names:
        return line
    begun = [name for name in names if name.startswith(line)]
    begun.sort(key=lambda name: name not in item.fields)
    found = begun[0] if begun else nearest(line, names)
    if not found:
        raise NotAnsweredError(
            f"This value has no field '{line}'. Its fields are: {', '.join(names)}."
        )
    return found
