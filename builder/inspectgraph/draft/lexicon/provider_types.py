"""Recognise types of provider, such as children's homes, and find the scales of their grades.

Reported judgements often grade providers rather than the authority. The data are in the
lexicon tables `provider-types`, `provider-scales` (scales by year) and
`reported-subjects` (aspects that earlier inspections graded).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import Row, read_table
from inspectgraph.draft.model import Period

__all__ = [
    "AUTHORITY",
    "Setting",
    "Subject",
    "is_provider",
    "scales_of",
    "scales_of_authority",
    "setting_of",
    "settings_in",
    "subject_of",
    "subjects_of",
]

#: The type in table rows for phrases that only look like names of providers.
_NONE = "none"
#: The type of local authorities in the table `provider-scales`.
AUTHORITY = "the authority"


@dataclass(frozen=True, slots=True)
class Setting:
    """A type of provider, with the pattern of its names.

    `of` is the text by which extracts name the type.
    """

    words: re.Pattern[str]
    of: str


@dataclass(frozen=True, slots=True)
class Subject:
    """An aspect that an earlier inspection graded, and the framework of the aspect.

    `of` names the inspected subject, as in extracts. The framework and the aspect are
    None if the words and the time fit several frameworks.
    """

    framework: str | None
    aspect: str | None
    of: str


@cache
def _settings() -> dict[str, Setting]:
    """Return the types of provider, keyed by name.

    The type `none` is for phrases that only look like names of providers.
    """
    patterns: dict[str, list[str]] = {}
    for row in read_table("provider-types"):
        patterns.setdefault(row["type"], []).append(row["pattern"])
    found: dict[str, Setting] = {}
    for name, forms in patterns.items():
        words = re.compile(rf"\b(?:{'|'.join(forms)})\b", re.I)
        found[name] = Setting(words, name)
    return found


@cache
def _any_setting() -> re.Pattern[str]:
    """Return a pattern that matches the names of all types of provider.

    The named group of the match shows the type: `t0` is the first type, and `t1` the
    second.
    """
    groups = [
        f"(?P<t{number}>{setting.words.pattern})"
        for number, setting in enumerate(_settings().values())
    ]
    return re.compile("|".join(groups), re.I)


def is_provider(of: str) -> bool:
    """Return whether the subject of a grade is a type of provider instead of the authority.

    >>> is_provider("children's homes")
    True
    """
    return of in _settings()


def setting_of(text: str) -> Setting | None:
    """Return the last type of provider in a text, or None.

    >>> setting_of("the fostering agency is good and the adoption agency").of
    'the adoption service'
    """
    named = settings_in(text)
    if named:
        return named[-1][0]
    return None


def settings_in(text: str) -> list[tuple[Setting, int]]:
    """Return the types of provider in a text, each with the end offset of its name.

    >>> [(setting.of, end) for setting, end in settings_in("two homes, one nursery")]
    [('schools and other places of learning', 22)]
    """
    settings = list(_settings().values())
    found: list[tuple[Setting, int]] = []
    for match in _any_setting().finditer(text):
        setting = settings[int(str(match.lastgroup)[1:])]
        if setting.of != _NONE:
            found.append((setting, match.end()))
    return found


def scales_of(provider: str, year: int | None) -> list[str]:
    """Return the slugs of the scales for a type of provider, the likeliest first.

    The scales introduced up to the year come first, from the newest to the oldest.
    Scales introduced later follow.

    Args:
        provider: The type of provider.
        year: The year of the grade. If None, the scales are in order from the newest to
            the oldest.

    >>> scales_of("children's homes", 2010)
    ['regulated', 'csci', 'regulated-2013', 'regulated-2015']
    """
    begun: list[str] = []
    later: list[str] = []
    for row in read_table("provider-scales"):
        if row["type"] != provider:
            continue
        if year is not None and int(row["from_year"]) > year:
            later.append(row["scale"])
        else:
            begun.append(row["scale"])
    return [*reversed(begun), *later]


def scales_of_authority(year: int) -> Sequence[str]:
    """Return the grade scales for local authorities, the newest first.

    Scales that came into use after the given year are left out.
    """
    scales: list[str] = []
    for row in read_table("provider-scales"):
        if row["type"] != AUTHORITY:
            continue
        if int(row["from_year"]) <= year:
            scales.insert(0, row["scale"])
    return scales


def subject_of(words: str, scale: str, when: Period | None = None) -> Subject | None:
    """Return the aspect that the given words name, or None.

    If the words name several aspects, the first of them in the table is returned.

    Args:
        words: The words, such as `the capacity to improve`.
        scale: The scale of the grade.
        when: The time of the inspection, or None if it is unknown. The time decides
            between successive frameworks.

    >>> from datetime import date
    >>> may = Period("May 2013", date(2013, 5, 1), date(2013, 5, 31))
    >>> subject_of("safeguarding", "sla", may).framework
    'child-protection-2012'
    """
    return next(_subjects(words, scale, when), None)


def subjects_of(
    words: str, scale: str, when: Period | None = None
) -> tuple[Subject, ...]:
    """Return all aspects of an earlier inspection that occur in the given words.

    If several rows of the table have the same subject or pattern, only the first
    matching row is used.

    >>> both = subjects_of("safeguarding and looked after children", "sla")
    >>> [one.of for one in both]
    ['keeping children safe', 'services for looked after children']
    """
    found: dict[str, Subject] = {}
    for subject in _subjects(words, scale, when):
        found.setdefault(subject.of, subject)
    return tuple(found.values())


def _subjects(words: str, scale: str, when: Period | None) -> Iterator[Subject]:
    """Yield the subjects of the table rows that fit the words, the scale and the time.

    A row fits the words if its pattern occurs in the words. The subjects are in the
    order of the table. If several fitting rows have the same pattern, only the first of
    these rows is used.
    """
    seen: set[str] = set()
    for row in read_table("reported-subjects"):
        pattern = row["pattern"]
        if row["scale"] != scale or pattern in seen or not _is_in_time(row, when):
            continue
        if re.search(pattern, words, re.I):
            seen.add(pattern)
            yield _subject(row)


def _is_in_time(row: Row, when: Period | None) -> bool:
    """Return whether a given time lies in the period of a table row.

    The whole time must lie between the first and last day in the row. If the time is
    unknown, the result is true only for a row without a first day and a last day.
    """
    if when is None:
        return not (row["from"] or row["until"])
    earliest, latest = when.earliest.isoformat(), when.latest.isoformat()
    return row["from"] <= earliest and latest <= (row["until"] or latest)


def _subject(row: Row) -> Subject:
    """Return the subject in a row of the table `reported-subjects`."""
    framework = row["framework"]
    if not framework:
        return Subject(None, None, row["subject"])
    return Subject(framework, f"{framework}/{row['aspect']}", row["subject"])
