"""Provider types: what is inspected besides the authority, and the scales of its grades.

The tables `provider-types.tsv`, `provider-scales.tsv` and `reported-subjects.tsv` hold
the patterns, the scales by year, and the subjects of earlier inspections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import read_table

__all__ = [
    "AUTHORITY",
    "Setting",
    "Subject",
    "scales_of",
    "scales_of_authority",
    "setting_of",
    "settings_in",
    "subject_of",
]

#: The type of rows whose words name no provider.
_NONE = "none"
#: The name of local authorities in the table of scales.
AUTHORITY = "the authority"
#: The framework whose aspects a column of the table of subjects holds, by scale.
_FRAMEWORKS = {"apa": ("apa", "apa_aspect"), "sla": ("sla-2009", "sla_aspect")}


@dataclass(frozen=True, slots=True)
class Setting:
    """Provider type: the pattern of its names, and what an extract calls it."""

    words: re.Pattern[str]
    of: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Subject of an earlier inspection: framework, aspect, and what an extract calls it."""

    framework: str
    aspect: str
    of: str


@cache
def _settings() -> dict[str, Setting]:
    """Return the provider types by name, those that name no provider included."""
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
    """Return the pattern of every provider type; the group `t3` is the third one."""
    groups = [
        f"(?P<t{number}>{setting.words.pattern})"
        for number, setting in enumerate(_settings().values())
    ]
    return re.compile("|".join(groups), re.I)


def setting_of(text: str) -> Setting | None:
    """Return the provider type that a text names last.

    >>> setting_of("the fostering agency is good and the adoption agency").of
    'the adoption service'
    """
    named = settings_in(text)
    if named:
        return named[-1][0]
    return None


def settings_in(text: str) -> list[tuple[Setting, int]]:
    """Return the provider types that a text names, each with where its name ends.

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
    """Return the scales on which a type of provider was graded, the likeliest first.

    Those in use until a year come first, the newest before the older ones; then those
    that came later. Without a year the order says nothing.

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
    """Return the scales on which authorities were graded until a year, newest first."""
    scales: list[str] = []
    for row in read_table("provider-scales"):
        if row["type"] != AUTHORITY:
            continue
        if int(row["from_year"]) <= year:
            scales.insert(0, row["scale"])
    return scales


def subject_of(words: str, scale: str) -> Subject | None:
    """Return what words say that an earlier inspection on a scale graded, or None."""
    if scale not in _FRAMEWORKS:
        return None
    framework, column = _FRAMEWORKS[scale]
    for row in read_table("reported-subjects"):
        if not row[column]:
            continue
        if re.search(row["pattern"], words, re.I):
            return Subject(framework, f"{framework}/{row[column]}", row["subject"])
    return None
