"""The record of `extracts/project.yaml`, with publisher, base IRI, licence and others.

Every key is optional. A project without the file has the defaults of the record.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from inspectgraph.model.fields import Record, about, written
from inspectgraph.model.source import Url
from inspectgraph.model.statement import Text

__all__ = ["DEFAULTS", "UNNAMED", "Contact", "Place", "Publisher", "Settings", "Span"]

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


class Contact(Record, frozen=True, kw_only=True):
    """The contact for questions about a graph: a team, not a person."""

    name: Annotated[
        Text | None, about("Name of the team; by default the name of the publisher.")
    ] = None
    email: Annotated[Email | None, about("Email address of the team.")] = None
    page: Annotated[Url | None, about("Web page with the ways to get in touch.")] = None


class Place(Record, frozen=True, kw_only=True):
    """The place that a graph as a whole is about."""

    name: Annotated[Text, about("Name of the place, such as England.")]
    iri: Annotated[
        Url, about("IRI of the place, such as the IRI of a statistical geography.")
    ]


class Span(Record, frozen=True, kw_only=True):
    """The first and the last day that a graph as a whole is about."""

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
        Place | None, about("Place of the whole graph, besides the inspected areas.")
    ] = None
    temporal: Annotated[
        Span | None,
        about("Days that the whole graph is about; by default those of its reports."),
    ] = None
    version: Annotated[Version | None, about("Version of the data.")] = None
    language: Annotated[
        Literal["en"], about("Language of the notes; en, as in extracts.")
    ] = "en"


#: The settings of a project without the file.
DEFAULTS: Final = Settings()
