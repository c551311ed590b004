"""Write a minimal page about a resource, where no published site has one."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.prefixes import short

__all__ = ["page"]

_PAGE: Final = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
caption, td, th {{ padding: .3rem .6rem; text-align: left; vertical-align: top }}
td, th {{ border-top: 1px solid #888; overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{iri}</p>
<table>
<caption>What the graph says</caption>
<tr><th scope="col">subject</th><th scope="col">property</th><th scope="col">value</th></tr>
{rows}
</table>
</body>
</html>
"""


def page(node: NamedNode, triples: Iterable[Triple]) -> bytes:
    """Return an HTML page with the triples about a resource.

    Args:
        node: The IRI of the resource.
        triples: The triples.
    """
    rows: list[str] = []
    for triple in triples:
        parts = (triple.subject, triple.predicate, triple.object)
        cells = "".join(f"<td>{_cell(part)}</td>" for part in parts)
        rows.append(f"<tr>{cells}</tr>")
    title = escape(short(node.value))
    text = _PAGE.format(title=title, iri=escape(node.value), rows="\n".join(rows))
    return text.encode("utf-8", "replace")


def _cell(term: object) -> str:
    """Return a term as HTML. An IRI is a link, one of the project to this server."""
    if isinstance(term, Literal):
        return escape(term.value)
    if not isinstance(term, NamedNode):
        return escape(str(term))
    shown = escape(short(term.value))
    if term.value.startswith(BASE):
        return f'<a href="/{escape(term.value[len(BASE) :])}">{shown}</a>'
    if term.value.startswith(("http://", "https://")):
        return f'<a href="{escape(term.value)}">{shown}</a>'
    return shown
