"""Tests that Ctrl-C ends a command even if Python ignores the interrupt.

Python ignores exceptions in some places, such as the callback of a weak reference.
"""

from __future__ import annotations

import signal
import sys
import time
import weakref
from collections.abc import Iterator

import pytest

from inspectgraph.cli.interrupts import lost_interrupts_raised_again


@pytest.fixture(autouse=True)
def default_handler() -> Iterator[None]:
    """Set Python's default handler for interrupts, and restore the old handler afterwards."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Watched:
    """An object that a weak reference can watch."""


def test_an_interrupt_in_a_callback_is_raised_again() -> None:
    """An interrupt that arrives in a callback is raised again in the main program."""
    hook = sys.unraisablehook
    watched = Watched()
    reference = weakref.ref(watched, lambda _: signal.raise_signal(signal.SIGINT))
    with lost_interrupts_raised_again():
        del watched
        with pytest.raises(KeyboardInterrupt):
            time.sleep(20)
    assert reference() is None
    assert sys.unraisablehook is hook


def test_other_ignored_exceptions_are_printed_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other exceptions in a callback reach Python's usual hook."""
    ignored: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    watched = Watched()
    reference = weakref.ref(watched, lambda _: int("no number"))
    with lost_interrupts_raised_again():
        del watched
    assert reference() is None
    assert [one.exc_type for one in ignored] == [ValueError]  # type: ignore[attr-defined]
