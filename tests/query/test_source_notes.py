"""What answers say of their sources: status, corrections, confirmation, pages and rights."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml
from click.testing import CliRunner
from pyoxigraph import Store

from inspectgraph.build import assemble, build
from inspectgraph.cli import main
from inspectgraph.load import load_project
from inspectgraph.model.extract import Curation
from inspectgraph.query import Answer, ask
from inspectgraph.query.cells import cells
from inspectgraph.query.questions import question, questions
from inspectgraph.query.source_notes import CONFIRMED, source_notes, words_notes
from inspectgraph.store.published import open_graph

OLD, NEW = "netherford-jar-2008", "netherford-sif-2015"
GRADE = "grades-overall-judgement-a2b3"
TWO = {
    "method": "two-programs",
    "by": ["first program 1", "second program 2"],
    "finished": "2026-11-29",
}
LATER = (
    "Grades as printed then; later inspections, monitoring or focused visits may exist"
)
PROGRAMS = "read by two programs that agreed; not checked by a person"
CROWN = (
    f"Words of {NEW}: Crown copyright, shown on this machine only; not for publication."
)
OPEN = (
    f"Words of {NEW}: contains public sector information licensed under the Open"
    " Government Licence."
)
SOURCE = (
    "Source: Office for Standards in Education, Children's Services and Skills."
    " No inspectorate endorses this."
)


def page(day: str) -> dict[str, Any]:
    """Return a confirmation by comparison with the page, on a day."""
    return {"method": "page", "by": ["curator"], "finished": day}


def changed(project: Path, name: str, *how: str, **keys: Any) -> Path:
    """Add keys to an extract, and ways of confirmation to its judgements."""
    file = project / f"extracts/{name}.yaml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    if how:
        for one in record["judgements"]:
            one["confirmed"] = list(how)
    file.write_text(yaml.safe_dump({**record, **keys}, sort_keys=False))
    return project


def graph(project: Path) -> Store:
    """Return the graph of a project."""
    return assemble(load_project(project))


def notes(answer: Answer) -> list[str]:
    """Return the sentences below an answer, but those on its coverage."""
    return [one for one in answer.covers if not one.startswith("Covers")]


@pytest.mark.parametrize(
    ("method", "described", "sentence"),
    [
        ("two-programs", TWO, f"R{PROGRAMS[1:]}."),
        ("page", page("2026-11-30"), "Checked against the page on 2026-11-30."),
        ("", None, "Curated by hand."),
    ],
)
def test_one_way_of_confirmation_is_one_sentence(
    small_copy: Path, method: str, described: Any, sentence: str
) -> None:
    """An answer has one sentence on how the grades that it shows were confirmed."""
    confirmations = [described] if described else []
    changed(small_copy, NEW, *filter(None, [method]), confirmations=confirmations)
    answer = ask(graph(small_copy), "judgements", report=NEW)
    assert notes(answer) == [f"{LATER}.", sentence]


MODEL = {"role": "curator", "agent": "language-model"}
READER = {"role": "second-reader", "agent": "language-model", "version": "Some model 2"}
PERSON = {"role": "supervisor", "agent": "person"}


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (
            [MODEL],
            "Curated by a language model (version not recorded).",
        ),
        (
            [PERSON, READER, MODEL],
            "Curated by a language model (version not recorded), read again by a language"
            " model (Some model 2), supervised by the inspectgraph contributors.",
        ),
        (
            [MODEL, {**MODEL, "version": "Some model 1"}],
            "Curated by a language model (Some model 1) and a language model (version not"
            " recorded).",
        ),
    ],
)
def test_who_curated_is_named_by_role(
    small_copy: Path, by: list[dict[str, str]], sentence: str
) -> None:
    """Each agent in its role, a model with its version or without one; no person by name."""
    curation = {"method": "by-language-model", "finished": "2026-11-30", "by": by}
    changed(small_copy, NEW, curation=curation)
    answer = ask(graph(small_copy), "judgements", report=NEW)
    assert notes(answer)[1] == sentence


def test_reports_with_other_curators_share_only_the_method(small_copy: Path) -> None:
    """For reports with different curators, the note names only the common method."""
    for name, by in ((OLD, [MODEL]), (NEW, [MODEL, PERSON])):
        curation = {"method": "by-language-model", "finished": "2026-11-30", "by": by}
        changed(small_copy, name, curation=curation)
    answer = ask(graph(small_copy), "judgements")
    assert notes(answer)[1] == "Curated by a language model."


def test_several_ways_are_counted(small_copy: Path) -> None:
    """A report whose grades were confirmed in two ways counts once, with both."""
    both = [page("2026-11-20"), TWO]
    changed(small_copy, OLD, "two-programs", "page", confirmations=both)
    changed(small_copy, NEW, "page", confirmations=[page("2026-11-30")])
    answer = ask(graph(small_copy), "judgements")
    assert notes(answer)[1] == (
        "1 report: checked against the page on 2026-11-30. 1 report: read by two"
        " programs that agreed, and checked against the page on 2026-11-20."
    )


def test_only_the_confirmation_of_grades_counts(small_copy: Path) -> None:
    """The note says how the grades were confirmed, not how other statements were."""
    changed(small_copy, NEW, "two-programs", confirmations=[TWO, page("2026-11-30")])
    answer = ask(graph(small_copy), "judgements", report=NEW)
    assert notes(answer)[1] == f"R{PROGRAMS[1:]}."


def test_drafts_say_that_nobody_confirmed_them(small_copy: Path) -> None:
    """An answer from a draft says that nobody confirmed it."""
    changed(small_copy, NEW, curation={"method": "drafted", "finished": "2026-11-30"})
    answer = ask(graph(small_copy), "judgements", report=NEW)
    assert notes(answer)[1] == "Drafted; not confirmed."


@pytest.mark.parametrize(
    ("names", "words"),
    [(["a", "b", "c"], "a, b and c"), (["a", "b", "c", "d"], "a, b, c and 1 more")],
)
def test_up_to_three_reports_are_named(names: list[str], words: str) -> None:
    """Three reports are named, and of more reports the first three and the number of the others."""
    first = next(words_notes(Store(), names))
    assert first.startswith(f"Words of {words}: Crown copyright")


def test_each_method_of_curation_has_words(small_copy: Path) -> None:
    """Each method that an extract may name has words, so that no report is left out of the note."""
    assert set(get_args(get_type_hints(Curation)["method"])) <= CONFIRMED.keys()
    method = {"method": "drafted-and-compared", "finished": "2026-11-30"}
    changed(small_copy, NEW, curation=method)
    answer = ask(graph(small_copy), "judgements")
    assert notes(answer)[1] == (
        "1 report: curated by hand. 1 report: drafted, then compared with a second program."
    )


def test_the_page_of_the_one_council_is_named(small_copy: Path) -> None:
    """An answer on one council names its page, if its number is known."""
    file = small_copy / "extracts/registry/authorities.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('  dfe: "999"\n', '  dfe: "999"\n  ofsted: "80999"\n'))
    answer = ask(graph(small_copy), "grade-trajectory", authority="netherford")
    address = "https://reports.ofsted.gov.uk/provider/44/80999"
    assert notes(answer)[0] == f"{LATER}: {address}."


def test_two_councils_have_no_page_together(project: Path) -> None:
    """An answer on several councils names no page, and one on a single council does."""
    store = open_graph(project / "graphs")
    assert notes(ask(store, "judgements"))[0] == f"{LATER}."
    (first, second) = notes(ask(store, "judgements", report="halton-jar-2008"))
    assert first == f"{LATER}: https://reports.ofsted.gov.uk/provider/44/80471."
    assert second == (
        "Curated by a language model (version not recorded), read again by a language model"
        " (version not recorded), supervised by the inspectgraph contributors."
    )


def test_answers_without_grades_or_rows_say_nothing(small_store: Store) -> None:
    """An answer that shows no grades or has no rows has no notes on its sources."""
    assert notes(ask(small_store, "who-inspected")) == []
    assert source_notes(small_store, question("judgements"), ()) == ()


def test_the_questions_that_show_grades() -> None:
    """Questions that show grades are recognised by the names of their columns."""
    found = {one.name for one in questions() if one.shows_grades}
    assert found >= {
        "grade-trajectory",
        "judgements",
        "judgements-that-fell",
        "quoted-judgements",
    }
    assert not found & {"comparisons", "coverage", "evidence", "corrections"}


def test_a_withdrawn_report_is_marked_in_tables(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables mark a withdrawn report, while its name in data stays unchanged."""
    status = {"kind": "withdrawn", "source": "https://example.org/netherford"}
    build(changed(small_copy, NEW, status=status), draw=False)
    store = graph(small_copy)
    answer = ask(store, "judgements", report=NEW)
    assert {row[0] for row in cells(answer)} == {f"{NEW} (withdrawn)"}
    assert {row[0] for row in answer.rows} == {NEW}
    assert notes(answer)[0] == f"Withdrawn by the inspectorate: {NEW}."
    assert notes(ask(store, "judgements", report=OLD)) == notes(answer)[1:]
    monkeypatch.chdir(small_copy)
    asked = ["query", "judgements", "--report", NEW]
    assert f"{NEW} (withdrawn) · " in CliRunner().invoke(main, asked).stdout
    table = CliRunner().invoke(main, [*asked, "--format", "csv"])
    assert "(withdrawn)" not in table.stdout
    assert "Withdrawn by the inspectorate" in table.stderr


