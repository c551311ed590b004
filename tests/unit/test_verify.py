"""Anchors looked up in the reports: found, lost, ambiguous, without their unit; and the words they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.build import assemble, build
from inspectgraph.cli import main
from inspectgraph.errors import UnreadableError, UsageError
from inspectgraph.identifiers import graph
from inspectgraph.load import load_project
from inspectgraph.namespaces import INSP, OA
from inspectgraph.read import read_report
from inspectgraph.verify import Checked, verification_quads, verify
from inspectgraph.vocabulary import Vocabulary

NAME = "netherford-jar-2008"


def looked_up(folder: Path, vocabulary: Vocabulary) -> list[Checked]:
    """Return what became of every anchor of a copy of the small project."""
    return list(verify(load_project(folder, vocabulary), folder / "reports"))


def in_a_paragraph(folder: Path, vocabulary: Vocabulary) -> Checked:
    """Return an anchor whose words stand in the report's text as they are, and only once."""
    text = (folder / "reports" / f"{NAME}.md").read_text(encoding="utf-8")
    checked = (one for one in looked_up(folder, vocabulary) if one.report == NAME and "/" not in one.unit)
    return next(one for one in checked if text.count(one.words) == 1)


def edit(folder: Path, change: Callable[[str], str]) -> None:
    """Change the text of the report, as another edition would."""
    file = folder / "reports" / f"{NAME}.md"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def states(checked: list[Checked]) -> dict[str, str]:
    """Return what is wrong, by evidence."""
    return {one.evidence: one.state for one in checked if one.report == NAME and one.state != "found"}


def test_every_anchor_is_found_in_its_report(small_copy: Path, vocabulary: Vocabulary) -> None:
    """The anchors of the small project are found, each once, and lead to words of their unit."""
    checked = looked_up(small_copy, vocabulary)
    units = read_report(small_copy / "reports" / f"{NAME}.md").by_id

    assert checked
    assert {one.state for one in checked} == {"found"}
    assert all(one.words in units[one.unit].text for one in checked if one.report == NAME)


def test_a_changed_word_loses_its_anchor_alone(small_copy: Path, vocabulary: Vocabulary) -> None:
    """When a report is changed in one place, the anchors on these words are orphans, and no others."""
    one = in_a_paragraph(small_copy, vocabulary)
    edit(small_copy, lambda text: text.replace(one.words, one.words[::-1], 1))
    lost = states(looked_up(small_copy, vocabulary))

    assert lost[one.evidence] == "lost"
    assert {found.unit for found in looked_up(small_copy, vocabulary) if found.state == "lost"} == {one.unit}


def test_words_that_occur_twice_are_ambiguous(small_copy: Path, vocabulary: Vocabulary) -> None:
    """An anchor whose words are in the unit twice is no longer trusted, and all places are counted."""
    one = in_a_paragraph(small_copy, vocabulary)
    edit(small_copy, lambda text: text.replace(one.words, f"{one.words} {one.words}", 1))
    again = next(found for found in looked_up(small_copy, vocabulary) if found.evidence == one.evidence)

    assert (again.state, len(again.starts)) == ("ambiguous", 2)


def test_a_missing_unit_is_told(small_copy: Path, vocabulary: Vocabulary) -> None:
    """An anchor to a paragraph that the edition at hand does not number is told apart from lost words."""
    edit(small_copy, lambda text: text.replace("\n2. ", "\nII. ", 1))

    assert "no-unit" in states(looked_up(small_copy, vocabulary)).values()


def test_what_was_found_is_a_graph_of_its_own(small_copy: Path, vocabulary: Vocabulary) -> None:
    """States and words stand in the graph of verification, one state an anchor."""
    checked = looked_up(small_copy, vocabulary)
    store = assemble(load_project(small_copy, vocabulary))
    quads = verification_quads(checked, store)

    assert {quad.subject for quad in quads} <= {quad.subject for quad in store}
    assert {quad.graph_name for quad in quads} == {graph("verification")}
    assert sum(quad.predicate == INSP.anchorState for quad in quads) == len(checked)
    assert sum(quad.predicate == OA.exact for quad in quads) == len(checked)


