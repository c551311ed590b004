"""The graph, settings and templates of a site, and the parts that all pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from inspectgraph.draw.comparability import STEPS, step
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils import Councils, read_councils
from inspectgraph.draw.svg import symbol, tag
from inspectgraph.files.package_data import data_folder
from inspectgraph.publish.addresses import relative
from inspectgraph.publish.explorer import bundle
from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.records import (
    Grade,
    Inspected,
    day,
    how_confirmed,
    inspected,
    report_grades,
    web_address,
)
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.words import (
    FILTERS,
    TERMS,
    capital,
    kind_of,
    statement_words,
)
from inspectgraph.query.source_notes import LATER
from inspectgraph.rdf.namespaces import INSP, SKOS

__all__ = ["File", "Page", "Site", "compile_templates"]

#: The path of a file in the site, and its content.
File = tuple[str, bytes]

#: The shape and radius of the sign of a grade, by the place of the grade on its scale.
_SHAPES: Final = {
    "highest grade of its scale": ("diamond", 7.2),
    "second": ("circle", 5.8),
    "third": ("square", 6.0),
    "lowest": ("triangle-up", 6.6),
}
#: The sign of each polarity, which is shown next to its word.
_POLARITIES: Final = {"strength": "+", "weakness": "−", "mixed": "±", "neutral": "○"}
_GRADE: Final = Markup('<span class="grade">{}<span>{}</span></span>')
_POLARITY: Final = Markup(
    '<span class="polarity {}"><span aria-hidden="true">{}</span> {}</span>'
)
#: The pages in the menu of every page, with their names.
_MENU: Final = (
    ("council/index.html", "Find a council"),
    ("view/councils.html", "Grades over time"),
    ("reports.html", "Reports"),
    ("view/index.html", "Views"),
    ("theme.html", "Themes"),
    ("questions.html", "Questions"),
    ("data.html", "Data"),
)


class Site:
    """The graph, the settings, and the templates of the site."""

    def __init__(
        self,
        graph: Graph,
        settings: SiteSettings,
        dumps: Mapping[str, Path] = MappingProxyType({}),
    ) -> None:
        """Load the templates.

        Args:
            graph: The graph.
            settings: The project's title, publisher and licence.
            dumps: The files of the published graph, keyed by path.
        """
        self.graph = graph
        self.settings = settings
        self.dumps = dumps
        self.explorer = bundle()
        self.environment = _environment()
        self.report = lru_cache(maxsize=4096)(lambda iri: inspected(graph, iri))
        self.grades = lru_cache(maxsize=4096)(self._grades)
        self.sign = lru_cache(maxsize=4096)(self._sign)
        self.menu = lru_cache(maxsize=64)(_menu)

    @cached_property
    def councils(self) -> Councils:
        """The data for the pictures that show each council's overall grades by year."""
        return read_councils(read_corpus(self.graph.store, statements=False))

    @cached_property
    def reports(self) -> list[Inspected]:
        """All reports in order of time."""
        found = map(self.report, self.graph.instances(INSP.Report))
        return sorted(found, key=lambda report: report.order)

    def resource(self, iri: str, template: str, title: str, **context: Any) -> bytes:
        """Return the page of a resource.

        Args:
            iri: The resource.
            template: The name of the template, without its ending.
            title: The title of the page.
            context: The values that the template shows.
        """
        found = self.graph.addresses.of(iri)
        assert found is not None  # noqa: S101 - only such a resource has a page
        return Page(self, found.page, title, iri).html(template, **context)

    def page(self, path: str, template: str, title: str, **context: Any) -> bytes:
        """Return a page that is not about one resource.

        Args:
            path: The path of the page without `.html`.
            template: The name of the template, without its ending.
            title: The title of the page.
            context: The values that the template shows.
        """
        return Page(self, path, title).html(template, **context)

    def page_file(self, path: str, template: str, title: str, **context: Any) -> File:
        """Return the path and the content of a page.

        The arguments are the same as in `page`.
        """
        return f"{path}.html", self.page(path, template, title, **context)

    def statement_words(self, statement: Resource) -> str:
        """Return the words that the site shows for a statement that has no note."""
        return statement_words(self.graph, statement)

    def long_label(self, iri: str) -> str:
        """Return a label that is unique among the resources of the same kind."""
        one = self.graph.resource(iri)
        if one.is_a(INSP.Comparison):
            ends = (one.link(INSP.comparisonFrom), one.link(INSP.comparisonTo))
            relation = self.graph.label(one.link(INSP.relation))
            return f"{' and '.join(map(self.long_label, ends))}: {relation}"
        label = self.graph.label(iri)
        if one.is_a(INSP.Grade, INSP.Aspect):
            return f"{label} ({self.graph.label(one.link(SKOS.inScheme))})"
        return label

    def _grades(self, report: str) -> Sequence[Grade]:
        """Return the grades of the report that has a given IRI.

        The list has awarded grades, quoted grades, and aspects that were not judged.
        """
        return report_grades(self.graph, self.report(report))

    def _sign(self, grade: str) -> Markup:
        """Return the sign of a grade.

        The shape and the colour of the sign show the place of the grade on its scale.
        """
        one = self.graph.resource(grade)
        best = self.graph.best_rank(one.link(SKOS.inScheme))
        rank = one.number(INSP.rank)
        if not rank:
            return Markup("")
        place = step(round((rank - 1) / max(best - 1, 1), 3))
        shape, radius = _SHAPES[place]
        drawn = symbol(shape, 8, 8, radius, fill=STEPS[place], class_="shape")
        look = {"class_": "sign", "aria_hidden": "true", "viewBox": "0 0 16 16"}
        return Markup(tag("svg", drawn, width=16, height=16, **look))  # noqa: S704 - no input


