"""The page that lies beside the published files: what each holds, how much, and the command that made it."""

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
#: What is counted, in the order in which a reader asks for it.
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


def listing(
    graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
) -> bytes:
    """Return the page, in Markdown.

    Args:
        graphs: The named graphs that are published; no triple stands in two of them.
        facts: What they state.
        files: All files that are published beside the page, by their path.
    """
    counted = ((name, len(facts.instances(*kinds))) for name, kinds in _COUNTED)
    total = sum(len(named.triples) for named in graphs)
    return "\n".join(
        (
            "# The published graph",
            "",
            "Everything in this folder is written by `inspectgraph build`; change the extracts, not these files.",
            f"[{MANIFEST}]({MANIFEST}) lists their digests: a build replaces the folder only while it is as listed.",
            f"Each Turtle file is one named graph, `{BASE}graph/` and the file's name without its ending.",
            "",
            f"{total} triples: "
            + ", ".join(f"{number} {name}" for name, number in counted)
            + ".",
            "",
            *_table(graphs, facts, files),
            "",
            "Other formats (N-Quads, TriG, JSON-LD, GraphML, CSV) are a command away: see"
            " `inspectgraph export --help`.",
            "",
        )
    ).encode()


def _table(
    graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
) -> Iterable[str]:
    """Yield the rows of the table of files."""
    yield "| file | what it holds | triples | made by |"
    yield "|---|---|--:|---|"
    for named in graphs:
        holds = _SHARED.get(named.name) or facts.text(
            report(named.name).value, RDFS.label
        )
        yield _row(named.file, holds, str(len(named.triples)), "inspectgraph build")
    yield _row(
        "catalogue.ttl",
        "The catalogue for portals: DCAT 3 and VoID",
        "",
        "inspectgraph build",
    )
    for name in sorted(files):
        if not name.endswith(".ttl"):
            picture = PurePosixPath(name)
            yield _row(
                name,
                _title(files[name]),
                "",
                f"inspectgraph draw {picture.stem} -o graphs/{picture.parent}",
            )


def _row(file: str, holds: str, triples: str, command: str) -> str:
    return f"| [{file}]({file}) | {escape(holds)} | {triples} | `{command}` |"


def _title(content: bytes) -> str:
    """Return the title of a drawing."""
    found = _TITLE.search(content.decode(errors="replace"))
    return (
        " ".join(unescape(found[1]).split())
        if found
        else "The drawing of the same name as text, to compare"
    )
