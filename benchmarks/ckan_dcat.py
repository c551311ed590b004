"""Which fields of the catalogue does CKAN read?

    python benchmarks/ckan_dcat.py
    python benchmarks/ckan_dcat.py --catalogue graphs/catalogue.ttl --tools FOLDER

The RDF parser of ckanext-dcat, which CKAN uses for harvesting, reads a catalogue with the
profile `euro_dcat_ap_3`, and every field of every dataset is printed. Two catalogues are
tried: that of the published graph, and that of a release of the small project of the
tests, whose settings name everything that a portal shows, with a contact. `--catalogue`
takes another file instead.

CKAN and ckanext-dcat are installed in an environment of their own, which `--tools` keeps
for the next time; they are under the AGPL, and no part of the project. Nothing of CKAN is
replaced by a stub: the parser imports CKAN as it is, with the packages that this release
of CKAN pins. It needs neither a database nor a configuration. Only psycopg2 comes as
psycopg2-binary, which need not be compiled.

The exit code is 1 if a title, description, publisher, contact, licence, place, period or
distribution is in the catalogue, but CKAN reads no value or another value.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any, Final

from outside.released import released
from outside.tools import PROGRAMS, kept_or_temporary, run
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, Graph, Namespace
from rdflib.term import Node

_CKAN: Final = ("ckan==2.12.0", "ckanext-dcat==2.4.4")
_PUBLISHED: Final = Path(__file__).parents[1] / "graphs" / "catalogue.ttl"
_VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
#: The fields of CKAN on a dataset, by what each is, with the path to its value in DCAT.
_DATASET: Final = (
    ("title", "title", (DCTERMS.title,)),
    ("description", "notes", (DCTERMS.description,)),
    ("publisher", "publisher_uri", (DCTERMS.publisher,)),
    ("publisher", "publisher_name", (DCTERMS.publisher, FOAF.name)),
    ("contact", "contact_name", (DCAT.contactPoint, _VCARD.fn)),
    ("contact", "contact_email", (DCAT.contactPoint, _VCARD.hasEmail)),
    ("contact", "contact_url", (DCAT.contactPoint, _VCARD.hasURL)),
    ("place", "spatial_uri", (DCTERMS.spatial,)),
    ("place", "spatial_text", (DCTERMS.spatial, RDFS.label)),
    ("place", "spatial_bbox", (DCTERMS.spatial, DCAT.bbox)),
    ("period", "temporal_start", (DCTERMS.temporal, DCAT.startDate)),
    ("period", "temporal_end", (DCTERMS.temporal, DCAT.endDate)),
    ("licence", "license_id", (DCTERMS.license,)),
)
#: The same for a distribution.
_DISTRIBUTION: Final = (
    ("title", "name", (DCTERMS.title,)),
    ("description", "description", (DCTERMS.description,)),
    ("download", "download_url", (DCAT.downloadURL,)),
    ("access", "access_url", (DCAT.accessURL,)),
    ("format", "format", (DCTERMS["format"],)),
    ("format", "mimetype", (DCAT.mediaType,)),
    ("format", "compress_format", (DCAT.compressFormat,)),
    ("format", "package_format", (DCAT.packageFormat,)),
    ("licence", "license", (DCTERMS.license,)),
    ("size", "size", (DCAT.byteSize,)),
)
#: Fields whose values CKAN writes in a form of its own: a code, or GeoJSON.
_OWN_FORM: Final = frozenset({"license_id", "spatial_bbox"})


def main() -> int:
    """Read the catalogues with CKAN, print what it reads, and return 1 if CKAN lacks a field."""
    arguments = _arguments()
    faults = 0
    with (
        kept_or_temporary(arguments.tools) as tools,
        tempfile.TemporaryDirectory() as made,
    ):
        python = _environment(tools)
        files = {"catalogue": arguments.catalogue}
        if not arguments.catalogue:
            files = {
                "catalogue of the published graph": _PUBLISHED,
                "catalogue of a release with all settings": released(Path(made))
                / "catalogue.ttl",
            }
        print(*_CKAN, "profile euro_dcat_ap_3", sep=", ")
        for name, file in files.items():
            print(f"\n# {name}")
            faults += _compared(file, python)
    print(f"\n{faults} fields missing or different")
    return int(faults > 0)


def _compared(file: Path, python: Path) -> int:
    """Print the datasets that CKAN reads in a catalogue, and return how many fields CKAN lacks."""
    catalogue = Graph().parse(file)
    program = str(PROGRAMS / "ckan_datasets.py")
    output = run([str(python), "-W", "ignore", program, str(file.absolute())])
    read = {_fields(one)["uri"]: one for one in json.loads(output)}
    faults = 0
    for iri in sorted(catalogue.subjects(RDF.type, DCAT.Dataset), key=str):
        print(f"\n## {iri}")
        found = read.get(str(iri))
        if found is None:
            print("MISSING: the whole dataset")
            faults += 1
            continue
        for label, fields, expected in _parts(catalogue, iri, found):
            print(f"\n{label}:")
            for key, value in fields.items():
                print(f"  {key}: {value}")
            for fault in _faults(fields, expected):
                print(f"  MISSING OR DIFFERENT: {fault}")
                faults += 1
    return faults


def _parts(
    catalogue: Graph, iri: Node, found: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, str]]]:
    """Yield a dataset, then each of its distributions, with two records of its fields.

    Each item is a label, the fields that CKAN has read, and the fields that it should read.
    """
    yield "dataset", _fields(found), _expected(catalogue, iri, _DATASET)
    resources = {one["uri"]: one for one in found["resources"]}
    for distribution in sorted(catalogue.objects(iri, DCAT.distribution), key=str):
        read = resources.get(str(distribution), {})
        expected = _expected(catalogue, distribution, _DISTRIBUTION)
        yield "distribution", read, expected


def _fields(dataset: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a dataset in CKAN that have a value, except its list of resources."""
    found = {key: value for key, value in dataset.items() if value}
    del found["resources"]
    extras = {one["key"]: one["value"] for one in found.pop("extras", ())}
    tags = ", ".join(one["name"] for one in found.pop("tags", ()))
    return {**found, "tags": tags, **extras}


