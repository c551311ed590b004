"""Read W3C Web Annotations in JSON-LD, and annotations exported from Hypothes.is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from inspectgraph.coding.model import Code, CodedProject, CodePath, Coding, SourceText
from inspectgraph.model.errors import UnreadableError, Where

__all__ = ["read_annotations"]

#: The keys under which collections have their annotations.
_LISTS: Final = ("annotations", "rows", "items", "@graph")
_TAGGING: Final = frozenset({"tagging", "classifying", "oa:tagging", "oa:classifying"})


def read_annotations(text: str, file: str) -> CodedProject:
    """Read annotations of Hypothes.is, or Web Annotations in JSON-LD.

    Args:
        text: The content of the file, in JSON.
        file: The name of the file in messages.

    Raises:
        UnreadableError: If the text is not JSON, or has no annotations.
    """
    data = _json(text, file)
    found = list(_annotations(data))
    if not found:
        message = (
            "this JSON has no annotations; Hypothes.is lists annotations under"
            " `annotations` or `rows`, and a Web Annotation collection under `items`"
        )
        raise UnreadableError("unknown-codings", message, Where(file))
    project = CodedProject(_origin(data))
    for number, one in enumerate(found, 1):
        _add(project, one, f"annotation {number}")
    known: dict[CodePath, None] = {}
    for coding in project.codings:
        known.update(dict.fromkeys(coding.codes))
    project.codes += [Code(path[-1], path[-1]) for path in known]
    return project


def _json(text: str, file: str) -> Any:
    """Return the data of a JSON text."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg}"
        where = Where(file, error.lineno, error.colno)
        raise UnreadableError("bad-codings", message, where) from error
    except RecursionError as error:
        message = "the values in this JSON are nested too deeply"
        raise UnreadableError("bad-codings", message, Where(file)) from error


def _origin(data: Any) -> str:
    """Return the name of the software that wrote some annotations."""
    keys = data.keys() if isinstance(data, dict) else ()
    if "export_userid" in keys or "rows" in keys or "annotations" in keys:
        return "Hypothes.is"
    return "Web Annotation"


def _annotations(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a list or paged collection; a single annotation is accepted too."""
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            if "target" in one:
                yield one
                continue
            parts = [one[key] for key in (*_LISTS, "first", "next") if key in one]
            waiting[:0] = [part for part in parts if isinstance(part, list | dict)]


def _add(project: CodedProject, one: dict[str, Any], shown: str) -> None:
    """Add the codings of an annotation to a project.

    A coding assigns codes to some words of a document. If an annotation selects no
    words, it becomes an entry in the project's list of omitted items.
    """
    name = str(one.get("id") or shown)
    if one.get("references"):
        project.leave_out("reply", name, "a reply to an annotation marks no words")
        return
    targets = [target for target in _list(one["target"]) if isinstance(target, dict)]
    codes, notes = _bodies(one)
    for number, target in enumerate(targets):
        key = name if number == 0 else f"{name} ({number + 1})"
        selectors = _selectors(target)
        if not {"exact", "digest", "start"} & selectors.keys():
            reason = "it selects no words: a note on a whole page is not a coding"
            project.leave_out("page note", key, reason)
            continue
        source = _source(project, one, target)
        coding = _coding(key, source, codes, notes, selectors)
        statement = one.get("canonical")
        if isinstance(statement, str):
            own = statement.rpartition("/")[2]
            coding = replace(coding, statement=statement, name=own)
        project.codings.append(coding)
    if not targets:
        project.leave_out("annotation", name, "its target has no selector of words")


def _coding(
    key: str,
    source: str,
    codes: list[CodePath],
    notes: list[str],
    found: dict[str, Any],
) -> Coding:
    """Return a coding, which assigns codes to some words of a document.

    The selectors of the annotation give the words.
    """
    anchor = None
    if "digest" in found and "unitId" in found:
        anchor = (
            str(found["unitId"]),
            _number(found.get("squeezedStart")) or 0,
            _number(found.get("length")) or 0,
            str(found["digest"]),
            str(found.get("figures", "")),
        )
    return Coding(
        key,
        source,
        tuple(dict.fromkeys(codes)),
        _number(found.get("start")),
        _number(found.get("end")),
        str(found.get("exact", "")),
        str(found.get("prefix", "")),
        str(found.get("suffix", "")),
        " ".join(notes).strip(),
        anchor=anchor,
    )


def _number(value: Any) -> int | None:
    """Return the value if it is a whole number, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _list(value: Any) -> list[Any]:
    """Return a value as a list; JSON-LD writes a list of one member without brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _selectors(target: dict[str, Any]) -> dict[str, Any]:
    """Return the values of all selectors of a target, including nested selectors."""
    found: dict[str, Any] = {}
    waiting = _list(target.get("selector"))
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            kind = str(one.get("type", ""))
            if kind.endswith(
                ("TextQuoteSelector", "TextPositionSelector", "WordsSelector")
            ):
                found.update(one)
            waiting += _list(one.get("refinedBy"))
    return found


def _source(project: CodedProject, one: dict[str, Any], target: dict[str, Any]) -> str:
    """Return the key of the document to which a target belongs; add the document if it is new."""
    source = target.get("source") or one.get("uri") or ""
    if isinstance(source, dict):
        source = source.get("id", "")
    key = str(source)
    if key not in project.sources:
        document = one.get("document")
        titles = _list(document.get("title")) if isinstance(document, dict) else []
        names = (key, str(one.get("uri", "")), *map(str, titles))
        project.sources[key] = SourceText(key, tuple(filter(None, names)))
    return key


def _bodies(one: dict[str, Any]) -> tuple[list[CodePath], list[str]]:
    """Return the codes and notes of an annotation."""
    codes: list[CodePath] = [(str(tag),) for tag in _list(one.get("tags")) if tag]
    notes = [str(one["text"])] if one.get("text") else []
    for body in _list(one.get("body")):
        if isinstance(body, str):
            codes.append((body,))
        elif isinstance(body, dict):
            purposes = set(map(str, _list(body.get("purpose"))))
            value = body.get("value") or body.get("source") or body.get("id")
            if not isinstance(value, str):
                continue
            if purposes & _TAGGING:
                codes.append((value,))
            else:
                notes.append(value)
    return codes, notes
