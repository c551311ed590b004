"""The page address of each IRI, and the patterns for redirect rules.

A resource has a page. The parts of the resource are fragments of this page. Examples of
parts are the evidence, selectors and times of a statement, and the inspection of a
report. The links of the pages and the rules for web servers use the same list of
patterns.

Data has IRIs that begin with the base IRI of its project. Concepts and terms have IRIs
in the namespace of inspectgraph, even if another project publishes the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from inspectgraph.model.errors import UnreadableError
from inspectgraph.rdf.namespaces import BASE

__all__ = ["PATTERNS", "Address", "Addresses", "Pattern", "is_page", "relative"]

#: Names of the parts of a statement; the name of a part begins with the statement's id.
_PARTS: Final = "evidence|selector|comparator|part|time"
#: The text after the name of a time in the id of a part.
_TIMES: Final = "period|date|since|time|state|before|after"
_SAFE: Final = re.compile(
    r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of IRIs, with the page and the fragment for each IRI that matches.

    Attributes:
        iri: A regular expression for the IRI after the namespace. All its groups are
            numbered, because web servers need not support named groups.
        page: The path of the page without `.html`. `$1` is replaced by the first group.
        fragment: The fragment in the page, or an empty text.
        is_term: Whether the IRIs identify concepts and terms instead of data.
    """

    iri: str
    page: str
    fragment: str = ""
    is_term: bool = False


#: The patterns of IRIs with a page. The first that fits an IRI counts.
PATTERNS: Final = (
    Pattern(r"id/authority/([^/]+)", "council/$1/index"),
    Pattern(r"id/authority/([^/]+)/(.+)", "council/$1/index", "$2"),
    Pattern(r"id/report/([^/]+)", "report/$1"),
    Pattern(r"id/report/([^/]+)/statement/([^/]+)", "report/$1/statement/$2"),
    Pattern(
        r"id/report/([^/]+)/statement/([^/]+)/(.+)", "report/$1/statement/$2", "$3"
    ),
    Pattern(r"id/report/([^/]+)/unit/(.+)", "report/$1/passage/$2"),
    Pattern(
        r"id/report/([^/]+)/(link|evidence|selector)/([^/]+)/(.+)",
        "report/$1/statement/$3",
        "$2/$3/$4",
    ),
    Pattern(
        rf"id/report/([^/]+)/({_PARTS})/(.+?-[0-9a-z]{{4}})((?:-[0-9]+)*(?:-(?:{_TIMES}))?)",
        "report/$1/statement/$3",
        "$2/$3$4",
    ),
    Pattern(r"id/report/([^/]+)/(.+)", "report/$1", "$2"),
    Pattern(r"id/([^/]+/[^/]+)", "$1"),
    Pattern(r"id/([^/]+/[^/]+)/(.+)", "$1", "$2"),
    Pattern(r"(def/[^/]+)", "$1", is_term=True),
    Pattern(r"(ontology(?:/.+)?)", "$1", is_term=True),
    Pattern(r"graph/([^/]+)", "data", "graph/$1"),
    Pattern(r"(?:graphs?|catalogue)", "data"),
    Pattern(r"([a-z][a-z0-9-]*(?:/[^/]+){0,2})", "$1", is_term=True),
)
#: The makers of inspectgraph and its software, which the ontology of any project names.
_MAKERS: Final = Pattern(r"id/(agent/[^/]+)", "$1", is_term=True)
#: The IRI of the resource that has a page, by the page. The first that fits counts.
_OWNERS: Final = (
    (r"council/([^/]+)/index", "id/authority/$1"),
    (r"report/([^/]+)", "id/report/$1"),
    (r"report/([^/]+)/statement/([^/]+)", "id/report/$1/statement/$2"),
    (r"report/([^/]+)/passage/(.+)", "id/report/$1/unit/$2"),
    (r"([^/]+/[^/]+)", "id/$1"),
)
_COMPILED: Final = [(re.compile(one.iri), one) for one in (*PATTERNS, _MAKERS)]


@dataclass(frozen=True, slots=True)
class Address:
    """The path of a page in the site without `.html`, and a fragment of the page."""

    page: str
    fragment: str = ""

    @property
    def file(self) -> str:
        """The path of the HTML file, with the fragment."""
        end = f"#{self.fragment}" if self.fragment else ""
        return f"{self.page}.html{end}"


