"""The static site of the small project: its pages, links, data files and rules."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from inspectgraph.build import build
from inspectgraph.publish import SiteSettings, publish, site_files
from inspectgraph.publish.addresses import PATTERNS, Addresses
from inspectgraph.publish.graph import Graph
from inspectgraph.rdf.iris import graph, report_part
from inspectgraph.rdf.namespaces import BASE, INSP, RDF
from inspectgraph.rdf.store import new_store, open_published

SMALL = Path(__file__).parents[1] / "projects" / "small"
ADDRESS = "https://site.example/inspections/"
ADDRESSES = Addresses()
KINDS = (
    INSP.Authority,
    INSP.Report,
    INSP.Statement,
    INSP.Passage,
    INSP.PartnerBody,
    INSP.Service,
    INSP.Place,
    INSP.Theme,
    INSP.Indicator,
    INSP.Framework,
    INSP.GradeScale,
)
#: Elements that have no end.
VOID = {"meta", "link", "img", "input", "br"}


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project."""
    project = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL, project)
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="module")
def store(graphs: Path) -> Store:
    """The graph of the small project."""
    return open_published(graphs)


@pytest.fixture(scope="module")
def files(store: Store, graphs: Path) -> dict[str, bytes]:
    """The files of the published site, by path."""
    return dict(site_files(store, graphs, SiteSettings(address=ADDRESS)))


