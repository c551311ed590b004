"""The shard of a report: what the report alone gives to the published set."""

from __future__ import annotations

from msgspec import Struct

from inspectgraph.export.void_statistics import Tally
from inspectgraph.model.errors import Problem, Where
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.validate.compiled.unit import to_term
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["Body", "Conclusions", "Finish", "FinishBody", "Head", "KeptFinding"]


class KeptFinding(Struct, frozen=True):
    """A finding whose value is text, so that it can be kept in a file; see `Finding`."""

    severity: int
    message: str
    code: str
    shape: str
    focus: str
    path: str
    value: str | None
    where: Where | None
    graph: str
    component: str

    @classmethod
    def of(cls, finding: Finding) -> KeptFinding:
        """Return a finding in the form that can be kept."""
        value = None if finding.value is None else str(finding.value)
        fields = {name: getattr(finding, name) for name in cls.__struct_fields__}
        fields |= {"severity": int(finding.severity), "value": value}
        return cls(**fields)

    @property
    def finding(self) -> Finding:
        """The finding."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        fields["severity"] = Severity(self.severity)
        if self.value is not None:
            fields["value"] = to_term(self.value)
        return Finding(**fields)


class Head(Struct, frozen=True):
    """The small part of a shard: what is needed where all reports come together.

    Attributes:
        report: The name of the report.
        rights: The rights under which the report was published.
        is_published: Whether the report enters the graph; one that is drafted and not
            confirmed does not.
        problems: The problems of its extract and of its list of units. With problems,
            the rest is empty.
        findings: The results of its validation.
        triples: The triples that rules and shapes across reports look at.
        triples_key: The key of these triples.
        elsewhere: The inferred triples about other resources than the report's parts.
        facts: The triples that the catalogue repeats.
        names: The reports that its extract names.
        tally: The counts of its named graph.
        size: The number of bytes of its Turtle file.
        digest: The SHA-256 of that file, in hexadecimal digits.
    """

    report: str
    rights: str = ""
    is_published: bool = True
    problems: tuple[Problem, ...] = ()
    findings: tuple[KeptFinding, ...] = ()
    triples: tuple[TextTriple, ...] = ()
    triples_key: str = ""
    elsewhere: tuple[TextTriple, ...] = ()
    facts: tuple[TextTriple, ...] = ()
    names: tuple[str, ...] = ()
    tally: Tally = Tally()
    size: int = 0
    digest: str = ""


class Conclusions(Struct, frozen=True):
    """What follows from several reports, and what validation finds in them together.

    Attributes:
        of_report: The inferred triples about each report and its parts, by its name.
        others: The inferred triples about shared resources.
        findings: The findings on the registry and on the ontology.
        of_extracts: The findings on reports, without source locations.
    """

    of_report: dict[str, tuple[TextTriple, ...]]
    others: tuple[TextTriple, ...]
    findings: tuple[KeptFinding, ...]
    of_extracts: tuple[KeptFinding, ...]


class Body(Struct, frozen=True):
    """The large part of a shard.

    Attributes:
        turtle: The Turtle file of the report.
        quads: The triples of the report's named graph as N-Quads, a line each.
        inferred: The triples that follow from the report and the base.
    """

    turtle: bytes
    quads: bytes
    inferred: tuple[TextTriple, ...]


class Finish(Struct, frozen=True):
    """The small part of what a report and the conclusions across reports give together.

    Attributes:
        inferred: The counts of the inferred triples about the report.
        whole: The counts of these triples and of the report's named graph together.
        prefixes: The prefixes of the descriptions.
    """

    inferred: Tally
    whole: Tally
    prefixes: dict[str, str]


class FinishBody(Struct, frozen=True):
    """The large part of what a report and the conclusions across reports give together.

    Attributes:
        turtle: The descriptions of the report's parts by inferred triples, in Turtle.
        others: Key and description of the other subjects of these triples.
        quads: The inferred triples as N-Quads, a line each.
    """

    turtle: bytes
    quads: bytes
