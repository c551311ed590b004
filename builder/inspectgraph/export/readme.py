"""The README of the published folder, with a table of the files.

The table gives the content of each file, its number of triples, and the command that
writes the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.model.markdown import escape
from inspectgraph.model.settings import DEFAULTS, Settings
from inspectgraph.rdf.iris import current_base, report
from inspectgraph.rdf.namespaces import INSP, OA, RDFS

__all__ = ["listing"]

_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_SHARED: Final[Mapping[str, str]] = {
    "ontology": "Classes and properties, and every scheme of concepts",
    "registry": (
        "Authorities, inspectorates, partner bodies, services, frameworks, comparisons"
    ),
    "inferred": "Triples that follow from the ontology and are in no other graph",
}
#: The classes whose instances the README counts, with the noun for each count.
_COUNTED: Final = (
    ("reports", (INSP.Report,)),
    ("judgements", (INSP.Judgement,)),
    ("aspects not judged", (INSP.NoJudgement,)),
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
    " if its files still have these digests.",
)
#: The sentence on quoted words of reports, by their rights. A build refuses other rights.
_ATTRIBUTION: Final = (
    "The graphs quote reports of the inspectorates that they name: contains public"
    " sector information licensed under the Open Government Licence. No inspectorate,"
    " Ofsted included, endorses this graph."
)


def listing(
    graphs: Sequence[GraphSummary],
    facts: Facts,
    pictures: Mapping[str, bytes],
    settings: Settings = DEFAULTS,
) -> bytes:
    """Return the README of the published folder, in Markdown.

    Args:
        graphs: The published named graphs. No triple is in two graphs.
        facts: The labels of the reports.
        pictures: The published pictures, keyed by path.
        settings: The settings of the project, with publisher and licence.
    """
    lines = [
        *_INTRODUCTION,
        f"Each Turtle file is one named graph, `{current_base()}graph/` and the file's"
        " name without its ending.",
        *_imprint(settings),
        "",
        _counts(graphs),
        "",
        *_attribution(graphs),
        *_table(graphs, facts, pictures),
        "",
        "For other formats (N-Quads, TriG, JSON-LD, GraphML, CSV), see"
        " `inspectgraph export --help`.",
        "",
    ]
    return "\n".join(lines).encode()


def _imprint(settings: Settings) -> Iterator[str]:
    """Yield a line that gives publisher, licence, version and contact.

    Facts that the settings do not give are left out.
    """
    parts = []
    if settings.publisher:
        parts.append(f"Published by {escape(settings.publisher.name)}")
    if settings.licence:
        parts.append(f"under the licence <{settings.licence}>")
    if settings.version:
        parts.append(f"version {settings.version}")
    if contact := settings.contact:
        parts.append(
            f"contact: {' or '.join(filter(None, (contact.email, contact.page)))}"
        )
    if parts:
        line = "; ".join(parts)
        yield f"{line[0].upper()}{line[1:]}."


def _counts(graphs: Sequence[GraphSummary]) -> str:
    """Return a sentence with the number of triples, and the number of statements of each kind."""
    total = sum(named.figures.triples for named in graphs)
    classes = [named.figures.classes for named in graphs if named.report]
    counted = []
    for name, kinds in _COUNTED:
        number = sum(one.get(kind.value, 0) for one in classes for kind in kinds)
        if number:
            counted.append(f"{number} {_for_number(number, name)}")
    return f"{total} triples: {', '.join(counted)}."


def _for_number(number: int, name: str) -> str:
    """Return the noun for a count, in the singular for 1.

    >>> _for_number(1, "aspects not judged"), _for_number(2, "events")
    ('aspect not judged', 'events')
    """
    first, *others = name.split(" ")
    return " ".join([first.removesuffix("s") if number == 1 else first, *others])


def _attribution(graphs: Iterable[GraphSummary]) -> Sequence[str]:
    """Return the README lines that name the licence of words quoted from reports.

    The result is empty if the graphs quote no words from reports.
    """
    if any(named.figures.properties.get(OA.exact.value) for named in graphs):
        return (_ATTRIBUTION, "")
    return ()


def _table(
    graphs: Sequence[GraphSummary], facts: Facts, pictures: Mapping[str, bytes]
) -> Iterable[str]:
    """Yield the lines of the Markdown table of files."""
    yield "| file | content | triples | made by |"
    yield "|---|---|--:|---|"
    for named in graphs:
        label = facts.text(report(named.name).value, RDFS.label)
        content = _SHARED.get(named.name, label)
        number = str(named.figures.triples)
        yield _row(named.file, content, number, "inspectgraph build")
    text = "The catalogue for portals: DCAT 3 and VoID"
    yield _row("catalogue.ttl", text, "", "inspectgraph build")
    for name in sorted(pictures):
        yield _row(name, _title(pictures[name]), "", _draw_command(name))


def _draw_command(name: str) -> str:
    """Return the command line that draws a picture again."""
    path = PurePosixPath(name)
    return f"inspectgraph draw {path.stem} -o graphs/{path.parent}"


def _row(file: str, content: str, triples: str, command: str) -> str:
    """Return one row of the Markdown table of files."""
    return f"| [{file}]({file}) | {escape(content)} | {triples} | `{command}` |"


def _title(content: bytes) -> str:
    """Return the title of an SVG picture, or a fixed text for a picture that has no title."""
    found = _TITLE.search(content.decode(errors="replace"))
    if found is None:
        return "The contents of the drawing with the same name, as text"
    return " ".join(unescape(found[1]).split())
