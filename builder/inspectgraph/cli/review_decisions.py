"""The decisions of `inspectgraph review`: the questions and the effect of each key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from inspectgraph.cli.review_answers import Answers, NotAnsweredError
from inspectgraph.cli.review_keys import say
from inspectgraph.cli.review_screen import kind_word, show_faults
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.review import Review
    from inspectgraph.review.log import NoteOrigin
    from inspectgraph.review.note_words import NoteWords
    from inspectgraph.review.paragraphs import Paragraph
    from inspectgraph.review.proposals import Proposals
    from inspectgraph.review.unconfirmed import Item

__all__ = ["NOTHING_LEFT", "Decisions"]

NOTHING_LEFT = (
    "No value of this paragraph is left to decide. Press n to go to the next paragraph."
)
_POLARITIES = {"s": "strength", "w": "weakness", "m": "mixed", "n": "neutral"}
_FINDING_KINDS = {"a": "arrangement", "p": "practice", "r": "reach", "t": "result"}
_OWN_WORDS = "note in your own words (Tab completes a word):"


class Decisions:
    """Carries out the curator's decisions about the values of one extract.

    Args:
        under: The extract under review.
        answers: The object that asks the curator questions and returns the answers.
        proposals: The proposed notes.
        words: The words offered to complete a note while the curator types it.
    """

    def __init__(
        self, under: Review, answers: Answers, proposals: Proposals, words: NoteWords
    ) -> None:
        self.under, self.answers = under, answers
        self.proposals, self.words = proposals, words

    # Accepting

    def accept(self, item: Item) -> None:
        """Accept a value with the proposed note.

        The curator is asked for each note that the value still needs.
        """
        from inspectgraph.review.notes import needs_note

        note = self.proposals.note(item)
        if note:
            self._accept(item, note, note)
        elif needs_note(item):
            self._accept(item, self._note(_OWN_WORDS, item), "")
        else:
            self._accept(item, "", "")

    def extend(self, item: Item) -> None:
        """Let the curator extend the proposed note, and accept the value with the new note."""
        from inspectgraph.review.notes import needs_note

        proposed = self.proposals.detailed(item) if needs_note(item) else ""
        if not proposed:
            raise NotAnsweredError(
                "This value has no proposed note to extend. Press w to write a note."
            )
        begun = proposed.removesuffix(".")
        note = self._note("note (extend it, Enter accepts):", item, begun)
        if not self.answers.keys.is_terminal:  # the line of a pipe is what is added
            note = begun + (note if note[0] in ",.;:" else f" {note}")
        self._accept(item, note if note[-1] in ".!?" else f"{note}.", proposed)

    def _accept(self, item: Item, note: str, proposed: str) -> None:
        """Accept a value with a note.

        If the note has a fault, the curator is asked to change the note.
        """
        item = self._with_parts_worded(item)
        while True:
            try:
                self.under.accept(item, note, _origin(note, proposed))
                break
            except ExtractError as error:
                if not note:
                    raise
                show_faults(error.problems)
                again = "note (change it; Enter on an empty line leaves the value undecided):"
                note = self._note(again, item, note)
        if note and note != proposed:
            self.words.learn(note)

    def _with_parts_worded(self, item: Item) -> Item:
        """Ask for the missing notes of the parts of a recommendation; return the changed value."""
        from inspectgraph.load.wording import is_placeholder
        from inspectgraph.review.unconfirmed import as_list, as_mapping

        for n, part in enumerate(as_list(item.fields.get("parts"))):
            if is_placeholder(str(as_mapping(part).get("note", ""))):
                note = self._note(f"note of part {n + 1}:", item)
                self.under.word_part(item, n, note)
                item = self.under.find(item.key) or item
        return item

    def accept_all(self, paragraph: Paragraph) -> None:
        """Accept all values of a paragraph that have no faults.

        The other values are not accepted, and their faults are printed.
        """
        if not paragraph.items:
            raise NotAnsweredError(NOTHING_LEFT)
        good, bad = self.under.accept_all(
            paragraph.items, "paragraph", self.proposals.note
        )
        say(f"{quantity(len(good), 'value')} accepted.")
        for item, problems in bad:
            say(f"Not accepted: {kind_word(item)} {item.name}: {problems[0].sentence}")

    # Changing

    def edit(self, item: Item) -> None:
        """Let the curator change one field of a value.

        The curator is asked for the field, and then for the new content of the field.
        """
        from inspectgraph.review.labels import kind_of_name

        name, line = self.answers.field(item)
        value = self.answers.value(item, name, line)
        note = str(value or "") if name == "note" else ""
        origin = _origin(note, "")
        try:
            self.under.correct(item, name, value, origin)
        except ExtractError as error:
            near = error.problems[0].nearest
            show_faults(error.problems)
            if kind_of_name(item.record, name) or not near:
                return
            if self.answers.yes(f"take '{near}'"):
                self.under.correct(item, name, self.answers.value(item, name, near))

    def write(self, item: Item) -> None:
        """Ask for a new note for a value.

        If the value is a recommendation, also ask for a new note for each of its parts.
        """
        from inspectgraph.review.typed import fields_of
        from inspectgraph.review.unconfirmed import as_list

        is_statement = item.group not in {"drafted", "questions"}
        if not is_statement or "note" not in fields_of(item.record):
            raise NotAnsweredError(
                f"A value of this kind ({kind_word(item)}) has no field 'note'. Press e to"
                " edit another field."
            )
        proposed = self.proposals.note(item)
        kept = "keeps the proposed one" if proposed else "leaves it as it is"
        question = f"note (Tab completes a word; Enter {kept}):"
        if line := self.answers.keys.line(question, complete=self._completions(item)):
            self.under.correct(item, "note", line, "written")
            self.words.learn(line)
        for part in range(len(as_list(item.fields.get("parts")))):
            question = f"note of part {part + 1} (Enter leaves it as it is):"
            line = self.answers.keys.line(question, complete=self._completions(item))
            if line:
                now = self.under.find(item.key) or item
                self.under.word_part(now, part, line)

    # Adding

    def add(self, unit: str) -> None:
        """Ask for the fields of a new finding on a unit, and add the finding."""
        from inspectgraph.review.session import anchor_of
        from inspectgraph.review.unconfirmed import Item

        keys = self.answers.keys
        words = self.answers.sentence(unit)
        polarity = keys.key("s strength, w weakness, m mixed, n neutral:")
        if polarity not in _POLARITIES:
            raise NotAnsweredError(
                "No finding was added: press s, w, m or n to give its polarity."
            )
        kind = keys.key(
            "kind of finding (a arrangement, p practice, r reach, t result; another key:"
            " no kind):"
        )
        themes = self.answers.names(
            "a part of the name, or Enter to end; theme", "theme"
        )
        fields: dict[str, Any] = {"polarity": _POLARITIES[polarity], "themes": themes}
        if kind in _FINDING_KINDS:
            fields["kind"] = _FINDING_KINDS[kind]
        fields["at"] = anchor_of(words, unit, self.answers.document_at_hand())
        item = Item("findings", "", (), fields)
        if proposed := self.proposals.of_fields(item):
            say(f"proposed note: {proposed}")
            question = "note (Tab completes a word; Enter takes the proposed one):"
            complete = self._completions(item)
            note = keys.line(question, complete=complete) or proposed
        else:
            note = self._note(_OWN_WORDS, item)
        name = self.under.add_finding(_with_note(fields, note), _origin(note, proposed))
        say(f"Finding {name} is added.")

    def nothing(self, unit: str) -> None:
        """Ask why a unit supports no statement, and record the reason."""
        if not unit:
            raise NotAnsweredError(
                "Only a paragraph of the report can be left without a statement. Press n"
                " to go to the first paragraph."
            )
        choices = self.answers.labels.choices("nothing-reason", "")
        say("Why does this paragraph have no statement?")
        for n, (slug, label) in enumerate(choices, 1):
            say(f"  {n} {label}" + (f" ({slug})" if slug != label else ""))
        key = self.answers.keys.key("number of the reason (another key goes back):")
        if not key.isdigit() or not 0 < int(key) <= len(choices):
            raise NotAnsweredError
        count = self.under.nothing(unit, choices[int(key) - 1][0])
        say(f"The reason is recorded; {quantity(count, 'value')} rejected.")

    # Notes

    def _note(self, question: str, item: Item, begun: str = "") -> str:
        """Ask for a note; while the curator types, propose words from the passage of the value."""
        return self.answers.line(question, begun, self._completions(item))

    def _completions(self, item: Item) -> Callable[[str], list[str]]:
        """Return a function that completes the last word of a line."""
        passage = self.proposals.passage(item)
        return lambda line: self.words.completions(line, passage)


def _with_note(fields: dict[str, Any], note: str) -> dict[str, Any]:
    """Return a copy of a finding's fields, with the note added.

    The note comes directly before the anchors.
    """
    return {key: one for key, one in fields.items() if key != "at"} | {
        "note": note,
        "at": fields["at"],
    }


def _origin(note: str, proposed: str) -> NoteOrigin:
    """Return the origin of a note: "proposed", "edited", "written" or "".

    Args:
        note: The note; empty if no note is given.
        proposed: The proposed note that the curator saw, or an empty text.
    """
    if not note:
        return ""
    if note == proposed:
        return "proposed"
    return "edited" if proposed else "written"
