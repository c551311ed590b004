"""The records about the file of a report, the status of the report, and corrections.

These records describe the file that was read, and any withdrawal or amendment of the
report by the inspectorate. They also describe values of the extract that were corrected
after publication.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from msgspec import field, inspect

from inspectgraph.model.fields import Field, Record, about, fields_of, written
from inspectgraph.model.statement import PrintedTime, Text, Verbatim

__all__ = [
    "Correction",
    "Document",
    "ReportStatus",
    "Url",
    "correctable_keys",
    "value_text",
]

Url = Annotated[
    str,
    written(r"^https?://[!#-;=?-\[\]_a-z~]+$", "bad-url", "a web address in ASCII"),
]
Sha256 = Annotated[
    str,
    written(
        "^[0-9a-f]{64}$",
        "bad-sha256",
        "64 hexadecimal digits, as sha256sum prints them",
    ),
]
#: The keys whose values are never corrected: they identify the report or the statement, or
#: describe the curation.
_FIXED: Final = frozenset({"report", "id", "confirmed", "replaces", "language"})


class Document(Record, frozen=True, kw_only=True):
    """The file from which the report was read."""

    sha256: Annotated[Sha256, about("SHA-256 of the file, as sha256sum prints it.")]
    file: Annotated[
        Verbatim | None,
        about("Name of the file, as published or as in the public collection."),
    ] = None
    listed: Annotated[
        date | None, about("Day on which the report was publicly listed, if known.")
    ] = None
    retrieved: Annotated[
        date | None, about("Day on which the file was retrieved, if known.")
    ] = None
    from_: Annotated[
        Url | None, about("Address of the page or collection with the file.")
    ] = field(name="from", default=None)


class ReportStatus(Record, frozen=True, kw_only=True):
    """The action of the inspectorate on a published report: withdrawal or amendment."""

    kind: Annotated[
        str,
        about(
            "Action of the inspectorate: withdrawn or amended.", names="report-status"
        ),
    ]
    day: Annotated[
        date | None, about("Day of the withdrawal or amendment, if known.")
    ] = field(name="date", default=None)
    note: Annotated[
        Text | None, about("Description of the change, in the curator's own words.")
    ] = None
    source: Annotated[Url, about("Address of the page that announces the action.")]


class Correction(Record, frozen=True, kw_only=True):
    """The correction of a value that was wrong when it was published.

    The extract has the corrected value. This record has the old value.
    """

    statement: Annotated[
        str | None,
        about(
            "Id of the corrected statement; absent for a value of the whole report.",
            names="statement",
        ),
    ] = None
    key: Annotated[Text, about("Key of the corrected value, such as grade.")]
    was: Annotated[
        Text, about("Published value before the correction, as written in the extract.")
    ]
    day: Annotated[date, about("Day of the correction.")]
    reason: Annotated[
        Text, about("Reason for the correction, in the curator's own words.")
    ]


def correctable_keys(record: type[Record]) -> dict[str, Field]:
    """Return the fields of a record type that a correction can change.

    The result is keyed by the key that the field has in an extract. The value of such a
    field is a name, a text, a number, a day or a printed time.
    """
    found: dict[str, Field] = {}
    for one in fields_of(record):
        is_plain = one.record in {None, PrintedTime}
        if isinstance(one.kind, inspect.DictType) or not is_plain:
            continue
        if one.key not in _FIXED:
            found[one.key] = one
    return found


def value_text(value: Any) -> str | None:
    """Return a value of an extract as one text, or None if there is no value.

    >>> value_text(("ofsted", "hmi-probation"))
    'ofsted, hmi-probation'
    """
    if value is None or value == ():
        return None
    if isinstance(value, PrintedTime):
        return value.printed
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
