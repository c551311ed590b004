"""The record of `extracts/project.yaml`, with publisher, base IRI, licence and more.

Every key is optional. A project without the file has the defaults of the record.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from inspectgraph.model.fields import Record, about, written
from inspectgraph.model.source import Url
from inspectgraph.model.statement import Text

__all__ = [
    "DEFAULTS",
    "UNNAMED",
    "Box",
    "Contact",
    "Measured",
    "Place",
    "Publisher",
    "Release",
    "Settings",
    "Span",
]

#: The name of the publisher of a project that names no publisher.
UNNAMED: Final = "publisher not named"

BaseIri = Annotated[
    str,
    written(
        r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~-]+/)*$",
        "bad-base",
        "a web address that ends in a slash, such as https://data.example.org/care/",
    ),
]
Email = Annotated[
    str,
    written(
        r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        "bad-email",
        "an email address, such as data@example.org",
    ),
]
Version = Annotated[
    str,
    written(
        r"^[0-9A-Za-z][0-9A-Za-z.+-]*$",
        "bad-version",
        'a version in quotes, such as "1.2" or "2026-11"',
    ),
]


class Publisher(Record, frozen=True, kw_only=True):
    """The organisation or the people who publish a graph."""

    name: Annotated[Text, about("Name of the publisher, as catalogues print it.")]
    iri: Annotated[
        Url | None, about("IRI that stands for the publisher in other data.")
    ] = None
    homepage: Annotated[Url | None, about("Web page of the publisher.")] = None
    kind: Annotated[
        Literal[
            "academia",
            "company",
            "local-authority",
            "national-authority",
            "non-governmental",
            "non-profit",
            "private",
            "regional-authority",
        ]
        | None,
        about("Kind of publisher, for data portals."),
    ] = None


class Contact(Record, frozen=True, kw_only=True):
    """The contact for questions about a graph: a team, not a person."""

    name: Annotated[
        Text | None, about("Name of the team; by default the name of the publisher.")
    ] = None
    email: Annotated[Email | None, about("Email address of the team.")] = None
    page: Annotated[Url | None, about("Web page with the ways to get in touch.")] = None


class Box(Record, frozen=True, kw_only=True):
    """A rectangle that contains a place, in degrees (WGS 84)."""

    west: Annotated[Decimal, about("Westernmost longitude, -180 to 180.")]
    south: Annotated[Decimal, about("Southernmost latitude, -90 to 90.")]
    east: Annotated[Decimal, about("Easternmost longitude, -180 to 180.")]
    north: Annotated[Decimal, about("Northernmost latitude, -90 to 90.")]


class Release(Record, frozen=True, kw_only=True):
    """A released version of the data."""

    version: Annotated[Version, about("Version.")]
    day: Annotated[date, about("Day of the release.")]
    note: Annotated[Text, about("What is new, in a sentence or two.")]


class Measured(Record, frozen=True, kw_only=True):
    """A measurement of the quality of a graph: what was measured, and the value."""

    measure: Annotated[Text, about("What was measured.")]
    value: Annotated[Decimal, about("Value, such as 0.8 for a share of 80 %.")]
    lower: Annotated[
        Decimal | None, about("Lower end of the 95 % confidence interval.")
    ] = None
    upper: Annotated[
        Decimal | None, about("Upper end of the 95 % confidence interval.")
    ] = None
    sample: Annotated[
        Text | None, about("What was counted or sampled, such as 118 sentences.")
    ] = None
    day: Annotated[date | None, about("Day of the measurement.")] = None
    source: Annotated[Url | None, about("Page that describes the measurement.")] = None


class Place(Record, frozen=True, kw_only=True):
    """The place that the whole graph covers."""

    name: Annotated[Text, about("Name of the place, such as England.")]
    iri: Annotated[
        Url, about("IRI of the place, such as the IRI of a statistical geography.")
    ]
    box: Annotated[
        Box | None,
        about("Rectangle that contains the place, for the maps of data portals."),
    ] = None


class Span(Record, frozen=True, kw_only=True):
    """The period that the whole graph covers: its first and its last day."""

    first: Annotated[date, about("First day.")]
    last: Annotated[date | None, about("Last day; left out if the period goes on.")] = (
        None
    )


class Settings(Record, frozen=True, kw_only=True):
    """The settings of a project."""

    base: Annotated[
        BaseIri | None,
        about("Beginning of the IRIs of the project's data; it ends in a slash."),
    ] = None
    name: Annotated[
        Text | None,
        about("Short name, with which the titles of the graph's parts begin."),
    ] = None
    title: Annotated[Text | None, about("Title of the graph.")] = None
    description: Annotated[
        Text | None, about("Description of the graph, in a sentence or two.")
    ] = None
    publisher: Annotated[Publisher | None, about("Publisher of the graph.")] = None
    licence: Annotated[
        Url | None, about("IRI of the licence under which the graph is published.")
    ] = None
    contact: Annotated[
        Contact | None, about("Contact for questions about the graph.")
    ] = None
    spatial: Annotated[
        Place | None,
        about("Place that the whole graph covers; by default, the inspected areas."),
    ] = None
    temporal: Annotated[
        Span | None,
        about(
            "Period that the whole graph covers; by default, the period of the reports."
        ),
    ] = None
    version: Annotated[Version | None, about("Version of the data.")] = None
    releases: Annotated[
        tuple[Release, ...], about("Versions that were released, the latest first.")
    ] = ()
    availability: Annotated[
        Literal["available", "experimental", "stable", "temporary"] | None,
        about("How long the files are planned to stay available."),
    ] = None
    endpoint: Annotated[
        Url | None, about("Address of a SPARQL endpoint that serves the graph.")
    ] = None
    quality: Annotated[
        tuple[Measured, ...], about("Measurements of the quality of the graph.")
    ] = ()
    language: Annotated[
        Literal["en"],
        about("Language of the notes in extracts: always `en`, for English."),
    ] = "en"


#: The settings of a project without the file.
DEFAULTS: Final = Settings()
