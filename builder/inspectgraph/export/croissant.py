"""Describe the tables of a release in Croissant, the format of MLCommons for datasets.

The description names the archive of Parquet files, because Parquet files declare the
types of their columns and can have lists. The description does not name the CSV files,
because readers of Croissant guess the types of CSV columns. For example, the code
`0012` would become a number.

The description gives the key of each table, but no foreign keys. If it gave foreign
keys, the reference implementation would join the tables and fail to load any record.
The module `columns` has the descriptions of the tables and columns. The title, the
licence and further facts are the same as on the published site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from inspectgraph.export.catalogue_nodes import Download
from inspectgraph.export.columns import Column, Table
from inspectgraph.export.imprint import subtitle
from inspectgraph.export.json_document import json_document
from inspectgraph.model.imprint import Imprint

__all__ = ["CROISSANT", "croissant"]

#: The name of the file in the folder of a release.
CROISSANT: Final = "croissant.json"

_CONFORMS: Final = "http://mlcommons.org/croissant/1.0"
#: The media type by which readers of Croissant know Parquet.
_PARQUET: Final = "application/x-parquet"
#: The type in schema.org for each datatype other than text.
_TYPES: Final[Mapping[str, str]] = {
    "anyURI": "sc:URL",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "decimal": "sc:Float",
    "integer": "sc:Integer",
}
#: The context that version 1.0 of the format fixes.
_CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(
    wanted: Sequence[Table], imprint: Imprint, archive: Download, published: str
) -> bytes:
    """Return the description of a release, as JSON-LD.

    Args:
        wanted: The tables.
        imprint: The title, publisher, licence and other facts about the graph.
        archive: The archive with a Parquet file for each table.
        published: The day of the release, as an ISO date.
    """
    found = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": subtitle(imprint.title, imprint.name),
        "alternateName": imprint.name,
        "description": imprint.description,
        "url": imprint.page,
        "sameAs": imprint.iri,
        "creator": _publisher(imprint),
        "publisher": _publisher(imprint),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": list(imprint.keywords),
        "license": imprint.licence,
        "version": imprint.version,
        "datePublished": published,
        "citeAs": _citation(imprint, published),
        "distribution": [_archive(archive), *(_file(one, archive) for one in wanted)],
        "recordSet": [_record_set(table) for table in wanted],
    }
    return json_document(found)


def _publisher(imprint: Imprint) -> dict[str, str] | None:
    """Return the publisher, or None if the publisher is unknown.

    The result includes the web page of the publisher if the settings give the page.
    """
    if not imprint.publisher:
        return None
    found = {"@type": "sc:Organization", "name": imprint.publisher}
    if imprint.publisher_page:
        found["url"] = imprint.publisher_page
    return found


def _citation(imprint: Imprint, published: str) -> str:
    """Return the recommended citation of the release."""
    version = f"version {imprint.version}" if imprint.version else ""
    parts = (imprint.publisher, imprint.title, version, published, imprint.iri)
    return ", ".join(filter(None, parts))


def _archive(archive: Download) -> dict[str, Any]:
    """Return the description of the archive that has the Parquet files."""
    return {
        "@type": "cr:FileObject",
        "@id": _name(archive),
        "name": _name(archive),
        "description": archive.text,
        "contentUrl": archive.url,
        "contentSize": f"{archive.size} B",
        "encodingFormat": archive.packaged,
        "sha256": archive.digest,
    }


def _name(archive: Download) -> str:
    """Return the file name of the archive."""
    return archive.url.rpartition("/")[2]


def _file(table: Table, archive: Download) -> dict[str, Any]:
    """Return the description of the Parquet file for one table.

    The file is inside the archive.
    """
    file = f"{table.name}.parquet"
    return {
        "@type": "cr:FileObject",
        "@id": file,
        "name": file,
        "contentUrl": file,
        "containedIn": {"@id": _name(archive)},
        "encodingFormat": _PARQUET,
    }


def _record_set(table: Table) -> dict[str, Any]:
    """Return the description of the rows of a table."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(column, table.name) for column in table.columns],
    }


def _field(column: Column, table: str) -> dict[str, Any]:
    """Return the description of a column of a table."""
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.about,
        "dataType": _TYPES.get(column.datatype, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"{table}.parquet"},
            "extract": {"column": column.name},
        },
    }
    if column.several:
        found["repeated"] = True
    return found
