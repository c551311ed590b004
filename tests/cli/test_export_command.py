"""Tests of `inspectgraph export`: its output, and what it refuses."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store

from inspectgraph.cli import main
from inspectgraph.cli.export import FORMATS
from inspectgraph.export import FORMATS as KNOWN
from inspectgraph.export import exported, streamed
from inspectgraph.export.imprint import imprint_in
from inspectgraph.files.output_file import write_file
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.canonical import graph_names


@pytest.fixture(scope="module")
def graphs(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a published graph."""
    folder = tmp_path_factory.mktemp("published")
    for name, content in small_files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def export(graphs: Path, name: str, *options: str) -> Result:
    """Run `inspectgraph export`, and return its result."""
    return CliRunner().invoke(
        main, ["export", "--format", name, "--graphs", str(graphs), *options]
    )


def test_the_command_knows_every_format() -> None:
    """The command and its help text name exactly the formats of the library."""
    assert tuple(KNOWN) == FORMATS
    text = CliRunner().invoke(main, ["export", "--help"]).output
    assert all(f"\n    {name} " in text for name in FORMATS)


@pytest.mark.parametrize("name", [name for name in FORMATS if KNOWN[name].single])
def test_one_file_goes_where_it_is_sent(
    graphs: Path, small_store: Store, tmp_path: Path, name: str
) -> None:
    """A format of one file is written to standard output, or to the file given with `-o`."""
    (content,) = exported(small_store, name, imprint=imprint_in(graphs)).values()
    assert export(graphs, name).stdout_bytes == content
    result = export(graphs, name, "-o", str(tmp_path / "deep" / "file"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "deep" / "file").read_bytes() == content


@pytest.mark.parametrize("name", [name for name in FORMATS if not KNOWN[name].single])
def test_several_files_go_to_a_folder(
    graphs: Path, small_store: Store, tmp_path: Path, name: str
) -> None:
    """A format of several files is written to a folder, and can be written there again.

    The command is refused if no folder is given.
    """
    folder = tmp_path / "folder"
    for _ in range(2):
        assert export(graphs, name, "-o", str(folder)).exit_code == 0
    for file, content in exported(
        small_store, name, imprint=imprint_in(graphs)
    ).items():
        assert (folder / file).read_bytes() == content
    refused = export(graphs, name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "[no-folder]" in refused.stderr


@pytest.mark.parametrize("name", ["xlsx", "sqlite"])
def test_a_workbook_is_not_written_over_a_folder(
    graphs: Path, tmp_path: Path, name: str
) -> None:
    """A binary file is not written over a folder or to a terminal."""
    refused = export(graphs, name, "-o", str(tmp_path))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "[not-a-file]" in refused.stderr
    assert not list(tmp_path.iterdir())
    ours, theirs = os.openpty()
    run = subprocess.run(
        [
            *(sys.executable, "-c", "from inspectgraph.cli import main; main()"),
            *("export", "--format", name, "--graphs", str(graphs)),
        ],
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert run.returncode == 2
    assert "[no-file-given]" in run.stderr


def test_a_folder_in_use_is_refused(graphs: Path, tmp_path: Path) -> None:
    """A folder that contains files of other origin is refused, and its files stay."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    refused = export(graphs, "csv", "-o", str(tmp_path))
    assert (refused.exit_code, refused.exception.__class__) == (2, SystemExit)
    assert "thesis.txt" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    """If a folder has no published graph, the command exits with 3 and writes nothing."""
    refused = export(tmp_path, "trig", "-o", str(tmp_path / "x.trig"))
    assert refused.exit_code == 3
    assert "[no-graph]" in refused.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_written_in_parts(small_store: Store, name: str) -> None:
    """Each file is made in parts, which can be read repeatedly."""
    files, whole = streamed(small_store, name), exported(small_store, name)
    assert [*files] == [*whole]
    for _ in range(2):
        for file, parts in files.items():
            assert b"".join(parts) == whole[file]


@pytest.mark.parametrize(
    ("name", "sign"),
    [("nquads", "graph/{}> .\n"), ("jsonld", '"graph/{}",\n   "@graph"')],
)
def test_no_part_holds_two_graphs(small_store: Store, name: str, sign: str) -> None:
    """No part of a file contains more than one named graph, to save memory."""
    (parts,) = streamed(small_store, name).values()
    signs = [sign.format(graph).encode() for graph in graph_names(small_store)]
    found = [sum(sign in part for sign in signs) for part in parts]
    assert max(found) == 1
    assert sum(found) >= len(signs)


def test_each_node_is_a_part(small_store: Store) -> None:
    """No part of a GraphML file contains more than one node or edge."""
    (parts,) = streamed(small_store, "graphml").values()
    assert all(part.count(b"</node>") + part.count(b"</edge>") < 2 for part in parts)


def test_a_table_comes_row_by_row(small_store: Store) -> None:
    """Each part of a table is one row, which may have several lines."""
    for file, parts in streamed(small_store, "csv").items():
        if file.endswith(".csv"):
            for part in parts:
                assert len([*csv.reader([part.decode()])]) == 1


def test_an_export_that_fails_leaves_the_file(tmp_path: Path) -> None:
    """If an export fails halfway, the old file stays, and no other file is left."""

    def parts() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError

    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises((RuntimeError, UsageError)):
        write_file(tmp_path / "file", parts())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_graphml_is_what_networkx_writes(small_store: Store) -> None:
    """If networkx reads and writes the GraphML, the bytes stay the same."""
    (content,) = exported(small_store, "graphml").values()
    network = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    network.graph.clear()
    again = io.BytesIO()
    nx.write_graphml_xml(network, again)
    network_of_ours = content.replace(b' id="inspectgraph"', b"")
    assert again.getvalue().replace(b"\r", b"&#13;") + b"\n" == network_of_ours
