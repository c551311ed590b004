"""Choose words for the pages of the site, and list the properties that pages show."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, Final

from inspectgraph.publish.graph import Graph, Resource
from inspectgraph.rdf.namespaces import INSP, SKOS

__all__ = [
    "FILTERS",
    "FLAGSHIP",
    "KINDS",
    "TERMS",
    "capital",
    "kind_of",
    "statement_words",
]

#: The question that the first page shows as an example.
FLAGSHIP: Final = "caf-uptake"
#: The properties that templates look up, by their names there.
TERMS: Final = MappingProxyType(
    {
        "area": INSP.area,
        "authority_type": INSP.authorityType,
        "award_source": INSP.awardSource,
        "compared_with": INSP.comparedWith,
        "corrected_on": INSP.correctedOn,
        "covered": INSP.coveredUnitCount,
        "curated": INSP.curatedSentenceCount,
        "curated_on": INSP.curatedOn,
        "definition": SKOS.definition,
        "dfe_code": INSP.dfeCode,
        "digest": INSP.digest,
        "doubt": INSP.doubt,
        "explained": INSP.explainedSentenceCount,
        "file_name": INSP.fileName,
        "former_value": INSP.formerValue,
        "gss": INSP.gssCode,
        "length": INSP.length,
        "method": INSP.curationMethod,
        "notation": SKOS.notation,
        "note": INSP.note,
        "nothing_reason": INSP.nothingReason,
        "period": INSP.period,
        "polarity": INSP.polarity,
        "printed_value": INSP.printedValue,
        "rank": INSP.rank,
        "reason": INSP.reason,
        "scope_note": SKOS.scopeNote,
        "sentences": INSP.sentenceCount,
        "skos_alt": SKOS.altLabel,
        "skos_definition": SKOS.definition,
        "skos_note": SKOS.note,
        "start": INSP.start,
        "stated_in": INSP.statedIn,
        "status": INSP.status,
        "status_kind": INSP.statusKind,
        "succeeded": INSP.succeededBy,
        "succeeds": INSP.succeeds,
        "text_digest": INSP.textDigest,
        "text_length": INSP.textLength,
        "unitId": INSP.unitId,
        "unitKind": INSP.unitKind,
        "unitOrder": INSP.unitOrder,
        "unit_count": INSP.unitCount,
        "what": INSP.what,
    }
)
#: The words for statements that are not findings.
KINDS: Final = (
    (INSP.Recommendation, "recommendation"),
    (INSP.Measurement, "figure"),
    (INSP.Event, "event"),
    (INSP.ReportedJudgement, "quoted grade"),
    (INSP.Judgement, "grade"),
    (INSP.NoJudgement, "aspect not judged"),
    (INSP.Withdrawal, "withdrawn statement"),
)


def kind_of(statement: Resource) -> str:
    """Return the kind of a statement, in words."""
    return next((words for kind, words in KINDS if statement.is_a(kind)), "statement")


def statement_words(graph: Graph, statement: Resource) -> str:
    """Return words for a statement that has no note.

    The words give the aspect and grade of the statement. If the statement has no aspect
    and no grade, the words give its reason. If there is no reason, the words give the
    printed value. If there is no printed value, the words give the themes.
    """
    aspect, grade = statement.link(INSP.aspect), statement.link(INSP.grade)
    if aspect or grade:
        word = graph.label(grade) if grade else "not judged"
        return f"{graph.label(aspect)}: {word}" if aspect else word
    if found := statement.text(INSP.reason):
        return f"{kind_of(statement)}: {found}"
    printed, indicator = (
        statement.text(INSP.printedValue),
        statement.link(INSP.indicator),
    )
    if printed:
        return f"{graph.label(indicator)}: {printed}" if indicator else printed
    theme = ", ".join(map(graph.label, statement.links(INSP.theme)))
    return f"{kind_of(statement)}: {theme}" if theme else kind_of(statement)


def slug(text: str) -> str:
    """Convert a text to the id of a heading.

    >>> slug("East of England"), slug("2014")
    ('east-of-england', 'year-2014')
    """
    found = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f"year-{found}" if found[:1].isdigit() else found


def capital(text: Any) -> str:
    """Return a text with its first letter in upper case."""
    return f"{text}"[:1].upper() + f"{text}"[1:]


def small(text: Any) -> str:
    """Return a text with its first letter in lower case."""
    return f"{text}"[:1].lower() + f"{text}"[1:]


FILTERS: Final = MappingProxyType(
    {"slug": slug, "capitalize_first": capital, "lower_first": small}
)
