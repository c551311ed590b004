"""What a curator writes in an extract, as frozen records; the editor's JSON Schema comes from them.

A field that names something declared elsewhere says so by `names(kind)`: a scheme of
the ontology, or what the registry, the list of units or the extract itself holds.
`load` reads that to check every reference. YAML's `with` and `from` are the attributes
`with_` and `from_`, since Python keeps these words.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

__all__ = [
    "STATEMENT_LISTS",
    "About",
    "Anchor",
    "Comparator",
    "Compared",
    "Curation",
    "Drafted",
    "Event",
    "Extract",
    "Finding",
    "Judgement",
    "Mark",
    "Measurement",
    "Part",
    "PrintedTime",
    "Recommendation",
    "Record",
    "Reported",
    "Slug",
    "Statement",
    "Text",
    "Withdrawn",
    "about",
    "names",
    "written",
]


#: The lists of an extract that hold statements.
STATEMENT_LISTS = (
    "judgements",
    "reported",
    "findings",
    "recommendations",
    "measurements",
    "events",
)


def about(text: str) -> Meta:
    """Describe a field for people; editors show it beside the key."""
    return Meta(description=text)


def names(kind: str) -> Meta:
    """Say that a text names one of a kind: a concept of a scheme, or a thing of the registry."""
    return Meta(extra={"names": kind}, extra_json_schema={"x-names": kind})


def written(pattern: str, code: str, expected: str) -> Meta:
    """Say how a text is written, and under which code and in which words a fault is told."""
    return Meta(pattern=pattern, extra={"code": code, "expected": expected})


_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[
    str,
    written(_SLUG, "bad-slug", "small letters and digits, joined by single hyphens"),
]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Id = Annotated[
    str, written("^[a-z0-9-]{1,200}$", "bad-id", "small letters, digits and hyphens")
]
Digest = Annotated[
    str,
    written(
        "^[0-9a-f]{12}$", "bad-digest", "12 hexadecimal digits, as 'seal' writes them"
    ),
]
Figures = Annotated[
    str,
    written(
        "^[0-9a-f]{6}(-[0-9a-f]{6})*$",
        "bad-figures",
        "6 hexadecimal digits for each figure, joined by hyphens, as 'seal' writes"
        " them",
    ),
]
Rights = Annotated[
    str,
    written(
        "^(crown-copyright-[0-9]{4}|open-government-licence-[23])$",
        "bad-rights",
        "crown-copyright- and the year printed, or open-government-licence-2 or -3",
    ),
]
AspectName = Annotated[str, names("aspect")]
Body = Annotated[str, names("body")]
FrameworkName = Annotated[str, names("framework")]
InspectorateName = Annotated[str, names("inspectorate")]
Party = Annotated[str, names("party")]
StatementId = Annotated[str, names("statement")]
LiveStatementId = Annotated[str, names("live-statement")]
ServiceName = Annotated[str, names("service")]
Theme = Annotated[str, names("theme")]
Unit = Annotated[str, names("unit")]
Themes = Annotated[tuple[Theme, ...], Meta(min_length=1)]
Group = Annotated[
    tuple[Annotated[str, names("child-group")], ...],
    about("Which children it is about."),
]
Level = Annotated[str, names("level")]
Polarity = Annotated[str, names("polarity")]
Against = Annotated[str, names("compared-with")]


class Record(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Frozen, without keys that it does not know; an absent list is an empty tuple."""


class PrintedTime(Record, frozen=True, kw_only=True):
    """A time as the report prints it, and the widest span of days that its words allow."""

    printed: Annotated[Text, about("As the report prints it.")]
    earliest: Annotated[date, about("The first day that the words allow.")]
    latest: Annotated[date, about("The last day that the words allow.")]

    @property
    def precision(self) -> Literal["day", "month", "year", "span"]:
        """How exact the printed words are.

        >>> PrintedTime(printed="March 2010", earliest=date(2010, 3, 1), latest=date(2010, 3, 31)).precision
        'month'
        """
        first, last = self.earliest, self.latest
        if first == last:
            return "day"
        if first.day != 1 or first.year != last.year:
            return "span"
        if (
            first.month == last.month
            and last.day == monthrange(last.year, last.month)[1]
        ):
            return "month"
        return "year" if (first.month, last.month, last.day) == (1, 12, 31) else "span"


