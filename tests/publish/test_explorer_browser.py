"""The explorer in a real browser: by keyboard, with the back button, and from disk."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from inspectgraph.find import find
from inspectgraph.publish import SiteSettings
from inspectgraph.publish.single_file import publish_single_file
from inspectgraph.query.engine import ask
from inspectgraph.rdf.store import open_published

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

#: A browser takes minutes for all of them.
pytestmark = pytest.mark.slow

WORDS = Path(__file__).parents[1] / "find" / "words.tsv"
#: A page may have to load the graph and an engine on a machine that does much else.
PATIENCE = 120_000


class Watched:
    """A page that keeps a record of its requests and complaints."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requested: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda one: self.requested.append(one.url))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.on("console", self._heard)

    def _heard(self, message: object) -> None:
        if getattr(message, "type", "") in {"error", "warning"}:
            self.complaints.append(getattr(message, "text", ""))

    def outside(self, start: str) -> list[str]:
        """Return the requests that went to another address than the site's."""
        own = (start, "data:", "blob:")
        return [url for url in self.requested if not url.startswith(own)]


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A new page in a browser without history."""
    context = chromium.new_context(accept_downloads=True)
    yield Watched(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def explored_store(explored_graphs: Path) -> Store:
    """The graph of the site."""
    return open_published(explored_graphs)


def answered(page: Page) -> None:
    """Wait until the SPARQL page has an answer."""
    page.get_by_text(re.compile(r"Answered in")).wait_for()


def test_search_by_keyboard(watched: Watched, address: str) -> None:
    """Somebody without a mouse comes to a theme from the search field of any page."""
    page = watched.page
    page.goto(f"{address}data.html")
    field = page.get_by_role("search").get_by_role("searchbox")
    field.focus()
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("mental heal")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert "mental health" in chosen.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/theme/mental-health-and-emotional-well-being.html")
    assert not watched.complaints
    assert not watched.outside(address)


def test_escape_closes_the_completion(watched: Watched, address: str) -> None:
    """Escape closes the list and keeps what was typed."""
    page = watched.page
    page.goto(f"{address}data.html")
    page.get_by_role("search").get_by_role("searchbox").focus()
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("adop")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("listbox").wait_for(state="hidden")
    assert page.get_by_role("combobox").input_value() == "adop"


def test_search_finds_what_the_command_finds(
    watched: Watched, address: str, explored_store: Store
) -> None:
    """In fifty trial searches the site shows the names that `find` gives, in order."""
    with WORDS.open(encoding="utf-8", newline="") as stream:
        words = [row["words"] for row in csv.DictReader(stream, delimiter="\t")]
    page = watched.page
    page.goto(f"{address}search.html")
    field = page.get_by_label("Words, such as")
    different = []
    for one in words:
        field.fill(one)
        field.press("Enter")
        page.get_by_role("status").filter(has_text=f"For “{one}”").wait_for()
        shown = page.locator(".results section li a").evaluate_all(
            "links => links.map(link => link.textContent)"
        )
        hits = find(explored_store, one)
        meant = [hit.label for hit in hits]
        # The page lists by kind; within a kind the order is that of the command.
        kinds = list(dict.fromkeys(hit.kind for hit in hits))
        grouped = [hit.label for kind in kinds for hit in hits if hit.kind == kind]
        if meant and [*shown[:30]] != grouped[:30]:
            different.append((one, shown[:5], grouped[:5]))
    assert not different


def test_words_typed_before_the_names_are_loaded_are_kept(
    watched: Watched, address: str
) -> None:
    """Words typed before the list of names is loaded are not lost."""
    page = watched.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/explorer/search.json", hold)
    with page.expect_request("**/explorer/search.json"):
        page.goto(f"{address}search.html")
    page.get_by_label("Words, such as").fill("adoption")
    held[0].continue_()
    page.get_by_role("status").filter(has_text="For “adoption”").wait_for()
    assert page.get_by_label("Words, such as").input_value() == "adoption"


@pytest.mark.parametrize("pause", [0, 500])
def test_a_search_is_an_address(watched: Watched, address: str, pause: int) -> None:
    """An address with words shows their results; the back button shows the old ones.

    This holds whether Enter is pressed at once or after the results have appeared.
    """
    page = watched.page
    page.goto(f"{address}search.html?q=adoption")
    status = page.get_by_role("status")
    status.filter(has_text="For “adoption”").wait_for()
    field = page.get_by_label("Words, such as")
    field.fill("housing")
    page.wait_for_timeout(pause)
    field.press("Enter")
    status.filter(has_text="For “housing”").wait_for()
    page.go_back()
    status.filter(has_text="For “adoption”").wait_for()
    assert field.input_value() == "adoption"


def test_nothing_found_says_what_to_do(watched: Watched, address: str) -> None:
    """Words that nothing has lead to the themes and the councils."""
    page = watched.page
    page.goto(f"{address}search.html?q=zxqv")
    page.get_by_text("Nothing has these words").wait_for()
    assert page.locator(".results").get_by_role("link", name="the themes").is_visible()


def test_statements_by_address(watched: Watched, address: str) -> None:
    """The address's parameters choose the statements, and each choice changes it."""
    page = watched.page
    page.goto(f"{address}statements.html?polarity=weakness")
    page.get_by_role("status").filter(has_text=" of ").wait_for()
    kinds = set(page.locator("ul.notes .polarity").all_inner_texts())
    assert kinds == {"− weakness"}
    page.get_by_label("Polarity").select_option("strength")
    page.wait_for_url("**/statements.html?polarity=strength")
    page.go_back()
    page.locator("ul.notes .polarity").filter(has_text="weakness").first.wait_for()
    assert page.get_by_label("Polarity").input_value() == "weakness"
    assert not watched.complaints


