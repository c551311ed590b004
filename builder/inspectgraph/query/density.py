"""Measure how closely reports were curated: the number of statements for each 100 sentences.

The numbers of findings in two reports are comparable only if both reports were curated
about equally closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.quantities import listed
from inspectgraph.rdf.lookup import holds, subjects
from inspectgraph.rdf.namespaces import INSP

__all__ = [
    "MOST_DIFFERENCE",
    "Density",
    "closeness",
    "differ",
    "differences",
    "read_density",
]

#: The largest difference at which counts compare, as a share of the lowest density.
MOST_DIFFERENCE: Final = 0.15
#: The largest number of reports that a sentence names.
_MOST_NAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Density:
    """The number of statements and the number of sentences in a report.

    These two numbers give the density of statements in the report.

    Attributes:
        label: The name of the report for use in a sentence, such as `Halton 2008`.
        statements: The number of statements of all kinds that have evidence in
            passages.
        sentences: The number of sentences, at least 1. Sentences that a curator marked
            as heading, method, address or boilerplate are left out.
    """

    label: str
    statements: int
    sentences: int

    @property
    def per_hundred(self) -> float:
        """The number of statements for each 100 sentences."""
        return 100 * self.statements / self.sentences


def read_density(store: Store, report: NamedNode, label: str) -> Density | None:
    """Return the density of statements in a report.

    The result is None if the sentences of the report were not counted.

    Args:
        store: The graph.
        report: The report.
        label: The name of the report for use in a sentence, such as `Halton 2008`.
    """
    for quad in store.quads_for_pattern(report, INSP.contentSentenceCount, None, None):
        if isinstance(quad.object, Literal) and int(quad.object.value):
            stated = subjects(store, INSP.statedIn, report)
            resting = [one for one in stated if holds(store, one, INSP.evidence, None)]
            return Density(label, len(resting), int(quad.object.value))
    return None


def differ(densities: Sequence[Density]) -> bool:
    """Return whether the densities of reports differ too much from each other.

    If they do, the numbers of statements in these reports are not comparable.

    >>> differ([Density("a", 100, 100), Density("b", 115, 100)])
    False
    >>> differ([Density("a", 100, 100), Density("b", 116, 100)])
    True
    """
    found = [one.per_hundred for one in densities]
    return bool(found) and max(found) - min(found) > MOST_DIFFERENCE * min(found)


def differences(
    store: Store, reports: Iterable[tuple[NamedNode, str]]
) -> tuple[str, ...]:
    """Return a warning if the densities of reports differ too much from each other.

    The result is a tuple with one text, or an empty tuple if there is no warning.

    Args:
        store: The graph.
        reports: For each report, the IRI and the name for use in a sentence.
    """
    found = (read_density(store, report, label) for report, label in reports)
    known = [density for density in found if density]
    return (closeness(known),) if differ(known) else ()


def closeness(densities: Sequence[Density], most: int = _MOST_NAMES) -> str:
    """Return a note on the density of statements in each report.

    The note is "" if there are no reports.

    Args:
        densities: The density of each report.
        most: The largest number of reports to name. If there are more reports, the note
            names only the reports with the lowest and the highest density.

    >>> closeness([Density("Halton 2008", 107, 100), Density("Sefton 2007", 47, 50)])
    'Statements for each 100 sentences with content: 107 in Halton 2008 and 94 in Sefton 2007. \
The reports were curated about equally closely.'
    """
    if not densities:
        return ""
    shown, name = densities, "Statements for each 100 sentences with content"
    if len(densities) > most:
        ordered = sorted(densities, key=lambda one: (one.per_hundred, one.label))
        shown, name = (ordered[0], ordered[-1]), f"{name}, lowest and highest"
    numbers = f"{name}: {listed(_named(shown))}."
    if len(densities) == 1:
        return numbers
    if differ(densities):
        return (
            f"{numbers} They differ by more than {MOST_DIFFERENCE:.0%}, so do not compare"
            " the counts of these reports directly."
        )
    return f"{numbers} The reports were curated about equally closely."


def _named(densities: Iterable[Density]) -> list[str]:
    """Return a text such as `94 in Sefton 2007` for each report.

    The number in the text is the number of statements for each 100 sentences.
    """
    return [f"{one.per_hundred:.0f} in {one.label}" for one in densities]
