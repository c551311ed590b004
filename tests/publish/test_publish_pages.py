"""What the pages of the site say, and what they never say."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from browser import opened
from colours import contrast
from inspectgraph.build import build
from inspectgraph.model.errors import UsageError
from inspectgraph.publish import SiteSettings, publish, site_files
from inspectgraph.publish.pages import pages_of
from inspectgraph.publish.records import span
from inspectgraph.publish.settings import settings_for
from inspectgraph.rdf.iris import graph, report_part
from inspectgraph.rdf.namespaces import BASE, DQV, FOAF, INSP
from inspectgraph.rdf.store import new_store, open_published

SMALL = Path(__file__).parents[1] / "projects" / "small"
REPORT = "netherford-sif-2015"
OVERALL = f"report/{REPORT}/statement/grades-overall-judgement-a2b3.html"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project."""
    project = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL, project)
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="module")
def files(graphs: Path) -> dict[str, bytes]:
    """The files of the published site, by path."""
    return dict(site_files(open_published(graphs), graphs, SiteSettings()))


def words(files: Mapping[str, bytes], page: str) -> str:
    """Return the words of a page, with single spaces."""
    text = re.sub(r"<[^>]+>", " ", files[page].decode())
    return " ".join(unescape(text).split())


def test_a_council_has_its_grades_before_its_picture(
    files: Mapping[str, bytes],
) -> None:
    """The table is first, and holds each grade of the extract in its column."""
    page = files["council/netherford/index.html"].decode()
    assert page.index('<table class="grades">') < page.index("Overall grades over time")
    said = words(files, "council/netherford/index.html")
    assert "2 – 20 Mar 2015" in said
    for aspect, grade in (
        ("overall effectiveness", "requires improvement"),
        ("adoption performance", "outstanding"),
        ("experiences and progress of care leavers", "good"),
    ):
        assert f"{aspect} {grade}" in said
    assert "later inspections, monitoring or focused visits may exist" in said.lower()


def test_a_council_says_what_is_not_held(files: Mapping[str, bytes]) -> None:
    """The page of a council says which documents are not held."""
    said = words(files, "council/netherford/index.html")
    assert "What is not held" in said
    assert "Monitoring visits, focused visits and other letters" in said


_FORDS = """
oldford:
  name: Oldford
  gss: E08999997
  type: County
  region: middle-shires

newford:
  name: Newford
  gss: E08999998
  type: Unitary Authority
  region: middle-shires

midford:
  name: Midford
  gss: E08999996
  type: Unitary Authority
  region: middle-shires
"""
_FORDS_CHANGE = """
newford-2012:
  kind: replacement
  date: {printed: 1 April 2012, earliest: 2012-04-01, latest: 2012-04-01}
  before: [oldford]
  after: [newford]
  note: A new council took the place of the county council.
  source: https://www.example.org/newford

midford-2012:
  kind: transfer
  date: {printed: 1 April 2012, earliest: 2012-04-01, latest: 2012-04-01}
  before: [midford]
  after: [midford, newford]
  note: A part of the council's area went to the new council.
  source: https://www.example.org/newford
"""


def test_a_council_lacks_no_report_of_a_regime_outside_its_life(tmp_path: Path) -> None:
    """A council that began in 2012 had no review of 2008, and one that ended then none of 2015.

    A council that only gave up a part of its area may have had both.
    """
    project = tmp_path / "project"
    shutil.copytree(SMALL, project)
    for name, text in (("authorities", _FORDS), ("changes", _FORDS_CHANGE)):
        with (project / f"extracts/registry/{name}.yaml").open("a") as file:
            file.write(text)
    build(project, draw=False)
    graphs = project / "graphs"
    files = dict(site_files(open_published(graphs), graphs, SiteSettings()))
    review = "Joint area review"
    inspection = "Single inspection framework"
    old = words(files, "council/oldford/index.html")
    new = words(files, "council/newford/index.html")
    kept = words(files, "council/midford/index.html")
    assert review in kept
    assert inspection in kept
    assert review in old
    assert inspection not in old
    assert inspection in new
    assert review not in new


