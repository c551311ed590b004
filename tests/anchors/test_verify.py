"""Tests of `verify`, which looks up the words of anchors in the reports.

An anchor gives a unit, such as a paragraph, and the position and digest of words in it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.anchors.report_files import find_reports
from inspectgraph.anchors.verify import (
    SOUND,
    Checked,
    anchors_of,
    verification_quads,
    verify,
)
from inspectgraph.build import assemble, build
from inspectgraph.cli import main
from inspectgraph.load import load_project
from inspectgraph.model.anchor import look_up, seal
from inspectgraph.model.errors import UnreadableError, UsageError
from inspectgraph.model.unit_text import UnitText
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import INSP, OA
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.read import read_report

NAME = "netherford-jar-2008"


def test_a_report_is_found_by_its_name_or_by_the_slug_of_it(tmp_path: Path) -> None:
    """A report is found by its exact file name, or by the slug of its file name.

    A file with the exact name comes first.
    """
    for name in ("north--south.pdf", "east-2015.pdf", "East 2015.pdf"):
        (tmp_path / name).write_bytes(b"")
    found = find_reports(tmp_path, ["north-south", "east-2015", "west"])
    assert {name: file.name for name, file in found.items()} == {
        "north-south": "north--south.pdf",
        "east-2015": "east-2015.pdf",
    }


def looked_up(folder: Path, vocabulary: Vocabulary) -> list[Checked]:
    """Look up all anchors of a project in its reports, and return the results."""
    return list(verify(load_project(folder, vocabulary), folder / "reports"))


def in_a_paragraph(folder: Path, vocabulary: Vocabulary) -> Checked:
    """Return an anchor whose words occur exactly once in the report's text."""
    text = (folder / "reports" / f"{NAME}.md").read_text(encoding="utf-8")
    checked = (
        one
        for one in looked_up(folder, vocabulary)
        if one.report == NAME and "/" not in one.unit
    )
    return next(one for one in checked if text.count(one.words) == 1)


def edit(folder: Path, change: Callable[[str], str]) -> None:
    """Change the text of the report, as another edition would."""
    file = folder / "reports" / f"{NAME}.md"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def states(checked: list[Checked]) -> dict[str, str]:
    """Return the state of each anchor that was not found, keyed by the id of the evidence."""
    return {
        one.evidence: one.state
        for one in checked
        if one.report == NAME and one.state != "found"
    }


