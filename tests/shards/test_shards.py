"""Reports one at a time give what all of them at once give."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspectgraph.build import assemble, build, gather_project
from inspectgraph.export.published_set import published
from inspectgraph.files.manifest import Content, Digested
from inspectgraph.files.sources import ExtractContent
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.rdf.canonical import named_graphs
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.gathered import Gathered
from inspectgraph.shards.keys import Options, base_key, key_of, shard_key
from inspectgraph.shards.shard import Head
from inspectgraph.validate import validate

SIF = "extracts/netherford-sif-2015.yaml"


def replace_text(file: Path, old: str, new: str) -> None:
    """Replace the first place of a text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def content_of(found: Content) -> bytes:
    """Return the bytes of a new file."""
    assert isinstance(found, (bytes, Digested))
    return found.content if isinstance(found, Digested) else found


@pytest.fixture
def gathered(small_copy: Path) -> Iterator[Gathered]:
    """Gather the small project, in one process."""
    with gather_project(small_copy, small_copy / "graphs", Options(), 1) as found:
        yield found


def test_the_published_set_is_that_of_the_whole_graph(
    small_copy: Path, gathered: Gathered
) -> None:
    """Each file has the same bytes, whether the graph was made at once or by report."""
    project = load_project(small_copy)
    whole = published(assemble(project), settings=project.settings)
    made = {path: content_of(found) for path, found in gathered.files({}).items()}
    assert made == whole
    assert len(whole) > 5


def test_the_quads_are_those_of_the_whole_graph(
    small_copy: Path, gathered: Gathered
) -> None:
    """As N-Quads, each quad is there once."""
    lines = b"".join(gathered.quads()).decode().splitlines()
    graphs = named_graphs(assemble(load_project(small_copy)))
    expected = [
        f"{' '.join(triple)} {named.iri} ."
        for named in graphs
        for triple in named.triples
        if "_:" not in " ".join(triple)
    ]
    assert sorted(line for line in lines if "_:" not in line) == sorted(expected)
    assert gathered.quad_count == len(lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("grade: outstanding", "grade: satisfactory"),
        ("polarity: weakness", "polarity: strength"),
        ("published: {", "supersedes: [netherford-sif-2015]\npublished: {"),
    ],
)
def test_findings_are_those_of_pyshacl(small_copy: Path, old: str, new: str) -> None:
    """Checking report by report gives the findings of pyshacl on the whole graph."""
    replace_text(small_copy / SIF, old, new)
    project = load_project(small_copy)
    with gather_project(small_copy, small_copy / "graphs", Options(), 1) as found:
        assert found.report.findings == validate(assemble(project), project).findings


def with_more_reports(folder: Path) -> None:
    """Give a copy of the small project five more reports, so that processes are worth it."""
    for number in range(5):
        for ending in ("yaml", "units.tsv"):
            old = folder / f"extracts/netherford-sif-2015.{ending}"
            name = f"netherford-sif-201{number}"
            text = old.read_text().replace("netherford-sif-2015", name)
            (folder / f"extracts/{name}.{ending}").write_text(text)


def test_several_processes_give_the_same(small_copy: Path, tmp_path: Path) -> None:
    """However many processes work, every file is the same."""
    with_more_reports(small_copy)
    sets = []
    for jobs in (1, 3):
        out = tmp_path / str(jobs)
        with gather_project(small_copy, out, Options(), jobs) as found:
            sets.append((found.files({}), found.report.findings))
    assert sets[0] == sets[1]


