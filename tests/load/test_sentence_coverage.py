"""Which sentences of a report an extract accounts for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from inspectgraph.anchors.verify import verify
from inspectgraph.cli import main
from inspectgraph.load import Loaded, load_project
from inspectgraph.load.sentence_coverage import (
    sentence_states,
    sentences_by_section,
    thin_paragraphs,
)
from inspectgraph.model.errors import ExtractError

NAME = "netherford-jar-2008"
PROJECT = Path(__file__).parents[1] / "projects" / "small"


def loaded(project: Path) -> Loaded:
    """Return the extract of the older report."""
    return {one.extract.report: one for one in load_project(project).extracts}[NAME]


def changed(project: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Change the data of the older extract."""
    file = project / "extracts" / f"{NAME}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return project


def relisted(project: Path, unit: str, sentences: str) -> Path:
    """Divide a unit of the older report into sentences of other lengths."""
    file = project / "extracts" / f"{NAME}.units.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines):
        if line.startswith(f"{unit}\t"):
            lines[n] = "\t".join([*line.split("\t")[:4], sentences])
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return project


def test_sentences_of_sections() -> None:
    """The counts of each section are those of a person who read the 17 sentences."""
    found = sentences_by_section(loaded(PROJECT))
    assert [
        (one.section, one.sentences, one.curated, one.explained, one.open)
        for one in found
    ] == [
        ("introduction", 1, 1, 0, 0),
        ("main-findings", 5, 4, 1, 0),
        ("grades", 4, 3, 0, 1),
        ("recommendations/immediate", 1, 1, 0, 0),
        ("recommendations/six-months", 3, 3, 0, 0),
        ("safeguarding", 3, 2, 0, 1),
    ]
    assert [one.reasons for one in found if one.reasons] == [{"heading": 1}]


def test_the_columns_of_a_table_are_sections(small_copy: Path) -> None:
    """Rows hold strengths and weaknesses; each entry counts for its own column.

    What comes after the table belongs to the section around it.
    """
    file = small_copy / "extracts" / f"{NAME}.units.tsv"
    before, heading, after = file.read_text(encoding="utf-8").partition(
        next(
            line
            for line in file.open(encoding="utf-8")
            if line[:13] == "safeguarding\t"
        )
    )
    rows = [
        "safeguarding/strengths\tsection\taaaaaaaaaaaa\t9\t",
        "safeguarding/weaknesses\tsection\taaaaaaaaaaab\t10\t",
        "safeguarding/strengths/1\tbullet\taaaaaaaaaaac\t30\t10 20",
        "safeguarding/weaknesses/1\tbullet\taaaaaaaaaaad\t30\t30",
        "safeguarding/strengths/2\tbullet\taaaaaaaaaaae\t30\t30",
    ]
    table = "".join(f"{row}\n" for row in rows)
    file.write_text(f"{before}{heading}{table}{after}", encoding="utf-8")
    found = sentences_by_section(loaded(small_copy))
    assert [(one.section, one.sentences, one.curated) for one in found[-3:]] == [
        ("safeguarding", 3, 2),
        ("safeguarding/strengths", 3, 0),
        ("safeguarding/weaknesses", 1, 0),
    ]


def test_only_content_is_counted() -> None:
    """Covers, contents and headings have no sentences that a statement could rest on."""
    kinds = {
        loaded(PROJECT).units[unit].kind for unit in sentence_states(loaded(PROJECT))
    }
    assert kinds == {"paragraph", "bullet", "row"}


@pytest.mark.parametrize(
    ("sentences", "states"),
    [
        # An anchor of 38 letters from the 19th letter, and one of the whole unit.
        ("18 38", ["curated", "curated"]),
        # The whole unit counts for its two longest sentences only.
        ("10 8 18 20", ["open", "open", "curated", "curated"]),
    ],
)
def test_an_anchor_touches_at_most_two_sentences(
    small_copy: Path, sentences: str, states: list[str]
) -> None:
    """Of the sentences in a quotation, at most the two longest count as covered."""
    project = relisted(small_copy, "p2/1", sentences)
    found = sentence_states(loaded(project))["p2/1"]
    assert [state for state, _ in found] == states


def test_an_anchor_that_ends_in_the_next_sentence_does_not_touch_it(
    small_copy: Path,
) -> None:
    """A sentence counts only if it shares half of itself or half of the anchor."""
    # The anchor of p3 has the letters 18 to 56; another has 56 to 88.
    project = relisted(small_copy, "p3", "50 38")
    found = sentence_states(loaded(project))["p3"]
    assert [state for state, _ in found] == ["curated", "curated"]
    project = relisted(small_copy, "p3", "20 68")
    found = sentence_states(loaded(project))["p3"]
    assert [state for state, _ in found] == ["open", "curated"]


def test_a_draft_accounts_for_nothing(small_copy: Path) -> None:
    """Sentences that only a draft covers stay open."""

    def draft(data: dict[str, Any]) -> None:
        data["findings"][1]["draft"] = {"confidence": 0.5, "rule": "listed-weakness"}

    found = sentence_states(loaded(changed(small_copy, draft)))["p2/3"]
    assert found == [("open", "")]


