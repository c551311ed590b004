"""Find headings in the text of a report that has no blank lines around its headings.

A converter such as pdftotext writes a heading directly under the paragraph before it. A
line is recognised as a heading if two conditions are met. The line has the form of a
heading, and the line above is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from inspectgraph.read.blocks import Block

__all__ = ["separate_headings"]

_GRADE = (
    r"(?:outstanding|good|adequate|inadequate|requires? improvement(?: to be good)?)"
)
_GRADE_LINE = re.compile(_GRADE, re.I)
#: Words between the label of a heading and its grade.
_LINK = r"\s*(?:[:–-]|is|are)?\s*(?:judged to be |judged as )?"
_BOARD = r"(?:[A-Z]\S+ ){0,5}(?:safeguarding children(?:['’]s|s['’])? board|lscb)"
#: The printed forms of headings. A form matches the whole heading.
_FORMS = re.compile(
    r"(?:"
    r"contents"
    r"|section (?:\d|one|two)\b(?:: [^.]{3,90})?"
    r"|the local authority"
    r"|(?:the local authority ?[-–:] ?)?(?:executive summary|summary(?: of (?:the )?(?:key"
    r" |main )?findings)?)"
    r"|summary for children and young people"
    r"|(?:key |main |summary of )?recommendations?"
    r"|what (?:needs?|(?:do(?:es)?|must) [^.]{2,60} need) to (?:be )?improved?[?:]?\d?"
    r"|(?:areas? for )?priority(?: and immediate)? actions?|immediate actions?"
    r"|areas? for (?:further )?(?:improvement|development)"
    r"|key strengths and weaknesses(?: of [^.]{3,60})?"
    r"|(?:the )?(?:local authority|lscb|board)(?:['’]s? strengths| has the following"
    r" strengths):?"
    r"|inspection findings(?: ?[–-] ?(?:the )?[^.]{3,60})?"
    r"|(?:key )?inspection judge?ments(?: about [^.]{3,40})?"
    r"|what the (?:lscb )?inspection judge?ments mean(?:: [^.]{3,40})?"
    r"|progress since the (?:last|previous) inspection"
    r"|information about (?:this|the) (?:inspection|lscb|local authority(?: area)?)\d?"
    r"|information about the local safeguarding children board"
    r"|(?:previous|other) ofsted inspections|local leadership|other information about"
    r" this area"
    r"|children (?:living|looked after) in this area|child protection in this area"
    rf"|(?:the )?experiences and progress of [^.:]{{4,90}}{_LINK}{_GRADE}"
    rf"|(?:the )?impact of leaders on [^.:]{{4,90}}{_LINK}{_GRADE}"
    r"|(?:the )?experiences and progress of (?:children who need help and"
    r" protection|children (?:in care|looked after)(?: and (?:care"
    r" leavers|achieving permanence))?|care leavers)"
    r"|(?:the )?impact of leaders on social work practice with children and famil[a-z]+"
    rf"|leadership, management and governance{_LINK}{_GRADE}"
    rf"|(?:the )?(?:effectiveness of )?(?:the )?{_BOARD}(?: \([A-Z]+\))?"
    rf"(?:{_LINK}{_GRADE}(?: because:?)?\.?)?"
    r")",
    re.I,
)
#: The end of a sentence or of a part of one.
_COMPLETE = re.compile(r"[.!?:;…][’”\"')\]]*\d{0,2}\Z")
#: The most lines and the most characters of a heading.
_MOST_LINES, _LONGEST = 3, 180


def separate_headings(lines: Iterable[Block | None]) -> Iterator[Block | None]:
    """Yield the lines of a text, with a blank line before and after each heading.

    The lines of a heading are joined to one line.

    Args:
        lines: The lines of the text. Each line is a block. A blank line is None.
    """
    found = [*lines]
    place = 0
    is_settled = True  # no sentence goes on in the next line
    while place < len(found):
        heading: Sequence[Block] = ()
        if is_settled:
            heading = _heading(found[place : place + _MOST_LINES + 1])
        if heading:
            yield from (None, _one_line(heading), None)
            place += len(heading)
            continue
        line = found[place]
        yield line
        is_settled = line is None or bool(_COMPLETE.search(line.text))
        place += 1


def _one_line(heading: Sequence[Block]) -> Block:
    """Return the lines of a heading as one line."""
    text = " ".join(line.text for line in heading)
    return replace(
        heading[0], text=text, span=(heading[0].span[0], heading[-1].span[1])
    )


def _heading(near: Sequence[Block | None]) -> Sequence[Block]:
    """Return the lines of the heading that begins at a line.

    If no heading begins at the line, the result is empty.

    Args:
        near: The line and the next three lines. A heading has at most three lines. The
            line after the heading shows whether the heading's sentence goes on.
    """
    lines: list[Block] = []
    for line in near:
        if line is None or line.kind != "text":
            break
        lines.append(line)
    texts = [line.text for line in lines]
    for count in range(min(len(texts), _MOST_LINES), 0, -1):
        if _is_heading(texts[:count]) and not _goes_on(texts[count : count + 1]):
            return lines[:count]
    return ()


def _is_heading(texts: Sequence[str]) -> bool:
    """Return whether the given lines are a single heading that begins in the first line."""
    heading = " ".join(texts)
    if len(heading) > _LONGEST or not heading[:1].isupper():
        return False
    if not _FORMS.fullmatch(heading):
        return False
    rest = (" ".join(texts[start:]) for start in range(1, len(texts)))
    return not any(map(_FORMS.fullmatch, rest))


def _goes_on(following: Sequence[str]) -> bool:
    """Return whether a heading or sentence goes on in the next line.

    The text goes on if the next line begins with a lower-case letter, or is a grade. If
    there is no next line, the result is False.
    """
    for text in following:
        return text[:1].islower() or bool(_GRADE_LINE.fullmatch(text))
    return False
