"""What the fields of extracts and registry may name: concepts of the schemes, and slugs of the registry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from inspectgraph.files.unit_list import Unit
from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import Reference
from inspectgraph.model.extract import STATEMENT_LISTS
from inspectgraph.model.names import Names
from inspectgraph.model.suggest import nearest
from inspectgraph.rdf.vocabulary import Label, Vocabulary

__all__ = [
    "REGISTRY_KINDS",
    "Declared",
    "extract_references",
    "identities",
    "missing_id",
]

#: The files of the registry that map slugs to records.
REGISTRY_KINDS = (
    "authorities",
    "regions",
    "inspectorates",
    "bodies",
    "changes",
    "services",
    "frameworks",
)

#: Each kind of name: the code of a fault, the noun, and where such names are declared:
#: `.` a file of the registry, `/` all schemes of a family, `*` the names of its
#: schemes, otherwise a scheme.
_KINDS = {
    "actor": ("unknown-body", "authority or body", ".authorities .bodies"),
    "authority": ("unknown-authority", "authority", ".authorities"),
    "award-source": ("unknown-value", "source", "award-source"),
    "band": ("unknown-band", "band", "/timescale"),
    "body": ("unknown-body", "body", ".bodies"),
    "body-kind": ("unknown-value", "kind of body", "body-kind"),
    "certainty": ("unknown-value", "certainty", "certainty"),
    "child-group": ("unknown-group", "group of children", "child-group"),
    "compared-with": ("unknown-value", "thing to compare with", "compared-with"),
    "comparison-result": (
        "unknown-value",
        "result of a comparison",
        "comparison-result",
    ),
    "extent": ("unknown-value", "extent", "extent"),
    "finding-kind": ("unknown-value", "kind of finding", "finding-kind"),
    "framework": ("unknown-framework", "framework", ".frameworks"),
    "grade": ("unknown-grade", "grade", "/scale"),
    "indicator": ("unknown-indicator", "indicator", "indicator"),
    "inspectorate": ("unknown-inspectorate", "inspectorate", ".inspectorates"),
    "level": ("unknown-value", "level", "level"),
    "measurement-kind": ("unknown-value", "kind of measurement", "measurement-kind"),
    "measurement-status": ("unknown-value", "status", "measurement-status"),
    "nothing-reason": ("unknown-value", "reason", "nothing-reason"),
    "party": (
        "unknown-body",
        "body or service",
        ".authorities .bodies .inspectorates .services",
    ),
    "polarity": ("unknown-value", "polarity", "polarity"),
    "qualifier": ("unknown-value", "qualifier", "qualifier"),
    "region": ("unknown-region", "region", ".regions"),
    "relation": ("unknown-value", "relation", "relation"),
    "responsible": (
        "unknown-body",
        "authority, body or kind of body",
        ".authorities .bodies body-kind",
    ),
    "scale": ("unknown-scale", "scale", "*scale"),
    "service": (
        "unknown-service",
        "service or type of service",
        ".services service-type",
    ),
    "service-type": ("unknown-value", "type of service", "service-type"),
    "state": ("unknown-value", "state", "state"),
    "theme": ("unknown-theme", "theme", "theme"),
    "trend": ("unknown-value", "trend", "trend"),
    "unit-of-measure": ("unknown-value", "unit", "unit"),
    "voice": ("unknown-value", "voice", "voice"),
}


#: The keys by which a statement names other ones.
_NAMING = ("replaces", "because", "more_about", "answers")


@dataclass(frozen=True)
class Declared:
    """Everything that extracts and registry can name: the vocabularies, the registry's slugs, the reports.

    A file of the registry that could not be read is absent from `slugs`; what it
    declares is not checked. `labels` are the names of the registry's records by file,
    and `scales` the scale of each framework that has one.
    """

    vocabulary: Vocabulary
    slugs: Mapping[str, frozenset[str]]
    reports: frozenset[str] | None = None
    labels: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    schemes: str = "ontology/schemes"
    registry: str = "extracts/registry"

    @cached_property
    def references(self) -> dict[str, Reference]:
        """What each kind of name may be, as far as it is the same in all files."""
        found = {}
        for kind, (code, noun, sources) in _KINDS.items():
            slugs = [self._slugs(source) for source in sources.split()]
            if None not in slugs:
                together = frozenset[str]().union(*(some for some in slugs if some))
                names = self._names(together, sources.split())
                found[kind] = Reference(
                    code, noun, together, self._place(sources.split()), names=names
                )
        found["framework-aspect"] = self._framework_aspects()
        if self.reports is not None:
            found["report"] = Reference(
                "unknown-report", "report", self.reports, "extracts"
            )
        return found

    def aspects(self, framework: str) -> Reference:
        """Return the aspects of a framework, and of each other aspect which framework has it."""
        return self._member("unknown-aspect", "aspect", "aspect", framework)

    def grades(self, scale: str) -> Reference:
        """Return the grades of a scale, and of each other grade which scale has it."""
        return self._member("unknown-grade", "grade", "scale", scale)

    def bands(self, framework: str) -> Reference:
        """Return the bands of a framework, and of each other band which framework has it."""
        return self._member("unknown-band", "band", "timescale", framework)

    def _member(self, code: str, noun: str, family: str, member: str) -> Reference:
        """Return the concepts of one scheme of a family, and of each other concept which scheme has it."""
        scheme, concepts = f"{family}/{member}", self.vocabulary.concepts
        own, known = concepts(scheme), dict[str, str]()
        for other in sorted(self.vocabulary.members(family)):
            for slug in concepts(f"{family}/{other}") - own:
                known[slug] = f"which {other} has and {member} has not"
        return Reference(
            code, noun, own, self.schemes, known, self._names(own, [scheme])
        )

    def _framework_aspects(self) -> Reference:
        """Return the aspects of all frameworks, each with its framework before it."""
        labels = (
            (f"{framework}/{slug}", rank, f"{framework}/{label}")
            for framework in self.vocabulary.members("aspect")
            for slug, rank, label in self.vocabulary.labels(f"aspect/{framework}")
        )
        slugs = self._aspects()
        names = Names.of([*((slug, 1, slug) for slug in slugs), *labels])
        return Reference("unknown-aspect", "aspect", slugs, self.schemes, names=names)

    def taken(self, kind: str, slug: str) -> str:
        """Say what else has a slug that a registry's record has, or nothing.

        A field may name a body or an authority, a service or a type of service: no slug
        is two of them.
        """
        people = ("authorities", "bodies", "inspectorates")
        if kind in people and slug in self.vocabulary.concepts("body-kind"):
            return "a kind of body"
        if kind == "services" and slug in self.vocabulary.concepts("service-type"):
            return "a type of service"
        order = (*people, "services")
        earlier = order[: order.index(kind)] if kind in order else ()
        return next(
            (
                f"one of the {other}"
                for other in earlier
                if slug in self.slugs.get(other, ())
            ),
            "",
        )

    def _slugs(self, source: str) -> frozenset[str] | None:
        sign, name = source[0], source[1:]
        if sign == ".":
            return self.slugs.get(name)
        if sign == "/":
            return self.vocabulary.concepts_of_family(name)
        return (
            self.vocabulary.members(name)
            if sign == "*"
            else self.vocabulary.concepts(source)
        )

    def _names(self, slugs: Collection[str], sources: list[str]) -> Names:
        """Return what some slugs are called: the slug in another case, and the labels of where they are declared."""
        labels = (label for source in sources for label in self._labels(source))
        return Names.of([*((slug, 1, slug) for slug in slugs), *labels])

    def _labels(self, source: str) -> Iterator[Label]:
        sign, name = source[0], source[1:]
        if sign == ".":
            yield from self.labels.get(name, ())
        elif sign == "/":
            for member in sorted(self.vocabulary.members(name)):
                yield from self.vocabulary.labels(f"{name}/{member}")
        elif sign != "*":
            yield from self.vocabulary.labels(source)

    def _place(self, sources: list[str]) -> str:
        places = [
            f"{self.registry}/{s[1:]}.yaml" if s[0] == "." else self.schemes
            for s in sources
        ]
        return " or ".join(dict.fromkeys(places))

    def _aspects(self) -> set[str]:
        concepts, frameworks = (
            self.vocabulary.concepts,
            self.vocabulary.members("aspect"),
        )
        return {
            f"{framework}/{slug}"
            for framework in frameworks
            for slug in concepts(f"aspect/{framework}")
        }


def extract_references(
    declared: Declared, data: Any, units: Mapping[str, Unit] | None
) -> dict[str, Reference]:
    """Return what the names in one extract may be: what all may name, its units, ids and aspects."""
    found = dict(declared.references)
    if units is not None:
        found["unit"] = Reference("unknown-unit", "unit", units, "the report's list")
    live = {identity for path, identity in identities(data) if path[0] != "withdrawn"}
    if missing := missing_id(data)[0]:
        live.add(missing)  # the message on the repeated id says where it is named
    withdrawn = {
        identity for path, identity in identities(data) if path[0] == "withdrawn"
    }
    found["statement"] = Reference(
        "unknown-statement", "id", live | withdrawn, "this file"
    )
    reasons = dict.fromkeys(withdrawn - live, "which is withdrawn")
    found["live-statement"] = Reference(
        "unknown-statement", "id", live, "this file", reasons
    )
    framework = data.get("framework") if isinstance(data, dict) else None
    if isinstance(framework, str) and framework in declared.slugs.get("frameworks", ()):
        found |= _of_framework(declared, framework)
    return found


def _of_framework(declared: Declared, framework: str) -> dict[str, Reference]:
    """Return the aspects, the grades and the bands of a framework, as far as it has some.

    A grade or band of another framework exists; that it does not belong is left to the
    shapes.
    """
    found = {"aspect": declared.aspects(framework)}
    if (scale := declared.scales.get(framework)) and declared.grades(scale).slugs:
        found["grade"] = _preferred(
            declared.grades(scale), declared.references["grade"]
        )
    if (bands := declared.bands(framework)).slugs:
        found["band"] = _preferred(bands, declared.references["band"])
    return found


def _preferred(own: Reference, every: Reference) -> Reference:
    """Return what accepts every slug, and lists and proposes a framework's own."""
    return replace(
        own,
        slugs=every.slugs,
        listed=own.slugs,
        known={},
        names=own.names.before(every.names),
    )


