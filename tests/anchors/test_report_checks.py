"""Tests of the checks that `verify` makes besides anchors.

It also checks the lists of units, the printed forms of figures, and the curator's
wording.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.anchors.copying import Names, ReportWords, copied_runs
from inspectgraph.anchors.report_checks import Verification, verify_project
from inspectgraph.anchors.unit_lists import Comparison, compare_units
from inspectgraph.cli import main
from inspectgraph.files.unit_list import Unit
from inspectgraph.load import load_project
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.read import Document, read_text

NAME = "netherford-sif-2015"
LIST = f"extracts/{NAME}.units.tsv"

#: Cells of a line of a list: id, kind, digest, length.
Lines = list[list[str]]


def run(folder: Path) -> Result:
    """Run `inspectgraph verify` in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(main, ["verify", "--reports", "reports"])


def change_list(folder: Path, change: Callable[[Lines], object]) -> None:
    """Change the list of units of the 2015 report with a given function."""
    file = folder / LIST
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    change(lines)
    file.write_text(
        "".join("\t".join(cells) + "\n" for cells in lines), encoding="utf-8"
    )


def change_text(folder: Path, old: str, new: str) -> None:
    """Replace a text that occurs once in the extract of the 2015 report."""
    file = folder / "extracts" / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def problems(folder: Path, vocabulary: Vocabulary) -> list[tuple[str, str, int]]:
    """Return the code, file and line of each problem that does not concern an anchor."""
    found = verify_project(load_project(folder, vocabulary), folder / "reports")
    return [
        (problem.code, problem.where.path, problem.where.line)
        for one in found
        for problem in one.problems
    ]


# Lists of units


def swapped(lines: Lines) -> None:
    """Exchange two neighbouring lines in a list of units."""
    lines[19], lines[20] = lines[20], lines[19]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (
            lambda lines: lines[12].__setitem__(2, "0" * 12),
            13,
            "has the digest 000000000000 in the list",
        ),
        (
            lambda lines: lines[12].__setitem__(3, "9999"),
            13,
            "has the length 9999 in the list",
        ),
        (
            lambda lines: lines[12].__setitem__(1, "note"),
            13,
            "has the kind note in the list",
        ),
        (
            lambda lines: lines[1].__setitem__(2, "0" * 12),
            2,
            "the unit 'front/1' has the digest",
        ),
        (
            lambda lines: lines.insert(5, ["p99", "paragraph", "a" * 12, "5", "5"]),
            6,
            "the unit 'p99' is in the list and not in the report",
        ),
        (
            lambda lines: lines.pop(2),
            2,
            "the unit 'front/2' is in the report and not in the list",
        ),
        (swapped, 20, "does not have the same place in the list"),
        (
            lambda lines: lines[12].__setitem__(4, f"1 {int(lines[12][3]) - 1}"),
            13,
            "has the sentence lengths 1 ",
        ),
    ],
    ids=["digest", "length", "kind", "front", "extra", "missing", "order", "sentences"],
)
def test_a_list_that_disagrees_with_its_report_is_told(
    small_copy: Path, change: Callable[[Lines], object], line: int, words: str
) -> None:
    """A list of units that differs from its report is reported with the line of the list.

    The cases are a wrong digest, length, kind, position or order, and a missing or
    extra unit.
    """
    change_list(small_copy, change)
    result = run(small_copy)

    assert result.exit_code == 1
    assert f"{LIST}:{line}:1: " in result.stdout
    assert words in result.stdout
    assert "anchors found" in result.stderr


def listed(document: Document) -> dict[str, Unit]:
    """Return the units of a document as its list of units contains them."""
    return {unit.id: unit for unit in document.listed()}


def compared(list_of: str, at_hand: str, anchored: tuple[str, ...] = ()) -> Comparison:
    """Compare the list of units of one text with another text."""
    return compare_units(
        listed(read_text(list_of, "x")),
        read_text(at_hand, "x"),
        "x.units.tsv",
        anchored,
    )


BODY = "\n\n".join(
    f"{n}. Paragraph {'abcdefghijklmnopqrstuvwxyz'[n]} tells how the harbour is kept."
    for n in range(1, 25)
)
#: The same report with the page numbers that another conversion leaves in.
PAGED = BODY.replace("\n\n7.", "\n\nPage 1 of 3\n\n7.").replace(
    "\n\n12.", "\n\nPage 2 of 3\n\n12."
)


