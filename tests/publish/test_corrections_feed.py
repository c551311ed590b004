"""The page of corrections, the feed, and the first page as search engines read it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Store

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.publish.dataset_markup import dataset_markup
from inspectgraph.publish.pages import Pages, pages_of
from inspectgraph.publish.settings import SiteRelease, SiteSettings
from inspectgraph.rdf.vocabulary import Vocabulary

SMALL = Path(__file__).parents[1] / "projects" / "small"
ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = SiteSettings(
    publisher="Netherford Council",
    day="2026-11-21",
    releases=(
        SiteRelease(
            "https://w3id.org/inspectgraph/release/1.0",
            "1.0",
            "2026-10-01",
            "All <b>new</b> & first.",
        ),
    ),
)


@pytest.fixture(scope="module")
def pages(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of the small project with a corrected grade and a release."""
    folder = Path(
        shutil.copytree(SMALL, tmp_path_factory.mktemp("corrected") / "project")
    )
    extract = folder / "extracts" / "netherford-sif-2015.yaml"
    text = extract.read_text(encoding="utf-8").replace(
        "aspect: overall-effectiveness\n    grade: requires-improvement",
        "aspect: overall-effectiveness\n    grade: good",
    )
    text += (
        "\ncorrections:\n  - statement: grades-overall-judgement-a2b3\n    key: grade\n    was: requires-improvement\n"
        "    day: 2026-11-30\n    reason: The row below it was read.\n"
    )
    extract.write_text(text, encoding="utf-8")
    return pages_of(assemble(load_project(folder, vocabulary)), None, SETTINGS)


def made(pages: Pages, path: str) -> bytes:
    """Return a file of the site."""
    content = pages.file(path)
    assert content is not None
    return content


def test_the_feed_has_releases_and_corrections(pages: Pages) -> None:
    """The feed lists corrections and releases, the latest first, and never varies."""
    content = made(pages, "feed.atom")
    assert content == made(pages, "feed.atom")
    root = ET.fromstring(content)  # noqa: S314 - made here
    assert [root.findtext(f"{ATOM}{tag}") for tag in ("id", "updated")] == [
        "https://w3id.org/inspectgraph/feed.atom",
        "2026-11-30T00:00:00Z",
    ]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Netherford Council"
    correction, release = root.findall(f"{ATOM}entry")
    assert (
        correction.findtext(f"{ATOM}summary")
        == "requires-improvement was corrected to good. The row below it was read."
    )
    assert release.findtext(f"{ATOM}summary") == "All <b>new</b> & first."
    for entry in (correction, release):
        assert all(entry.findtext(f"{ATOM}{tag}") for tag in ("id", "title", "updated"))
        link = entry.find(f"{ATOM}link")
        assert link is not None
        made(pages, link.get("href", "").removeprefix("https://w3id.org/inspectgraph/"))


def test_a_feed_without_entries_is_as_old_as_the_data(small_store: Store) -> None:
    """A project without releases and corrections has a valid feed with a day."""
    content = made(
        pages_of(small_store, None, replace(SETTINGS, releases=())), "feed.atom"
    )
    root = ET.fromstring(content)  # noqa: S314 - made here
    assert root.findtext(f"{ATOM}updated") == "2026-11-21T00:00:00Z"
    assert root.findall(f"{ATOM}entry") == []


def test_the_page_lists_what_was_corrected_and_withdrawn(pages: Pages) -> None:
    """Old and new value, reason and day are there; text is escaped; the first page leads to the feed."""
    page = made(pages, "corrections.html").decode()
    for expected in (
        "The row below it was read.",
        "<td>requires-improvement</td><td>good</td>",
        "The board was taken for the council.",
        "All &lt;b&gt;new&lt;/b&gt; &amp; first.",
        'href="feed.atom"',
    ):
        assert expected in page
    assert 'type="application/atom+xml"' in made(pages, "index.html").decode()


def test_search_engines_read_the_dataset(pages: Pages) -> None:
    """The first page's JSON-LD is valid, complete, and cannot end its own element."""
    page = made(pages, "index.html").decode()
    text = page.partition('<script type="application/ld+json">')[2].partition(
        "</script>"
    )[0]
    found = json.loads(text)
    assert (found["@type"], found["publisher"]["name"]) == (
        "Dataset",
        "Netherford Council",
    )
    assert found["name"]
    assert found["description"]
    odd = dataset_markup(replace(SETTINGS, description="</script><b>"))
    assert "<" not in odd
    assert json.loads(odd)["description"] == "</script><b>"
