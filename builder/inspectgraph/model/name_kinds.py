"""The kinds of names that fields hold: where names of a kind are declared, and its noun."""

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

#: The files of the registry that map slugs to records, each with the noun for one record,
#: which is part of the IRIs of its records.
REGISTRY_FILES: Final[Mapping[str, str]] = {
    "authorities": "authority",
    "regions": "region",
    "inspectorates": "inspectorate",
    "bodies": "body",
    "changes": "change",
    "services": "service",
    "frameworks": "framework",
}

#: Kinds whose names are ids of statements of the same extract.
STATEMENT_KINDS: Final = frozenset({"statement", "live-statement"})

#: Kinds whose names depend on the extract or on another field.
CONTEXTUAL: Final = STATEMENT_KINDS | {
    "aspect",
    "framework-aspect",
    "report",
    "reported-aspect",
    "reported-grade",
    "unit",
}


@dataclass(frozen=True, slots=True)
class NameKind:
    """A kind of name.

    Attributes:
        code: The code of the fault that a name is unknown.
        noun: What messages call one of the kind.
        sources: Where such names are declared: `.` and a file of the registry, `/` and a
            family for the concepts of its schemes, `*` and a family for the names of its
            schemes, otherwise a scheme.
    """

    code: str
    noun: str
    sources: tuple[str, ...]


def _of_scheme(noun: str, scheme: str, code: str = "unknown-value") -> NameKind:
    return NameKind(code, noun, (scheme,))


#: The kinds that are more than a scheme called as the kind.
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
    "finding-kind": _of_scheme("kind of finding", "finding-kind"),
    "framework": NameKind("unknown-framework", "framework", (".frameworks",)),
    "grade": NameKind("unknown-grade", "grade", ("/scale",)),
    "indicator": _of_scheme("indicator", "indicator", "unknown-indicator"),
    "inspectorate": NameKind(
        "unknown-inspectorate", "inspectorate", (".inspectorates",)
    ),
    "measurement-kind": _of_scheme("kind of measurement", "measurement-kind"),
    "measurement-status": _of_scheme("status", "measurement-status"),
    "nothing-reason": _of_scheme("reason", "nothing-reason"),
    "party": NameKind(
        "unknown-body",
        "body or service",
        (".authorities", ".bodies", ".inspectorates", ".services"),
    ),
    "region": NameKind("unknown-region", "region", (".regions",)),
    "relation": _of_scheme("relation", "relation"),
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
    """Return what a kind of name is; a kind that is not listed is the scheme of that name.

    >>> name_kind("certainty")
    NameKind(code='unknown-value', noun='certainty', sources=('certainty',))
    """
    if kind in NAME_KINDS:
        return NAME_KINDS[kind]
    return _of_scheme(kind.replace("-", " "), kind)
