"""Make the anchors and the ids of drafted statements.

An anchor replaces the words of a text span, so that the extract does not quote them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from inspectgraph.draft.model import TextSpan
from inspectgraph.model.anchor import Found, digest, seal
from inspectgraph.model.errors import AnchorError
from inspectgraph.model.figures import figures_digest
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document

__all__ = ["Anchors", "Ids"]

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


class Anchors:
    """Make the anchors for text spans of one report.

    An anchor identifies words of the report, but does not quote them.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts: dict[str, UnitText] = {}

    def of(self, spans: Iterable[TextSpan]) -> Any:
        """Return the anchors of some text spans.

        For a single text span, return one anchor instead of a list.
        """
        anchors = [self._anchor(span) for span in spans]
        if len(anchors) == 1:
            return anchors[0]
        return anchors

    def _anchor(self, span: TextSpan) -> dict[str, Any]:
        """Return the anchor of a text span, as keys and values of an extract."""
        found = self._seal(span)
        anchor = {
            "unit": span.unit,
            "length": found.length,
            "start": found.start,
            "digest": found.digest,
        }
        if found.figures:
            anchor["figures"] = found.figures
        return anchor

    def _seal(self, span: TextSpan) -> Found:
        """Find the words of a text span in their unit.

        Return the position and the digests of the words. If the text span has no words,
        or if no anchor can be made from the words, the whole unit is used instead.
        """
        unit = self._text(span.unit)
        if span.words:
            try:
                return seal(span.words, unit)
            except AnchorError:
                pass
        figures = figures_digest(figure.form for figure in unit.figures)
        return Found(len(unit.squeezed), 0, digest(unit.squeezed), figures)

    def _text(self, unit: str) -> UnitText:
        """Return the text of a unit in the two forms that an anchor needs.

        The result is computed at the first call, and stored for later calls.
        """
        if unit not in self._texts:
            self._texts[unit] = UnitText.of(self._document.by_id[unit].text)
        return self._texts[unit]


class Ids:
    """Make unique ids for the statements of one draft.

    An id consists of the id of the unit and a hash of four letters or digits.
    """

    def __init__(self) -> None:
        self._used: set[str] = set()

    def mint(self, kind: str, span: TextSpan, more: str) -> str:
        """Return an id that no other statement of the draft has.

        The same calls in the same order always give the same ids.

        Args:
            kind: The kind of statement.
            span: The text span that the statement cites.
            more: Words that distinguish the statement from other statements in the same
                unit.
        """
        base = re.sub(r"[^a-z0-9]+", "-", span.unit).strip("-")
        texts = (f"{kind} {span.unit} {more} {count}" for count in itertools.count())
        identities = (f"{base}-{_tail(text)}" for text in texts)
        identity = next(one for one in identities if one not in self._used)
        self._used.add(identity)
        return identity


def _tail(words: str) -> str:
    """Return a hash of some words, as four letters or digits."""
    seed = int.from_bytes(sha256(words.encode()).digest()[:4])
    return "".join(_ALPHABET[seed // 36**n % 36] for n in range(4))
