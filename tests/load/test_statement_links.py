"""Links to statements of earlier reports: what is refused, where, and in which words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspectgraph.build import build
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.namespaces import INSP
from inspectgraph.rdf.vocabulary import Vocabulary

NAME = "netherford-sif-2015"
EXTRACT = Path("extracts", f"{NAME}.yaml")
EARLIER = Path("extracts", "netherford-jar-2008.yaml")
RECOMMENDATION = "netherford-jar-2008/recommendations-six-months-1-q7r8"
FINDING = "netherford-jar-2008/p3-m3n4"
ANCHOR = "{unit: p1, length: 40, start: 0, digest: f412cf7cd0bc}"
#: Words of the extract, those in their place, the faulty key, the code and the message.
Fault = tuple[str, str, str, str, str]
#: The lines of the first link of the small project, which is the last of its extract.
LINK = {"kind": 157, "earlier": 158, "later": 159, "basis": 160, "outcome": 161}


def spoil(project: Path, old: str, new: str, file: Path = EXTRACT) -> None:
    """Replace some words of a file."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(project: Path, **keys: Any) -> None:
    """Append a link to the extract of 2015."""
    lines = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    path = project / EXTRACT
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}  -{lines[3:]}", encoding="utf-8")


def problem(project: Path, vocabulary: Vocabulary) -> Problem:
    """Return the only problem of a project."""
    with pytest.raises(ExtractError) as raised:
        load_project(project, vocabulary)
    (only,) = raised.value.problems
    return only


def test_a_link_is_loaded(small_copy: Path, vocabulary: Vocabulary) -> None:
    """A link keeps its names as written; its words become a list of anchors."""
    add(
        small_copy,
        kind="differs later",
        earlier=FINDING,
        later="p1-o6p7",
        basis="stated",
        at=ANCHOR,
    )
    extract = load_project(small_copy, vocabulary).extracts[1].extract
    judged, stated = extract.links
    assert judged.pair == (RECOMMENDATION, "p1-o6p7")
    assert (judged.kind, judged.basis, judged.outcome) == (
        "followed-up",
        "judged",
        "not",
    )
    assert (stated.kind, [one.unit for one in stated.at]) == ("differs-later", ["p1"])
    assert stated.at[0] in list(extract.anchors())


