"""Links between reports on the pages of both statements, in their data, tables and questions."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store

from inspectgraph.build import build
from inspectgraph.export.formats import exported
from inspectgraph.publish import SiteSettings, site_files
from inspectgraph.query import ask
from inspectgraph.rdf.store import open_published

SMALL = Path(__file__).parents[1] / "projects" / "small"
LATER = "report/netherford-sif-2015/statement/p1-o6p7"
ADVICE = "report/netherford-jar-2008/statement/recommendations-six-months-1-q7r8"
EARLIER = "report/netherford-jar-2008/statement/p3-m3n4"
KEY = "p1-o6p7/netherford-jar-2008/p3-m3n4"
STATED = """\
  - kind: differs-later
    earlier: netherford-jar-2008/p3-m3n4
    later: p1-o6p7
    basis: stated
    at: {unit: p1, length: 40, start: 0, digest: f412cf7cd0bc}
"""


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project, with one more link that its report states."""
    project = tmp_path_factory.mktemp("linked") / "project"
    shutil.copytree(SMALL, project)
    with (project / "extracts/netherford-sif-2015.yaml").open("a") as stream:
        stream.write(STATED)
    build(project, draw=False, jobs=1)
    return project / "graphs"


@pytest.fixture(scope="module")
def store(graphs: Path) -> Store:
    """The graph."""
    return open_published(graphs)


@pytest.fixture(scope="module")
def files(graphs: Path, store: Store) -> dict[str, str]:
    """The pages and data of the linked statements, by path."""
    found = dict(site_files(store, graphs, SiteSettings()))
    wanted = [
        f"{one}.{end}" for one in (LATER, ADVICE, EARLIER) for end in ("html", "ttl")
    ]
    return {path: found[path].decode() for path in wanted}


def section(page: str) -> str:
    """Return the words of the section of links, with single spaces."""
    found = re.search(
        r'(?s)<section aria-labelledby="other-reports">.*?</section>', page
    )
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_the_later_page_leads_to_the_earlier_report(files: dict[str, str]) -> None:
    """The later page shows each link with kind, outcome, basis, note and words."""
    page = files[f"{LATER}.html"]
    said = section(page)
    assert "In an earlier report" in said
    assert "Followed up, not done , judged by a curator." in said
    assert "Differs later , stated in the later report. Stated in p1" in said
    assert said.endswith("may still describe the same issue, or not mention it.")
    for fragment in (f"link/{KEY}", f"evidence/{KEY}-1", f"selector/{KEY}-1"):
        assert page.count(f'id="{fragment}"') == 1
    assert "../../netherford-jar-2008/" in page or f"{ADVICE}.html" in page


def test_the_earlier_page_leads_to_the_later_report(files: dict[str, str]) -> None:
    """The earlier page shows the same link, but has no fragment for it."""
    page = files[f"{ADVICE}.html"]
    assert "In a later report" in section(page)
    assert "Schools reached by ferry hardly use common assessment." in section(page)
    assert f"{LATER}.html" in page
    assert 'id="link/' not in page + files[f"{EARLIER}.html"]
    assert "Stated in p1" in section(files[f"{EARLIER}.html"])


def test_the_data_of_the_later_page_have_the_links(files: dict[str, str]) -> None:
    """The later page's data have the links and their evidence; the earlier's do not."""
    data = files[f"{LATER}.ttl"]
    assert data.count("a insp:StatementLink") == 2
    assert "insp:linkOutcome" in data
    assert data.count("a insp:WordsSelector") == 2
    assert "StatementLink" not in files[f"{ADVICE}.ttl"]


def test_links_are_a_table(store: Store) -> None:
    """One row for each, with the two reports, statements and notes."""
    text = exported(store, "csv")["links.csv"].decode()
    rows = {row["earlier_id"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows["recommendations-six-months-1-q7r8"]
    assert (row["earlier_report"], row["later_report"], row["later_id"]) == (
        "netherford-jar-2008",
        "netherford-sif-2015",
        "p1-o6p7",
    )
    assert (row["kind"], row["outcome"], row["basis"], row["units"]) == (
        "followed up",
        "not done",
        "judged by a curator",
        "",
    )
    assert rows["p3-m3n4"]["units"] == "p1"


def test_a_recommendation_without_a_link_is_not_called_undone(store: Store) -> None:
    """A recommendation that has no link is shown as not linked, never as undone."""
    answer = ask(store, "recommendations-followed-up", report="netherford-jar-2008")
    outcomes = [row[answer.columns.index("outcome")] for row in answer.rows]
    assert outcomes == ["no later report held here is linked", "not done"]


def test_links_can_be_asked_for_by_theme(store: Store) -> None:
    """Links are found by the theme of either statement, or by a broader theme."""
    asked = [
        len(ask(store, "same-issue-later", authority="netherford", **theme).rows)
        for theme in (
            {},
            {"theme": "early-help"},
            {"theme": "training"},
            {"theme": "adoption"},
        )
    ]
    assert asked == [2, 2, 1, 0]
