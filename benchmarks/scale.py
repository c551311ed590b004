"""Time the project at several numbers of reports, next to an earlier commit and peers.

Peers are other libraries that do the same steps. A contender is one timed command. In
each round every contender runs once, so that a slow period of the machine affects all of
them. The tables have medians, and ratios to a cold build with two processes. The
steps of each contender are printed with the tables. A contender that exceeds the limits
is stopped, is marked in the table, and does not run again at that size.

Usage: python benchmarks/scale.py --sizes 5,50,500 [--size small|medium|full]
[--rounds 3]
[--faults N] [--leave-out WORD] [--work FOLDER] [-o FILE]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

PROJECT: Final = Path(__file__).parents[1]
CORPUS: Final = PROJECT / "benchmarks" / "corpus.py"
EARLIER: Final = "01dd96f"
#: The libraries of the peers, by the contender that needs them.
PINNED: Final = {
    "rdflib, pyshacl": ("rdflib==7.6.0", "pyshacl==0.40.1"),
    "mix": (
        "ryaml==0.5.1",
        "polars==2.1.0",
        "maplib==0.20.26",
        "pyshifty==0.5.1",
        "pyoxigraph==0.5.13",
    ),
    "pyoxigraph": ("pyoxigraph==0.5.13",),
    "DuckDB": ("duckdb==2.0.1",),
}
QUESTIONS: Final = ("caf-uptake", "who-inspected", "events")
#: Words of extracts that the earlier commit does not know, with others that it knows.
EARLIER_WORDS: Final = (
    (r", figures: [^,}]+", ""),
    (r"(indicator: )(?:coastline-length|green-belt-share)\b", r"\1child-population"),
    (r"(unit: )(?:miles|square-miles|hours)\b", r"\1number"),
    (r"(kind: )difference\b", r"\1change"),
    (r"(?m)^ +(?:ages|compared|despite|evidence_kind): .*\n", ""),
    (r"(?m)^curation: .*$", "curation: {method: by-hand, finished: 2026-11-21}"),
    (r"(?m)^read_for: .*$", "read_for: [common-assessment]"),
)
#: Files of the registry that the earlier commit takes in its own form.
EARLIER_REGISTRY: Final = (
    "authorities",
    "changes",
    "comparisons",
    "frameworks",
    "inspectorates",
)
#: The bulk load of a store, as a build does it, by itself.
LOAD: Final = """
import sys
from pathlib import Path
from inspectgraph.store.generations import build_generation
with open(sys.argv[1], "rb") as quads:
    build_generation(Path(sys.argv[2]), "measured", quads)
"""
#: The shapes of the project as they are, without notes for readers.
SHAPES: Final = """
import sys
from inspectgraph.validate.shacl import read_shapes
read_shapes().for_pyshacl().serialize(sys.argv[1], format="turtle")
"""
COLD: Final = "build, cold, 2 processes"
WATCHED: Final = "build --watch, one report changed"
QUERY: Final = "query caf-uptake"
EARLIER_BUILD: Final = f"build at {EARLIER}, cold"
TEXT: Final = f"""\
What the contenders do:

- *{COLD}*: `inspectgraph build --no-draw --jobs 2` without output, cache and store; \
*cold, 1 process*: the same with `--jobs 1`. Read, validate, publish, and load a store.
- *one report changed*: the same build after the note of one finding was changed; \
*nothing changed*: once more.
- *{WATCHED}*: `inspectgraph build --no-draw --watch` has built the project twice; then the note of \
a finding is changed. The time is from the change of the file until the command prints that it \
has published the result and filled the store.
- *bulk load alone*: the load of the store with which a cold build ends, repeated by \
itself, since a build does not tell it apart. Its time is contained in that of a build.
- *{EARLIER_BUILD}*: `inspectgraph build --no-draw` of that commit, in an environment \
of its own, on the same reports in the form that it reads: without the digests of \
figures, with other words for the few indicators, units and kinds that it lacks, and \
with most of its own registry. \
It has no cache, no store and somewhat fewer shapes.
- *rdflib, pyshacl*: reads the project's triples as N-Triples, and checks them against \
the project's shapes as they are. It neither reads YAML nor writes anything.
- *mix*: reads the extracts by ryaml without checks; makes the main kinds of \
statements, their passages, texts and names by maplib (not the registry, comparators, \
periods, coverage or inferred triples); checks the project's whole graph, not its own, \
by pyshifty against the same shapes; loads the project's quads into a store by \
pyoxigraph. It writes no Turtle, leads no finding to a line, and keeps nothing for the \
next run.
- *{QUERY}*: the command; *pyoxigraph* and *DuckDB* answer the same question from a \
database on disk, loaded before, without a table on paper, limits, coverage or hints. \
DuckDB has the quads as a table sorted by property, and the question in SQL.

