"""Parameter values of a question, resolved to terms of the graph.

A value can be a slug, a label, an abbreviation or an IRI, in any case.
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
#: The sources of names in order of precedence: slug, preferred label, alternative label,
#: hidden label. A slug of one term is not looked up as a label of another.
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
    """A parameter value: its kind, the term for the query, and its label for people."""

    kind: str
    term: NamedNode | Literal
    label: str


def find_value(store: Store, parameter: Parameter, given: object) -> Value:
    """Return the term for the value of a parameter.

    Args:
        store: The graph.
        parameter: The parameter.
        given: The value, as text.

    Raises:
        QueryError: If no term of the parameter's kinds has that name, or several have.
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
        message = f"--{parameter.name} must be an integer, not '{shorten(text)}'"
        raise QueryError("bad-integer", message)
    return Value("integer", Literal(int(text)), text)


def _statement(store: Store, text: str) -> Value:
    """Return the statement of an id, of a report and an id (`report/id`), or of an IRI."""
    report, _, identity = text.rpartition("/")
    every = _statements(store)
    found: dict[str, NamedNode] = {}
    for one in every.get(identity, ()):
        name = f"{_report_of(one)}/{identity}"
        if text in (identity, name, one.value):
            found[name] = one
    if len(found) > 1:
        several = " or ".join(sorted(found))
        message = f"'{shorten(text)}' is in several reports: write {several}"
        raise QueryError("ambiguous-value", message)
    if not found:
        message = f"there is no statement '{shorten(text)}'"
        raise QueryError(
            "unknown-value", message + _nearest_ids(report, identity, every)
        )
    return Value("statement", next(iter(found.values())), identity)


def _statements(store: Store) -> dict[str, list[NamedNode]]:
    """Return the statements of a graph by their ids."""
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
    """Return the end of a message that proposes ids.

    Ids that begin with the given one come first, of the given report only.

    Args:
        report: The text before the id, which ends in the name of the report, or nothing.
        identity: The id.
        every: The statements by their ids.
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
    """Return whether a statement is in a report that a text names; none stands for all."""
    if not report:
        return True
    reports = set(report.split("/"))
    return not reports.isdisjoint(map(_report_of, statements))


def _choice(ids: list[str]) -> str:
    """Return ids as a list in a sentence: the first few, and the number of all.

    >>> _choice(["p1-aaaa"]), _choice(["p1-aaaa", "p1-bbbb"])
    ("'p1-aaaa'", "'p1-aaaa' or 'p1-bbbb'")
    """
    named = list(map("'{}'".format, ids[:_FEW]))
    if len(ids) > _FEW:
        named.append(f"another of {len(ids)}")
    return listed(named, "or")


def _report_of(statement: NamedNode) -> str:
    """Return the slug of the report in the IRI of a statement."""
    return statement.value.split("/")[-3]


def _thing(store: Store, parameter: Parameter, text: str) -> Value:
    """Return the term with a name, of the first of the parameter's kinds that has it."""
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
    """Return proposals: labels, and slugs where several terms share a label."""
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
    """Return the last part of an IRI."""
    return thing.value.rpartition("/")[2]


def _shown(store: Store, thing: NamedNode) -> str:
    """Return the name of a term in messages: its label, or the slug of a report."""
    if "/id/report/" in thing.value:
        return _slug(thing)
    return label(store, thing)


def _only(store: Store, kind: str, found: set[NamedNode], text: str) -> Value:
    """Return the one term that was found.

    Bands of several frameworks with the same label are one value.
    """
    labels = set(map(partial(label, store), found))
    slugs = set(map(_slug, found))
    choices = slugs
    if kind == "band":
        choices = labels
    if len(choices) > 1:
        several = " or ".join(sorted(slugs))
        message = f"'{shorten(text)}' is a name of several entries: write {several}"
        raise QueryError("ambiguous-value", message)
    name = labels.pop()
    if kind == "band":
        return Value(kind, Literal(name, language="en"), name)
    return Value(kind, found.pop(), name)


def _named(
    store: Store, kind: str, source: tuple[NamedNode, ...]
) -> Iterator[tuple[NamedNode, str]]:
    """Yield the terms of a kind with each name from a source; slugs for an empty one."""
    of_class, folder = KINDS[kind]
    for thing in subjects(store, RDF.type, of_class):
        if not thing.value.startswith(BASE + folder):
            continue
        if not source:
            yield thing, _slug(thing)
        for predicate in source:
            for quad in store.quads_for_pattern(thing, predicate, None, None):
                yield thing, str(getattr(quad.object, "value", ""))


def _plain(name: str) -> str:
    """Return the form of a name in which names are compared.

    Letters are small; hyphens, underscores and white space are single spaces.

    >>> _plain("Common-Assessment  Framework")
    'common assessment framework'
    """
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))
