"""The page on corrections and takedown, and the Atom feed of releases and corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from xml.etree import ElementTree as ET

from inspectgraph.export.catalogue_terms import POLICY
from inspectgraph.publish.graph import Resource
from inspectgraph.publish.site import Site
from inspectgraph.rdf.namespaces import DCTERMS, INSP

__all__ = ["FEED", "Corrected", "Withdrawn", "corrected", "corrections_page", "feed"]

#: The path of the feed in the site.
FEED: Final = "feed.atom"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_MIDNIGHT: Final = "T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected value.

    Attributes:
        iri: The IRI of the correction.
        day: The day of the correction, as an ISO date.
        about: The IRI of the statement or report whose value was corrected.
        report: The IRI of the report.
        key: The key of the value in the extract.
        was: The old value.
        now: The new value, or "" if the value was removed.
        reason: The reason why the old value was wrong.
    """

    iri: str
    day: str
    about: str
    report: str
    key: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawn statement: its IRI, its report, the reason, and its replacements."""

    iri: str
    report: str
    reason: str
    replaced_by: tuple[str, ...]


def corrected(site: Site) -> list[Corrected]:
    """Return the corrected values of all reports, the latest first."""
    graph = site.graph
    found = [
        _corrected(site, graph.resource(iri))
        for iri in graph.instances(INSP.Correction)
    ]
    return sorted(
        sorted(found, key=attrgetter("iri")), key=attrgetter("day"), reverse=True
    )


def _corrected(site: Site, one: Resource) -> Corrected:
    """Return a correction in the form that the page and the feed need."""
    about = one.link(INSP.correctionOf)
    owner = site.graph.resource(about)
    report = owner.link(INSP.statedIn) or owner.link(INSP.withdrawnFrom) or about
    return Corrected(
        iri=one.iri,
        day=one.text(INSP.correctedOn),
        about=about,
        report=report,
        key=one.text(INSP.correctedKey),
        was=one.text(INSP.formerValue),
        now=one.text(INSP.correctedValue),
        reason=one.text(INSP.reason),
    )


def _withdrawn(site: Site) -> list[Withdrawn]:
    """Return the withdrawn statements of all reports."""
    found: list[Withdrawn] = []
    for iri in sorted(site.graph.instances(INSP.Withdrawal)):
        one = site.graph.resource(iri)
        replaced_by = tuple(one.links(DCTERMS.isReplacedBy))
        report = one.link(INSP.withdrawnFrom)
        found.append(Withdrawn(iri, report, one.text(INSP.reason), replaced_by))
    return found


def corrections_page(site: Site) -> bytes:
    """Return the page with the policy, the corrections and the withdrawn statements."""
    return site.page(
        POLICY.removesuffix(".html"),
        "policy",
        "Corrections and takedown",
        corrections=corrected(site),
        withdrawn=_withdrawn(site),
        feed=FEED,
    )


def feed(site: Site) -> bytes:
    """Return the Atom feed. The same graph always gives the same feed.

    The update date of an entry is the day of the release or correction. If there are no
    entries, the update date of the feed is the last day of curation.
    """
    home = site.settings.home
    ET.register_namespace("", _ATOM)
    root = ET.Element(_name("feed"))
    entries = sorted(_entries(site), key=lambda one: one[:2], reverse=True)
    days = [day for day, *_ in entries] or [site.settings.day or "1970-01-01"]
    _text(root, "id", f"{home}{FEED}")
    _text(root, "title", f"{site.settings.title}: releases and corrections")
    _text(root, "updated", max(days) + _MIDNIGHT)
    _text(ET.SubElement(root, _name("author")), "name", site.settings.publisher)
    _link(root, "self", f"{home}{FEED}", "application/atom+xml")
    _link(root, "alternate", f"{home}{POLICY}", "text/html")
    for day, iri, title, summary, page in entries:
        entry = ET.SubElement(root, _name("entry"))
        _text(entry, "id", iri)
        _text(entry, "title", title)
        _text(entry, "updated", day + _MIDNIGHT)
        _text(entry, "summary", summary)
        _link(entry, "alternate", page, "text/html")
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entries(site: Site) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the day, IRI, title, summary and page of each release and each correction."""
    home = site.settings.home
    for one in site.settings.releases:
        title = f"Version {one.version}"
        yield one.day, one.iri, title, one.note, f"{home}data.html"
    for found in corrected(site):
        now = found.now or "nothing"
        label = site.graph.label(found.report)
        title = f"Corrected in {label}: {found.key}"
        summary = f"{found.was} was corrected to {now}. {found.reason}"
        where = site.graph.addresses.of(found.about)
        page = home + (where.file if where else POLICY)
        yield found.day, found.iri, title, summary, page


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _name(tag)).text = text


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    given = {"rel": relation, "href": address, "type": kind}
    ET.SubElement(parent, _name("link"), given)
