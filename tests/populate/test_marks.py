"""Marks of drafted values: what they keep out of the graph, and how a statement says that it is a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from inspectgraph.load import Project, load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.populate.agents import SOFTWARE
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.builder import Sink
from inspectgraph.rdf.iris import report, report_part
from inspectgraph.rdf.namespaces import INSP, PROV, XSD
from inspectgraph.rdf.vocabulary import Vocabulary

REPORT = "netherford-sif-2015"


def marked(folder: Path, key: str, mark: str) -> str:
    """Mark the first statement of a list of the small project's extract, and return its id."""
    file = folder / "extracts" / f"{REPORT}.yaml"
    before, after = file.read_text(encoding="utf-8").split(f"{key}:\n", 1)
    first, rest = after.split("\n", 1)
    file.write_text(
        f"{before}{key}:\n{first}\n    draft: {mark}\n{rest}", encoding="utf-8"
    )
    return first.split("id: ")[1].split(",")[0].strip()


def quads_of(project: Project) -> Sink:
    """Return the quads of the report."""
    return next(
        populate_report(one, project)
        for one in project.extracts
        if one.extract.report == REPORT
    )


def test_an_unconfirmed_statement_stays_out(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A statement with a mark is not in the graph, and nothing that leads to it."""
    identity = marked(small_copy, "findings", "{confidence: 0.8, rule: polarity-words}")
    quads = quads_of(load_project(small_copy, vocabulary)).quads
    statement = report_part(REPORT, "statement", identity)
    assert not [quad for quad in quads if statement in (quad.subject, quad.object)]
    assert not [quad for quad in quads if quad.predicate == INSP.confidence]


def test_with_drafts_a_statement_says_that_it_is_one(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """If drafts are wanted, a draft has confidence, rule and origin in the graph."""
    identity = marked(small_copy, "findings", "{confidence: 0.8, rule: polarity-words}")
    quads = quads_of(load_project(small_copy, vocabulary, with_drafts=True)).quads
    statement, drafting = (
        report_part(REPORT, "statement", identity),
        report_part(REPORT, "drafting", ""),
    )
    stated = {
        (quad.predicate, quad.object) for quad in quads if quad.subject == statement
    }
    assert (INSP.confidence, Literal("0.8", datatype=XSD.decimal)) in stated
    assert (INSP.draftedBy, Literal("polarity-words")) in stated
    assert (PROV.wasGeneratedBy, drafting) in stated
    assert [
        quad.object
        for quad in quads
        if (quad.subject, quad.predicate) == (drafting, PROV.wasAssociatedWith)
    ] == [SOFTWARE]


@pytest.mark.parametrize("with_drafts", [False, True])
def test_a_report_that_is_unconfirmed_itself(
    small_copy: Path, vocabulary: Vocabulary, with_drafts: bool
) -> None:
    """A report with a drafted framework is in the graph only if drafts are wanted."""
    file = small_copy / "extracts" / f"{REPORT}.yaml"
    text = file.read_text(encoding="utf-8")
    block = "drafted:\n  framework: {confidence: 0.9, rule: title}\njudgements:\n"
    file.write_text(text.replace("judgements:\n", block, 1), encoding="utf-8")
    project = load_project(small_copy, vocabulary, with_drafts=with_drafts)
    assert (
        REPORT in {loaded.extract.report for loaded in project.published}
    ) is with_drafts


@pytest.mark.parametrize(("with_drafts", "told"), [(False, 0), (True, 1)])
def test_units_without_a_statement_wait_for_their_confirmation(
    small_copy: Path, vocabulary: Vocabulary, with_drafts: bool, told: int
) -> None:
    """Unconfirmed reasons for empty units reach the graph only if drafts are wanted."""
    file = small_copy / "extracts" / f"{REPORT}.yaml"
    text = file.read_text(encoding="utf-8")
    block = "drafted:\n  nothing: {confidence: 0.9, rule: headings}\njudgements:\n"
    file.write_text(text.replace("judgements:\n", block, 1), encoding="utf-8")
    quads = quads_of(
        load_project(small_copy, vocabulary, with_drafts=with_drafts)
    ).quads
    reasons = [quad for quad in quads if quad.predicate == INSP.nothingReason]
    assert min(len(reasons), 1) == told


def test_a_confidence_is_at_most_one(small_copy: Path, vocabulary: Vocabulary) -> None:
    """A confidence of 0 or 1 is accepted, and one above 1 is refused."""
    marked(small_copy, "findings", "{confidence: 1, rule: polarity-words}")
    marked(small_copy, "judgements", "{confidence: 0, rule: grade-table}")
    assert load_project(small_copy, vocabulary)
    marked(small_copy, "recommendations", "{confidence: 97, rule: list}")
    with pytest.raises(ExtractError, match="a number from 0 to 1"):
        load_project(small_copy, vocabulary)


def test_a_report_without_a_printed_date(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A report that prints no date of publication has none, and is called by the year of its inspection."""
    file = small_copy / "extracts" / f"{REPORT}.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("published:"))
    file.write_text(
        text.replace(
            "rights: crown-copyright-2015", "rights: open-government-licence-3"
        ),
        "utf-8",
    )
    sink = quads_of(load_project(small_copy, vocabulary))
    assert not [quad for quad in sink.quads if quad.predicate in (INSP.published,)]
    assert [
        quad
        for quad in sink.quads
        if quad.subject == report(REPORT) and "2015" in str(quad.object)
    ]
