"""Raise a keyboard interrupt again after Python has suppressed it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from threading import Timer

__all__ = ["lost_interrupts_raised_again"]

#: The seconds after which a lost interrupt is raised again. The callback that lost it
#: has returned by then.
_DELAY: Final = 0.02


@contextmanager
def lost_interrupts_raised_again() -> Iterator[None]:
    """Raise a keyboard interrupt again after Python has suppressed it.

    Python prints an exception in a finaliser or in the callback of a weak reference,
    and then continues. Without this function, a Ctrl-C at such a moment would not end
    the command.
    """
    earlier = sys.unraisablehook
    timers: list[Timer] = []

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            earlier(unraisable)
            return
        from threading import Timer

        timer = Timer(_DELAY, _interrupt)
        timer.daemon = True
        timers.append(timer)
        timer.start()

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = earlier
        for timer in timers:
            timer.cancel()


def _interrupt() -> None:
    """Interrupt the main thread, even if it is waiting for the operating system."""
    import signal
    from _thread import interrupt_main
    from threading import main_thread

    number = main_thread().ident
    if number is None or not hasattr(signal, "pthread_kill"):
        interrupt_main()
    else:
        signal.pthread_kill(number, signal.SIGINT)