Memory is the most that all processes of a contender held together; pages that two \
share count twice.
"""

Command = Sequence[str | Path]
Prepare = Callable[[], None]


@dataclass(frozen=True)
class Limits:
    """Limits of a timed command: seconds of elapsed time, and bytes of memory."""

    seconds: float
    memory: int


@dataclass
class Run:
    """Time, memory and output of one run of a contender, which is a timed command.

    Attributes:
        seconds: By the clock.
        cpu: Processor seconds, user and system, of all processes.
        peak: The most bytes that all processes held together.
        output: What was printed.
        fault: Why there is no result, or "".
    """

    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    output: str = ""
    fault: str = ""


@dataclass
class Contender:
    """A command that is timed, and what is done before each run without being timed."""

    name: str
    command: Command
    cwd: Path = PROJECT
    prepare: Prepare = lambda: None
    fault: str = ""
    runs: list[Run] = field(default_factory=list)

    def run(self, limits: Limits) -> None:
        """Run once, unless an earlier run failed or was stopped."""
        if not self.fault:
            self.prepare()
            run = measured(self.command, self.cwd, limits)
            self.runs.append(run)
            self.fault = run.fault


@dataclass
class Watched(Contender):
    """A build that waits for changes; each run changes one report while it waits."""

    def run(self, limits: Limits) -> None:
        """Start the command, let it build twice, and time the third build."""
        if self.fault:
            return
        with subprocess.Popen(
            self.command,
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            watch = Watch(process.pid, time.monotonic(), limits)
            self._built(process)
            change_one(self.cwd)
            self._built(process)
            before = processor_seconds(process.pid)
            start = time.monotonic()
            change_one(self.cwd)
            printed = self._built(process)
            taken = time.monotonic() - start
            used = processor_seconds(process.pid) - before
            watch.end()
            os.killpg(process.pid, signal.SIGINT)
        self.fault = watch.fault or ("" if printed else "failed")
        self.runs.append(Run(taken, used, watch.peak, printed, self.fault))

    @staticmethod
    def _built(process: subprocess.Popen[str]) -> str:
        """Return what the command prints until it waits again; "" if it ends."""
        assert process.stderr is not None  # noqa: S101 - opened above
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "waiting for" in line:
                return "".join(lines)
        return ""


def processor_seconds(pid: int) -> float:
    """Return the processor seconds that a process has used, user and system."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Environments:
    """The Python interpreters that run the timed commands, which are called contenders.

    Attributes:
        earlier: The Python of the earlier commit, whose checkout is the folder above
            `.venv`.
        peers: The Python that has the other libraries.
        faults: The reason why a contender cannot run, by the name of the contender.
    """

    earlier: Path
    peers: Path
    faults: dict[str, str]


# Measuring