def missing_id(data: Any) -> tuple[str, KeyPath]:
    """Return the id that is missing since a statement has another's, and where it is first named.

    One id is given twice, one is named and not given, and it is not a slip for any that
    is given.
    """
    given = [identity for _, identity in identities(data)]
    known = set(given)
    if len(given) - len(known) != 1:
        return "", ()
    named: dict[str, KeyPath] = {}
    for path, identity in _named_ids(data):
        if identity not in known:
            named.setdefault(identity, path)
    if len(named) != 1 or nearest(next(iter(named)), known):
        return "", ()
    return next(iter(named.items()))


def _named_ids(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of every id by which one statement names another."""
    for (group, n, _), _ in identities(data):
        for key in _NAMING if group != "withdrawn" else ("replaced_by",):
            names = data[group][n].get(key)
            for place, name in enumerate(names if isinstance(names, list) else ()):
                if isinstance(name, str):
                    yield (group, n, key, place), name


def identities(data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Return the path and text of every id that an extract gives, the withdrawn ones last."""
    for key in (*STATEMENT_LISTS, "withdrawn"):
        records = data.get(key) if isinstance(data, dict) else None
        for n, record in enumerate(records if isinstance(records, list) else ()):
            identity = record.get("id") if isinstance(record, dict) else None
            if isinstance(identity, str):
                yield (key, n, "id"), identity
