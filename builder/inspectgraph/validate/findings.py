"""The findings of a validation, and a report that sorts the findings.

A finding is either a SHACL result or a fault of form. A fault of form is a mistake in
the text of an extract or registry file, such as invalid YAML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import MORE_FAULTS, MOST_SHOWN
from inspectgraph.model.quantities import quantity
from inspectgraph.rdf.prefixes import short

__all__ = ["Finding", "Report", "Rule", "Severity", "Term", "compact"]

Term = NamedNode | BlankNode | Literal

#: Matches IRIs of resources that a curator does not name, such as an evidence node.
_NAMELESS = re.compile(r"^https?://\S+/(?:comparator|evidence|part|selector|time)/")


_STATEMENT = re.compile(r"/id/report/[^/]+/statement/(.+)$")


#: The data that each check without a shape needs; a check that is not listed needs none.
_NEEDS: Final = {"method-outdated": "report", "missing-settings": "report"}


class Severity(IntEnum):
    """The severity of a finding.

    `INFO` is advice. `WARNING` means that data are incomplete. `VIOLATION` means that
    data are misleading.
    """

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """The name of the severity in lower case."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """A validation rule: one SHACL shape or constraint, and its texts for readers.

    `needs` names the data that must be complete for the check: `report`, `corpus` or
    `ontology`.
    """

    shape: str
    name: str
    description: str
    message: str
    severity: Severity
    needs: str

    @property
    def code(self) -> str:
        """The last part of the shape's IRI, such as `JudgementShape-gradeOfScale`."""
        return self.shape.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a validation, and its source location.

    A finding comes from a SHACL shape, or is a fault of form. A fault of form is an
    error in the text of a source file.

    Attributes:
        severity: The severity.
        message: The requirement, as a sentence that names properties.
        code: Short name of the shape, or code of the fault of form.
        shape: IRI of the shape; empty for a fault of form.
        focus: IRI of the focus node; empty for a fault of form.
        path: IRI of the property, after `^` for an inverse path; may be empty.
        value: The wrong value, or None.
        where: Source location: file, line and column; None if unknown.
        graph: Name of the named graph: the id of a report, `registry` or `ontology`.
        component: IRI of the SHACL constraint component.
        count: The number of findings that this finding represents. It is above 1 only
            if a file has too many findings to show.
    """

    severity: Severity
    message: str
    code: str
    shape: str = ""
    focus: str = ""
    path: str = ""
    value: Term | None = None
    where: Where | None = None
    graph: str = ""
    component: str = ""
    count: int = 1

    @property
    def file(self) -> str:
        """The path of the source file, or an empty text if the path is unknown."""
        if self.where:
            return self.where.path
        return ""

    @property
    def place(self) -> str:
        """The location of the finding as text: file, line and column, or the focus node."""
        if self.where:
            return str(self.where)
        if self.focus:
            return compact(NamedNode(self.focus))
        return ""

    @property
    def sentence(self) -> str:
        """The message of the finding, followed by the wrong value.

        The wrong value is left out if it is a resource without a name, such as a
        comparator.
        """
        if self.value is None or _NAMELESS.search(self.value.value):
            return self.message
        statement = _STATEMENT.search(self.value.value)
        found = statement[1] if statement else compact(self.value)
        return f"{self.message} (Found: {found})"

    def __str__(self) -> str:
        return f"{self.place}: {self.severity.word}: {self.sentence} [{self.code}]"


@dataclass(frozen=True)
class Report:
    """All findings of a validation, sorted by source location.

    `rules` maps the IRI of each shape to its validation rule.
    """

    findings: tuple[Finding, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, findings: Iterable[Finding], rules: Mapping[str, Rule] | None = None
    ) -> Report:
        """Return a report of the findings, sorted and without duplicates."""
        return cls(tuple(sorted(dict.fromkeys(findings), key=_order)), rules or {})

    @classmethod
    def of_problems(cls, problems: Iterable[Problem]) -> Report:
        """Return a report that lists errors in source files as violations."""
        return cls.of(
            Finding(
                Severity.VIOLATION,
                problem.sentence,
                problem.code,
                where=problem.where,
                graph=_graph_of(problem),
                count=problem.count,
            )
            for problem in problems
        )

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings whose severity is violation.

        A violation prevents publication.
        """
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.VIOLATION
        )

    @property
    def conforms(self) -> bool:
        """Whether there are no findings at all, as in the definition of `sh:conforms`."""
        return not self.findings

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of findings of each severity, the worst severity first."""
        found: Counter[Severity] = Counter()
        for finding in self.findings:
            found[finding.severity] += finding.count
        return {
            severity: found[severity] for severity in sorted(Severity, reverse=True)
        }

    @property
    def summary(self) -> str:
        """The counts of findings by severity, as text.

        >>> Report().summary
        'nothing found'
        """
        words = []
        for severity, count in self.counts.items():
            if count:
                words.append(_counted(severity, count))
        return ", ".join(words) or "nothing found"

    @property
    def shown(self) -> Report:
        """The report, reduced to the hundred worst findings of each file.

        For each severity, one more finding states how many findings of the file were
        left out.
        """
        files: dict[str, list[Finding]] = {}
        for finding in self.findings:
            files.setdefault(finding.file, []).append(finding)
        shown: list[Finding] = []
        for findings in files.values():
            shown.extend(_shown(findings))
        return Report(tuple(sorted(shown, key=_order)), self.rules)

    def reaches(self, severity: Severity) -> bool:
        """Return whether any finding has this severity or a worse severity."""
        return any(finding.severity >= severity for finding in self.findings)

    def within(self, files: Iterable[str]) -> Report:
        """Return a report that contains only the findings in given source files."""
        wanted = set(files)
        kept = (finding for finding in self.findings if finding.file in wanted)
        return Report(tuple(kept), self.rules)

    def needing(self, needs: Collection[str] | None) -> Report:
        """Return a report that contains only the findings whose rules need certain data.

        Args:
            needs: The kind of data: `report`, `corpus` or `ontology`; None for all.
        """
        if needs is None:
            return self
        kept = []
        for finding in self.findings:
            rule = self.rules.get(finding.shape)
            if (rule.needs if rule else _NEEDS.get(finding.code, "")) in {*needs, ""}:
                kept.append(finding)
        return Report(tuple(kept), self.rules)

    def from_root(self, folder: str) -> Report:
        """Return the report with file paths relative to the root of a git repository.

        Args:
            folder: The path from the root of the repository to the project, or "" if
                the project is the root.
        """
        if not folder:
            return self
        return Report(
            tuple(_below(folder, finding) for finding in self.findings), self.rules
        )


def _below(folder: str, finding: Finding) -> Finding:
    """Return the finding with a folder prepended to its file path."""
    if finding.where is None:
        return finding
    where = replace(finding.where, path=f"{folder}/{finding.where.path}")
    return replace(finding, where=where)


def compact(term: Term) -> str:
    """Return an RDF term in a short, readable form.

    >>> compact(NamedNode("https://w3id.org/inspectgraph/scale/sif/good"))
    'scale/sif/good'
    >>> compact(NamedNode("http://purl.org/dc/terms/title"))
    'dcterms:title'
    >>> compact(Literal("602"))
    '"602"'
    """
    if isinstance(term, Literal):
        return f'"{shorten(term.value)}"'
    if isinstance(term, BlankNode):
        return "a blank node"
    name = short(term.value)
    return f"<{name}>" if name == term.value else name.removeprefix("id/")


def _counted(severity: Severity, count: int) -> str:
    """Return how many findings have a severity, in words such as `2 warnings`.

    The word `info` has no plural.
    """
    word = severity.word
    if severity is Severity.INFO:
        return quantity(count, word, word)
    return quantity(count, word)


def _shown(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the worst findings of one file, up to a limit.

    After them, one more finding for each severity states how many findings were left
    out.
    """
    ordered = sorted(findings, key=_worst_first)
    single = sum(finding.count == 1 for finding in ordered)
    shown = min(single, MOST_SHOWN)
    yield from ordered[:shown]
    left_out: Counter[Severity] = Counter()
    for finding in ordered[shown:]:
        left_out[finding.severity] += finding.count
    for severity in sorted(left_out, reverse=True):
        yield _others(severity, left_out[severity], findings[0])


