"""The names that are allowed in fields: concepts, registry records and statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
from typing import Any

from inspectgraph.files.unit_list import Unit
from inspectgraph.load.form import Reference, with_article
from inspectgraph.load.identities import identities, missing_id, value_under
from inspectgraph.model.extract import Extract
from inspectgraph.model.fields import kinds_named
from inspectgraph.model.name_kinds import (
    CONTEXTUAL,
    NAME_KINDS,
    REGISTRY_FILES,
    NameKind,
    name_kind,
)
from inspectgraph.model.names import Names
from inspectgraph.model.quantities import listed
from inspectgraph.rdf.vocabulary import Label, Vocabulary

__all__ = ["REGISTRY_KINDS", "Declared", "extract_references"]

#: The names of the registry files that map slugs to records.
REGISTRY_KINDS = tuple(REGISTRY_FILES)
#: The registry files with organisations. No two records of these files and of
#: `services` may have the same slug.
_ACTORS = ("authorities", "bodies", "inspectorates")
#: Words for an allowed id of a unit.
_UNIT = "a unit in the list of the report's units"


@dataclass(frozen=True)
class Declared:
    """All names that extracts and the registry may use.

    Attributes:
        vocabulary: The concepts of the schemes.
        slugs: The slugs of the registry, keyed by file. If a file could not be read,
            its slugs are missing, and names of its records are not checked.
        reports: The names of the reports. If None, names of reports are not checked.
        labels: The names of the registry records, keyed by file.
        scales: The grade scale of each framework that has one.
        schemes: The name of the concept scheme folder in messages.
        registry: The name of the registry folder in messages.
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
        """The names that are allowed in all files, keyed by kind of name."""
        found = {}
        for kind in _kinds():
            reference = self._reference(kind)
            if reference is not None:
                found[kind] = reference
        found["framework-aspect"] = self._framework_aspects()
        if self.reports is not None:
            found["report"] = Reference(
                "unknown-report", "report", self.reports, "a report of extracts"
            )
        return found

    def _reference(self, kind: str) -> Reference | None:
        """Return the allowed names of one kind, such as `theme`.

        Return None if a file that declares such names could not be read.
        """
        known = name_kind(kind)
        slugs: frozenset[str] = frozenset()
        for source in known.sources:
            own = self._slugs(source)
            if own is None:
                return None
            slugs |= own
        names = self._names(slugs, known.sources)
        expected = self._expected(known)
        return Reference(known.code, known.noun, slugs, expected, names=names)

    def labels_of(self, kind: str) -> list[Label]:
        """Return the slugs and labels of all names of a kind, such as `theme`.

        For each source of names, the slugs come before the labels. A slug is returned
        in the form of a label with rank 1. The ranks of other labels begin at 2.
        """
        found: list[Label] = []
        for source in name_kind(kind).sources:
            found += _as_names(sorted(self._slugs(source) or ()))
            found += self._labels(source)
        return found

    def aspects(self, framework: str) -> Reference:
        """Return the aspects of a framework as allowed names.

        If an aspect of another framework is used, the message names that framework.
        """
        return self._member("unknown-aspect", "aspect", "aspect", framework)

    def grades(self, scale: str) -> Reference:
        """Return the grades of a scale as allowed names.

        If a grade of another scale is used, the message names that scale.
        """
        return self._member("unknown-grade", "grade", "scale", scale)

    def bands(self, framework: str) -> Reference:
        """Return the timescales of a framework as allowed names.

        If a timescale of another framework is used, the message names that framework.
        """
        return self._member("unknown-band", "band", "timescale", framework)

    def _member(self, code: str, noun: str, family: str, member: str) -> Reference:
        """Return a `Reference` whose allowed names are the concepts of one scheme.

        The scheme belongs to a family of schemes. If a concept of another scheme in the
        family is used, the message names that scheme.

        Args:
            code: The code of the problem for an unknown name.
            noun: The word for such a concept in messages.
            family: The family of schemes, such as `scale`.
            member: The last part of the scheme's name, such as the slug of a scale.
        """
        scheme, concepts = f"{family}/{member}", self.vocabulary.concepts
        own, known = concepts(scheme), dict[str, str]()
        for other in sorted(self.vocabulary.members(family)):
            for slug in concepts(f"{family}/{other}") - own:
                known[slug] = f"belongs to {other} and not to {member}"
        names = self._names(own, (scheme,))
        expected = f"{with_article(noun)} of {self.schemes}"
        return Reference(code, noun, own, expected, known, names)

    def _framework_aspects(self) -> Reference:
        """Return the aspects of all frameworks, written as `framework/aspect`."""
        entries, slugs = [], set()
        for framework in self.vocabulary.members("aspect"):
            scheme = f"aspect/{framework}"
            for slug in self.vocabulary.concepts(scheme):
                slugs.add(f"{framework}/{slug}")
            for slug, rank, label in self.vocabulary.labels(scheme):
                entries.append((f"{framework}/{slug}", rank, f"{framework}/{label}"))
        names = Names.of(chain(_as_names(slugs), entries))
        expected = f"an aspect of {self.schemes}"
        return Reference("unknown-aspect", "aspect", slugs, expected, names=names)

    def taken(self, kind: str, slug: str) -> str:
        """Return a description of a record or concept that already uses a given slug.

        The result is "" if the slug is free. Some fields accept a body or an authority.
        So a body and an authority must have different slugs. Other fields accept a
        service or a type of service. So a service and a type of service must have
        different slugs.
        """
        if kind in _ACTORS and slug in self.vocabulary.concepts("body-kind"):
            return "a kind of body"
        if kind == "services" and slug in self.vocabulary.concepts("service-type"):
            return "a type of service"
        order = (*_ACTORS, "services")
        if kind not in order:
            return ""
        for earlier in order[: order.index(kind)]:
            if slug in self.slugs.get(earlier, ()):
                return f"one of the {earlier}"
        return ""

    def _slugs(self, source: str) -> frozenset[str] | None:
        """Return the slugs from a source of names, such as `.bodies` or `/scale`.

        A source is a registry file or a part of the concept schemes, written as in
        `NameKind.sources`. The result is None if a registry file could not be read.
        """
        sign, name = source[0], source[1:]
        if sign == ".":
            return self.slugs.get(name)
        if sign == "/":
            return self.vocabulary.concepts_of_family(name)
        if sign == "*":
            return self.vocabulary.members(name)
        return self.vocabulary.concepts(source)

    def _names(self, slugs: Collection[str], sources: Collection[str]) -> Names:
        """Return an index of the labels and other names of the given slugs."""
        labels = chain.from_iterable(map(self._labels, sources))
        return Names.of(chain(_as_names(slugs), labels))

    def _labels(self, source: str) -> Iterator[Label]:
        """Yield the slug, rank and text of each label that a source of names declares.

        A source is written as in `NameKind.sources`.
        """
        sign, name = source[0], source[1:]
        if sign == ".":
            yield from self.labels.get(name, ())
        elif sign == "/":
            for member in sorted(self.vocabulary.members(name)):
                yield from self.vocabulary.labels(f"{name}/{member}")
        elif sign != "*":
            yield from self.vocabulary.labels(source)

    def _expected(self, known: NameKind) -> str:
        """Describe the allowed names of a kind, and the files that declare such names."""
        if len(known.sources) == 1:
            return f"{with_article(known.noun)} of {self._place_of(known.sources[0])}"
        return listed(map(self._alternative, known.sources), "or")

    def _alternative(self, source: str) -> str:
        """Return the noun for a kind of name, and the file that declares such names.

        The file is in brackets, as in `a theme (FILE)`.

        Args:
            source: The source of the names, written as in `NameKind.sources`.
        """
        noun = REGISTRY_FILES.get(source[1:]) or name_kind(source).noun
        return f"{with_article(noun)} ({self._place_of(source)})"

    def _place_of(self, source: str) -> str:
        """Return the file or folder that declares names.

        The result is a registry file or the folder of concept schemes.

        Args:
            source: The place of the names, written as in `NameKind.sources`, such as
                `.bodies` or `/scale`.
        """
        if source[0] == ".":
            return f"{self.registry}/{source[1:]}.yaml"
        return self.schemes


