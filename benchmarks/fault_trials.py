"""Projects in a known state, commands that can be killed, and checks of the remains.

`faults.py` uses this module. A trial is a project of seven invented reports, whose
extracts can have three contents: `old`, `changed` (one grade differs) and `added` (there
is one more report). A build with an empty cache gives, for each content, the right set of
published files and the right answer to a question.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import inspectgraph.answer.worker
import inspectgraph.query
import inspectgraph.shards.processes
import inspectgraph.shards.stored  # noqa: F401 - loaded once, before the forks
from inspectgraph.build import gather_project
from inspectgraph.cli import main as command_line
from inspectgraph.files.manifest import MANIFEST, digests, read_manifest
from inspectgraph.shards.keys import Options

__all__ = ["Ended", "Row", "Trial", "end", "kill", "made_trial", "run", "start"]

SMALL = Path(__file__).parents[1] / "tests" / "projects" / "small"
REPORT = "netherford-sif-2015"
#: The most seconds that a command may take; many times what it needs.
PATIENCE = 120
CONTENTS = ("old", "changed", "added")
#: A row for each graph with the number of its triples, and a row for each grade.
QUESTION = """
SELECT ?graph ?what ?value {
  { SELECT ?graph (COUNT(*) AS ?value) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph }
  UNION
  { GRAPH ?graph { ?what insp:grade ?value } }
} ORDER BY ?graph ?what ?value
"""
_FORK = get_context("fork")


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code, its messages and its output."""

    code: int
    said: str
    gave: bytes

    @property
    def sentence(self) -> str:
        """The last line of the messages of the command."""
        return (self.said.strip().splitlines() or [""])[-1]


@dataclass
class Row:
    """A row of the table: a fault, what was found after it, and what was lost."""

    tried: str
    times: int = 0
    found: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def render(self) -> str:
        """Return the row in Markdown."""
        found = "; ".join(f"{what}: {n}" for what, n in sorted(self.found.items()))
        lost = "; ".join(self.lost[:3]) or "nothing"
        return f"| {self.tried} | {self.times} | {found} | {lost} |"


@dataclass
class Trial:
    """A project with the right published set and the right answer for each content of its extracts."""

    folder: Path
    sets: dict[str, dict[str, bytes]] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, dict[str, bytes]] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.folder / "graphs"

    @property
    def cache(self) -> Path:
        """The folder of the cache."""
        return self.folder / ".graphs.inspectgraph-shards"

    @property
    def store(self) -> Path:
        """The folder of the stores on disk."""
        return self.folder / ".graphs.inspectgraph-store"

    def at(self, folder: Path) -> Trial:
        """Return the same trial in another folder."""
        folder.mkdir(parents=True)
        other = Trial(folder, self.sets, self.answers, self.sources)
        shutil.copytree(SMALL / "extracts", folder / "extracts")
        (folder / "question.rq").write_text(QUESTION, encoding="utf-8")
        other.settle()
        return other

    def put(self, content: str) -> None:
        """Write the content `old`, `changed` or `added` to the extracts."""
        for name in self.sources["added"].keys() - self.sources[content].keys():
            (self.folder / "extracts" / name).unlink(missing_ok=True)
        for name, text in self.sources[content].items():
            (self.folder / "extracts" / name).write_bytes(text)

    def forget(self) -> None:
        """Remove the cache and the stores on disk."""
        for place in (self.cache, self.store):
            shutil.rmtree(place, ignore_errors=True)

    def settle(self) -> None:
        """Build the content `old` with an empty cache, and remember the entries of the cache."""
        self.put("old")
        shutil.rmtree(self.cache, ignore_errors=True)
        self._quiet_build()
        self.kept = {path.name: path.read_bytes() for path in self.cache.iterdir()}

    def back(self) -> None:
        """Build the content `old` again, and leave only the cache entries that `settle` made."""
        self.put("old")
        self.cache.mkdir(exist_ok=True)
        for name in self.kept.keys() - {path.name for path in self.cache.iterdir()}:
            (self.cache / name).write_bytes(self.kept[name])
        self._quiet_build()
        for path in self.cache.iterdir():
            if path.name not in self.kept:
                path.unlink()

    def _quiet_build(self) -> None:
        ended = self.build()
        if ended.code or self.found() != "old":
            raise SystemExit(f"no quiet build: {ended.code} {ended.sentence}")

    def build(self, *options: str) -> Ended:
        """Build the project."""
        return run(self.command(*options), self.folder)

    def command(self, *options: str) -> list[str]:
        """Return the arguments of a build."""
        jobs = () if "--jobs" in options else ("--jobs", "1")
        return ["build", "--no-draw", *jobs, *options, str(self.folder)]

    def ask(self) -> Ended:
        """Ask the question."""
        return run(["query", "--format", "csv", "--file", "question.rq"], self.folder)

    def found(self) -> str:
        """Return the content whose published set is in the output folder, or what is wrong with it."""
        if not self.out.exists():
            return "no set"
        held = _held(self.out)
        manifest = read_manifest(self.out)
        files = {name: text for name, text in held.items() if name != MANIFEST}
        if manifest is None or manifest.listed != digests(files):
            return "not what the manifest lists"
        return next((c for c in CONTENTS if self.sets[c] == held), "a mixture")

    def unwanted(self) -> Iterator[str]:
        """Yield files that should not be next to the output of an undisturbed build."""
        expected = {"extracts", "graphs", "question.rq"}
        expected |= {self.cache.name, self.store.name}
        for path in self.folder.iterdir():
            if path.name not in expected:
                yield path.name
        stores = 0
        for path in self.store.iterdir():
            stores += path.is_dir()
            if path.name.startswith(("new-", "old-", "lock")):
                yield f"{self.store.name}/{path.name}"
        if stores != 1:
            yield f"{stores} stores"

    def aftermath(
        self, row: Row, allowed: Sequence[str], wanted: str, *, asks: bool = True
    ) -> None:
        """Check the state after a fault: the set, the answer, and the next build.

        Args:
            row: The row that gets the result.
            allowed: The contents whose whole published set may be in the output folder.
            wanted: The content of the extracts, which the next build publishes.
            asks: Whether to ask once more after the next build.
        """
        row.times += 1
        found = self.found()
        row.found[_NAMES.get(found, found)] += 1
        if found not in allowed:
            row.lost.append(f"the set: {found}")
        elif found != "no set" and self.ask().gave != self.answers[found]:
            row.lost.append("the answer is not that of the set")
        self.next_build(row, wanted, asks=asks)

    def next_build(self, row: Row, wanted: str, *, asks: bool = True) -> None:
        """Build again, and check that the set and the answer are those of a cold build."""
        ended = self.build()
        if ended.code:
            row.lost.append(f"the next build: {ended.code}, {ended.sentence}")
        elif self.found() != wanted:
            row.lost.append(f"the next build gave {self.found()}")
        elif asks and self.ask().gave != self.answers[wanted]:
            row.lost.append("the answer after the next build")
        row.lost += (f"left over: {name}" for name in self.unwanted())


