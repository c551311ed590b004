"""The page of the published folder: content, size and command of each file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from inspectgraph.export.index import Facts
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.model.markdown import escape
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.iris import report
from inspectgraph.rdf.namespaces import BASE, INSP, RDFS

__all__ = ["listing"]

_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_SHARED: Final[Mapping[str, str]] = {
    "ontology": "Classes and properties, and every scheme of concepts",
    "registry": (
        "Authorities, inspectorates, partner bodies, services, frameworks, comparisons"
    ),
    "inferred": "What follows from the ontology and no other graph states",
}
#: The classes that the page counts, under the names that it gives them.
_COUNTED: Final = (
    ("reports", (INSP.Report,)),
    ("judgements", (INSP.Judgement,)),
    ("judgements of other inspections", (INSP.ReportedJudgement,)),
    (
        "findings",
        (INSP.Strength, INSP.Weakness, INSP.MixedFinding, INSP.NeutralFinding),
    ),
    ("recommendations", (INSP.Recommendation,)),
    ("measurements", (INSP.Measurement,)),
    ("events", (INSP.Event,)),
)


_INTRODUCTION: Final = (
    "# The published graph",
    "",
    "Everything in this folder is written by `inspectgraph build`; change the extracts,"
    " not these files.",
    f"[{MANIFEST}]({MANIFEST}) lists their digests: a build replaces the folder only"
    " while it is as listed.",
    f"Each Turtle file is one named graph, `{BASE}graph/` and the file's name without its"
    " ending.",
)


def listing(
    graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
) -> bytes:
    """Return the page, in Markdown.

    Args:
        graphs: The published named graphs; no triple is in two of them.
        facts: Their triples by subject.
        files: The other published files, by their path.
    """
    lines = [
        *_INTRODUCTION,
        "",
        _counts(graphs, facts),
        "",
        *_table(graphs, facts, files),
        "",
        "Other formats (N-Quads, TriG, JSON-LD, GraphML, CSV) are a command away: see"
        " `inspectgraph export --help`.",
        "",
    ]
    return "\n".join(lines).encode()


def _counts(graphs: Sequence[NamedGraph], facts: Facts) -> str:
    """Return how many triples and instances there are."""
    total = sum(len(named.triples) for named in graphs)
    counted = [f"{len(facts.instances(*kinds))} {name}" for name, kinds in _COUNTED]
    return f"{total} triples: {', '.join(counted)}."


def _table(
    graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
) -> Iterable[str]:
    """Yield the rows of the table of files."""
    yield "| file | what it holds | triples | made by |"
    yield "|---|---|--:|---|"
    for named in graphs:
        label = facts.text(report(named.name).value, RDFS.label)
        content = _SHARED.get(named.name, label)
        yield _row(named.file, content, str(len(named.triples)), "inspectgraph build")
    text = "The catalogue for portals: DCAT 3 and VoID"
    yield _row("catalogue.ttl", text, "", "inspectgraph build")
    for name in sorted(files):
        if not name.endswith(".ttl"):
            yield _row(name, _title(files[name]), "", _draw_command(name))


def _draw_command(name: str) -> str:
    """Return the command that draws a picture."""
    path = PurePosixPath(name)
    return f"inspectgraph draw {path.stem} -o graphs/{path.parent}"


def _row(file: str, content: str, triples: str, command: str) -> str:
    return f"| [{file}]({file}) | {escape(content)} | {triples} | `{command}` |"


def _title(content: bytes) -> str:
    """Return the title of a picture."""
    found = _TITLE.search(content.decode(errors="replace"))
    if found is None:
        return "The drawing of the same name as text, to compare"
    return " ".join(unescape(found[1]).split())