class Anchor(Record, frozen=True, kw_only=True):
    """Some words of one unit: length, start and digest of their letters and digits, and their figures."""

    unit: Annotated[Unit, about("Id of the unit, as 'inspectgraph read' shows it.")]
    length: Annotated[
        int, Meta(ge=1), about("How many letters and digits the words have.")
    ]
    start: Annotated[
        int, Meta(ge=0), about("Where they begin in the unit; a hint for people.")
    ]
    digest: Annotated[Digest, about("Written by 'inspectgraph seal'.")]
    figures: Annotated[
        Figures | None,
        about(
            "Digests of the figures of the words, in order; absent where they hold"
            " none."
        ),
    ] = None


class Mark(Record, frozen=True, kw_only=True):
    """The mark of a value that was drafted and that nobody has confirmed: take it out to confirm the value."""

    confidence: Annotated[Decimal, about("How sure the draft is, from 0 to 1.")]
    rule: Annotated[Slug, about("Which rule made the value.")]


Anchors = Annotated[
    tuple[Anchor, ...],
    Meta(
        min_length=1,
        extra={"one-or-more": True},
        extra_json_schema={"x-one-or-more": True},
    ),
    about(
        "The words it rests on: one anchor, or a list where it is said in several"
        " places."
    ),
]


class Statement(Record, frozen=True, kw_only=True):
    """Anything a report says that a curator extracted."""

    id: Annotated[
        Id, about("Minted once, never changed: unit and four random letters or digits.")
    ]
    at: Anchors
    replaces: Annotated[
        tuple[StatementId, ...], about("Ids of statements whose place it takes.")
    ] = ()
    doubt: Annotated[Text | None, about("The curator's own doubt.")] = None
    draft: Annotated[
        Mark | None, about("Only while it is drafted and unconfirmed.")
    ] = None


class About(Statement, frozen=True, kw_only=True):
    """A statement about themes, services and bodies."""

    themes: Annotated[tuple[Theme, ...], about("Two to four themes.")] = ()
    services: Annotated[
        tuple[ServiceName, ...], about("Services of the registry, or types of service.")
    ] = ()
    bodies: Annotated[tuple[Body, ...], about("Partner bodies that it is about.")] = ()


class Judgement(Statement, frozen=True, kw_only=True):
    """A grade of the framework's scale for an aspect that the inspection set out to judge."""

    aspect: Annotated[AspectName, about("An aspect of the report's framework.")]
    grade: Annotated[str, names("grade"), about("A grade of the framework's scale.")]
    source: Annotated[
        str, names("award-source"), about("Where in the report it is awarded.")
    ]


class Reported(About, frozen=True, kw_only=True):
    """A grade of another inspection that the report quotes; never counted as its own."""

    of: Annotated[Text, about("What was graded, in own words.")]
    framework: Annotated[
        FrameworkName | None, about("The other inspection's regime.")
    ] = None
    aspect: Annotated[
        Annotated[str, names("reported-aspect")] | None,
        about("An aspect of that framework; 'framework/aspect' where none is named."),
    ] = None
    scale: Annotated[str, names("scale"), about("The scale that the grade belongs to.")]
    grade: Annotated[str, names("reported-grade"), about("A grade of that scale.")]
    or_better: Annotated[
        bool, about("Whether this grade or a better one is meant.")
    ] = False
    count: Annotated[
        Annotated[int, Meta(ge=0)] | None, about("How many had the grade.")
    ] = None
    out_of: Annotated[Annotated[int, Meta(ge=0)] | None, about("Out of how many.")] = (
        None
    )
    by: Annotated[InspectorateName | None, about("Who awarded it.")] = None
    date: Annotated[PrintedTime | None, about("When, as printed.")] = None
    note: Annotated[Text | None, about("The curator's own words, at most 25.")] = None


class Compared(Record, frozen=True, kw_only=True):
    """A comparison without a figure."""

    with_: Annotated[Against, about("Against whom.")] = field(name="with")
    result: Annotated[str, names("comparison-result"), about("How it comes out.")]


