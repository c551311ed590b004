"""Test builds under faults: kills, full disks, damage, other clocks, other writers.

Each fault meets a project of seven invented reports in a temporary folder. After the
fault, the output folder must hold one whole set of published files, and a question must
be answered from that set. The next build must give the same files as a build with an
empty cache, and leave nothing behind. `fault_trials.py` has the projects and the checks.
Only root may mount small disks and read-only folders; other users get no rows for these.

Usage: python benchmarks/faults.py [--only PART] [-o FILE]
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

from fault_trials import REPORT, Row, Trial, end, kill, made_trial, start

from inspectgraph.files.atomic import output_folder

_FORK = get_context("fork")
_CHANGED = Path("extracts", f"{REPORT}.yaml")
_MEGABYTE = 1 << 20
#: Builds to kill: the name of the row, the number of kills, the content of the
#: extracts, the folders that are removed before, and the options of the build.
_KILLS: Sequence[tuple[str, int, str, str, tuple[str, ...]]] = (
    ("a cold build without an old set", 16, "old", "all", ()),
    ("a cold build over an old set", 16, "changed", "cache", ()),
    ("a cold build, `--jobs 2`", 16, "changed", "cache", ("--jobs", "2")),
    ("a build with nothing changed", 16, "old", "", ()),
    ("a build with one report changed", 24, "changed", "", ()),
    ("a build with one report added", 16, "added", "", ()),
)


def main() -> None:
    """Run the faults, and print a dated table; end with 1 if anything was lost."""
    options = _arguments()
    begin, rows = time.monotonic(), []
    with tempfile.TemporaryDirectory() as name:
        os.environ["FAULTS_OUTPUT"] = name
        os.environ["XDG_CACHE_HOME"] = f"{name}/caches"
        trial = made_trial(Path(name, "project"))
        for part, faults in PARTS.items():
            if options.only in ("", part):
                for row in faults(trial):
                    print(row.render(), file=sys.stderr, flush=True)
                    rows.append(row)
    lines = [_heading(), "", "| fault | times | found after it | lost |"]
    lines += ["|---|--:|---|---|", *(row.render() for row in rows), ""]
    lines.append(f"All of it took {(time.monotonic() - begin) / 60:.0f} minutes.")
    text = "\n".join(lines) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text, end="")
    sys.exit(any(row.lost for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, default="", help="one part")
    parser.add_argument("-o", "--output", type=Path, help="a file for the table")
    return parser.parse_args()


def _heading() -> str:
    """Return a line with the date, the versions and the machine."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"inspectgraph {version('inspectgraph')}",
        f"pyoxigraph {version('pyoxigraph')}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}",
        f"{len(os.sched_getaffinity(0))} cores shared with other work",
        f"{pages / (1 << 30):.0f} GB",
    ]
    return ", ".join(parts)


# Kills


def kills(trial: Trial) -> Iterator[Row]:
    """Kill builds of each kind, at moments spread over their duration."""
    moments = random.Random(9)
    for name, number, content, removed, options in _KILLS:
        span = min(_duration(trial, content, removed, options) for _ in range(2))
        row = Row(f"SIGKILL: {name} ({span:.1f} s)")
        for n in range(number):
            _prepare(trial, content, removed)
            process = start(trial.command(*options), trial.folder)
            process.join(span * (n + moments.random()) / number)
            row.found["killed"] += process.exitcode is None
            kill(process)
            end(process)
            allowed = ["no set", "old"] if removed == "all" else ["old", content]
            trial.aftermath(row, allowed, content, asks=n % 4 == 0)
        yield row
    yield _incomplete_entries(trial)
    yield _one_process(trial)
    yield _parent_alone(trial)


