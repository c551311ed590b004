"""Rise and fall: whether it is good or bad that something goes up, goes down, or stands above others."""

from __future__ import annotations

import re

__all__ = ["directed"]

_UP = (
    r"increas(?:e|es|ed|ing|ingly)|ris(?:e|es|en|ing)|rose|grow(?:s|n|th|ing)?|grew|higher|high|above"
    r"|exceed(?:s|ed|ing)?|rais(?:e|es|ed|ing)|improv(?:e|es|ed|ing|ements?)|widen(?:s|ed|ing)?|doubled|more"
)
_DOWN = (
    r"reduc(?:e|es|ed|ing|tions?)|decreas(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|declin(?:e|es|ed|ing)|lower|low"
    r"|below|drop(?:s|ped|ping)?|fewer|less|halved|narrow(?:s|ed|ing)?|clos(?:es|ed|ing)"
)
#: What should be low.
_ILL = (
    r"pregnan\w+|conceptions?|offend\w*|re-?offend\w*|crimes?|exclusions?|permanent(?:ly)?"
    r" excluded|absences?"
    r"|absentee\w*|truan\w+|unauthori[sz]ed|drop[- ]?out|turnover|sickness|agency"
    r" (?:staff|workers)|vacanc\w+"
    r"|caseloads?|workloads?|unallocated|delays?|waiting|waits?|backlogs?|mortality|deaths?|accidents?|casualties|injur\w+"
    r"|obesity|smoking|drinking|drugs?|misuse|decay|unemployment|worklessness|NEET|not"
    r" in education|poverty"
    r"|deprivation|inequalit\w+|gaps?|bullying|incidents?|anti-social"
    r"|(?<!make a )(?<!make )(?<!making )(?<!raise"
    r" )complaints?|entrants|custody|re-?referrals?"
    r"|breakdowns?|moves|remand\w*|repeat(?:ed)?|domestic"
    r" (?:abuse|violence)|missing|homeless\w*|surplus|deficits?"
)
#: What should be high.
_WELL = (
    r"attainment|standards?|achiev\w+|results?|progress\w*|performance|GCSEs?|qualifications?|grades?|outcomes?"
    r"|average points?|level [23]|key stages?|pass"
    r" rates?|literacy|numeracy|reading|skills|targets?|completion"
    r"|attendance|staying"
    r" on|participation|uptake|take-?up|engag\w+|involve\w+|volunteer\w*|registrations?"
    r"|breastfe\w+|breast[-"
    r" ]feeding|immunisation|vaccinat\w+|screening|initiation|contacts with"
    r"|adopt(?:ions?|ed|ers)|stability|stable|foster"
    r" carers|placed|choice|range|access|opportunit\w+|on time"
    r"|proportion of (?:\w+"
    r" ){0,4}?(?:good|achiev|gain|attain)\w*|confidence|satisfaction|employment|training"
    r"|apprentice\w*"
)
_MOVE = re.compile(rf"\b(?:well |just )?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.I)
_THING = re.compile(rf"\b(?:(?P<ill>{_ILL})|(?P<well>{_WELL}))\b", re.I)
#: How many letters may stand between a move and its thing.
_FAR = 110
#: Standing below others, where nothing says what does: most of what is measured should
#: be high.
_BESIDE = re.compile(r"(?:below|poorer than|worse than|less well than)\b", re.I)


def directed(clause: str) -> tuple[int, int, list[tuple[int, int]]]:
    """Return how many moves of a clause are good, how many bad, and where these words and their things stand.

    >>> directed("the rate of teenage pregnancy has fallen")[:2], directed("standards fell below the average")[:2]
    ((1, 0), (0, 2))
    """
    good = bad = 0
    places: list[tuple[int, int]] = []
    things = list(_THING.finditer(clause))
    for move in _MOVE.finditer(clause):
        near = [
            (abs(thing.start() - move.start()), thing)
            for thing in things
            if not _overlap(thing, move)
        ]
        if not near or min(near, key=lambda pair: pair[0])[0] > _FAR:
            if beside := _BESIDE.match(clause, move.start()):
                bad += 1
                places.append(beside.span())
            continue
        thing = min(near, key=lambda pair: pair[0])[1]
        if bool(move["up"]) == bool(thing["well"]) or move[0].lower().startswith(
            "improv"
        ):
            good += 1
        else:
            bad += 1
        places += [move.span(), thing.span()] if thing["ill"] else [move.span()]
    return good, bad, places


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether two matches share a place."""
    return one.start() < other.end() and other.start() < one.end()
