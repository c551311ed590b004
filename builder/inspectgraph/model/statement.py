"""The fields that all statements of an extract share, and the record of events.

Each field declares the property that its values have in the graph (see `model.fields`).
Most attributes are named like the property, but without the name of the class. For
example, the attribute `kind` of a finding belongs to the property `insp:findingKind`.
If the key in the file differs from the attribute, `field(name=…)` gives the key. A key
differs, for example, if it is a reserved word of Python.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, field

from inspectgraph.model.fields import Record, about, names, written

__all__ = [
    "About",
    "Anchor",
    "Anchors",
    "Count",
    "Event",
    "Group",
    "Id",
    "Mark",
    "Note",
    "OptionalThemes",
    "PrintedTime",
    "Slug",
    "Statement",
    "Text",
    "Themes",
    "Unit",
    "Verbatim",
]

Slug = Annotated[
    str,
    written(
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        "bad-slug",
        "small letters and digits, joined by single hyphens",
    ),
]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
#: Words of a report. In the graph, they are literals without a language tag.
Verbatim = Annotated[Text, Meta(extra={"verbatim": True})]
Id = Annotated[
    str, written("^[a-z0-9-]{1,200}$", "bad-id", "small letters, digits and hyphens")
]
Digest = Annotated[
    str,
    written(
        "^[0-9a-f]{12}$",
        "bad-digest",
        "12 hexadecimal digits, as 'inspectgraph seal' writes them",
    ),
]
Figures = Annotated[
    str,
    written(
        "^[0-9a-f]{6}(-[0-9a-f]{6})*$",
        "bad-figures",
        "6 hexadecimal digits for each figure, joined by hyphens, as 'inspectgraph seal'"
        " writes them",
    ),
]
Count = Annotated[int, Meta(ge=0)]
Unit = Annotated[str, names("unit")]
Themes = Annotated[
    tuple[str, ...],
    Meta(min_length=1),
    about(
        "Themes that the statement is about, two to four.", names="theme", term="theme"
    ),
]
OptionalThemes = Annotated[
    tuple[str, ...],
    about(
        "Themes that the statement is about, two to four; a draft may have none.",
        names="theme",
        term="theme",
    ),
]
Group = Annotated[
    tuple[str, ...],
    about(
        "Groups of children that the statement is about.",
        names="child-group",
        term="childGroup",
        column="groups",
    ),
]
Note = Annotated[
    Text,
    about(
        "Content in the curator's own words: complete sentences, at most 25 words in all.",
        term="note",
    ),
]


class PrintedTime(Record, frozen=True, kw_only=True):
    """A time as printed in the report, with the first and last day that it can mean."""

    printed: Annotated[Text, about("Words in which the report states the time.")]
    earliest: Annotated[date, about("The first day that the words allow.")]
    latest: Annotated[date, about("The last day that the words allow.")]

    @property
    def precision(self) -> Literal["day", "month", "year", "span"]:
        """The precision of the time: a day, a month, a year or another span of days.

        >>> first, last = date(2010, 3, 1), date(2010, 3, 31)
        >>> PrintedTime(printed="March 2010", earliest=first, latest=last).precision
        'month'
        """
        first, last = self.earliest, self.latest
        if first == last:
            return "day"
        if first.day != 1:
            return "span"
        if first.year != last.year:
            return "span"
        end_of_month = last.day == monthrange(last.year, last.month)[1]
        if end_of_month and first.month == last.month:
            return "month"
        whole_year = (first.month, last.month, last.day) == (1, 12, 31)
        if whole_year:
            return "year"
        return "span"


class Anchor(Record, frozen=True, kw_only=True):
    """The position of some words in a unit, with digests of the words and figures."""

    unit: Annotated[Unit, about("Id of the unit, as 'inspectgraph read' shows it.")]
    length: Annotated[
        int, Meta(ge=1), about("Number of letters and digits in the words.")
    ]
    start: Annotated[
        int,
        Meta(ge=0),
        about(
            "Number of letters and digits before the words. Verification searches the whole"
            " unit for the words."
        ),
    ]
    digest: Annotated[
        Digest, about("Digest of the words, written by 'inspectgraph seal'.")
    ]
    figures: Annotated[
        Figures | None,
        about(
            "Digests of the figures in the words, in order; absent if the words have no"
            " figures."
        ),
    ] = None


class Mark(Record, frozen=True, kw_only=True):
    """The mark of an unconfirmed value in a draft.

    A curator confirms the value by deleting the mark.
    """

    confidence: Annotated[
        Decimal,
        about(
            "Estimated probability, from 0 to 1, that the value is correct.",
            term="confidence",
        ),
    ]
    rule: Annotated[
        Slug, about("Name of the drafting rule that gave the value.", term="draftedBy")
    ]


Anchors = Annotated[
    tuple[Anchor, ...],
    Meta(
        min_length=1,
        extra={"one-or-more": True},
        extra_json_schema={"x-one-or-more": True},
    ),
    about("Words that support the statement: one anchor, or a list of anchors."),
]


class Statement(Record, frozen=True, kw_only=True):
    """The fields that all statements of an extract have, such as id and anchors."""

    id: Annotated[
        Id,
        about(
            "Permanent id: the unit and four random letters or digits.",
            term="statementId",
        ),
    ]
    at: Anchors
    replaces: Annotated[
        tuple[str, ...],
        about(
            "Ids of the withdrawn statements that this statement replaces.",
            names="statement",
            term="replaces",
        ),
    ] = ()
    doubt: Annotated[
        Text | None,
        about(
            "Uncertainty of the curator about the meaning of the report.", term="doubt"
        ),
    ] = None
    draft: Annotated[
        Mark | None, about("Mark of a drafted, unconfirmed statement.")
    ] = None
    confirmed: Annotated[
        tuple[str, ...],
        Meta(
            extra={"one-or-more": True},
            extra_json_schema={"x-one-or-more": True},
        ),
        about(
            "Way in which the statement was confirmed, or a list of ways. Absent if"
            " the method of the curation already names the way.",
            names="confirmation",
        ),
    ] = ()


class About(Statement, frozen=True, kw_only=True):
    """A statement that can name themes, services, bodies and places."""

    themes: Annotated[
        tuple[str, ...],
        about(
            "Themes that the statement is about, two to four.",
            names="theme",
            term="theme",
        ),
    ] = ()
    services: Annotated[
        tuple[str, ...],
        about(
            "Services, or types of service, that the statement is about.",
            names="service",
        ),
    ] = ()
    bodies: Annotated[
        tuple[str, ...],
        about("Partner bodies that the statement is about.", names="body", term="body"),
    ] = ()
    places: Annotated[
        tuple[str, ...],
        about(
            "Places in the authority's area that are named in the cited words.",
            names="place",
            term="place",
        ),
    ] = ()


class Event(About, frozen=True, kw_only=True):
    """Something that happened to a service or body, with its date."""

    what: Annotated[
        Text,
        about("Description of the event, in the curator's own words.", term="what"),
    ]
    time: Annotated[
        PrintedTime,
        about("Time at which the event happened.", term="eventTime", column="time"),
    ] = field(name="date")
    before: Annotated[
        tuple[str, ...],
        about(
            "Organisations or services that existed before the event.",
            names="party",
            term="before",
            in_tables="Organisations or services that existed before the event.",
        ),
    ] = ()
    after: Annotated[
        tuple[str, ...],
        about(
            "Organisations or services that existed after the event.",
            names="party",
            term="after",
            in_tables="Organisations or services that existed after the event.",
        ),
    ] = ()
