"""The frozen files of a release: a dump in every format, and two descriptions of the dumps.

The catalogue, in DCAT, describes every dump for data portals. `croissant.json` describes
the tables for machine learning tools.

The files depend only on the graph, so a repeated release has the same bytes. The name
of a dump is `inspectgraph-VERSION-FORMAT` with an ending. The ending is `.zip` for an
archive of several files. For a single file it is the ending of the format, followed by
`.gz` if the release compresses the file.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from inspectgraph.export.catalogue_nodes import Catalogue, Download
from inspectgraph.export.catalogue_terms import whole_iri
from inspectgraph.export.croissant import CROISSANT, croissant
from inspectgraph.export.formats import FORMATS, streamed
from inspectgraph.export.imprint import imprint_from
from inspectgraph.export.index import Facts
from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.iris import current_base, data_base, graph
from inspectgraph.rdf.lookup import base_of
from inspectgraph.rdf.turtle import turtle

if TYPE_CHECKING:
    from inspectgraph.model.imprint import Imprint
    from inspectgraph.model.settings import Settings

__all__ = ["CATALOGUE", "release_files"]

CATALOGUE: Final = "catalogue.ttl"
#: Media type, and code in the list of file types of the European portal, by the ending
#: of a file. The code is that of the syntax where the list has no code for the format.
_TYPES: Final = {
    "csv": ("text/csv", "CSV"),
    "gexf": ("application/xml", "XML"),
    "graphml": ("application/xml", "XML"),
    "jsonld": ("application/ld+json", "JSON_LD"),
    "nq": ("application/n-quads", "RDF_N_QUADS"),
    "parquet": ("application/vnd.apache.parquet", "OCTET"),
    "sqlite": ("application/vnd.sqlite3", "OCTET"),
    "trig": ("application/trig", "RDF_TRIG"),
    "ttl": ("text/turtle", "RDF_TURTLE"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
    ),
}
_UNKNOWN: Final = ("application/octet-stream", "OCTET")
_GZIP, _ZIP = "application/gzip", "application/zip"
#: Files that are compressed already.
_WHOLE: Final = frozenset({"parquet", "xlsx"})
#: The day of each file in an archive, the first that the format has.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
#: The format with the vocabularies alone, which are a dataset of their own.
_VOCABULARY: Final = "vocabulary"


def release_files(
    store: Store, catalogue: bytes, settings: Settings, version: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of a release; the catalogue comes last.

    Args:
        store: The graph.
        catalogue: The catalogue of the published graph, in Turtle.
        settings: The settings of the project, which give licence and availability.
        version: The version of the release.
    """
    downloads: list[tuple[str, Download]] = []
    imprint = imprint_from(catalogue)
    for name in FORMATS:
        file, content, found = _dump(store, name, version, imprint)
        downloads.append((name, found))
        yield file, content
    yield CROISSANT, _described(dict(downloads), imprint, settings, version)
    with data_base(base_of(store)):
        yield CATALOGUE, _with_downloads(catalogue, settings, downloads)


def _described(
    downloads: Mapping[str, Download],
    imprint: Imprint,
    settings: Settings,
    version: str,
) -> bytes:
    """Return the description of the release in Croissant."""
    from inspectgraph.export.all_tables import TABLES

    days = (str(one.day) for one in settings.releases if one.version == version)
    return croissant(TABLES, imprint, downloads["parquet"], next(days, ""))


def _dump(
    store: Store, name: str, version: str, imprint: Imprint
) -> tuple[str, bytes, Download]:
    """Return the name, content and catalogue description of a dump in one format."""
    form = FORMATS[name]
    files = streamed(store, name, imprint=imprint)
    stem = f"inspectgraph-{version}-{name}"
    endings = [path.rpartition(".")[2] for path in files]
    ending = max(sorted(set(endings)), key=endings.count)
    compressed = packaged = ""
    if not form.single:
        file, content, packaged = f"{stem}.zip", _zipped(files.items()), _ZIP
    elif ending in _WHOLE:
        file = f"{stem}.{ending}"
        content = b"".join(*files.values())
    else:
        file, compressed = f"{stem}.{ending}.gz", _GZIP
        content = _gzipped(next(iter(files.values())))
    media_type, file_type = _TYPES.get(ending, _UNKNOWN)
    with data_base(base_of(store)):
        url = f"{current_base()}releases/{version}/{file}"
    text = f"Version {version}: {form.summary}."
    found = Download(
        url=url,
        title=f"{name}, version {version}",
        text=text,
        media_type=media_type,
        file_type=file_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        compressed=compressed,
        packaged=packaged,
    )
    return file, content, found


def _gzipped(parts: Iterable[bytes]) -> bytes:
    """Return a file compressed by gzip.

    The result does not record the time of compression.
    """
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as file:
        for part in parts:
            file.write(part)
    return target.getvalue()


def _zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return a zip archive of files, in which all files have the same fixed date."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, parts in sorted(files, key=lambda one: one[0]):
            entry = zipfile.ZipInfo(path, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, b"".join(parts))
    return target.getvalue()


def _with_downloads(
    content: bytes, settings: Settings, downloads: Iterable[tuple[str, Download]]
) -> bytes:
    """Add the downloads of a release to a catalogue, and return the new catalogue."""
    described = Catalogue(Facts([]), settings)
    for name, found in downloads:
        owner: NamedNode = whole_iri()
        if name == _VOCABULARY:
            owner = graph("ontology")
        described.download(described.node(owner), found)
    known = map(text_triple, parse(content, RdfFormat.TURTLE, base_iri=current_base()))
    return turtle(sorted({*known, *described.sink.triples}))