def measured(command: Command, cwd: Path, limits: Limits) -> Run:
    """Run a command; if it reaches a limit, stop it and all processes that it started."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = Watch(process.pid, start, limits)
        _, status, usage = os.wait4(process.pid, 0)
        taken = time.monotonic() - start
        watch.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        told = output.read().decode("utf-8", "replace")
    # A process that was forked counts the memory of this one as well, until it starts.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    single = usage.ru_maxrss if usage.ru_maxrss > own else 0
    peak = max(watch.peak, single * 1024)
    fault = watch.fault
    if process.returncode and not fault:
        last = (told.strip().splitlines() or [f"exit code {process.returncode}"])[-1]
        fault = f"failed: {last[:160]}"
    return Run(taken, usage.ru_utime + usage.ru_stime, peak, told, fault)


class Watch:
    """A thread that samples the memory of a process tree, and stops the tree at limits."""

    def __init__(self, pid: int, start: float, limits: Limits) -> None:
        self.peak, self.fault = 0, ""
        self._pid, self._start, self._limits = pid, start, limits
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End the thread."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.05 if self.peak > 1e8 else 0.005):
            self.peak = max(self.peak, sum(map(resident, tree(self._pid))))
            if time.monotonic() - self._start > self._limits.seconds:
                self.fault = f"stopped after {self._limits.seconds:g} s"
            elif self.peak > self._limits.memory:
                self.fault = f"stopped at {self._limits.memory / 1e9:g} GB"
            if self.fault and not self._ended.is_set():
                os.killpg(self._pid, signal.SIGKILL)
                return


def tree(pid: int) -> Iterator[int]:
    """Yield the ids of a process and of all its descendants."""
    yield pid
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in listed.split():
        yield from tree(int(child))


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds, 0 where that is not known."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


# Environments


def environments(work: Path) -> Environments:
    """Make the environments of the earlier commit and of the peers, unless they exist."""
    faults: dict[str, str] = {}
    checkout = work / "earlier"
    if not checkout.exists():
        run("git", "clone", "--quiet", "--no-checkout", PROJECT, checkout)
        run("git", "checkout", "--quiet", EARLIER, cwd=checkout)
    earlier = python_of(checkout / ".venv")
    needs = ("--constraint", checkout / "constraints.txt", checkout)
    if fault := installed(earlier, needs):
        faults[EARLIER_BUILD] = fault
    peers = python_of(work / "peers")
    for name, pinned in PINNED.items():
        if fault := installed(peers, pinned):
            faults[name] = fault
    return Environments(earlier, peers, faults)


def run(*command: str | Path, cwd: Path = PROJECT) -> None:
    """Run a command of the preparation.

    Raises:
        SystemExit: If it fails.
    """
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        told = " ".join(map(str, command))
        sys.exit(f"The preparation failed at `{told}`: {done.stderr.strip()}")


def python_of(folder: Path) -> Path:
    """Return the Python of a virtual environment, which is made where it is missing."""
    python = folder / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", folder)
    return python


def installed(python: Path, packages: Sequence[str | Path]) -> str:
    """Install packages, and return why they cannot be installed, or ""."""
    command = [python, "-m", "pip", "install", "-qq", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    lines = done.stderr.strip().splitlines()
    return f"missing: {lines[-1][:160] if lines else 'pip failed'}"


# One size


@dataclass
class Trial:
    """A trial with a number of reports: the project, the input of the peers, the contenders.

    Attributes:
        folder: Where everything lies.
        reports: The number of reports.
        places: The environments.
        contenders: In the order in which a round runs them.
        notes: What was found in the preparation.
    """

    folder: Path
    reports: int
    places: Environments
    contenders: list[Contender] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def project(self) -> Path:
        """The project."""
        return self.folder / "project"

    @property
    def earlier(self) -> Path:
        """The project in the form that the earlier commit reads."""
        return self.folder / "earlier"

    def prepare(self, size: str, faults: int, limits: Limits) -> None:
        """Make the projects and the input of the peers, and list the contenders."""
        amount = ["--reports", str(self.reports), "--size", size]
        spoilt = ["--faults", str(faults)]
        run(sys.executable, CORPUS, self.project, *amount, *spoilt)
        in_earlier_form(
            self.project, self.earlier, self.places.earlier.parents[2] / "extracts"
        )
        run(tool(), "build", "--no-draw", cwd=self.project)
        quads = self.folder / "graph.nq"
        run(tool(), "export", "--format", "nquads", "-o", quads, cwd=self.project)
        write_triples(quads, self.folder / "graph.nt")
        run(sys.executable, "-c", SHAPES, self.folder / "shapes.ttl")
        self.contenders = [*self._project(), *self._questions(limits), *self._others()]

    def leave_out(self, words: Sequence[str]) -> None:
        """Leave out the contenders whose names contain one of some words."""
        self.contenders = [
            one
            for one in self.contenders
            if not any(word in one.name for word in words)
        ]

    def _project(self) -> list[Contender]:
        build: list[str | Path] = [tool(), "build", "--no-draw", "--jobs"]
        project, store = self.project, self.folder / "store"
        load: Command = [sys.executable, "-c", LOAD, self.folder / "graph.nq", store]
        parts: list[tuple[str, Command, Prepare]] = [
            (COLD, [*build, "2"], lambda: clear(project)),
            ("build, one report changed", [*build, "2"], lambda: change_one(project)),
            ("build, nothing changed", [*build, "2"], lambda: None),
            (QUERY, [tool(), *QUERY.split()], lambda: None),
            ("python -c pass", [sys.executable, "-c", "pass"], lambda: None),
            ("bulk load alone", load, lambda: removed(store)),
        ]
        found = [Contender(name, command, project, act) for name, command, act in parts]
        cold = [*build, "1"]
        one = Contender("build, cold, 1 process", cold, project, lambda: clear(project))
        watched = Watched(WATCHED, [*build, "2", "--watch"], project)
        return [*found, one, watched]

    def _questions(self, limits: Limits) -> list[Contender]:
        found = []
        for name, step in (("pyoxigraph", "oxigraph"), ("DuckDB", "duckdb")):
            database = self.folder / f"{step}-database"
            load = peer(self.places, f"{step}-load", self.folder / "graph.nq", database)
            fault = self.places.faults.get(name, "")
            if not fault:
                loaded = measured(load, self.folder, limits)
                fault = loaded.fault
                self.notes.append(f"{name} loaded the quads in {loaded.seconds:.1f} s.")
            for question in QUESTIONS if not fault else ():
                ask = peer(self.places, step, database, question, PROJECT / "queries")
                same = self._same_rows(question, measured(ask, self.folder, limits))
                self.notes.append(f"{name}, {question}: {same}.")
            ask = peer(self.places, step, database, QUESTIONS[0], PROJECT / "queries")
            found.append(
                Contender(f"{name}, {QUESTIONS[0]}", ask, self.folder, fault=fault)
            )
        return found

    def _same_rows(self, question: str, answer: Run) -> str:
        """Return a sentence: whether a peer gave the rows of the project, and the number of rows."""
        if answer.fault:
            return answer.fault
        command: Command = [tool(), "query", question, "--format", "csv"]
        done = subprocess.run(
            command, cwd=self.project, capture_output=True, text=True, check=True
        )
        rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
        if sorted(rows) == sorted(json.loads(answer.output.splitlines()[-1])):
            return f"the same {len(rows):,} rows as the project"
        return "NOT the rows of the project"

    def _others(self) -> list[Contender]:
        earlier, faults = self.earlier, self.places.faults
        command: Command = [
            self.places.earlier.with_name("inspectgraph"),
            "build",
            "--no-draw",
        ]
        triples, shapes = self.folder / "graph.nt", self.folder / "shapes.ttl"
        made = self.folder / "made"
        inputs = (self.project / "extracts", triples, shapes, self.folder / "graph.nq")
        mix = peer(self.places, "mix", *inputs, made)
        check = peer(self.places, "pyshacl", triples, shapes)
        return [
            Contender(
                EARLIER_BUILD,
                command,
                earlier,
                lambda: clear(earlier),
                faults.get(EARLIER_BUILD, ""),
            ),
            Contender(
                "mix",
                mix,
                self.folder,
                lambda: emptied(made),
                faults.get("mix", ""),
            ),
            Contender(
                "rdflib, pyshacl",
                check,
                self.folder,
                fault=faults.get("rdflib, pyshacl", ""),
            ),
        ]


def tool() -> Path:
    """Return the project's command."""
    return Path(sys.executable).with_name("inspectgraph")


