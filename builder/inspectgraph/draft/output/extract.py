"""Write a draft as an extract file in YAML, with a mark on each unconfirmed value.

The same draft always gives the same bytes. The file has an anchor in place of each text
span. The only words of the report in the file are the title, the reference number, and
printed dates and figures. Each note is a placeholder that the curator replaces. An
unknown value is left out, and a question or a `doubt` asks the curator for the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.metadata.titles import NO_TITLE, short_title
from inspectgraph.draft.model import (
    Draft,
    Drafted,
)
from inspectgraph.draft.output.statements import (
    Record,
    Statements,
    mark_record,
    time_record,
)
from inspectgraph.draft.resources import Knowledge
from inspectgraph.files.yaml_write import to_flow
from inspectgraph.model.depth import FULL, GRADES
from inspectgraph.read import Document

__all__ = ["extract_text"]

#: By depth: how a curator turns the draft into an extract.
_ADVICE = {
    FULL: "take out `draft` from a value to confirm it, then word its note.",
    GRADES: "take out `draft` from a value to confirm it.",
}
_RULE_OF_NOTHING = "section-of-method"


def extract_text(  # noqa: PLR0913 - each is a part of the file
    draft: Draft,
    document: Document,
    knowledge: Knowledge,
    name: str,
    *,
    today: date,
    depth: str = FULL,
    file: Mapping[str, str] | None = None,
    lists: Iterable[tuple[str, list[Record]]] | None = None,
) -> str:
    """Return the text of the extract file of a draft.

    Args:
        draft: The draft.
        document: The report from which the draft was made.
        knowledge: The registry and the concept schemes.
        name: The name of the report, which is also the name of the file.
        today: The date of drafting, as written into the extract.
        depth: The depth of the draft, `full` or `grades`.
        file: The record of the report's PDF, with the digest of the PDF. It is None if
            the report is a text file.
        lists: The lists of statements for the file. If None, the file gets the lists of
            the draft.
    """
    statements = Statements(document, knowledge)
    of_depth = statements.of_grades if depth == GRADES else statements.lists
    lines = [
        f"# Draft of {name}: {_ADVICE[depth]}",
        *(f"# Question: {question}" for question in draft.questions),
        *_head(draft, knowledge, name, depth),
        *_made(today, file),
        *_marks(draft),
    ]
    for key, records in of_depth(draft) if lists is None else lists:
        lines += _list(key, records)
    if draft.nothing:
        lines += ["", "nothing:"]
        for unit, reason in draft.nothing.items():
            lines.append(f"  {unit}: {reason}")
    return "\n".join(lines) + "\n"


# Values of the report as a whole


def _head(draft: Draft, knowledge: Knowledge, name: str, depth: str) -> Iterator[str]:
    """Yield the lines for the values that describe the whole report, such as the title.

    If the draft lacks a required value, its key is written with an empty value.
    """
    title = NO_TITLE
    if draft.title:
        title = draft.title.value
    yield _line("report", name)
    yield _line("title", short_title(title, knowledge.registry.titles))
    if draft.framework:
        yield _line("framework", draft.framework.value)
    else:
        yield 'framework: ""  # write the framework'
    authorities = []
    if draft.authority:
        authorities.append(draft.authority.value)
    yield _line("authorities", authorities)
    inspectorates: tuple[str, ...] = ()
    if draft.inspectorates:
        inspectorates = draft.inspectorates.value
    yield _line("inspectorates", list(inspectorates))
    if draft.inspection:
        yield _line("inspection", time_record(draft.inspection.value))
    if draft.published:
        yield _line("published", time_record(draft.published.value))
    if draft.reference:
        yield f'reference: "{draft.reference.value}"'
    if draft.rights:
        yield _line("rights", draft.rights.value)
    else:
        yield 'rights: ""  # write the rights'
    yield _line("language", "en")
    if depth != FULL:
        yield _line("depth", depth)


def _made(today: date, file: Mapping[str, str] | None) -> Iterator[str]:
    """Yield the YAML lines about the PDF of the report and about the draft.

    If the report was not read from a PDF, the lines are only about the draft.
    """
    if file:
        yield _line("document", dict(file))
    yield _line("curation", {"method": "drafted", "finished": today})


def _line(key: str, value: Any) -> str:
    """Return a key and its value as one line of YAML."""
    return f"{key}: {to_flow(value)}"


def _marks(draft: Draft) -> Iterator[str]:
    """Yield the lines of the block `drafted`.

    The block has the confidence and the rule of each value that describes the whole
    report. If the draft has a list `nothing`, this list also has a confidence and a
    rule. The last lines of the block are the questions to the curator.
    """
    marks = {
        "title": draft.title,
        "framework": draft.framework,
        "authorities": draft.authority,
        "inspectorates": draft.inspectorates,
        "inspection": draft.inspection,
        "published": draft.published,
        "reference": draft.reference,
        "rights": draft.rights,
    }
    yield "drafted:"
    for key, value in marks.items():
        if value:
            yield f"  {key}: {to_flow(mark_record(value))}"
    if draft.nothing:
        rule = _RULE_OF_NOTHING
        mark = Drafted(confidence=confidence_of(rule), rule=rule)
        yield f"  nothing: {to_flow(mark_record(mark))}"
    if draft.questions:
        yield "  questions:"
        for question in draft.questions:
            yield f"    - {to_flow(question)}"


def _list(key: str, records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the YAML lines of a list of records.

    Yield nothing if the list is empty.
    """
    for number, record in enumerate(records):
        if number == 0:
            yield from ("", f"{key}:")
        yield from _record(record)


def _record(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the YAML lines of one record, with one line for each key.

    Each part of a recommendation also has its own line.
    """
    dash = "  - "
    for key, value in record.items():
        if key == "parts":
            yield f"{dash}parts:"
            for part in value:
                yield f"      - {to_flow(part)}"
        else:
            yield f"{dash}{_line(key, value)}"
        dash = "    "
