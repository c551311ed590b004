"""Find the title of a report: a line on the front page that states the kind of report.

Reports of one kind form a family. The patterns of a family recognise the titles of its
reports. A report that prints no title gets the usual title of its family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.families.base import Family
from inspectgraph.draft.model import TextSpan, Value
from inspectgraph.draft.text.structure import Outline, flat
from inspectgraph.load.rules import LONGEST_TITLE

__all__ = ["NO_TITLE", "find_title", "short_title"]

#: The title of a draft if none was found. A curator has to replace it.
NO_TITLE = "Untitled report"
#: The beginning of the title in its line, after the name of a council.
_STARTS = re.compile(
    r"(?:(?:full|standard|annual|joint|unannounced|single|focused|monitoring|targeted"
    r"|area|performance|ofsted|short) )*"
    r"(?:re-?)?(?:inspection|review|visit|assessment|rating)\b",
    re.I,
)
#: The next entry of the front page, if it is in the line of the title. The title ends
#: before this entry.
_NEXT_ENTRY = re.compile(
    r"\s+(?:inspection dates?|dates? of (?:the )?inspection|(?:report"
    r" )?published|(?:lead|reporting) inspector"
    r"|age group)\b.*",
    re.I | re.S,
)
#: The end of a line which shows that the next line continues the title.
_UNFINISHED = re.compile(r"(?:,|\b(?:and|of|for|the|with|in|to))\Z", re.I)
#: The number of a footnote after the last word of a title, in a text without fonts.
_FOOTNOTE = re.compile(r"(?<=[a-z])\d\Z", re.I)
#: A line that is a sentence, not a title.
_SENTENCE = re.compile(r"^(?:this|we|i|the (?:inspection|report))\b|[.;]\Z", re.I)
#: The most words of a title in a known family, and in an unknown one.
_MOST_WORDS, _MOST_WORDS_OF_UNKNOWN_KIND = 40, 11
#: A line that is not a title: the publisher, a salutation, a date or a grade.
_NO_TITLE_LINE = re.compile(
    r"(?:ofsted|office for standards in education.*|contents|dear\b.*|.*\d{4}"
    r"|.*: (?:outstanding|good|adequate|inadequate|requires improvement.*))\Z",
    re.I,
)


def find_title(outline: Outline, family: Family, name: str | None) -> Value[str]:
    """Return the printed title of a report, or else the usual title of such reports.

    Args:
        outline: The report.
        family: The family of the report, that is, the kind of report.
        name: The name of the authority, or None if no name was found.
    """
    if family.prints_title:
        printed = _printed(outline, family)
        if printed:
            return _value(printed, "title-as-printed", _where(outline, printed))
    if not family.titles:
        return _of_unknown_kind(outline)
    return _value(_usual(family.title, name), "title-of-family")


def _value(title: str, rule: str, at: TextSpan | None = None) -> Value[str]:
    """Return a title, with its drafting rule, its confidence and the place where it is printed."""
    return Value(value=title, confidence=confidence_of(rule), rule=rule, at=at)


def short_title(title: str, listed: Iterable[str]) -> str:
    """Shorten a title for an extract.

    A title stays as it is if it is short enough, or if the registry lists it.

    Args:
        title: The title.
        listed: The long titles that the registry lists. Letter case makes no
            difference.
    """
    if len(title.split()) <= LONGEST_TITLE:
        return title
    for line in listed:
        if line.casefold() == title.casefold():
            return line
    words = title.split()[:LONGEST_TITLE]
    return " ".join(words).rstrip(" ,;:")


def _printed(outline: Outline, family: Family) -> str | None:
    """Return the title on the front page, or None if no title is recognised.

    The title is recognised by patterns. Each family, that is, each kind of report, has
    its own patterns.
    """
    cover = outline.cover
    found = family.find(outline)
    if found is None:
        return None
    before, lines = cover[: found.start()], cover[found.start() :].split("\n")
    crossed = found[0].count("\n")
    title, rest = flat(" ".join(lines[: crossed + 1])), lines[crossed + 1 :]
    title = _joined(_without_next_line(title, flat(found[0]), rest), rest)
    if start := _STARTS.search(title):
        title = title[start.start() :]
    title = _FOOTNOTE.sub("", _NEXT_ENTRY.sub("", title))
    if before.rpartition("\n")[2].strip():
        return None
    if _SENTENCE.search(title):
        return None
    if len(title.split()) > _MOST_WORDS:
        return None
    return title


def _without_next_line(title: str, known: str, lines: list[str]) -> str:
    """Remove a line that was joined to the end of a title by mistake.

    Such a line comes after the title on the front page. It may be a name, for example.

    Args:
        title: The title, which may end with the next line of the page.
        known: The words of the title that the family's pattern matched.
        lines: The lines of the front page.
    """
    for line in map(flat, lines):
        if known not in line:
            continue
        if _UNFINISHED.search(line):
            continue
        if not title.startswith(line):
            continue
        rest = title.removeprefix(line).strip()
        if rest[:1].isupper():
            return line
    return title


def _joined(title: str, rest: list[str]) -> str:
    """Join a title with the next lines if they continue the title.

    A line continues the title if the title so far ends in a comma or in a word such as
    "and" or "of".

    Args:
        title: The title.
        rest: The lines after the title.
    """
    following = list(dict.fromkeys(map(flat, rest)))
    while following:
        if following[0].lower() == "and" and len(following) > 1:
            title, following = f"{title} and {following[1]}", following[2:]
        elif _UNFINISHED.search(title):
            title, following = f"{title} {following[0]}", following[1:]
        else:
            break
    return title


def _of_unknown_kind(outline: Outline) -> Value[str]:
    """Return the first line of the front page that can be a title.

    If there is no such line, return `NO_TITLE`.
    """
    for placed in outline.head:
        line = flat(placed.unit.text.strip().split("\n")[0])
        if _may_be_title(line):
            return _value(line, "first-line", TextSpan(placed.unit.id))
    return _value(NO_TITLE, "no-title-printed")


def _may_be_title(line: str) -> bool:
    """Return whether a line may be the title of a report.

    A long line, a sentence, the name of the inspectorate, a salutation, a date and a
    grade are not titles.
    """
    if not 0 < len(line.split()) <= _MOST_WORDS_OF_UNKNOWN_KIND:
        return False
    if _SENTENCE.search(line):
        return False
    return not _NO_TITLE_LINE.match(line)


def _usual(title: str, name: str | None) -> str:
    """Insert the name of the authority into the usual title for a kind of report.

    If the name is unknown, the title ends before the name.

    >>> _usual("Joint area review: {name}", "Netherby"), _usual("Joint area review: {name}", None)
    ('Joint area review: Netherby', 'Joint area review')
    """
    if name:
        return title.format(name=name)
    if before := title.partition("{name}")[0].rstrip(" :"):
        return before
    return flat(title.format(name=""))


def _where(outline: Outline, title: str) -> TextSpan | None:
    """Return the first unit that contains the first four words of a title, or None."""
    words = " ".join(title.split()[:4])
    for placed in outline.placed:
        if words in placed.text:
            return TextSpan(placed.unit.id)
    return None
