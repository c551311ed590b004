"""The files and quads that a build publishes, combined from the shards of reports."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from inspectgraph.export.index import Facts
from inspectgraph.export.published_set import accompanying
from inspectgraph.export.summary import GraphSummary
from inspectgraph.export.void_statistics import figures, tally, together
from inspectgraph.model.errors import Problem
from inspectgraph.rdf.iris import graph, report, report_of
from inspectgraph.rdf.text_terms import TextTriple, quad_lines
from inspectgraph.rdf.turtle import Blocks, blocks, joined, subject_key, turtle
from inspectgraph.shards.base import Base
from inspectgraph.shards.corpus import across_reports, base_findings
from inspectgraph.shards.keys import key_of
from inspectgraph.shards.locating import located
from inspectgraph.shards.run import Finished, Made, Workshop
from inspectgraph.shards.shard import Conclusions, Head, KeptFinding
from inspectgraph.validate.findings import Report
from inspectgraph.validate.shacl import package_shapes

__all__ = ["Gathered", "gather", "problems_of"]


def problems_of(made: Sequence[Made]) -> Iterator[Problem]:
    """Yield the problems of the extracts, from their shards."""
    return chain.from_iterable(one.head.problems for one in made)


@dataclass(frozen=True)
class Gathered:
    """The reports of a project, combined.

    Attributes:
        workshop: The object that made the shards.
        published: The shards of the reports that enter the graph, in order.
        conclusions: The results that need several reports.
        report: The report on the validation of the project.
    """

    workshop: Workshop
    published: Sequence[Made]
    conclusions: Conclusions
    report: Report

    @property
    def base(self) -> Base:
        """The triples that all reports share."""
        return self.workshop.base

    @cached_property
    def finished(self) -> Sequence[Finished]:
        """The inferred triples about each published report, in order."""
        return self.workshop.finished(self.published, self.conclusions.of_report)

    @property
    def others(self) -> list[TextTriple]:
        """The inferred triples about resources that reports share."""
        return [*self.base.inferred, *self.conclusions.others]

    def files(self, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return all published files, by path.

        Args:
            pictures: The published pictures, by path.
        """
        content = self._graphs()
        summaries = list(self._summaries(content))
        shared = (self.base.ontology, self.base.registry, self.others)
        reports = (one.counts.whole for one in self.finished)
        whole = figures(together([*map(tally, shared), *reports]))
        return {**content, **accompanying(summaries, whole, self._facts(), pictures)}

    def quads(self) -> Iterator[bytes]:
        """Yield the quads of all named graphs as N-Quads, in parts."""
        for name, triples in (
            ("ontology", self.base.ontology),
            ("registry", self.base.registry),
            ("inferred", self.others),
        ):
            yield quad_lines(triples, graph(name)).encode()
        for made, finished in zip(self.published, self.finished, strict=True):
            yield self.workshop.quads_under(made.key)
            yield self.workshop.quads_under(finished.key)

    @property
    def quad_count(self) -> int:
        """The number of quads in all named graphs."""
        shared = len(self.base.ontology) + len(self.base.registry) + len(self.others)
        return shared + sum(one.counts.whole.triples for one in self.finished)

    def _graphs(self) -> dict[str, bytes]:
        """Return the content of each named graph's Turtle file, by path."""
        content = {
            "ontology.ttl": turtle(self.base.ontology),
            "registry.ttl": turtle(self.base.registry),
            "inferred.ttl": self._inferred(),
        }
        for made in self.published:
            content[f"reports/{made.head.report}.ttl"] = self.workshop.turtle(made)
        return content

    def _inferred(self) -> bytes:
        """Return the content of the Turtle file with the inferred triples."""
        parts = [blocks(self.others)]
        for made, finished in zip(self.published, self.finished, strict=True):
            key = subject_key(str(report(made.head.report)))
            text = self.workshop.inferred_turtle(finished).decode()
            parts.append(Blocks(finished.counts.prefixes, [(key, text)]))
        return joined(parts)

    def _summaries(self, content: Mapping[str, bytes]) -> Iterator[GraphSummary]:
        """Yield the summary of each named graph.

        Args:
            content: The Turtle files, by path.
        """
        inferred = together(
            [tally(self.others), *(one.counts.inferred for one in self.finished)]
        )
        for name, counts in (
            ("ontology", tally(self.base.ontology)),
            ("registry", tally(self.base.registry)),
            ("inferred", inferred),
        ):
            file = content[f"{name}.ttl"]
            digest = hashlib.sha256(file).hexdigest()
            yield GraphSummary(name, counts, len(file), digest)
        for made in self.published:
            head = made.head
            yield GraphSummary(head.report, head.tally, head.size, head.digest)

    def _facts(self) -> Facts:
        """Return the triples for the catalogue and the README, by subject."""
        own = chain.from_iterable(made.head.facts for made in self.published)
        return Facts(chain(self.base.ontology, self.base.registry, own))


def gather(workshop: Workshop, made: Sequence[Made]) -> Gathered:
    """Combine all reports: apply the rules and shapes that need several reports.

    Args:
        workshop: The object that made the shards.
        made: The shards of all reports.
    """
    published = [one for one in made if one.head.is_published]
    conclusions = _conclusions(workshop, [one.head for one in published])
    kept = chain.from_iterable(one.head.findings for one in made)
    findings = [one.finding for one in (*kept, *conclusions.findings)]
    # Lines move without any change of the triples, so these places are looked up anew.
    across = [one.finding for one in conclusions.of_extracts]
    paths = (workshop.context.folder / "extracts").glob("*.yaml")
    findings += located(across, workshop.base, paths)
    report = Report.of(findings, package_shapes().rules)
    return Gathered(workshop, published, conclusions, report)


def _conclusions(workshop: Workshop, heads: Sequence[Head]) -> Conclusions:
    """Return the results that need several reports, from the cache if possible."""
    keys = [f"{head.report} {head.triples_key}" for head in heads]
    key = f"{key_of(workshop.base_key, *keys)}.conclusions"
    known = workshop.cache.get(key, Conclusions)
    if known is not None:
        workshop.cache.has(key)
        return known
    inferred, findings = across_reports(workshop.base, heads)
    of_report: defaultdict[str, list[TextTriple]] = defaultdict(list)
    for triple in inferred:
        of_report[report_of(triple[0])].append(triple)
    others = tuple(of_report.pop("", ()))
    shared = [one for one in findings if not report_of(f"<{one.focus}>")]
    shared += base_findings(workshop.base)
    of_extracts = [one for one in findings if report_of(f"<{one.focus}>")]
    by_report = {name: tuple(sorted(triples)) for name, triples in of_report.items()}
    conclusions = Conclusions(
        by_report,
        others,
        tuple(map(KeptFinding.of, located(shared, workshop.base, ()))),
        tuple(map(KeptFinding.of, of_extracts)),
    )
    workshop.cache.put(key, conclusions)
    return conclusions