def peer(places: Environments, *arguments: str | Path) -> list[str | Path]:
    """Return the command of a step of `peers.py`."""
    return [places.peers, PROJECT / "benchmarks" / "peers.py", *arguments]


def in_earlier_form(source: Path, target: Path, earlier: Path) -> None:
    """Copy a project in such a way that the earlier commit can read it.

    Args:
        source: The project.
        target: The copy.
        earlier: The extracts of the earlier commit; most registry files of the copy
            come from there.
    """
    shutil.copytree(source / "extracts", target / "extracts")
    for file in (target / "extracts").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for pattern, words in EARLIER_WORDS:
            text = re.sub(pattern, words, text)
        file.write_text(text, encoding="utf-8")
    for name in EARLIER_REGISTRY:
        file = Path("registry", f"{name}.yaml")
        shutil.copyfile(earlier / file, target / "extracts" / file)
    bodies = target / "extracts" / "registry" / "bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    known = text.replace("childrens-services-trust", "childrens-trust-board")
    bodies.write_text(known, encoding="utf-8")


def write_triples(quads: Path, triples: Path) -> None:
    """Write the triples of an N-Quads file in which no triple occurs twice."""
    with quads.open(encoding="utf-8") as source, triples.open("w") as target:
        for line in source:
            target.write(f"{line.rsplit(' ', 2)[0]} .\n")


