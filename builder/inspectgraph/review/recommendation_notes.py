"""Propose the note of a recommendation, using only the fields of the recommendation."""

from __future__ import annotations

from typing import Any, Final

from inspectgraph.review.finding_notes import places, sentence, subject_of
from inspectgraph.review.labels import Labels
from inspectgraph.review.note_phrases import joined
from inspectgraph.review.unconfirmed import as_list

__all__ = ["recommendation_note"]

#: Themes that a recommendation to the board itself need not name.
_BOARDS: Final = frozenset({"safeguarding-board", "safeguarding-partnership"})
#: Words for the timescales of frameworks. Some timescales set a time; others only rank
#: recommendations.
_TIMES: Final = {
    "immediate": "at once",
    "immediately": "at once",
    "priority-and-immediate-action": "as an immediate priority",
    "priority-action": "as a priority",
    "within-three-months": "within three months",
    "six-months": "within six months",
    "within-six-months": "within six months",
    "longer-term": "in the longer term",
}


def recommendation_note(
    fields: dict[str, Any], labels: Labels, passage: str = ""
) -> str:
    """Return a note for a recommendation, or "" if the fields do not suffice.

    Args:
        fields: The fields of the recommendation.
        labels: The labels of the slugs in the fields.
        passage: Words of the report that make the note more detailed; see
            `finding_note`.
    """
    themes, addressee = as_list(fields.get("themes")), as_list(fields.get("addressee"))
    if not themes or not addressee:
        return ""
    who = joined([_addressee(labels, one) for one in addressee])
    if "board" in who.casefold() or "partnership" in who.casefold():
        themes = [one for one in themes if one not in _BOARDS] or themes
    subject = subject_of(fields | {"themes": themes}, labels, passage)
    verb, its = "improve", "their" if len(addressee) > 1 else "its"
    if subject.startswith("work on "):
        verb, subject = f"improve {its} work on", subject.removeprefix("work on ")
    when = _TIMES.get(str(fields.get("band")), "")
    main = f"{who} should {verb} {subject}{places(fields, labels, subject)}"
    return sentence(main, [f" {when}"] if when else [])


def _addressee(labels: Labels, slug: str) -> str:
    """Return the label of an addressee, in the form that a sentence needs.

    A proper name gets no article. Any other label gets the article "the".
    """
    label = labels.label("responsible", slug)
    if labels.is_name("authority", slug):
        return f"{label} council"
    return label if label[:1].isupper() else f"the {label}"
