"""Words in another sense: "contact" with a parent is no contact with the front door of social care.

For each theme, patterns of the words around a term in which the term means something
else, and for terms that are everyday words the words that have to stand in the same
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inspectgraph.draft.text.gazetteer import Mention

__all__ = ["in_this_sense"]


def _any(*forms: str) -> re.Pattern[str]:
    """Return a pattern of any of some forms, each beginning at a word."""
    return re.compile("|".join(rf"\b(?:{form})" for form in forms), re.I)


_PEOPLE = (
    r"(?:the |their |all |some |many |our |other |both"
    r" )*(?:children|parents?|famil(?:y|ies)|carers?|young people|them"
    r"|each other|her|him|us|care"
    r" leavers|birth|siblings?|relatives|foster|adopters?|school|adults?|victims?)"
)
_GATHERING = (
    r"(?:meetings?|conferences?|reviews?|panels?|appointments?|events?|training|court|strategy|core"
    r" groups?|boards?"
    r"|groups?|clinics?|sessions?|networks?|forums?|discussions?|hearings?|workshops?|courses?)"
)
_COLLEAGUES = (
    r"(?:partners?|professionals|agenc(?:y|ies)|health|police|social"
    r" workers|parents|staff|members|schools|GPs?"
    r"|the (?:police|board)|managers|practitioners|representatives)"
)
_PARTNERS = (
    r"(?:schools?|headteachers|partners?|agenc(?:y|ies)|police|health|courts?|judiciary|cafcass|providers?|colleges?"
    r"|stakeholders|unions|councils?|members|boards?|commission\w+|voluntary|community|each"
    r" other|professionals"
    r"|colleagues|local|neighbouring|other)"
)
#: Where a term of a theme means something else.
_OTHER: Mapping[str, re.Pattern[str]] = {
    "contact-referral-and-duty": _any(
        r"contacts?"
        r" (?:with|between|time|arrangements?|sessions?|details|visits?|plans?|supervisors?|order)\b",
        rf"contact(?:s|ed|ing)? {_PEOPLE}\b",
        r"(?:in|keep|kept|keeping|stay|stays|staying|maintain\w*|los(?:e|es|t)|mak(?:e|es|ing)|made|regular|good|direct"
        r"|telephone|face[- ]to[-"
        r" ]face|supervised|unsupervised|family|birth|sibling|parental|eye|personal|close"
        r"|frequent|social|positive|safe|indirect|ongoing|first point of) contacts?\b",
        r"(?:self-|GP )referrals?\b",
        r"referral orders?\b",
        r"referrals? (?:to|for) (?:(?:the|an?|other|specialist|mental|child and"
        r" adolescent|local|appropriate|external"
        r"|further|targeted|relevant)"
        r" )*(?:CAMHS|mental|therap\w+|counsell\w+|health|housing|adult|youth|support"
        r"|panels?|family"
        r" group|advocacy|adoption|fostering|MARAC|independent|voluntary|drugs?|treatment)\b",
    ),
    "attendance": _any(
        rf"attendance (?:at|of|in|to) (?:[\w-]+ ){{0,3}}?{_GATHERING}\b",
        r"attendance (?:by|of|from)"
        rf" (?:(?:all|key|some|relevant|multi-agency|their|the|most) )*{_COLLEAGUES}\b",
        rf"(?:partner|agency|professional|member|staff|{_GATHERING})(?:['’]s?)?"
        r" attendance\b",
        r"(?:in the )?absence of\b(?! (?:pupils|children|school))",
        r"(?:staff|sickness|leave of) absences?\b",
    ),
    "deprivation": _any(
        r"depriv(?:ation|ed|ing) of (?:their |his |her )?liberty\b",
        r"sleep deprivation\b",
    ),
    "advocacy-and-complaints": _any(
        r"(?:strong|passionate|powerful|effective|committed|tenacious|fierce|great|real|true|good|excellent|determined"
        r"|persistent|vocal|skilled) advocates?\b(?! (?:service|support|is|are))",
        r"(?<!independent )(?<!professional )(?<!of )advocat(?:es?|ed|ing) (?:\w+ly"
        r" |well )?(?:for|on behalf of)\b",
        r"act(?:s|ed|ing)? as (?:an? )?(?:\w+ )?advocates?\b",
    ),
    "relationship-with-social-worker": _any(
        r"relationships? (?:with|between|across|among)"
        rf" (?:(?:the|their|all|its|key|local|senior|both) )*{_PARTNERS}\b"
    ),
    "adoption": _any(
        r"adoption of"
        r" (?:an?|the|this|its|new|restorative|strengths?|signs|systemic|trauma)\b"
    ),
    "missing-children": _any(
        r"missing (?:an?"
        r" )?(?:opportunit\w+|information|documents?|data|details?|link|element)\b",
        r"missing (?:from|in) (?:[\w'’]+"
        r" ){0,3}?(?:records?|files?|plans?|assessments?|chronolog\w+|reports?|data)\b",
    ),
    "scrutiny": _any(
        r"(?:close|careful|management|managerial|manager['’]s|judicial|court|IRO|forensic|detailed|case|additional|under)"
        r" scrutiny\b",
        r"scrutin(?:y|ise[sd]?|ising) (?:of|by) (?:(?:the|all|these|individual|social"
        r" work|independent|senior) )*"
        r"(?:cases?|plans?|practice|IROs?|managers?|courts?|judges?|reviewing"
        r" officers?|assessments?|records?)\b",
        r"scrutinis(?:e[sd]?|ing) (?:(?:the|all|these|individual) )*"
        r"(?:cases?|plans?|practice|assessments?|records?|requests?)\b",
    ),
    "health": _any(
        r"(?:peer|organisational|service|practice) health[- ]checks?\b",
        r"health[- ]checks? (?:of|by)\b",
    ),
}
#: Terms that are everyday words, and what has to be spoken of for them to mean their
#: theme.
_NEEDS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "pupil-progress": (
        _any(r"make good progress\b", r"rates? of progress\b"),
        _any(
            r"schools?\b",
            r"education\w*",
            r"pupils?\b",
            r"learn(?:ers?|ing)\b",
            r"attain\w*",
            r"key stages?\b",
            r"academic\w*",
            r"GCSEs?\b",
            r"exam\w*",
            r"virtual\b",
            r"class(?:es|room)?\b",
            r"colleges?\b",
            r"studies\b",
            r"nurser(?:y|ies)\b",
            r"reading\b",
            r"math\w*",
            r"English\b",
            r"early years\b",
        ),
    ),
}


def in_this_sense(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Return the mentions whose words mean their theme in a text.

    >>> spoken = "Parents are in contact with their children."
    >>> in_this_sense([Mention("theme", "contact-referral-and-duty", 15, 22, 1)], spoken)
    []
    """
    return [
        mention
        for mention in mentions
        if mention.kind != "theme" or _means_its_theme(mention, text)
    ]


def _means_its_theme(mention: Mention, text: str) -> bool:
    """Return whether the words of a mention mean its theme."""
    other = _OTHER.get(mention.slug)
    if other and any(_overlap(found, mention) for found in other.finditer(text)):
        return False
    term, needed = _NEEDS.get(mention.slug, (None, None))
    if (
        term is None
        or needed is None
        or not term.fullmatch(text, mention.start, mention.end)
    ):
        return True
    return bool(needed.search(text))


def _overlap(found: re.Match[str], mention: Mention) -> bool:
    """Return whether a match and a mention share some words."""
    return found.start() < mention.end and mention.start < found.end()