_NAMES = {"old": "old set", "changed": "new set", "added": "new set"}


def made_trial(folder: Path) -> Trial:
    """Make a trial: its extracts, and for each content the right published set and answer."""
    folder.mkdir()
    (folder / "question.rq").write_text(QUESTION, encoding="utf-8")
    shutil.copytree(SMALL / "extracts", folder / "extracts")
    trial = Trial(folder)
    trial.sources = _contents()
    _prepare_forks(folder)
    for content in CONTENTS:
        trial.put(content)
        trial.forget()
        shutil.rmtree(trial.out, ignore_errors=True)
        ended = trial.build()
        if ended.code:
            raise SystemExit(f"no cold build: {ended.said}")
        trial.sets[content] = _held(trial.out)
        trial.answers[content] = trial.ask().gave
    if len(set(trial.answers.values())) != len(CONTENTS):
        raise SystemExit("the contents do not differ in their answers")
    trial.settle()
    return trial


def _prepare_forks(folder: Path) -> None:
    """Read the ontology and the shapes once, so that each fork need not do it.

    So a build spends a greater part of its time on writing files. No store on disk is
    opened, since the threads of the store would not live on in the forks.
    """
    with gather_project(folder, folder / "unwritten", Options(), 1) as gathered:
        gathered.files({})
    shutil.rmtree(folder / ".unwritten.inspectgraph-shards")


def _contents() -> dict[str, dict[str, bytes]]:
    """Return the extracts and lists of units of each content, by name of the file."""
    folder = SMALL / "extracts"
    old = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for year in range(2010, 2015):
        old |= _copied(old, f"netherford-sif-{year}")
    changed = dict(old)
    name = f"{REPORT}.yaml"
    changed[name] = old[name].replace(b"grade: outstanding", b"grade: good", 1)
    return {
        "old": old,
        "changed": changed,
        "added": {**old, **_copied(old, "netherford-sif-2009")},
    }


def _copied(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return a copy of a report under another name."""
    return {
        f"{name}.{end}": files[f"{REPORT}.{end}"].replace(
            REPORT.encode(), name.encode()
        )
        for end in ("yaml", "units.tsv")
    }


def _held(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# Commands


def start(
    arguments: Sequence[str], folder: Path, out: Path | None = None
) -> ForkProcess:
    """Start a command in a process group of its own.

    Args:
        arguments: The arguments of the command line.
        folder: The current folder of the command.
        out: The path of two files: the output goes to the file with the ending `.out`,
            and messages go to `.err`. If None, both are discarded.
    """
    process = _FORK.Process(target=_command, args=(arguments, folder, out))
    process.start()
    return process


def _command(arguments: Sequence[str], folder: Path, out: Path | None) -> None:
    os.setsid()
    os.chdir(folder)
    for descriptor, end in ((1, "out"), (2, "err")):
        path = out.with_suffix(f".{end}") if out else Path(os.devnull)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, descriptor)
    command_line(list(arguments))


def end(process: ForkProcess, seconds: float = PATIENCE) -> int:
    """Wait for a command and return its exit code; if it hangs, kill it and end this program."""
    process.join(seconds)
    if process.exitcode is None:
        kill(process)
        process.join(PATIENCE)
        raise SystemExit(f"a command did not end within {seconds} seconds")
    return process.exitcode


def kill(process: ForkProcess) -> None:
    """Kill a command with all processes that it started."""
    if process.pid is None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # it has ended, or has no group of its own yet
        process.kill()


def run(arguments: Sequence[str], folder: Path) -> Ended:
    """Run a command to its end."""
    out = Path(os.environ["FAULTS_OUTPUT"], f"{time.monotonic_ns()}.x")
    code = end(start(arguments, folder, out))
    files = [out.with_suffix(end) for end in (".err", ".out")]
    said, gave = (file.read_bytes() for file in files)
    for file in files:
        file.unlink()
    return Ended(code, said.decode(errors="replace"), gave)