def _worst_first(finding: Finding) -> tuple[object, ...]:
    """Return a sorting key: the worst findings first, and summaries of several findings last."""
    return finding.count > 1, -finding.severity, _order(finding)


def _others(severity: Severity, number: int, example: Finding) -> Finding:
    """Return the finding that states how many findings of one severity were left out.

    Args:
        severity: The severity.
        number: The number of findings that were left out.
        example: Any finding of the file, for its path and named graph.
    """
    noun = f"more {severity.word}"
    plural = noun if severity is Severity.INFO else ""
    message = f"this file has {quantity(number, noun, plural)}"
    where = Where(example.where.path) if example.where else None
    return Finding(
        severity, message, MORE_FAULTS, where=where, graph=example.graph, count=number
    )


def _graph_of(problem: Problem) -> str:
    """Return the name of the named graph that is made from a file, given the file's path.

    The result is empty if the path does not show the name.
    """
    folder, _, name = problem.where.path.rpartition("/")
    if folder.endswith("registry"):
        return "registry"
    if "extracts" in folder.split("/")[-2:]:
        return name.partition(".")[0]
    return ""


def _order(finding: Finding) -> tuple[object, ...]:
    """Return the sorting key of a finding: first its source location, then its severity."""
    where = finding.where or Where("")
    last = finding.code == MORE_FAULTS
    return (
        not finding.where,
        where.path,
        last,
        where,
        -finding.severity,
        finding.code,
        finding.focus,
        finding.path,
        str(finding.value),
    )
