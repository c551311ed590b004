"""Anchors and ids of drafted statements."""

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
    """Seals text spans of one report as anchors."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts: dict[str, UnitText] = {}

    def of(self, spans: Iterable[TextSpan]) -> Any:
        """Return the anchor of one span, or the list of anchors of several."""
        anchors = [self._anchor(span) for span in spans]
        if len(anchors) == 1:
            return anchors[0]
        return anchors

    def _anchor(self, span: TextSpan) -> dict[str, Any]:
        """Return the keys of an anchor."""
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
        """Seal the words of a span, or its whole unit where the words cannot be sealed."""
        unit = self._text(span.unit)
        if span.words:
            try:
                return seal(span.words, unit)
            except AnchorError:
                pass
        figures = figures_digest(figure.form for figure in unit.figures)
        return Found(len(unit.squeezed), 0, digest(unit.squeezed), figures)

    def _text(self, unit: str) -> UnitText:
        """Return the text of a unit as anchors see it, prepared once."""
        if unit not in self._texts:
            self._texts[unit] = UnitText.of(self._document.by_id[unit].text)
        return self._texts[unit]


class Ids:
    """Mints the ids of a draft's statements: the unit and four characters."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def mint(self, kind: str, span: TextSpan, more: str) -> str:
        """Return an unused id; the same arguments give the same sequence of ids."""
        base = re.sub(r"[^a-z0-9]+", "-", span.unit).strip("-")
        texts = (f"{kind} {span.unit} {more} {count}" for count in itertools.count())
        identities = (f"{base}-{_tail(text)}" for text in texts)
        identity = next(one for one in identities if one not in self._used)
        self._used.add(identity)
        return identity


def _tail(words: str) -> str:
    """Return four characters that are a hash of some words."""
    seed = int.from_bytes(sha256(words.encode()).digest()[:4])
    return "".join(_ALPHABET[seed // 36**n % 36] for n in range(4))
