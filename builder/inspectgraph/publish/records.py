"""Inspections and grades for the pages, read from the graph when needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.query.source_notes import CONFIRMED
from inspectgraph.rdf.namespaces import DCAT, DCTERMS, FOAF, INSP, SKOS, SPDX

__all__ = [
    "NOT_PRINTED",
    "Grade",
    "Inspected",
    "Pair",
    "Source",
    "day",
    "grade_of",
    "how_confirmed",
    "inspected",
    "official_page",
    "page_name",
    "pairs_of",
    "printed_days",
    "report_grades",
    "source_of",
    "span",
    "web_address",
]

NOT_PRINTED: Final = "not printed"
#: The names of the inspectorates with a page for each council, by the host of the page.
_HOSTS: Final = {"reports.ofsted.gov.uk": "Ofsted"}
_GRADES: Final = (INSP.Judgement, INSP.NoJudgement, INSP.ReportedJudgement)
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"


def day(text: str) -> str:
    """Return an ISO date in words.

    >>> day("2014-05-05")
    '5 May 2014'
    """
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B} {found.year}"


def span(first: str, last: str) -> str:
    """Return a period in a short form, such as `29 Apr – 21 May 2014`.

    >>> span("2014-04-29", "2014-05-21"), span("2018-01-29", "2018-01-29")
    ('29 Apr – 21 May 2014', '29 Jan 2018')
    """
    if not first:
        return NOT_PRINTED
    end = _short(last)
    if first == last:
        return end
    begin = _short(first)
    if first[:4] == last[:4]:
        begin = begin[:-5]
    if first[:7] == last[:7]:
        begin = begin.partition(" ")[0]
    return f"{begin} – {end}"


def _short(text: str) -> str:
    found = date.fromisoformat(text)
    month = _MONTHS[3 * found.month - 3 : 3 * found.month]
    return f"{found.day} {month} {found.year}"


def printed_days(graph: Graph, time: str) -> tuple[str, str]:
    """Return the first and the last day that a printed time can mean.

    If there is no printed time, both days are "".
    """
    if not time:
        return "", ""
    found = graph.resource(time)
    return found.text(INSP.earliest), found.text(INSP.latest)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A report with its inspection.

    `first` and `last` are the days of the fieldwork. If the report does not give exact
    days, `as_printed` has the printed time of the inspection, such as a month.
    `published` is the printed day of publication, or "". `is_full` is true if the
    report was curated in full.
    """

    iri: str
    name: str
    label: str
    title: str
    framework: str
    authorities: tuple[str, ...]
    inspectorates: tuple[str, ...]
    first: str
    last: str
    as_printed: str
    published: str
    is_full: bool

    @property
    def days(self) -> str:
        """The days of the inspection in words, or the printed time if there are no exact days."""
        return self.as_printed or span(self.first, self.last)

    @property
    def day_published(self) -> str:
        """The day of publication in words, or `not printed`."""
        return day(self.published) if self.published else NOT_PRINTED

    @property
    def when(self) -> str:
        """The days of the inspection in words, or else the day of publication.

        The day of publication is used if the report prints no time of the inspection.
        """
        if self.days != NOT_PRINTED or not self.published:
            return self.days
        return f"published {span(self.published, self.published)}"

    @property
    def order(self) -> tuple[str, str]:
        """The key by which reports are sorted: a day, and the name of the report.

        The day is the first day of the inspection. If it is unknown, the day of
        publication is used. Reports without either day come last.
        """
        return self.first or self.published or "9999", self.name

    @property
    def year(self) -> str:
        """The year in which the inspection began.

        If this year is unknown, the year of publication is used. If both years are
        unknown, the result is "".
        """
        return (self.first or self.published)[:4]


def inspected(graph: Graph, iri: str) -> Inspected:
    """Return a report with its inspection."""
    report = graph.resource(iri)
    inspection = graph.resource(report.link(INSP.reportOf))
    first, last = printed_days(graph, inspection.link(INSP.fieldwork))
    published, _ = printed_days(graph, report.link(INSP.published))
    return Inspected(
        iri=iri,
        name=report.text(DCTERMS.identifier) or last_part(iri),
        label=graph.label(iri),
        title=report.text(DCTERMS.title),
        framework=inspection.link(INSP.framework),
        authorities=tuple(inspection.links(INSP.inspectedAuthority)),
        inspectorates=tuple(inspection.links(INSP.inspectedBy)),
        first=first,
        last=last,
        as_printed=_vague(graph, inspection.link(INSP.fieldwork)),
        published=report.text(DCTERMS.issued) or published,
        is_full=last_part(report.link(INSP.depth)) != "grades",
    )


