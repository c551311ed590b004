"""Tests of sealing: quotations in an extract become anchors, and nothing else changes.

An anchor gives the position, length and digest of the words.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspectgraph.anchors.seal import Sealed, seal_text
from inspectgraph.cli import main
from inspectgraph.model.anchor import digest, squeeze
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.figures import figures_digest

UNITS = {
    "p1": "The new clinic opens its doors every day. It is clean.",
    "p3": "About 3.5% of £1,250 were paid in 2014, and 13.5% later.",
    "grades/health": "Health 3",
}


def test_a_quotation_in_braces_becomes_an_anchor() -> None:
    """A quotation on one line is replaced; comments and other keys stay as they are."""
    text = (
        'a: 1 # why\nat: {unit: p1, quote: "clinic opens its doors every day"} # so\n'
    )
    words = squeeze("clinic opens its doors every day")
    expected = (
        f"a: 1 # why\nat: {{unit: p1, length: {len(words)}, start: 6, digest:"
        f" {digest(words)}}} # so\n"
    )

    assert seal_text(text, "x.yaml", UNITS).text == expected


def test_a_quotation_on_lines_becomes_lines() -> None:
    """An anchor that is written with one key per line keeps this form."""
    text = (
        "at:\n  - unit: p1\n    quote: >-\n      opens its doors\n      every day\n"
        "  - unit: grades/health\n    quote: Health 3\n"
    )
    sealed = seal_text(text, "x.yaml", UNITS)

    assert sealed.count == 2
    assert [line.split(":")[0] for line in sealed.text.splitlines()] == [
        "at",
        "  - unit",
        "    length",
        "    start",
        "    digest",
        "  - unit",
        "    length",
        "    start",
        "    digest",
        "    figures",
    ]


@pytest.mark.parametrize(
    ("pasted", "sealed"),
    [
        (
            "{unit: p1, length: 9, start: 0, digest: ab, figures: cd, quote: WORDS} # so\n",
            "{unit: p1, length: 27, start: 6, digest: DIGEST} # so\n",
        ),
        (
            "{length: 9, unit: p1, quote: WORDS, start: 0, digest: ab, figures: cd}\n",
            "{unit: p1, length: 27, start: 6, digest: DIGEST}\n",
        ),
        (
            "\n- length: 9\n  quote: >-\n    WORDS\n  digest: ab\n  unit: p1\n  start: 0",
            "\n- length: 27\n  start: 6\n  digest: DIGEST\n  unit: p1\n",
        ),
        (
            "\r\n- unit: p1\r\n  quote: WORDS # so\r\n  start: 0\r\n  figures: cd\r\nb: 1\r\n",
            "\r\n- unit: p1\r\n  length: 27\n  start: 6\n  digest: DIGEST # so\r\nb: 1\r\n",
        ),
        (
            "\n  quote: WORDS\n  figures:\n    - cd\n  digest: >-\n    ab\n  unit: p1\nb: 1\n",
            "\n  length: 27\n  start: 6\n  digest: DIGEST\n  unit: p1\nb: 1\n",
        ),
    ],
)
def test_a_quotation_replaces_an_older_anchor_beside_it(
    pasted: str, sealed: str
) -> None:
    """Keys of an older anchor that were left beside a quotation are removed."""
    words = "clinic opens its doors every day"
    result = seal_text(f"at: {pasted.replace('WORDS', words)}", "x.yaml", UNITS)

    assert result.text == f"at: {sealed.replace('DIGEST', digest(squeeze(words)))}"
    assert (result.count, result.problems) == (1, ())


def test_sealing_twice_changes_nothing() -> None:
    """Sealing a sealed extract again changes nothing."""
    once = seal_text(
        'at: {unit: grades/health, quote: "Health 3"}\n', "x.yaml", UNITS
    ).text

    assert (
        seal_text(once, "x.yaml", UNITS).text,
        seal_text(once, "x.yaml", UNITS).count,
    ) == (once, 0)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ('{unit: p1, quote: "clean"}', "anchor-too-short"),
        ('{unit: p1, quote: "the old clinic closes its doors"}', "anchor-not-found"),
        ('{unit: p2, quote: "clinic opens its doors every day"}', "unknown-unit"),
        ("{unit: p1, quote: [a, b]}", "bad-quotation"),
        ('{quote: "clinic opens its doors every day"}', "missing-key"),
        ('{unit: p3, quote: "35% of £1,250 were paid"}', "anchor-other-figure"),
        ('{unit: p3, quote: "3.5 of £1,250 were paid"}', "anchor-other-figure"),
        ('{unit: p3, quote: "of 1,250 were paid in 2014"}', "anchor-other-figure"),
        ('{unit: p3, quote: "5% of £1,250 were paid"}', "anchor-inside-word"),
        ('{unit: p1, quote: "new clinic opens its door"}', "anchor-inside-word"),
    ],
)
def test_what_cannot_be_sealed_is_told_and_left(at: str, code: str) -> None:
    """A quotation that cannot be sealed is reported and kept; the others are sealed."""
    text = f'a: {{unit: grades/health, quote: "Health 3"}}\nb: {at}\n'
    sealed = seal_text(text, "x.yaml", UNITS)

    assert [(problem.code, problem.where.line) for problem in sealed.problems] == [
        (code, 2)
    ]
    assert sealed.count == 1
    assert sealed.text.splitlines()[1] == f"b: {at}"


def test_a_digest_that_looks_like_a_number_is_quoted() -> None:
    """A digest that looks like a number is quoted, so that YAML reads it as text.

    Such a digest consists of digits, or of digits and one `e`.
    """
    number = next(
        n
        for n in range(100_000)
        if digest(squeeze(f"word {n}")).replace("e", "", 1).isdigit()
    )
    sealed = seal_text(
        f'at: {{unit: u, quote: "word {number}"}}\n', "x.yaml", {"u": f"word {number}"}
    )

    assert 'digest: "' in sealed.text


@pytest.mark.parametrize("text", ["", "a: [", "a: 1\na: 2\n---\nb: 1"])
def test_what_is_no_yaml_is_told(text: str) -> None:
    """A file that is not YAML is refused."""
    with pytest.raises(ExtractError):
        seal_text(text, "x.yaml", UNITS)


def test_the_command_seals_in_place(small_copy: Path) -> None:
    """The command writes the sealed extract; with `--check`, it does not change the file."""
    file = small_copy / "extracts" / "netherford-jar-2008.yaml"
    whole = file.read_text(encoding="utf-8")
    sealed_once = (
        "{unit: grades/safeguarding, length: 13, start: 0, digest: 2d19267b9607,"
        ' figures: "4e0740"}'
    )
    assert sealed_once in whole
    file.write_text(
        whole.replace(
            sealed_once, '{unit: grades/safeguarding, quote: "Safeguarding 3"}'
        ),
        encoding="utf-8",
    )
    pasted = file.read_text(encoding="utf-8")
    arguments = ["seal", str(file), "--reports", str(small_copy / "reports")]

    checked = CliRunner().invoke(main, [*arguments, "--check"])
    assert (checked.exit_code, file.read_text(encoding="utf-8")) == (0, pasted)
    sealed = CliRunner().invoke(main, arguments)
    assert (sealed.exit_code, file.read_text(encoding="utf-8")) == (0, whole)


def test_a_report_that_is_not_at_hand_is_told(small_copy: Path, tmp_path: Path) -> None:
    """If the report is missing, the command exits with 3 and names the report."""
    file = small_copy / "extracts" / "netherford-jar-2008.yaml"
    result = CliRunner().invoke(main, ["seal", str(file), "--reports", str(tmp_path)])

    assert result.exit_code == 3
    assert "netherford-jar-2008" in result.stderr


def test_all_files_of_the_folder_of_extracts_may_be_named(small_copy: Path) -> None:
    """The settings of the project are left out; an extract that does not exist is reported."""
    extracts, reports = small_copy / "extracts", ["--reports", f"{small_copy}/reports"]
    files = [str(file) for file in sorted(extracts.glob("*.yaml"))]
    assert str(extracts / "project.yaml") in files
    sealed = CliRunner().invoke(main, ["seal", *files, *reports])
    missing = CliRunner().invoke(main, ["seal", f"{extracts}/no.yaml", *reports])

    assert (sealed.exit_code, sealed.stderr.count("0 quotations sealed")) == (0, 2)
    assert (missing.exit_code, "[no-file]" in missing.stderr) == (3, True)


def test_signs_at_the_ends_of_a_quotation_may_be_missing() -> None:
    """A quotation may omit a sign at its beginning or end.

    The figure is still sealed as the report prints it.
    """
    sealed = seal_text(
        'at: {unit: p3, quote: "1,250 were paid in 2014, and 13.5"}\n', "x.yaml", UNITS
    )

    assert f"figures: {figures_digest(['£1250', '2014', '13.5%'])}" in sealed.text


OLD = (
    "a:\n  - at: {unit: p3, length: %d, start: 5, digest: %s} # why\n  - at:\n    -"
    " unit: p3\n      length: %d\n      start: 5\n      digest: %s  # so\n  - at:"
    " {unit: p1, length: %d, start: 0, digest: %s}\n"
)


def old_anchors() -> str:
    """Return an extract whose anchors have no digest of figures, in two notations."""
    paid, clinic = squeeze("3.5% of £1,250 were paid"), squeeze(UNITS["p1"])
    return OLD % (*(len(paid), digest(paid)) * 2, len(clinic), digest(clinic))


def test_old_anchors_are_migrated() -> None:
    """Old anchors on words that contain figures get a digest of the figures.

    The notation is kept, and nothing else changes.
    """
    once = seal_text(old_anchors(), "x.yaml", UNITS, migrate=True)
    figures = f"figures: {figures_digest(['3.5%', '£1250'])}"

    assert once.count == 2
    assert once.text.count(f", {figures}}} # why\n") == 1
    assert once.text.count(f"  # so\n      {figures}\n") == 1
    assert (
        once.text.replace(f", {figures}", "").replace(f"      {figures}\n", "")
        == old_anchors()
    )
    assert seal_text(once.text, "x.yaml", UNITS, migrate=True) == Sealed(
        once.text, 0, ()
    )
    assert seal_text(old_anchors(), "x.yaml", UNITS).count == 0


def test_an_orphan_is_not_migrated() -> None:
    """An anchor whose words are not found is reported; the other anchors are migrated."""
    text = (
        old_anchors()
        + "  - at: {unit: p3, length: 5, start: 0, digest: 0123456789ab}\n"
    )
    sealed = seal_text(text, "x.yaml", UNITS, migrate=True)

    assert [(problem.code, problem.where.line) for problem in sealed.problems] == [
        ("anchor-orphan", 9)
    ]
    assert sealed.count == 2


def test_the_command_migrates_all_extracts(small_copy: Path) -> None:
    """`seal --migrate` migrates all extracts of a project if no file is named.

    Afterwards, the files are as they were before their figure digests were removed.
    """
    files = sorted((small_copy / "extracts").glob("*.yaml"))
    whole = [file.read_text(encoding="utf-8") for file in files]
    for file, text in zip(files, whole, strict=True):
        file.write_text(
            re.sub(r', figures: "?[0-9a-f-]+"?', "", text), encoding="utf-8"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small_copy)
        result = CliRunner().invoke(main, ["seal", "--migrate", "--reports", "reports"])

    assert result.exit_code == 0, result.stderr
    assert "5 anchors sealed" in result.stderr
    assert [file.read_text(encoding="utf-8") for file in files] == whole


def test_the_command_asks_for_a_file() -> None:
    """`seal` asks for a file if neither a file nor `--migrate` is given."""
    result = CliRunner().invoke(main, ["seal", "--reports", "reports"])

    assert (result.exit_code, "FILE" in result.stderr) == (2, True)