def test_every_anchor_is_found_in_its_report(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Each anchor of the small project is found, and its words are in its unit."""
    checked = looked_up(small_copy, vocabulary)
    units = read_report(small_copy / "reports" / f"{NAME}.md").by_id

    assert checked
    assert {one.state for one in checked} == {"found"}
    assert all(
        one.words in units[one.unit].text for one in checked if one.report == NAME
    )


def test_a_changed_word_loses_its_anchor_alone(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """If words of a report change, only anchors in the same unit are lost."""
    one = in_a_paragraph(small_copy, vocabulary)
    edit(small_copy, lambda text: text.replace(one.words, one.words[::-1], 1))
    lost = states(looked_up(small_copy, vocabulary))

    assert lost[one.evidence] == "lost"
    assert {
        found.unit
        for found in looked_up(small_copy, vocabulary)
        if found.state == "lost"
    } == {one.unit}


def test_words_that_occur_twice_are_ambiguous(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """If the words of an anchor occur twice in its unit, the anchor is ambiguous."""
    one = in_a_paragraph(small_copy, vocabulary)
    edit(
        small_copy, lambda text: text.replace(one.words, f"{one.words} {one.words}", 1)
    )
    again = next(
        found
        for found in looked_up(small_copy, vocabulary)
        if found.evidence == one.evidence
    )

    assert (again.state, len(again.starts)) == ("ambiguous", 2)


def test_a_missing_unit_is_told(small_copy: Path, vocabulary: Vocabulary) -> None:
    """If the unit of an anchor is missing, the state is `no-unit` and not `lost`."""
    edit(small_copy, lambda text: text.replace("\n2. ", "\nII. ", 1))

    assert "no-unit" in states(looked_up(small_copy, vocabulary)).values()


def test_what_was_found_is_a_graph_of_its_own(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The results are quads of the graph `verification`, with one state for each anchor."""
    checked = looked_up(small_copy, vocabulary)
    store = assemble(load_project(small_copy, vocabulary))
    quads = verification_quads(checked, store)

    assert {quad.subject for quad in quads} <= {quad.subject for quad in store}
    assert {quad.graph_name for quad in quads} == {graph("verification")}
    assert sum(quad.predicate == INSP.anchorState for quad in quads) == len(checked)
    assert sum(quad.predicate == OA.exact for quad in quads) == len(checked)


def test_a_folder_that_is_not_there_is_told(
    small: object, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A missing folder of reports raises an error with exit code 3."""
    with pytest.raises(UnreadableError) as refused:
        list(verify(load_project(small_copy, vocabulary), small_copy / "nowhere"))

    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [("crown-copyright-2008", False), ("open-government-licence-3", True)],
)
def test_words_are_published_only_where_rights_allow(
    small_copy: Path, rights: str, allowed: bool
) -> None:
    """Quoted words are published only if the rights of the report allow it.

    Otherwise the build is refused.
    """
    for file in (small_copy / "extracts").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        changed = (
            f"rights: {rights}" if line.startswith("rights:") else line
            for line in lines
        )
        file.write_text("\n".join(changed) + "\n", encoding="utf-8")

    if allowed:
        build(small_copy, draw=False, quotes=small_copy / "reports")
        assert "oa:exact" in (
            small_copy / "graphs" / "reports" / f"{NAME}.ttl"
        ).read_text(encoding="utf-8")
        readme = (small_copy / "graphs" / "README.md").read_text(encoding="utf-8")
        assert "under the Open Government Licence. No inspectorate" in readme
        return
    with pytest.raises(
        UsageError, match=r"netherford-jar-2008 \(crown-copyright-2008\)"
    ):
        build(small_copy, draw=False, quotes=small_copy / "reports")
    assert not (small_copy / "graphs").exists()


def test_words_of_unconfirmed_statements_are_not_published(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The words of an unconfirmed draft statement are not published."""
    for file in (small_copy / "extracts").glob("*.yaml"):
        text = re.sub(
            r"(?m)^rights: .*",
            "rights: open-government-licence-3",
            file.read_text(encoding="utf-8"),
        )
        mark = "    draft: {confidence: 0.5, rule: words-of-praise}\n"
        file.write_text(
            re.sub(r"(?m)^(  - id: p2-3-k1l2\n)", rf"\1{mark}", text), encoding="utf-8"
        )
    build(small_copy, draw=False, quotes=small_copy / "reports")

    assert "p2-3-k1l2" not in (
        small_copy / "graphs" / "reports" / f"{NAME}.ttl"
    ).read_text(encoding="utf-8")
    checked, store = (
        looked_up(small_copy, vocabulary),
        assemble(load_project(small_copy, vocabulary)),
    )
    assert any(one.evidence == "p2-3-k1l2-1" for one in checked)
    assert not any(
        "p2-3-k1l2" in str(quad) for quad in verification_quads(checked, store)
    )


def run(folder: Path, *arguments: str) -> Result:
    """Run `inspectgraph verify` in a folder."""
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return runner.invoke(main, ["verify", "--reports", "reports", *arguments])


def test_the_command_lists_orphans_with_their_lines(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The command prints nothing if all anchors are found.

    A lost anchor is printed with its line and a remedy, and the exit code is 1.
    """
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
def test_every_anchor_of_the_corpus_is_found(
    corpus: Path, five: Path, vocabulary: Vocabulary
) -> None:
    """All anchors of the five curated reports are found in the reports' texts."""
    checked = list(verify(load_project(five, vocabulary), corpus / "reports"))

    assert len(checked) > 1000
    assert [str(one) for one in checked if one.state != "found"] == []


@pytest.mark.corpus
def test_anchors_hold_in_the_other_conversion(
    corpus: Path, five: Path, vocabulary: Vocabulary
) -> None:
    """The anchors of the 2014 report, made from its text, are all found in its PDF."""
    checked = list(verify(load_project(five, vocabulary), corpus / "pdfs"))

    assert {one.report for one in checked} == {"knowsley-sif-2014"}
    assert [str(one) for one in checked if one.state != "found"] == []


# Figures and word bounds

UNIT = UnitText.of(
    "Fewer than < 5 cost £3.5 million (12%) in 2013–14, and all are safe."
)


def look(quotation: str, text: str) -> str:
    """Seal a quotation, look it up in another version of the unit, and return the state."""
    found = seal(quotation, UNIT)
    return look_up(UnitText.of(text), found.length, found.digest, found.figures).state


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("< 5", "> 5", "figure-differs"),
        ("< 5", "5", "figure-differs"),
        ("£3.5", "£35", "figure-differs"),
        ("£3.5", "3.5", "figure-differs"),
        ("£3.5", "-£3.5", "figure-differs"),
        ("12%", "12", "figure-differs"),
        ("12%", "1.2%", "figure-differs"),
        ("12%", "13%", "lost"),
        ("2013–14", "2013 / 14", "found"),
        ("< 5", "<5", "found"),
        ("£3.5", "£ 3.5", "found"),
    ],
)
def test_a_figure_that_differs_is_told(old: str, new: str, state: str) -> None:
    """A changed decimal point or sign of a figure is noticed; a changed space or dash is not."""
    words = "Fewer than < 5 cost £3.5 million (12%) in 2013–14, and all are"

    assert look(words, UNIT.normal.replace(old, new)) == state


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14,", "145,"),
        ("14,", "14.5,"),
        ("14,", "14,000"),
        ("14,", "14–15,"),
        ("Fewer", "Unfewer"),
    ],
)
def test_words_end_at_word_bounds(old: str, new: str) -> None:
    """Words are not found if the last figure or first word is longer in the report."""
    quotation = "Fewer than < 5 cost £3.5 million (12%) in 2013–14"

    assert look(quotation, UNIT.normal.replace(old, new)) == "inside-word"


