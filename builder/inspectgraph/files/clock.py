"""Today's date: the only place that looks at the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["today"]


def today() -> date:
    """Return the day of SOURCE_DATE_EPOCH where that is set, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()
