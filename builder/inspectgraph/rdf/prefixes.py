"""Shorten the IRIs of a project with prefixes.

A project has two namespaces: the namespace of inspectgraph and the base IRI of the
project's data. Each part of a namespace has its own prefix.

The prefix follows from the IRI. So a new class of resources gets a prefix without a
change to this module. An IRI under `id/authority/` is written `authority:…`, and a
grade of the scale `jar` is written `scale-jar:good`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import BASE, DEF, PREFIXES

__all__ = ["KNOWN", "Names", "short", "split"]

#: The namespaces of vocabularies that Turtle files may use, by prefix.
KNOWN: Final[Mapping[str, str]] = {
    **PREFIXES,
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "doco": "http://purl.org/spar/doco/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "gss": "http://statistics.data.gov.uk/id/statistical-geography/",
    "qb": "http://purl.org/linked-data/cube#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
}

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in KNOWN.items()}
#: Families of concept schemes. Each scheme, such as `scale/jar`, has its own namespace.
_FAMILIES: Final = frozenset({"aspect", "scale", "timescale"})
#: The units of a report have the prefix `passage:`, because `unit:` is the prefix of
#: units of measure.
_PARTS: Final[Mapping[str, str]] = {"unit": "passage"}
#: Matches a local name, the part after a prefix in Turtle. A `/` in it must be escaped.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_-])?")


def short(iri: str) -> str:
    """Return an IRI in the short form of messages and answers.

    A vocabulary term gets its prefix. A project IRI loses the project's namespace. Any
    other IRI is not shortened.

    >>> short("http://purl.org/dc/terms/title")
    'dcterms:title'
    >>> short("https://w3id.org/inspectgraph/theme/housing")
    'theme/housing'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE).removeprefix(current_base())


def split(iri: str, report: str = "") -> tuple[str, str] | None:
    """Return the prefix and namespace of an IRI, or None if no prefix fits the IRI.

    Args:
        iri: The IRI.
        report: The id of the report that a Turtle file describes, or "". In this file,
            the parts of this report have prefixes such as `passage`. The prefix for a
            part of another report starts with the id of that other report.

    >>> split("https://w3id.org/inspectgraph/scale/jar/good")
    ('scale-jar', 'https://w3id.org/inspectgraph/scale/jar/')
    >>> split("https://w3id.org/inspectgraph/id/report/x-2008/unit/p1", "x-2008")
    ('passage', 'https://w3id.org/inspectgraph/id/report/x-2008/unit/')
    >>> split("http://www.legislation.gov.uk/id/ukpga/2004/31")
    """
    for base in dict.fromkeys((BASE, current_base())):
        if iri.startswith(base):
            return _own(iri.removeprefix(base).split("/"), report, base)
    namespace = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    prefix = _PREFIX_OF.get(namespace)
    if prefix:
        return (prefix, namespace)
    return None


def _own(parts: list[str], report: str, base: str) -> tuple[str, str]:
    """Return the prefix for a project IRI, and the namespace of the prefix.

    Args:
        parts: The parts of the IRI between slashes, after `base`.
        report: The id of a report, as for `split`.
        base: The beginning of the IRI: the namespace of inspectgraph, or the base IRI
            of the data.
    """
    match parts:
        case [_]:
            return ("ig" if base == BASE else "data"), base
        case ["def", *_]:
            return "insp", DEF
        case ["id", "report", name, kind, _, *_]:
            part = _PARTS.get(kind, kind)
            if name == report:
                prefix = part
            else:
                prefix = f"{name}-{part}"
            return prefix, f"{base}id/report/{name}/{kind}/"
        case ["id", kind, *_]:
            return kind, f"{base}id/{kind}/"
        case [family, member, _] if family in _FAMILIES:
            return f"{family}-{member}", f"{base}{family}/{member}/"
        case _:
            return parts[0], f"{base}{parts[0]}/"


class Names:
    """Short names of IRIs in one Turtle file, with the prefixes used so far.

    >>> names = Names()
    >>> names.short("https://w3id.org/inspectgraph/theme/housing")
    'theme:housing'
    >>> names.short("https://example.org/other")
    '<https://example.org/other>'
    >>> names.prefixes
    {'theme': 'https://w3id.org/inspectgraph/theme/'}
    """

    def __init__(self, report: str = "") -> None:
        self.report = report
        self._used: dict[str, str] = {}
        self._short: dict[str, str] = {}

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespaces used so far, keyed by prefix in alphabetical order."""
        return dict(sorted(self._used.items()))

    def short(self, iri: str) -> str:
        """Return an IRI in Turtle syntax: with a prefix if possible, else in full."""
        if iri not in self._short:
            self._short[iri] = self._shorten(iri)
        return self._short[iri]

    def _shorten(self, iri: str) -> str:
        """Return an IRI with its prefix, or in full.

        The IRI is returned in full in three cases: it has no prefix, its local name is
        not valid in Turtle, or its prefix already belongs to another namespace.
        """
        full = f"<{iri}>"
        found = split(iri, self.report)
        if found is None:
            return full
        prefix, namespace = found
        local = iri.removeprefix(namespace)
        usable = prefix[0].isalpha() and _LOCAL.fullmatch(local)
        if not usable:
            return full
        if self._used.setdefault(prefix, namespace) != namespace:
            return full
        return f"{prefix}:" + local.replace("/", "\\/")
