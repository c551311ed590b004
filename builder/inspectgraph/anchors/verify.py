"""Look up every anchor of the extracts in the reports, and list the orphans.

What is found on one machine goes into `graph/verification`, never into what is
published: a build gives the same bytes with and without the reports at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.load import Loaded, Project
from inspectgraph.model.anchor import AnchorState, LookUp, look_up, words_at
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.extract import STATEMENT_LISTS, Anchor
from inspectgraph.model.unit_text import UnitText
from inspectgraph.rdf.builder import Node, Sink, text_literal
from inspectgraph.rdf.iris import concept, graph, nth, report_part
from inspectgraph.rdf.namespaces import INSP, OA
from inspectgraph.read import Document, read_report

__all__ = [
    "REPORT_SUFFIXES",
    "SOUND",
    "Checked",
    "State",
    "anchors_of",
    "find_reports",
    "quotation_quads",
    "verification_quads",
    "verify",
    "verify_extract",
]

#: What a look-up of an anchor gave: a concept of the scheme `anchor-state`.
State = AnchorState | Literal["no-unit"]

REPORT_SUFFIXES = (".md", ".txt", ".pdf")


#: What a curator does about each state; braces stand for what the look-up found.
_ADVICE: dict[State, str] = {
    "found": "found at {start}",
    "figures-unchecked": (
        "found at {start}, but the anchor has no digest of its figures: "
        "run `inspectgraph seal --migrate`"
    ),
    "figure-differs": (
        "{detail}: look at the report, then paste the quotation again and run"
        " `inspectgraph seal`"
    ),
    "inside-word": "the anchor {detail}: paste whole words and run `inspectgraph seal`",
    "lost": (
        "the words are not in the unit: paste the quotation again and run `inspectgraph"
        " seal`"
    ),
    "ambiguous": (
        "the words occur {count} times in the unit: paste more words and run"
        " `inspectgraph seal`"
    ),
    "no-unit": "the report has no such unit: `inspectgraph read` shows its units",
}
#: The states in which an anchor leads to its words; all others are orphans.
SOUND: frozenset[State] = frozenset({"found", "figures-unchecked"})


@dataclass(frozen=True, slots=True)
class Checked:
    """The look-up of one anchor: its place, the state, and the words of the report."""

    report: str
    evidence: str
    unit: str
    where: Where
    state: State
    starts: tuple[int, ...] = ()
    words: str = ""
    detail: str = ""

    @property
    def orphan(self) -> bool:
        """Whether the anchor does not lead to its words."""
        return self.state not in SOUND

    def __str__(self) -> str:
        start = self.starts[0] if self.starts else 0
        advice = _ADVICE[self.state].format(
            start=start, count=len(self.starts), detail=self.detail
        )
        return f"{self.where}: {self.unit}: {advice} [{self.state}]"


def find_reports(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Return the file of each report that the folder holds, by the report's name.

    Raises:
        UnreadableError: If there is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableError(
            "no-folder", "there is no such folder of reports", Where(str(folder))
        )
    found = {}
    for name in names:
        for suffix in REPORT_SUFFIXES:
            file = folder / f"{name}{suffix}"
            if file.is_file():
                found[name] = file
    return found


def verify(project: Project, reports: Path) -> Iterator[Checked]:
    """Yield the look-up of every anchor whose report is in the folder."""
    files = find_reports(
        reports, (loaded.extract.report for loaded in project.extracts)
    )
    for loaded in project.extracts:
        if file := files.get(loaded.extract.report):
            yield from verify_extract(loaded, read_report(file))


def anchors_of(loaded: Loaded) -> Iterator[tuple[str, Anchor, tuple[str | int, ...]]]:
    """Yield each anchor of an extract with the id of its evidence and its path."""
    for key in STATEMENT_LISTS:
        for n, record in enumerate(getattr(loaded.extract, key)):
            yield from _anchors(record.id, record.at, (key, n))
    for n, recommendation in enumerate(loaded.extract.recommendations):
        for p, part in enumerate(recommendation.parts):
            path = ("recommendations", n, "parts", p)
            yield from _anchors(nth(recommendation.id, p), part.at, path)


def _anchors(
    identity: str, at: Iterable[Anchor], path: tuple[str | int, ...]
) -> Iterator[tuple[str, Anchor, tuple[str | int, ...]]]:
    """Yield the anchors of one statement or part with the ids and paths of its evidence."""
    for k, anchor in enumerate(at):
        yield nth(identity, k), anchor, (*path, "at", k)


def verification_quads(checked: Iterable[Checked], store: Store) -> list[Quad]:
    """Return the state and words of evidence in a store, as quads of `graph/verification`.

    They are for the machine that has the reports, and are not published.
    """
    found = _in_store(checked, store)
    sink = Sink(graph("verification"))
    for one in found:
        node = Node(sink, report_part(one.report, "evidence", one.evidence), ())
        node.link(INSP.anchorState, concept("anchor-state", one.state))
    return [
        *sink.quads,
        *(_quotation(one, graph("verification")) for one in found if one.words),
    ]


def quotation_quads(checked: Iterable[Checked], store: Store) -> list[Quad]:
    """Return the words of evidence in a store, as quads of the graphs of its reports."""
    return [
        _quotation(one, graph(one.report))
        for one in _in_store(checked, store)
        if one.words
    ]


def _in_store(checked: Iterable[Checked], store: Store) -> list[Checked]:
    """Return the look-ups whose evidence is in a store; unconfirmed ones may not be."""
    found = []
    for one in checked:
        evidence = report_part(one.report, "evidence", one.evidence)
        if next(store.quads_for_pattern(evidence, None, None), None):
            found.append(one)
    return found


def _quotation(one: Checked, into: NamedNode) -> Quad:
    return Quad(
        report_part(one.report, "selector", one.evidence),
        OA.exact,
        text_literal(one.words),
        into,
    )


def verify_extract(loaded: Loaded, document: Document) -> Iterator[Checked]:
    """Yield the look-up of each anchor of an extract in its report."""
    texts: dict[str, UnitText] = {}
    name = loaded.extract.report
    for evidence, anchor, path in anchors_of(loaded):
        unit = document.by_id.get(anchor.unit)
        if unit is None:
            yield Checked(name, evidence, anchor.unit, loaded.where(path), "no-unit")
            continue
        if unit.id not in texts:
            texts[unit.id] = UnitText.of(unit.text)
        found = look_up(
            texts[unit.id], anchor.length, anchor.digest, anchor.figures or ""
        )
        words = _words(found, unit.text, anchor)
        where = loaded.where(path)
        yield Checked(
            name,
            evidence,
            unit.id,
            where,
            found.state,
            found.starts,
            words,
            found.detail,
        )


def _words(found: LookUp, text: str, anchor: Anchor) -> str:
    """Return the words that a sound anchor leads to; empty for an orphan."""
    if found.state not in SOUND:
        return ""
    return words_at(text, found.starts[0], anchor.length)
