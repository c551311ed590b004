"""Compare a draft with an independent second reading of the report.

A second program makes the second reading: it reads values from the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from inspectgraph.model.extract import Extract, Judgement, NoJudgement, PrintedTime

if TYPE_CHECKING:
    from inspectgraph.second_reading import Reading

__all__ = ["Comparison", "Difference", "compare"]

#: The framework of each family of reports that the second reader recognises.
_FRAMEWORKS: Final[Mapping[str, str]] = {
    "sif": "sif",
    "sif-reinspection": "sif",
    "lscb-review": "lscb-review",
    "ilacs": "ilacs",
}
#: The grade of both readers for an aspect that was not judged.
_NOT_JUDGED: Final = "not-judged"
#: What follows if the second program read the report of another inspection.
_OTHER_REPORT: Final = (
    "so the file may be another report, and none of its grades is confirmed"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs between a draft and the independent second reading of the report.

    Attributes:
        about: The key of a value that describes the whole report, or the slug of an
            aspect.
        drafted: The drafted value; empty if the draft has none.
        read: The value that the second program read; empty if it found none.
        reason: The reason why the second program found no value, as text without a full
            stop at the end.
        shows_other_report: Whether the difference shows that the second program may
            have read the report of another inspection.
    """

    about: str
    drafted: str
    read: str
    reason: str = ""
    shows_other_report: bool = False

    def __str__(self) -> str:
        """Return a sentence with the values of the draft and of the second reading."""
        read = self.read or f"nothing ({self.reason or 'not found'})"
        drafted = self.drafted or "nothing"
        effect = f"; {_OTHER_REPORT}" if self.shows_other_report else ""
        return (
            f"{self.about}: the draft has {drafted}, and the second reading has {read}"
            f"{effect}"
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing a draft with a second reading of the same report.

    An independent program makes the second reading.

    Attributes:
        judgements: The ids of drafted judgements whose grade the second reading
            confirms. "Not judged" is treated as a grade.
        values: The keys of values that describe the whole report. Only values that are
            the same in the draft and in the second reading are included.
        differences: The values that differ between the draft and the second reading.
    """

    judgements: frozenset[str]
    values: frozenset[str]
    differences: tuple[Difference, ...]


def compare(extract: Extract, reading: Reading) -> Comparison:
    """Compare a draft with the values that a second program read from the report.

    "Not judged" is treated as a grade. The second program can state that the value of
    an aspect is doubtful. Such an aspect is listed as a difference, even if the draft
    has no grade for it. If the second program read the report of another inspection,
    no judgement is confirmed.
    """
    differences = list(_differences_of_report(extract, reading))
    is_other = any(one.shows_other_report for one in differences)
    values = frozenset(_compared(extract, reading)) - {one.about for one in differences}
    drafted = {_aspect(extract, one): one for one in _graded(extract)}
    read = {one.aspect: one for one in reading.judgements}
    reasons = {one.about: one.reason for one in reading.doubts}
    agreed = set()
    doubtful = filter(_is_aspect, reasons)
    for aspect in sorted({*drafted, *read, *doubtful}):
        first, second = drafted.get(aspect), read.get(aspect)
        grade = _grade(first)
        other = second.grade if second else ""
        if first and grade == other:
            if not is_other:
                agreed.add(first.id)
            continue
        differences.append(Difference(aspect, grade, other, reasons.get(aspect, "")))
    return Comparison(frozenset(agreed), values, tuple(differences))


def _is_aspect(about: str) -> bool:
    """Return whether a doubtful value belongs to an aspect, such as `sif/adoption-performance`."""
    return "/" in about


def _graded(extract: Extract) -> tuple[Judgement | NoJudgement, ...]:
    """Return a draft's statements about aspects: graded aspects, then aspects not judged."""
    return (*extract.judgements, *extract.not_judged)


def _grade(drafted: Judgement | NoJudgement | None) -> str:
    """Return the grade of a drafted statement as text.

    For an aspect that was not judged, the text is `not-judged`. If there is no
    statement, the text is "".
    """
    if drafted is None:
        return ""
    if isinstance(drafted, Judgement):
        return drafted.grade
    return _NOT_JUDGED


def _aspect(extract: Extract, judgement: Judgement | NoJudgement) -> str:
    """Return the aspect of a judgement with its framework, such as `sif/adoption`."""
    if "/" in judgement.aspect:
        return judgement.aspect
    return f"{extract.framework}/{judgement.aspect}"


def _compared(extract: Extract, reading: Reading) -> dict[str, tuple[str, str]]:
    """Return the drafted value and the value of the second reading, for each field."""
    published = reading.published
    return {
        "framework": (extract.framework, _FRAMEWORKS.get(reading.family, "")),
        "authorities": (" and ".join(extract.authorities), reading.authority),
        "inspection": (
            _days(extract.inspection),
            _span(reading.first_day, reading.last_day),
        ),
        "published": (_days(extract.published), _span(published, published)),
    }


def _differences_of_report(extract: Extract, reading: Reading) -> Iterator[Difference]:
    """Yield the differences in the values that describe the whole report."""
    reasons = {one.about: one.reason for one in reading.doubts}
    names = {"framework": "family", "authorities": "authority", "inspection": "dates"}
    others = {
        "authorities": _is_other_authority(extract, reading),
        "inspection": _is_other_visit(extract, reading),
    }
    for key, (drafted, read) in _compared(extract, reading).items():
        if drafted != read:
            reason = reasons.get(names.get(key, key), "")
            is_other = others.get(key, False)
            yield Difference(key, drafted, read, reason, is_other)


def _is_other_authority(extract: Extract, reading: Reading) -> bool:
    """Return whether the draft lacks the authority that the second program found."""
    drafted = extract.authorities
    return bool(drafted and reading.authority) and reading.authority not in (
        *drafted,
        " and ".join(drafted),
    )


def _is_other_visit(extract: Extract, reading: Reading) -> bool:
    """Return whether the draft and the second reading are about different inspections.

    The inspections differ if no day of one inspection is a day of the other. If the
    days of an inspection are unknown, the result is False.
    """
    drafted, first, last = extract.inspection, reading.first_day, reading.last_day
    if not (drafted and first and last):
        return False
    return first > drafted.latest or last < drafted.earliest


def _days(time: PrintedTime | None) -> str:
    """Return the first and last day of a printed time as text.

    The result is "" if the time is None or one of the days is unknown.
    """
    if time is None:
        return ""
    return _span(time.earliest, time.latest)


def _span(first: date | None, last: date | None) -> str:
    """Return two days as text, or "" if one of them is unknown."""
    if first is None or last is None:
        return ""
    return f"{first} to {last}"
