"""The records of the registry: data that several reports share.

Each file of `extracts/registry/` maps slugs to records of one type.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import field

from inspectgraph.model.fields import Record, about, written
from inspectgraph.model.source import Url
from inspectgraph.model.statement import PrintedTime, Text

__all__ = [
    "AspectComparison",
    "Authority",
    "Awards",
    "Body",
    "Change",
    "Comparisons",
    "Framework",
    "GradePair",
    "Inspectorate",
    "LegalBasis",
    "Mapped",
    "Place",
    "Region",
    "Registry",
    "ScaleComparison",
    "Service",
]

Gss = Annotated[
    str,
    written("^E[0-9]{8}$", "bad-code", "an ONS code: the letter E and eight digits"),
]
OldOns = Annotated[
    str, written("^[0-9]{2}[A-Z]{0,2}$", "bad-code", "an older ONS code, such as 00BX")
]
Dfe = Annotated[str, written("^[0-9]{3}$", "bad-code", "three digits in quotes")]
Act = Annotated[
    str,
    written(
        "^[a-z]+/[0-9]{4}/[0-9]+$", "bad-act", "an identifier such as ukpga/2004/31"
    ),
]
Section = Annotated[
    str, written("^[0-9]+[A-Z]*$", "bad-section", 'a section in quotes, such as "15A"')
]
Ofsted = Annotated[
    str, written("^[0-9]{5,7}$", "bad-code", "five to seven digits in quotes")
]
OtherNames = Annotated[
    tuple[Text, ...], about("Other names and name forms that reports use.")
]
Relation = Annotated[
    str,
    about(
        "Degree to which the two members of the comparison can be compared.",
        names="relation",
    ),
]


class Region(Record, frozen=True, kw_only=True):
    """A region of England."""

    name: Annotated[Text, about("Name.")]
    gss: Annotated[Gss, about("ONS code.")]


class Authority(Record, frozen=True, kw_only=True):
    """A council whose services for children are inspected."""

    name: Annotated[Text, about("Name of the area that the authority serves.")]
    other_names: OtherNames = ()
    gss: Annotated[Gss, about("ONS code of the area.")]
    ons: Annotated[
        OldOns | None, about("Older ONS code of the area, where a report uses it.")
    ] = None
    dfe: Annotated[
        Dfe | None,
        about("Code of the authority at the Department for Education, where known."),
    ] = None
    ofsted: Annotated[
        Ofsted | None, about("Number of the authority's page at Ofsted, where known.")
    ] = None
    type: Annotated[
        Text, about("Form of local government, such as metropolitan district.")
    ]
    region: Annotated[
        str, about("Region of England in which the area lies.", names="region")
    ]
    note: Annotated[Text | None, about("Note with other information.")] = None


class Inspectorate(Record, frozen=True, kw_only=True):
    """A body that inspects, alone or together with others."""

    name: Annotated[Text, about("Full name.")]
    other_names: OtherNames = ()
    founded: Annotated[
        PrintedTime | None, about("Time at which the inspectorate began to exist.")
    ] = None
    abolished: Annotated[
        PrintedTime | None, about("Time at which the inspectorate ceased to exist.")
    ] = None
    successor: Annotated[
        tuple[str, ...],
        about(
            "Inspectorates that took over the work of this inspectorate.",
            names="inspectorate",
        ),
    ] = ()
    see: Annotated[Url | None, about("Web address with more information.")] = None
    note: Annotated[Text | None, about("Note with other information.")] = None


class Body(Record, frozen=True, kw_only=True):
    """A trust, board, police force, college or voluntary body named in a report."""

    name: Annotated[Text, about("Name.")]
    other_names: OtherNames = ()
    kind: Annotated[str, about("Kind of body.", names="body-kind")]
    areas: Annotated[
        tuple[str, ...],
        about("Authorities in whose areas the body works.", names="authority"),
    ] = ()
    note: Annotated[Text | None, about("Note with other information.")] = None


class Change(Record, frozen=True, kw_only=True):
    """A merger, a renaming, a foundation or an abolition of bodies."""

    kind: Annotated[Text, about("Kind of change in one or two words, such as merger.")]
    date: Annotated[PrintedTime, about("Time of the change.")]
    before: Annotated[
        tuple[str, ...], about("Bodies that existed before the change.", names="party")
    ] = ()
    after: Annotated[
        tuple[str, ...], about("Bodies that existed after the change.", names="party")
    ] = ()
    note: Annotated[Text, about("Sentence that describes the change.")]
    report: Annotated[
        str | None, about("Report that describes the change.", names="report")
    ] = None
    source: Annotated[Text | None, about("Source other than a report.")] = None


class Service(Record, frozen=True, kw_only=True):
    """A service that is provided in an area."""

    name: Annotated[Text, about("Name.")]
    other_names: OtherNames = ()
    type: Annotated[str, about("Type of service.", names="service-type")]
    areas: Annotated[
        tuple[str, ...],
        about("Areas in which the service is provided.", names="authority"),
    ] = ()
    providers: Annotated[
        tuple[str, ...], about("Organisations that provide the service.", names="actor")
    ] = ()
    note: Annotated[Text | None, about("Note with other information.")] = None


class Place(Record, frozen=True, kw_only=True):
    """A town, a ward, a neighbourhood or another place inside one authority's area."""

    name: Annotated[Text, about("Name.")]
    other_names: OtherNames = ()
    kind: Annotated[str, about("Kind of place.", names="place-kind")]
    authority: Annotated[
        str, about("Authority in whose area the place lies.", names="authority")
    ]
    within: Annotated[
        str | None,
        about("Larger place in which the place lies, where known.", names="place"),
    ] = None
    note: Annotated[Text | None, about("Note with other information.")] = None


