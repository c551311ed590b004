"""Reviewing a draft: each decision changes the lines it concerns, at once, and none makes the extract faulty."""

from __future__ import annotations

import re
import stat
from datetime import date
from decimal import Decimal
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from inspectgraph.cli import main
from inspectgraph.cli import review as review_command
from inspectgraph.load import load_context, load_project
from inspectgraph.model.anchor import seal, squeeze
from inspectgraph.model.errors import ExtractError, UnreadableError
from inspectgraph.model.extract import (
    Extract,
    Finding,
    Measurement,
    Recommendation,
    ReportedJudgement,
)
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.read import read_report
from inspectgraph.review import Review
from inspectgraph.review.passages import bounds, passage
from inspectgraph.review.typed import TypedError, typed
from inspectgraph.review.unconfirmed import KINDS, Item
from review_project import NAME, drafted_project


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """Return the draft of a small project that waits for its curator."""
    return drafted_project(tmp_path)


@pytest.fixture
def under(waiting: Path, vocabulary: Vocabulary) -> Review:
    """Return that draft under review."""
    return Review(waiting, load_context(waiting.parents[1], vocabulary))


def item(under: Review, name: str) -> Item:
    """Return an unconfirmed value by its name."""
    return next(one for one in under.items() if one.name == name)


def item_or_none(under: Review, name: str) -> Item | None:
    """Return an unconfirmed value by its name, or None."""
    return next((one for one in under.items() if one.name == name), None)


def log_of(waiting: Path) -> Path:
    """Return the path of the log next to an extract."""
    return waiting.with_suffix(".decisions.jsonl")


def changes(before: str, after: str) -> list[str]:
    """Return the lines that were removed and those that were added."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:2] not in {"--", "++", "@@"}]


def answer(waiting: Path, *lines: str, options: tuple[str, ...] = ()) -> Result:
    """Run `review` with these lines as answers, and return the result."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(waiting.parents[1])
        patch.setenv("SOURCE_DATE_EPOCH", "1480000000")
        return CliRunner().invoke(
            main,
            ["review", NAME, *options],
            input="".join(f"{line}\n" for line in lines),
        )


# What there is


def test_what_is_unconfirmed_comes_in_the_order_of_the_file(under: Review) -> None:
    """Report values come first, then open keys, questions and drafted statements."""
    assert [one.name for one in under.items()] == [
        "title",
        "framework",
        "authorities",
        "published",
        "Which authority is it about?",
        "p1-aaaa",
        "p1-bbbb",
        "p2-cccc",
        "p3-eeee",
        "recommendations-1-ffff",
    ]


def test_some_of_it_only(under: Review) -> None:
    """Values are chosen by kind and confidence; one without confidence is included."""
    assert [one.name for one in under.items(Decimal("0.6"), ["findings"])] == [
        "p2-cccc",
        "p3-eeee",
    ]
    assert [one.name for one in under.items(Decimal("0.7"), ["report"])] == [
        "authorities",
        "published",
    ]


def test_the_kinds_are_the_same_everywhere() -> None:
    """The option of the command offers exactly the existing kinds."""
    assert review_command.KINDS == KINDS


# One decision


def test_accepting_takes_one_line(under: Review) -> None:
    """Accepting a value removes only the line with its mark."""
    under.correct(item(under, "p2-cccc"), "note", "Plans lack detail.")
    before = under.text
    under.accept(item(under, "p2-cccc"))

    assert changes(before, under.text) == [
        "-    draft: {confidence: 0.55, rule: words-of-praise}"
    ]
    assert under.path.read_text(encoding="utf-8") != under.text
    under.save()
    assert under.path.read_text(encoding="utf-8") == under.text


def test_a_placeholder_is_not_accepted(under: Review) -> None:
    """A draft's text in a note or in a part keeps a statement unconfirmed until it is worded."""
    before = under.text
    name = "recommendations-1-ffff"
    with pytest.raises(ExtractError, match="unworded"):
        under.accept(item(under, name))
    assert under.text == before

    under.correct(item(under, name), "note", "Plan at greater length.")
    with pytest.raises(ExtractError, match="unworded"):
        under.accept(item(under, name))
    under.word_part(item(under, name), 0, "For every child.")
    under.accept(item(under, name))
    assert item_or_none(under, name) is None


