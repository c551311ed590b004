"""The whole build: the same input gives the same bytes, and a fault writes nothing.

One changed grade is followed through all outputs.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspectgraph.build import InvalidGraphError, build
from inspectgraph.cli import main
from inspectgraph.draw import NAMES
from inspectgraph.export import exported
from inspectgraph.files import locks
from inspectgraph.files.atomic import output_folder, write_set
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.model.errors import ExtractError, UsageError
from inspectgraph.query import ask, questions
from inspectgraph.rdf.store import open_published, published_files

SMALL = Path(__file__).parent / "projects" / "small"
EXTRACT = Path("extracts", "netherford-jar-2008.yaml")
SAFEGUARDING = "grades-safeguarding-a1b2"
Files = dict[str, bytes]


def held(folder: Path) -> Files:
    """Return the content of every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def regrade(folder: Path, grade: str) -> int:
    """Change the grade for safeguarding in a copy of the project; return the line on which it stands."""
    file = folder / EXTRACT
    lines = file.read_text(encoding="utf-8").splitlines()
    line = (
        next(
            number
            for number, text in enumerate(lines)
            if "aspect: safeguarding" in text
        )
        + 1
    )
    assert lines[line] == "    grade: good"
    lines[line] = f"    grade: {grade}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return line + 1


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small project that has been built."""
    folder = shutil.copytree(SMALL, tmp_path_factory.mktemp("built") / "small")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def regraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small project, built with one grade changed."""
    folder = shutil.copytree(SMALL, tmp_path_factory.mktemp("regraded") / "small")
    regrade(folder, "adequate")
    build(folder)
    return folder


# The same input, the same bytes


def test_a_second_build_changes_nothing(built: Path, tmp_path: Path) -> None:
    """A build of a copy in another place gives the same files."""
    elsewhere = shutil.copytree(built / "extracts", tmp_path / "other" / "extracts")
    told = build(elsewhere.parent, tmp_path / "deep" / "out")
    found = held(tmp_path / "deep" / "out")
    assert found == held(built / "graphs")
    assert (told.reports, told.files) == (
        2,
        len(found) - 1,
    )  # the manifest is not counted


