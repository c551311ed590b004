"""Make the shard of one report.

The shard consists of the triples of the report, the triples inferred from them, and the
findings on the report. A shard depends only on the extract, the list of units, the
base, the software and the options of the build. So any process can make a shard. A
stored shard can be used again until one of these five things changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inspectgraph.anchors.verify import add_quotations, verify
from inspectgraph.export.void_statistics import counted, figures
from inspectgraph.files.sources import ExtractContent
from inspectgraph.load import Loaded, Project
from inspectgraph.load.project import examine
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.builder import Sink
from inspectgraph.rdf.iris import graph, report, report_of
from inspectgraph.rdf.text_terms import TextTriple, quad_lines
from inspectgraph.rdf.turtle import turtle
from inspectgraph.shards.base import Base
from inspectgraph.shards.corpus_terms import catalogue_facts, looked_at
from inspectgraph.shards.finish import describe
from inspectgraph.shards.kept_finding import KeptFinding
from inspectgraph.shards.keys import key_of
from inspectgraph.shards.shard import Body, Head
from inspectgraph.validate.allowed_values import concepts_among
from inspectgraph.validate.compiled import (
    CompiledShapes,
    Shared,
    TermCheck,
    Unit,
    package_compiled,
)
from inspectgraph.validate.curation import outdated_methods
from inspectgraph.validate.findings import Finding, Term
from inspectgraph.validate.locate import GraphsAbout, Places
from inspectgraph.validate.run import placed

__all__ = ["ShardMaker"]


@dataclass
class ShardMaker:
    """Makes shards. A shard is the triples and files of one report; all shards share one base.

    Attributes:
        base: The triples that all reports share.
        with_drafts: Whether drafted statements enter the graph even if nobody has
            confirmed them.
        quotes: The folder of the reports whose words are also published as evidence;
            None to publish no words.
    """

    base: Base
    with_drafts: bool = False
    quotes: Path | None = None

    @cached_property
    def _shared(self) -> Shared:
        return Shared.of(self.base.triples)

    @cached_property
    def _shapes(self) -> CompiledShapes:
        return package_compiled("report")

    @cached_property
    def _terms(self) -> TermCheck:
        return TermCheck(self._shared.index)

    def prepare(self) -> None:
        """Compute the data that all reports share, before any report is processed."""
        self._shared.store.prepare()
        _ = self._shapes, self._terms, self.base.entailment

    def make(
        self, path: Path, file: str, content: ExtractContent
    ) -> tuple[Head, Body | None]:
        """Make the shard of one report from its extract.

        The shard has the triples of the report and the findings on the report.

        Args:
            path: The extract.
            file: The name of the extract in messages.
            content: The content of the extract, and the content of its list of units.

        Returns:
            The small and the large part of the shard. The large part is None if the
            extract has problems or does not enter the graph.
        """
        loaded, problems = examine(path, file, self.base.context, content)
        if loaded is None:
            return Head(path.stem, problems=tuple(problems)), None
        project = Project(self.base.context, (loaded,), self.with_drafts)
        outdated = tuple(outdated_methods(project))
        if not project.published:
            kept = tuple(map(KeptFinding.of, outdated))
            name, links = loaded.extract.report, loaded.link_facts
            head = Head(name, is_published=False, findings=kept, links=links)
            return head, None
        return self._published(loaded, project, outdated)

    def _published(
        self, loaded: Loaded, project: Project, outdated: Collection[Finding]
    ) -> tuple[Head, Body]:
        """Make the shard of a report whose extract enters the graph.

        The shard has the triples of the report and the findings on the report.

        Args:
            loaded: The extract.
            project: A project that contains only this extract.
            outdated: The warnings about an extract that is still marked as a draft
                after all its values were confirmed.
        """
        sink = populate_report(loaded, project)
        if self.quotes:
            add_quotations(sink, verify(project, self.quotes))
        stated = sink.triples
        inferred = self.base.entailment.conclusions(stated)
        name = loaded.extract.report
        content = turtle(stated, name)
        findings = (*outdated, *self._findings(sink, inferred, project))
        across = tuple(looked_at((*stated, *inferred)))
        own = [one for one in inferred if report_of(one[0]) == name]
        counts = counted(stated, report(name).value)
        elsewhere = tuple(one for one in inferred if report_of(one[0]) != name)
        head = Head(
            report=name,
            rights=loaded.extract.rights,
            findings=tuple(map(KeptFinding.of, findings)),
            triples_key=key_of(*map(" ".join, across), "", *map(" ".join, elsewhere)),
            elsewhere=elsewhere,
            facts=tuple(catalogue_facts(stated)),
            names=tuple(loaded.extract.supersedes),
            links=loaded.link_facts,
            figures=figures(counts.tally),
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
        )
        quads = quad_lines(stated, graph(name)).encode()
        return head, Body(content, quads, describe(name, counts, own), across)

    def _findings(
        self, sink: Sink, inferred: list[TextTriple], project: Project
    ) -> Iterator[Finding]:
        """Yield the validation findings on a report, with source locations."""
        triples = [*sink.places, *inferred]
        unit = Unit.of(triples, self._shared)
        found = [*self._terms.findings(triples), *self._shapes.findings(unit)]
        if not found:
            return
        places = Places(_graphs_about(sink), project)
        concepts_of = concepts_among(unit.index)
        for finding in found:
            yield placed(finding, places, concepts_of)


def _graphs_about(sink: Sink) -> GraphsAbout:
    """Return a function that maps a term to the names of the graphs that describe it."""
    described = {subject for subject, _, _ in sink.places}
    name = sink.graph.value.rpartition("/")[2]

    def graphs_about(term: Term) -> set[str]:
        if str(term) in described:
            return {name}
        return set()

    return graphs_about