def test_a_note_that_copies_the_report_is_refused(
    waiting: Path, vocabulary: Vocabulary
) -> None:
    """Six words in a row of the report at hand are refused when worded and when accepted, five are not."""
    document = read_report(waiting.parents[1] / "reports" / f"{NAME}.md")
    under = Review(waiting, load_context(waiting.parents[1], vocabulary), document)
    with pytest.raises(ExtractError, match="copied-words"):
        under.correct(item(under, "p1-bbbb"), "note", "The records of them are full.")
    with pytest.raises(ExtractError, match="copied-words"):
        under.word_part(
            item(under, "recommendations-1-ffff"),
            0,
            "Visits are regular, and the records help.",
        )

    under.correct(item(under, "p1-bbbb"), "note", "All the records of them are kept.")
    under.accept(item(under, "p1-bbbb"))
    text = under.text.replace(
        "Drafted: a strength about plans; to be worded by the curator.",
        "Visits are regular and the records tell.",
    )
    under.path.write_text(text, encoding="utf-8")
    under.reload()
    with pytest.raises(ExtractError, match="visits are regular and the records"):
        under.accept(item(under, "p2-cccc"))


def test_rejecting_takes_the_lines_of_the_statement(under: Review) -> None:
    """Rejecting a statement removes its lines; remarks and other statements stay."""
    before = under.text
    under.reject(item(under, "p1-bbbb"))

    gone = changes(before, under.text)
    assert len(gone) == 6
    assert all(line.startswith("-") for line in gone)
    assert "# The curator's own remark, which stays." in under.text


def test_rejecting_all_of_a_list_leaves_it_empty(under: Review) -> None:
    """If the only statement of a list is rejected, the key stays, with an empty list."""
    under.reject(item(under, "p1-aaaa"))

    assert "judgements: []\n" in under.text


def test_correcting_is_checked_at_once(under: Review) -> None:
    """A value that `load` would refuse is not written; the nearest match is proposed."""
    before = under.path.read_bytes()
    with pytest.raises(ExtractError) as refused:
        under.correct(item(under, "p1-aaaa"), "grade", "outstandin")
    assert refused.value.problems[0].nearest == "outstanding"
    assert under.path.read_bytes() == before

    under.correct(item(under, "p1-aaaa"), "grade", "outstanding")
    assert changes(before.decode(), under.text) == [
        "-    grade: good",
        "+    grade: outstanding",
    ]


def test_a_new_field_stands_before_the_mark(under: Review) -> None:
    """A field that a curator adds stands before the mark; removal restores the text."""
    before = under.text
    under.correct(item(under, "p2-cccc"), "extent", "some")
    assert "    extent: some\n    draft: {confidence: 0.55" in under.text

    under.correct(item(under, "p2-cccc"), "extent", None)
    assert under.text == before


def test_what_is_needed_cannot_be_rejected(under: Review) -> None:
    """A framework, or a statement that others name, cannot be rejected."""
    with pytest.raises(ExtractError, match="the key 'framework' is missing"):
        under.reject(item(under, "framework"))

    under.correct(item(under, "p2-cccc"), "because", ["p1-bbbb"])
    with pytest.raises(ExtractError, match="p1-bbbb"):
        under.reject(item(under, "p1-bbbb"))


def test_what_the_draft_left_open_is_filled_in(under: Review) -> None:
    """A value that the draft left open must be filled in, and is then confirmed."""
    with pytest.raises(ExtractError, match="at least one member"):
        under.accept(item(under, "authorities"))
    under.correct(item(under, "authorities"), "authorities", ["netherford"])

    assert "authorities" not in [one.name for one in under.items()]


def test_a_settled_question_goes(under: Review) -> None:
    """A settled question is removed from the list and from the comment on it."""
    under.accept(item(under, "Which authority is it about?"))

    assert "Which authority" not in under.text
    assert "questions" not in under.text


