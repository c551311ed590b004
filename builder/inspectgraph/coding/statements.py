"""Turn the statements of a graph into codings: anchored words with codes and a note.

Only the reports have the words. So a statement becomes a coding only if its report is
available and contains the words of the anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from inspectgraph.anchors.report_files import find_reports
from inspectgraph.coding.codebook import GROUPS, KIND_IRI, KINDS, codes_of_schemes
from inspectgraph.coding.model import Code, CodedProject, Coding, SourceText
from inspectgraph.coding.report_text import ReportText, Stretch
from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.model.anchor import look_up
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.rdf.canonical import named_graphs
from inspectgraph.rdf.namespaces import INSP, OA, RDF
from inspectgraph.read import read_report

__all__ = [
    "Place",
    "Statement",
    "coded_project",
    "codes_of",
    "graph_facts",
    "properties_left_out",
    "statements_of",
]

#: The classes of statements, and the name of the code for each.
_KINDS: Final[Mapping[str, str]] = {
    "Judgement": "judgement",
    "NoJudgement": "aspect not judged",
    "ReportedJudgement": "reported judgement",
    "Strength": "finding",
    "Weakness": "finding",
    "MixedFinding": "finding",
    "NeutralFinding": "finding",
    "Recommendation": "recommendation",
    "Measurement": "measurement",
    "Event": "event",
}
_FIELD_TERMS: Final = {
    "themes": INSP.theme,
    "polarity": INSP.polarity,
    "kind": INSP.findingKind,
    "group": INSP.childGroup,
    "level": INSP.level,
    "state": INSP.state,
    "trend": INSP.trend,
    "extent": INSP.extent,
    "certainty": INSP.certainty,
    "voice": INSP.voice,
}
#: Properties of statements that an export carries, besides those of `_FIELD_TERMS`.
_CARRIED: Final = frozenset(
    term.value
    for term in (
        RDF.type,
        INSP.evidence,
        INSP.note,
        INSP.statedIn,
        INSP.statementId,
        INSP.part,
        *_FIELD_TERMS.values(),
    )
)
_SOUND: Final = frozenset({"found", "figures-unchecked"})


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence for a statement: its IRI, and the anchor of its words."""

    iri: str
    unit: str
    passage: str
    start: int
    length: int
    digest: str
    figures: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its codes, or a part of a recommendation with its codes.

    `codes` are the keys of the codes. `note` is the note of the statement. If the
    statement has no note, `note` is a text made from the aspect and grade.
    """

    iri: str
    identity: str
    report: str
    codes: tuple[str, ...]
    note: str
    places: tuple[Place, ...]


def graph_facts(store: Store) -> Facts:
    """Return the stated triples of a graph, without inferred triples."""
    return stated(named_graphs(store))


def codes_of(facts: Facts) -> list[Code]:
    """Return the codebook: the concepts of the concept schemes, and the kinds of statement."""
    kinds = [Code(_kind_key(KINDS), KINDS, "Kinds of statement.", codable=False)]
    for name in dict.fromkeys(_KINDS.values()):
        kinds.append(Code(_kind_key(name), name, "", _kind_key(KINDS)))
    return [*codes_of_schemes(facts), *kinds]


def _kind_key(name: str) -> str:
    """Return the key that a kind of statement has in the codebook."""
    return f"{KIND_IRI}{name.replace(' ', '-')}"


def statements_of(facts: Facts) -> Iterator[Statement]:
    """Yield the statements of a graph as records with codes and evidence."""
    classes = (getattr(INSP, name) for name in _KINDS)
    for iri in facts.instances(*classes):
        yield from _with_parts(facts, iri)


def properties_left_out(facts: Facts) -> dict[str, int]:
    """Count the statements that have a property which codings cannot express.

    Examples of such properties are the grade and the aspect of a judgement. The result
    has the number of statements for each such property.
    """
    counts: dict[str, int] = {}
    classes = (getattr(INSP, name) for name in _KINDS)
    for iri in facts.instances(*classes):
        for predicate in facts.properties(iri):
            if predicate not in _CARRIED:
                name = slug(predicate)
                counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


def _with_parts(facts: Facts, iri: str) -> Iterator[Statement]:
    """Yield a statement, and then its parts if it is a recommendation."""
    report = facts.link(iri, INSP.statedIn)
    kind = _kind_key(_KINDS[facts.kind(iri)])
    codes = (*_field_codes(facts, iri), kind)
    identity = facts.text(iri, INSP.statementId)
    places = _places(facts, iri)
    yield Statement(iri, identity, report, codes, _note(facts, iri), places)
    for part in facts.links(iri, INSP.part):
        note = facts.text(part, INSP.note)
        yield Statement(part, slug(part), report, codes, note, _places(facts, part))


def _field_codes(facts: Facts, iri: str) -> Iterator[str]:
    """Yield the IRI of each concept that a statement uses and that has a code in the codebook."""
    for group in GROUPS:
        yield from facts.links(iri, _FIELD_TERMS[group.field])


def _note(facts: Facts, iri: str) -> str:
    """Return the note of a statement, or a text made from its aspect and grade."""
    if note := facts.text(iri, INSP.note) or facts.text(iri, INSP.what):
        return note
    aspect = facts.link(iri, INSP.aspect)
    grade = facts.link(iri, INSP.grade)
    named = [facts.label(one) for one in (aspect, grade) if one]
    return ": ".join(named) or facts.text(iri, INSP.reportedOf)


def _places(facts: Facts, iri: str) -> tuple[Place, ...]:
    """Return the pieces of evidence for a statement."""
    found: list[Place] = []
    for evidence in facts.links(iri, INSP.evidence):
        selector = facts.link(evidence, OA.hasSelector)
        passage = facts.link(evidence, OA.hasSource)
        found.append(
            Place(
                evidence,
                facts.text(passage, INSP.unitId),
                passage,
                int(facts.text(selector, INSP.start) or 0),
                int(facts.text(selector, INSP.length) or 0),
                facts.text(selector, INSP.digest),
                facts.text(selector, INSP.figures),
            )
        )
    return tuple(found)


def coded_project(facts: Facts, reports: Path) -> CodedProject:
    """Return the statements of a graph as codings of the report texts.

    Missing reports are listed as left out. Statements whose words are not found in
    their report are listed as well.

    Args:
        facts: The stated triples of the graph.
        reports: The folder of the reports.

    Raises:
        UnreadableError: If the folder has none of the reports, or a report cannot be
            read.
    """
    project = CodedProject("inspectgraph", codes_of(facts))
    every = facts.instances(INSP.Report)
    published = {slug(iri): _published_file(facts, iri) for iri in every}
    files = find_reports(reports, published, published)
    if not files:
        message = "the folder contains none of the reports in the graph"
        raise UnreadableError("no-report", message, Where(str(reports)))
    texts: dict[str, ReportText] = {}
    for iri in every:
        name = slug(iri)
        if name not in files:
            reason = "the report is not in the folder, so its statements are left out"
            project.leave_out("report", name, reason)
            continue
        texts[iri] = ReportText(read_report(files[name]))
        project.sources[iri] = SourceText(
            iri, (name,), texts[iri].text, _created(facts, iri)
        )
    for statement in statements_of(facts):
        if statement.report in texts:
            _add(project, statement, texts[statement.report])
    return project


def _add(project: CodedProject, statement: Statement, text: ReportText) -> None:
    """Add a coding for each piece of evidence for a statement."""
    for place in statement.places:
        stretch = _found(place, text)
        if stretch is None:
            reason = f"its words are not in the unit {place.unit} of this report"
            project.leave_out("statement", statement.identity, reason)
            continue
        begin, end = text.span(stretch)
        project.codings.append(
            Coding(
                place.iri,
                statement.report,
                tuple((code,) for code in statement.codes),
                begin,
                end,
                text.text[begin:end],
                note=statement.note,
                name=statement.identity,
                statement=statement.iri,
                anchor=(
                    place.unit,
                    stretch.start,
                    place.length,
                    place.digest,
                    place.figures,
                ),
            )
        )


def _found(place: Place, text: ReportText) -> Stretch | None:
    """Return the part of the unit that contains the words of an anchor.

    Return None if the report lacks the unit, or if the words do not occur exactly once
    in the unit.
    """
    try:
        unit = text.unit_text(place.unit)
    except KeyError:
        return None
    found = look_up(unit, place.length, place.digest, place.figures)
    if found.state not in _SOUND:
        return None
    return Stretch(place.unit, found.starts[0], place.length)


def _created(facts: Facts, report: str) -> str:
    """Return the day on which the curation of a report was finished, or ""."""
    return facts.text(facts.link(report, INSP.curation), INSP.curatedOn)


def _published_file(facts: Facts, report: str) -> str:
    """Return the file name under which a report was published, or ""."""
    return facts.text(facts.link(report, INSP.document), INSP.fileName)