def _prepare(trial: Trial, content: str, removed: str) -> None:
    """Build the content `old`, then give the extracts a content.

    Before the change, cache and stores are removed if `removed` is `cache`. If `removed` is
    `all`, the output folder is removed as well. If it is "", nothing is removed.
    """
    trial.back()
    if removed:
        trial.forget()
    if removed == "all":
        shutil.rmtree(trial.out)
    trial.put(content)


def _duration(
    trial: Trial, content: str, removed: str, options: tuple[str, ...]
) -> float:
    _prepare(trial, content, removed)
    begin = time.monotonic()
    trial.build(*options)
    return time.monotonic() - begin


def _incomplete_entries(trial: Trial) -> Row:
    """Check that a build removes the old incomplete cache entries of killed builds."""
    row = Row("incomplete cache entries of killed builds, an hour later", 1)
    row.found["entries"] = len(_aged(trial))
    trial.next_build(row, "added")
    left = list(trial.cache.glob("new-*"))
    row.lost += [f"left over: {path.name}" for path in left]
    return row


def _aged(trial: Trial) -> list[Path]:
    """Make the incomplete entries of a cache two hours old, and return them."""
    (trial.cache / "new-0123456789abcdef").write_bytes(b"a part")
    found = list(trial.cache.glob("new-*"))
    before = time.time() - 7200
    for path in found:
        os.utime(path, (before, before))
    return found


def _pool(trial: Trial, seconds: float) -> tuple[ForkProcess, list[int]]:
    """Begin a cold build of changed extracts with two processes.

    Args:
        trial: The project.
        seconds: How long the pool works before this function returns.

    Returns:
        The first process, and the ids of those that it started.
    """
    _prepare(trial, "changed", "cache")
    process = start(trial.command("--jobs", "2"), trial.folder)
    return process, _children(process, seconds)


def _one_process(trial: Trial) -> Row:
    """Kill one process of a pool, as a system does whose memory is used up."""
    row = Row("SIGKILL: one process of a pool, `--jobs 2`")
    for n in range(5):
        process, children = _pool(trial, 0.1 * n)
        with suppress(ProcessLookupError):  # the build may have ended already
            os.kill(children[n % 2], signal.SIGKILL)
        code = end(process)
        row.found[f"exit code {code}"] += 1
        if code:
            row.lost.append(f"exit code {code}")
        trial.aftermath(row, ["changed"], "changed")
    return row


def _parent_alone(trial: Trial) -> Row:
    """Kill the first process of a build; those that it started must end too."""
    row = Row("SIGKILL: the first process alone, `--jobs 2`")
    for n in range(5):
        process, children = _pool(trial, 0.1 * n)
        process.kill()
        end(process)
        until = time.monotonic() + 20
        while any(_runs(child) for child in children) and time.monotonic() < until:
            time.sleep(0.05)
        row.lost += [f"process {n} runs on" for n in filter(_runs, children)]
        kill(process)
        trial.aftermath(row, ["old", "changed"], "changed")
    return row


def _children(process: ForkProcess, later: float) -> list[int]:
    """Wait until a build has two child processes, then `later` seconds; return their ids."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(3000):
        with_children = listed.read_text().split() if listed.exists() else []
        if len(with_children) > 1:
            time.sleep(later)
            return list(map(int, with_children))
        time.sleep(0.01)
    raise SystemExit("no pool was started")


def _runs(number: int) -> bool:
    """Return whether a process still runs."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


# Disks


def disks(trial: Trial) -> Iterator[Row]:
    """Build on a disk that fills up, on a read-only disk, and with a read-only folder."""
    if not _may_mount(trial.folder.parent / "trial-mount"):
        yield Row("disk full, read-only folders: not tried, for lack of rights")
        return
    with _mounted(trial.folder.parent / "disk", "tmpfs", "size=64m") as disk:
        small = trial.at(disk / "project")
        yield _full(small, disk, "one report changed", "")
        yield _full(small, disk, "a cold build over an old set", "cache")
        small.back()
        yield _read_only_disk(small, disk)
        for name, place in (
            ("output folder", small.out),
            ("cache", small.cache),
            ("store", small.store),
        ):
            yield _read_only_folder(small, name, place)


