"""What else is inspected besides the authority: schools, homes, agencies; on which scale, and own words for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Setting", "aspect_of", "scales_of_authority", "setting_of", "settings_in"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of setting: the words that name it, own words for it, and its scales from given years on."""

    words: re.Pattern[str]
    of: str
    since: tuple[tuple[int, str], ...]

    def scales(self, year: int) -> list[str]:
        """Return the scales that were in use until a year, the newest first, then the later ones."""
        return [
            *_until(self.since, year),
            *(name for since, name in self.since if since > year),
        ]


_LEARNING = ((0, "school-2005"), (2013, "school-2012"))
_CARE = (
    (0, "csci"),
    (2007, "regulated"),
    (2013, "regulated-2013"),
    (2015, "regulated-2015"),
)
_AUTHORITY = ((0, "jar"), (2009, "sla"), (2013, "sif"), (2018, "ilacs"))


def _setting(words: str, of: str, since: tuple[tuple[int, str], ...]) -> Setting:
    return Setting(re.compile(rf"\b(?:{words})\b", re.I), of, since)


_SETTINGS = (
    _setting(
        r"child(?:ren)?['’]?s? centres?", "children's centres", ((0, "school-2005"),)
    ),
    _setting(
        r"(?:children['’]?s|residential|group|care) homes?", "children's homes", _CARE
    ),
    _setting(
        r"fostering(?: (?:service|agency|provision)|(?=\Z| (?:was|is|has been) (?:last"
        r" )?(?:judged|graded|rated)))",
        "the fostering service",
        _CARE,
    ),
    _setting(
        r"adoption(?: (?:service|agency)|(?=\Z| (?:was|is|has been) (?:last"
        r" )?(?:judged|graded|rated)))",
        "the adoption service",
        _CARE,
    ),
    _setting(
        r"(?:short[- ]breaks?|respite|residential) (?:unit|service|provision)",
        "short breaks",
        _CARE,
    ),
    _setting(r"youth service", "the youth service", ((0, "youth-service"),)),
    _setting(
        r"schools?|sixth forms?|academ(?:y|ies)|pupil referral units?|centres? for"
        r" learning|learning centres?"
        r"|nurser(?:y|ies)|colleges?|early years|childcare|childminders?",
        "schools and other places of learning",
        _LEARNING,
    ),
)
#: Any setting, by its number; names that hold the word for one and mean none go first.
_ANY = re.compile(
    r"(?P<none>Children,? Schools and Families|Building Schools|schools? for the"
    r" future)|"
    + "|".join(
        f"(?P<k{number}>{kind.words.pattern})" for number, kind in enumerate(_SETTINGS)
    ),
    re.I,
)

#: Aspects of the annual performance assessment, of the safeguarding and looked after
#: inspection, own words, theirs.
_ASPECTS = tuple(
    (apa, sla, of, re.compile(words, re.I))
    for apa, sla, of, words in (
        (
            "capacity-to-improve",
            "safeguarding-capacity-for-improvement",
            "the capacity to improve",
            r"\bcapacity (?:to|for) improve",
        ),
        (
            "staying-safe",
            "safeguarding-overall-effectiveness",
            "keeping children safe",
            r"\bsafeguarding|\bsafe\b|child protection",
        ),
        (
            "",
            "looked-after-overall-effectiveness",
            "services for looked after children",
            r"\blooked after\b|\bchildren in care\b",
        ),
        (
            "service-management",
            "",
            "service management",
            r"\b(?:service )?management\b",
        ),
        ("being-healthy", "", "children's health", r"\bhealth"),
        (
            "enjoying-and-achieving",
            "",
            "enjoyment and achievement",
            r"\b(?:education|achiev|enjoy)",
        ),
        (
            "achieving-economic-well-being",
            "",
            "economic well-being",
            r"\beconomic well",
        ),
        (
            "making-a-positive-contribution",
            "",
            "the positive contribution",
            r"\bpositive contribution\b",
        ),
        (
            "overall-contribution",
            "",
            "children's services as a whole",
            r"\bchildren['’]?s services\b|\boverall\b|\bcontribution\b",
        ),
    )
)


def setting_of(text: str) -> Setting | None:
    """Return the kind of setting that a text names last.

    >>> setting_of("the fostering agency is good and the adoption agency").of
    'the adoption service'
    """
    named = settings_in(text)
    return named[-1][0] if named else None


def settings_in(text: str) -> list[tuple[Setting, int]]:
    """Return the kinds of setting that a text names, each with where its name ends.

    >>> [(setting.of, end) for setting, end in settings_in("two homes, one nursery")]
    [('schools and other places of learning', 22)]
    """
    found = [match for match in _ANY.finditer(text) if match.lastgroup != "none"]
    return [(_SETTINGS[int(str(match.lastgroup)[1:])], match.end()) for match in found]


def scales_of_authority(year: int) -> list[str]:
    """Return the scales on which authorities were graded until a year, the newest first."""
    return _until(_AUTHORITY, year)


def _until(since: tuple[tuple[int, str], ...], year: int) -> list[str]:
    return [name for start, name in reversed(since) if start <= year]


def aspect_of(words: str, scale: str) -> tuple[str, str, str] | None:
    """Return framework, aspect and own words for what words say that an earlier inspection graded."""
    for apa, sla, of, pattern in _ASPECTS:
        framework, slug = (
            ("apa", apa)
            if scale == "apa"
            else ("sla-2009", sla)
            if scale == "sla"
            else ("", "")
        )
        if slug and pattern.search(words):
            return framework, f"{framework}/{slug}", of
    return None