def _expected(
    catalogue: Graph,
    subject: Node,
    wanted: tuple[tuple[str, str, tuple[Node, ...]], ...],
) -> dict[str, str]:
    """Return the values of a subject in the catalogue, by the name of the field in CKAN."""
    found = {}
    for _, field, path in wanted:
        ends = [subject]
        for predicate in path:
            ends = [end for one in ends for end in catalogue.objects(one, predicate)]
        if ends:
            found[field] = min(map(str, ends)).removeprefix("mailto:")
    return found


def _faults(fields: Mapping[str, Any], expected: Mapping[str, str]) -> Iterator[str]:
    """Yield each field of the catalogue that CKAN lacks or reads as another value."""
    for key, value in expected.items():
        read = fields.get(key)
        if not read or (key not in _OWN_FORM and str(read) != value):
            yield f"{key}, in the catalogue {value}"


def _environment(folder: Path) -> Path:
    """Return the Python of an environment that has CKAN, its requirements and ckanext-dcat."""
    there = folder / "ckan"
    python = there / "bin" / "python"
    if not python.exists():
        run([sys.executable, "-m", "venv", str(there)])
        install = [str(python), "-m", "pip", "install", "-qq"]
        run([*install, *_CKAN])
        (metadata,) = there.glob("lib/*/site-packages/ckan-*.dist-info")
        every = PathDistribution(metadata).requires or []
        needed = [
            one.partition(";")[0].strip().replace("psycopg2=", "psycopg2-binary=")
            for one in every
            if "requirements" in one.partition(";")[2]
        ]
        run([*install, *needed])
    return python


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--catalogue", type=Path, help="another catalogue, in Turtle")
    parser.add_argument("--tools", type=Path, help="folder to install in and to keep")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
