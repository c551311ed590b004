"""Outside programs read and check the exported files.

`benchmarks/interoperability.py` tries more of them.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import skosify
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Quad, RdfFormat, Store, parse
from pyoxigraph import Dataset as Quads
from rdflib import Graph

from inspectgraph.export import exported


@pytest.fixture(scope="module")
def schemes(tmp_path_factory: pytest.TempPathFactory, small_store: Store) -> list[Path]:
    """Return the exported vocabularies."""
    folder = tmp_path_factory.mktemp("vocabulary")
    for name, content in exported(small_store, "vocabulary").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return sorted(folder.rglob("*.ttl"))


def quads(content: bytes | str) -> set[Quad]:
    """Return N-Quads with their blank nodes in canonical form."""
    found = Quads(parse(content, format=RdfFormat.N_QUADS))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(found)


def run(corpus: Path, check: str, *arguments: str) -> str:
    """Run an outside check, and return what it prints; skip the test where it is missing."""
    program = corpus / "checks" / check
    if not program.exists():
        pytest.skip(f"{program} is not at hand")
    command = [sys.executable, str(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_pyld_reads_the_same_quads(small_store: Store) -> None:
    """PyLD reads the JSON-LD, and no quad is lost, changed or added."""
    (content,) = exported(small_store, "jsonld").values()
    (lines,) = exported(small_store, "nquads").values()
    options = {"format": "application/n-quads"}
    assert quads(jsonld.to_rdf(json.loads(content), options)) == quads(lines)


def test_skosify_finds_nothing_to_mend(
    schemes: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Skosify neither loses a triple of a scheme nor warns of anything."""
    assert len(schemes) > 60
    caplog.set_level(logging.WARNING)
    for file in schemes:
        lost = set(Graph().parse(file)) - set(skosify.skosify(str(file)))
        assert not lost, file
    assert not caplog.records


@pytest.mark.corpus
def test_vocabularies_pass_the_checks_of_skos(
    corpus: Path, schemes: list[Path]
) -> None:
    """An outside checker finds that all integrity conditions of SKOS hold."""
    assert "0 errors" in run(corpus, "skos_check.py", *map(str, schemes))


@pytest.mark.corpus
def test_graphml_is_whole(corpus: Path, small_store: Store, tmp_path: Path) -> None:
    """No edge leads nowhere, and every node is read; the numbers are those of networkx."""
    (content,) = exported(small_store, "graphml").values()
    file = tmp_path / "all.graphml"
    file.write_bytes(content)
    read = nx.read_graphml(file)
    size = f"({read.number_of_nodes()}, {read.number_of_edges()})"
    assert size in run(corpus, "gexf_check.py", str(file))


@pytest.mark.slow
@pytest.mark.corpus
def test_the_catalogue_counts_what_is_there(
    corpus: Path, small_files: dict[str, bytes], small_store: Store, tmp_path: Path
) -> None:
    """DCAT-AP has no violation, and the figures of VoID are those of the exported quads."""
    shapes = corpus / "suites" / "dcat-ap-3.0.1"
    if not shapes.exists():
        pytest.skip(f"{shapes} is not at hand")
    catalogue, data = tmp_path / "catalogue.ttl", tmp_path / "all.nq"
    catalogue.write_bytes(small_files["catalogue.ttl"])
    data.write_bytes(b"".join(exported(small_store, "nquads").values()))
    found = run(
        corpus,
        "run_dcat_ap_shapes.py",
        *(str(catalogue), str(shapes), "--ranges", "--data", str(data)),
    )
    assert "0 violations" in found
