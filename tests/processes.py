"""Start commands for tests, with the signals of a terminal and a limit of processor time."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable

__all__ = ["bounded", "default_signals"]

#: Signals that a test run in the background of a script, or under `nohup`, ignores. A
#: command would inherit that, and neither hang-up nor interrupt would end it.
_OFTEN_IGNORED = ("SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM")


def default_signals() -> None:
    """Give a new process the signals that it has in a terminal; for `preexec_fn`."""
    for name in _OFTEN_IGNORED:
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def bounded(seconds: int) -> Callable[[], None]:
    """Return a function that limits the processor time of a new process; for `preexec_fn`."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return bound
