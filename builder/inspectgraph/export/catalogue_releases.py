"""Add a description of each release of the graph to the catalogue.

The settings list the releases.
"""

from __future__ import annotations

from inspectgraph.export.catalogue_nodes import Catalogue
from inspectgraph.export.catalogue_terms import ADMS, DCAT, DCT, release_iri, whole_iri
from inspectgraph.rdf.builder import Node

__all__ = ["describe_releases"]


def describe_releases(catalogue: Catalogue, whole: Node) -> None:
    """Describe each release, and link the dataset of all graphs to the previous release.

    Args:
        catalogue: The catalogue.
        whole: The dataset of all named graphs.
    """
    releases = catalogue.settings.releases
    for number, one in enumerate(releases):
        node = catalogue.node(release_iri(one.version)).a(DCAT.Resource)
        node.text(DCT.title, f"{catalogue.short} {one.version}")
        node.code(DCAT.version, one.version).day(DCT.issued, one.day)
        node.text(ADMS.versionNotes, one.note).link(DCAT.isVersionOf, whole_iri())
        for earlier in releases[number + 1 : number + 2]:
            before = release_iri(earlier.version)
            node.link(DCAT.previousVersion, before).link(DCT.replaces, before)
    own = catalogue.settings.version
    for one in releases:
        if one.version == own:
            whole.text(ADMS.versionNotes, one.note)
            continue
        before = release_iri(one.version)
        whole.link(DCAT.previousVersion, before).link(DCT.replaces, before)
        break