def _vague(graph: Graph, time: str) -> str:
    """Return the words of a printed time that gives no exact days, such as a month.

    Return "" for all other times.
    """
    found = graph.resource(time)
    if found.text(INSP.precision) in {"", "day", "span"}:
        return ""
    return found.text(INSP.printed)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that a report awards or quotes, or an aspect that it does not judge.

    `kind` is `awarded`, `quoted` or `not judged`. `grade` is "" for an aspect that was not
    judged. `time` is the printed time of a quoted grade. `count` is a text such as `2 of 3`
    if the grade is for several providers.
    """

    iri: str
    kind: str
    aspect: str
    grade: str
    report: Inspected
    framework: str
    time: str
    order: str
    count: str
    reported_of: str
    confirmed: str


def grade_of(graph: Graph, statement: Resource, report: Inspected) -> Grade:
    """Return the `Grade` of a statement that awards, quotes or explicitly withholds a grade."""
    kind = _kind(statement)
    is_quoted = kind == "quoted"
    time = statement.link(INSP.reportedTime)
    return Grade(
        iri=statement.iri,
        kind=kind,
        aspect=statement.link(INSP.aspect),
        grade=statement.link(INSP.grade),
        report=report,
        framework=_framework(graph, statement) if is_quoted else report.framework,
        time=graph.resource(time).text(INSP.printed) if time else "",
        order=printed_days(graph, time)[0] if is_quoted else report.first,
        count=_count(statement),
        reported_of=statement.text(INSP.reportedOf),
        confirmed=how_confirmed(graph, statement, report.iri),
    )


def report_grades(graph: Graph, report: Inspected) -> list[Grade]:
    """Return the awarded and quoted grades of a report, and the aspects that were not judged."""
    stated = graph.subjects(INSP.statedIn, report.iri)
    found = graph.of_kind(stated, *_GRADES)
    return [grade_of(graph, one, report) for one in found]


def _kind(statement: Resource) -> str:
    if statement.is_a(INSP.ReportedJudgement):
        return "quoted"
    return "not judged" if statement.is_a(INSP.NoJudgement) else "awarded"


def _framework(graph: Graph, statement: Resource) -> str:
    """Return the framework of a grade.

    If the statement does not name a framework, return the framework of the aspect.
    """
    if stated := statement.link(INSP.framework):
        return stated
    aspect = statement.link(INSP.aspect)
    for scheme in graph.resource(aspect).links(SKOS.inScheme) if aspect else ():
        for framework in graph.subjects(INSP.aspectScheme, scheme):
            return framework
    return ""


def _count(statement: Resource) -> str:
    count, whole = statement.text(INSP.count), statement.text(INSP.outOf)
    return f"{count} of {whole}" if count and whole else count


def how_confirmed(graph: Graph, statement: Resource, report: str) -> str:
    """Describe how a statement came into the graph, as a sentence without a full stop."""
    confirmation = graph.resource(statement.link(INSP.confirmation) or report)
    method = last_part(confirmation.link(INSP.confirmationMethod))
    if not method:
        curation = graph.resource(graph.resource(report).link(INSP.curation))
        method = curation.text(INSP.curationMethod)
    if statement.text(INSP.confidence):
        method = "drafted"
    words = CONFIRMED.get(method, method.replace("-", " ") or "not known")
    when = confirmation.text(INSP.confirmedOn)
    text = words.format(f"on {day(when)}" if when else "")
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Pair:
    """A grade, an earlier grade of the same council, and the comparability of the two."""

    iri: str
    later: str
    earlier: str
    comparability: str
    reasons: tuple[str, ...]


def pairs_of(graph: Graph, statements: Iterable[str], council: str = "") -> list[Pair]:
    """Return the pairs of judgements for the given later judgements.

    A pair is a judgement and the previous judgement on the same council.

    Args:
        graph: The graph.
        statements: The IRIs of the later judgements.
        council: The IRI of a council. If it is "", the pairs of all councils are
            returned.
    """
    found: list[Pair] = []
    for later in statements:
        for pair in graph.resources(graph.subjects(INSP.laterJudgement, later)):
            if council in ("", pair.link(INSP.pairAuthority)):
                found.append(
                    Pair(
                        iri=pair.iri,
                        later=later,
                        earlier=pair.link(INSP.earlierJudgement),
                        comparability=pair.text(INSP.comparability),
                        reasons=tuple(_reasons(graph, pair)),
                    )
                )
    return found


def _reasons(graph: Graph, pair: Resource) -> Sequence[str]:
    """Return the reasons why two judgements are comparable or not.

    The reasons are notes on the comparison of the two aspects, and on the comparison
    of the two grades.
    """
    links = (pair.link(INSP.aspectComparison), pair.link(INSP.gradeComparison))
    notes = [graph.resource(one).text(SKOS.scopeNote) for one in links if one]
    return [note for note in dict.fromkeys(notes) if note]


@dataclass(frozen=True, slots=True)
class Source:
    """The sources for the text of a report: official pages, and the file that was read.

    Attributes:
        official: The IRI of each council that has an official page, with the address
            and the name of the page.
        file: The name of the file that was read, or "".
        digest: The SHA-256 digest of the file, or "".
        copy: The address of a copy of the file, or of a collection that contains the
            file. "" if there is no address.
    """

    official: Sequence[tuple[str, str, str]]
    file: str
    digest: str
    copy: str


def source_of(graph: Graph, report: Inspected) -> Source:
    """Return the sources for the text of a report: official pages, and a file."""
    own = graph.resource(report.iri)
    document = graph.resource(own.link(INSP.document))
    digest = graph.resource(document.link(SPDX.checksum)).text(SPDX.checksumValue)
    return Source(
        [(one, *page) for one in report.authorities if (page := _page(graph, one))],
        document.text(INSP.fileName),
        digest,
        web_address(document.link(DCAT.accessURL)),
    )


def _page(graph: Graph, council: str) -> tuple[str, str] | None:
    """Return the address and the name of the official page of a council, or None."""
    found = official_page(graph, council)
    return (found, page_name(found, graph.label(council))) if found else None


def official_page(graph: Graph, council: str) -> str:
    """Return the address of the inspectorate's page about a council, or ""."""
    return web_address(graph.resource(council).link(FOAF.page))


def page_name(address: str, council: str) -> str:
    """Return the name of an official page of a council.

    >>> page_name("https://reports.ofsted.gov.uk/provider/44/80486", "Barnet")
    'Barnet at Ofsted'
    """
    host = urlsplit(address).hostname or ""
    return f"{council} at {_HOSTS.get(host, host)}"


def web_address(iri: str) -> str:
    """Return an IRI if a browser can open it as a web page. Otherwise, return ""."""
    return iri if re.match(r"https?://", iri) else ""