def test_a_folder_that_is_not_there_is_told(small: object, small_copy: Path, vocabulary: Vocabulary) -> None:
    """A folder of reports that does not exist ends with the exit code of a file that cannot be read."""
    with pytest.raises(UnreadableError) as refused:
        list(verify(load_project(small_copy, vocabulary), small_copy / "nowhere"))

    assert refused.value.exit_code == 3


@pytest.mark.parametrize(("rights", "allowed"), [("crown-copyright-2008", False), ("open-government-licence-3", True)])
def test_words_are_published_only_where_rights_allow(small_copy: Path, rights: str, allowed: bool) -> None:
    """`--quotes` puts words into the graph of a report under an open licence, and is refused for others."""
    for file in (small_copy / "extracts").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        changed = (f"rights: {rights}" if line.startswith("rights:") else line for line in lines)
        file.write_text("\n".join(changed) + "\n", encoding="utf-8")

    if allowed:
        build(small_copy, draw=False, quotes=small_copy / "reports")
        assert "oa:exact" in (small_copy / "graphs" / "reports" / f"{NAME}.ttl").read_text(encoding="utf-8")
        return
    with pytest.raises(UsageError, match=r"netherford-jar-2008 \(crown-copyright-2008\)"):
        build(small_copy, draw=False, quotes=small_copy / "reports")
    assert not (small_copy / "graphs").exists()


def test_words_of_unconfirmed_statements_are_not_published(small_copy: Path, vocabulary: Vocabulary) -> None:
    """What is drafted and unconfirmed is not in the graph, and so neither are its words nor what became of them."""
    for file in (small_copy / "extracts").glob("*.yaml"):
        text = re.sub(r"(?m)^rights: .*", "rights: open-government-licence-3", file.read_text(encoding="utf-8"))
        mark = "    draft: {confidence: 0.5, rule: words-of-praise}\n"
        file.write_text(re.sub(r"(?m)^(  - id: p2-3-k1l2\n)", rf"\1{mark}", text), encoding="utf-8")
    build(small_copy, draw=False, quotes=small_copy / "reports")

    assert "p2-3-k1l2" not in (small_copy / "graphs" / "reports" / f"{NAME}.ttl").read_text(encoding="utf-8")
    checked, store = looked_up(small_copy, vocabulary), assemble(load_project(small_copy, vocabulary))
    assert any(one.evidence == "p2-3-k1l2-1" for one in checked)
    assert not any("p2-3-k1l2" in str(quad) for quad in verification_quads(checked, store))


def run(folder: Path, *arguments: str) -> Result:
    """Run `inspectgraph verify` in a folder."""
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return runner.invoke(main, ["verify", "--reports", "reports", *arguments])


def test_the_command_lists_orphans_with_their_lines(small_copy: Path, vocabulary: Vocabulary) -> None:
    """The command is silent when all is found; an orphan is listed with file, line and cure, and ends with 1."""
    fine = run(small_copy)
    one = in_a_paragraph(small_copy, vocabulary)
    edit(small_copy, lambda text: text.replace(one.words, one.words[::-1], 1))
    spoilt = run(small_copy)

    assert (fine.exit_code, fine.stdout) == (0, "")
    assert "2 of 2 reports" in fine.stderr
    assert spoilt.exit_code == 1
    assert f"extracts/{NAME}.yaml:{one.where.line}:" in spoilt.stdout
    assert "inspectgraph seal" in spoilt.stdout
    assert len(run(small_copy, "--all").stdout.splitlines()) > 20


@pytest.mark.corpus
def test_every_anchor_of_the_corpus_is_found(corpus: Path, project: Path, vocabulary: Vocabulary) -> None:
    """All anchors of the five reports are found in their texts, each once."""
    checked = list(verify(load_project(project, vocabulary), corpus / "reports"))

    assert len(checked) > 1000
    assert [str(one) for one in checked if one.state != "found"] == []


@pytest.mark.corpus
def test_anchors_hold_in_the_other_conversion(corpus: Path, project: Path, vocabulary: Vocabulary) -> None:
    """The anchors of the report of 2014, made on its text, are all found in its PDF."""
    checked = list(verify(load_project(project, vocabulary), corpus / "pdfs"))

    assert {one.report for one in checked} == {"knowsley-sif-2014"}
    assert [str(one) for one in checked if one.state != "found"] == []
