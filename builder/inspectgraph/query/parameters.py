"""Resolve the parameter values of a question to RDF terms in the graph.

A value can be a slug, a label, an abbreviation or an IRI. The letter case of a slug,
label or abbreviation does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.errors import QueryError, shorten
from inspectgraph.model.quantities import listed
from inspectgraph.model.suggest import sentence, suggest
from inspectgraph.query.questions import Parameter, did_you_mean
from inspectgraph.rdf.lookup import label, subjects
from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, RDF, RDFS, SKOS

__all__ = ["KINDS", "Value", "find_value"]

#: For each kind of value: its class, and the beginning of its IRIs after the namespace.
#: Integers and statements have functions of their own.
KINDS: Final[Mapping[str, tuple[NamedNode, str]]] = {
    "authority": (INSP.Authority, "id/authority/"),
    "band": (SKOS.Concept, "timescale/"),
    "body": (INSP.PartnerBody, "id/body/"),
    "evidence": (SKOS.Concept, "evidence-kind/"),
    "framework": (INSP.Framework, "id/framework/"),
    "indicator": (SKOS.Concept, "indicator/"),
    "place": (INSP.Place, "id/place/"),
    "region": (INSP.Area, "id/region/"),
    "report": (INSP.Report, "id/report/"),
    "scale": (SKOS.ConceptScheme, "scale/"),
    "service": (INSP.Service, "id/service/"),
    "theme": (SKOS.Concept, "theme/"),
}
#: The properties that give names, in order of precedence: first none, for the slug, then the
#: properties for preferred, alternative and hidden labels. A text that is the slug of one
#: term is never taken as a label of another term.
_NAMES: Final = (
    (),
    (SKOS.prefLabel, RDFS.label),
    (SKOS.altLabel, DCTERMS.title),
    (SKOS.hiddenLabel,),
)

#: The largest number of ids that a message proposes.
_FEW = 5

#: The part of an id that differs between the statements of a passage.
_LAST_PART: Final = re.compile(r"[0-9a-z]{4}")

_INTEGER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter value: its kind, its RDF term, and the label that messages show."""

    kind: str
    term: NamedNode | Literal
    label: str


def find_value(store: Store, parameter: Parameter, given: object) -> Value:
    """Return the RDF term for the value of a parameter.

    Args:
        store: The graph.
        parameter: The parameter.
        given: The value, as text.

    Raises:
        QueryError: If no term of the parameter's kinds matches the value, or if several
            terms match.
    """
    text = str(given).strip()
    if parameter.kinds == ("integer",):
        return _integer(parameter, text)
    if parameter.kinds == ("statement",):
        return _statement(store, text)
    return _thing(store, parameter, text)


def _integer(parameter: Parameter, text: str) -> Value:
    """Convert a text to the value of an integer parameter.

    Raises:
        QueryError: If the text is not an integer.
    """
    if not _INTEGER.fullmatch(text):
        message = (
            f"the parameter {parameter.name} must be an integer, not '{shorten(text)}'"
        )
        raise QueryError("bad-integer", message)
    return Value("integer", Literal(int(text)), text)


def _statement(store: Store, text: str) -> Value:
    """Return the statement for an id, for `report/id`, or for an IRI.

    The last part of an id, such as `m3n4` of `p3-m3n4`, can be given instead of the
    whole id.

    Raises:
        QueryError: If no statement matches, or if several statements match.
    """
    report, _, identity = text.rpartition("/")
    every = _statements(store)
    found: dict[str, NamedNode] = {}
    for one, full in _with_id(every, identity):
        name = f"{_report_of(one)}/{full}"
        if not report or report == _report_of(one) or text == one.value:
            found[name] = one
    if len(found) > 1:
        several = _choice(sorted(found))
        message = f"'{shorten(text)}' occurs in several reports; write {several}"
        raise QueryError("ambiguous-value", message)
    if not found:
        message = f"there is no statement '{shorten(text)}'"
        raise QueryError(
            "unknown-value", message + _nearest_ids(report, identity, every)
        )
    name, statement = next(iter(found.items()))
    return Value("statement", statement, name.rpartition("/")[2])


def _with_id(
    every: Mapping[str, list[NamedNode]], identity: str
) -> Iterator[tuple[NamedNode, str]]:
    """Yield the statements with a given id, each together with its full id.

    If there are none, the statements whose ids end in the given id are yielded.
    """
    ids = [identity] if identity in every else []
    if not ids and _LAST_PART.fullmatch(identity):
        ids = [one for one in every if one.endswith(f"-{identity}")]
    for full in ids:
        for one in every[full]:
            yield one, full


