"""Look up every anchor of the extracts in the reports, and list the orphans.

An orphan is an anchor whose words do not occur in its unit, or occur in it more than
once. The results depend on the reports that are on this machine. Therefore the named
graph `verification`, which has the results, is not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.anchors.report_files import reports_of
from inspectgraph.load import Loaded, Project
from inspectgraph.model.anchor import AnchorState, LookUp, look_up, words_at
from inspectgraph.model.errors import Where
from inspectgraph.model.extract import STATEMENT_LISTS, Anchor
from inspectgraph.model.unit_text import UnitText
from inspectgraph.rdf.builder import Node, Sink, text_literal
from inspectgraph.rdf.iris import concept, data_base, graph, nth, report_part
from inspectgraph.rdf.lookup import base_of
from inspectgraph.rdf.namespaces import INSP, OA
from inspectgraph.read import Document, read_report

__all__ = [
    "SOUND",
    "Checked",
    "State",
    "add_quotations",
    "anchors_of",
    "verification_quads",
    "verify",
    "verify_extract",
]

#: The result of looking an anchor up: a concept of the scheme `anchor-state`.
State = AnchorState | Literal["no-unit"]

#: The sentence for a curator about each state, with placeholders in braces.
_ADVICE: dict[State, str] = {
    "found": "found at {start}",
    "figures-unchecked": (
        "the words were found at {start}, but the anchor has no digest of the figures in"
        " the words: run `inspectgraph seal --migrate`"
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
    "no-unit": "the report does not have this unit: `inspectgraph read` shows its units",
}
#: The states in which the words under an anchor were found; the others mean an orphan.
SOUND: frozenset[State] = frozenset({"found", "figures-unchecked"})


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of the search for the words of one anchor in its report.

    `evidence` is the id of the evidence, and `where` is the location of the anchor in
    the extract. `starts` lists the positions at which the words occur in the text of
    the unit, counted in letters and digits. `words` are the words of the report, or ""
    if the words were not found.
    """

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
        """Whether the words of the anchor were not found, or occur more than once in the unit."""
        return self.state not in SOUND

    def __str__(self) -> str:
        start = self.starts[0] if self.starts else 0
        advice = _ADVICE[self.state].format(
            start=start, count=len(self.starts), detail=self.detail
        )
        return f"{self.where}: {self.unit}: {advice} [{self.state}]"


def verify(project: Project, reports: Path) -> Iterator[Checked]:
    """Look up the anchors of all extracts whose report is in a folder, and yield each result."""
    files = reports_of(project.extracts, reports)
    for loaded in project.extracts:
        if file := files.get(loaded.extract.report):
            yield from verify_extract(loaded, read_report(file))


def anchors_of(loaded: Loaded) -> Iterator[tuple[str, Anchor, tuple[str | int, ...]]]:
    """Yield each anchor of an extract, with the evidence id and the path of the anchor."""
    for key in STATEMENT_LISTS:
        for n, record in enumerate(getattr(loaded.extract, key)):
            yield from _anchors(record.id, record.at, (key, n))
    for n, recommendation in enumerate(loaded.extract.recommendations):
        for p, part in enumerate(recommendation.parts):
            path = ("recommendations", n, "parts", p)
            yield from _anchors(nth(recommendation.id, p), part.at, path)
    for n, link in enumerate(loaded.extract.links):
        yield from _anchors(link.key, link.at, ("links", n))
    # They are no evidence of a statement, and have no IRI in the graph.
    for n, explained in enumerate(loaded.extract.explained):
        yield from _anchors(f"explained-{n + 1}", explained.at, ("explained", n))


def _anchors(
    identity: str, at: Iterable[Anchor], path: tuple[str | int, ...]
) -> Iterator[tuple[str, Anchor, tuple[str | int, ...]]]:
    """Yield the anchors of a statement or of a part of a statement.

    Each anchor is yielded with its evidence id and its path in the extract.
    """
    for k, anchor in enumerate(at):
        yield nth(identity, k), anchor, (*path, "at", k)


def verification_quads(checked: Iterable[Checked], store: Store) -> list[Quad]:
    """Return quads on the search for each piece of evidence in the reports.

    The quads state the result of the search and the words that were found. The quads
    are in the named graph `graph/verification`. They are for queries on this machine,
    and are not published.
    """
    with data_base(base_of(store)):
        found = _in_store(checked, store)
        sink = Sink(graph("verification"))
        for one in found:
            node = Node(sink, report_part(one.report, "evidence", one.evidence), ())
            node.link(INSP.anchorState, concept("anchor-state", one.state))
        return [
            *sink.quads,
            *(_quotation(one, graph("verification")) for one in found if one.words),
        ]


def add_quotations(sink: Sink, checked: Iterable[Checked]) -> None:
    """Add the words of each piece of evidence to the named graph of a report.

    The named graph does not describe the evidence for unconfirmed drafts. So the words
    of this evidence are left out.
    """
    described = {subject for subject, _, _ in sink.places}
    for one in checked:
        evidence = report_part(one.report, "evidence", one.evidence)
        if one.words and str(evidence) in described:
            selector = report_part(one.report, "selector", one.evidence)
            Node(sink, selector, ()).text(OA.exact, one.words)


def _in_store(checked: Iterable[Checked], store: Store) -> list[Checked]:
    """Return the search results whose evidence is described in a store.

    Each search result is about one anchor. A store that was built without drafts does
    not describe the evidence for unconfirmed statements.
    """
    found = []
    for one in checked:
        evidence = report_part(one.report, "evidence", one.evidence)
        if next(store.quads_for_pattern(evidence, None, None), None):
            found.append(one)
    return found


def _quotation(one: Checked, into: NamedNode) -> Quad:
    """Return the quad that states the words of one piece of evidence."""
    return Quad(
        report_part(one.report, "selector", one.evidence),
        OA.exact,
        text_literal(one.words),
        into,
    )


def verify_extract(loaded: Loaded, document: Document) -> Iterator[Checked]:
    """Look up each anchor of an extract in its report, and yield each result."""
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
    """Return the words of the report that an anchor covers.

    The result is "" if these words were not found.
    """
    if found.state not in SOUND:
        return ""
    return words_at(text, found.starts[0], anchor.length)