class LegalBasis(Record, frozen=True, kw_only=True):
    """The legal basis of a framework: an act of Parliament, or a section of an act."""

    act: Annotated[Act, about("legislation.gov.uk identifier, such as ukpga/2004/31.")]
    section: Annotated[Section | None, about("Number of the section, in quotes.")] = (
        None
    )


class Awards(Record, frozen=True, kw_only=True):
    """Aspects that are graded only in some reports of a framework.

    A report grades the aspects if its inspection began between the days `from` and
    `until`. The front page must also contain one of the phrases in `printed`. A field
    that is not given sets no condition.
    """

    aspects: Annotated[
        tuple[str, ...],
        about("The aspects, each as framework/aspect.", names="framework-aspect"),
    ]
    from_: Annotated[
        date | None,
        about("The first day on which an inspection with these aspects can begin."),
    ] = field(name="from", default=None)
    until: Annotated[
        date | None,
        about("The last day on which an inspection with these aspects can begin."),
    ] = None
    printed: Annotated[
        tuple[Text, ...],
        about("Words on the front page of reports that grade these aspects."),
    ] = ()


class Framework(Record, frozen=True, kw_only=True):
    """An inspection framework: the rules for one type of inspection."""

    name: Annotated[Text, about("Name.")]
    other_names: OtherNames = ()
    short: Annotated[Text, about("Short name.")]
    scale: Annotated[
        str | None,
        about("Grade scale; absent where the framework has no grades.", names="scale"),
    ] = None
    from_: Annotated[
        PrintedTime | None, about("Time at which the framework came into use.")
    ] = field(name="from", default=None)
    until: Annotated[
        PrintedTime | None, about("Time at which the framework went out of use.")
    ] = None
    awards: Annotated[
        tuple[Awards, ...],
        about("Aspects for which reports award grades; absent if they are not known."),
    ] = ()
    predecessors: Annotated[
        tuple[str, ...],
        about("Earlier frameworks that this framework replaced.", names="framework"),
    ] = ()
    legal: Annotated[
        tuple[LegalBasis, ...], about("Acts that are the legal basis of the framework.")
    ] = ()
    note: Annotated[Text | None, about("Note with other information.")] = None


class GradePair(Record, frozen=True, kw_only=True):
    """A comparison of two grades from different scales."""

    from_: Annotated[str, about("Grade of the first scale.")] = field(name="from")
    to: Annotated[str, about("Grade of the second scale.")]
    relation: Relation
    note: Annotated[
        Text | None, about("Reason for the comparison, and its limits.")
    ] = None


class ScaleComparison(Record, frozen=True, kw_only=True):
    """A comparison of two grade scales, as a whole or by pairs of grades."""

    from_: Annotated[str, about("The first scale.", names="scale")] = field(name="from")
    to: Annotated[str, about("The second scale.", names="scale")]
    relation: Annotated[
        Literal["not-comparable"] | None,
        about("Relation of the two scales, if none of their grades can be compared."),
    ] = None
    note: Annotated[
        Text | None, about("Reason for the comparison, and its limits.")
    ] = None
    curator: Annotated[
        Text, about("Person or organisation responsible for the comparison.")
    ]
    grades: Annotated[tuple[GradePair, ...], about("Pairs of grades.")] = ()


class AspectComparison(Record, frozen=True, kw_only=True):
    """A comparison of two aspects of different frameworks."""

    from_: Annotated[str, about("framework/aspect.", names="framework-aspect")] = field(
        name="from"
    )
    to: Annotated[str, about("framework/aspect.", names="framework-aspect")]
    relation: Relation
    note: Annotated[
        Text | None, about("Reason for the comparison, and its limits.")
    ] = None
    curator: Annotated[
        Text, about("Person or organisation responsible for the comparison.")
    ]


class Comparisons(Record, frozen=True, kw_only=True):
    """All comparisons of two grade scales, and all comparisons of two aspects."""

    scales: Annotated[tuple[ScaleComparison, ...], about("Pairs of scales.")] = ()
    aspects: Annotated[tuple[AspectComparison, ...], about("Pairs of aspects.")] = ()


class Mapped(Record, frozen=True, kw_only=True):
    """A link from a registry record to an external identifier or to a web page."""

    kind: Annotated[str, about("Kind of the record, as in its IRI.")]
    slug: Annotated[str, about("Slug of the record.")]
    predicate: Annotated[str, about("Property, with its prefix.")]
    object: Annotated[str, about("IRI of the identifier or the page.")]


class Registry(Record, frozen=True, kw_only=True):
    """All records of the registry, grouped by type and keyed by slug."""

    authorities: dict[str, Authority] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    inspectorates: dict[str, Inspectorate] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    comparisons: Comparisons = Comparisons()
    titles: frozenset[str] = frozenset()
    mappings: tuple[Mapped, ...] = ()