class Reader(HTMLParser):
    """Reads a page: its links and ids, its headings, and what is not well formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.requests: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.referred: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> has no end" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with what it refers to."""
        known = dict(attrs)
        if len(known) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if known.get("id") is not None:
            self.ids.append(str(known["id"]))
        self.referred += (known.get("aria-labelledby") or "").split()
        if tag == "a":
            self.links.append(str(known["href"]))
        for name in ("src", "href"):
            if tag in {"link", "script", "img"} and known.get(name):
                self.requests.append(str(known[name]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, if it is the innermost one."""
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> dict[str, Reader]:
    """The pages of the site, read, by path."""
    return {
        path: Reader(content.decode())
        for path, content in files.items()
        if path.endswith(".html")
    }


def target(page: str, link: str) -> tuple[str, str]:
    """Return path and fragment of a link in a page."""
    parts = urlsplit(link)
    path = posixpath.normpath(
        posixpath.join(posixpath.dirname(page), unquote(parts.path))
    )
    return path if parts.path else page, unquote(parts.fragment)


def test_every_link_resolves(
    files: Mapping[str, bytes], pages: Mapping[str, Reader]
) -> None:
    """A link leads to a file of the site, and a fragment to an element of its page."""
    broken = []
    for page, read in pages.items():
        for link in read.links + read.requests:
            if urlsplit(link).scheme:
                continue
            path, fragment = target(page, link)
            found = path in files
            if found and fragment and path in pages:
                found = fragment in pages[path].ids
            if not found:
                broken.append((page, link))
    assert broken[:5] == []
    assert len(pages) > 500


def test_links_are_relative(pages: Mapping[str, Reader]) -> None:
    """The site works in a sub-folder and from disk: no link begins with a slash."""
    links = [link for read in pages.values() for link in read.links + read.requests]
    assert [link for link in links if link.startswith("/")] == []


def test_no_page_requests_another_host(
    files: Mapping[str, bytes], pages: Mapping[str, Reader]
) -> None:
    """Style sheets, scripts and pictures are files of the site."""
    for read in pages.values():
        assert all(not urlsplit(one).netloc for one in read.requests)
    assert b"url(" not in files["site.css"]
    assert b"@import" not in files["site.css"]
    assert b"http" not in files["site.js"]


def test_pages_are_well_formed(pages: Mapping[str, Reader]) -> None:
    """Elements are closed in order, ids are used once, and references have an id."""
    for path, read in pages.items():
        assert read.faults == [], path
        assert len(set(read.ids)) == len(read.ids), path
        assert set(read.referred) <= set(read.ids), path


def test_headings_are_in_order(pages: Mapping[str, Reader]) -> None:
    """Each page has one first heading, and no level is left out below it."""
    for path, read in pages.items():
        assert read.headings.count(1) == 1, path
        assert read.headings[0] == 1, path
        for one, other in zip(read.headings, read.headings[1:], strict=False):
            assert other <= one + 1, path


def test_every_resource_has_a_page_and_data(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """Each council, report, statement and so on has HTML, Turtle and JSON-LD."""
    known = Graph(store)
    for kind in KINDS:
        iris = known.instances(kind)
        assert iris, kind
        for iri in iris:
            found = ADDRESSES.of(iri)
            assert found is not None
            assert not found.fragment, iri
            for ending in ("html", "ttl", "jsonld"):
                assert f"{found.page}.{ending}" in files, iri


def test_every_part_is_in_the_page_of_its_owner(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """Evidence, selectors, times and comparators are fragments of a page that exists."""
    for iri in Graph(store).iris():
        found = ADDRESSES.of(iri)
        assert found is not None
        assert f"{found.page}.html" in files, iri


def test_turtle_describes_the_resource_with_its_evidence(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The Turtle file of a statement has the triples of its evidence and selectors."""
    iri = next(iter(Graph(store).instances(INSP.Judgement)))
    found = ADDRESSES.of(iri)
    assert found is not None
    triples = list(parse(files[f"{found.page}.ttl"], RdfFormat.TURTLE))
    kinds = {triple.object for triple in triples if triple.predicate == RDF.type}
    assert {INSP.Judgement, INSP.Evidence, INSP.WordsSelector} <= kinds
    subjects = {triple.subject for triple in triples}
    assert NamedNode(iri) in subjects


def test_json_ld_has_the_same_triples_as_turtle(files: Mapping[str, bytes]) -> None:
    """Both files of a resource describe it alike."""
    paths = [path for path in files if path.endswith(".jsonld")]
    for path in paths[::97]:
        written = files[path.replace(".jsonld", ".ttl")]
        turtle = {quad.triple for quad in parse(written, RdfFormat.TURTLE)}
        linked = {quad.triple for quad in parse(files[path], RdfFormat.JSON_LD)}
        plain = {triple for triple in turtle if "_:" not in str(triple)}
        assert plain <= linked, path


def test_dumps_equal_the_published_graph(
    graphs: Path, files: Mapping[str, bytes]
) -> None:
    """The downloads are the files of `graphs/`, byte for byte."""
    for file in graphs.rglob("*.ttl"):
        path = file.relative_to(graphs).as_posix()
        assert files[f"graphs/{path}"] == file.read_bytes()
    assert files[".well-known/void"] == (graphs / "catalogue.ttl").read_bytes()


def test_same_bytes_when_made_again(
    store: Store, graphs: Path, files: Mapping[str, bytes]
) -> None:
    """The same graph gives the same files."""
    assert dict(site_files(store, graphs, SiteSettings(address=ADDRESS))) == files


@pytest.mark.slow
def test_only_changed_files_are_written(
    store: Store, graphs: Path, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    """A second time nothing is written; a file of others stays; a lost one is made again."""
    folder = tmp_path / "site"
    first = publish(store, graphs, folder, SiteSettings(address=ADDRESS))
    assert (first.written, first.removed) == (len(files), 0)
    (folder / "CNAME").write_text("site.example\n")
    (folder / "robots.txt").unlink()
    second = publish(store, graphs, folder, SiteSettings(address=ADDRESS))
    assert (second.written, second.removed) == (1, 0)
    assert (folder / "CNAME").is_file()
    assert (folder / "robots.txt").is_file()


def test_the_site_map_lists_every_page(
    files: Mapping[str, bytes], pages: Mapping[str, Reader]
) -> None:
    """Each page is in the site map, at the address that was given."""
    root = ET.fromstring(files["sitemap.xml"])  # noqa: S314 - written above
    listed = {str(one.text) for one in root.iter() if one.tag.endswith("loc")}
    assert len(listed) == len(pages)
    assert f"{ADDRESS}council/netherford/" in listed
    assert f"Sitemap: {ADDRESS}sitemap.xml".encode() in files["robots.txt"]


def redirected(rules: str, path: str, accept: str) -> str:
    """Return where a server's rewrite rules lead from a path, if all files exist."""
    wanted = True
    for line in rules.splitlines():
        words = line.split()
        if words[:2] == ["RewriteCond", "%{HTTP_ACCEPT}"]:
            refuses, pattern = words[2].startswith("!"), words[2].removeprefix("!")
            wanted = wanted and (bool(re.search(pattern, accept)) != refuses)
        elif words[:1] == ["RewriteRule"]:
            match = re.search(words[1], path)
            if wanted and match and words[2] != "-":
                return match.expand(re.sub(r"\$([0-9])", r"\\\1", words[2]))
            wanted = True
    return ""


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/html,*/*", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_rules_for_w3id_lead_every_iri_to_its_file(
    store: Store, files: Mapping[str, bytes], accept: str, ending: str
) -> None:
    """Every IRI with a page is led to its page, its Turtle or its JSON-LD."""
    rules = files["w3id.htaccess"].decode()
    for iri in Graph(store).iris():
        led = redirected(rules, iri.removeprefix(BASE), accept)
        path = led.removeprefix(ADDRESS).partition("#")[0]
        assert led.startswith(ADDRESS), iri
        assert path in files, (iri, led)
        assert path.endswith(ending), (iri, led)


def test_rules_of_the_site_lead_to_the_same_files(
    store: Store, files: Mapping[str, bytes]
) -> None:
    """The rules for the site's own server are relative, and lead to the same files."""
    own, w3id = files[".htaccess"].decode(), files["w3id.htaccess"].decode()
    for iri in Graph(store).instances(INSP.Statement, INSP.Passage, INSP.Authority):
        path = iri.removeprefix(BASE)
        for accept in ("text/html", "text/turtle"):
            there = redirected(w3id, path, accept).removeprefix(ADDRESS)
            assert redirected(own, path, accept) == there


def test_a_named_graph_leads_to_its_dump(files: Mapping[str, bytes]) -> None:
    """The IRI of a named graph leads to its Turtle file."""
    rules = files["w3id.htaccess"].decode()
    assert (
        redirected(rules, "graph/registry", "text/turtle")
        == f"{ADDRESS}graphs/registry.ttl"
    )
    led = redirected(rules, "graph/netherford-sif-2015", "*/*")
    assert led.removeprefix(ADDRESS) in files


def test_patterns_have_no_named_groups() -> None:
    """Web servers read the patterns, so they have numbered groups only."""
    assert [one.iri for one in PATTERNS if "(?P" in one.iri] == []


@pytest.mark.slow
def test_a_permanent_version_stays(store: Store, graphs: Path, tmp_path: Path) -> None:
    """A council's dated page is kept unchanged when a page of a later day is added."""
    folder = tmp_path / "site"
    publish(store, graphs, folder, SiteSettings())
    (dated,) = (folder / "council/netherford").glob("2*.html")
    assert dated.name in (folder / "council/netherford/index.html").read_text()
    assert "It stays as it is." in dated.read_text()
    later = new_store(store)
    into = graph("netherford-sif-2015")
    activity = report_part("netherford-sif-2015", "curation")
    for quad in list(later.quads_for_pattern(activity, INSP.curatedOn, None, None)):
        later.remove(quad)
    later.add(Quad(activity, INSP.curatedOn, Literal("2031-05-06"), into))
    publish(later, graphs, folder, SiteSettings())
    assert dated.is_file()
    assert (folder / "council/netherford/2031-05-06.html").is_file()
    last = publish(later, graphs, folder, SiteSettings())
    assert (last.written, last.removed) == (0, 0)
