"""Tests of the lexicon, the tables of words and patterns for drafting.

Each row of a table is tested with the example in the row.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draft_samples import knowledge
from inspectgraph.draft.lexicon import tables
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.lexicon.provider_types import (
    scales_of,
    setting_of,
    subject_of,
)
from inspectgraph.draft.lexicon.tables import Row, read_table
from inspectgraph.draft.metadata.authority import places
from inspectgraph.draft.model import Period
from inspectgraph.draft.recommendations.items import instructs
from inspectgraph.draft.text.dates import first_time
from inspectgraph.draft.text.grade_forms import Aspects, Stream
from inspectgraph.draft.text.roles import kinds_of_body


def cases(name: str) -> list[object]:
    """Return the rows of a table as test parameters, each named by its example."""
    return [pytest.param(row, id=row["example"]) for row in read_table(name)]


@pytest.mark.parametrize("row", cases("provider-types"))
def test_a_provider_is_found_in_its_example(row: Row) -> None:
    """Each provider pattern matches its example, and the type in the row is found."""
    assert re.search(rf"\b(?:{row['pattern']})\b", row["example"], re.I)
    found = setting_of(row["example"])
    assert (found.of if found else "none") == row["type"]


def time_of(row: Row) -> Period | None:
    """Return the time in the example of a row, or None."""
    return first_time(row["example"]) if row["from"] else None


@pytest.mark.parametrize("row", cases("reported-subjects"))
def test_a_subject_is_found_in_its_example(row: Row) -> None:
    """In the example of a subject, the subject and the framework of the row are found."""
    found = subject_of(row["example"], row["scale"], time_of(row))
    assert found is not None
    assert found.of == row["subject"]
    assert (found.framework or "") == row["framework"]


@pytest.mark.parametrize("row", cases("label-forms"))
def test_a_label_is_found_in_its_example(row: Row) -> None:
    """In the example of a label, the aspect or the grade of the row is found."""
    forms = label_forms(row["scheme"])
    if row["scheme"] == "grade":
        scales = [
            knowledge().scale(name) for name in ("sif", "jar", "apa", "aca", "sla")
        ]
        found = {scale.whole(row["form"]) for scale in scales}
        assert row["concept"] in found
        assert row["form"] in row["example"]
    else:
        hits = Aspects(forms).find(Stream([row["example"]]))
        assert [hit.slug for hit in hits] == [row["concept"]]


@pytest.mark.parametrize("row", cases("action-verbs"))
def test_a_verb_begins_its_example(row: Row) -> None:
    """The example of an action verb begins with the verb, and is read as an instruction."""
    assert re.match(rf"{row['pattern']}\b", row["example"], re.I)
    assert instructs(row["example"])


def test_a_sentence_that_states_something_instructs_nobody() -> None:
    """A plain statement is not read as an instruction."""
    assert not instructs("The plans are late and their aims are vague.")


@pytest.mark.parametrize(
    ("number", "row"), list(enumerate(read_table("authority-places")))
)
def test_a_place_names_the_authority_of_its_example(number: int, row: Row) -> None:
    """The pattern of a row finds the name of the authority in its example."""
    rule, pattern = places()[number]
    match = pattern.search(row["example"])
    assert rule == row["rule"]
    assert match is not None
    assert match["name"] == "Netherford"


def test_scales_follow_the_year() -> None:
    """Scales introduced up to the year come first, from the newest to the oldest.

    Scales introduced later follow.
    """
    assert scales_of("the fostering service", 2006)[0] == "csci"
    assert scales_of("the fostering service", 2014) == [
        "regulated-2013",
        "regulated",
        "csci",
        "regulated-2015",
    ]


def test_the_scales_of_providers_exist() -> None:
    """Each scale in the table is a concept scheme."""
    for row in read_table("provider-scales"):
        assert knowledge().concepts(f"scale/{row['scale']}"), row


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type\tpattern\tsource\nx\ty\tz\n", "provider-types.tsv:1: the columns"),
        ("type\tpattern\tsource\texample\nx\ty\n", "provider-types.tsv:2: 2 cells"),
        (
            "type\tpattern\tsource\texample\nx\ty\t\tz\n",
            "provider-types.tsv:2: the column 'source' is empty",
        ),
        (
            "type\tpattern\tsource\texample\nx\ty\ts\te\nx\ty\ts\te\n",
            "provider-types.tsv:3: a row has 'x' already",
        ),
    ],
)
def test_a_wrong_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    """A faulty table is refused, and the message names the file and the line."""
    (tmp_path / "provider-types.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=re.escape(message)):
        read_table.__wrapped__("provider-types")


@pytest.mark.parametrize("row", cases("body-kinds"))
def test_a_body_is_named_in_its_example(row: Row) -> None:
    """In the example of each kind of body, a body of this kind is found first."""
    kinds = kinds_of_body(row["use"])
    found = [kind for kind, pattern in kinds if pattern.search(row["example"])]
    assert found[:1] == [row["kind"]]
