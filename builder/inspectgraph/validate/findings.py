"""What a validation found: frozen findings, and the report that holds them in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import MORE_FAULTS, MOST_SHOWN
from inspectgraph.model.quantities import quantity
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.prefixes import short

__all__ = ["Finding", "Report", "Rule", "Severity", "Term", "compact"]

Term = NamedNode | BlankNode | Literal

#: Parts of a record that only an IRI tells apart.
_NAMELESS = re.compile(r"^https?://\S+/(?:comparator|evidence|part|selector|time)/")


_STATEMENT = re.compile(rf"^{BASE}id/report/[^/]+/statement/(.+)$")


class Severity(IntEnum):
    """How bad a finding is: advice, publishable but incomplete, or misleading."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """The word for it, in small letters."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape demands, as its annotations tell it."""

    shape: str
    name: str
    description: str
    message: str
    severity: Severity
    needs: str

    @property
    def code(self) -> str:
        """The short name: that of the class's shape and of the property or rule."""
        return self.shape.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or could be better, and where it comes from.

    Attributes:
        severity: How bad it is.
        message: What to write instead.
        code: Short name of the shape, or code of a fault of form.
        shape: IRI of the shape; empty for a fault of form.
        focus: IRI of the thing that it is about; empty for a fault of form.
        path: IRI of the property, with `^` before it where it is followed backwards; may be empty.
        value: The value that is wrong, where there is one.
        where: File, line and column that caused it, where they are known.
        graph: Name of the named graph: a report's, `registry` or `ontology`.
        component: IRI of the kind of constraint.
        count: How many findings it stands for: more than one where others of the file are not shown.
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
    def place(self) -> str:
        """Where it is, for people: file, line and column, else the thing itself."""
        return (
            str(self.where)
            if self.where
            else compact(NamedNode(self.focus))
            if self.focus
            else ""
        )

    @property
    def sentence(self) -> str:
        """What is wrong and what to write, with the value that was found, where it has a name of its own."""
        if self.value is None or _NAMELESS.search(self.value.value):
            return self.message
        named = _STATEMENT.match(self.value.value)
        return f"{self.message} (Found: {named[1] if named else compact(self.value)})"

    def __str__(self) -> str:
        return f"{self.place}: {self.severity.word}: {self.sentence} [{self.code}]"


@dataclass(frozen=True)
class Report:
    """All findings of a validation, in order of their places.

    `rules` tells of each shape, by IRI, what it demands.
    """

    findings: tuple[Finding, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, findings: Iterable[Finding], rules: Mapping[str, Rule] | None = None
    ) -> Report:
        """Return a report of findings, each once and in order."""
        return cls(tuple(sorted(dict.fromkeys(findings), key=_order)), rules or {})

    @classmethod
    def of_problems(cls, problems: Iterable[Problem]) -> Report:
        """Return faults of form as a report: each is a violation."""
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
        """The findings that must not be published."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.VIOLATION
        )

    @property
    def conforms(self) -> bool:
        """Whether nothing was found that would mislead."""
        return not self.violations

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity, the worst first."""
        found: Counter[Severity] = Counter()
        for finding in self.findings:
            found[finding.severity] += finding.count
        return {
            severity: found[severity] for severity in sorted(Severity, reverse=True)
        }

    @property
    def summary(self) -> str:
        """The counts in words.

        >>> Report().summary
        'nothing found'
        """
        words = [
            _counted(severity, count)
            for severity, count in self.counts.items()
            if count
        ]
        return ", ".join(words) or "nothing found"

    @property
    def shown(self) -> Report:
        """The report as it is shown: of each file the worst hundred findings, and the number of the others."""
        files: dict[str, list[Finding]] = {}
        for finding in self.findings:
            files.setdefault(finding.where.path if finding.where else "", []).append(
                finding
            )
        shown = (one for findings in files.values() for one in _shown(findings))
        return Report(tuple(sorted(shown, key=_order)), self.rules)

    def reaches(self, severity: Severity) -> bool:
        """Say whether there is a finding that is as bad as this, or worse."""
        return any(finding.severity >= severity for finding in self.findings)

    def within(self, files: Iterable[str]) -> Report:
        """Return the findings that certain files caused."""
        wanted = set(files)
        kept = (
            finding
            for finding in self.findings
            if finding.where and finding.where.path in wanted
        )
        return Report(tuple(kept), self.rules)

    def from_root(self, folder: str) -> Report:
        """Return the findings with the paths of their files counted from the root of a repository.

        Args:
            folder: The path of the project from that root; empty where it is the root.
        """
        if not folder:
            return self
        return Report(
            tuple(_below(folder, finding) for finding in self.findings), self.rules
        )


def _below(folder: str, finding: Finding) -> Finding:
    """Return a finding whose file lies in a folder."""
    if finding.where is None:
        return finding
    return replace(
        finding, where=replace(finding.where, path=f"{folder}/{finding.where.path}")
    )


def compact(term: Term) -> str:
    """Return a term in the few words by which people know it.

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
        return "something without a name"
    name = short(term.value)
    return f"<{name}>" if name == term.value else name.removeprefix("id/")


def _counted(severity: Severity, count: int) -> str:
    """Return how many findings of a severity there are, in words; `info` has no plural."""
    return quantity(
        count, severity.word, severity.word if severity is Severity.INFO else ""
    )


def _shown(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the first findings of a file, the worst before others, and one for those that are left out."""
    single = sorted(
        (one for one in findings if one.count == 1),
        key=lambda one: (-one.severity, _order(one)),
    )
    yield from single[:MOST_SHOWN]
    others = [*single[MOST_SHOWN:], *(one for one in findings if one.count > 1)]
    for severity in sorted({one.severity for one in others}, reverse=True):
        number = sum(one.count for one in others if one.severity is severity)
        yield _others(severity, number, findings[0])


def _others(severity: Severity, number: int, example: Finding) -> Finding:
    """Return the finding that stands for those of a file that are not shown."""
    noun = f"more {severity.word}"
    message = (
        f"and {quantity(number, noun, noun if severity is Severity.INFO else '')} in"
        " this file"
    )
    where = Where(example.where.path) if example.where else None
    return Finding(
        severity, message, MORE_FAULTS, where=where, graph=example.graph, count=number
    )


def _graph_of(problem: Problem) -> str:
    """Return the named graph that a file is made into, as far as its name tells."""
    folder, _, name = problem.where.path.rpartition("/")
    if folder.endswith("registry"):
        return "registry"
    return name.partition(".")[0] if folder.endswith("extracts") else ""


def _order(finding: Finding) -> tuple[object, ...]:
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