def assert_query_gives_list(page: Page, address: str) -> None:
    """Assert that the SPARQL behind a list of statements has as many rows as the list."""
    page.goto(address)
    status = page.get_by_role("status").filter(has_text=" of ")
    status.wait_for()
    count = int(status.inner_text().split()[0].replace(",", ""))
    page.get_by_role("link", name="The SPARQL behind this view").click()
    page.get_by_role("button", name="Ask").click()
    answered(page)
    assert page.locator("tbody tr").count() == count > 0


def test_the_query_behind_a_list_gives_the_list(watched: Watched, address: str) -> None:
    """The SPARQL behind a list of statements has as many rows as the list."""
    assert_query_gives_list(watched.page, f"{address}statements.html?polarity=weakness")


def test_queries_know_the_base_of_a_project(
    watched: Watched, address_of_own_base: str
) -> None:
    """Reports have the project's base IRI and themes have the ontology's; both are asked."""
    page = watched.page
    own = f"{address_of_own_base}statements.html?report=netherford-sif-2015"
    assert_query_gives_list(page, own)
    question = "question=theme-uptake&theme=common-assessment"
    page.goto(f"{address_of_own_base}sparql.html?{question}")
    answered(page)
    assert page.locator("tbody tr").count() > 0


def test_named_question_with_parameters(
    watched: Watched, address: str, explored_store: Store
) -> None:
    """The form gives the rows that the command gives, and an address to return to."""
    page = watched.page
    page.goto(f"{address}sparql.html")
    page.get_by_label("Question").select_option("grade-trajectory")
    authority = page.get_by_label(re.compile("^Authority"))
    authority.select_option("netherford")
    page.get_by_role("button", name="Ask").click()
    answered(page)
    expected = ask(explored_store, "grade-trajectory", authority="netherford")
    assert page.locator("tbody tr").count() == len(expected.rows) > 0
    assert page.locator("thead th").all_inner_texts() == list(expected.columns)
    assert "question=grade-trajectory" in page.url
    assert "authority=netherford" in page.url
    shared = page.url
    page.goto(f"{address}data.html")
    page.goto(shared)
    answered(page)
    assert page.locator("tbody tr").count() == len(expected.rows)
    assert not watched.complaints
    assert not watched.outside(address)