def test_every_decision_can_be_taken_back(under: Review) -> None:
    """Undoing every decision gives back the original text, byte for byte."""
    worded = re.sub(
        r"Drafted: (.*); to be worded by the curator\.", r"Own words on \1.", under.text
    )
    under.path.write_text(worded, encoding="utf-8")
    under.reload()
    before = under.path.read_bytes()
    names = [one.name for one in under.items()]
    for name in names:
        if name == "authorities":
            under.correct(item(under, name), name, ["netherford"])
        elif name == "p3-eeee":
            under.reject(item(under, name))
        else:
            under.accept(item(under, name))
    assert [key[1] for key in iter(under.undo, None)] == names[::-1]
    assert under.path.read_bytes() == before


def test_a_finished_review_cannot_be_taken_back(under: Review) -> None:
    """A finished extract is marked as drafted and confirmed, and nothing is undone."""
    under.correct(item(under, "authorities"), "authorities", ["netherford"])
    for key in [one.key for one in under.items()]:
        one = under.find(key)
        assert one
        if one.group in {"drafted", "questions"}:
            under.accept(one)
        else:
            under.reject(one)
    assert under.finish(date(2016, 11, 24))
    finished = under.path.read_bytes()
    assert b"method: drafted-and-confirmed, finished: 2016-11-24}" in finished
    assert under.undo() is None
    assert under.path.read_bytes() == finished


def test_a_file_that_was_changed_elsewhere_is_read_again(under: Review) -> None:
    """If another program changes the file, the change is kept and undo ends there."""
    under.accept(item(under, "title"))
    under.path.write_text(
        under.text.replace("2016-05-03", "2016-05-04"), encoding="utf-8"
    )

    assert under.reload()
    assert under.undo() is None
    under.accept(item(under, "p1-aaaa"))
    assert "2016-05-04" in under.path.read_text(encoding="utf-8")


def test_an_extract_that_cannot_be_read_is_told(
    waiting: Path, vocabulary: Vocabulary
) -> None:
    """A file that is no valid extract is reported and left unchanged."""
    context = load_context(waiting.parents[1], vocabulary)
    for content in ("a: [1", "- a\n", "report: a\u202eb\n", ""):
        waiting.write_text(content, encoding="utf-8")
        with pytest.raises(ExtractError):
            Review(waiting, context)
        assert waiting.read_text(encoding="utf-8") == content


# The whole way


def test_answers_from_a_pipe(waiting: Path) -> None:
    """A script that answers line by line can confirm a whole draft."""
    done = answer(
        waiting,
        *("aa", "e", "netherford", "aa"),
        *("a", "w", "Visits follow one upon the other.", "a"),
        *("e", "pol weak", "+", ": they lack detail"),
        "r",
        *("a", "For every child.", "q"),
        options=("--reports", "reports"),
    )

    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "Accepted: 8 one by one." in done.stderr
    extract = load_project(waiting.parents[1]).extracts[-1].extract
    assert extract.report == NAME
    assert (extract.curation.method, extract.curation.finished.isoformat()) == (
        "drafted-and-confirmed",
        "2016-11-24",
    )
    assert extract.drafted is None
    assert {one.id: getattr(one, "polarity", None) for one in extract.statements} == {
        "p1-aaaa": None,
        "p1-bbbb": "strength",
        "p2-cccc": "weakness",
        "p3-dddd": "strength",
        "recommendations-1-ffff": None,
    }
    assert not any(one.draft for one in extract.statements)
    assert waiting.read_text(encoding="utf-8").startswith(f"report: {NAME}\n")
    assert not log_of(waiting).exists()


def test_a_review_keeps_mode_and_link(waiting: Path) -> None:
    """An extract that only its owner may read stays so, and a link to it stays a link."""
    real = waiting.rename(waiting.parents[1] / "real.yaml")
    real.chmod(0o600)
    waiting.symlink_to(real)
    before = real.read_bytes()
    answer(waiting, "a", "q")
    assert real.read_bytes() != before
    assert (waiting.is_symlink(), stat.S_IMODE(real.stat().st_mode)) == (True, 0o600)


def test_answers_in_another_encoding_are_refused(waiting: Path) -> None:
    """Answers in another encoding end the review with a sentence; nothing of them enters the extract."""
    before = waiting.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(waiting.parents[1])
        done = CliRunner().invoke(main, ["review", NAME], input=b"?\n\xe9\n")
    assert (done.exit_code, waiting.read_bytes()) == (3, before)
    assert "[not-utf-8]" in done.stderr


