"""Quotations in an extract become anchors, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from inspectgraph.anchor import digest, squeeze
from inspectgraph.cli import main
from inspectgraph.errors import ExtractError
from inspectgraph.sealing import seal_text

UNITS = {"p1": "The new clinic opens its doors every day. It is clean.", "grades/health": "Health 3"}


def test_a_quotation_in_braces_becomes_an_anchor() -> None:
    """Only the quotation is replaced; comments and the other keys stay as they are."""
    text = 'a: 1 # why\nat: {unit: p1, quote: "clinic opens its doors every day"} # so\n'
    words = squeeze("clinic opens its doors every day")
    expected = f"a: 1 # why\nat: {{unit: p1, length: {len(words)}, start: 6, digest: {digest(words)}}} # so\n"

    assert seal_text(text, "x.yaml", UNITS).text == expected


def test_a_quotation_on_lines_becomes_lines() -> None:
    """An anchor that is written one key a line stays so."""
    text = (
        "at:\n  - unit: p1\n    quote: >-\n      opens its doors\n      every day\n"
        "  - unit: grades/health\n    quote: Health 3\n"
    )
    sealed = seal_text(text, "x.yaml", UNITS)

    assert sealed.count == 2
    assert [line.split(":")[0] for line in sealed.text.splitlines()] == [
        "at", "  - unit", "    length", "    start", "    digest",
        "  - unit", "    length", "    start", "    digest", "    figures",
    ]  # fmt: skip


def test_sealing_twice_changes_nothing() -> None:
    """A sealed extract has nothing left to seal."""
    once = seal_text('at: {unit: grades/health, quote: "Health 3"}\n', "x.yaml", UNITS).text

    assert (seal_text(once, "x.yaml", UNITS).text, seal_text(once, "x.yaml", UNITS).count) == (once, 0)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ('{unit: p1, quote: "clean"}', "anchor-too-short"),
        ('{unit: p1, quote: "the old clinic closes its doors"}', "anchor-not-found"),
        ('{unit: p2, quote: "clinic opens its doors every day"}', "unknown-unit"),
        ("{unit: p1, quote: [a, b]}", "bad-quotation"),
    ],
)
def test_what_cannot_be_sealed_is_told_and_left(at: str, code: str) -> None:
    """A quotation that cannot be sealed is told with its place; the others are sealed all the same."""
    text = f'a: {{unit: grades/health, quote: "Health 3"}}\nb: {at}\n'
    sealed = seal_text(text, "x.yaml", UNITS)

    assert [(problem.code, problem.where.line) for problem in sealed.problems] == [(code, 2)]
    assert sealed.count == 1
    assert sealed.text.splitlines()[1] == f"b: {at}"


def test_a_digest_that_looks_like_a_number_is_quoted() -> None:
    """A digest of digits alone, or with one e, is written in quotes, so that YAML reads it as a text."""
    number = next(n for n in range(100_000) if digest(squeeze(f"word {n}")).replace("e", "", 1).isdigit())
    sealed = seal_text(f'at: {{unit: u, quote: "word {number}"}}\n', "x.yaml", {"u": f"word {number}"})

    assert 'digest: "' in sealed.text


@pytest.mark.parametrize("text", ["", "a: [", "a: 1\na: 2\n---\nb: 1"])
def test_what_is_no_yaml_is_told(text: str) -> None:
    """A file that is not YAML is not touched; its fault is told."""
    with pytest.raises(ExtractError):
        seal_text(text, "x.yaml", UNITS)


def test_the_command_seals_in_place(small_copy: Path) -> None:
    """The command writes the file with what could be sealed; `--check` leaves it as it is."""
    file = small_copy / "extracts" / "netherford-jar-2008.yaml"
    whole = file.read_text(encoding="utf-8")
    sealed_once = '{unit: grades/safeguarding, length: 13, start: 0, digest: 2d19267b9607, figures: "4e0740"}'
    assert sealed_once in whole
    file.write_text(
        whole.replace(sealed_once, '{unit: grades/safeguarding, quote: "Safeguarding 3"}'), encoding="utf-8"
    )
    pasted = file.read_text(encoding="utf-8")
    arguments = ["seal", str(file), "--reports", str(small_copy / "reports")]

    checked = CliRunner().invoke(main, [*arguments, "--check"])
    assert (checked.exit_code, file.read_text(encoding="utf-8")) == (0, pasted)
    sealed = CliRunner().invoke(main, arguments)
    assert (sealed.exit_code, file.read_text(encoding="utf-8")) == (0, whole)


def test_a_report_that_is_not_at_hand_is_told(small_copy: Path, tmp_path: Path) -> None:
    """Without the report's text nothing can be sealed, and the folder is named."""
    file = small_copy / "extracts" / "netherford-jar-2008.yaml"
    result = CliRunner().invoke(main, ["seal", str(file), "--reports", str(tmp_path)])

    assert result.exit_code == 3
    assert "netherford-jar-2008" in result.stderr