def test_a_report_agrees_with_its_own_list() -> None:
    """A report has no differences from its own list of units."""
    assert compared(BODY, BODY) == Comparison()


def with_furniture(units: dict[str, Unit], count: int) -> dict[str, Unit]:
    """Return a list of units with additional page numbers that the report does not have."""
    more = {
        f"furniture/{n}": Unit(f"furniture/{n}", "furniture", "a" * 12, 1, 100 + n)
        for n in range(count)
    }
    return units | more


def test_another_conversion_is_told_in_one_sentence() -> None:
    """If only page numbers and the like differ, there is a remark but no problem."""
    document = read_text(BODY, "x")
    found = compare_units(
        with_furniture(listed(document), 30), document, "x.units.tsv", ("p3",)
    )

    assert found.problems == ()
    assert (
        found.remark
        == "x.units.tsv: the list was written from a different conversion of the report into"
        " text: 30 of 54 units differ, 0 of them in the report's body"
    )


def test_an_anchored_unit_must_agree_in_another_conversion() -> None:
    """In another conversion of a report, a unit with anchors must still have its digest.

    A changed unit that has no anchors is only counted in the remark.
    """
    document = read_text(BODY, "x")
    units = with_furniture(listed(document), 30)
    units["p3"] = Unit("p3", "paragraph", "0" * 12, 5, units["p3"].order)

    assert [
        problem.where.line
        for problem in compare_units(units, document, "x", ("p3",)).problems
    ] == [units["p3"].order + 1]
    assert compare_units(units, document, "x", ("p4",)).problems == ()
    assert (
        "1 of them in the report's body"
        in compare_units(units, document, "x", ("p4",)).remark
    )


def test_the_list_of_another_report_is_no_conversion() -> None:
    """If more than a tenth of the body differs, the list is of another report."""
    document = read_text(BODY, "x")
    units = with_furniture(listed(document), 30)
    units |= {
        f"p{n}": Unit(f"p{n}", "paragraph", "0" * 12, 5, units[f"p{n}"].order)
        for n in (1, 2, 3)
    }
    (problem,) = compare_units(units, document, "x", ()).problems

    assert problem.code == "unit-list-of-another-report"


def test_many_differences_are_counted() -> None:
    """A hundred different units are listed one by one; the rest are only counted."""
    long = "\n\n".join(
        f"{n}. One more paragraph of the harbour." for n in range(1, 151)
    )
    found = compared(long, long.replace("harbour", "ferry")).problems

    assert len(found) == 101
    assert found[-1].found == "50 more units differ"


