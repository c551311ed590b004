"""Propose the note of a finding: one sentence that expresses fields of the finding.

The note expresses these fields: polarity or level, themes, kind, groups, services,
extent, trend, comparison, state, bodies and responsible persons. It also expresses the
voice or the certainty. The note says "a strength *in*" or "a weakness *in*" a theme,
because one sentence of a report seldom judges a whole theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from inspectgraph.review.labels import Labels
from inspectgraph.review.note_phrases import Phrase, joined, phrase_of, qualities_in
from inspectgraph.review.unconfirmed import as_list, as_mapping

__all__ = ["finding_note", "places", "sentence", "subject_of"]

_Fields = dict[str, Any]

#: The number of words that a note may have.
_MOST_WORDS: Final = 25
_VERDICTS: Final = {
    "strength": "there is a strength in",
    "weakness": "there is a weakness in",
    "mixed": "there are both strengths and weaknesses in",
    "neutral": "the report describes",
}
_NO_VERDICT: Final = " without a verdict"
_LEVELS: Final = {
    "excellent": "excellent",
    "very-good": "very good",
    "good": "good",
    "adequate": "adequate",
    "variable": "variable",
    "weak": "weak",
    "inadequate": "inadequate",
}
#: The noun for each kind of finding, and the preposition before its subject.
_KINDS: Final = {
    "arrangement": ("arrangements", "for"),
    "practice": ("practice", "in"),
    "reach": ("reach", "of"),
    "result": ("results", "in"),
}
_EXTENTS: Final = {
    "all": "in all cases",
    "most": "in most cases",
    "many": "in many cases",
    "some": "in some cases",
    "few": "in few cases",
}
#: The verb for a trend, without and with its starting time.
_TRENDS: Final = {
    "improving": ("is improving", "has improved"),
    "worsening": ("is getting worse", "has got worse"),
    "steady": ("is unchanged", "has not changed"),
    "mixed": ("is both improving and getting worse", "has changed both ways"),
}
_COMPARED: Final = {
    "better": "better than",
    "in-line": "in line with",
    "worse": "worse than",
}
_COMPARED_WITH: Final = {
    "national": "the national level",
    "similar-areas": "the level of similar areas",
    "region": "the level of the region",
    "earlier-time": "the level at an earlier time",
    "target": "the target",
    "peers": "the level of others in the area",
}
_STATES: Final = {
    "planned": "is planned",
    "expected": "is expected",
    "under-way": "is under way",
    "in-place": "is in place",
    "not-begun": "has not begun",
    "ended": "has ended",
}
_CERTAINTIES: Final = {
    "apparent": "It appears that ",
    "early": "By early signs, ",
    "said-by-others": "According to others, ",
}
#: Endings of labels of types of service that a note has in the plural.
_IN_PLURAL: Final = ("school", "setting", "centre", "home", "unit")
#: Endings of labels of services that take no article.
_NO_ARTICLE: Final = (
    "social care",
    "policing",
    "provision",
    "arrangements",
    "accommodation",
    "lodgings",
)
#: Words of labels that do not distinguish groups of children or services.
_COMMON: Final = frozenset(
    {
        *("and", "the", "with", "for", "children", "children's", "young", "people"),
        *("service", "services", "team"),
    }
)


def finding_note(fields: _Fields, labels: Labels, passage: str = "") -> str:
    """Return a note for a finding, or an empty text if the fields do not suffice.

    Args:
        fields: The fields of the finding.
        labels: The labels of the names in the fields.
        passage: Words of the report, or an empty text. If these words judge a quality,
            the note also names this quality. If a theme has two subjects and these
            words concern one of them, the note names only that subject.
    """
    polarity = str(fields.get("polarity"))
    if polarity not in _VERDICTS or not as_list(fields.get("themes")):
        return ""
    if fields.get("extent") not in {None, *_EXTENTS}:  # "none" is said of many things
        return ""
    subject = subject_of(fields, labels, passage, "in ")
    view, clauses = _view(fields, labels), [*_clauses(fields, labels, subject)]
    for where in (places(fields, labels, subject), ""):
        main = f"{view}{_verdict(fields, polarity, subject, where)}"
        if note := sentence(main, clauses):
            return note
    return ""


def subject_of(
    fields: _Fields, labels: Labels, passage: str = "", before: str = ""
) -> str:
    """Return words that name the themes of a statement, for use in a note.

    Args:
        fields: The fields of the statement.
        labels: The labels of the themes.
        passage: Words of the report, or an empty text. These words make the result more
            detailed, as in `finding_note`.
        before: The preposition just before the result in the note, such as "in ", or an
            empty text. If there are several themes, the preposition may be repeated
            before the later themes.
    """
    phrases = dict.fromkeys(
        phrase_of(theme, labels.label("theme", theme), passage)
        for theme in as_list(fields.get("themes"))
    )
    qualities = qualities_in(passage)
    works = _texts(phrases, "work")
    if len(works) > 1:
        works = [one for one in works if one not in qualities]
    if topics := _texts(phrases, "topic"):
        works.append(f"work on {joined(topics, 'on ')}")
    boards = _texts(phrases, "board")
    subject = _of_boards(boards, works) if boards else joined(works, before)
    new = [one for one in qualities if one not in subject]
    if new and len(works) < 2:
        return f"the {joined(new)} of {subject}"
    return subject


def _texts(phrases: Iterable[Phrase], role: str) -> list[str]:
    """Return the texts of the phrases that have the given role, such as `topic`."""
    return [one.text for one in phrases if one.role == role]


def _of_boards(boards: list[str], works: list[str]) -> str:
    """Return a phrase such as "the work of the board on housing".

    The phrase names all given boards. It also names the subjects of their work, if
    subjects are given.
    """
    name = f"the work of {joined(boards)}"
    if not works:
        return name
    return f"{name} on {joined([one.removeprefix('work on ') for one in works], 'on ')}"


def places(fields: _Fields, labels: Labels, subject: str) -> str:
    """Return words for the groups and services that are not named in the subject of a note."""
    words = ""
    groups = [labels.label("child-group", one) for one in as_list(fields.get("group"))]
    if new := [one for one in groups if not _names(subject, one)]:
        words += f" for {joined(new)}"
    services = [labels.label("service", one) for one in as_list(fields.get("services"))]
    if new := [_with_article(one) for one in services if not _names(subject, one)]:
        words += f" in {joined(new, 'in ')}"
    return words


def _names(subject: str, label: str) -> bool:
    """Return whether a subject contains all significant words of a label."""
    words = [one for one in label.casefold().split() if one not in _COMMON]
    return bool(words) and all(one in subject.casefold() for one in words)


def _verdict(fields: _Fields, polarity: str, subject: str, where: str) -> str:
    """Return the main clause of a note, which gives the judgement on a subject."""
    noun, preposition = _KINDS.get(str(fields.get("kind")), ("", "in"))
    level = _LEVELS.get(str(fields.get("level")))
    if level:
        be = "are" if noun.endswith("s") else "is"
        if not noun and subject.startswith("work on "):
            return f"there is {level} {subject}{where}"
        return f"there {be} {level} {noun or 'work'} {preposition} {subject}{where}"
    about = f"the {noun} {preposition} {subject}" if noun else subject
    state = _STATES.get(str(fields.get("state")))
    if polarity == "neutral" and state:
        work = subject if subject.startswith(("work on ", "the work ")) else ""
        time = _time(fields, "state_date")
        return f"{work or f'work on {subject}'}{where} {state}{time}"
    end = _NO_VERDICT if polarity == "neutral" else ""
    return f"{_VERDICTS[polarity]} {about}{where}{end}"


def _clauses(fields: _Fields, labels: Labels, subject: str) -> Iterator[str]:
    """Yield the clauses after the main clause of a note, the most important first."""
    if extent := _EXTENTS.get(str(fields.get("extent"))):
        yield f" {extent}"
    if trend := _TRENDS.get(str(fields.get("trend"))):
        since = _time(fields, "since", " since ", "")
        yield f"; its quality {trend[bool(since)]}{since}"
    given = fields.get("compared")
    for compared in map(as_mapping, as_list(given) or [given]):
        result = _COMPARED.get(str(compared.get("result")))
        reference = _COMPARED_WITH.get(str(compared.get("with")))
        if result and reference:
            yield f"; it is {result} {reference}"
    is_verb = fields.get("polarity") == "neutral" and not fields.get("level")
    if (state := _STATES.get(str(fields.get("state")))) and not is_verb:
        yield f"; this {state}{_time(fields, 'state_date')}"
    yield from _actors(fields, labels, subject)


def _actors(fields: _Fields, labels: Labels, subject: str) -> Iterator[str]:
    """Yield clauses that name the bodies and the responsible persons of a finding.

    A body that `subject` already names is left out.
    """
    bodies = [labels.label("body", one) for one in as_list(fields.get("bodies"))]
    if new := [one for one in bodies if not _names(subject, one)]:
        yield f"; this concerns {joined(new)}"
    if responsible := as_list(fields.get("responsible")):
        names = joined([labels.label("responsible", one) for one in responsible])
        yield f"; {names} must account for it"


def _view(fields: _Fields, labels: Labels) -> str:
    """Return the words at the start of a note.

    If the finding gives the view of somebody, the words name whose view it is.
    Otherwise the words say how certain the finding is. If the finding gives neither a
    view nor a certainty, the result is empty.
    """
    if voices := as_list(fields.get("voice")):
        names = joined([_of_view(labels.label("voice", one)) for one in voices])
        return f"According to {names}, "
    return _CERTAINTIES.get(str(fields.get("certainty")), "")


def _of_view(label: str) -> str:
    """Return the name of those who hold an opinion, in the form that a sentence needs.

    An article is added if the name needs an article after "According to".
    """
    if label == "other inspection":
        return "another inspection"
    return f"the {label}" if label == "self-assessment" else label


def _with_article(label: str) -> str:
    """Return the label of a service, in the form that a sentence needs.

    Most labels get an article. Some labels get no article, such as proper names. Some
    other labels become plural.
    """
    if label.endswith(_IN_PLURAL) and not label[:1].isupper():
        return f"{label}s"
    if label[:1].isupper() or label.endswith(_NO_ARTICLE):
        return label
    return f"the {label}"


def _time(fields: _Fields, key: str, before: str = " (", after: str = ")") -> str:
    """Return the printed time in a field, between the texts `before` and `after`.

    The result is empty if the field has no time.
    """
    printed = as_mapping(fields.get(key)).get("printed")
    return f"{before}{printed}{after}" if printed else ""


def sentence(main: str, clauses: Iterable[str] = ()) -> str:
    """Return a sentence with as many clauses as fit into a note.

    If the main clause is too long for a note, the result is empty.
    """
    note = main
    for clause in clauses:
        if len((note + clause).split()) <= _MOST_WORDS:
            note += clause
    if len(note.split()) > _MOST_WORDS:
        return ""
    return f"{note[0].upper()}{note[1:]}."
