"""The formats of answers, and the media types by which clients request them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.serve.refusal import RefusedError

__all__ = [
    "DOCUMENTS",
    "FILES",
    "GRAPHS",
    "QUESTIONS",
    "RESULTS",
    "Format",
    "negotiated",
]

_UTF8: Final = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Format:
    """A format, with its name and media type. The name is also the file extension."""

    name: str
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        if self.media_type.startswith("text/"):
            return self.media_type + _UTF8
        return self.media_type


#: The formats of SELECT and ASK. The first is the default.
RESULTS: Final = (
    Format("json", "application/sparql-results+json"),
    Format("xml", "application/sparql-results+xml"),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
    Format("json", "application/json"),
    Format("xml", "application/xml"),
    Format("xml", "text/xml"),
)
#: The formats of CONSTRUCT, DESCRIBE and descriptions. The first is the default.
GRAPHS: Final = (
    Format("ttl", "text/turtle"),
    Format("nt", "application/n-triples"),
    Format("jsonld", "application/ld+json"),
    Format("rdf", "application/rdf+xml"),
    Format("ttl", "application/x-turtle"),
    Format("ttl", "text/n3"),
    Format("jsonld", "application/json"),
    Format("rdf", "application/xml"),
    Format("rdf", "text/xml"),
)
_HTML: Final = Format("html", "text/html")
#: The formats of the document about a resource. The first is the default.
DOCUMENTS: Final = (*GRAPHS, _HTML)
#: The formats of the files of a site by the ending of their names.
FILES: Final = {
    **{form.name: form for form in reversed(DOCUMENTS)},
    "atom": Format("atom", "application/atom+xml"),
    "css": Format("css", "text/css"),
    "csv": Format("csv", "text/csv"),
    "dot": Format("dot", "text/vnd.graphviz"),
    "gz": Format("gz", "application/gzip"),
    "js": Format("js", "text/javascript"),
    "json": Format("json", "application/json"),
    "rq": Format("rq", "application/sparql-query"),
    "svg": Format("svg", "image/svg+xml"),
    "txt": Format("txt", "text/plain"),
    "wasm": Format("wasm", "application/wasm"),
    "woff2": Format("woff2", "font/woff2"),
    "xml": Format("xml", "application/xml"),
}
#: The formats of the answer to a named question. The first is the default.
QUESTIONS: Final = (
    Format("json", "application/json"),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
    Format("txt", "text/plain"),
    Format("results-json", "application/sparql-results+json"),
    Format("results-xml", "application/sparql-results+xml"),
)


def negotiated(accept: str, offers: Sequence[Format]) -> Format:
    """Return the format that a client prefers.

    Args:
        accept: The value of the Accept header; "" accepts any format.
        offers: The available formats, in the server's order of preference.

    Raises:
        RefusedError: If the client accepts none of the formats (406).

    >>> negotiated("text/csv;q=0.5, */*;q=0.1", RESULTS).name
    'csv'
    """
    for offer in offers:
        if offer.media_type == accept:  # most programs name the format that they want
            return offer
    ranges = _ranges(accept or "*/*")
    best = max(offers, key=lambda offer: _quality(offer.media_type, ranges))
    if _quality(best.media_type, ranges) > 0:
        return best
    known = ", ".join(dict.fromkeys(offer.media_type for offer in offers))
    message = f"the client accepts none of the formats of this answer: {known}"
    raise RefusedError(406, message, {"Vary": "Accept"})


def _ranges(accept: str) -> dict[str, float]:
    """Return each media range of an Accept header, with its quality value."""
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            ranges[name] = _weight(parameters)
    return ranges


def _weight(parameters: Sequence[str]) -> float:
    """Return the quality value among the parameters of a media range; the default is 1."""
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    """Return the quality value of a media type, taken from the most specific matching range."""
    family = media_type.partition("/")[0]
    for name in (media_type, f"{family}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
