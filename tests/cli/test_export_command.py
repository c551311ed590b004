"""`inspectgraph export`: to a file, a folder or standard output, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store

from inspectgraph.cli import main
from inspectgraph.cli.export import FORMATS
from inspectgraph.export import FORMATS as KNOWN
from inspectgraph.export import exported


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
    """Run the command."""
    return CliRunner().invoke(
        main, ["export", "--format", name, "--graphs", str(graphs), *options]
    )


def test_the_command_knows_every_format() -> None:
    """The names that the command takes, and those that its help explains, are those of the library."""
    assert tuple(KNOWN) == FORMATS
    text = CliRunner().invoke(main, ["export", "--help"]).output
    assert all(f"\n    {name} " in text for name in FORMATS)


@pytest.mark.parametrize("name", [name for name in FORMATS if KNOWN[name].single])
def test_one_file_goes_where_it_is_sent(
    graphs: Path, small_store: Store, tmp_path: Path, name: str
) -> None:
    """A format of one file goes to standard output, or to the file; both hold what the library gives."""
    (content,) = exported(small_store, name).values()
    assert export(graphs, name).stdout_bytes == content
    result = export(graphs, name, "-o", str(tmp_path / "deep" / "file"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "deep" / "file").read_bytes() == content


@pytest.mark.parametrize("name", [name for name in FORMATS if not KNOWN[name].single])
def test_several_files_go_to_a_folder(
    graphs: Path, small_store: Store, tmp_path: Path, name: str
) -> None:
    """A format of several files goes to a folder, anew as often as wanted; without one it is refused."""
    folder = tmp_path / "folder"
    for _ in range(2):
        assert export(graphs, name, "-o", str(folder)).exit_code == 0
    for file, content in exported(small_store, name).items():
        assert (folder / file).read_bytes() == content
    refused = export(graphs, name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "[no-folder]" in refused.stderr


def test_a_folder_in_use_is_refused(graphs: Path, tmp_path: Path) -> None:
    """What anybody else has put into a folder stays there."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    refused = export(graphs, "csv", "-o", str(tmp_path))
    assert (refused.exit_code, refused.exception.__class__) == (2, SystemExit)
    assert "thesis.txt" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    """Nothing is written where nothing has been published."""
    refused = export(tmp_path, "trig", "-o", str(tmp_path / "x.trig"))
    assert refused.exit_code == 3
    assert "[no-graph]" in refused.stderr
    assert not list(tmp_path.iterdir())