def clear(project: Path) -> None:
    """Remove output, cache and store of a project."""
    for folder in (project / "graphs", *project.glob(".graphs.inspectgraph-*")):
        removed(folder)


def emptied(folder: Path) -> None:
    """Make an empty folder; if the folder exists, remove it first."""
    removed(folder)
    folder.mkdir()


def removed(folder: Path) -> None:
    """Remove a folder, if it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)


def change_one(project: Path) -> None:
    """Change the note of one finding of the last report, each time in another way.

    Raises:
        SystemExit: If the report has no finding with a note.
    """
    file = max((project / "extracts").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    note = f"Plans changed for the {time.time_ns()}th time."
    first = r'(\nfindings:\n(?:.*\n)*?    note: )".*"'
    changed, count = re.subn(first, rf'\1"{note}"', text, count=1)
    if not count:
        sys.exit(f"No note was found to change in {file.name}.")
    file.write_text(changed, encoding="utf-8")


# Tables


def table(trial: Trial) -> str:
    """Return the table of one size in Markdown."""
    base = medians(next(one for one in trial.contenders if one.name == COLD))
    lines = [
        "| contender | seconds | ratio | CPU s | ratio | peak MB | ratio | findings |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [row(one, base) for one in trial.contenders]
    steps = list(_steps(trial.contenders))
    return "\n".join([*lines, "", *trial.notes, *steps])


def row(contender: Contender, base: Sequence[float] | None) -> str:
    """Return the table row of a contender: its results, or the reason for their absence."""
    found = medians(contender)
    if found is None or contender.fault:
        return f"| {contender.name} | {contender.fault} | | | | | | |"
    cells = []
    for value, one, digits in zip(found, base or (0, 0, 0), (2, 2, 0), strict=True):
        ratio = f"{value / one:.3g}" if one else ""
        cells += [f"{value:,.{digits}f}", ratio]
    return f"| {contender.name} | {' | '.join(cells)} | {findings(contender)} |"


def medians(contender: Contender) -> tuple[float, float, float] | None:
    """Return the medians of seconds, processor seconds and megabytes."""
    runs = contender.runs
    if not runs:
        return None
    return (
        median(one.seconds for one in runs),
        median(one.cpu for one in runs),
        median(one.peak / 1e6 for one in runs),
    )


def findings(contender: Contender) -> str:
    """Return how many faults the validation of a contender finds, "" if it does not validate."""
    output = contender.runs[-1].output
    if contender.name.startswith("build"):
        told = re.findall(r"\b(\d+) (?:violation|warning|info)s?\b", summary(output))
        return str(sum(map(int, told)))
    if contender.name in ("mix", "rdflib, pyshacl"):
        return str(json.loads(output.splitlines()[-1])["findings"])
    return ""


def summary(output: str) -> str:
    """Return the line of a build's output that counts its findings, or ""."""
    counts = re.compile(r"\d+ (?:violation|warning|info)")
    lines = [line for line in output.splitlines() if counts.match(line)]
    return lines[-1] if lines else ""


