"""An interrupt from the keyboard ends a command at whatever moment it arrives."""

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
    """Handle interrupts, even in a job in the background of a script, which ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Watched:
    """An object whose end a weak reference reports."""


def test_an_interrupt_in_a_callback_is_raised_again() -> None:
    """Python ignores it there: the callback of a weak reference cannot raise an exception."""
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
    """They reach the function that Python would have called."""
    ignored: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    watched = Watched()
    reference = weakref.ref(watched, lambda _: int("no number"))
    with lost_interrupts_raised_again():
        del watched
    assert reference() is None
    assert [one.exc_type for one in ignored] == [ValueError]  # type: ignore[attr-defined]
