"""What a figure measures, by the words around it: the nearest clause first, then the sentence, then its stem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from inspectgraph.rdf.vocabulary import Concept

__all__ = ["indicator_by_label", "indicator_of"]

#: Indicator, units it is printed in, and the words that tell it; the first that agrees
#: is taken.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "care-leavers-in-houses-in-multiple-occupation",
        "number percent",
        r"houses? (?:of|in) multiple occup",
    ),
    (
        "children-returning-to-care",
        "percent number",
        r"return(?:ed|ing)? to (?:be looked after|care)",
    ),
    ("moves-to-independent-living", "number percent", r"independent living"),
    (
        "children-ceasing-to-be-looked-after",
        "number percent",
        r"ceased to be looked after",
    ),
    ("special-guardianship-orders", "number percent", r"special guardianship"),
    ("adoptions", "number", r"\badoptions\b|were adopted|have been adopted"),
    (
        "looked-after-out-of-area",
        "number percent",
        (
            r"\bliv(?:es?|ing) (?:outside|out"
            r" of|out)\b.{0,24}\b(?:area|authority)|placed (?:out|outside)"
        ),
    ),
    ("looked-after-in-residential-schools", "number", r"residential special schools?"),
    (
        "looked-after-in-residential-homes",
        "number percent",
        (
            r"\b(?:liv|plac)\w+ in (?:residential )?(?:children['’]?s"
            r" )?homes|children['’]?s homes, of whom"
        ),
    ),
    (
        "looked-after-in-foster-care",
        "number percent",
        r"with foster (?:families|carers)|in foster (?:care|placements)",
    ),
    (
        "looked-after-with-parents",
        "number percent",
        r"\blives? (?:at home )?with (?:their )?(?:birth )?parents",
    ),
    ("unaccompanied-asylum-seeking-children", "number", r"unaccompanied asylum"),
    (
        "looked-after-rate",
        "per-10000",
        (
            r"\A(?!.*(?:protection plan|in need\b|referral|assessment|section"
            r" 47)).*\b(?:look(?:ed|ing) after|in care)\b"
        ),
    ),
    (
        "privately-fostered-children",
        "number",
        r"privately arranged foster|private(?:ly)? foster",
    ),
    ("child-protection-plans", "number percent", r"protection plans?\b"),
    (
        "children-in-need",
        "number percent",
        r"in need of a specialist|formally in need|children in need\b",
    ),
    (
        "children-looked-after",
        "number percent",
        r"looked after by the (?:local )?(?:authority|council)|looked after children\b"
        r"|children (?:are )?(?:being )?looked after|children in care\b",
    ),
    ("pupils-entitled-to-free-school-meals", "percent", r"free school meals"),
    (
        "pupils-with-english-as-an-additional-language",
        "percent",
        r"english as an additional language",
    ),
    ("minority-ethnic-population", "percent number", r"minority ethnic|ethnic minorit"),
    ("child-poverty", "percent", r"living in (?:poverty|low[- ]income)|child poverty"),
    (
        "child-population",
        "number percent",
        r"(?:children and young"
        r" people|residents|population).{0,60}\b(?:under|below)\b|of the total"
        r" population"
        r"|of children and young people.{0,40}\blives? in",
    ),
    ("first-time-offenders", "number percent", r"first[- ]time (?:offenders|entrants)"),
    (
        "care-leavers-in-eet",
        "percent number",
        r"care leavers.{0,60}\bin (?:education|employment), (?:employ|educ|train)",
    ),
    (
        "care-leavers-in-suitable-accommodation",
        "percent number",
        r"care leavers.{0,60}suitable accommodation",
    ),
    (
        "looked-after-personal-education-plans",
        "percent",
        r"\bpersonal education plans?\b|\bPEPs?\b",
    ),
    ("looked-after-health-assessments", "percent", r"health assessments?"),
    ("placement-stability", "percent", r"placement stability|same placement"),
    ("re-referral-rate", "percent", r"re-?referral"),
    ("foster-carers", "number", r"foster carers\b"),
    ("childrens-centres", "number", r"children['’]?s? centres\b"),
    ("primary-schools", "number", r"primary schools\b"),
    ("secondary-schools", "number", r"secondary schools\b|high schools\b"),
    ("special-schools", "number", r"special schools\b"),
    ("nursery-schools", "number", r"nursery (?:schools|classes)\b"),
    ("sixth-forms-and-colleges", "number", r"sixth forms?\b|\bcolleges?\b"),
    ("work-based-learning-providers", "number", r"(?:training|learning) providers\b"),
    ("respite-units", "number", r"respite units?\b"),
    (
        "early-years-settings",
        "number",
        r"early years settings|childminders|childcare settings|day nurseries",
    ),
    ("academies", "number", r"\bacademies\b"),
    ("primary-care-trusts", "number", r"\bprimary care trusts\b|\bPCTs\b"),
    ("infant-mortality", "per-1000", r"live births|infant (?:mortality|deaths)"),
    ("breastfeeding-initiation", "percent", r"breast-?feeding"),
    ("population", "number", r"\bpopulation\b"),
    ("pupil-referral-units", "number", r"pupil referral units?\b"),
    (
        "childrens-homes",
        "number",
        r"(?:children['’]?s (?:residential )?(?:care )?|residential )homes?\b",
    ),
    ("family-centres", "number", r"family centres\b"),
    ("unemployment-rate", "percent", r"unemployment|unemployed"),
    ("immunisation-rate", "percent", r"immunis|\bMMR\b"),
    (
        "not-in-education-employment-or-training",
        "percent number",
        r"not in education, \w+ or training|\bNEET\b",
    ),
    (
        "five-good-gcses",
        "percent",
        r"five (?:or more )?(?:good )?GCSE|GCSE.{0,40}\bA\*",
    ),
    ("school-attendance", "percent", r"\battendance\b"),
    ("healthy-schools", "percent", r"healthy schools?"),
    (
        "statements-within-timescale",
        "percent",
        r"statements.{0,60}(?:timescale|weeks|on time)",
    ),
    ("caseload", "number", r"\bcaseloads?\b"),
    ("vacancy-rate", "percent", r"\bvacanc"),
)
_PATTERNS = tuple(
    (slug, frozenset(units.split()), re.compile(words, re.I))
    for slug, units, words in _WORDS
)


def indicator_of(
    above: str,
    sentence: str,
    clause: str,
    unit: str,
    never: frozenset[str] = frozenset(),
) -> str | None:
    """Return what a figure of a unit measures, or None where its words tell nothing known; none of some indicators.

    >>> indicator_of("Entitled to free school meals:", "", "in primary schools is 29.4%", "percent")
    'pupils-entitled-to-free-school-meals'
    """
    for words in (clause, sentence, above):
        for slug, units, pattern in _PATTERNS:
            if words and unit in units and slug not in never and pattern.search(words):
                return slug
    return None


#: Words of labels that tell nothing of what is measured.
_EMPTY = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "with",
        "who",
        "number",
        "numbers",
        "rate",
        "rates",
        "share",
        "children",
        "child",
        "young",
        "people",
    }
)


def indicator_by_label(
    clause: str, indicators: Mapping[str, Concept], unit: str
) -> str | None:
    """Return the indicator all of whose label's words stand in a clause, the one with most words first.

    >>> indicator_by_label("12 peer supporters were trained", {"a": Concept("a", "peer supporters trained")}, "number")
    'a'
    """
    if unit not in {"number", "percent"}:
        return None
    words = {_stem(word) for word in re.findall(r"[a-z]+", clause.lower())}
    best: tuple[int, str] | None = None
    for slug, concept in indicators.items():
        for label in concept.names:
            wanted = _label_words(label)
            if wanted and wanted <= words and (best is None or len(wanted) > best[0]):
                best = (len(wanted), slug)
    return best[1] if best and best[0] > 1 else None


@lru_cache(maxsize=1024)
def _label_words(label: str) -> frozenset[str]:
    """Return the words of a label that tell something, without their endings."""
    return frozenset(
        _stem(word)
        for word in re.findall(r"[a-z]+", label.lower())
        if word not in _EMPTY
    )


def _stem(word: str) -> str:
    """Return a word without its ending, as far as a comparison needs it."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if len(word) - len(ending) > 3 and word.endswith(ending):
            return word.removesuffix(ending)
    return word