def _steps(contenders: Sequence[Contender]) -> Iterator[str]:
    """Yield, for each peer that reports its steps, a line with the median time of each step."""
    for contender in contenders:
        if contender.name not in ("mix", "rdflib, pyshacl") or contender.fault:
            continue
        seconds: dict[str, list[float]] = defaultdict(list)
        told = [json.loads(one.output.splitlines()[-1]) for one in contender.runs]
        for one in told:
            for step, taken in one["steps"].items():
                seconds[step].append(taken)
        parts = [f"{step} {median(taken):.2f} s" for step, taken in seconds.items()]
        made = f" ({told[-1]['made']:,} triples made)" if "made" in told[-1] else ""
        yield f"Steps of {contender.name}: {', '.join(parts)}{made}."


def heading(rounds: int, limits: Limits) -> str:
    """Return a line with date, versions and machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else "?"
    libraries = ("pyoxigraph", "rdflib", "pyshacl", "msgspec", "PyYAML")
    used = ", ".join(f"{name} {version(name)}" for name in libraries)
    pinned = sorted(
        {one.replace("==", " ") for some in PINNED.values() for one in some}
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: inspectgraph {version('inspectgraph')} at"
        f" {commit()}; {used}. Peers: {', '.join(pinned)}.\n"
        f"Python {platform.python_version()}, {platform.system()}"
        f" {platform.release()}, {cores} cores, {memory:.0f} GB, load"
        f" {os.getloadavg()[0]:.1f}. Medians of {rounds} rounds; limits"
        f" {limits.seconds:g} s and {limits.memory / 1e9:g} GB.\n"
    )


def commit() -> str:
    """Return the commit of the project, and a plus if something was changed since."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "an unknown commit"


def main() -> None:
    """Run all sizes, and print and write the tables."""
    options = parsed()
    limits = Limits(options.time_limit, int(options.memory_limit * 1e9))
    parts = [heading(options.rounds, limits)]
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        places = environments(work)
        for reports in options.sizes:
            parts.append(trial_text(reports, places, limits, options))
            if options.output:
                written = "\n".join([*parts, TEXT])
                options.output.write_text(written, encoding="utf-8")
    print("\n".join([*parts, TEXT]))


def trial_text(
    reports: int, places: Environments, limits: Limits, options: argparse.Namespace
) -> str:
    """Run one size in a folder that is removed afterwards, and return its table."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), reports, places)
        trial.prepare(options.size, options.faults, limits)
        trial.leave_out(options.leave_out)
        with (trial.folder / "graph.nt").open("rb") as lines:
            count = sum(1 for _ in lines)
        for number in range(options.rounds):
            for contender in trial.contenders:
                contender.run(limits)
                told = contender.fault or f"{contender.runs[-1].seconds:.2f} s"
                print(
                    f"{reports}, round {number + 1}, {contender.name}: {told}",
                    file=sys.stderr,
                )
        title = f"## {reports} reports, {options.size}: {count:,} quads"
        return f"{title}\n\n{table(trial)}\n"


def parsed() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    add = parser.add_argument
    add("--sizes", type=sizes, default=[5], help="numbers of reports, such as 5,50,500")
    add(
        "--size",
        choices=("small", "medium", "full"),
        default="full",
        help="of a report",
    )
    add("--rounds", type=int, default=3, help="how often each contender runs")
    add("--faults", type=int, default=0, help="findings of one report to spoil")
    add("--time-limit", type=float, default=600, help="seconds for one run")
    add("--memory-limit", type=float, default=12, help="gigabytes for one run")
    add(
        "--leave-out",
        action="append",
        default=[],
        metavar="WORD",
        help="leave out the contenders whose names contain WORD",
    )
    add("--work", type=Path, help="where environments are kept for the next time")
    add("-o", "--output", type=Path, help="a file for the tables")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    """Return the numbers of reports in a text in which commas separate them.

    Raises:
        ValueError: If a part of the text is not a number, or is less than five.
    """
    numbers = [int(part) for part in text.split(",")]
    if min(numbers) < 5:
        raise ValueError
    return numbers


if __name__ == "__main__":
    main()
