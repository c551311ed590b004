"""Combine the separate results of all reports into the published files and quads."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from inspectgraph.export.index import Facts
from inspectgraph.export.published_set import accompanying
from inspectgraph.export.summary import GraphSummary
from inspectgraph.export.void_statistics import together
from inspectgraph.files.manifest import Content, Digested, Unchanged
from inspectgraph.load.links import link_problems
from inspectgraph.load.project import raise_problems, same_names
from inspectgraph.model.errors import Problem
from inspectgraph.rdf.iris import data_base, graph, report, report_of
from inspectgraph.rdf.text_terms import TextTriple, quad_lines
from inspectgraph.rdf.turtle import Blocks, joined, subject_key
from inspectgraph.shards.base import Base
from inspectgraph.shards.base_cache import base_of
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.corpus import across_reports, base_findings
from inspectgraph.shards.corpus_terms import catalogue_facts
from inspectgraph.shards.kept_finding import KeptFinding
from inspectgraph.shards.keys import Options, Sources, key_of
from inspectgraph.shards.locating import located
from inspectgraph.shards.run import Finished, Made, Workshop
from inspectgraph.shards.shard import Conclusions
from inspectgraph.shards.shared_files import SharedFiles, shared_content, shared_files
from inspectgraph.shards.workers import Workers
from inspectgraph.validate.findings import Report
from inspectgraph.validate.project_settings import missing_settings
from inspectgraph.validate.shacl import package_shapes

__all__ = ["Gathered", "gather", "gather_from", "own_quads", "published", "shards_from"]

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Gathered:
    """The combined reports of a project.

    Attributes:
        workshop: The object that made the shards. Each shard has the results for one
            report.
        keys: A mapping from the path of each extract in the project to the cache key of
            its shard.
        published: The shards of the reports that enter the graph, sorted by the name of
            the extract.
        conclusions: The triples and findings that result from several reports together.
        report: The validation report of the project.
    """

    workshop: Workshop
    keys: Mapping[str, str]
    published: Sequence[Made]
    conclusions: Conclusions
    report: Report

    @property
    def base(self) -> Base:
        """The triples that all reports share."""
        return self.workshop.base

    @cached_property
    def finished(self) -> Sequence[Finished]:
        """The inferred triples about each published report, in the order of the reports."""
        return self.workshop.finished(self.published, self.conclusions)

    @property
    def others(self) -> list[TextTriple]:
        """The inferred triples about resources that reports share."""
        return [*self.base.inferred, *self.conclusions.others]

    @cached_property
    def shared(self) -> SharedFiles:
        """The files of the graphs that all reports share, such as the registry."""
        return shared_files(self.base, self.others, self.workshop.cache)

    def files(
        self, pictures: Mapping[str, bytes], digests: Mapping[str, str] = _NOTHING
    ) -> dict[str, Content]:
        """Return all published files, keyed by path.

        Args:
            pictures: The published pictures, keyed by path.
            digests: The digests of the files of the last build, keyed by path. A file
                of a report or of a shared graph is not read again if its digest is
                unchanged.
        """
        inferred = self._inferred()
        summaries = self._summaries(inferred)
        content: dict[str, Content] = {
            named.file: self._content(named, digests)
            for named in summaries
            if named.name != "inferred"
        }
        content["inferred.ttl"] = inferred
        reports = (one.counts.whole for one in self.finished)
        whole = together([*self.shared.tallies, *reports])
        facts = self._facts()

        def described(named: GraphSummary) -> Blocks:
            return self.workshop.described(self._made[named.report], facts)

        others = accompanying(
            summaries, whole, facts, pictures, described, self.base.settings
        )
        return {**content, **others}

    def _content(self, named: GraphSummary, digests: Mapping[str, str]) -> Content:
        """Return the content of the Turtle file of a report, the ontology or the registry."""
        if digests.get(named.file) == named.digest:
            return Unchanged(named.digest)
        if named.report:
            return self.workshop.turtle(self._made[named.report])
        return shared_content(named.name, self.shared, self.base, self.workshop.cache)

    @cached_property
    def _made(self) -> Mapping[str, Made]:
        """The shard of each published report, keyed by the name of the report."""
        return {made.head.report: made for made in self.published}

    def quads(self) -> Iterator[bytes]:
        """Yield the quads of all named graphs as N-Quads, in several parts."""
        yield from own_quads(self.workshop, self.published)
        yield from self.other_quads()

    def other_quads(self) -> Iterator[bytes]:
        """Yield the quads of the shared named graphs and all inferred quads, as N-Quads."""
        for name, triples in (
            ("ontology", self.base.ontology),
            ("registry", self.base.registry),
            ("inferred", self.others),
        ):
            yield quad_lines(triples, graph(name)).encode()
        for finished in self.finished:
            yield self.workshop.quads_under(finished.key)

    def keep_heads(self) -> None:
        """Store the data that the next build needs to combine the reports."""
        self.workshop.keep_heads(self.published, self.finished)

    @property
    def quad_count(self) -> int:
        """The number of quads in all named graphs."""
        shared = len(self.base.ontology) + len(self.base.registry) + len(self.others)
        return shared + sum(one.counts.whole.triples for one in self.finished)

    def _inferred(self) -> Digested:
        """Return the content of the Turtle file that holds the inferred triples."""
        prefixes = (Blocks(one.counts.prefixes, ()) for one in self.finished)
        keys = (subject_key(str(report(made.head.report))) for made in self.published)
        texts = self.workshop.inferred_turtle(self.finished)
        described = zip(keys, texts, strict=True)
        content = joined([self.shared.described, *prefixes], described)
        return Digested(content, hashlib.sha256(content).hexdigest())

    def _summaries(self, inferred: Digested) -> list[GraphSummary]:
        """Return the summary of each named graph.

        Args:
            inferred: The Turtle file of the inferred triples.
        """
        counts = (one.counts.inferred for one in self.finished)
        found = together([self.shared.inferred, *counts])
        summaries = [
            self.shared.ontology,
            self.shared.registry,
            GraphSummary("inferred", found, len(inferred.content), inferred.digest),
        ]
        for head in (made.head for made in self.published):
            own = GraphSummary(head.report, head.figures, head.size, head.digest)
            summaries.append(own)
        return summaries

    def _facts(self) -> Facts:
        """Return the triples for the catalogue and the README, grouped by subject."""
        own = chain.from_iterable(made.head.facts for made in self.published)
        shared = catalogue_facts([*self.base.ontology, *self.base.registry])
        return Facts(chain(shared, own))


def gather_from(
    folder: Path, cache: Cache, options: Options, workers: Workers
) -> Gathered:
    """Load a project's reports, make their triples, infer further triples, and validate them.

    Args:
        folder: The folder of the project.
        cache: The cache of the results.
        options: The options of the build, such as drafts and quotations.
        workers: The object that does the work on each report.

    The errors are those of `shards_from`.
    """
    workshop, made = shards_from(Sources.of(folder, options), cache, workers)
    with data_base(workshop.base.settings.base):
        return gather(workshop, made)


def shards_from(
    sources: Sources, cache: Cache, workers: Workers, last: Workshop | None = None
) -> tuple[Workshop, list[Made]]:
    """Make a shard for each report of a project.

    A shard contains the results for one report alone.

    Args:
        sources: The sources of the build.
        cache: The cache of the results.
        workers: The object that does the work on each report.
        last: The object that made the shards of an earlier build in this process. It is
            used again if the registry and the options are the same.

    Returns:
        The object that made the shards, and the shards in the order of the extracts.

    Raises:
        ExtractError: If the extracts or the registry have problems.
        ClusterError: If the workers on a cluster cannot process a report.
    """
    folder, paths = sources.folder, sources.paths
    if last and last.can_make(sources):
        workshop = last
    else:
        base = base_of(folder, sources.registry, paths, cache)
        workshop = Workshop(base, sources.base_key, cache, sources.options, workers)
    with data_base(workshop.base.settings.base):
        made = workshop.shards(sources.shard_keys)
        raise_problems([*same_names(paths, folder), *_problems(made)])
    return workshop, made


def published(made: Iterable[Made]) -> list[Made]:
    """Return those shards whose reports enter the graph."""
    return [one for one in made if one.head.is_published]


def own_quads(workshop: Workshop, made: Iterable[Made]) -> Iterator[bytes]:
    """Yield the named graph of each report as N-Quads, without inferred quads."""
    for one in made:
        yield workshop.quads_under(one.key)


def _problems(made: Sequence[Made]) -> Iterator[Problem]:
    """Yield the problems of all extracts, and of the links between extracts."""
    for one in made:
        yield from one.head.problems
    facts = (one.head.links for one in made)
    names = {one.head.report for one in made}
    yield from link_problems(filter(None, facts), names)


def gather(workshop: Workshop, made: Sequence[Made]) -> Gathered:
    """Combine all reports, and apply the rules and shapes that need several reports.

    Args:
        workshop: The object that made the shards.
        made: The shards of all reports.
    """
    included = published(made)
    conclusions = _conclusions(workshop, included)
    kept = chain.from_iterable(one.head.findings for one in made)
    findings = list(missing_settings(workshop.base.settings))
    findings += [one.finding for one in (*kept, *conclusions.findings)]
    # Lines move without any change of the triples, so these places are looked up anew.
    across = [one.finding for one in conclusions.of_extracts]
    folder = workshop.base.context.folder
    paths = [folder / one.file for one in made]
    findings += located(across, workshop.base, paths)
    report = Report.of(findings, package_shapes().rules)
    keys = {one.file: one.key for one in made}
    return Gathered(workshop, keys, included, conclusions, report)


def _conclusions(workshop: Workshop, made: Sequence[Made]) -> Conclusions:
    """Return the results that depend on several reports, from the cache if possible."""
    keys = [f"{one.head.report} {one.head.triples_key}" for one in made]
    key = f"{key_of(workshop.base.key, *keys)}.conclusions"
    known = workshop.cache.get(key, Conclusions)
    if known is not None:
        workshop.cache.has(key)
        return known
    elsewhere = chain.from_iterable(one.head.elsewhere for one in made)
    used = workshop.used_across(made)
    inferred, findings = across_reports(workshop.base, used, elsewhere)
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
        {name: key_of(*map(" ".join, triples)) for name, triples in by_report.items()},
    )
    workshop.cache.put(key, conclusions)
    return conclusions
