"""The records of the registry: data that several reports share.

Each file of `extracts/registry/` maps slugs to records of one type.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import field

from inspectgraph.model.fields import Record, about, written
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
Url = Annotated[str, written('^https?://[^ <>"{}|^`]+$', "bad-url", "a web address")]
OtherNames = Annotated[
    tuple[Text, ...], about("Other names and name forms that reports use.")
]
Relation = Annotated[str, about("How far the two can be compared.", names="relation")]


class Region(Record, frozen=True, kw_only=True):
    """A region of England."""

    name: Annotated[Text, about("Its name.")]
    gss: Annotated[Gss, about("ONS code.")]


class Authority(Record, frozen=True, kw_only=True):
    """A council whose services for children are inspected."""

    name: Annotated[Text, about("The name of the place it serves.")]
    other_names: OtherNames = ()
    gss: Annotated[Gss, about("ONS code of its area.")]
    ons: Annotated[
        OldOns | None, about("The older ONS code, where a report uses it.")
    ] = None
    dfe: Annotated[Dfe, about("Code of the Department for Education.")]
    type: Annotated[Text, about("Kind of authority.")]
    region: Annotated[str, about("Its region.", names="region")]
    note: Annotated[Text | None, about("What else should be known.")] = None


class Inspectorate(Record, frozen=True, kw_only=True):
    """A body that inspects, alone or together with others."""

    name: Annotated[Text, about("Its full name.")]
    other_names: OtherNames = ()
    abolished: Annotated[PrintedTime | None, about("When it ceased to exist.")] = None
    successor: Annotated[
        tuple[str, ...],
        about("Who took its inspections over.", names="inspectorate"),
    ] = ()
    see: Annotated[Url | None, about("Where to read more.")] = None
    note: Annotated[Text | None, about("What else should be known.")] = None


class Body(Record, frozen=True, kw_only=True):
    """A trust, board, police force, college or voluntary body named in a report."""

    name: Annotated[Text, about("Its name.")]
    other_names: OtherNames = ()
    kind: Annotated[str, about("What kind of body.", names="body-kind")]
    areas: Annotated[
        tuple[str, ...], about("Authorities whose area it serves.", names="authority")
    ] = ()
    note: Annotated[Text | None, about("What else should be known.")] = None


class Change(Record, frozen=True, kw_only=True):
    """A merger, a renaming, a foundation or an abolition of bodies."""

    kind: Annotated[Text, about("What happened, in a word or two.")]
    date: Annotated[PrintedTime, about("When, as printed.")]
    before: Annotated[tuple[str, ...], about("Bodies before it.", names="party")] = ()
    after: Annotated[tuple[str, ...], about("Bodies after it.", names="party")] = ()
    note: Annotated[Text, about("A sentence on it.")]
    report: Annotated[str | None, about("The report that says so.", names="report")] = (
        None
    )
    source: Annotated[Text | None, about("Another source.")] = None


class Service(Record, frozen=True, kw_only=True):
    """A service as it is provided in an area."""

    name: Annotated[Text, about("Its name.")]
    other_names: OtherNames = ()
    type: Annotated[str, about("Its type.", names="service-type")]
    areas: Annotated[
        tuple[str, ...], about("Where it is provided.", names="authority")
    ] = ()
    providers: Annotated[tuple[str, ...], about("Who provides it.", names="actor")] = ()
    note: Annotated[Text | None, about("What else should be known.")] = None


class LegalBasis(Record, frozen=True, kw_only=True):
    """A section of an act of Parliament on which a framework is based."""

    act: Annotated[Act, about("legislation.gov.uk identifier, such as ukpga/2004/31.")]
    section: Annotated[Section | None, about("The section's number, in quotes.")] = None


class Awards(Record, frozen=True, kw_only=True):
    """Aspects for which reports of a framework award grades, and on which conditions.

    The conditions are a period of time, or words on the front page of the report.
    """

    aspects: Annotated[
        tuple[str, ...],
        about("The aspects, each as framework/aspect.", names="framework-aspect"),
    ]
    from_: Annotated[
        date | None, about("The first day on which such an inspection can begin.")
    ] = field(name="from", default=None)
    until: Annotated[
        date | None, about("The last day on which such an inspection can begin.")
    ] = None
    printed: Annotated[
        tuple[Text, ...],
        about(
            "Words of which the front page prints some only where these are awarded."
        ),
    ] = ()


class Framework(Record, frozen=True, kw_only=True):
    """A regime of inspection."""

    name: Annotated[Text, about("Its name.")]
    other_names: OtherNames = ()
    short: Annotated[Text, about("What people call it.")]
    scale: Annotated[
        str | None, about("Its scale, where it grades.", names="scale")
    ] = None
    from_: Annotated[PrintedTime | None, about("When it began.")] = field(
        name="from", default=None
    )
    until: Annotated[PrintedTime | None, about("When it ended.")] = None
    awards: Annotated[
        tuple[Awards, ...],
        about(
            "Which aspects its reports award grades for; without it this is not known."
        ),
    ] = ()
    predecessors: Annotated[
        tuple[str, ...],
        about("The regimes whose place it took.", names="framework"),
    ] = ()
    legal: Annotated[tuple[LegalBasis, ...], about("What it rests on.")] = ()
    note: Annotated[Text | None, about("What else should be known.")] = None


class GradePair(Record, frozen=True, kw_only=True):
    """Two grades of different scales, and how far they can be compared."""

    from_: Annotated[str, about("A grade of the first scale.")] = field(name="from")
    to: Annotated[str, about("A grade of the second scale.")]
    relation: Relation
    note: Annotated[Text | None, about("Why, and within which limits.")] = None


class ScaleComparison(Record, frozen=True, kw_only=True):
    """Two grade scales, and how far they can be compared: as a whole or by grade."""

    from_: Annotated[str, about("The first scale.", names="scale")] = field(name="from")
    to: Annotated[str, about("The second scale.", names="scale")]
    relation: Annotated[
        Literal["not-comparable"] | None,
        about("Only where no grade of the two compares."),
    ] = None
    note: Annotated[Text | None, about("Why, and within which limits.")] = None
    curator: Annotated[Text, about("Who says so.")]
    grades: Annotated[tuple[GradePair, ...], about("Pairs of grades.")] = ()


class AspectComparison(Record, frozen=True, kw_only=True):
    """Two aspects of different frameworks, and how far they have the same subject."""

    from_: Annotated[str, about("framework/aspect.", names="framework-aspect")] = field(
        name="from"
    )
    to: Annotated[str, about("framework/aspect.", names="framework-aspect")]
    relation: Relation
    note: Annotated[Text | None, about("Why, and within which limits.")] = None
    curator: Annotated[Text, about("Who says so.")]


class Comparisons(Record, frozen=True, kw_only=True):
    """The grade scales and the aspects that can or cannot be compared."""

    scales: Annotated[tuple[ScaleComparison, ...], about("Pairs of scales.")] = ()
    aspects: Annotated[tuple[AspectComparison, ...], about("Pairs of aspects.")] = ()


class Registry(Record, frozen=True, kw_only=True):
    """All records of the registry, by type and slug."""

    authorities: dict[str, Authority] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    inspectorates: dict[str, Inspectorate] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    comparisons: Comparisons = Comparisons()
    titles: frozenset[str] = frozenset()