def _statements(store: Store) -> dict[str, list[NamedNode]]:
    """Return the IRIs of all statements in a graph, keyed by statement id.

    Statements of different reports can have the same id.
    """
    every: dict[str, list[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, INSP.statementId, None, None):
        if not isinstance(quad.subject, NamedNode):
            continue
        if isinstance(quad.object, Literal):
            every.setdefault(quad.object.value, []).append(quad.subject)
    return every


def _nearest_ids(
    report: str, identity: str, every: Mapping[str, list[NamedNode]]
) -> str:
    """Return text that proposes statement ids, for the end of a message, or "".

    The text proposes ids that begin with the id that was not found. If the user named a
    report, these ids must be in that report. If there are no such ids, the text
    proposes similar ids.

    Args:
        report: The part of the user's text before the id. This part ends with the name
            of a report, or is "".
        identity: The id that was not found.
        every: The statements of the graph, by id.
    """
    begun: list[str] = []
    for one in sorted(every):
        if not one.startswith(f"{identity}-"):
            continue
        if _is_in(every[one], report):
            begun.append(one)
    if begun:
        return f"; did you mean {_choice(begun)}?"
    unique: list[str] = []
    for one, statements in every.items():
        if len(statements) == 1:
            unique.append(one)
    return did_you_mean(identity, unique)


def _is_in(statements: list[NamedNode], report: str) -> bool:
    """Return whether any of the statements is in the given report.

    Args:
        statements: The statements.
        report: The part of the user's text before the id, such as the name of a report.
            If this part is "", the result is True.
    """
    if not report:
        return True
    reports = set(report.split("/"))
    return not reports.isdisjoint(map(_report_of, statements))


def _choice(ids: list[str]) -> str:
    """Return the first few ids as a list in a sentence.

    If some ids are left out, the last entry of the list gives the number of all ids.

    >>> _choice(["p1-aaaa"]), _choice(["p1-aaaa", "p1-bbbb"])
    ("'p1-aaaa'", "'p1-aaaa' or 'p1-bbbb'")
    """
    named = list(map("'{}'".format, ids[:_FEW]))
    if len(ids) > _FEW:
        named.append(f"another of the {len(ids)} matches")
    return listed(named, "or")


def _report_of(statement: NamedNode) -> str:
    """Return the id of the report in the IRI of a statement."""
    return statement.value.split("/")[-3]


def _thing(store: Store, parameter: Parameter, text: str) -> Value:
    """Return the parameter value that has a given name.

    The function searches the kinds of value that the parameter allows, one after
    another. It stops at the first kind in which a term has the name.

    Raises:
        QueryError: If no term or several terms have the name.
    """
    names_of: dict[NamedNode, list[str]] = {}
    for kind, source in product(parameter.kinds, _NAMES):
        found: set[NamedNode] = set()
        for thing, name in _named(store, kind, source):
            names_of.setdefault(thing, []).append(name)
            has_name = _plain(name) == _plain(text)
            if has_name or text == thing.value:
                found.add(thing)
        if found:
            return _only(store, kind, found, text)
    kinds = " or ".join(parameter.kinds)
    near = sentence(_near(store, text, names_of))
    raise QueryError("unknown-value", f"there is no {kinds} '{shorten(text)}'{near}")


def _near(
    store: Store, text: str, names_of: Mapping[NamedNode, list[str]]
) -> list[str]:
    """Return the labels of terms that have a name similar to the given text.

    A message proposes these labels. If several terms have the same label, the result
    has the slugs of these terms instead.
    """
    shown = {thing: _shown(store, thing) for thing in names_of}
    shared = Counter(shown.values())
    options: dict[str, list[str]] = {}
    for thing, names in names_of.items():
        option = shown[thing]
        if shared[option] > 1:
            option = _slug(thing)
        options[option] = names
    return suggest(text, options)


def _slug(thing: NamedNode) -> str:
    """Return the last part of an IRI, after the last slash."""
    return thing.value.rpartition("/")[2]


def _shown(store: Store, thing: NamedNode) -> str:
    """Return the name of a term in messages: its label, or the id of a report."""
    if "/id/report/" in thing.value:
        return _slug(thing)
    return label(store, thing)


def _only(store: Store, kind: str, found: set[NamedNode], text: str) -> Value:
    """Return the parameter value for the terms that were found.

    Timescales with the same label give one value, which is the label. For any other
    kind, the value is the term.

    Raises:
        QueryError: If the terms give more than one value.
    """
    labels = set(map(partial(label, store), found))
    slugs = set(map(_slug, found))
    choices = slugs
    if kind == "band":
        choices = labels
    if len(choices) > 1:
        several = " or ".join(sorted(slugs))
        message = f"'{shorten(text)}' is the name of several entries; write {several}"
        raise QueryError("ambiguous-value", message)
    name = labels.pop()
    if kind == "band":
        return Value(kind, Literal(name, language="en"), name)
    return Value(kind, found.pop(), name)


def _named(
    store: Store, kind: str, source: tuple[NamedNode, ...]
) -> Iterator[tuple[NamedNode, str]]:
    """Yield pairs of a term and a name: one pair for each name of each term.

    Args:
        store: The graph.
        kind: The kind of the terms, a key of `KINDS`.
        source: The properties whose values are the names of a term. If `source` is
            empty, the name of a term is its slug.
    """
    of_class, folder = KINDS[kind]
    for thing in subjects(store, RDF.type, of_class):
        if not _lies_in(folder, thing.value):
            continue
        if not source:
            yield thing, _slug(thing)
        for predicate in source:
            for quad in store.quads_for_pattern(thing, predicate, None, None):
                yield thing, str(getattr(quad.object, "value", ""))


def _lies_in(folder: str, iri: str) -> bool:
    """Return whether an IRI is under a given folder.

    If the folder begins with `id/`, the IRI can have any base IRI. Otherwise, the IRI
    must be in the namespace of inspectgraph.

    Args:
        folder: A folder of `KINDS`, such as `id/authority/`.
        iri: The IRI.

    >>> _lies_in("id/authority/", "https://data.example.org/id/authority/netherby")
    True
    """
    if folder.startswith("id/"):
        return iri.rpartition("/")[0].endswith(f"/{folder[:-1]}")
    return iri.startswith(BASE + folder)


def _plain(name: str) -> str:
    """Return a name in a normal form, for comparison with other names.

    Letters become lower case. Hyphens, underscores and white space become single
    spaces.

    >>> _plain("Common-Assessment  Framework")
    'common assessment framework'
    """
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))