@pytest.mark.parametrize("has_threads", [True, False])
def test_a_process_with_an_open_store_is_not_forked(
    small_copy: Path, has_threads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that has threads, as with an open store, does all the work itself."""
    with_more_reports(small_copy)
    pools = []

    def results(work: Callable[..., object], jobs: list[object], _: int) -> object:
        pools.append(len(jobs))
        return map(work, jobs)

    monkeypatch.setattr("inspectgraph.shards.processes.results", results)
    monkeypatch.setattr("inspectgraph.shards.workers.has_threads", lambda: has_threads)
    with gather_project(small_copy, small_copy / "graphs", Options(), 2) as found:
        assert len(found.published) == 7
    assert bool(pools) is not has_threads


def test_an_extract_that_names_a_report_needs_that_report(small_copy: Path) -> None:
    """If an extract names a report that is then removed, the next build fails."""
    replace_text(
        small_copy / SIF,
        "published: {",
        "supersedes: [netherford-jar-2008]\npublished: {",
    )
    build(small_copy, draw=False, jobs=1)
    for path in (small_copy / "extracts").glob("netherford-jar-2008.*"):
        path.unlink()
    with pytest.raises(ExtractError, match="unknown report 'netherford-jar-2008'"):
        build(small_copy, draw=False, jobs=1)


# The cache


def test_a_key_changes_with_what_a_shard_depends_on(
    small_copy: Path, tmp_path: Path
) -> None:
    """The key depends on extract, list of units, base and options, not on the clock."""
    path, base = small_copy / SIF, base_key(small_copy)
    keys = [
        shard_key(base, path, Options()),
        shard_key(base, path, Options(with_drafts=True)),
        shard_key(key_of(base), path, Options()),
    ]
    replace_text(path, "grade: outstanding", "grade: good")
    keys.append(shard_key(base, path, Options()))
    units = path.with_suffix(".units.tsv")
    units.write_text(f"{units.read_text()}\n")
    keys.append(shard_key(base, path, Options()))
    assert len(set(keys)) == len(keys)
    path.touch()
    assert shard_key(base, path, Options()) == keys[-1]


def test_the_base_changes_with_the_registry(small_copy: Path) -> None:
    """A record that any report may name is a part of the base."""
    before = base_key(small_copy)
    registry = small_copy / "extracts/registry/bodies.yaml"
    registry.write_text(f"{registry.read_text()}\n# a remark\n")
    assert base_key(small_copy) != before


def test_a_second_build_takes_what_the_first_one_kept(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three reports, only the one that changed is made again."""
    build(small_copy, draw=False, jobs=1)
    made: list[str] = []
    real = "inspectgraph.shards.make.ShardMaker.make"
    from inspectgraph.shards.make import ShardMaker

    kept = ShardMaker.make

    def make(
        self: ShardMaker, path: Path, file: str, content: ExtractContent
    ) -> object:
        made.append(path.name)
        return kept(self, path, file, content)

    monkeypatch.setattr(real, make)
    build(small_copy, draw=False, jobs=1)
    assert made == []
    replace_text(small_copy / SIF, "grade: outstanding", "grade: good")
    build(small_copy, draw=False, jobs=1)
    assert made == [Path(SIF).name]


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_a_damaged_cache_is_made_again(small_copy: Path, content: bytes | None) -> None:
    """Entries that are cut off, changed or gone cost time and nothing else."""
    build(small_copy, draw=False, jobs=1)
    files = {path: path.read_bytes() for path in (small_copy / "graphs").rglob("*.ttl")}
    cache = small_copy / ".graphs.inspectgraph-shards"
    entries = [path for path in cache.iterdir() if path.name != ".gitignore"]
    assert len(entries) > 10
    for entry in entries:
        if content is None:
            entry.unlink()
        else:
            entry.write_bytes(content)
    build(small_copy, draw=False, jobs=1)
    assert {path: path.read_bytes() for path in files} == files


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    """A value comes back equal; one of another type does not come back."""
    cache = Cache(tmp_path / "cache")
    cache.put("a", Head("x-2008", facts=(("<a>", "<b>", '"c"@en'),)))
    assert cache.get("a", Head) == Head("x-2008", facts=(("<a>", "<b>", '"c"@en'),))
    assert cache.get("a", list[str]) is None
    assert cache.get("b", Head) is None


def test_an_unwritable_neighbourhood_needs_no_cache(
    small_copy: Path, tmp_path: Path
) -> None:
    """Where nothing can be written beside the output, a temporary folder serves."""
    from inspectgraph.shards.cache import cache_beside

    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    with cache_beside(closed / "graphs") as cache:
        cache.put("a", [1])
        assert cache.get("a", list[int]) == [1]
        place = cache.folder
    closed.chmod(0o700)
    assert place.parent != closed or place.is_dir()
    shutil.rmtree(closed)