@cache
def _kinds() -> frozenset[str]:
    """Return the kinds of names whose allowed names do not depend on the file."""
    return (kinds_named(Extract) | NAME_KINDS.keys()) - CONTEXTUAL


def extract_references(
    declared: Declared, data: Any, units: Mapping[str, Unit] | None
) -> dict[str, Reference]:
    """Return the allowed names for each kind of name in one extract.

    Some names are allowed in all files. The extract also allows the ids of its
    statements and of the report's units. Last, the extract allows the aspects, grades
    and timescales of its inspection framework.

    Args:
        declared: The names that all extracts may use.
        data: The plain data of the extract.
        units: The units of the report, or None if their list could not be read.
    """
    found = declared.references | _statements(data)
    if units is not None:
        found["unit"] = Reference("unknown-unit", "unit", units, _UNIT)
    framework = value_under(data, "framework")
    if isinstance(framework, str) and framework in declared.slugs.get("frameworks", ()):
        found |= _of_framework(declared, framework)
    return found


def _as_names(slugs: Iterable[str]) -> Iterator[Label]:
    """Yield each slug as its own label.

    Each result has the slug, the rank 1, and the slug again as the label.
    """
    for slug in slugs:
        yield slug, 1, slug


def _statements(data: Any) -> dict[str, Reference]:
    """Return the ids that are allowed when a statement refers to another statement.

    The result has two keys. Under `statement`, every id of the extract is allowed.
    Under `live-statement`, only ids of statements that are not withdrawn are allowed.
    """
    live: set[str] = set()
    withdrawn: set[str] = set()
    for path, identity in identities(data):
        if path[0] == "withdrawn":
            withdrawn.add(identity)
        else:
            live.add(identity)
    if missing := missing_id(data)[0]:
        live.add(missing)  # the message on the repeated id already reports this id
    reasons = dict.fromkeys(withdrawn - live, "belongs to a withdrawn statement")
    every, expected = live | withdrawn, "an id of this file"
    return {
        "statement": Reference("unknown-statement", "id", every, expected),
        "live-statement": Reference("unknown-statement", "id", live, expected, reasons),
    }


def _of_framework(declared: Declared, framework: str) -> dict[str, Reference]:
    """Return the allowed aspects, grades and timescales of a framework.

    A grade or timescale of another framework is not an error here. The SHACL shapes
    report such an error later.
    """
    found, every = {"aspect": declared.aspects(framework)}, declared.references
    scale = declared.scales.get(framework)
    if scale:
        grades = declared.grades(scale)
        if grades.slugs:
            found["grade"] = _preferred(grades, every["grade"])
    bands = declared.bands(framework)
    if bands.slugs:
        found["band"] = _preferred(bands, every["band"])
    return found


def _preferred(own: Reference, every: Reference) -> Reference:
    """Return a copy of `own` that allows all slugs of `every`.

    Messages list only the slugs of `own`, which belong to one framework.
    """
    return replace(
        own,
        slugs=every.slugs,
        listed=own.slugs,
        known={},
        names=own.names.before(every.names),
    )