def explain(reason: str, **more: object) -> Callable[[dict[str, Any]], None]:
    """Return a change that explains the first sentence of p3 by a reason."""

    def change(data: dict[str, Any]) -> None:
        at = {"unit": "p3", "length": 18, "start": 0, "digest": "6f5a3ee0a5c5"}
        data["explained"] = [{"reason": reason, "at": at, **more}]

    return change


def test_a_sentence_can_be_explained(small_copy: Path) -> None:
    """A sentence for which the extract gives a reason counts as explained."""
    change = explain("repeated", see=["p2-1-i9j0"])
    found = sentence_states(loaded(changed(small_copy, change)))["p3"]
    assert found == [("explained", "repeated"), ("curated", "")]


def test_a_repeated_sentence_names_what_it_repeats(small_copy: Path) -> None:
    """A sentence explained as a repetition must name the statement that it repeats."""
    with pytest.raises(ExtractError) as caught:
        load_project(changed(small_copy, explain("repeated")))
    assert [one.found for one in caught.value.problems] == [
        "the key 'see' is missing from the entry of a repeated sentence"
    ]


@pytest.mark.parametrize(
    "change", [explain("dull"), explain("context", see=["p9-none"])]
)
def test_reasons_and_statements_are_known(
    small_copy: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    """An unknown reason, or a repeated statement that does not exist, is refused."""
    with pytest.raises(ExtractError) as caught:
        load_project(changed(small_copy, change))
    assert len(caught.value.problems) == 1


def test_explained_words_are_verified(small_copy: Path) -> None:
    """`verify` checks the anchors of explained sentences like those of statements."""
    project = load_project(changed(small_copy, explain("context")))
    found = {one.evidence: one.state for one in verify(project, PROJECT / "reports")}
    # The digest is not that of the words.
    assert found["explained-1-1"] == "lost"


def test_long_paragraphs_with_one_statement_are_listed(small_copy: Path) -> None:
    """Long paragraphs that have only one statement are listed for curators."""
    assert thin_paragraphs(loaded(small_copy)) == []
    project = relisted(small_copy, "p2/3", "7 10 10 10")
    assert thin_paragraphs(loaded(project)) == ["p2/3"]


def run(project: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run `coverage` in a project."""
    monkeypatch.chdir(project)
    return CliRunner().invoke(main, ["coverage", *words], catch_exceptions=False)


def test_the_command_prints_open_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command prints the words of open sentences, which it reads in the report."""
    result = run(PROJECT, NAME, "--reports", "reports", monkeypatch=monkeypatch)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-2:] == [
        "grades/header: Local services overall",
        "p3: Safeguarding is good.",
    ]


def test_the_command_fails_below_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command fails if less than the demanded share of sentences is covered."""
    for least, code in (("80", 0), ("90", 1)):
        result = run(PROJECT, "--fail-under", least, monkeypatch=monkeypatch)
        assert result.exit_code == code


def test_few_sentences_may_be_explained_otherwise_than_as_method_or_heading(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If over a tenth of the sentences are explained as definitions, the command fails.

    Sentences explained as headings are allowed.
    """

    def both(reason: str) -> Callable[[dict[str, Any]], None]:
        def change(data: dict[str, Any]) -> None:
            explain(reason)(data)
            data["nothing"] = {"p2": reason}

        return change

    for reason, code in (("heading", 0), ("definition", 1)):
        project = changed(small_copy, both(reason))
        result = run(project, NAME, "--fail-under", "80", monkeypatch=monkeypatch)
        assert result.exit_code == code
        told = f"{NAME}: 11.8 % of the sentences are explained with a reason"
        assert (told in result.stderr) is bool(code)


def test_the_command_in_other_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other formats have a row for each section."""
    rows = json.loads(
        run(PROJECT, NAME, "--format", "json", monkeypatch=monkeypatch).stdout
    )
    assert rows[1] == {
        "report": NAME,
        "section": "main-findings",
        "sentences": 5,
        "curated": 4,
        "explained": 1,
        "open": 0,
        "reasons": {"heading": 1},
    }
    table = run(PROJECT, NAME, "--format", "csv", monkeypatch=monkeypatch).stdout
    assert f"{NAME},main-findings,5,4,1,0,heading 1" in table.splitlines()


@pytest.mark.parametrize("words", [("--thin",), ("--reports", "reports")])
def test_lists_are_text(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format is refused with an option that prints a list as text."""
    result = run(PROJECT, NAME, *words, "--format", "json", monkeypatch=monkeypatch)
    assert result.exit_code == 2
    assert f"{words[0]} prints lists as text; omit --format json" in result.output


def test_a_report_that_no_extract_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report without an extract is refused, and the message proposes the nearest name."""
    monkeypatch.chdir(PROJECT)
    result = CliRunner().invoke(main, ["coverage", "netherford-jar-2009"])
    assert result.exit_code == 2
    assert "did you mean" in result.output


def test_a_list_without_sentences_is_reported(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of units that has no sentence lengths is reported, and counts nothing."""
    file = small_copy / "extracts" / f"{NAME}.units.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(
        "\n".join("\t".join(line.split("\t")[:4]) for line in lines) + "\n",
        encoding="utf-8",
    )
    result = run(small_copy, "--fail-under", "10", monkeypatch=monkeypatch)
    assert result.exit_code == 1
    assert f"{NAME}: the list of units does not have the lengths" in result.output
