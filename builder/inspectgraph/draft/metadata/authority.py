"""Whose report it is: a name of the registry in a place where a report names its authority, never a guess.

The whole name has to agree, so that similar names never merge; a name that the registry
does not know is a question to the curator.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from inspectgraph.draft.model import TextSpan, Value
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.registry import Registry

__all__ = ["find_authority", "known_names", "look_up", "names_of", "printed_name"]

_BEFORE = re.compile(
    r"(?:the|(?:borough )?council of(?: the)?|royal|london|metropolitan|city and|city"
    r" of|county of|county|borough of"
    r"|district of) "
)
_AFTER = re.compile(
    r" (?:london|royal|metropolitan|borough|city|county|district|unitary|local|and|councils?|authority|authorities"
    r"|corporation|mbc|mdc|bc|cc|lbc|childrens (?:social"
    r" care|services)|area|safeguarding childrens? board|lscb)\Z"
)
_RIVER = re.compile(r" (?:upon|on) (?:\w+)\Z")
_NAME = r"(?P<name>(?:(?!\bservices?\b|\binspect)(?:[^\n.;:()]|(?<=\bSt)\.)){2,70}?)"
_COUNCIL = (
    r"(?:(?:metropolitan |district |borough |city |county |unitary"
    r" )*(?:council|authority|corporation)|mbc|mdc)"
)
#: Words after "inspection of" that begin the subject of the inspection and no name.
_NOT_A_NAME = (
    r"(?:the )?(?:local"
    r" authority|safeguarding|looked|services|children|joint|contact)\b"
)
#: What may follow the title: nothing, or the next entry of the front page.
_ENDS = (
    r"(?=\s*(?:(?:19|20)\d\d\s*)?(?:$|inspection dates?|report published|lead"
    r" inspector))"
)
#: How a title of an inspection begins.
_BEGINS = r"^(?:(?:ofsted|full|short|standard) )?(?:re-?)?inspection of "
#: A trust or company in the title that provides the services of a council.
_PROVIDER = re.compile(
    r"^(?:re-?)?inspection of (?P<name>(?:(?!\bservices? (?:for|in)\b)[^\n.;:]){2,80}?"
    r"\b(?:trust|children first|for children|company|partnership)(?:"
    r" (?:limited|ltd|cic))?)"
    r"(?:['’]s?)?(?:\s+(?:local"
    rf" authority\s+)?children(?:['’]?s)?\s+(?:social\s+care\s+)?services)?{_ENDS}",
    re.I | re.M,
)
#: What the name of such a provider adds to the name of the place.
_OF_PROVIDER = re.compile(
    r"\s+(?:(?:together|achieving) )?(?:(?:children|young"
    r" people|famil(?:y|ies))(?:['’]?s)?(?: and|,)? ?)*"
    r"(?:services )?(?:trust|first|for children|company|partnership)(?:"
    r" (?:limited|ltd|cic))?\Z",
    re.I,
)
_TITLE_LINE = re.compile(
    r"(?:re-?|single |joint |focused |annual )*(?:inspection|review|visit) (?:framework"
    r" )?(?:of|to)\b",
    re.I,
)
_SMALL_WORDS = frozenset({"and", "of", "on", "the", "upon", "with"})
#: A line of a front page that is no name of a place.
_NO_PLACE = re.compile(
    r"\b(?:ofsted|office for standards|inspection|review|published|and\Z)|\d", re.I
)
_ENDS_AS_COUNCIL = re.compile(rf"\b{_COUNCIL}\Z", re.I)
_BEGINS_AS_BOROUGH = re.compile(r"(?:the )?(?:london|royal) borough of ", re.I)
_COUNCIL_IN_TEXT = re.compile(
    rf"((?:[A-Z][\w'’-]*(?: (?:and|of|upon|on|with))? ){{1,5}})(?i:{_COUNCIL})\b"
)

#: Where reports name their authority, in order of how sure the place is: rule, pattern,
#: confidence.
_PLACES: tuple[tuple[str, re.Pattern[str], float], ...] = (
    (
        "authority-area",
        re.compile(rf"^{_NAME} children['’]?s services authority area\b", re.I | re.M),
        0.99,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"{_BEGINS}(?!local authority){_NAME}(?:['’]s?)?\s+local"
            r" authority\s+children",
            re.I | re.M,
        ),
        0.99,
    ),
    (
        "authority-in-title",
        re.compile(
            r"^(?:re-?)?inspection of (?!local"
            rf" authority){_NAME}(?:['’]s)?\s+children['’]?s\s+social care",
            re.I | re.M,
        ),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"{_BEGINS}(?!{_NOT_A_NAME}){_NAME}(?:['’]s?)?\s+children(?:['’]?s)?\s+services{_ENDS}",
            re.I | re.M,
        ),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"{_BEGINS}(?:the )?(?:local authority )?children(?:['’]?s)?\s+(?:social"
            r" care )?services"
            rf"(?:\s*[:,–-]| (?:in|of|for|at|provided by)) {_NAME}{_ENDS}",
            re.I | re.M,
        ),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"focused visit to {_NAME}(?:['’]s)? (?:local authority )?children", re.I
        ),
        0.99,
    ),
    (
        "authority-in-title",
        re.compile(
            r"services for children and young people (?:in|of|for)"
            rf" {_NAME}\s*(?:20\d\d.*)?$",
            re.I | re.M,
        ),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"(?:performance )?assessment of {_NAME}(?:['’]s?)? education and"
            r" children",
            re.I,
        ),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"^{_NAME} (?:local )?safeguarding children(?:['’]?s)?"
            r" board\s*(?:\([A-Z]+\))?$",
            re.I | re.M,
        ),
        0.97,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"(?:arrangements|services) within {_NAME}(?:['’]s?)? children['’]?s"
            r" services",
            re.I,
        ),
        0.97,
    ),
    (
        "authority-in-title",
        re.compile(rf"monitoring visit (?:to|of) {_NAME}(?:['’]s)? children", re.I),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(rf"^joint targeted area inspection (?:of|in) {_NAME}$", re.I | re.M),
        0.98,
    ),
    (
        "authority-in-title",
        re.compile(
            rf"^[^\n]{{0,50}}\bmulti-agency response to [^\n.]{{4,120}} in {_NAME}$",
            re.I | re.M,
        ),
        0.97,
    ),
    (
        "authority-in-title",
        re.compile(rf"{_BEGINS}(?!{_NOT_A_NAME}){_NAME}{_ENDS}", re.I | re.M),
        0.95,
    ),
    (
        "authority-of-letter",
        re.compile(
            rf"^{_NAME}(?:['’]s?)? children['’]?s services assessment\b", re.I | re.M
        ),
        0.98,
    ),
)


def names_of(printed: str) -> Iterator[str]:
    """Yield a printed name in small letters, then ever shorter without what says what kind of authority it is.

    >>> list(names_of("City of Bradford Council"))
    ['city of bradford council', 'city of bradford', 'bradford']
    """
    folded = unicodedata.normalize("NFKC", printed).casefold().replace("&", " and ")
    name = " ".join(re.sub(r"[^\w ]", " ", re.sub(r"['’]", "", folded)).split())
    yield name
    while shorter := (
        _AFTER.sub("", name) if _AFTER.search(name) else _without_beginning(name)
    ):
        name = shorter
        yield name


def _without_beginning(name: str) -> str:
    """Return a name without its first word of kind, or nothing where it has none."""
    found = _BEFORE.match(name)
    return name[found.end() :] if found else ""


def known_names(registry: Registry) -> dict[str, str]:
    """Return the authorities of the registry by their names in small letters, without ambiguous ones."""
    names: dict[str, set[str]] = {}
    shorter: dict[str, set[str]] = {}
    for slug, authority in registry.authorities.items():
        for name in (authority.name, *authority.other_names, *_turned(authority.name)):
            whole = next(names_of(name))
            names.setdefault(whole, set()).add(slug)
            for short in _shortened(whole):
                shorter.setdefault(short, set()).add(slug)
    spoken = {name: slugs for name, slugs in shorter.items() if name not in names}
    return {
        name: slugs.pop()
        for name, slugs in (names | spoken).items()
        if len(slugs) == 1 and name
    }


def _shortened(name: str) -> Iterator[str]:
    """Yield what people say for short: a name without its river, coast, county or kind (`newcastle upon tyne`)."""
    for pattern in (_RIVER, _AFTER):
        if pattern.search(name):
            yield pattern.sub("", name)
    place, of, _ = name.partition(" of ")
    if of and len(place.split()) > 1:
        yield place


def look_up(printed: str, known: Mapping[str, str]) -> str | None:
    """Return the authority that a printed name names, or None; the whole name has to agree."""
    return next((known[name] for name in names_of(printed) if name in known), None)


def _turned(name: str) -> Iterator[str]:
    """Yield a name of a list in the order in which it is said, and without its kind: `Bristol, City of`."""
    first, comma, rest = name.partition(", ")
    if comma and rest.lower().endswith(" of"):
        yield from (f"{rest} {first}", first)


def find_authority(
    outline: Outline, registry: Registry
) -> tuple[Value[str] | None, list[str]]:
    """Return the authority that the report names as its own, and what the curator has to settle."""
    known = known_names(registry)
    for rule, confidence, name in _named(outline, known):
        if slug := look_up(name, known):
            value = Value(
                value=slug, confidence=confidence, rule=rule, at=_where(outline, name)
            )
            return value, [
                *_conflicts(outline, known, slug),
                *_provider_question(outline, slug),
            ]
    if provider := provider_in_title(outline):
        return _of_provider(outline, registry, provider)
    if unknown := printed_name(outline, registry):
        return None, [
            f"The report names '{unknown}', an authority that the registry does not"
            " know: add it, or correct."
        ]
    return _from_text(outline, known)


def printed_name(outline: Outline, registry: Registry) -> str | None:
    """Return the name of an authority that the registry does not know, as the front page prints it, or None."""
    known = known_names(registry)
    names = [name for _, _, name in _named(outline, known)]
    unknown = (
        name
        for name in (*names, *_above_title(outline))
        if _is_name(name) and not look_up(name, known)
    )
    return next((" ".join(name.split()) for name in unknown), None)


def provider_in_title(outline: Outline) -> str | None:
    """Return the trust or company that the title names in the place of a council, or None."""
    found = _PROVIDER.search(outline.cover)
    return " ".join(found["name"].split()) if found else None


def _named(
    outline: Outline, known: Mapping[str, str]
) -> Iterator[tuple[str, float, str]]:
    """Yield rule, confidence and name of every place of the front page that names an authority."""
    provider = provider_in_title(outline)
    for rule, confidence, name in (*_titled(outline), *_alone(outline, known)):
        if provider is None or not provider.startswith(name):
            yield rule, confidence, name


def _of_provider(
    outline: Outline, registry: Registry, provider: str
) -> tuple[Value[str] | None, list[str]]:
    """Return the authority whose services a trust provides: by the registry, or by the place in the trust's name."""
    areas = {
        body.areas
        for body in registry.bodies.values()
        if provider in (body.name, *body.other_names)
    }
    own = areas.pop() if len(areas) == 1 else ()
    place = _OF_PROVIDER.sub("", provider)
    slug = (
        own[0]
        if len(own) == 1
        else look_up(place, known_names(registry))
        if place != provider
        else None
    )
    if slug is None:
        named = f"The title names '{provider}', which provides services for a council"
        return None, [f"{named}: which authority of the registry is it?"]
    value = Value(
        value=slug,
        confidence=0.9,
        rule="area-of-provider-in-title",
        at=_where(outline, provider),
    )
    return value, _provider_question(outline, slug)


