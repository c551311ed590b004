"""Today's date and the present time. No other module reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["now", "today"]


def today() -> date:
    """Return today's date, or the date that SOURCE_DATE_EPOCH gives if it is set."""
    return _time().date()


def now() -> str:
    """Return the time with its offset from UTC, such as `2016-11-24T15:06:40+00:00`.

    If SOURCE_DATE_EPOCH is set, it gives the time.
    """
    return _time().isoformat(timespec="seconds")


def _time() -> datetime:
    """Return the time that SOURCE_DATE_EPOCH gives, or the local time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