@dataclass(frozen=True)
class Page:
    """A page: its path without `.html`, its title, and the IRI that it describes."""

    site: Site
    path: str
    title: str
    iri: str = ""

    def html(self, template: str, **context: Any) -> bytes:
        """Return the page, made from a template."""
        made = self.site.environment.get_template(template)
        values = {"site": self.site, "page": self, "graph": self.site.graph}
        values |= {"settings": self.site.settings, "later": LATER}
        return made.render(values | context).encode()

    def file(self, path: str) -> str:
        """Return the link to a file of the site."""
        return relative(self.path, path)

    def own(self, ending: str) -> str:
        """Return the link to the resource's data file that has the given ending."""
        found = self.site.graph.addresses.of(self.iri)
        return f"{last_part(f'/{found.page if found else self.path}')}.{ending}"

    def to(self, iri: str) -> str:
        """Return the link to the page of an IRI.

        If the IRI is outside the project, return the IRI.
        """
        found = self.site.graph.addresses.of(iri)
        return relative(self.path, found.file) if found else iri

    def fragment(self, iri: str) -> str:
        """Return the HTML id of the part of a page that describes an IRI.

        The result is "" if no page describes the IRI.
        """
        found = self.site.graph.addresses.of(iri)
        return found.fragment if found else ""

    def a(self, iri: str, text: str = "") -> Markup:
        """Return a link to the page of an IRI, with its label or another text."""
        words = text or self.site.graph.label(iri)
        if not self.site.graph.addresses.is_own(iri):
            return _outside(iri, words)
        if not self.site.graph.resource(iri).linked:  # it has no page
            return escape(words)
        return _link(self.to(iri), words)

    def links(self, iris: Iterable[str]) -> Markup:
        """Return links to several IRIs, with commas between them."""
        return Markup(", ").join(map(self.a, iris))

    def names(self, iris: Iterable[str]) -> str:
        """Return the names of several resources, with `and` between them."""
        return " and ".join(map(self.site.graph.label, iris))

    def grade(self, grade: str) -> Markup:
        """Return the sign and the word of a grade, without a link."""
        word = self.site.graph.label(grade)
        return _GRADE.format(self.site.sign(grade), word)

    def polarity(self, polarity: str) -> Markup:
        """Return the sign and the word of a polarity."""
        name = last_part(polarity)
        sign = _POLARITIES.get(name, "")
        word = self.site.graph.label(polarity)
        return _POLARITY.format(name, sign, word)

    def time(self, time: str) -> str:
        """Return a time as worded in the report."""
        return self.site.graph.resource(time).text(INSP.printed) if time else ""

    def confirmed(self, statement: str, report: str) -> str:
        """Describe how a statement came into the graph."""
        return how_confirmed(
            self.site.graph, self.site.graph.resource(statement), report
        )

    @property
    def menu(self) -> Markup:
        """The menu of the site, in which this page is marked."""
        own = f"{self.path}.html"
        current = own if any(own == file for file, _ in _MENU) else ""
        return self.site.menu(self.path.count("/"), current)

    @property
    def licence(self) -> Markup:
        """The licence of the graph in words, with a link."""
        own = self.site.settings
        if not own.licence_page:
            return escape(own.licence)
        return _link(own.licence_page, own.licence, ' rel="license external"')

    @property
    def citation(self) -> str:
        """The citation of the page.

        It has the publisher, the year, the title, the site, the day of the data, the
        address and the licence.
        """
        own = self.site.settings
        year = f" ({own.day[:4]})" if own.day else ""
        version = f", version {own.version}" if own.version else ""
        of = f", as of {day(own.day)}" if own.day else ""
        return (
            f"{capital(own.publisher)}{year}. {self.title.rstrip('.')}."
            f" {own.title}{version}{of}. {self.iri or own.home}. {own.licence}."
        )


