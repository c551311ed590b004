"""Lists of named questions and of search results, which a notebook shows as tables."""

from __future__ import annotations

import keyword
import shlex
from collections.abc import Collection
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from inspectgraph.find import KINDS, check_words, find
from inspectgraph.model.errors import UsageError, shorten
from inspectgraph.model.suggest import nearest
from inspectgraph.query.answer import Answer
from inspectgraph.query.questions import Question, questions

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["as_call", "list_hits", "list_questions"]


def list_questions(base: str) -> Answer:
    """Return the named questions.

    Args:
        base: The base IRI of the data.
    """
    columns = ("name", "question", "parameters", "example")
    rows = []
    for asked in questions():
        texts = (asked.name, asked.question, _parameters(asked), as_call(asked.example))
        rows.append(tuple(map(Literal, texts)))
    return Answer(columns, tuple(rows), (), base=base)


def list_hits(store: Store, words: str, kind: str | Collection[str] | None) -> Answer:
    """Return the entries and statements of a graph that match some words.

    Args:
        store: The graph.
        words: The words to search for.
        kind: One or several of `find.KINDS`, or None for all kinds.

    Raises:
        UsageError: If no word is given, or if a kind is unknown.
    """
    check_words(words)
    columns = ("kind", "name", "slug", "because", "report", "unit", "next")
    rows = []
    for hit in find(store, words, _kinds(kind)):
        call = as_call(hit.command)
        if hit.kind == "statement":  # `show` has the evidence, and all else
            call = f"g.show({_quoted(hit.slug)})"
        texts = (hit.kind, hit.label, hit.slug, hit.because, hit.report, hit.unit, call)
        rows.append(tuple(Literal(text) if text else None for text in texts))
    notes: tuple[str, ...] = ()
    if not rows:
        sentence = (
            f"Nothing in the graph has the words '{words}'. Try one of the words alone,"
            " or list the questions with g.questions()."
        )
        notes = (sentence,)
    return Answer(columns, tuple(rows), notes)


def as_call(command: str) -> str:
    """Return the Python call that does the same as a command.

    >>> as_call("inspectgraph query comparisons --from sif --to ilacs")
    'g.ask("comparisons", from_="sif", to="ilacs")'
    >>> as_call("inspectgraph find 'Netherby Trust' --kind statement")
    'g.find("Netherby Trust", kind="statement")'
    """
    _, verb, name, *options = shlex.split(command)
    arguments = [_quoted(name)]
    for option, value in zip(options[::2], options[1::2], strict=True):
        key = option.removeprefix("--").replace("-", "_")
        if keyword.iskeyword(key):
            key += "_"
        arguments.append(f"{key}={_quoted(value)}")
    method = "ask" if verb == "query" else verb
    return f"g.{method}({', '.join(arguments)})"


def _quoted(text: str) -> str:
    """Return a text as a Python string in double quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _parameters(asked: Question) -> str:
    """Return the parameters of a question. An optional parameter is in brackets."""
    parts = []
    for one in asked.parameters:
        name = one.name if one.required else f"[{one.name}]"
        parts.append(f"{name}: {one.description}")
    return "; ".join(parts)


def _kinds(kind: str | Collection[str] | None) -> Collection[str]:
    """Return the kinds of entries to search for.

    Raises:
        UsageError: If a kind is unknown.
    """
    if kind is None:
        return KINDS
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    for one in kinds:
        if one not in KINDS:
            near = nearest(one, KINDS)
            hint = (
                f"did you mean '{near}'?"
                if near
                else f"the kinds are {', '.join(KINDS)}"
            )
            message = f"the kind '{shorten(one)}' is unknown; {hint}"
            raise UsageError("unknown-kind", message)
    return kinds
