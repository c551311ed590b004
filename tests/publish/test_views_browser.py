"""The linked views in a real browser: what they show, their addresses, and their keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tab import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: A browser takes minutes for all of them.
pytestmark = pytest.mark.slow

JAR, SIF = "netherford-jar-2008", "netherford-sif-2015"
HEAT_MAP, NETWORK = "view/heat-map.html", "view/network.html"
VIEWS = (
    "view/index.html",
    HEAT_MAP,
    "view/heat-map/early-help.html",
    "view/timeline.html",
    "view/councils.html",
    NETWORK,
    "council/netherford/timeline.html",
    f"report/{JAR}/theme/early-help.html",
)
#: The rules of axe that are run: WCAG 2.2 A and AA, and good practice.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_VIOLATIONS = (
    f"axe.run(document, {{runOnly: {json.dumps(_RULES)}}})"
    ".then(found => found.violations.map(one => [one.id, one.nodes.map(n => n.html)]))"
)
_ROWS = (
    "[...document.querySelectorAll('#heat-map tbody tr')].map(row => row.dataset.key)"
)


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    """A new tab, as wide as a desk screen."""
    made = Tab(chromium)
    made.look()
    yield made
    made.close()


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    """The script of axe-core, which looks for barriers."""
    file = project / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not installed; run `make web` in a source checkout")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
def test_view_has_no_barrier_and_asks_no_other_host(
    tab: Tab, address: str, axe: str, view: str
) -> None:
    """Axe finds no barrier in either colour scheme, and no request leaves the site."""
    for width, dark in ((1280, False), (390, True)):
        tab.look(width, 844, dark=dark)
        tab.open(address + view)
        tab.run(axe)
        assert tab.run(_VIOLATIONS) == [], (view, width)
        assert tab.run("document.documentElement.scrollWidth") <= width
    assert [one for one in tab.requests if not one.startswith(address)] == []
    assert tab.complaints == []


@pytest.mark.parametrize("view", VIEWS)
def test_accessibility_tree_of_a_view(tab: Tab, address: str, view: str) -> None:
    """A screen reader finds one main part and heading, and a name for all it can use."""
    tab.open(address + view)
    tree = tab.tree()
    roles = [role for role, _ in tree]
    assert roles.count("main") == 1
    assert ("navigation", "Views") in tree
    first = next(name for role, name in tree if role == "heading")
    assert first == tab.run("document.querySelector('h1').textContent.trim()")
    usable = {"link", "button", "combobox", "textbox", "searchbox", "checkbox", "table"}
    assert [one for one in tree if one[0] in usable and not one[1].strip()] == []
    assert ("DisclosureTriangle", "The SPARQL behind this view") in tree


def test_table_comes_before_the_picture(tab: Tab, address: str) -> None:
    """In the order of a screen reader the table is read before the picture of it."""
    for view in ("view/councils.html", "council/netherford/timeline.html", NETWORK):
        tab.open(address + view)
        assert tab.run(
            "(() => { const table = document.querySelector('main table');"
            " const picture = document.querySelector('main .frame svg, main canvas');"
            " return Boolean(table.compareDocumentPosition(picture) & 4); })()"
        ), view


def test_heat_map_says_its_figures_to_a_screen_reader(tab: Tab, address: str) -> None:
    """The name of a cell has figures, balance, theme and report, and not colour alone."""
    tab.open(address + HEAT_MAP)
    names = [name for role, name in tab.tree() if role == "link" and "−" in name]
    assert names
    for name in names:
        assert "Netherford" in name
        assert any(word in name for word in ("strengths", "weaknesses", "as many"))


def test_deep_link_opens_and_orders_and_back_returns(tab: Tab, address: str) -> None:
    """The address of a state shows the state; the back button returns to the one before."""
    tab.open(f"{address}{HEAT_MAP}?open=early-help&order=name")
    rows = tab.run(_ROWS)
    place = rows.index("early-help")
    assert rows[place + 1] in {"common-assessment", "lead-professional"}
    names = tab.run(
        "[...document.querySelectorAll('#heat-map tbody tr:not(.narrower,.total) th a')]"
        ".map(one => one.textContent)"
    )
    assert names == sorted(names)
    assert "open=early-help" in tab.run(
        "document.getElementById('view-citation').textContent"
    )
    tab.run("document.querySelector('tr[data-key=early-help] .toggle').click()")
    tab.wait("!document.querySelector('.narrower')")
    assert "open" not in tab.run("location.search")
    tab.run("history.back()")
    tab.wait("Boolean(document.querySelector('.narrower'))")
    assert tab.run("document.querySelector('[name=order]').value") == "name"


def test_keyboard_alone_leads_from_a_cell_to_its_passage(
    tab: Tab, address: str
) -> None:
    """Tab and Enter open a theme, follow a cell to a statement list, and that to a passage."""
    tab.open(address + HEAT_MAP)
    _tab_to(tab, "document.activeElement.matches('tr[data-key=early-help] .toggle')")
    tab.key("Enter")
    tab.wait("Boolean(document.querySelector('.narrower'))")
    tab.wait("document.activeElement.getAttribute('aria-expanded') === 'true'")
    _tab_to(tab, "document.activeElement.closest('tr.narrower td') !== null")
    tab.key("Enter")
    tab.wait(
        "location.pathname.includes('/theme/') && document.readyState === 'complete'"
    )
    _tab_to(tab, "document.activeElement.closest('.passages') !== null")
    tab.key("Enter")
    tab.wait(
        "location.pathname.includes('/passage/') && document.readyState === 'complete'"
    )
    assert tab.run("document.querySelector('h1') !== null")


def _tab_to(tab: Tab, condition: str) -> None:
    """Press Tab until a condition holds for the element with the focus."""
    for _ in range(150):
        tab.key("Tab")
        if tab.run(condition):
            return
    raise AssertionError(f"Tab never came to it: {condition}")


def test_cell_leads_on_without_scripts(chromium: Browser, address: str) -> None:
    """Without scripts a cell leads to as many statements as it counts, with passages."""
    plain = Tab(chromium, scripts=False)
    plain.page.goto(address + HEAT_MAP)
    cell = plain.page.locator("#heat-map tr[data-key=early-help] td a").first
    figures = cell.locator(".figures").inner_text()
    cell.click()
    plain.page.wait_for_url("**/theme/early-help.html")
    counts = [
        plain.page.locator(f"section[aria-labelledby={one}] li").count()
        for one in ("strength", "weakness")
    ]
    assert figures == f"+{counts[0]} −{counts[1]}"
    assert plain.page.locator(".passages a").count() > 0
    plain.close()


def test_network_finds_the_path_between_two_reports(tab: Tab, address: str) -> None:
    """The path leads from one report to the other, and each step is a link."""
    tab.open(f"{address}{NETWORK}?from=report/{JAR}&to=report/{SIF}")
    tab.wait("Boolean(document.querySelector('ol.path'))")
    links = tab.run(
        "[...document.querySelectorAll('ol.path li a:first-of-type')].map(one => one.href)"
    )
    assert links[0] == f"{address}report/{JAR}.html"
    assert links[-1] == f"{address}report/{SIF}.html"
    assert len(links) == 3
    for link in links:
        assert httpx.get(link).status_code == 200


def test_network_is_filtered_and_opened_by_keyboard(tab: Tab, address: str) -> None:
    """A kind is taken away with the space bar; a neighbour is opened with Enter."""
    tab.open(f"{address}{NETWORK}?open=report/{JAR}")
    before = tab.run("document.querySelectorAll('.network-list li').length")
    _tab_to(
        tab,
        "document.activeElement.type === 'checkbox' && document.activeElement.parentElement.textContent.includes('Themes')",
    )
    tab.key(" ")
    tab.wait(f"document.querySelectorAll('.network-list li').length < {before}")
    assert "theme" in tab.run("location.search")
    tab.key(" ")
    tab.wait(f"document.querySelectorAll('.network-list li').length === {before}")
    _tab_to(
        tab,
        "document.activeElement.matches('.network-list li button[aria-label^=\"Open \"]')",
    )
    tab.key("Enter")
    tab.wait("document.querySelectorAll('.network-list section').length === 2")
    tab.wait(
        "document.activeElement.matches('.network-list button[aria-label^=\"Close \"]')"
    )
    tab.run("history.back()")
    tab.wait("document.querySelectorAll('.network-list section').length === 1")


def test_picture_of_the_network_moves_by_buttons(tab: Tab, address: str) -> None:
    """Buttons of at least 24 pixels do all that dragging and zooming do."""
    tab.open(address + NETWORK)
    sizes = tab.run(
        "[...document.querySelectorAll('.network-tools button')].map(one =>"
        " [one.getAttribute('aria-label'), one.offsetWidth, one.offsetHeight])"
    )
    names = {name for name, _, _ in sizes}
    assert {"Larger", "Smaller", "Move to the left", "Move up"} <= names
    assert all(width >= 24 and height >= 24 for _, width, height in sizes)


def test_filter_of_councils_keeps_table_and_picture_alike(
    tab: Tab, address: str
) -> None:
    """A name that no council has empties both, and the page says what to do."""
    tab.open(f"{address}view/councils.html?name=nether")
    shown = (
        "[...document.querySelectorAll('tr.council')].filter(one => !one.hidden).length"
    )
    assert tab.run(shown) == 2  # a row of the table, and one of the picture
    tab.open(f"{address}view/councils.html?name=nowhere")
    assert tab.run(shown) == 0
    assert "empty the field" in tab.run(
        "document.querySelector('form.fields output').textContent"
    )


def test_timeline_is_filtered_by_regime(tab: Tab, address: str) -> None:
    """If the address names a regime, only the grades of that regime are shown."""
    tab.open(f"{address}council/netherford/timeline.html?regime=sif")
    regimes = tab.run(
        "[...document.querySelectorAll('tr.given')].filter(one => !one.hidden).map(one => one.dataset.regime)"
    )
    assert set(regimes) == {"sif"}


def test_failure_says_what_to_do(tab: Tab, address: str, explored: Path) -> None:
    """Where a file is missing, the view says so, and its table stays."""
    tab.without_cache()
    nodes = explored / "view" / "data" / "network" / "nodes.json"
    moved = nodes.rename(nodes.with_suffix(".away"))
    try:
        tab.open(address + NETWORK)
        tab.wait("Boolean(document.querySelector('[role=alert]'))")
        assert "Load the page again" in tab.run(
            "document.querySelector('[role=alert]').textContent"
        )
        assert tab.run("document.querySelectorAll('main table tbody tr').length") == 2
    finally:
        moved.rename(nodes)


def test_download_has_the_figures_of_the_heat_map(tab: Tab, address: str) -> None:
    """The CSV that the page offers has the figures of each cell."""
    tab.open(address + HEAT_MAP)
    href = tab.run("document.querySelector('.downloads a[href$=csv]').href")
    rows = list(csv.DictReader(io.StringIO(httpx.get(href).text)))
    own = next(
        one for one in rows if (one["theme"], one["report"]) == ("early help", JAR)
    )
    cell = tab.run(
        "document.querySelector('tr[data-key=early-help] td .figures').textContent"
    )
    assert cell == f"+{own['strengths']} −{own['weaknesses']}"
