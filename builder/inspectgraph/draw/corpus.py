"""The records from which pictures are drawn: reports, themes, statements and grades.

The module `corpus_reader` reads these records from a graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from inspectgraph.draw.text_metrics import counted
from inspectgraph.query.density import Density

__all__ = [
    "Change",
    "Corpus",
    "Grade",
    "Report",
    "Statement",
    "Theme",
    "TimeInUse",
]


@dataclass(frozen=True, slots=True)
class Report:
    """One inspection report.

    `begin` and `end` are the first and last day of fieldwork. If the report gives no
    dates of fieldwork, both are the day of publication. `authorities` has the IRI and
    the name of each inspected authority. `is_full` is false if only the grades of the
    report were curated.
    """

    iri: str
    name: str
    authorities: tuple[tuple[str, str], ...]
    framework: str
    published: date | None
    begin: date | None
    end: date | None
    is_full: bool = True

    @property
    def title(self) -> str:
        """The names of the authorities, and the year of publication.

        If the year is unknown, it is left out.
        """
        names = " and ".join(label for _, label in self.authorities)
        return f"{names} {self.published.year}" if self.published else names


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its IRI and label.

    `broad` is the IRI of the broad theme to which the theme belongs.
    """

    iri: str
    label: str
    broad: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a report.

    `polarity` is `strength`, `weakness`, `mixed` or `neutral`. It is empty if the
    statement has no polarity.
    """

    iri: str
    report: str
    polarity: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of an authority, which a report awards or quotes.

    `share` is the position of the grade on its scale, from 0 (lowest) to 1 (highest).
    `begin` and `end` are the first and last possible day of the inspection that awarded
    the grade. `checked` states how the grade came into the graph, as a key of
    `source_notes.CONFIRMED`. `checked_on` is the day on which the grade was compared
    with the printed page of the report. It is "" if there is no such day.
    """

    authority: str
    report: str
    framework: str
    aspect: str
    grade: str
    scale: str
    share: float
    begin: date
    end: date
    quoted: bool
    checked: str = "by-hand"
    checked_on: str = ""

    @property
    def middle(self) -> date:
        """The day halfway between `begin` and `end`, used as the position of the grade."""
        return date.fromordinal((self.begin.toordinal() + self.end.toordinal()) // 2)


@dataclass(frozen=True, slots=True)
class TimeInUse:
    """The first and last day of the time in which a framework was in use.

    Each day is given as a date and in words. If a day is not known, the date is None
    and the words are empty.
    """

    first: date | None = None
    last: date | None = None
    since: str = ""
    until: str = ""

    @property
    def words(self) -> str:
        """The time in words, such as `November 2013 to July 2018`.

        >>> TimeInUse(since="2009", until="2013").words, TimeInUse(since="2018").words
        ('2009 to 2013', 'since 2018')
        """
        if self.since and self.until:
            return f"{self.since} to {self.until}"
        if self.since:
            return f"since {self.since}"
        return f"until {self.until}" if self.until else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change to councils: a day, a sentence about the change, and the councils.

    `before` has the IRIs of the councils that existed before the change. `after` has
    the IRIs of the councils that existed after the change.
    """

    day: date
    note: str
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All data of the pictures, sorted so that the order in the store does not matter.

    `labels` maps an IRI to its preferred label. `others` maps an IRI to its alternative
    labels. `relations` maps a pair of aspects, grades or scales to the comparability of
    the pair. `unplaced` is the number of grades that the timeline cannot show.
    `authorities` maps IRIs to names. `regions` maps the IRI of an authority to the name
    of its region. `awarded_until` maps an aspect to a day. An inspection that begins
    after this day awards no grade for the aspect. `in_use` maps a framework to the time
    in which the framework was in use. `not_judged` has pairs of a report and an aspect
    that the report does not judge. `inspectorates` lists the names of the
    inspectorates. The most frequent name comes first. `day` is the last day on which a
    report was curated. `densities` maps a report to its number of statements and its
    number of sentences.
    """

    reports: tuple[Report, ...]
    themes: dict[str, Theme]
    statements: tuple[Statement, ...]
    grades: tuple[Grade, ...]
    labels: dict[str, str]
    others: dict[str, tuple[str, ...]]
    relations: dict[tuple[str, str], str]
    unplaced: int
    authorities: dict[str, str]
    regions: Mapping[str, str] = field(default_factory=dict)
    awarded_until: Mapping[str, date] = field(default_factory=dict)
    in_use: Mapping[str, TimeInUse] = field(default_factory=dict)
    not_judged: frozenset[tuple[str, str]] = frozenset()
    changes: tuple[Change, ...] = ()
    inspectorates: tuple[str, ...] = ()
    day: date | None = None
    densities: Mapping[str, Density] = field(default_factory=dict)

    @property
    def in_full(self) -> tuple[Report, ...]:
        """The reports that were curated in full; only these reports have statements on themes."""
        return tuple(report for report in self.reports if report.is_full)

    @property
    def statements_in_full(self) -> Iterator[Statement]:
        """The statements of reports that were curated in full."""
        full = {report.iri for report in self.in_full}
        return (each for each in self.statements if each.report in full)

    @property
    def left_out(self) -> str:
        """A remark on the reports that are missing from pictures of themes.

        Only the grades of these reports were curated. If there are no such reports, the
        remark is "".
        """
        number = len(self.reports) - len(self.in_full)
        if not number:
            return ""
        return f" (without {counted(number, 'report')} curated for grades only)"

    def short(self, iri: str) -> str:
        """Return the shortest label of a concept or framework.

        The preferred label and all alternative labels are compared.
        """
        return min(
            (*self.others.get(iri, ()), self.label(iri)),
            key=lambda name: (len(name), name),
        )

    def name(self, iri: str, longest: int = 40) -> str:
        """Return the preferred label, or an alternative label that is shorter.

        A label fits if it has at most `longest` characters. If the preferred label does
        not fit, return the longest alternative label that fits. If no label fits,
        return the shortest label.
        """
        others = sorted(self.others.get(iri, ()), key=len, reverse=True)
        for name in (self.label(iri), *others):
            if len(name) <= longest:
                return name
        return self.short(iri)

    def label(self, iri: str) -> str:
        """Return the preferred label of an IRI, or the last part of the IRI if it has no label."""
        return self.labels.get(iri, iri.rsplit("/", 1)[-1].replace("-", " "))
