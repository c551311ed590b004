"""The history of a review: carry out, log, undo and repeat the decisions of a curator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from inspectgraph.model.errors import ExtractError
from inspectgraph.model.quantities import quantity
from inspectgraph.review.decisions import seen, stamped
from inspectgraph.review.draft_text import Change, DraftText
from inspectgraph.review.log import Decision, Log, Logged, digest, in_force, read_log

__all__ = ["Done", "History"]


@dataclass(frozen=True, slots=True)
class Done:
    """A decision that can be undone, and the texts that the decision replaced."""

    decision: Decision
    changes: tuple[Change, ...]


class History:
    """The decisions of one review.

    Each decision is written to the log before the next decision is made.

    Args:
        path: The extract file.
        file: The name of the file for use in messages.
    """

    def __init__(self, path: Path, file: str) -> None:
        self.path, self.file = path, file
        self.log = Log.of(path)
        self.done: list[Done] = []
        self.batch = 0

    # Decisions

    def decide(self, draft: DraftText, decisions: Sequence[Decision]) -> None:
        """Carry out several decisions as one step that can be undone, and append them to the log.

        If one decision fails, the text and the log stay unchanged.

        Raises:
            UsageError: If the log cannot be written, or another process uses it.
        """
        if not decisions:
            return
        self.batch += 1
        done: list[Done] = []
        try:
            for one in decisions:
                line = stamped(msgspec.structs.replace(one, batch=self.batch))
                done.append(Done(line, draft.apply(line)))
            lines = [one.decision for one in done]
            if not self.log.is_open:
                self.log.open()
                lines = [self._begin(draft), *lines]
            self.log.append(lines)
        except BaseException:
            for last in reversed(done):
                draft.restore(last.changes)
            raise
        self.done += done

    def undo(self, draft: DraftText) -> tuple[str, str] | None:
        """Reverse the last decision, and return the key of the value that it changed.

        Values that were accepted together become unconfirmed together. The key of the
        first of these values is returned. Return None if there is no decision to
        reverse.
        """
        if not self.done:
            return None
        self.log.append([stamped(Decision(decision="undo"))])
        batch = self.done[-1].decision.batch
        key = ("", "")
        while self.done and self.done[-1].decision.batch == batch:
            last = self.done.pop()
            draft.restore(last.changes)
            key = last.decision.key
        return key

    def announce_writing(self, new: bytes) -> None:
        """Append the digest of the new extract to the log.

        This happens just before the extract is written. If the log still exists after a
        crash, the digest shows whether the extract already contains the decisions in
        the log.
        """
        if self.log.is_open:
            self.log.append([Decision(decision="write", seen=digest(new))])

    def close(self) -> None:
        """Remove the log, because its decisions are now in the extract and cannot be undone."""
        self.log.remove()
        self.done.clear()

    # The log of an earlier review

    def resume(self, draft: DraftText) -> list[str]:
        """Continue from the log of an interrupted review, and return messages for the curator.

        Raises:
            UnreadableError: If the log cannot be read.
            UsageError: If another process uses the log.
        """
        logged = read_log(self.log.path)
        self.log.open(logged.length)
        messages: list[str] = []
        if logged.cut_off:
            messages.append(
                f"The last line of {self.log.path.name} is cut off: that decision is"
                " lost, the ones before it are kept."
            )
        decisions = in_force(logged.decisions)
        if logged.written == digest(draft.raw) or not decisions:
            self.log.remove()
            return messages
        self.batch = max(one.batch for one in logged.decisions)
        return messages + self._continue(draft, logged, decisions)

    def _continue(
        self, draft: DraftText, logged: Logged, decisions: list[Decision]
    ) -> list[str]:
        """Apply the decisions of an interrupted review to the extract again.

        If the extract was edited after that review, only decisions about unchanged
        values are applied. Return messages for the curator.
        """
        count = quantity(len({one.batch for one in decisions}), "decision")
        if logged.begin != digest(draft.raw):
            message = (
                f"{self.file} was edited after an unfinished review with {count}."
                " Only the decisions about unchanged values are restored."
            )
            return [message, *self.repeat_on_changed(draft, decisions)]
        for one in decisions:
            self.done.append(Done(one, draft.apply(one)))
        return [f"Restored from an unfinished review: {count}."]

    def repeat_on_changed(
        self, draft: DraftText, decisions: Sequence[Decision]
    ) -> list[str]:
        """Apply decisions again to an extract whose text has changed.

        A decision is dropped if its value has changed. Return a message for each
        dropped decision.
        """
        messages: list[str] = []
        for one in decisions:
            try:
                _check_seen(draft, one)
                self.done.append(Done(one, draft.apply(one)))
            except (ExtractError, LookupError):
                messages.append(_not_kept(one))
        kept = [one.decision for one in self.done]
        if kept:
            self.log.rewrite([self._begin(draft), *kept])
        else:
            self.log.remove()
        return messages

    def _begin(self, draft: DraftText) -> Decision:
        """Return the first line of a log, which holds the digest of the extract."""
        return stamped(
            Decision(decision="begin", name=self.path.stem, seen=digest(draft.raw))
        )


def _check_seen(draft: DraftText, decision: Decision) -> None:
    """Raise `LookupError` if a value has changed since the curator saw it."""
    if decision.decision in {"add", "nothing"}:
        return
    item = draft.find(decision.key)
    if item is None or seen(item) != decision.seen:
        raise LookupError(decision.name)


def _not_kept(decision: Decision) -> str:
    """Return the message for a dropped decision.

    A decision is dropped if the value has changed since the decision.
    """
    what = " ".join(filter(None, (decision.decision, decision.name, decision.field)))
    value = "" if decision.value is None else f" ({decision.value})"
    return f"Decision discarded, because the value has changed: {what}{value}"
