"""The log of decisions: what was decided is on the disk at once, and the extract is written once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspectgraph.load import Context, load_context
from inspectgraph.model.errors import ExtractError, UnreadableError, UsageError
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.read import read_report
from inspectgraph.review import Review
from inspectgraph.review.session import anchor_of
from inspectgraph.review.unconfirmed import Item
from review_project import NAME, drafted_project


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """Return the draft of a small project that waits for its curator."""
    return drafted_project(tmp_path)


@pytest.fixture
def context(waiting: Path, vocabulary: Vocabulary) -> Context:
    """Return the registry and the vocabularies of the project."""
    return load_context(waiting.parents[1], vocabulary)


def log_of(waiting: Path) -> Path:
    """Return the path of the log next to an extract."""
    return waiting.with_suffix(".decisions.jsonl")


def item(under: Review, name: str) -> Item:
    """Return an unconfirmed value by its name."""
    return next(one for one in under.items() if one.name == name)


def names(under: Review) -> set[str]:
    """Return the names of the unconfirmed values."""
    return {one.name for one in under.items()}


def killed(under: Review) -> None:
    """Let a review end as if its process was killed."""
    under.history.log.leave()


def lines(waiting: Path) -> list[dict[str, object]]:
    """Return the lines of a log."""
    return [
        json.loads(line) for line in log_of(waiting).read_text("utf-8").splitlines()
    ]


def test_a_decision_is_one_line_of_the_log(waiting: Path, context: Context) -> None:
    """The line says which value, what was decided, when and with which version; the extract stays."""
    before = waiting.read_bytes()
    under = Review(waiting, context)
    assert not log_of(waiting).exists()
    under.correct(item(under, "p1-aaaa"), "grade", "outstanding")
    begin, change = lines(waiting)
    assert begin["decision"] == "begin"
    assert (change["decision"], change["group"], change["name"], change["field"]) == (
        "change",
        "judgements",
        "p1-aaaa",
        "grade",
    )
    assert change["value"] == "outstanding"
    assert str(change["tool"]).startswith("inspectgraph ")
    assert str(change["when"])[4] == "-"

    log = log_of(waiting).read_bytes()
    under.accept(item(under, "title"))
    assert log_of(waiting).read_bytes().startswith(log)
    assert len(lines(waiting)) == 3
    assert waiting.read_bytes() == before


def test_the_extract_is_written_once_and_the_log_removed(
    waiting: Path, context: Context
) -> None:
    """After the end there is no log, and the extract has all decisions."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    under.reject(item(under, "p3-eeee"))
    under.save()
    assert not log_of(waiting).exists()
    text = waiting.read_text("utf-8")
    assert "title: {confidence" not in text
    assert "p3-eeee" not in text


def test_a_killed_review_goes_on(waiting: Path, context: Context) -> None:
    """Each kind of decision is repeated, and can still be undone."""
    document = read_report(waiting.parents[1] / "reports" / f"{NAME}.md")
    under = Review(waiting, context, document)
    before = under.text
    under.accept(item(under, "title"))
    under.correct(item(under, "authorities"), "authorities", ["netherford"])
    under.accept(item(under, "p1-bbbb"), "All that is seen is written down.")
    under.reject(item(under, "p3-eeee"))
    under.word_part(item(under, "recommendations-1-ffff"), 0, "For every child.")
    words = "Carers get good advice from the harbour team."
    under.add_finding(
        {
            "polarity": "strength",
            "themes": ["early-help"],
            "note": "The team by the sea is a help to those who foster.",
            "at": anchor_of(words, "p3", document),
        }
    )
    under.nothing("p2", "context")
    under.undo()
    decided = under.text
    killed(under)
    assert waiting.read_text("utf-8") == before

    again = Review(waiting, context, document)
    assert again.messages == ["Restored from an unfinished review: 6 decisions."]
    assert again.text == decided
    while again.undo():
        pass
    assert again.text == before