def test_the_order_of_files_does_not_matter(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the system lists a folder, every file is the same."""

    def listing(real: Callable[..., Iterable[Path]]) -> Callable[..., Iterator[Path]]:
        def shuffled(*arguments: object, **options: object) -> Iterator[Path]:
            found = list(real(*arguments, **options))
            random.Random(len(found)).shuffle(found)
            return iter(found[::-1])

        return shuffled

    for name in ("iterdir", "glob", "rglob"):
        monkeypatch.setattr(Path, name, listing(getattr(Path, name)))
    build(built, tmp_path / "out")
    monkeypatch.undo()
    assert held(tmp_path / "out") == held(built / "graphs")


def test_pictures_stay_without_drawing(built: Path, tmp_path: Path) -> None:
    """A build without drawing keeps the pictures of the old set."""
    out, old = tmp_path / "graphs", held(built / "graphs")
    old.pop(MANIFEST)
    older = b"<svg><title>An older timeline</title></svg>"
    write_set(
        out, {**old, "pictures/timeline.svg": older, "reports/withdrawn.ttl": b""}
    )
    build(built, out, draw=False)
    found, before = held(out), held(built / "graphs")
    assert found.keys() == before.keys()
    changed = {"pictures/timeline.svg", "README.md", MANIFEST}
    assert {name for name in found if found[name] != before[name]} == changed
    assert "| An older timeline |" in found["README.md"].decode()


# Whose files are in the folder


@pytest.mark.parametrize("draw", [True, False])
@pytest.mark.parametrize(
    "name",
    ["pictures/mine.png", "reports/my-notes.txt", "pictures/timeline.svg", "README.md"],
)
def test_a_build_takes_no_file_of_the_user(
    built: Path, tmp_path: Path, name: str, draw: bool
) -> None:
    """Files that the user put into the folder, or changed in it, are refused by name, with and without drawing."""
    out = shutil.copytree(built / "graphs", tmp_path / "graphs")
    (out / name).write_bytes(b"mine")
    before = held(out)
    with pytest.raises(UsageError, match=name):
        build(built, out, draw=draw)
    assert held(out) == before


def test_a_set_from_before_manifests_is_built_again(
    built: Path, tmp_path: Path
) -> None:
    """A set without a manifest is replaced if catalogue and README prove it ours."""
    out = shutil.copytree(built / "graphs", tmp_path / "graphs")
    (out / MANIFEST).unlink()
    folder = shutil.copytree(built / "extracts", tmp_path / "other" / "extracts").parent
    regrade(folder, "adequate")
    build(folder, out)
    assert (out / MANIFEST).is_file()
    assert held(out) != held(built / "graphs")


@pytest.mark.parametrize(
    "name", ["pictures/mine.png", "reports/mine.ttl", "registry.ttl", "mine.ttl"]
)
def test_a_set_from_before_manifests_may_hold_files_of_the_user(
    built: Path, tmp_path: Path, name: str
) -> None:
    """Without a manifest, a file that is not proven ours is refused by its name."""
    out = shutil.copytree(built / "graphs", tmp_path / "graphs")
    (out / MANIFEST).unlink()
    (out / name).write_bytes(b"mine")
    before = held(out)
    with pytest.raises(UsageError, match=name):
        build(built, out, draw=False)
    assert held(out) == before


def test_a_folder_of_the_user_is_no_set(built: Path, tmp_path: Path) -> None:
    """A README and a folder `reports` of the user's own are neither overwritten nor emptied."""
    (tmp_path / "site" / "reports").mkdir(parents=True)
    (tmp_path / "site" / "README.md").write_bytes(b"my own readme")
    (tmp_path / "site" / "reports" / "thesis.txt").write_bytes(b"thesis")
    with pytest.raises(UsageError, match=r"README\.md was not written by"):
        build(built, tmp_path / "site", draw=False)
    assert held(tmp_path / "site") == {
        "README.md": b"my own readme",
        "reports/thesis.txt": b"thesis",
    }


def test_of_two_builds_the_second_is_refused(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another build holds the folder, a second one reads and writes nothing."""
    monkeypatch.setattr(locks, "WAIT", 0.1)
    monkeypatch.setattr(
        "inspectgraph.build.gather_project", lambda *_, **__: pytest.fail("it was read")
    )
    with (
        output_folder(tmp_path / "graphs"),
        pytest.raises(UsageError, match="is being written by process"),
    ):
        build(built, tmp_path / "graphs")
    assert not list(tmp_path.iterdir())


def test_a_reader_never_sees_two_sets_mixed(
    built: Path, regraded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader starts again if a build replaces the folder in the midst."""
    out, new = tmp_path / "graphs", held(regraded / "graphs")
    new.pop(MANIFEST)
    shutil.copytree(built / "graphs", out)

    def replacing(folder: Path) -> Iterator[tuple[str, Path]]:
        for number, (name, file) in enumerate(list(published_files(folder))):
            if number == 2 and held(out) != held(regraded / "graphs"):
                write_set(out, new)
            yield name, Path(str(file))

    monkeypatch.setattr("inspectgraph.rdf.store.published_files", replacing)
    read = exported(open_published(out), "nquads")
    monkeypatch.undo()
    assert read == exported(open_published(regraded / "graphs"), "nquads")


# A fault, and nothing at all


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("polarity: strength", "polarty: strength", ExtractError),
        (
            "grade: outstanding\n    source: table",
            "grade: satisfactory\n    source: table",
            InvalidGraphError,
        ),
    ],
)
def test_a_fault_writes_nothing(
    built: Path, tmp_path: Path, old: str, new: str, fault: type[Exception]
) -> None:
    """A fault of form or of meaning leaves the old set as it was, to the last byte and time, and nothing beside."""
    folder = shutil.copytree(built, tmp_path / "small")
    text = (folder / EXTRACT).read_text(encoding="utf-8")
    assert old in text
    (folder / EXTRACT).write_text(text.replace(old, new, 1), encoding="utf-8")
    before = {
        path: (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in (folder / "graphs").rglob("*")
    }
    with pytest.raises(fault):
        build(folder)
    assert {
        path: (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in (folder / "graphs").rglob("*")
    } == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in built.iterdir()
    )


def test_a_grade_of_another_scale_is_found_at_its_line(tmp_path: Path) -> None:
    """The command says file, line and column of the grade, exits with 1, and writes nothing."""
    folder = shutil.copytree(SMALL, tmp_path / "small")
    line = regrade(folder, "requires-improvement")
    with pytest.raises(InvalidGraphError) as raised:
        build(folder, draw=False)
    (finding,) = raised.value.report.violations
    assert (str(finding.where), finding.focus.rpartition("/")[2]) == (
        f"{EXTRACT}:{line}:12",
        SAFEGUARDING,
    )
    result = CliRunner().invoke(main, ["build", str(folder), "--no-draw"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{EXTRACT}:{line}:12: violation: " in result.stderr
    assert not (folder / "graphs").exists()


# One change, followed through


def changed(one: Files, other: Files) -> dict[str, tuple[list[str], list[str]]]:
    """Return the lines that differ, by file: those that are gone, and those that came."""
    assert one.keys() == other.keys()
    found = {}
    for name in one:
        if one[name] != other[name]:
            lines = list(
                ndiff(
                    one[name].decode().splitlines(), other[name].decode().splitlines()
                )
            )
            gone, came = (
                [line[2:].strip() for line in lines if line[0] == sign] for sign in "-+"
            )
            found[name] = gone, came
    return found


def test_one_grade_changes_these_files_only(built: Path, regraded: Path) -> None:
    """The report says the other grade; the catalogue measures that file anew; two pictures show it.

    The manifest has other digests for these files and no others.
    """
    found = changed(held(built / "graphs"), held(regraded / "graphs"))
    gone, came = found.pop(MANIFEST)
    assert (
        {line.split()[1] for line in gone}
        == {line.split()[1] for line in came}
        == set(found)
    )
    assert set(found) == {
        "catalogue.ttl",
        "pictures/network.dot",
        "pictures/network.svg",
        "pictures/timeline.svg",
        "reports/netherford-jar-2008.ttl",
    }
    assert found["reports/netherford-jar-2008.ttl"] == (
        ["insp:grade scale-jar:good ;"],
        ["insp:grade scale-jar:adequate ;"],
    )
    gone, came = found["catalogue.ttl"]
    assert [line.split()[0] for line in gone] == [line.split()[0] for line in came]
    assert {line.split()[0] for line in came} == {
        "dcat:byteSize",
        "spdx:checksumValue",
        "void:distinctObjects",
    }
    for picture in ("network.dot", "network.svg", "timeline.svg"):
        gone, came = found[f"pictures/{picture}"]
        assert any("good" in line for line in gone)
        assert any("adequate" in line for line in came)
        assert len(gone) == len(came) <= 2


def test_one_grade_changes_these_rows_only(built: Path, regraded: Path) -> None:
    """One grade changes one row in two tables, and one edge and node in the network."""
    stores = [open_published(folder / "graphs") for folder in (built, regraded)]
    tables = changed(*(exported(store, "csv") for store in stores))
    assert set(tables) == {"judgements.csv", "statements.csv"}
    for gone, came in tables.values():
        assert [
            line.replace(",adequate,2,2,", ",good,3,3,")
            .replace(",adequate,", ",good,")
            .replace("/adequate,", "/good,")
            for line in came
        ] == gone
        assert all(f"/{SAFEGUARDING}" in line for line in came)
        assert len(came) == 1
    network = changed(*(exported(store, "graphml") for store in stores))
    assert [len(lines) for lines in network["inspectgraph.graphml"]] == [3, 3]
    assert not changed(*(exported(store, "vocabulary") for store in stores))


def test_one_grade_changes_these_answers_only(built: Path, regraded: Path) -> None:
    """Only four questions change, in rows on this judgement or compared with it.

    The trajectory has a second row, the later grade that is compared with this one;
    after it nothing has fallen.
    """
    stores = [open_published(folder / "graphs") for folder in (built, regraded)]
    found = {}
    for question in questions():
        given = {
            one.name: GIVEN[one.name] for one in question.parameters if one.required
        }
        before, after = (
            set(ask(store, question.name, **given).rows) for store in stores
        )
        if before != after:
            found[question.name] = (len(before - after), len(after - before))
    assert found == {
        "evidence": (2, 2),
        "grade-trajectory": (2, 2),
        "judgements": (1, 1),
        "judgements-that-fell": (1, 0),
        "statements": (1, 1),
    }


#: What is asked for where a question must be given something, by the parameter's name.
GIVEN = {
    "authority": "netherford",
    "framework": "sif",
    "report": "netherford-sif-2015",
    "theme": "common-assessment",
    "indicator": "cafs-completed",
    "statement": f"netherford-jar-2008/{SAFEGUARDING}",
}


def test_a_build_draws_every_picture_with_the_settings_in_its_foot(
    tmp_path: Path,
) -> None:
    """The five pictures need no further package, and say under which licence the graph is."""
    folder = shutil.copytree(SMALL, tmp_path / "small")
    file = folder / "extracts" / "project.yaml"
    file.write_text(
        "title: Netherford\npublisher: {name: Netherford Data Group}\n"
        'licence: https://creativecommons.org/licenses/by/4.0/\nversion: "2.1"\n',
        encoding="utf-8",
    )
    build(folder)
    files = sorted((folder / "graphs" / "pictures").glob("*.svg"))
    assert [file.stem for file in files] == sorted(NAMES)
    for picture in files:
        words = picture.read_text(encoding="utf-8")
        assert "Graph: Netherford, version 2.1, as of 21 November 2026." in words
        assert "by Netherford Data Group" in words
        assert "CC BY 4.0" in words