def _provider_question(outline: Outline, slug: str) -> list[str]:
    """Ask about the trust that the title names beside or in the place of the council."""
    provider = provider_in_title(outline)
    if provider is None:
        return []
    return [
        f"The title names '{provider}': is it the provider of the services that"
        f" '{slug}' is judged for?"
    ]


def _above_title(outline: Outline) -> Iterator[str]:
    """Yield the line right above the title of an inspection, which is the name of the place."""
    lines = [line for line in outline.cover.split("\n") if line.strip()]
    if any(line.startswith("Dear ") for line in lines):
        return
    for line, following in pairwise(lines):
        if _TITLE_LINE.match(following) and not _NO_PLACE.search(line):
            yield line


def _titled(outline: Outline) -> Iterator[tuple[str, float, str]]:
    """Yield rule, confidence and name of every place in the title that names an authority."""
    for rule, pattern, confidence in _PLACES:
        for match in pattern.finditer(outline.cover):
            yield rule, confidence, match["name"]


def _alone(
    outline: Outline, known: Mapping[str, str]
) -> Iterator[tuple[str, float, str]]:
    """Yield the names that stand alone on a line of the front: a known name at its head, or a council's.

    A letter has post towns in its head, so that a name alone says nothing there.
    """
    front = (
        outline.front
        or [placed for placed in outline.placed if placed.unit.kind != "furniture"][:10]
    )
    lines = [
        line.strip()
        for placed in front
        for line in placed.unit.text.splitlines()
        if line.strip()
    ]
    if not any(line.startswith("Dear ") for line in lines):
        for line in lines[:6]:
            if len(line.split()) < 8 and look_up(line, known):
                yield "authority-on-front", 0.98, line
    for line in lines:
        if len(line.split()) < 10 and (
            _ENDS_AS_COUNCIL.search(line) or _BEGINS_AS_BOROUGH.match(line)
        ):
            yield "authority-on-front", 0.97, line