def corrected(project: Path) -> Store:
    """Return a graph with a corrected grade."""
    record = {
        "statement": GRADE,
        "key": "grade",
        "was": "good",
        "day": "2026-11-29",
        "reason": "The row below it was read.",
    }
    return graph(changed(project, NEW, corrections=[record]))


def test_a_corrected_value_is_named_and_listed(small_copy: Path) -> None:
    """A note names the corrected report, and a question lists old and new value."""
    store = corrected(small_copy)
    assert notes(ask(store, "judgements"))[0] == (
        f"Reports with corrected values: {NEW};"
        " `inspectgraph query corrections` lists the values."
    )
    answer = ask(store, "corrections")
    rows = {(row[2], row[3]): row for row in answer.rows}
    assert rows["corrected", GRADE] == (
        NEW,
        "2026-11-29",
        "corrected",
        GRADE,
        "grade",
        "good",
        "requires-improvement",
        "The row below it was read.",
    )
    withdrawn = [row for row in answer.rows if row[2] == "withdrawn"]
    assert len(withdrawn) == 1
    assert withdrawn[0][1] is None


def test_corrections_of_one_report(small_copy: Path) -> None:
    """A correction of a value of the whole report has no statement."""
    record = {
        "key": "published",
        "was": "4 May 2015",
        "day": "2026-11-29",
        "reason": "A misprint of the curator.",
    }
    store = graph(changed(small_copy, NEW, corrections=[record]))
    rows = ask(store, "corrections", report=NEW).rows
    assert (NEW, "2026-11-29", "corrected", None, "published") in {
        row[:5] for row in rows
    }
    assert {row[0] for row in ask(store, "corrections", report=OLD).rows} <= {OLD}


def test_words_come_with_their_rights(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed words come with a note on whether they may be published."""
    asked = ["query", "evidence", "--statement", GRADE, "--format", "csv"]
    licence = "open-government-licence-3"
    for rights, sentence in (("crown-copyright-2015", CROWN), (licence, OPEN)):
        build(changed(small_copy, NEW, rights=rights), draw=False)
        monkeypatch.chdir(small_copy)
        done = CliRunner().invoke(main, [*asked, "--reports", "reports"])
        assert done.stderr.endswith(f"{sentence}\n{SOURCE}\n")
        assert done.exit_code == 0
    assert "Words of" not in CliRunner().invoke(main, asked).stderr
