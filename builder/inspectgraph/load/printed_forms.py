"""Check that the printed values and ages of a statement occur in its anchored words.

An anchor identifies some words of the report. These are the anchored words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load import Loaded
from inspectgraph.model.errors import Problem
from inspectgraph.model.extract import Finding, Measurement
from inspectgraph.model.figures import forms
from inspectgraph.model.unit_text import UnitText

__all__ = ["holds_printed", "printed_problems"]

_EXPECTED = (
    "the value or the ages as printed in the anchored words; correct 'printed', or anchor"
    " the words that contain them"
)


def printed_problems(loaded: Loaded, words: Mapping[KeyPath, str]) -> Iterator[Problem]:
    """Yield a problem for each printed value or age that is missing from the anchored words.

    An anchor is an orphan if its words were not found in the report. A statement that
    has an orphan is skipped.

    Args:
        loaded: An extract.
        words: The words of each anchor, keyed by the path of the anchor in the extract.
            The words of an orphan are "".
    """
    for path, statement in _with_printed_forms(loaded):
        anchored = [words.get((*path, "at", k), "") for k in range(len(statement.at))]
        if not all(anchored):
            continue
        texts = list(map(UnitText.of, anchored))
        for place, printed in _printed_forms(statement, path):
            if not any(holds_printed(text, printed) for text in texts):
                found = _not_printed(printed, texts)
                where = loaded.where(place)
                yield Problem(where, "printed-not-in-words", found, _EXPECTED)


def _with_printed_forms(
    loaded: Loaded,
) -> Iterator[tuple[KeyPath, Finding | Measurement]]:
    """Yield all measurements, and then all findings that have printed ages.

    Each result is the path of the record and the record.
    """
    for n, measurement in enumerate(loaded.extract.measurements):
        yield ("measurements", n), measurement
    for n, finding in enumerate(loaded.extract.findings):
        if finding.ages:
            yield ("findings", n), finding


def _not_printed(printed: str, texts: list[UnitText]) -> str:
    """Return the message for a printed value that is missing from the anchored words.

    The message lists the numbers that occur in these words.
    """
    figures: list[str] = []
    for text in texts:
        figures += [f"'{figure.form}'" for figure in text.figures]
    found = f"'{printed}' is not in the anchored words of the statement"
    if figures:
        return f"{found}; the figures of these words are {', '.join(figures)}"
    return f"{found}; these words have no figure"


def holds_printed(text: UnitText, printed: str) -> bool:
    """Return whether a text contains a printed value.

    The words of the value must be whole words in the text, and the numbers must be
    equal.

    >>> text = UnitText.of("a rise from 12% to 3.5%")
    >>> [holds_printed(text, printed) for printed in ("3.5%", "3.5 %", "35%", "2%", "12%", "rise")]
    [True, True, False, False, True, True]
    """
    form = UnitText.of(printed)
    figures, length = forms(form.figures), len(form.squeezed)
    if not length:
        return False
    start = text.squeezed.find(form.squeezed)
    while start >= 0:
        is_whole = text.is_whole(start, length)
        if is_whole and text.figures_at(start, length) == figures:
            return True
        start = text.squeezed.find(form.squeezed, start + 1)
    return False


def _printed_forms(
    statement: Finding | Measurement, path: KeyPath
) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of each printed value or age, including values of comparators."""
    for n, ages in enumerate(statement.ages):
        yield (*path, "ages", n, "printed"), ages.printed
    if isinstance(statement, Measurement):
        yield (*path, "printed"), statement.printed
        for n, comparator in enumerate(statement.comparators):
            yield (*path, "comparators", n, "printed"), comparator.printed