def _is_name(name: str) -> bool:
    """Return whether words look like the name of a place: most begin with a capital letter, small words aside."""
    words = [
        word for word in re.findall(r"[^\W\d_]+", name) if word not in _SMALL_WORDS
    ]
    return (
        bool(words)
        and sum(word[0].isupper() for word in words) * 2 > len(words)
        and len(words) < 12
    )


def _where(outline: Outline, name: str) -> TextSpan | None:
    """Return the first unit that holds a name."""
    plain = " ".join(name.split())
    return next(
        (TextSpan(placed.unit.id) for placed in outline.placed if plain in placed.text),
        None,
    )


def _conflicts(outline: Outline, known: Mapping[str, str], slug: str) -> list[str]:
    """Ask where another place of the front names another authority."""
    others = {
        other for _, _, name in _titled(outline) if (other := look_up(name, known))
    } - {slug}
    return [
        f"The front names '{other}' as well as '{slug}': whose report is it?"
        for other in sorted(others)
    ]


def _from_text(
    outline: Outline, known: Mapping[str, str]
) -> tuple[Value[str] | None, list[str]]:
    """Return the authority whose council the text speaks of, where it is one alone; else ask."""
    seen: Counter[str] = Counter()
    first: dict[str, Placed] = {}
    for placed in outline.placed:
        for match in _COUNCIL_IN_TEXT.finditer(placed.text):
            if slug := look_up(match[1], known):
                seen[slug] += 1
                first.setdefault(slug, placed)
    ranked = seen.most_common(2)
    if (
        ranked
        and ranked[0][1] >= 3
        and (len(ranked) == 1 or ranked[0][1] >= 4 * ranked[1][1])
    ):
        slug = ranked[0][0]
        at = TextSpan(first[slug].unit.id)
        return Value(value=slug, confidence=0.75, rule="authority-in-text", at=at), []
    return None, [
        "No place of the front names an authority of the registry: whose report is it?"
    ]