def compile_templates() -> None:
    """Compile all templates before other processes are forked.

    The forked processes then need not compile the templates.
    """
    folder = data_folder("inspectgraph.publish") / "templates"
    for file in folder.iterdir():
        _environment().get_template(file.name.removesuffix(".jinja"))


@cache
def _environment() -> Environment:
    """Return the templates, which are compiled once for all sites of a process."""
    made = Environment(
        autoescape=True,
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(
        day=day,
        kind_of=kind_of,
        last_part=last_part,
        councils_crumbs=_crumbs,
        signs=_POLARITIES,
        t=TERMS,
    )
    return made


def _link(href: str, words: str, more: str = "") -> Markup:
    """Return a link with an escaped address and escaped words."""
    safe = f'<a href="{escape(href)}"{more}>{escape(words)}</a>'
    return Markup(safe)  # noqa: S704 - both texts are escaped


def _outside(iri: str, words: str) -> Markup:
    """Return a link to another site.

    If a browser cannot open the address, return only the words.
    """
    return _link(iri, words, ' rel="external"') if web_address(iri) else escape(words)


def _menu(depth: int, current: str) -> Markup:
    """Return the menu of a page.

    Args:
        depth: The number of folders between the root and the page.
        current: The path of the page if the page is in the menu, or "".
    """
    items = [
        f"<li>{_link('../' * depth + file, words, _mark(file == current))}</li>"
        for file, words in _MENU
    ]
    return Markup("\n".join(items))  # noqa: S704 - each link is escaped


def _mark(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""


def _crumbs(page: Page, report: Inspected) -> list[tuple[str, str]]:
    """Return the navigation links for a page of a report.

    The links lead to the list of councils, to the councils of the report, and to the
    report. The report's own page has no link to itself.
    """
    graph = page.site.graph
    links = [(page.file("council/index.html"), "Councils")]
    links += [(page.to(one), graph.label(one)) for one in report.authorities]
    if page.iri != report.iri:
        words = f"Report {report.year}".strip()
        links.append((page.to(report.iri), words))
    return links


def _template(name: str) -> str:
    """Return the text of a template. `name` is its name without the ending."""
    folder = data_folder("inspectgraph.publish") / "templates"
    return (folder / f"{name}.jinja").read_text(encoding="utf-8")