def test_going_on_later_begins_at_the_first_unconfirmed(waiting: Path) -> None:
    """A second review begins at the first value that is still unconfirmed."""
    first = answer(waiting, "aa")
    assert "> 3 authorities" in first.stderr
    assert "2 values decided; netherford-sif-2016.yaml is written." in first.stderr
    assert "7 values of" in first.stderr

    assert "> 1 authorities" in answer(waiting, "q").stderr


def test_a_part_of_a_name_is_enough(waiting: Path) -> None:
    """The first name that has the typed letters is taken and shown; + adds, - removes."""
    options = ("--kind", "findings", "--below", "0.6")
    done = answer(waiting, "e", "th +ear he", "q", options=options)
    assert "  early help (early-help)\n" in done.stderr
    assert "themes: [common-assessment, early-help]" in waiting.read_text("utf-8")

    answer(waiting, "e", "th -comm", "q", options=options)
    assert "themes: [early-help]" in waiting.read_text("utf-8")

    before = waiting.read_bytes()
    done = answer(waiting, "e", "th xyzzy", "e", "xyzzy", "q", options=options)
    assert "No theme has 'xyzzy' in its name." in done.stderr
    assert "This value has no field 'xyzzy'. Its fields are: " in done.stderr
    assert waiting.read_bytes() == before


def test_values_are_accepted_in_bulk(waiting: Path) -> None:
    """Each value is listed with counts by kind and rule, and one key accepts them all."""
    options = ("--accept", "all", "--confidence", "0.7")
    before = waiting.read_bytes()
    done = answer(waiting, "n", options=options)
    assert "Nothing was accepted." in done.stderr
    assert waiting.read_bytes() == before

    done = answer(waiting, "y", options=options)
    for words in (
        "  title: Inspection of services in Netherford · 0.8 title-of-family\n",
        "There is a strength in common assessment.\n",
        "4 values with a confidence of 0.7 or more:\n",
        "      1  findings, words-of-praise\n",
        "      1  judgements, grade-in-words\n",
        "      2  report, title-of-family\n",
        "      1  left out: values that lack a note",
        "Accepted: 4 in bulk.",
        "Notes: 1 as proposed.",
    ):
        assert words in done.stderr
    text = waiting.read_text("utf-8")
    assert "grade-in-words" not in text
    assert "published-label" in text
    assert "words-of-praise" in text


def test_bulk_in_the_dialogue_is_one_decision(waiting: Path) -> None:
    """The key b asks for kind and confidence; one undo takes all of it back."""
    before = waiting.read_bytes()
    done = answer(waiting, "b", "rep", "0.7", "y", "u", "q")
    assert "2 values accepted in bulk." in done.stderr
    assert waiting.read_bytes() == before
    done = answer(waiting, "b", "rep", "much", "b", "xyz", "q")
    assert "'much' is not a number." in done.stderr
    assert "No kind of value begins with 'xyz'." in done.stderr


def test_a_confidence_needs_a_kind(waiting: Path) -> None:
    """The option `--confidence` without `--accept` is refused."""
    done = answer(waiting, options=("--confidence", "0.7"))
    assert (done.exit_code, "--confidence works only with --accept" in done.stderr) == (
        2,
        True,
    )


def test_words_become_an_anchor(waiting: Path) -> None:
    """If other words of the report are pasted, they become the statement's anchor."""
    done = answer(
        waiting,
        "e",
        "at Carers get good advice from",
        "p2",
        "q",
        options=("--kind", "findings", "--reports", "reports"),
    )
    assert "not in the unit" in done.stderr

    lines = ("e", "at Carers get good advice from", "p3", "q")
    answer(waiting, *lines, options=("--kind", "findings", "--reports", "reports"))
    found = seal(
        "Carers get good advice from",
        read_report(waiting.parents[1] / "reports" / f"{NAME}.md").by_id["p3"].text,
    )
    assert (
        f"at: {{unit: p3, length: {found.length}, start: 0, digest: {found.digest}}}"
        in waiting.read_text(encoding="utf-8")
    )


