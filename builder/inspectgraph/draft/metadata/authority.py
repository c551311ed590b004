"""Find the authority of a report by the printed name of the authority.

The name is searched for on the front page and in the text. A printed name must be equal
to a name in the registry, so that similar names are never confused. If a name is not in
the registry, a question to the curator is added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import filterfalse, pairwise

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.metadata.authority_names import known_names, look_up
from inspectgraph.draft.model import TextSpan, Value
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.registry import Registry

__all__ = ["find_authority", "places", "printed_name"]

#: The name of an authority or place in a title.
_NAME = r"(?P<name>(?:(?!\bservices?\b|\binspect)(?:[^\n.;:()]|(?<=\bSt)\.)){2,70}?)"
_COUNCIL = (
    r"(?:(?:metropolitan |district |borough |city |county |unitary"
    r" )*(?:council|authority|corporation)|mbc|mdc)"
)
#: Words after "inspection of" that begin the subject of the inspection, not a name.
_NOT_A_NAME = (
    r"(?:the )?(?:local"
    r" authority|safeguarding|looked|services|children|joint|contact)\b"
)
#: Lookahead after a title: the end of the line, or the next entry of the front page.
_ENDS = (
    r"(?=\s*(?:(?:19|20)\d\d\s*)?(?:$|inspection dates?|report published|lead"
    r" inspector))"
)
#: The beginning of the title of an inspection.
_BEGINS = r"^(?:(?:ofsted|full|short|standard) )?(?:re-?)?inspection of "
#: A title with the trust or company that provides the services of a council.
_PROVIDER = re.compile(
    r"^(?:re-?)?inspection of (?P<name>(?:(?!\bservices? (?:for|in)\b)[^\n.;:]){2,80}?"
    r"\b(?:trust|children first|for children|company|partnership)(?:"
    r" (?:limited|ltd|cic))?)"
    r"(?:['’]s?)?(?:\s+(?:local"
    rf" authority\s+)?children(?:['’]?s)?\s+(?:social\s+care\s+)?services)?{_ENDS}",
    re.I | re.M,
)
#: The words after the place in the name of such a provider: `Children's Trust`.
_OF_PROVIDER = re.compile(
    r"\s+(?:(?:together|achieving) )?(?:(?:children|young"
    r" people|famil(?:y|ies))(?:['’]?s)?(?: and|,)? ?)*"
    r"(?:services )?(?:trust|first|for children|company|partnership)(?:"
    r" (?:limited|ltd|cic))?\Z",
    re.I,
)
#: The beginning of a line that is the title of an inspection.
_TITLE_LINE = re.compile(
    r"(?:re-?|single |joint |focused |annual )*(?:inspection|review|visit) (?:framework"
    r" )?(?:of|to)\b",
    re.I,
)
_SMALL_WORDS = frozenset({"and", "of", "on", "the", "upon", "with"})
#: Words which show that a line is not the name of a place.
_NO_PLACE = re.compile(
    r"\b(?:ofsted|office for standards|inspection|review|published|and\Z)|\d", re.I
)
#: The end of a line in the middle of a name.
_GOES_ON = re.compile(
    r"\A(?:the )?(?:(?:london|royal) )?borough of .*\b(?:and|upon)\Z", re.I
)
_ENDS_AS_COUNCIL = re.compile(rf"\b{_COUNCIL}\Z", re.I)
_BEGINS_AS_BOROUGH = re.compile(r"(?:the )?(?:london|royal) borough of ", re.I)
_COUNCIL_IN_TEXT = re.compile(
    rf"((?:[A-Z][\w'’-]*(?: (?:and|of|upon|on|with))? ){{1,5}})(?i:{_COUNCIL})\b"
)
#: Replacements for the names in braces in the table `authority-places`.
_PARTS = {
    "{BEGINS}": _BEGINS,
    "{ENDS}": _ENDS,
    "{NAME}": _NAME,
    "{NOT_A_NAME}": _NOT_A_NAME,
}
#: A council in the text is the authority of the report if it is named at least
#: `_FEWEST_NAMED` times, and `_TIMES_AS_OFTEN` times as often as any other council.
_FEWEST_NAMED, _TIMES_AS_OFTEN = 3, 4

#: The authority of a report, and the questions to the curator.
Found = tuple[Value[str] | None, list[str]]
#: The name of a rule, and the name of an authority as printed.
Named = tuple[str, str]

_NOBODY = (
    "Nothing on the front page names an authority of the registry: whose report is it?"
)


@cache
def places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the rules that find the name of an authority in a title.

    The most reliable rule comes first. Each rule has a name, and a pattern with the
    regex group `name`.
    """
    found: list[tuple[str, re.Pattern[str]]] = []
    for row in read_table("authority-places"):
        pattern = row["pattern"]
        for part, words in _PARTS.items():
            pattern = pattern.replace(part, words)
        found.append((row["rule"], re.compile(pattern, re.I | re.M)))
    return tuple(found)