class Finding(About, frozen=True, kw_only=True):
    """A strength, a weakness, a mixed or a neutral finding."""

    polarity: Annotated[Polarity, about("What the main clause says.")]
    themes: Annotated[Themes, about("Two to four themes.")]  # pyright: ignore[reportGeneralTypeIssues]
    note: Annotated[
        Text, about("The curator's own words: one sentence, at most 25 words.")
    ]
    group: Group = ()
    level: Annotated[Level | None, about("The report's word for how good.")] = None
    state: Annotated[
        Annotated[str, names("state")] | None, about("Where in its life the thing is.")
    ] = None
    state_date: Annotated[
        PrintedTime | None, about("When that state is or will be, as printed.")
    ] = None
    trend: Annotated[
        Annotated[str, names("trend")] | None, about("Direction of its quality.")
    ] = None
    since: Annotated[
        PrintedTime | None, about("Since when that trend holds, as printed.")
    ] = None
    extent: Annotated[
        Annotated[str, names("extent")] | None, about("How far it holds.")
    ] = None
    certainty: Annotated[
        Annotated[str, names("certainty")] | None, about("How sure the words are.")
    ] = None
    kind: Annotated[
        Annotated[str, names("finding-kind")] | None, about("What is judged.")
    ] = None
    compared: Annotated[Compared | None, about("A comparison without a figure.")] = None
    voice: Annotated[
        tuple[Annotated[str, names("voice")], ...],
        about("Whose view it is, if not the inspectors'."),
    ] = ()
    because: Annotated[
        tuple[LiveStatementId, ...], about("Statements that it is said to follow from.")
    ] = ()
    more_about: Annotated[
        tuple[LiveStatementId, ...], about("Statements that it adds a detail to.")
    ] = ()
    responsible: Annotated[
        tuple[Annotated[str, names("responsible")], ...],
        about(
            "Who is to act or to blame, as said: a body, an authority or a kind of"
            " body."
        ),
    ] = ()


class Part(Record, frozen=True, kw_only=True):
    """A nested point of a recommendation."""

    note: Annotated[Text, about("The curator's own words, at most 25.")]
    at: Anchors


class Recommendation(About, frozen=True, kw_only=True):
    """An item of a list of what should be done."""

    band: Annotated[
        Annotated[str, names("band")] | None,
        about(
            "By when: a timescale of the framework; absent where the report sorts by"
            " none."
        ),
    ] = None
    addressee: Annotated[
        tuple[Annotated[str, names("responsible")], ...],
        Meta(min_length=1),
        about(
            "Who should act: authorities, bodies, or a kind of body where the registry"
            " has no such body."
        ),
    ]
    parts: Annotated[tuple[Part, ...], about("Its nested points.")] = ()
    themes: Annotated[
        tuple[Theme, ...],
        about("Two to four themes; left out only in a draft that recognised none."),
    ] = ()
    group: Group = ()
    answers: Annotated[
        tuple[LiveStatementId, ...], about("Findings that it answers.")
    ] = ()
    note: Annotated[
        Text, about("The curator's own words: one sentence, at most 25 words.")
    ]


class Comparator(Record, frozen=True, kw_only=True):
    """A value that the report sets beside a measurement."""

    with_: Annotated[Against, about("Whose value it is.")] = field(name="with")
    value: Annotated[Decimal, about("As a number.")]
    printed: Annotated[Text, about("As the report prints it.")]
    period: Annotated[PrintedTime | None, about("For which time, as printed.")] = None


class Measurement(About, frozen=True, kw_only=True):
    """A value with a unit that belongs to the area, its people or its services."""

    indicator: Annotated[str, names("indicator"), about("What is measured.")]
    value: Annotated[Decimal, about("As a number.")]
    printed: Annotated[Text, about("As the report prints it, figures or words.")]
    qualifier: Annotated[
        Annotated[str, names("qualifier")] | None, about("How exact it is said to be.")
    ] = None
    unit: Annotated[str, names("unit-of-measure"), about("In which unit.")]
    kind: Annotated[str, names("measurement-kind"), about("What kind of number it is.")]
    of: Annotated[Decimal | None, about("The whole that a count is part of.")] = None
    population: Annotated[
        Text | None, about("Whom or what it counts, in own words.")
    ] = None
    period: Annotated[PrintedTime | None, about("For which time, as printed.")] = None
    status: Annotated[
        Annotated[str, names("measurement-status")] | None, about("How final it is.")
    ] = None
    comparators: Annotated[tuple[Comparator, ...], about("Values set beside it.")] = ()
    group: Group = ()
    polarity: Annotated[
        Polarity | None, about("Only where the report values the figure.")
    ] = None
    themes: Annotated[
        tuple[Theme, ...],
        about("Two to four themes; left out only in a draft that recognised none."),
    ] = ()
    note: Annotated[
        Text, about("The curator's own words: one sentence, at most 25 words.")
    ]


class Event(About, frozen=True, kw_only=True):
    """Something that happened to a service or body."""

    what: Annotated[Text, about("What happened, in own words.")]
    date: Annotated[PrintedTime, about("When, as printed.")]
    before: Annotated[tuple[Party, ...], about("Who or what there was before.")] = ()
    after: Annotated[tuple[Party, ...], about("Who or what there was afterwards.")] = ()


class Withdrawn(Record, frozen=True, kw_only=True):
    """An id that is no longer used, and why."""

    id: Annotated[Id, about("The id, which is never given again.")]
    reason: Annotated[Text, about("Why the statement was withdrawn.")]
    replaced_by: Annotated[
        tuple[StatementId, ...], about("Ids that took its place.")
    ] = ()