def test_without_a_report_units_are_named(waiting: Path) -> None:
    """Without the report, only the unit's name is shown, with a hint on --reports."""
    assert (
        "p1 (1 of 1): to see its words"
        in answer(waiting, "q", options=("--kind", "judgements")).stderr
    )


def test_an_extract_that_is_not_there(waiting: Path) -> None:
    """For an extract that does not exist, the nearest name is proposed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(waiting.parents[1])
        done = CliRunner().invoke(main, ["review", "netherfrd-sif-2016"])
    assert (done.exit_code, f"did you mean '{NAME}'?" in done.stderr) == (
        UnreadableError.exit_code,
        True,
    )


def test_an_extract_made_by_hand_is_left_alone(waiting: Path) -> None:
    """A finished extract that was made by hand is not changed by a review."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(waiting.parents[1])
        before = (waiting.parent / "netherford-sif-2015.yaml").read_bytes()
        done = CliRunner().invoke(main, ["review", "netherford-sif-2015"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert (waiting.parent / "netherford-sif-2015.yaml").read_bytes() == before


# Lines and passages

THIRD_OF_MAY = {
    "printed": "3 May 2016",
    "earliest": "2016-05-03",
    "latest": "2016-05-03",
}


@pytest.mark.parametrize(
    ("record", "name", "line", "value"),
    [
        (Finding, "themes", "health,  early-help", ["health", "early-help"]),
        (Finding, "themes", "[health]", ["health"]),
        (Finding, "note", "[odd] but a text", "[odd] but a text"),
        (
            Finding,
            "compared",
            "{with: national, result: better}",
            {"with": "national", "result": "better"},
        ),
        (Measurement, "value", "18.5", Decimal("18.5")),
        (Measurement, "value", "1,250", "1,250"),
        (Measurement, "printed", "602", "602"),
        (ReportedJudgement, "count", "3", 3),
        (ReportedJudgement, "or_better", "yes", True),
        (Extract, "published", "3 May 2016", THIRD_OF_MAY),
        (
            Extract,
            "published",
            "May 2016",
            {"printed": "May 2016", "earliest": "2016-05-01", "latest": "2016-05-31"},
        ),
        (Extract, "reference", "340", "340"),
    ],
)
def test_lines_become_values(
    record: type[Struct], name: str, line: str, value: Any
) -> None:
    """A typed line becomes a value of the kind that its field has."""
    assert typed(record, name, line) == value


@pytest.mark.parametrize(
    ("record", "name", "line"),
    [
        (Extract, "published", "some day"),
        (Extract, "nothing", "p1"),
        (Finding, "compared", "better"),
        (Recommendation, "parts", "one, two"),
        (Finding, "themes", "[health"),
    ],
)
def test_lines_that_mean_nothing_are_told(
    record: type[Struct], name: str, line: str
) -> None:
    """A line that has no meaning for its field is refused."""
    with pytest.raises(TypedError):
        typed(record, name, line)


@given(st.text(alphabet="abC é1ﬁß-,.\u0301 ", max_size=40), st.data())
def test_words_are_found_where_they_stand(text: str, draw: st.DataObject) -> None:
    """The words that are marked in a passage are the words of the anchor."""
    whole = squeeze(text)
    start = draw.draw(st.integers(0, len(whole)))
    length = draw.draw(st.integers(0, len(whole) - start))
    first, last = bounds(text, start, length)
    if length and len(squeeze(text[:first])) == start:
        assert squeeze(text[first:last]).startswith(whole[start : start + length])


def test_what_is_amiss_with_a_passage_is_told(waiting: Path) -> None:
    """A remark says that a unit is missing, or that its words are not found."""
    document = read_report(waiting.parents[1] / "reports" / f"{NAME}.md")
    assert (
        passage(document, {"unit": "p99"}).remark
        == "the report does not have this unit"
    )
    lost = passage(document, {"unit": "p1", "length": 5, "digest": "0" * 12})
    assert (lost.remark, lost.text[:6]) == (
        "the words of the anchor do not occur exactly once in the unit",
        "Visits",
    )
    words = seal("some of them are late", document.by_id["p2"].text)
    found = passage(
        document, {"unit": "p2", "length": words.length, "digest": words.digest}
    )
    assert found.text == "Plans are short, and >>some of them are late<<."
