"""What a person gives to a question → the term that is meant: by slug, label, abbreviation or IRI, in any case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.errors import QueryError, shorten
from inspectgraph.model.suggest import sentence, suggest
from inspectgraph.query.questions import Parameter, did_you_mean
from inspectgraph.rdf.lookup import label, subjects
from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, RDF, RDFS, SKOS

__all__ = ["KINDS", "Value", "find_value"]

#: The class of which a value of each kind is an instance, and where under the namespace
#: its IRI lies; an integer and a statement are found in other ways.
KINDS: Final[Mapping[str, tuple[NamedNode, str]]] = {
    "authority": (INSP.Authority, "id/authority/"),
    "band": (SKOS.Concept, "timescale/"),
    "framework": (INSP.Framework, "id/framework/"),
    "indicator": (SKOS.Concept, "indicator/"),
    "report": (INSP.Report, "id/report/"),
    "scale": (SKOS.ConceptScheme, "scale/"),
    "theme": (SKOS.Concept, "theme/"),
}
#: By what a thing is called, what says most first: a name that one thing has as its
#: slug is not another's.
_NAMES: Final = (
    (),
    (SKOS.prefLabel, RDFS.label),
    (SKOS.altLabel, DCTERMS.title),
    (SKOS.hiddenLabel,),
)

#: How many ids a message offers.
_FEW = 5

_INTEGER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Value:
    """What was given, as the term that a query is asked with and as people call it."""

    kind: str
    term: NamedNode | Literal
    label: str


def find_value(store: Store, parameter: Parameter, given: object) -> Value:
    """Return the term that is meant by what was given for a parameter.

    Raises:
        QueryError: If nothing of the parameter's kinds is called so, or several things are.
    """
    text = str(given).strip()
    if parameter.kinds == ("integer",):
        return _integer(parameter, text)
    if parameter.kinds == ("statement",):
        return _statement(store, text)
    return _thing(store, parameter, text)


def _integer(parameter: Parameter, text: str) -> Value:
    """Return a whole number."""
    if not _INTEGER.fullmatch(text):
        raise QueryError(
            "bad-integer",
            f"'{shorten(text)}' is no whole number, and '{parameter.name}' is one",
        )
    return Value("integer", Literal(int(text)), text)


def _statement(store: Store, text: str) -> Value:
    """Return the statement of an id, of an id with its report before it (`report/id`), or of an IRI."""
    before, _, identity = text.rpartition("/")
    every: dict[str, list[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, INSP.statementId, None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            every.setdefault(quad.object.value, []).append(quad.subject)
    found = {f"{_report_of(one)}/{identity}": one for one in every.get(identity, ())}
    meant = [
        one for name, one in found.items() if not before or text in (name, one.value)
    ]
    if len(meant) > 1:
        several = " or ".join(sorted(found))
        raise QueryError(
            "ambiguous-value", f"'{shorten(text)}' is in several reports: say {several}"
        )
    if meant:
        return Value("statement", meant[0], identity)
    begun = sorted(
        one
        for one, statements in every.items()
        if one.startswith(f"{identity}-")
        and (not before or {*before.split("/")} & {*map(_report_of, statements)})
    )
    alone = [one for one, statements in every.items() if len(statements) == 1]
    nearest = (
        f"; did you mean {_choice(begun)}?" if begun else did_you_mean(identity, alone)
    )
    raise QueryError(
        "unknown-value", f"there is no statement '{shorten(text)}'{nearest}"
    )


def _choice(ids: list[str]) -> str:
    """Return ids to choose from, as a sentence lists them: the first few and how many more.

    >>> _choice(["p1-aaaa"]), _choice(["p1-aaaa", "p1-bbbb"])
    ("'p1-aaaa'", "'p1-aaaa' or 'p1-bbbb'")
    """
    named = [f"'{one}'" for one in ids[:_FEW]]
    if len(ids) > _FEW:
        named.append(f"another of {len(ids)}")
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _report_of(statement: NamedNode) -> str:
    """Return the slug of the report under whose IRI a statement lies."""
    return statement.value.split("/")[-3]


def _thing(store: Store, parameter: Parameter, text: str) -> Value:
    """Return the thing that has a name: of the first of the parameter's kinds that knows it."""
    names_of: dict[NamedNode, list[str]] = {}
    for kind in parameter.kinds:
        for sort in _NAMES:
            names = list(_named(store, kind, sort))
            for thing, name in names:
                names_of.setdefault(thing, []).append(name)
            found = {
                thing
                for thing, name in names
                if _plain(name) == _plain(text) or thing.value == text
            }
            if found:
                return _only(store, kind, found, text)
    kinds = " or ".join(parameter.kinds)
    raise QueryError(
        "unknown-value",
        f"there is no {kinds}"
        f" '{shorten(text)}'{sentence(_near(store, text, names_of))}",
    )


def _near(
    store: Store, text: str, names_of: Mapping[NamedNode, list[str]]
) -> list[str]:
    """Return what the user may have meant: labels, and slugs where several terms share a label."""
    shown = {thing: _shown(store, thing) for thing in names_of}
    shared = Counter(shown.values())
    slugs = {thing: thing.value.rpartition("/")[2] for thing in names_of}
    return suggest(
        text,
        {
            shown[thing] if shared[shown[thing]] == 1 else slugs[thing]: names
            for thing, names in names_of.items()
        },
    )


def _shown(store: Store, thing: NamedNode) -> str:
    """Return what a message calls a term: its label; of a report its slug, which is what people type."""
    slug = thing.value.rpartition("/")[2]
    return slug if "/id/report/" in thing.value else label(store, thing)


def _only(store: Store, kind: str, found: set[NamedNode], text: str) -> Value:
    """Return the one thing that was found; bands of several frameworks that are called the same are one value."""
    labels = {label(store, thing) for thing in found}
    slugs = sorted(thing.value.rpartition("/")[2] for thing in found)
    if len(labels if kind == "band" else slugs) > 1:
        raise QueryError(
            "ambiguous-value",
            f"'{shorten(text)}' is a name of several: say {' or '.join(slugs)}",
        )
    name = labels.pop()
    return Value(
        kind, Literal(name, language="en") if kind == "band" else found.pop(), name
    )


def _named(
    store: Store, kind: str, sort: tuple[NamedNode, ...]
) -> Iterator[tuple[NamedNode, str]]:
    """Yield the things of a kind with each of their names of some sort; without a sort, with their slugs."""
    of_class, place = KINDS[kind]
    for thing in subjects(store, RDF.type, of_class):
        if not thing.value.startswith(BASE + place):
            continue
        if not sort:
            yield thing, thing.value.rpartition("/")[2]
        for predicate in sort:
            for quad in store.quads_for_pattern(thing, predicate, None, None):
                yield thing, str(getattr(quad.object, "value", ""))


def _plain(name: str) -> str:
    """Return a name as names are compared: in small letters, with single spaces for hyphens and underscores.

    >>> _plain("Common-Assessment  Framework")
    'common assessment framework'
    """
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))
