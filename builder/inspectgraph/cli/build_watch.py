"""Build the graph of a project again whenever one of its sources changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspectgraph.build import Built
from inspectgraph.cli.app import refusal
from inspectgraph.model.errors import InspectGraphError, UsageError
from inspectgraph.shards.memory import Memory, memory_beside

__all__ = ["Rebuilt", "builds"]

#: The milliseconds without a further change after which a build begins, since a program
#: may write a file in several steps.
_QUIET: Final = 10
#: The milliseconds after which the watcher reports even if nothing has changed.
_REPORT: Final = 100


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The result of one build.

    Attributes:
        result: The result of the build, or the error that stopped it.
        seconds: The duration of the build.
    """

    result: Built | InspectGraphError
    seconds: float


def builds(
    make: Callable[[Memory], Built], out: Path, sources: list[Path]
) -> Iterator[Rebuilt]:
    """Build the graph now, and again after each change of a source, until Ctrl-C.

    The process keeps results in memory. So a build after a change takes less than half
    of the time that a new process needs. If the content of the sources is still that of
    the last build, there is no new result.

    Args:
        make: The function that builds the graph.
        out: The output folder.
        sources: The folders of the sources; changes in subfolders count too.

    Raises:
        FileNotFoundError: If one of the folders does not exist.
        UsageError: If the library for watching files is missing.
    """
    last: Built | InspectGraphError | None = None
    with memory_beside(out) as memory:
        for _ in _changes(sources):
            start = time.perf_counter()
            result = _result(make, memory)
            is_known = isinstance(result, Built) and result.is_unchanged
            # After an error, or at the beginning, the old output is news too.
            if not (is_known and isinstance(last, Built)):
                yield Rebuilt(result, time.perf_counter() - start)
            last = result


def _result(
    make: Callable[[Memory], Built], memory: Memory
) -> Built | InspectGraphError:
    """Return the result of a build, or the error that stopped the build.

    A program that saves a file may remove the old file before it writes the new one. So
    a file that cannot be read does not end the wait either.
    """
    try:
        return make(memory)
    except InspectGraphError as error:
        return error
    except OSError as error:
        return refusal(error)


def _changes(folders: list[Path]) -> Iterator[None]:
    """Yield once at the beginning, and then after each change in the folders.

    Ctrl-C ends the wait for a change.

    Changes before the first `next` are not seen. Any later change is seen, also one that
    happens while the caller works.

    Raises:
        FileNotFoundError: If one of the folders does not exist.
        UsageError: If the library for watching files is missing.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        raise _missing(error) from None
    # It would print that Ctrl-C was pressed.
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    folders = [folder.absolute() for folder in folders]
    while True:
        # The watcher begins with the first report. So this report must come soon, even
        # if nothing has changed; otherwise a change during the first build would be
        # lost. The filter of the library would ignore a project below `node_modules`.
        reports = watch(
            *folders,
            watch_filter=None,
            step=_QUIET,
            rust_timeout=_REPORT,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        for number, changed in enumerate(reports):
            if changed or not number:
                yield
            # The watcher does not see a new folder of the same name.
            if any(Path(path) in folders for _, path in changed):
                break
        else:
            return
        if not _exist(folders):
            return


def _exist(folders: list[Path]) -> bool:
    """Wait until all folders exist, and return True; return False after Ctrl-C."""
    try:
        while not all(folder.is_dir() for folder in folders):
            time.sleep(_REPORT / 1000)
    except KeyboardInterrupt:
        return False
    return True


def _missing(error: ImportError) -> UsageError:
    """Return the error for a missing library that `inspectgraph[watch]` installs."""
    message = (
        f"{error.name} is missing; install it with `pip install 'inspectgraph[watch]'`"
    )
    return UsageError("no-watcher", message)
