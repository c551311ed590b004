"""Recognise lists of grades from earlier inspections.

The grades in these lists are not grades of the current report. A list follows a heading
like `Previous inspections`, or a sentence like `At the last inspection the grades
were:`.
"""

from __future__ import annotations

import re

from inspectgraph.read import Unit

__all__ = ["EARLIER_INSPECTION", "EarlierGrades", "flat"]

_BEFORE = r"(?:previous|last|earlier|past|prior|most recent|preceding|former)"
_KIND = (
    r"(?:(?:full|ofsted|single|joint|safeguarding|ilacs|sif|graded|local"
    r" authority|children['’]?s services) )*"
)
_WHAT = r"(?:inspections?|re-?inspections?|reviews?|assessments?)"
_GRADES = (
    r"(?:(?:inspection"
    r" )?(?:judge?ments?|grad(?:es|ings?)|outcomes?|results?|ratings?|history))"
)
#: Words that name an earlier inspection, such as `the previous full inspection`.
EARLIER_INSPECTION = re.compile(rf"\b{_BEFORE} {_KIND}{_WHAT}\b", re.I)
#: A heading of a section that has only results of earlier inspections. "Progress since
#: the last inspection" does not match.
_HEADING = re.compile(
    rf"(?:\d[\d.]* )?(?:the |our |ofsted )*(?:{_BEFORE} {_KIND}(?:{_WHAT}(?:"
    rf" {_GRADES})?|{_GRADES})"
    rf"|(?:ofsted )?(?:inspection|{_GRADES}) history"
    rf"|{_GRADES} (?:of|from|at|in|awarded (?:at|in)) (?:the |its |our )?{_BEFORE}"
    rf" {_KIND}{_WHAT})"
    r"(?: (?:by ofsted|of .{2,60}|in .{0,12}20\d\d|\(.{2,30}\)|20\d\d))?:?\Z",
    re.I,
)
#: A sentence that introduces a list of grades, of an earlier or of this inspection.
_LEADS = re.compile(
    rf"\b(?:{_GRADES}|judged|graded|rated|as follows)\b.{{0,80}}:\Z|\b{_BEFORE}"
    rf" {_KIND}{_GRADES}\b.{{0,60}}:?\Z",
    re.I | re.S,
)
#: The heading of a table column with grades of an earlier inspection.
_COLUMN = re.compile(rf"{_BEFORE.replace(' ', '-')}\b", re.I)
_ENDS_IN_GRADE = re.compile(
    r"(?:outstanding|excellent|good|adequate|inadequate|requires? improvement(?: to be"
    r" good)?|not judged|[1-4])"
    r"[\s.;)]*\Z",
    re.I,
)
_ITEMS = {"bullet", "row", "grade-bar"}


def flat(text: str) -> str:
    """Return a text on one line.

    Each run of spaces and line breaks becomes one space.
    """
    return " ".join(text.split())


class EarlierGrades:
    """Recogniser of units that only list grades of earlier inspections.

    Call `includes` for every unit of a report, in order.
    """

    def __init__(self) -> None:
        self._in_section = self._is_empty = self._is_led = False

    def includes(self, unit: Unit, stem: str, following: Unit | None) -> bool:
        """Return whether a unit only lists grades of earlier inspections.

        Args:
            unit: The next unit of the report.
            stem: The sentence that introduces the unit, or an empty text.
            following: The unit after this unit, or None at the end of the report.
        """
        text = flat(unit.text)
        if unit.kind == "section":
            is_bare = following is not None and following.kind == "section"
            return self._opens(text, is_bare=is_bare)
        if unit.kind == "cell":
            if _COLUMN.match(unit.id.rpartition("/")[2]):
                return True
            return self._in_section
        if unit.kind in {"furniture", "note", "contents"}:
            return False
        self._is_empty = False
        listed = self._lists(unit, text, stem)
        self._is_led = listed or _leads(text)
        if listed:
            return True
        return self._in_section

    def _opens(self, heading: str, *, is_bare: bool) -> bool:
        """Return whether a heading belongs to a list of grades from an earlier inspection.

        The result is also stored, because decisions on the following units depend on
        it.

        Args:
            heading: The words of the heading.
            is_bare: Whether the next unit is a heading too. A heading that is followed
                by text may open a chapter of this report.
        """
        may_list = self._in_section and self._is_empty and is_bare
        is_part = bool(_HEADING.match(heading))
        if may_list and _ENDS_IN_GRADE.search(heading):
            is_part = True
        self._is_empty = is_part
        self._in_section = is_part
        self._is_led = False
        return is_part

    def _lists(self, unit: Unit, text: str, stem: str) -> bool:
        """Return whether a unit is an item of a list of earlier grades.

        Args:
            unit: The unit.
            text: The words of the unit on one line.
            stem: The sentence that introduces the unit, or an empty text.
        """
        if stem:
            return _leads(stem)
        if not self._is_led:
            return False
        if unit.kind in _ITEMS:
            return True
        return bool(_ENDS_IN_GRADE.search(text))


def _leads(text: str) -> bool:
    """Return whether a sentence introduces a list of grades from an earlier inspection."""
    if not _LEADS.search(text):
        return False
    return bool(EARLIER_INSPECTION.search(text))