def _full(trial: Trial, disk: Path, name: str, removed: str) -> Row:
    """Build on a small disk with less and less space; after each try, build with enough space."""
    row = Row(f"disk full: {name}")
    _prepare(trial, "changed", removed)
    before = shutil.disk_usage(disk).used
    trial.build()
    need = max(shutil.disk_usage(disk).used - before, 1 << 20) + 3 * _MEGABYTE
    ballast = disk / "ballast"
    for n in range(12):
        _prepare(trial, "changed", removed)
        free = shutil.disk_usage(disk).free
        ballast.write_bytes(bytes(max(0, free - need * n // 12)))
        ended = trial.build()
        _note_sentence(row, ended.code, ended.sentence)
        found = trial.found()
        row.found["old set" if found == "old" else "new set"] += 1
        if found not in ("old", "changed"):
            row.lost.append(f"the set: {found}")
        elif trial.ask().gave != trial.answers[found]:
            row.lost.append("the answer on the full disk")
        ballast.unlink()
        row.times += 1
        trial.next_build(row, "changed")
    return row


def _note_sentence(row: Row, code: int, sentence: str) -> None:
    """Count the exit code of a build in a row of the table.

    The build must succeed, or end with code 2 and one complete error message. Any other end
    is a loss.
    """
    row.found[f"exit code {code}"] += 1
    if code not in (0, 2) or (code and not sentence.endswith("]")):
        row.lost.append(f"exit code {code}, {sentence}")


def _read_only_disk(trial: Trial, disk: Path) -> Row:
    row = Row("read-only disk")
    trial.put("changed")
    _mount("-o", "remount,ro", str(disk))
    try:
        ended = trial.build()
        answer = trial.ask()
    finally:
        _mount("-o", "remount,rw", str(disk))
    _note_sentence(row, ended.code, ended.sentence)
    if answer.gave != trial.answers["old"]:
        row.lost.append("the answer on the read-only disk")
    trial.aftermath(row, ["old"], "changed")
    return row


def _read_only_folder(trial: Trial, name: str, place: Path) -> Row:
    """Build while one folder is read-only."""
    row = Row(f"read-only {name}")
    trial.back()
    trial.put("changed")
    with _mounted(place, str(place), "bind"):
        _mount("-o", "remount,bind,ro", str(place))
        ended = trial.build()
        found = trial.found()
        answer = trial.ask()
    _note_sentence(row, ended.code, ended.sentence)
    if answer.gave != trial.answers.get(found):
        row.lost.append(f"the answer with a read-only {name}")
    trial.aftermath(row, ["old", "changed"], "changed")
    return row


def _may_mount(place: Path) -> bool:
    try:
        with _mounted(place, "tmpfs", "size=1m"):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False


@contextmanager
def _mounted(place: Path, source: str, options: str) -> Iterator[Path]:
    """Mount a file system in memory, or a folder on itself; unmount it at the end."""
    place.mkdir(exist_ok=True)
    kind = ("-t", "tmpfs") if source == "tmpfs" else ()
    _mount(*kind, "-o", options, source, str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


# Other processes


def others(trial: Trial) -> Iterator[Row]:
    """Build while another build, a reader, or a writer of the extracts is at work."""
    yield _two_builds(trial)
    yield _long_holder(trial)
    yield _reader(trial)
    yield _restless(trial, _CHANGED, "an extract", ())
    yield _restless(trial, _CHANGED, "an extract, `--jobs 2`", ("--jobs", "2"))


def _two_builds(trial: Trial) -> Row:
    row = Row("two builds at once")
    for n in range(8):
        _prepare(trial, "changed", "cache" if n % 2 else "")
        first = start(trial.command(), trial.folder)
        time.sleep(0.1 * n)
        second = trial.build()
        codes = [end(first), second.code]
        row.found[f"exit codes {min(codes)} and {max(codes)}"] += 1
        if not set(codes) <= {0, 2} or min(codes):
            row.lost.append(f"exit codes {codes}, {second.sentence}")
        trial.aftermath(row, ["changed"], "changed")
    return row


def _long_holder(trial: Trial) -> Row:
    """Build while another process holds the lock for longer than a build waits."""
    row = Row("a build while another one takes long")
    trial.back()
    trial.put("changed")
    holder = _FORK.Process(target=_hold, args=(trial.out,))
    holder.start()
    time.sleep(0.5)
    ended = trial.build()
    _note_sentence(row, ended.code, ended.sentence)
    if "[in-use]" not in ended.sentence:
        row.lost.append(ended.sentence)
    end(holder)
    trial.aftermath(row, ["old"], "changed")
    return row


def _hold(folder: Path) -> None:
    with output_folder(folder):
        time.sleep(8)


def _reader(trial: Trial) -> Row:
    """Ask all the time while builds replace one set by another."""
    row = Row("questions while builds replace the set")
    trial.back()
    allowed = {trial.answers[content]: content for content in ("old", "changed")}
    for n in range(8):
        content = ("changed", "old")[n % 2]
        trial.put(content)
        process = start(trial.command(), trial.folder)
        while process.exitcode is None and row.times < 1000:
            answer = trial.ask()
            row.times += 1
            row.found[
                "old set" if allowed.get(answer.gave) == "old" else "new set"
            ] += 1
            if answer.gave not in allowed:
                row.lost.append(f"an answer of no set: {answer.sentence}")
            process.join(0)
        end(process)
        if trial.found() != content:
            row.lost.append(f"the set: {trial.found()}")
    trial.next_build(row, "old")
    return row


def _restless(trial: Trial, file: Path, name: str, options: tuple[str, ...]) -> Row:
    """Build while somebody writes a file again and again, with two contents."""
    row = Row(f"{name} rewritten every 3 ms during builds")
    texts = [trial.sources[content][file.name] for content in ("old", "changed")]
    for n in range(6):
        _prepare(trial, "changed" if n % 2 else "old", "cache")
        writer = _FORK.Process(target=_rewrite, args=(trial.folder / file, texts))
        writer.start()
        ended = trial.build(*options)
        writer.kill()
        writer.join()
        (trial.folder / file).with_suffix(".new").unlink(missing_ok=True)
        _note_sentence(row, ended.code, ended.sentence)
        for content in ("old", "changed"):
            trial.put(content)
            if content == "old":
                trial.aftermath(row, ["old", "changed"], content)
            else:
                trial.next_build(row, content)
    return row


def _rewrite(file: Path, texts: Sequence[bytes]) -> None:
    """Replace a file by each of some texts in turn, for a minute at most."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for text in texts:
            new = file.with_suffix(".new")
            new.write_bytes(text)
            new.replace(file)
            time.sleep(0.003)


# Clocks


def clocks(trial: Trial) -> Iterator[Row]:
    """Let the clock go back, and give files times of another year."""
    year = 365 * 24 * 3600
    for name, seconds in (("a year ago", -year), ("in a year", year)):
        row = Row(f"extracts changed, with times {name}")
        _prepare(trial, "changed", "")
        _date(trial.folder / "extracts", seconds)
        row.found[f"exit code {trial.build().code}"] += 1
        trial.aftermath(row, ["changed"], "changed")
        yield row
    row = Row("cache, stores and sets with times in a year")
    _prepare(trial, "changed", "")
    for place in (trial.cache, trial.store, trial.out):
        _date(place, year)
    trial.aftermath(row, ["old"], "changed")
    yield row
    for shift in ("-400d", "+400d"):
        yield _shifted(trial, shift)


def _date(folder: Path, seconds: float) -> None:
    moment = time.time() + seconds
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def _shifted(trial: Trial, shift: str) -> Row:
    """Build with a clock that is wrong by some days, and check the state afterwards."""
    row = Row(f"the clock of a build {shift[1:-1]} days {_WAYS[shift[0]]}")
    if shutil.which("faketime") is None:
        row.found["not tried, for lack of the program faketime"] = 1
        return row
    _prepare(trial, "changed", "")
    program = str(Path(sys.executable).with_name("inspectgraph"))
    command = ["faketime", "-f", shift, program, *trial.command()]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=120)
    row.found[f"exit code {ended.returncode}"] += 1
    trial.aftermath(row, ["changed"], "changed")
    return row


_WAYS = {"-": "back", "+": "ahead"}


# Damage


def _truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _flip(file: Path) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray(file.read_bytes())
    if content:
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)


def _empty(file: Path) -> None:
    os.truncate(file, 0)


_DAMAGES: dict[str, Callable[[Path], None]] = {
    "cut off": _truncate,
    "a byte changed": _flip,
    "emptied": _empty,
    "removed": Path.unlink,
}


def damages(trial: Trial) -> Iterator[Row]:
    """Damage each kind of file of the cache and of the store."""
    _prepare(trial, "old", "")
    for kind in sorted({_kind(path) for path in trial.cache.iterdir()} - {""}):
        yield _damaged_cache(trial, kind)
    yield from _damaged_stores(trial)


def _kind(entry: Path) -> str:
    """Return the kind of a cache entry: its ending, or else its name; "" for `.gitignore`."""
    return "" if entry.name == ".gitignore" else entry.name.rpartition(".")[2]


def _damaged_cache(trial: Trial, kind: str) -> Row:
    """Damage all cache entries of a kind, and build.

    This is done once with the cache entry `heads`, which sums up other entries, and once
    without it.
    """
    row = Row(f"cache: all entries `{kind}` damaged")
    contents = ["changed", "old"]
    for damage in _DAMAGES.values():
        for keeps_heads in (True, False):
            for entry in list(trial.cache.iterdir()):
                if _kind(entry) == kind:
                    damage(entry)
                elif entry.name == "heads" and not keeps_heads:
                    entry.unlink()
            trial.put(contents[0])
            row.times += 1
            trial.next_build(row, contents[0])
            row.found["new set"] += trial.found() == contents[0]
            contents.reverse()
    return row


def _damaged_stores(trial: Trial) -> Iterator[Row]:
    """Damage each kind of file of a store, before a question or a build."""
    kinds = {
        ".sst": "*/database/*.sst",
        "CURRENT": "*/database/CURRENT",
        "MANIFEST": "*/database/MANIFEST-*",
        "OPTIONS": "*/database/OPTIONS-*",
        ".log": "*/database/*.log",
        "of any name": "*/database/*",
        "readers": "*/readers",
        "stamp": "stamp-*",
    }
    for name, pattern in kinds.items():
        row = Row(f"store: files `{name}` damaged, then a question or a build")
        for damage in _DAMAGES.values():
            trial.put("old")
            trial.build()
            _damage_all(trial.store, pattern, damage)
            trial.aftermath(row, ["old"], "old")
            _damage_all(trial.store, pattern, damage)
            trial.put("changed")
            trial.next_build(row, "changed")
            row.times += 1
            row.found["new set"] += trial.found() == "changed"
        yield row


def _damage_all(folder: Path, pattern: str, damage: Callable[[Path], None]) -> None:
    """Damage all files of a pattern."""
    for file in folder.glob(pattern):
        if file.is_file():
            damage(file)


#: The parts of the table.
PARTS: dict[str, Callable[[Trial], Iterator[Row]]] = {
    "kills": kills,
    "disks": disks,
    "others": others,
    "clocks": clocks,
    "damages": damages,
}


if __name__ == "__main__":
    main()