def test_numbers_keep_their_digits(waiting: Path, context: Context) -> None:
    """A decimal number that was typed comes out of the log as it was typed."""
    text = waiting.read_text("utf-8") + (
        "\nmeasurements:\n  - id: p1-gggg\n    indicator: child-population\n    value: 5\n"
        '    printed: "5"\n    unit: number\n    kind: count\n    note: "Drafted: five;'
        ' to be worded by the curator."\n    draft: {confidence: 0.5, rule: r}\n'
        "    at: {unit: p1, length: 10, start: 0, digest: 0123456789ab}\n"
    )
    waiting.write_text(text, "utf-8")
    under = Review(waiting, context)
    under.correct(item(under, "p1-gggg"), "value", Decimal("5.50"))
    killed(under)
    assert "    value: 5.50\n" in Review(waiting, context).text


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_line_that_is_cut_off_loses_one_decision(
    waiting: Path, context: Context, cut: int
) -> None:
    """A log with a cut-off last line loses that decision only, and goes on."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    under.accept(item(under, "framework"))
    killed(under)
    log_of(waiting).write_bytes(log_of(waiting).read_bytes()[:-cut])

    again = Review(waiting, context)
    assert again.messages[0] == (
        f"The last line of {NAME}.decisions.jsonl is cut off: that decision is lost, the"
        " ones before it are kept."
    )
    assert names(again) & {"title", "framework"} == {"framework"}
    again.accept(item(again, "framework"))
    assert [one["decision"] for one in lines(waiting)] == ["begin", "accept", "accept"]


def test_a_log_that_was_never_begun_is_removed(waiting: Path, context: Context) -> None:
    """A review that was killed before its first line is whole has no decisions."""
    log_of(waiting).write_bytes(b'{"decision":"beg')
    under = Review(waiting, context)
    assert len(under.items()) == 10
    assert not log_of(waiting).exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.replace(b'"decision":"accept"', b'"decision":"agree"', 1),
        lambda log: log.partition(b"\n")[2],
        lambda log: b"\n" + log,
    ],
)
def test_another_file_is_no_log(
    waiting: Path, context: Context, spoil: Callable[[bytes], bytes]
) -> None:
    """A line that is no decision ends the review with its place, and nothing is changed."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    under.accept(item(under, "framework"))
    killed(under)
    spoilt = spoil(log_of(waiting).read_bytes())
    log_of(waiting).write_bytes(spoilt)
    before = waiting.read_bytes()
    with pytest.raises(UnreadableError, match="not a decision"):
        Review(waiting, context)
    assert (log_of(waiting).read_bytes(), waiting.read_bytes()) == (spoilt, before)


def test_an_extract_that_was_edited_since_keeps_its_edits(
    waiting: Path, context: Context
) -> None:
    """Decisions about unchanged values are kept; one about an edited value is named and given up."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    under.accept(item(under, "p1-aaaa"))
    under.correct(item(under, "p2-cccc"), "note", "Plans lack detail.")
    killed(under)
    edited = waiting.read_text("utf-8").replace("grade: good", "grade: inadequate")
    waiting.write_text(edited, "utf-8")

    again = Review(waiting, context)
    assert "was edited after an unfinished review with" in again.messages[0]
    assert again.messages[1:] == [
        "Decision discarded, because the value has changed: accept p1-aaaa"
    ]
    assert "p1-aaaa" in names(again)
    assert "title" not in names(again)
    killed(again)
    third = Review(waiting, context)
    assert third.text == again.text
    assert "grade: inadequate" in third.text
    third.save()
    assert "note: Plans lack detail." in waiting.read_text("utf-8")


def test_a_log_whose_decisions_are_written_is_removed(
    waiting: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between writing the extract and removing the log loses and repeats nothing."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    under.reject(item(under, "p1-bbbb"))
    monkeypatch.setattr(type(under.history.log), "remove", lambda log: log.leave())
    under.save()
    monkeypatch.undo()
    assert log_of(waiting).exists()
    written = waiting.read_bytes()

    again = Review(waiting, context)
    assert again.messages == []
    assert not log_of(waiting).exists()
    assert again.text.encode() == written


def test_a_full_disk_keeps_what_was_decided(
    waiting: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision that cannot be logged is not made, and a half line is taken back."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    before, log = under.text, log_of(waiting).read_bytes()
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        if len(content) > 10:
            return write(descriptor, content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(UsageError, match="No space left"):
        under.accept(item(under, "framework"))
    monkeypatch.undo()
    assert (under.text, log_of(waiting).read_bytes()) == (before, log)
    under.accept(item(under, "framework"))
    assert len(lines(waiting)) == 3


def test_two_reviews_of_one_extract(
    waiting: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is refused while the first has decisions that are not written."""
    monkeypatch.setattr("inspectgraph.files.locks.WAIT", 0)
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    with pytest.raises(UsageError, match="is being written by another process"):
        Review(waiting, context)
    under.save()
    assert "title" not in names(Review(waiting, context))


