"""The error for a request that is refused with an HTTP status and a message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from inspectgraph.model.errors import (
    EngineError,
    InspectGraphError,
    MemoryLimitError,
    TimeLimitError,
    UnreadableError,
    UsageError,
)

__all__ = ["RefusedError", "as_refusal"]

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
#: The status of each error whose status is not that of its class.
_STATUS_OF_CODE: Final = {
    "file-refused": 403,
    "service-refused": 403,
    "unknown-question": 404,
    "update-refused": 403,
}
_STATUS_OF_CLASS: Final[tuple[tuple[type[InspectGraphError], int], ...]] = (
    (TimeLimitError, 504),
    (MemoryLimitError, 503),
    (EngineError, 503),
    (UnreadableError, 502),
    (UsageError, 400),
)


class RefusedError(Exception):
    """A request that is refused with an HTTP status and a message.

    Attributes:
        status: The HTTP status.
        message: The message.
        headers: Additional headers of the response.
        reason: The reason, as named in the metrics, or "".
    """

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] = _NONE,
        reason: str = "",
    ) -> None:
        self.status = status
        self.message = message
        self.headers = headers
        self.reason = reason


def as_refusal(error: InspectGraphError) -> RefusedError:
    """Convert an error of the library into a refusal.

    The HTTP status is 400 to 404 for a mistake of the client, and 503 or 504 for a
    limit. The status is 502 if a SPARQL store does not answer.
    """
    if error.code in _STATUS_OF_CODE:
        return RefusedError(_STATUS_OF_CODE[error.code], str(error))
    for kind, status in _STATUS_OF_CLASS:
        if isinstance(error, kind):
            return RefusedError(status, str(error))
    return RefusedError(503, str(error))