@pytest.mark.parametrize(
    ("old", "new"),
    [("safe.", "safely."), ("safe.", "safe's."), ("safe.", "safé\u0301s.")],
)
def test_word_bounds_know_letters_marks_and_apostrophes(old: str, new: str) -> None:
    """Words are not found if their last word continues with a letter, mark or apostrophe."""
    assert look("2013–14, and all are safe", UNIT.normal.replace(old, new)) in {
        "inside-word",
        "lost",
    }


def test_the_message_says_which_figure_differs() -> None:
    """The message says which figure differs, and how the report prints it."""
    found = seal("cost £3.5 million (12%) in 2013–14", UNIT)
    other = UnitText.of(UNIT.normal.replace("(12%)", "(12)"))

    assert (
        look_up(other, found.length, found.digest, found.figures).detail
        == "the 2nd figure of the words differs: the report prints '12'"
    )


def test_an_anchor_without_figures_is_told(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """An anchor on figures without a digest of the figures is found with a warning."""
    for file in (small_copy / "extracts").glob("*.yaml"):
        file.write_text(
            re.sub(r', figures: "?[0-9a-f-]+"?', "", file.read_text(encoding="utf-8")),
            encoding="utf-8",
        )
    checked = looked_up(small_copy, vocabulary)
    result = run(small_copy)

    assert {one.state for one in checked} == {"found", "figures-unchecked"}
    assert result.exit_code == 0
    assert (
        "12 anchors cite figures but have no digest of these figures: run `inspectgraph seal"
        " --migrate" in result.stderr
    )


def figure_changes(text: str, first: int, last: int) -> Iterator[str]:
    """Yield copies of a text, each with one change to the figure between two positions."""
    digits = text[first:last]
    before, after = text[:first], text[last:]
    yield f"{before}{digits[:-1]}{(int(digits[-1]) + 1) % 10}{after}"  # another digit
    yield f"{before}{digits}7{after}"  # a digit more at the end
    yield f"{before}7{digits}{after}"  # a digit more at the beginning
    if len(digits) > 1:
        yield f"{before}{digits[0]}.{digits[1:]}{after}"
    elif not before[-1:].isalpha():  # after a letter it is a full stop
        yield f"{before}.{digits}{after}"
    yield f"{before}{'' if before.rstrip().endswith('%') else '£'}{digits}{after}"
    yield f"{before}<{digits}{after}"
    yield f"{before}>{digits}{after}"
    yield f"{before}{digits}{'‰' if after.lstrip()[:1] != '‰' else ''}{after}"
    if not before or before[-1] in " (":
        yield from (f"{before}{sign}{digits}{after}" for sign in "-–−+±~")
    if "." in digits:
        yield f"{before}{digits.replace('.', '', 1)}{after}"
    if after.lstrip().startswith("%"):
        yield before + digits + after.lstrip()[1:]
        yield before + digits + "‰" + after.lstrip()[1:]
    if before.endswith("£"):
        yield before[:-1] + digits + after
        yield f"{before[:-1]}${digits}{after}"


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("folder", ["reports", "pdfs"])
def test_every_changed_figure_is_seen(
    corpus: Path,
    five: Path,
    vocabulary: Vocabulary,
    folder: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """If any figure under an anchor is changed in any way, the anchor is not found."""
    anchors = figures = changes = 0
    unseen = []
    for loaded in load_project(five, vocabulary).extracts:
        file = find_reports(corpus / folder, [loaded.extract.report]).get(
            loaded.extract.report
        )
        units = (
            {one.id: UnitText.of(one.text) for one in read_report(file).units}
            if file
            else {}
        )
        for evidence, anchor, _ in anchors_of(loaded) if file else ():
            unit, wanted = (
                units[anchor.unit],
                (
                    anchor.length,
                    anchor.digest,
                    anchor.figures or "",
                ),
            )
            found = look_up(unit, *wanted)
            under = unit.figures_between(found.starts[0], anchor.length)
            anchors, figures = anchors + bool(under), figures + len(under)
            for figure in under:
                for changed in figure_changes(unit.normal, figure.start, figure.end):
                    if changed != unit.normal:
                        changes += 1
                        state = look_up(UnitText.of(changed), *wanted).state
                        unseen += (
                            [(evidence, figure.form, changed)] if state in SOUND else []
                        )
    counts = (
        f"{folder}: {changes} changes of {figures} figures under {anchors} anchors,"
        f" {len(unseen)} not seen"
    )
    with capsys.disabled():
        sys.stderr.write(f"\n{counts}\n")
    assert changes > 1000
    assert unseen == []