def find_authority(outline: Outline, registry: Registry) -> Found:
    """Return the authority of a report, and questions to the curator."""
    known = known_names(registry)
    for rule, name in _named(outline, known):
        if slug := look_up(name, known):
            conflicts = _conflicts(outline, known, slug)
            questions = [*conflicts, *_provider_question(outline, slug)]
            return _value(slug, rule, _where(outline, name)), questions
    if provider := provider_in_title(outline):
        return _of_provider(outline, registry, provider)
    if unknown := printed_name(outline, registry):
        question = (
            f"The report names '{unknown}', an authority that the registry does not"
            " know: add it to the registry, or write the right authority."
        )
        return None, [question]
    return _from_text(outline, known)


def _value(slug: str, rule: str, at: TextSpan | None) -> Value[str]:
    """Return an authority's slug, with the drafting rule and the rule's confidence."""
    return Value(value=slug, confidence=confidence_of(rule), rule=rule, at=at)


def printed_name(outline: Outline, registry: Registry) -> str | None:
    """Return the first printed name of an authority that is not in the registry.

    Return None if there is no such name.
    """
    known = known_names(registry)
    names = [name for _, name in _named(outline, known)]
    for name in (*names, *_above_title(outline)):
        if not _is_name(name):
            continue
        if not look_up(name, known):
            return " ".join(name.split())
    return None


# Places on the front page


def _named(outline: Outline, known: Mapping[str, str]) -> Iterator[Named]:
    """Yield each name of an authority on the front page, with the rule that found it.

    The name of a provider in the title is skipped.
    """
    provider = provider_in_title(outline) or ""
    for rule, name in (*_titled(outline), *_alone(outline, known)):
        if not provider.startswith(name):
            yield rule, name


def _titled(outline: Outline) -> Iterator[Named]:
    """Yield each name in the title that may be an authority, with its drafting rule."""
    for rule, pattern in places():
        for match in pattern.finditer(outline.cover):
            yield rule, match["name"]


def _above_title(outline: Outline) -> Iterator[str]:
    """Yield each line that is directly above a title line.

    Such a line often names the place. A line with a digit or with a word such as
    "inspection" is skipped. If the report is a letter, yield nothing.
    """
    lines = list(filter(str.strip, outline.cover.split("\n")))
    if _is_letter(lines):
        return
    for line, following in pairwise(lines):
        if _NO_PLACE.search(line):
            continue
        if _TITLE_LINE.match(following):
            yield line


def _alone(outline: Outline, known: Mapping[str, str]) -> Iterator[Named]:
    """Yield each line that is the name of an authority, with the drafting rule.

    Only the front page is read. In a letter, a name is skipped if it has no word such
    as "Council", because the address contains names of towns.
    """
    lines = _front_lines(outline)
    names: list[str] = []
    if not _is_letter(lines):
        for line in lines[:6]:
            if len(line.split()) >= 8:
                continue
            if look_up(line, known):
                names.append(line)
    names += filter(_is_council, lines)
    for name in names:
        yield "authority-on-front", name


def _is_letter(lines: Iterable[str]) -> bool:
    """Return whether any line begins with "Dear", as in a letter."""
    return any(line.startswith("Dear ") for line in lines)


def _front_lines(outline: Outline) -> list[str]:
    """Return the lines of the front page.

    If there is no front page, return the lines of the first ten units. If a name such
    as "Royal Borough of Netherby and" continues in the next line, the two lines are
    joined.
    """
    front = outline.front or outline.select(without={"furniture"})[:10]
    lines: list[str] = []
    for placed in front:
        for line in map(str.strip, placed.unit.text.splitlines()):
            goes_on = lines and _GOES_ON.search(lines[-1]) and line[:1].isupper()
            if goes_on and not _TITLE_LINE.match(line):
                lines[-1] += f" {line}"
            elif line:
                lines.append(line)
    return lines


