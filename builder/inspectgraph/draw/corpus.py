"""The data of the pictures: reports, themes, statements, grades, and how these compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Corpus", "Grade", "Report", "Statement", "Theme"]


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `begin` and `end` bound the inspection."""

    iri: str
    name: str
    authorities: tuple[tuple[str, str], ...]
    framework: str
    published: date | None
    begin: date | None
    end: date | None

    @property
    def title(self) -> str:
        """The names of the authorities, and the year of publication if it is known."""
        names = " and ".join(label for _, label in self.authorities)
        return f"{names} {self.published.year}" if self.published else names


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: IRI, label, and the broad theme that it belongs to, or is."""

    iri: str
    label: str
    broad: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement. `polarity` is the local name of the concept, or empty."""

    iri: str
    report: str
    polarity: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of an authority, awarded by the report or quoted from elsewhere.

    `share` is its place on its own scale, from 0 (lowest) to 1 (highest).
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

    @property
    def middle(self) -> date:
        """The middle of the printed time."""
        return date.fromordinal((self.begin.toordinal() + self.end.toordinal()) // 2)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The data of the pictures, in an order that does not depend on the store.

    `labels` and `others` hold preferred and alternative labels by IRI; `relations` holds
    how far two aspects, grades or scales compare; `unplaced` counts the grades without a
    place in the timeline.
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

    def short(self, iri: str) -> str:
        """Return the shortest label of a concept or framework."""
        return min(
            (*self.others.get(iri, ()), self.label(iri)),
            key=lambda name: (len(name), name),
        )

    def name(self, iri: str, longest: int = 40) -> str:
        """Return the preferred label, else the longest alternative, that is not too long."""
        others = sorted(self.others.get(iri, ()), key=len, reverse=True)
        for name in (self.label(iri), *others):
            if len(name) <= longest:
                return name
        return self.short(iri)

    def label(self, iri: str) -> str:
        """Return the preferred label; the last part of the IRI if there is none."""
        return self.labels.get(iri, iri.rsplit("/", 1)[-1].replace("-", " "))
