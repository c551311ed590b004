"""Mistakes that curators make are told at their line, with cause and remedy, and what a hint proposes is accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.validate import validate
from mistakes.table import MISTAKES, Mistake

EXTRACT = "extracts/netherford-sif-2015.yaml"
_HINT = re.compile(r"did you mean '([^']*)'\?$")


def problems_after(
    folder: Path, mistake: Mistake, vocabulary: Vocabulary
) -> tuple[Problem, ...]:
    """Make a mistake in the extract and return what is told."""
    path = folder / EXTRACT
    text = path.read_text(encoding="utf-8")
    assert mistake.right in text, mistake.name
    path.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return tuple(raised.value.problems)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_with_line_cause_and_remedy(
    mistake: Mistake, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The first message has the line of the mistake, says what it is, and what to write."""
    first = problems_after(small_copy, mistake, vocabulary)[0]
    assert first.where.line == mistake.line, str(first)
    assert mistake.cause in first.sentence
    assert any(remedy in first.sentence for remedy in mistake.remedy.split("|")), str(
        first
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_what_a_hint_proposes_is_accepted(
    mistake: Mistake, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """With the proposed word in the place of the faulty one, neither `load` nor a shape refuses the extract."""
    first = problems_after(small_copy, mistake, vocabulary)[0]
    if not (hint := _HINT.search(first.sentence)):
        return
    faulty = re.search(r"'([^']*)'", first.found)
    wrong = faulty[1] if faulty else re.findall(r"\S+$", first.found)[0]
    path = small_copy / EXTRACT
    lines = path.read_text(encoding="utf-8").split("\n")
    number = first.where.line - 1
    assert wrong in lines[number], (wrong, lines[number])
    before = lines[number][: first.where.column - 1]
    lines[number] = before + lines[number][first.where.column - 1 :].replace(
        wrong, hint[1], 1
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    project = load_project(small_copy, vocabulary)
    assert validate(assemble(project), project, needs=frozenset({"report"})).conforms


def test_no_two_mistakes_are_called_the_same() -> None:
    """Each row stands for itself."""
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)
    assert len(MISTAKES) >= 40