def test_a_quoted_grade_without_an_aspect_says_what_it_is_of(
    files: Mapping[str, bytes],
) -> None:
    """Each quoted grade in the table of a council has the words for what was graded."""
    text = files["council/netherford/grades.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    quoted = [row for row in rows if row["kind"] == "quoted"]
    assert quoted
    assert all(row["grade_of"] for row in quoted)


def test_grades_of_a_council_as_csv(files: Mapping[str, bytes]) -> None:
    """The table has a row for each grade, with its permanent address."""
    text = files["council/netherford/grades.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    own = [row for row in rows if row["report"] == REPORT and row["kind"] == "awarded"]
    assert len(own) == 6
    (overall,) = [row for row in own if row["aspect"] == "overall effectiveness"]
    assert overall["grade"] == "requires improvement"
    assert overall["inspection_first_day"] == "2015-03-02"
    assert overall["published"] == "2015-05-05"
    assert overall["iri"].startswith(BASE)


def test_a_judgement_says_what_it_is_and_how_it_is_known(
    files: Mapping[str, bytes],
) -> None:
    """Grade, framework, days, meaning, passage and confirmation are on its page."""
    said = words(files, OVERALL)
    for expected in (
        "requires improvement Grade as printed then, for overall effectiveness",
        "Curated by hand.",
        "Inspected 2 – 20 Mar 2015",
        "Published 5 May 2015",
        "What this grade means",
        "grades/overall-judgement",
        "1afd27f3944f",
        "The grade before",
        f"{BASE}id/report/{REPORT}/statement/grades-overall-judgement-a2b3",
    ):
        assert expected in said, expected


def test_a_quoted_grade_is_never_shown_as_the_reports_own(
    files: Mapping[str, bytes],
) -> None:
    """The page of a quoted grade says whose grade it is, and when it was given."""
    page = f"report/{REPORT}/statement/information-about-this-local-authority-area-2-m4n5.html"
    said = words(files, page)
    assert "Grade of another inspection, quoted in this report" in said
    assert "2 of 3" in said
    assert "Children's homes in the area" in said


def test_confirmed_words(graphs: Path) -> None:
    """The page of a grade says in words how that grade was confirmed."""
    store = open_published(graphs)
    statement = report_part(REPORT, "statement", "grades-adoption-g8h9")
    page = f"report/{REPORT}/statement/grades-adoption-g8h9.html"
    for method, expected in (
        ("two-programs", "Read by two programs that agreed; not checked by a person."),
        ("page", "Checked against the page on 3 November 2026."),
    ):
        made = new_store(store)
        into = graph(REPORT)
        node = report_part(REPORT, "confirmation", method)
        for quad in (
            Quad(statement, INSP.confirmation, node, into),
            Quad(
                node,
                INSP.confirmationMethod,
                NamedNode(f"{BASE}confirmation/{method}"),
                into,
            ),
            Quad(node, INSP.confirmedOn, Literal("2026-11-03"), into),
        ):
            made.add(quad)
        said = words(dict(site_files(made, graphs, SiteSettings())), page)
        assert expected in said


def test_no_page_ranks_or_speaks_of_today(files: Mapping[str, bytes]) -> None:
    """The pages of councils and grades say nothing of how a council stands today."""
    pages = [
        path
        for path in files
        if re.match(r"council/|report/[^/]+/statement/grades", path)
    ]
    for path in pages:
        if path.endswith(".html"):
            assert not re.search(
                r"\b(current|currently|latest|best council)\b", words(files, path)
            )


def test_a_report_has_the_sentences_of_its_sections(
    files: Mapping[str, bytes],
) -> None:
    """One table: each section in order, with a name, its numbers, and 0 for none."""
    page = files[f"report/{REPORT}.html"].decode()
    table = page[
        page.index('id="sections"') : page.index(
            "</table>", page.index('id="sections"')
        )
    ]
    read = [
        [
            unescape(re.sub(r"<[^>]+>", "", cell))
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in re.findall(r"<tr.*?</tr>", table)
    ]
    assert read[:3] == [
        ["Section", "Sentences", "Curated", "Explained", "Open"],
        ["Before the first heading", "6", "6", "0", "0"],
        ["This local authority requires improvement because", "3", "3", "0", "0"],
    ]
    assert ["Information about this local authority area", "2", "1", "0", "1"] in read
    front = report_part(REPORT, "section").value.partition(f"{REPORT}/")[2]
    assert f'<tr id="{front}">' in table
    assert 'id="coverage/areas-for-improvement/curated"' in table


def test_a_report_of_grades_only_keeps_the_table_of_its_passages(graphs: Path) -> None:
    """Without counts of sentences, a report still has the table of its passages."""
    store = new_store(
        quad
        for quad in open_published(graphs)
        if quad.predicate not in {INSP.sectionOf, DQV.computedOn}
    )
    bare = dict(site_files(store, graphs, SiteSettings()))
    said = words(bare, f"report/{REPORT}.html")
    assert "Passages in the graph by part of the report" in said
    assert "Before the first heading" not in said


def test_a_withdrawn_statement_keeps_its_page(files: Mapping[str, bytes]) -> None:
    """Its address stays, and says why it was withdrawn and what is in its place."""
    said = words(files, f"report/{REPORT}/statement/p8-y5z6.html")
    assert "This statement was withdrawn. The board was taken for the council." in said


def test_texts_of_the_graph_cannot_become_markup(graphs: Path) -> None:
    """A note with a tag is shown as text, and only web addresses become links."""
    store = new_store(open_published(graphs))
    council = NamedNode(f"{BASE}id/authority/netherford")
    for quad in list(store.quads_for_pattern(council, FOAF.page, None, None)):
        store.remove(quad)
    store.add(
        Quad(council, FOAF.page, NamedNode("javascript:alert(1)"), graph("registry"))
    )
    statement = report_part(REPORT, "statement", "p1-o6p7")
    for quad in list(store.quads_for_pattern(statement, INSP.note, None, None)):
        store.remove(quad)
    note = Literal("</h1><script>alert(1)</script>", language="en")
    store.add(Quad(statement, INSP.note, note, graph(REPORT)))
    for path, content in site_files(store, graphs, SiteSettings()):
        if path.endswith(".html"):
            assert b"<script>alert" not in content, path
            assert b'"javascript:' not in content, path


def test_a_question_has_its_query(files: Mapping[str, bytes]) -> None:
    """The page of a question names the command, and its query can be downloaded."""
    assert "inspectgraph query caf-uptake" in words(files, "question/caf-uptake.html")
    assert b"SELECT" in files["question/caf-uptake.rq"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_text_can_be_read(files: Mapping[str, bytes], theme: str) -> None:
    """Text has a contrast of at least 4.5 to what is behind it, by day and by night."""
    found = re.findall(r":root \{(.*?)\}", files["site.css"].decode(), re.DOTALL)
    block = found[("light", "dark").index(theme)]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+);", block))
    full = {
        name: "#ffffff" if value == "#fff" else value for name, value in colours.items()
    }
    for ink in ("ink", "quiet", "link", "strength", "weakness"):
        for paper in ("paper", "soft"):
            assert contrast(full[ink], full[paper]) >= 4.5, (ink, paper)
    assert contrast("#ffffff", full["top"]) >= 4.5


@pytest.mark.slow
def test_a_browser_has_nothing_to_complain_of(graphs: Path, tmp_path: Path) -> None:
    """A browser opens pages from disk, with style and script, and refuses nothing."""
    folder = tmp_path / "site"
    publish(open_published(graphs), graphs, folder, SiteSettings())
    for page in ("council/index.html", "council/netherford/index.html", OVERALL):
        shown = opened(folder / page, tmp_path / "profile")
        assert shown.complaints == []
        assert "table" in shown.elements or "ul" in shown.elements


def test_days_in_few_characters() -> None:
    """A period names month and year once if its ends share them."""
    assert span("2018-10-08", "2018-10-19") == "8 – 19 Oct 2018"
    assert span("2013-12-30", "2014-01-10") == "30 Dec 2013 – 10 Jan 2014"
    assert span("", "") == "not printed"


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org/", "https://example.org/?a=1", "https://a/ b"],
)
def test_an_address_must_be_that_of_a_site(address: str) -> None:
    """Anything but a web address without query is refused with an example."""
    with pytest.raises(
        UsageError, match=r"give an address such as https://example\.org/"
    ):
        settings_for(address)


def test_an_address_ends_in_a_slash() -> None:
    """With and without a slash, an address is the same."""
    assert settings_for("https://example.org/a").address == "https://example.org/a/"


def test_a_theme_of_many_statements_counts_them_by_report(
    graphs: Path, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit, the page links to the statements of each report and lists none."""
    page = "theme/common-assessment.html"
    listed = re.findall(r"report/([a-z0-9-]+)/statement/", files[page].decode())
    monkeypatch.setattr("inspectgraph.publish.things._LISTED", 1)
    made = pages_of(open_published(graphs), graphs, SiteSettings()).file(page)
    assert made
    assert b"/statement/" not in made
    rows = re.findall(
        r"\?report=([a-z0-9-]+)&amp;theme=common-assessment\">(\d+)<", made.decode()
    )
    assert {name: int(count) for name, count in rows} == Counter(listed)
