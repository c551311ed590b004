"""Write statements as W3C Web Annotations in JSON-LD.

If the reports are given, each annotation quotes words of a report, and gives their
position. A file that quotes reports is for the user's own use. If no reports are given,
each annotation has only an anchor: unit, position and digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from inspectgraph.coding.model import CodedProject, CodePath, Coding
from inspectgraph.coding.statements import Place, Statement, codes_of
from inspectgraph.export.index import Facts
from inspectgraph.rdf.namespaces import BASE, DEF

__all__ = ["annotations_file", "annotations_without_words"]

_CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "insp": DEF,
        "WordsSelector": "insp:WordsSelector",
        "unitId": "insp:unitId",
        "length": "insp:length",
        "digest": "insp:digest",
        "figures": "insp:figures",
        "squeezedStart": "insp:start",
    },
]
#: How many characters before and after the words a quotation has.
_AROUND: Final = 32
_OWN: Final = (
    "This file quotes reports. It was made on the reader's machine from the reader's own"
    " copies, and is not part of the published graph."
)
_WITHOUT: Final = "This file has only positions and digests, and no words of a report."


def annotations_file(project: CodedProject) -> bytes:
    """Return the codings of a project as a collection of annotations."""
    paths = project.paths()
    items = (
        _annotation(
            coding.key,
            coding.statement,
            _bodies(coding.codes, paths, coding.note),
            _target(project, coding),
        )
        for coding in project.codings
    )
    return _collection(items, _OWN)


def annotations_without_words(facts: Facts, statements: Iterable[Statement]) -> bytes:
    """Return statements as a collection of annotations that quote no words of a report.

    Args:
        facts: The triples of the graph.
        statements: The statements of the graph.
    """
    codes = CodedProject(codes=codes_of(facts))
    paths = codes.paths()
    items = (
        _annotation(
            place.iri,
            one.iri,
            _bodies(tuple((code,) for code in one.codes), paths, one.note),
            {"source": one.report, "selector": [_selector(place)]},
        )
        for one in statements
        for place in one.places
    )
    return _collection(items, _WITHOUT)


def _collection(items: Iterable[dict[str, Any]], label: str) -> bytes:
    """Return a collection with one page of annotations."""
    found = list(items)
    collection = {
        "@context": _CONTEXT,
        "id": f"{BASE}annotations",
        "type": "AnnotationCollection",
        "label": label,
        "total": len(found),
        "first": {
            "id": f"{BASE}annotations/1",
            "type": "AnnotationPage",
            "items": found,
        },
    }
    return f"{json.dumps(collection, ensure_ascii=False, indent=1)}\n".encode()


def _annotation(
    iri: str, statement: str, bodies: list[dict[str, Any]], target: dict[str, Any]
) -> dict[str, Any]:
    """Return one annotation, whose target is the evidence for the statement.

    The IRI of the annotation is made from the IRI of the evidence.
    """
    return {
        "id": f"{iri}#annotation",
        "type": "Annotation",
        "canonical": statement,
        "motivation": "classifying",
        "body": bodies,
        "target": {"id": iri, "type": "SpecificResource", **target},
    }


def _bodies(
    codes: Iterable[CodePath], paths: dict[str, CodePath], note: str
) -> list[dict[str, Any]]:
    """Return the bodies of an annotation: the IRI and a tag for each code, and the note."""
    found: list[dict[str, Any]] = []
    for (code,) in codes:
        found.append(
            {"type": "SpecificResource", "purpose": "classifying", "source": code}
        )
        tag = ".".join((paths[code][0], paths[code][-1]))
        found.append({"type": "TextualBody", "purpose": "tagging", "value": tag})
    if note:
        found.append(
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "language": "en",
                "value": note,
            }
        )
    return found


def _target(project: CodedProject, coding: Coding) -> dict[str, Any]:
    """Return the source and the selectors of a coding.

    The text of the coded words must be known.
    """
    text = project.sources[coding.source].text or ""
    start, end = coding.start or 0, coding.end or 0
    quotation = {
        "type": "TextQuoteSelector",
        "exact": coding.quote,
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        quotation,
        *_anchor_selector(coding),
    ]
    return {"source": coding.source, "selector": selectors}


def _anchor_selector(coding: Coding) -> Iterator[dict[str, Any]]:
    """Yield the anchor of a coding as a `WordsSelector`, if the coding has an anchor."""
    if coding.anchor:
        unit, start, length, digest, figures = coding.anchor
        place = Place("", unit, "", start, length, digest, figures)
        yield _selector(place)


def _selector(place: Place) -> dict[str, Any]:
    """Return an anchor as a `WordsSelector`, a selector type of inspectgraph."""
    selector: dict[str, Any] = {
        "type": "WordsSelector",
        "unitId": place.unit,
        "squeezedStart": place.start,
        "length": place.length,
        "digest": place.digest,
    }
    if place.figures:
        selector["figures"] = place.figures
    return selector