@pytest.mark.corpus
def test_the_other_conversion_verifies_whole(
    corpus: Path, five: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """The PDF of the 2014 report passes all checks with the extract made from its text."""
    shutil.copy(corpus / "pdfs" / "knowsley-sif-2014.pdf", tmp_path)
    (found,) = verify_project(load_project(five, vocabulary), tmp_path)

    assert {one.state for one in found.anchors} == {"found"}
    assert found.problems == ()
    (remark,) = found.remarks
    assert "different conversion" in remark
    assert "0 of them in the report's body" in remark


@pytest.mark.corpus
def test_the_corpus_verifies_whole(
    corpus: Path, five: Path, vocabulary: Vocabulary
) -> None:
    """The five curated extracts agree with their reports in every check."""
    found: list[Verification] = list(
        verify_project(load_project(five, vocabulary), corpus / "reports")
    )

    assert len(found) == 5
    assert [str(problem) for one in found for problem in one.problems] == []
    assert [one.remarks for one in found] == [()] * 5
    assert {anchor.state for one in found for anchor in one.anchors} == {"found"}


# Printed forms


@pytest.mark.parametrize("printed", ["96", "9", "5", '"95%"', '"9.5"'])
def test_a_printed_form_must_be_in_its_words(
    small_copy: Path, vocabulary: Vocabulary, printed: str
) -> None:
    """A figure is reported if its printed form is not among its words.

    The words are the part of the report on which the figure rests. Part of a number, or
    a number with another sign or point, does not count.
    """
    change_text(
        small_copy,
        'printed: "95"\n',
        "printed:"
        f" {printed if printed[0] == chr(34) else chr(34) + printed + chr(34)}\n",
    )

    assert [code for code, _, _ in problems(small_copy, vocabulary)] == [
        "printed-not-in-words"
    ]


def test_a_printed_comparison_value_must_be_in_the_words(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The printed form of a comparison value is checked as well.

    The problem is reported at the line of the value.
    """
    change_text(small_copy, 'printed: "210"', 'printed: "211"')
    ((code, file, line),) = problems(small_copy, vocabulary)

    assert (code, file) == ("printed-not-in-words", f"extracts/{NAME}.yaml")
    assert (
        "211" in (small_copy / file).read_text(encoding="utf-8").splitlines()[line - 1]
    )


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("schools", []),
        ("aged 16", ["printed-not-in-words"]),
        ("school", ["printed-not-in-words"]),
    ],
)
def test_printed_ages_must_be_in_the_words(
    small_copy: Path, vocabulary: Vocabulary, printed: str, found: list[str]
) -> None:
    """A finding's printed ages must be whole words of its passage.

    Otherwise the problem is reported at the line of the ages.
    """
    ages = f"    ages: {{printed: {printed}, from: 16}}\n"
    change_text(small_copy, "    kind: reach\n", f"{ages}    kind: reach\n")
    told = problems(small_copy, vocabulary)

    assert [code for code, _, _ in told] == found
    for _, file, line in told:
        lines = (small_copy / file).read_text(encoding="utf-8").splitlines()
        assert lines[line - 1] == ages.removesuffix("\n")


# Wording


@pytest.mark.parametrize(
    ("note", "copied"),
    [
        ("Few assessments are started, and small worries grow.", False),
        ("Because few assessments are started, small worries grow.", True),
        ("BECAUSE few assessments — are started; small worries grow.", True),
        ("Of 210, 95 in 2015 are left, and few are started.", False),
    ],
)
def test_a_note_must_not_copy_the_report(
    small_copy: Path, vocabulary: Vocabulary, note: str, copied: bool
) -> None:
    """A note may not repeat six consecutive words of the report.

    Letter case and punctuation make no difference. Five words are allowed.
    """
    change_text(
        small_copy, "note: Help for smaller problems comes late.", f'note: "{note}"'
    )
    found = problems(small_copy, vocabulary)

    assert [code for code, _, _ in found] == ["copied-words"] * copied


def test_the_command_shows_the_run(small_copy: Path) -> None:
    """The command prints the file, the line, the copied words and their unit, and exits with 1."""
    change_text(
        small_copy,
        "note: Help for smaller problems comes late.",
        "note: Because few assessments are started, small things grow.",
    )
    result = run(small_copy)

    assert result.exit_code == 1
    assert (
        f"extracts/{NAME}.yaml:73:11: 'note' repeats 6 consecutive words of the unit"
        " 'p2' of the report: " in result.stdout
    )
    assert "'because few assessments are started small'" in result.stdout
    assert "1 other problem" in result.stderr


def test_names_do_not_count_and_do_not_part_a_run() -> None:
    """A copied name is allowed, but words on both sides of a name count as one run."""
    report = ReportWords.of(
        read_text(
            "1. The Netherford Safe Harbour Board of Old Ferry has not met for two"
            " whole years.",
            "x",
        )
    )
    names = Names(["Netherford Safe Harbour Board of Old Ferry"])

    assert not list(
        copied_runs(
            "The Netherford Safe Harbour Board of Old Ferry has sat.", report, names
        )
    )
    (run,) = copied_runs(
        "The Netherford Safe Harbour Board of Old Ferry has not met for two months.",
        report,
        names,
    )
    assert run.words.endswith("has not met for two")


def test_numbers_do_not_count() -> None:
    """Copied words that are numbers or dates do not count."""
    report = ReportWords.of(
        read_text("1. In 2014 and 2015, 12 of 13 homes 4 and 5 were full.", "x")
    )

    assert not list(copied_runs("In 2014 and 2015, 12 of 13 homes.", report, Names([])))
