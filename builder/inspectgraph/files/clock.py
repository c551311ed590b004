"""Today's date and the present time. No other module reads the system clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["now", "today"]


def today() -> date:
    """Return today's date, or the date in SOURCE_DATE_EPOCH if this variable is set."""
    return _time().date()


def now() -> str:
    """Return the present time with its offset from UTC, such as `2016-11-24T15:06:40+00:00`.

    If the variable SOURCE_DATE_EPOCH is set, return the time in the variable.
    """
    return _time().isoformat(timespec="seconds")


def _time() -> datetime:
    """Return the time in SOURCE_DATE_EPOCH, or else the present local time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