@pytest.mark.parametrize(
    ("address_of", "message"),
    [
        (
            "question=grade-trajectory&authority=netherfrod",
            "“netherfrod” is not a value of “Authority”; choose another.",
        ),
        (
            "question=lower-aspects&steps=two",
            "“two” is not a value of “Steps”; choose another.",
        ),
        (
            "question=grade-trajectry",
            "There is no question “grade-trajectry”; choose one from the list.",
        ),
    ],
)
def test_an_address_with_an_unknown_value_says_so(
    watched: Watched, address: str, address_of: str, message: str
) -> None:
    """A misspelt value is not asked, since *No rows* would be a wrong answer."""
    page = watched.page
    page.goto(f"{address}sparql.html?{address_of}")
    page.get_by_text(message).wait_for()
    assert page.get_by_text("No rows").count() == 0


def test_a_name_in_the_address_is_a_value(
    watched: Watched, address: str, explored_store: Store
) -> None:
    """The name of a council asks what its slug asks."""
    page = watched.page
    page.goto(f"{address}sparql.html?question=grade-trajectory&authority=Netherford")
    answered(page)
    expected = ask(explored_store, "grade-trajectory", authority="netherford")
    assert page.locator("tbody tr").count() == len(expected.rows) > 0
    chosen = page.get_by_label(re.compile("^Authority")).input_value()
    assert chosen == "netherford"


def test_every_value_of_a_form_can_be_asked(watched: Watched, address: str) -> None:
    """Each kind of parameter has values in the form, and the page takes them."""
    page = watched.page
    page.goto(f"{address}sparql.html")
    page.get_by_role("button", name="Ask").wait_for()
    data = page.evaluate("fetch('explorer/questions.json').then(one => one.json())")
    tried: set[str] = set()
    for question in data["questions"]:
        for given in question["parameters"]:
            for kind in set(given["kinds"]) & data["values"].keys() - tried:
                if not data["values"][kind]:
                    continue
                tried.add(kind)
                slug = data["values"][kind][0][0]
                value = slug if kind == given["kinds"][0] else f"{kind}:{slug}"
                parameters = f"question={question['name']}&{given['name']}={value}"
                page.goto(f"{address}sparql.html?{parameters}")
                page.locator(".answer > *").first.wait_for()
                assert page.get_by_role("alert").count() == 0
    assert {"band", "evidence", "service", "theme"} <= tried


def test_the_editor_knows_the_prefixes(watched: Watched, address: str) -> None:
    """A query with the project's prefixes is not marked as wrong; another prefix is."""
    page = watched.page
    page.goto(f"{address}sparql.html")
    page.locator(".CodeMirror").wait_for()
    assert page.locator(".parseErrorIcon").count() == 0
    page.goto(f"{address}data.html")
    page.goto(f"{address}sparql.html#query=SELECT ?x WHERE {{ ?x a unknown:Thing }}")
    page.locator(".parseErrorIcon").wait_for()


def test_a_list_with_an_unknown_value_says_so(watched: Watched, address: str) -> None:
    """A theme that is not in the list is named, instead of an empty list."""
    page = watched.page
    page.goto(f"{address}statements.html?theme=no-such-theme")
    message = "There is no theme “no-such-theme”; choose one from the list."
    page.get_by_text(message).wait_for()


