"""Short names of IRIs: the prefix for each part of the namespace.

Prefixes follow from the IRIs themselves, so that a new kind of thing needs no entry
here: what lies under `id/authority/` is written `authority:…`, a grade of the scale
`jar` is written `scale-jar:good`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from inspectgraph.rdf.namespaces import BASE, DEF, PREFIXES

__all__ = ["KNOWN", "Names", "short", "split"]

#: The vocabularies of others that files may use, by prefix.
KNOWN: Final[Mapping[str, str]] = {
    **PREFIXES,
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "doco": "http://purl.org/spar/doco/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gss": "http://statistics.data.gov.uk/id/statistical-geography/",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
}

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in KNOWN.items()}
#: Families of schemes: each member is a namespace of its own.
_FAMILIES: Final = frozenset({"aspect", "scale", "timescale"})
#: A report's units are its passages: `unit:` is for units of measurement.
_PARTS: Final[Mapping[str, str]] = {"unit": "passage"}
#: What may follow a prefix in Turtle, with `/` to be escaped.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_-])?")


def short(iri: str) -> str:
    """Return an IRI as messages and answers show it.

    A term has its prefix, an IRI of ours goes without the namespace of the project, and
    any other IRI is written in full.

    >>> short("http://purl.org/dc/terms/title")
    'dcterms:title'
    >>> short("https://w3id.org/inspectgraph/theme/housing")
    'theme/housing'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)


def split(iri: str, report: str = "") -> tuple[str, str] | None:
    """Return the prefix and namespace of an IRI in a file, or None if it is written in full.

    Args:
        iri: The IRI.
        report: The report of the file; the prefixes of other reports include their names.

    >>> split("https://w3id.org/inspectgraph/scale/jar/good")
    ('scale-jar', 'https://w3id.org/inspectgraph/scale/jar/')
    >>> split("https://w3id.org/inspectgraph/id/report/x-2008/unit/p1", "x-2008")
    ('passage', 'https://w3id.org/inspectgraph/id/report/x-2008/unit/')
    >>> split("http://www.legislation.gov.uk/id/ukpga/2004/31")
    """
    if iri.startswith(BASE):
        return _own(iri.removeprefix(BASE).split("/"), report)
    namespace = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    prefix = _PREFIX_OF.get(namespace)
    if prefix:
        return (prefix, namespace)
    return None


def _own(parts: list[str], report: str) -> tuple[str, str]:
    """Return prefix and namespace of an IRI of ours, from its parts after the base."""
    match parts:
        case [_]:
            return "ig", BASE
        case ["def", *_]:
            return "insp", DEF
        case ["id", "report", name, kind, _, *_]:
            part = _PARTS.get(kind, kind)
            if name == report:
                prefix = part
            else:
                prefix = f"{name}-{part}"
            return prefix, f"{BASE}id/report/{name}/{kind}/"
        case ["id", kind, *_]:
            return kind, f"{BASE}id/{kind}/"
        case [family, member, _] if family in _FAMILIES:
            return f"{family}-{member}", f"{BASE}{family}/{member}/"
        case _:
            return parts[0], f"{BASE}{parts[0]}/"


class Names:
    """The short names that one file has used, with their prefixes.

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
        """The prefixes used so far and their namespaces, in order."""
        return dict(sorted(self._used.items()))

    def short(self, iri: str) -> str:
        """Return an IRI as Turtle writes it: with its prefix if possible, else in full."""
        if iri not in self._short:
            self._short[iri] = self._shorten(iri)
        return self._short[iri]

    def _shorten(self, iri: str) -> str:
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