class Curation(Record, frozen=True, kw_only=True):
    """How and when the extract was made."""

    method: Annotated[
        Literal["by-hand", "drafted", "drafted-and-confirmed"],
        about("How it was made."),
    ]
    finished: Annotated[date, about("The day on which it was finished.")]


class Drafted(Record, frozen=True, kw_only=True):
    """The marks of the values above the lists that were drafted and not confirmed, and what the draft asks."""

    title: Annotated[Mark | None, about("While the title is unconfirmed.")] = None
    framework: Annotated[Mark | None, about("While the framework is unconfirmed.")] = (
        None
    )
    authorities: Annotated[
        Mark | None, about("While the authorities are unconfirmed.")
    ] = None
    inspectorates: Annotated[
        Mark | None, about("While the inspectorates are unconfirmed.")
    ] = None
    inspection: Annotated[
        Mark | None, about("While the time of the inspection is unconfirmed.")
    ] = None
    published: Annotated[
        Mark | None, about("While the time of publication is unconfirmed.")
    ] = None
    reference: Annotated[
        Mark | None, about("While the reference number is unconfirmed.")
    ] = None
    rights: Annotated[Mark | None, about("While the rights are unconfirmed.")] = None
    nothing: Annotated[
        Mark | None, about("While the units without a statement are unconfirmed.")
    ] = None
    questions: Annotated[
        tuple[Text, ...], about("What the draft could not settle.")
    ] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """The marks that are left, by the key they stand for."""
        marks = {
            name: getattr(self, name)
            for name in self.__struct_fields__
            if name != "questions"
        }
        return {name: mark for name, mark in marks.items() if mark is not None}


class Extract(Record, frozen=True, kw_only=True):
    """What a curator took from one report."""

    report: Annotated[Slug, about("The file's name without its ending.")]
    title: Annotated[Text, about("The official title.")]
    framework: Annotated[str, names("framework"), about("The inspection regime.")]
    authorities: Annotated[
        tuple[Annotated[str, names("authority")], ...],
        Meta(min_length=1),
        about("Who was inspected."),
    ]
    inspectorates: Annotated[
        tuple[InspectorateName, ...], Meta(min_length=1), about("Who inspected.")
    ]
    inspection: Annotated[
        PrintedTime | None, about("The fieldwork, where its time is printed.")
    ] = None
    published: Annotated[
        PrintedTime | None, about("When it was published, where that is printed.")
    ] = None
    reference: Annotated[
        Text | None, about("The reference number, where printed, in quotes.")
    ] = None
    rights: Annotated[
        Rights,
        about("crown-copyright- and the year printed, or the licence it is under."),
    ]
    language: Annotated[Literal["en"], about("The report's language.")]
    supersedes: Annotated[
        tuple[Annotated[str, names("report")], ...],
        about("Reports that it corrects or replaces."),
    ] = ()
    curation: Annotated[Curation, about("How and when this extract was made.")]
    drafted: Annotated[
        Drafted | None, about("Only while something above the lists is unconfirmed.")
    ] = None
    read_for: Annotated[
        tuple[Theme, ...],
        about("Themes for which the whole report was read and every passage entered."),
    ] = ()
    judgements: Annotated[
        tuple[Judgement, ...], about("The grades that the report awards.")
    ] = ()
    reported: Annotated[
        tuple[Reported, ...], about("Grades of other inspections that it quotes.")
    ] = ()
    findings: Annotated[tuple[Finding, ...], about("What it finds.")] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...], about("What it says should be done.")
    ] = ()
    measurements: Annotated[
        tuple[Measurement, ...], about("The figures it gives.")
    ] = ()
    events: Annotated[
        tuple[Event, ...], about("What happened to services and bodies.")
    ] = ()
    nothing: Annotated[
        dict[Unit, Annotated[str, names("nothing-reason")]],
        about("Units that hold no statement, and why."),
    ] = field(default_factory=dict)
    withdrawn: Annotated[
        tuple[Withdrawn, ...], about("Ids that are no longer used.")
    ] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether what it says of the report as a whole is drafted and not confirmed."""
        return self.drafted is not None and bool(self.drafted.marks)

    def anchors(self) -> Iterator[Anchor]:
        """Return every anchor, those of a recommendation's parts included."""
        for statement in self.statements:
            yield from statement.at
        for recommendation in self.recommendations:
            for part in recommendation.parts:
                yield from part.at

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, list by list in the order of the file."""
        lists = (
            self.judgements,
            self.reported,
            self.findings,
            self.recommendations,
            self.measurements,
            self.events,
        )
        return tuple(statement for statements in lists for statement in statements)