def test_a_query_is_run_and_downloaded(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    """A query of one's own is answered in the browser; table, links and CSV agree."""
    page = watched.page
    query = "SELECT ?report WHERE { ?report a insp:Report } ORDER BY ?report"
    page.goto(f"{address}sparql.html#query={query}")
    page.get_by_role("button", name="Ask").click()
    answered(page)
    rows = page.locator("tbody tr").count()
    assert rows > 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    target = tmp_path / "answer.csv"
    download.value.save_as(target)
    with target.open(newline="", encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) == rows
    assert found[0]["report"].startswith("https://w3id.org/inspectgraph/id/report/")
    page.get_by_label("List of links").check()
    page.locator(".answer ul a").first.click()
    page.wait_for_url("**/report/*.html")


def test_a_wrong_query_says_where(watched: Watched, address: str) -> None:
    """A query that is not SPARQL gets a sentence with the place of the error."""
    page = watched.page
    page.goto(f"{address}sparql.html#query=SELECT ?x WHERE {{ ?x a }}")
    page.get_by_role("button", name="Ask").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "There is no answer" in alert.inner_text()
    assert re.search(r"1:\d+|line 1", alert.inner_text())


def test_tab_leaves_the_editor(watched: Watched, address: str) -> None:
    """The Tab key leaves the query editor."""
    page = watched.page
    page.goto(f"{address}sparql.html")
    page.locator(".CodeMirror").wait_for()
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
    assert not inside


def test_a_chart_is_drawn(watched: Watched, address: str) -> None:
    """The chart obeys the Content Security Policy, and has a text for who cannot see it."""
    page = watched.page
    page.goto(
        f"{address}sparql.html?question=grade-trajectory&authority=netherford&as=chart"
    )
    chart = page.locator(".chart svg")
    chart.wait_for()
    assert page.locator(".chart [aria-label]").count() > 0
    assert not watched.complaints


def test_pages_without_scripts_are_complete(chromium: Browser, address: str) -> None:
    """Without JavaScript, pages still list names and links, or say what they need."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search.html?q=adoption")
    assert page.get_by_role("heading", name=re.compile("^Themes")).is_visible()
    assert page.get_by_role("link", name="adoption", exact=True).is_visible()
    page.goto(f"{address}sparql.html")
    assert page.get_by_text("needs JavaScript").is_visible()
    page.goto(f"{address}statements.html?theme=adoption")
    assert page.get_by_role("link", name="adoption", exact=True).is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["search.html?q=adoption", "statements.html", "sparql.html", "index.html"]
)
def test_pages_fit_a_telephone(
    chromium: Browser, address: str, path: str, scheme: str
) -> None:
    """At 390 pixels nothing sticks out, and each control is 24 pixels high at least."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, input:not([type=radio])')]"
        ".filter(one => one.offsetParent && one.offsetHeight < 24)"
        ".filter(one => !one.closest('.CodeMirror')).map(one => one.outerHTML)"
    )
    assert small == []
    context.close()


@pytest.fixture(scope="session")
def single(
    explored_graphs: Path,
    explored_store: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The small project as a single file."""
    file = tmp_path_factory.mktemp("single") / "site.html"
    publish_single_file(explored_store, explored_graphs, file, SiteSettings())
    return file


def test_the_single_file_from_disk(chromium: Browser, single: Path) -> None:
    """Without a network, one file has the pages, the search, and SPARQL."""
    context = chromium.new_context(offline=True)
    watched = Watched(context.new_page())
    page = watched.page
    page.goto(single.as_uri())
    page.get_by_role("link", name="Themes", exact=True).first.click()
    page.get_by_role("link", name="adoption", exact=True).first.click()
    page.get_by_role("heading", name="Adoption", level=1).wait_for()
    page.goto(f"{single.as_uri()}#search.html?q=mental+health")
    page.get_by_role("status").filter(has_text="For “mental health”").wait_for()
    first = page.locator(".results li a").first
    assert first.inner_text() == "mental health and emotional well-being"
    first.click()
    page.get_by_role("heading", name="Mental health and emotional", level=1).wait_for()
    page.go_back()
    page.get_by_role("status").filter(has_text="For “mental health”").wait_for()
    page.goto(
        f"{single.as_uri()}#sparql.html?question=grade-trajectory&authority=netherford"
    )
    answered(page)
    assert page.locator("tbody tr").count() > 0
    page.goto(f"{single.as_uri()}#view/councils.html")
    page.locator(".council td svg a").first.click()
    page.get_by_role("heading", name="Grades", exact=True).wait_for()
    assert not watched.complaints
    assert not watched.outside("file:")
    context.close()


def test_graph_file_is_the_graph(explored: Path) -> None:
    """`site.json` gives the graph's true file and size, and no endpoint."""
    facts = json.loads((explored / "site.json").read_text("utf-8"))
    assert (explored / facts["graph"]["path"]).stat().st_size == facts["graph"]["bytes"]
    assert facts["endpoint"] == ""