@pytest.mark.parametrize(
    "fault",
    [
        (
            "1-q7r8",
            "1-q7r9",
            "earlier",
            "unknown-statement",
            "unknown id 'recommendations-six-months-1-q7r9'; expected the id of a"
            " confirmed statement in netherford-jar-2008; did you mean"
            " 'recommendations-six-months-1-q7r8'?",
        ),
        (
            "netherford-jar-2008/",
            "netherford-jar-2009/",
            "earlier",
            "unknown-report",
            "did you mean 'netherford-jar-2008'?",
        ),
        (
            "earlier: netherford-jar-2008/",
            "earlier: ",
            "earlier",
            "bad-earlier-statement",
            "as REPORT/ID",
        ),
        (
            RECOMMENDATION,
            f"{NAME}/p2-q8r9",
            "earlier",
            "link-within-report",
            "a statement of an earlier report",
        ),
        (
            RECOMMENDATION,
            FINDING,
            "earlier",
            "no-recommendation",
            "'p3-m3n4' is not a recommendation",
        ),
        ("later: p1-o6p7", "later: p1-o6p8", "later", "unknown-statement", "p1-o6p8"),
        (
            "later: p1-o6p7",
            "later: p8-y5z6",
            "later",
            "unknown-statement",
            "belongs to a withdrawn statement",
        ),
        ("followed-up", "followed", "kind", "unknown-value", "did you mean"),
        (
            "kind: followed-up",
            "kind: same-issue",
            "outcome",
            "link-key",
            "'kind: followed-up', or a link without the key 'outcome'",
        ),
    ],
)
def test_a_faulty_link_is_refused_in_its_place(
    fault: Fault, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Each fault has the line of its key, a code, and words on what is allowed."""
    old, new, key, code, words = fault
    spoil(small_copy, old, new)
    found = problem(small_copy, vocabulary)
    assert (found.code, found.where.line) == (code, LINK[key])
    assert words in found.sentence


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("basis: judged", "basis: stated", "missing-key"),
        ("    outcome: not\n", "", "missing-key"),
    ],
)
def test_a_link_needs_what_goes_with_its_kind_and_basis(
    old: str, new: str, code: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A follow-up needs an outcome, and a link that the report states needs words."""
    spoil(small_copy, old, new)
    found = problem(small_copy, vocabulary)
    assert (found.code, found.where.line) == (code, LINK["kind"])


def test_words_do_not_go_with_the_judgement_of_a_curator(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A link with the basis `judged` may not have words of the report."""
    spoil(small_copy, "basis: judged", f"basis: judged\n    at: {ANCHOR}")
    assert problem(small_copy, vocabulary).code == "link-key"


def test_two_statements_have_one_link(small_copy: Path, vocabulary: Vocabulary) -> None:
    """A second link of two statements is refused, and the first's line is named."""
    add(
        small_copy,
        kind="same-issue",
        earlier=RECOMMENDATION,
        later="p1-o6p7",
        basis="judged",
    )
    found = problem(small_copy, vocabulary)
    assert found.code == "duplicate-link"
    assert f"the first is in line {LINK['kind']}" in found.sentence


def test_a_link_with_faulty_keys_has_no_further_problem(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A list in place of a kind and a missing key give one message each, and no message on repeats."""
    spoil(small_copy, "kind: followed-up", "kind: [followed-up]")
    for _ in range(2):
        add(small_copy, kind="same-issue", earlier=FINDING, basis="judged")
    with pytest.raises(ExtractError) as raised:
        load_project(small_copy, vocabulary)
    codes = [found.code for found in raised.value.problems]
    assert codes == ["wrong-type", "missing-key", "missing-key"]


def test_the_earlier_report_is_earlier(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The earlier report must be earlier by its inspection or publication day."""
    later = "inspection: {printed: x, earliest: 2015-03-02, latest: 2015-03-02}\n"
    old = "inspection: {printed: October 2007, earliest: 2007-10-01, latest: 2007-10-31}\n"
    published = "published: {printed: 11 March 2008, earliest: 2008-03-11, latest: 2008-03-11}\n"
    spoil(small_copy, published, "", EARLIER)
    spoil(small_copy, old, later, EARLIER)
    found = problem(small_copy, vocabulary)
    assert (found.code, found.where.line) == ("link-backwards", LINK["earlier"])
    assert "a report dated before 2015-03-02" in found.sentence
    spoil(small_copy, later, "", EARLIER)
    assert problem(small_copy, vocabulary).code == "link-without-date"


def test_both_reports_are_on_one_authority(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A link to a report on another authority is refused."""
    registry = small_copy / "extracts/registry/authorities.yaml"
    text = registry.read_text("utf-8")
    record = text[text.index("netherford:") :].partition("\n\n")[0]
    other = record.replace("nether", "other").replace("Nether", "Other")
    other = other.replace("E08999999", "E08999998").replace("999", "998")
    registry.write_text(f"{text}\n{other}\n", encoding="utf-8")
    spoil(small_copy, "authorities: [netherford]", "authorities: [otherford]", EARLIER)
    found = problem(small_copy, vocabulary)
    assert (found.code, found.where.line) == (
        "link-across-authorities",
        LINK["earlier"],
    )
    assert "a report about netherford" in found.sentence


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("draft: {confidence: 0.5, rule: x}\n    ", "to an unconfirmed draft"),
        ("", "belongs to a withdrawn statement"),
    ],
)
def test_only_confirmed_statements_are_linked(
    new: str, words: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A link to a drafted or withdrawn statement of the earlier report is refused."""
    if new:
        spoil(small_copy, "band: six-months", f"{new}band: six-months", EARLIER)
    else:
        text = (small_copy / EARLIER).read_text("utf-8")
        spoil(small_copy, "recommendations-six-months-1-q7r8", "p9-aaaa", EARLIER)
        gone = "withdrawn: [{id: recommendations-six-months-1-q7r8, reason: A test.}]\n"
        assert "withdrawn" not in text
        with (small_copy / EARLIER).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{gone}")
    found = problem(small_copy, vocabulary)
    assert (found.code, found.where.line) == ("unknown-statement", LINK["earlier"])
    assert words in found.sentence


@pytest.mark.parametrize(
    ("mark", "count"), [("", 1), ("draft: {confidence: 0.5, rule: x}\n    ", 0)]
)
def test_a_link_of_an_unconfirmed_statement_stays_out(
    mark: str, count: int, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The graph has a link only if its later statement is confirmed."""
    first = "id: p1-o6p7\n    "
    spoil(small_copy, first, f"{first}{mark}")
    spoil(small_copy, "because: [p1-o6p7]", "because: [p3-s0t1]")
    project = load_project(small_copy, vocabulary)
    sink = populate_report(project.extracts[1], project)
    links = [one for one in sink.triples if one[2] == str(INSP.StatementLink)]
    assert len(links) == count


def test_a_build_looks_at_links_again_when_the_earlier_report_changes(
    small_copy: Path,
) -> None:
    """A changed earlier report makes a build find the fault of a cached link."""
    build(small_copy, draw=False, jobs=1)
    spoil(small_copy, "recommendations-six-months-1-q7r8", "p9-aaaa", EARLIER)
    with pytest.raises(
        ExtractError, match=f"{NAME}.yaml:{LINK['earlier']}:14: unknown id"
    ):
        build(small_copy, draw=False, jobs=1)
    for path in (small_copy / "extracts").glob("netherford-jar-2008.*"):
        path.unlink()
    with pytest.raises(ExtractError, match="unknown report 'netherford-jar-2008'"):
        build(small_copy, draw=False, jobs=1)