class Addresses:
    """Finds the page address for each IRI of a project's data or of inspectgraph's terms.

    >>> own = Addresses()
    >>> own.of(f"{BASE}id/report/x-2008/evidence/p27-q2r3-2-1").file
    'report/x-2008/statement/p27-q2r3.html#evidence/p27-q2r3-2-1'
    >>> own.of(f"{BASE}id/authority/knowsley").file
    'council/knowsley/index.html'
    >>> own.of("https://example.org/")
    >>> Addresses("https://data.example.org/").of("https://data.example.org/id/report/x").file
    'report/x.html'
    """

    def __init__(self, base: str = BASE) -> None:
        """Set the base IRI of the project's data. The base IRI ends in a slash."""
        self.base = base
        self.namespaces = tuple(dict.fromkeys((base, BASE)))
        self.of = lru_cache(maxsize=1 << 14)(self._of)

    def is_own(self, iri: str) -> bool:
        """Return whether an IRI belongs to the project or to inspectgraph."""
        return iri.startswith(self.namespaces)

    def _of(self, iri: str) -> Address | None:
        """Return the address of an IRI, or None if the IRI is not in the project.

        Raises:
            UnreadableError: If the page would have a path that is not safe as a file
                name.
        """
        if iri == self.base:
            return Address("index")
        for namespace in self.namespaces:
            local = iri.removeprefix(namespace)
            if local != iri:
                return self._matched(iri, local.rstrip("/"), namespace)
        return None

    def _matched(self, iri: str, local: str, namespace: str) -> Address | None:
        """Return the address from the first pattern that matches an IRI, or None."""
        for expression, pattern in _COMPILED:
            if not self._applies(pattern, namespace):
                continue
            if match := expression.fullmatch(local):
                page, part = (
                    _plain(_filled(text, match))
                    for text in (pattern.page, pattern.fragment)
                )
                return _checked(iri, Address(page, part))
        return None

    def _applies(self, pattern: Pattern, namespace: str) -> bool:
        """Return whether the IRIs of a namespace can match a pattern."""
        if self.base == BASE or pattern is _MAKERS:
            return True
        return pattern.is_term == (namespace == BASE)

    def owners(self, page: str) -> Iterator[str]:
        """Yield the IRIs of resources that a page may describe, the likeliest first.

        >>> next(Addresses().owners("council/knowsley/index"))
        'https://w3id.org/inspectgraph/id/authority/knowsley'
        """
        encoded = page.replace("~", "%")
        for path in dict.fromkeys((page, encoded, unquote(encoded))):
            for expression, local in _OWNERS:
                if match := re.fullmatch(expression, path):
                    for namespace in self.namespaces:
                        yield namespace + _filled(local, match)
            yield BASE + path
            yield f"{BASE}{path}/"


def _filled(text: str, match: re.Match[str]) -> str:
    """Replace `$1`, `$2` and so on in a text with the groups of a match."""
    return re.sub(r"\$([0-9])", lambda group: match[int(group[1])], text)


def _plain(path: str) -> str:
    """Replace each character not allowed in file names by `~` and its hexadecimal code.

    >>> _plain('agent/%22x"'), _plain("report/x-2008")
    ('agent/~22x~22', 'report/x-2008')
    """
    return quote(path, safe="/%").replace("%", "~")


def is_page(path: str) -> bool:
    """Return whether a path can be the path of a page."""
    return bool(_SAFE.fullmatch(path))


def _checked(iri: str, found: Address) -> Address:
    """Return an address, or raise `UnreadableError` if its path is unsafe."""
    if not is_page(found.page):
        message = (
            f"{iri} cannot have a page, because the last part of this IRI cannot be a file"
            " name; use letters, digits, hyphens, dots and slashes in ids"
        )
        raise UnreadableError("bad-page-name", message)
    return found


def relative(page: str, file: str) -> str:
    """Return the link from a page to a file of the site.

    >>> relative("report/x-2008", "style.css"), relative("index", "council/a/index.html")
    ('../style.css', 'council/a/index.html')
    """
    return "../" * page.count("/") + file