def _is_council(line: str) -> bool:
    """Return whether a short line is the name of a council or borough."""
    if len(line.split()) >= 10:
        return False
    if _ENDS_AS_COUNCIL.search(line):
        return True
    return bool(_BEGINS_AS_BOROUGH.match(line))


def _is_name(name: str) -> bool:
    """Return whether a text looks like a name: most words begin with a capital letter.

    Words such as "and" and "of" are ignored. A long text is not a name.
    """
    words = re.findall(r"[^\W\d_]+", name)
    main = list(filterfalse(_SMALL_WORDS.__contains__, words))
    if len(main) >= 12:
        return False
    capitals = 0
    for word in main:
        if word[0].isupper():
            capitals += 1
    return capitals * 2 > len(main)


def _where(outline: Outline, name: str) -> TextSpan | None:
    """Return the first unit that has a given name in its text, or None."""
    plain = " ".join(name.split())
    for placed in outline.placed:
        if plain in placed.text:
            return TextSpan(placed.unit.id)
    return None


def _conflicts(outline: Outline, known: Mapping[str, str], slug: str) -> list[str]:
    """Return a question for each further authority that the title names.

    Args:
        outline: The report.
        known: The slugs of the authorities in the registry, keyed by name.
        slug: The authority that was found.
    """
    others = {look_up(name, known) for _, name in _titled(outline)}
    others -= {slug, None}
    return [
        f"The front page names '{other}' as well as '{slug}': whose report is it?"
        for other in sorted(filter(None, others))
    ]


# Providers


def provider_in_title(outline: Outline) -> str | None:
    """Return the trust or company that the title names instead of a council, or None."""
    found = _PROVIDER.search(outline.cover)
    if found:
        return " ".join(found["name"].split())
    return None


def _of_provider(outline: Outline, registry: Registry, provider: str) -> Found:
    """Return the authority that a trust or company serves, and questions to the curator.

    The trust or company is the provider named in the title.
    """
    slug = _area_of(registry, provider)
    if slug is None:
        question = (
            f"The title names '{provider}', which provides services for a council:"
            " which authority of the registry is it?"
        )
        return None, [question]
    value = _value(slug, "area-of-provider-in-title", _where(outline, provider))
    return value, _provider_question(outline, slug)


def _area_of(registry: Registry, provider: str) -> str | None:
    """Return the slug of the authority that a provider serves, or None.

    If the registry names exactly one authority for the provider, this authority is
    returned. Otherwise the name of the provider is searched for the place name of an
    authority.
    """
    areas = set()
    for body in registry.bodies.values():
        if provider in (body.name, *body.other_names):
            areas.add(body.areas)
    if len(areas) == 1:
        (own,) = areas
        if len(own) == 1:
            return own[0]
    place = _OF_PROVIDER.sub("", provider)
    if place == provider:
        return None
    return look_up(place, known_names(registry))


def _provider_question(outline: Outline, slug: str) -> list[str]:
    """Return a question to the curator about the trust or company in the title.

    The result is empty if the title names no trust or company.

    Args:
        outline: The report.
        slug: The authority of the report.
    """
    provider = provider_in_title(outline)
    if provider is None:
        return []
    return [
        f"The title names '{provider}': is it the provider of the services that"
        f" '{slug}' is judged for?"
    ]


# The text


def _from_text(outline: Outline, known: Mapping[str, str]) -> Found:
    """Return the authority that the text names far more often than any other authority.

    If there is no such authority, return None and a question to the curator.
    """
    seen: Counter[str] = Counter()
    first: dict[str, Placed] = {}
    for placed in outline.placed:
        for match in _COUNCIL_IN_TEXT.finditer(placed.text):
            if slug := look_up(match[1], known):
                seen[slug] += 1
                first.setdefault(slug, placed)
    (slug, count), (_, next_count) = [*seen.most_common(2), ("", 0), ("", 0)][:2]
    if count < _FEWEST_NAMED:
        return None, [_NOBODY]
    if count < _TIMES_AS_OFTEN * next_count:
        return None, [_NOBODY]
    return _value(slug, "authority-in-text", TextSpan(first[slug].unit.id)), []