def test_a_change_elsewhere_during_a_review_is_kept(
    waiting: Path, context: Context
) -> None:
    """The file is read again, decisions about unchanged values are kept, and both are written."""
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    waiting.write_text(
        waiting.read_text("utf-8").replace("2016-05-03", "2016-05-04"), "utf-8"
    )
    assert under.reload()[0].endswith("was changed elsewhere and has been read again.")
    under.accept(item(under, "p1-aaaa"))
    under.save()
    text = waiting.read_text("utf-8")
    assert "2016-05-04" in text
    assert "title: {confidence" not in text


def test_values_accepted_together_are_taken_back_together(
    waiting: Path, context: Context
) -> None:
    """Values accepted in bulk are undone together; faulty values are left alone."""
    under = Review(waiting, context)
    before = under.text
    good, bad = under.accept_all(under.items(), "bulk")
    assert [one.name for one in good] == [
        "title",
        "framework",
        "published",
        "Which authority is it about?",
        "p1-aaaa",
    ]
    assert {one.name for one, _ in bad} == {
        "authorities",
        "p1-bbbb",
        "p2-cccc",
        "p3-eeee",
        "recommendations-1-ffff",
    }
    logged = lines(waiting)[1:]
    assert {one["how"] for one in logged} == {"bulk"}
    assert (under.accepted("bulk"), under.accepted("")) == (5, 0)
    assert under.undo() == ("drafted", "title")
    assert under.text == before
    assert under.undo() is None


def test_a_required_value_that_is_empty_is_not_confirmed(
    waiting: Path, context: Context
) -> None:
    """With an empty list of authorities, the extract stays a draft."""
    under = Review(waiting, context)
    for key in [one.key for one in under.items() if one.name != "authorities"]:
        one = under.find(key)
        assert one
        if one.group in {"drafted", "questions"}:
            under.accept(one)
        else:
            under.reject(one)
    assert [one.name for one in under.items()] == ["authorities"]
    assert not under.finish(date(2016, 11, 24))
    assert "method: drafted," in under.text
    under.correct(item(under, "authorities"), "authorities", ["netherford"])
    assert under.finish(date(2016, 11, 24))
    assert "method: drafted-and-confirmed" in waiting.read_text("utf-8")


def test_nothing_needs_a_paragraph_without_statements(
    waiting: Path, context: Context
) -> None:
    """A paragraph is marked as empty only if no confirmed statement rests on it."""
    under = Review(waiting, context)
    assert under.nothing("p2", "context") == 1
    assert "p2-cccc" not in names(under)
    assert under.pieces.frame["nothing"] == {"p2": "context"}
    with pytest.raises(ExtractError, match="p3-dddd"):
        under.nothing("p3", "context")
    with pytest.raises(ExtractError, match="no-such-reason"):
        under.nothing("p1", "no-such-reason")
    assert under.undo()
    assert "p2-cccc" in names(under)


def test_a_finding_of_the_curator_is_checked(waiting: Path, context: Context) -> None:
    """A curator's finding needs words, themes and a note that copies nothing."""
    document = read_report(waiting.parents[1] / "reports" / f"{NAME}.md")
    under = Review(waiting, context, document)
    fields = {
        "polarity": "weakness",
        "themes": ["early-help"],
        "note": "Plans are short, and some of them are late.",
        "at": anchor_of("Plans are short, and some of them", "p2", document),
    }
    with pytest.raises(ExtractError, match="copied-words"):
        under.add_finding(fields)
    with pytest.raises(ExtractError, match="did you mean 'early-help'"):
        under.add_finding({**fields, "themes": ["erly-help"], "note": "Late plans."})
    name = under.add_finding({**fields, "note": "Late plans."})
    assert name.startswith("p2-")
    assert name not in names(under)
    order = [one.record["id"] for one in under.statements() if one.group == "findings"]
    assert order == ["p1-bbbb", "p2-cccc", name, "p3-dddd", "p3-eeee"]


def test_a_link_to_the_extract_stays_a_link(waiting: Path, context: Context) -> None:
    """The log lies next to the link, and the linked file is written."""
    real = waiting.rename(waiting.parents[1] / "real.yaml")
    waiting.symlink_to(real)
    under = Review(waiting, context)
    under.accept(item(under, "title"))
    assert log_of(waiting).exists()
    under.save()
    assert waiting.is_symlink()
    assert "title: {confidence" not in real.read_text("utf-8")
