"""The kinds of names in fields, such as `theme`, and the sources of these names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "CONTEXTUAL",
    "NAME_KINDS",
    "REGISTRY_FILES",
    "STATEMENT_KINDS",
    "NameKind",
    "name_kind",
]

#: The names of the registry files that map slugs to records, each with the noun for one
#: record. The noun is a part of the IRI of each record.
REGISTRY_FILES: Final[Mapping[str, str]] = {
    "authorities": "authority",
    "regions": "region",
    "inspectorates": "inspectorate",
    "bodies": "body",
    "changes": "change",
    "services": "service",
    "frameworks": "framework",
    "places": "place",
}

#: The kinds of names that are ids of statements in the same extract.
STATEMENT_KINDS: Final = frozenset({"statement", "live-statement"})

#: The kinds of names for which the allowed names depend on the extract or another
#: field.
CONTEXTUAL: Final = STATEMENT_KINDS | {
    "aspect",
    "earlier-statement",
    "framework-aspect",
    "report",
    "reported-aspect",
    "reported-grade",
    "unit",
}


@dataclass(frozen=True, slots=True)
class NameKind:
    """A kind of name, such as `theme`.

    Attributes:
        code: The code of the problem for an unknown name.
        noun: The word for such a name in messages.
        sources: The places that declare the names. A source has one of four forms:

            - `theme`: the names are the concepts of the concept scheme `theme`;
            - `.bodies`: the names are the entries of the registry file `bodies`;
            - `/scale`: the names are the concepts of all schemes in the family `scale`;
            - `*scale`: the names are the names of the schemes in the family `scale`.
    """

    code: str
    noun: str
    sources: tuple[str, ...]


def _of_scheme(noun: str, scheme: str, code: str = "unknown-value") -> NameKind:
    """Return a `NameKind` for names of the concepts in one concept scheme."""
    return NameKind(code, noun, (scheme,))


#: The kinds of names, except those that only stand for the scheme of the same name.
NAME_KINDS: Final[Mapping[str, NameKind]] = {
    "actor": NameKind("unknown-body", "authority or body", (".authorities", ".bodies")),
    "authority": NameKind("unknown-authority", "authority", (".authorities",)),
    "award-source": _of_scheme("source", "award-source"),
    "band": NameKind("unknown-band", "band", ("/timescale",)),
    "body": NameKind("unknown-body", "body", (".bodies",)),
    "body-kind": _of_scheme("kind of body", "body-kind"),
    "child-group": _of_scheme("group of children", "child-group", "unknown-group"),
    "compared-with": _of_scheme("thing to compare with", "compared-with"),
    "comparison-result": _of_scheme("result of a comparison", "comparison-result"),
    "confirmation": _of_scheme("way of confirming", "confirmation"),
    "depth": _of_scheme("depth", "depth"),
    "finding-kind": _of_scheme("kind of finding", "finding-kind"),
    "evidence-kind": _of_scheme("kind of evidence", "evidence-kind"),
    "framework": NameKind("unknown-framework", "framework", (".frameworks",)),
    "grade": NameKind("unknown-grade", "grade", ("/scale",)),
    "indicator": _of_scheme("indicator", "indicator", "unknown-indicator"),
    "inspectorate": NameKind(
        "unknown-inspectorate", "inspectorate", (".inspectorates",)
    ),
    "link-basis": _of_scheme("basis of a link", "link-basis"),
    "link-kind": _of_scheme("kind of link", "link-kind"),
    "link-outcome": _of_scheme("outcome", "link-outcome"),
    "measurement-kind": _of_scheme("kind of measurement", "measurement-kind"),
    "measurement-status": _of_scheme("status", "measurement-status"),
    "nothing-reason": _of_scheme("reason", "nothing-reason"),
    "party": NameKind(
        "unknown-body",
        "body or service",
        (".authorities", ".bodies", ".inspectorates", ".services"),
    ),
    "place": NameKind("unknown-place", "place", (".places",)),
    "place-kind": _of_scheme("kind of place", "place-kind"),
    "region": NameKind("unknown-region", "region", (".regions",)),
    "relation": _of_scheme("relation", "relation"),
    "report-status": _of_scheme("status of a report", "report-status"),
    "responsible": NameKind(
        "unknown-body",
        "authority, body or kind of body",
        (".authorities", ".bodies", "body-kind"),
    ),
    "scale": NameKind("unknown-scale", "scale", ("*scale",)),
    "service": NameKind(
        "unknown-service", "service or type of service", (".services", "service-type")
    ),
    "service-type": _of_scheme("type of service", "service-type"),
    "theme": _of_scheme("theme", "theme", "unknown-theme"),
    "unit-of-measure": _of_scheme("unit", "unit"),
}


def name_kind(kind: str) -> NameKind:
    """Return the `NameKind` that has a given key.

    A key that is not in `NAME_KINDS` is the name of a concept scheme.

    >>> name_kind("certainty")
    NameKind(code='unknown-value', noun='certainty', sources=('certainty',))
    """
    if kind in NAME_KINDS:
        return NAME_KINDS[kind]
    return _of_scheme(kind.replace("-", " "), kind)
