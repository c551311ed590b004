r"""RDF terms as texts, in the syntax of N-Triples.

The project compares, sorts and writes these texts, because a text takes less time to
make and to hash than an object.

>>> print(string_text('a "word"'))
"a \"word\""
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import starmap
from typing import Final

from pyoxigraph import Literal, NamedNode

from inspectgraph.rdf.namespaces import XSD

__all__ = [
    "TRUE",
    "TextTriple",
    "date_text",
    "decimal_text",
    "english_text",
    "integer_text",
    "iri_text",
    "lines",
    "quad_lines",
    "string_text",
    "typed_text",
]

#: Subject, predicate and object as N-Triples writes them.
TextTriple = tuple[str, str, str]

TRUE: Final = f'"true"^^{XSD.boolean}'
_DATE: Final = f"^^{XSD.date}"
_DECIMAL: Final = f"^^{XSD.decimal}"
_INTEGER: Final = f"^^{XSD.integer}"
#: The characters that N-Triples writes with a backslash.
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')


@lru_cache(maxsize=4096)
def iri_text(iri: NamedNode) -> str:
    """Return an IRI in angle brackets; recent results are cached."""
    return str(iri)


def string_text(value: str) -> str:
    """Return a literal without a language, such as `"p56"`."""
    if _ESCAPED.search(value):
        return str(Literal(value))
    return f'"{value}"'


def english_text(value: str) -> str:
    """Return a literal in English, such as `"early help"@en`."""
    return f"{string_text(value)}@en"


def typed_text(value: str, datatype: NamedNode) -> str:
    """Return a literal of a given datatype."""
    return f"{string_text(value)}^^{iri_text(datatype)}"


def integer_text(value: int) -> str:
    """Return an `xsd:integer` literal, such as `"12"^^<…integer>`."""
    return f'"{value}"{_INTEGER}'


def decimal_text(value: Decimal) -> str:
    """Return an `xsd:decimal` literal in the canonical form of XSD 1.0.

    >>> decimal_text(Decimal("20"))[:6], decimal_text(Decimal("18.50"))[:6]
    ('"20.0"', '"18.5"')
    """
    return f'"{_canonical(value)}"{_DECIMAL}'


def _canonical(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." in text:
        return text
    return f"{text}.0"


def date_text(value: date) -> str:
    """Return an `xsd:date` literal, such as `"2014-06-30"^^<…date>`."""
    return f'"{value.isoformat()}"{_DATE}'


def quad_lines(triples: Iterable[TextTriple], graph: NamedNode) -> str:
    """Return triples as N-Quads of a named graph, one per line."""
    end = f" {graph} .\n"
    return "".join([f"{s} {p} {o}{end}" for s, p, o in triples])


def lines(triples: Iterable[TextTriple]) -> str:
    """Return triples as N-Triples, one per line."""
    return "".join(starmap("{} {} {} .\n".format, triples))
