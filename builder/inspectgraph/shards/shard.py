"""The shard of a report: the results for this report alone.

A shard has a small part (`Head`) and a large part (`Body`). Triples inferred from
several reports are added later. The results of this second step also have a small part
(`Finish`) and a large part (`FinishBody`).
"""

from __future__ import annotations

from msgspec import Struct

from inspectgraph.export.void_statistics import NO_FIGURES, Counted, Figures, Tally
from inspectgraph.load.links import LinkFacts
from inspectgraph.model.errors import Problem
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import Block
from inspectgraph.shards.kept_finding import KeptFinding

__all__ = [
    "Body",
    "Conclusions",
    "Finish",
    "FinishBody",
    "Head",
    "Inferred",
    "KeptFinding",
]


class Head(Struct, frozen=True):
    """The small part of a report's results, which is needed to combine all reports.

    Attributes:
        report: The name of the report.
        rights: The rights under which the report was published.
        is_published: Whether the report enters the graph. By default, a draft enters
            the graph only when its data about the whole report are confirmed.
        problems: The problems of the extract and of its list of units. If there are
            problems, all attributes that follow are empty.
        findings: The findings of the validation of the report.
        triples_key: The cache key of the triples used by rules and shapes that need
            several reports.
        elsewhere: The inferred triples about resources outside the report.
        facts: The triples that are needed for the catalogue.
        names: The names of the earlier reports that this report supersedes.
        links: The data needed to check links from and to the report; None if the
            extract has problems.
        figures: The statistics of the report's named graph.
        size: The number of bytes in the Turtle file.
        digest: The SHA-256 digest of the Turtle file, in hexadecimal digits.
    """

    report: str
    rights: str = ""
    is_published: bool = True
    problems: tuple[Problem, ...] = ()
    findings: tuple[KeptFinding, ...] = ()
    triples_key: str = ""
    elsewhere: tuple[TextTriple, ...] = ()
    facts: tuple[TextTriple, ...] = ()
    names: tuple[str, ...] = ()
    links: LinkFacts | None = None
    figures: Figures = NO_FIGURES
    size: int = 0
    digest: str = ""


class Conclusions(Struct, frozen=True):
    """The results that depend on several reports: inferred triples and findings.

    Attributes:
        of_report: The inferred triples about each report and its parts, keyed by the
            name of the report.
        others: The inferred triples about resources that reports share.
        findings: The findings on the registry and the ontology.
        of_extracts: The findings on single reports, without source locations.
        keys: A digest of the inferred triples about each report, keyed by the name of
            the report.
    """

    of_report: dict[str, tuple[TextTriple, ...]]
    others: tuple[TextTriple, ...]
    findings: tuple[KeptFinding, ...]
    of_extracts: tuple[KeptFinding, ...]
    keys: dict[str, str]


class Body(Struct, frozen=True):
    """The large part of a report's shard, which contains the triples of the report.

    Attributes:
        turtle: The content of the report's Turtle file.
        quads: The report's named graph as N-Quads, one per line.
        inferred: The triples that are inferred about the report.
        across: The triples that are needed when all reports are combined. Rules and
            shapes that need several reports use these triples.
    """

    turtle: bytes
    quads: bytes
    inferred: Inferred
    across: tuple[TextTriple, ...]


class Inferred(Struct, frozen=True):
    """The triples that are inferred about one report.

    They are inferred from the triples of the report and the triples that all reports
    share.

    Attributes:
        triples: The triples.
        described: A pair for each subject: a sorting key, and the Turtle description of
            the subject. The pairs are sorted by this key.
        prefixes: The namespaces in these descriptions, keyed by prefix.
        counts: The counts of the inferred triples, such as the number of subjects.
        whole: The counts of the report's named graph and the inferred triples together.
    """

    triples: tuple[TextTriple, ...] = ()
    described: tuple[Block, ...] = ()
    prefixes: dict[str, str] = {}
    counts: Counted = Counted(Tally())
    whole: Counted = Counted(Tally())


class Finish(Struct, frozen=True):
    """The small part of the inferred triples about a report: counts and prefixes.

    Attributes:
        inferred: The counts of the inferred triples.
        whole: The counts of the report's named graph and the inferred triples together.
        prefixes: The namespaces in the Turtle text of the inferred triples, keyed by
            prefix.
    """

    inferred: Tally
    whole: Tally
    prefixes: dict[str, str]


class FinishBody(Struct, frozen=True):
    """The inferred triples about a report, as text.

    These texts are the large part of a result. The class `Finish` is the small part.

    Attributes:
        turtle: The inferred triples in Turtle, without prefix declarations.
        quads: The inferred triples as N-Quads, one per line.
    """

    turtle: bytes
    quads: bytes
