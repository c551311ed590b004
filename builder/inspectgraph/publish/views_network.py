"""The network of councils, reports, themes, bodies and services, in small files.

A browser loads the list of nodes. When the reader opens a node, the browser loads the
file with the neighbours of the node. As the network grows, so does the number of
files, but not the size of each file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from inspectgraph.draw.corpus import Corpus
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.records import Inspected
from inspectgraph.publish.site import File, Page, Site
from inspectgraph.publish.views_counts import Count
from inspectgraph.publish.views_files import Maker, made
from inspectgraph.publish.views_heat_map import cell_page
from inspectgraph.publish.views_sparql import QUERIES
from inspectgraph.rdf.namespaces import INSP, SKOS

__all__ = ["KINDS", "Network", "network_files", "read_network"]

#: The kinds of nodes, with the name of the kind in the singular and in the plural.
KINDS: Final = {
    "council": ("Council", "Councils"),
    "report": ("Report", "Reports"),
    "theme": ("Theme", "Themes"),
    "body": ("Body", "Bodies"),
    "service": ("Service", "Services"),
    "framework": ("Framework", "Frameworks"),
}
_FOLDER: Final = "view/data/network"
#: The number of neighbours in a file, counted over all nodes of the file.
_IN_FILE: Final = 900
#: The number of themes that the table names for a report.
_NAMED: Final = 8


@dataclass(slots=True)
class Network:
    """A network of nodes.

    `nodes` has the kind and the label of each node, keyed by IRI. `near` has the
    neighbours of each node. For each neighbour, `near` counts the statements that join
    the node to this neighbour. If there are no such statements, the count is 0.
    """

    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    near: dict[str, dict[str, Count]] = field(default_factory=dict)

    def add(self, iri: str, kind: str, label: str) -> None:
        """Add a node if the network does not have it yet."""
        if iri:
            self.nodes.setdefault(iri, (kind, label))
            self.near.setdefault(iri, {})

    def join(
        self, one: str, other: str, statement: str = "", polarity: str = ""
    ) -> None:
        """Join two nodes of the network.

        Both nodes have the same list of the statements that join them. If a statement
        is given, the statement is added to this list.
        """
        if one not in self.nodes or other not in self.nodes:
            return
        count = self.near[one].setdefault(other, Count())
        self.near[other][one] = count
        if statement:
            count.statements.append(statement)
            count.polarities[polarity] += 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the table: its councils, the number of its statements, and its themes."""

    report: Inspected
    statements: int
    themes: Sequence[tuple[str, int, str]]
    bodies: int
    services: int


def read_network(graph: Graph, corpus: Corpus) -> Network:
    """Return the network of a graph.

    Themes, bodies and services are left out if they have no statements.
    """
    found = Network()
    for report in corpus.reports:
        found.add(report.iri, "report", graph.label(report.iri))
        found.add(report.framework, "framework", graph.label(report.framework))
        found.join(report.iri, report.framework)
        for council, name in report.authorities:
            found.add(council, "council", name)
            found.join(council, report.iri)
    bodies = graph.values(INSP.Statement, INSP.body)
    services = graph.values(INSP.Statement, INSP.service)
    for statement in corpus.statements_in_full:
        iri = statement.iri
        subjects = [
            *(
                (one, "theme")
                for one in sorted(statement.themes & corpus.themes.keys())
            ),
            *((one, "body") for one in bodies.get(iri, ())),
            *((one, "service") for one in services.get(iri, ())),
        ]
        for subject, kind in subjects:
            found.add(subject, kind, graph.label(subject))
            found.join(statement.report, subject, iri, statement.polarity)
    _join_themes(graph, corpus, found)
    return found


def _join_themes(graph: Graph, corpus: Corpus, found: Network) -> None:
    """Join each theme of the network to its broader themes."""
    wanted = [iri for iri, (kind, _) in found.nodes.items() if kind == "theme"]
    while wanted:
        theme = wanted.pop()
        for broader in graph.resource(theme).links(SKOS.broader):
            if broader in corpus.themes and broader not in found.nodes:
                found.add(broader, "theme", graph.label(broader))
                wanted.append(broader)
            found.join(theme, broader)


def network_files(site: Site, corpus: Corpus) -> Iterator[tuple[str, Maker]]:
    """Yield the files of the network.

    The first file is the page of the network. The second file lists the nodes. The
    other files contain the neighbours of the nodes.
    """
    network = read_network(site.graph, corpus)
    yield "view/network.html", made(_page, site, corpus, network)
    for path, content in _data(site, network):
        yield path, partial(_json, content)


def _page(site: Site, corpus: Corpus, network: Network) -> File:
    """Return the page of the network."""
    return site.page_file(
        "view/network",
        "views_network",
        "Network of councils, reports and themes",
        view="network",
        entries=[_entry(site, network, report.iri) for report in corpus.in_full],
        kinds=[
            (kind, words[number != 1], number)
            for kind, words in KINDS.items()
            if (number := sum(one == kind for one, _ in network.nodes.values()))
        ],
        others=len(corpus.reports) - len(corpus.in_full),
        named=_NAMED,
        query=QUERIES["network"],
    )


def _entry(site: Site, network: Network, iri: str) -> Entry:
    report = site.report(iri)
    near = network.near[iri]
    kinds = Counter(network.nodes[one][0] for one in near)
    themes = [one for one in near if network.nodes[one][0] == "theme"]
    themes.sort(key=lambda one: (-len(near[one].statements), network.nodes[one][1]))
    return Entry(
        report,
        len({s for one in near.values() for s in one.statements}),
        [
            (
                network.nodes[one][1],
                len(near[one].statements),
                f"{cell_page(report, one)}.html",
            )
            for one in themes[:_NAMED]
        ],
        kinds["body"],
        kinds["service"],
    )


def _data(site: Site, network: Network) -> Iterator[tuple[str, object]]:
    """Yield the list of nodes, and the files with the neighbours of the nodes.

    Each file has the neighbours of several nodes.
    """
    kinds = list(KINDS)
    order = sorted(
        network.nodes,
        key=lambda iri: (
            kinds.index(network.nodes[iri][0]),
            network.nodes[iri][1],
            iri,
        ),
    )
    place = {iri: n for n, iri in enumerate(order)}
    root = Page(site, "", "")
    files: list[dict[int, list[list[int]]]] = [{}]
    nodes: list[tuple[str, str, int, int, int]] = []
    held = 0
    for iri in order:
        near = network.near[iri]
        if held and held + len(near) > _IN_FILE:
            files.append({})
            held = 0
        held += len(near)
        files[-1][place[iri]] = sorted(
            [place[other], one.strengths, one.weaknesses, one.others]
            for other, one in near.items()
        )
        kind, label = network.nodes[iri]
        key = root.to(iri).removesuffix(".html").removesuffix("/index")
        nodes.append((key, label, kinds.index(kind), len(files) - 1, len(near)))
    words = [(kind, *both) for kind, both in KINDS.items()]
    yield f"{_FOLDER}/nodes.json", {"kinds": words, "nodes": nodes}
    for n, content in enumerate(files):
        yield f"{_FOLDER}/{n}.json", content


def _json(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()
