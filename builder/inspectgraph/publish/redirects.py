"""The files with which web servers redirect an IRI to a page, to Turtle or to JSON-LD.

The rules use the same patterns as the links between pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from inspectgraph.publish.addresses import PATTERNS, Pattern
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.site import File
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.published_files import SHARED_GRAPHS

__all__ = ["server_files"]

#: The media types that a client can ask for, and the endings of the files.
_FORMATS: Final = (
    (r"text/turtle|application/x-turtle", "ttl"),
    (r"application/ld\+json|application/json", "jsonld"),
)
#: The start of namespaces at w3id.org, which redirect by rules that the publisher hands in.
_PERMANENT: Final = "https://w3id.org/"
#: The largest number of addresses in a site map that the protocol allows.
_MOST: Final = 50_000

_HEAD: Final = """# Written by `inspectgraph publish`.
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/sparql-query .rq
AddDefaultCharset utf-8
<Files "void">
    ForceType text/turtle
</Files>
<IfModule mod_headers.c>
    Header set Access-Control-Allow-Origin "*"
    Header append Vary Accept
    Header set X-Content-Type-Options "nosniff"
</IfModule>
Options -Indexes
DirectoryIndex index.html
DirectorySlash Off
RewriteEngine On
# Files are served as they are.
RewriteCond %{REQUEST_FILENAME} -f
RewriteRule ^ - [L]
"""
_TAIL: Final = """# A folder with an index has a slash at the end of its address.
RewriteCond %{REQUEST_FILENAME}/index.html -f
RewriteRule ^(.*[^/])$ $1/ [R=301,L]
"""
_W3ID: Final = """# Rules for the namespace {base} at w3id.org.
# They lead to the site at {address}
RewriteEngine On
"""


def server_files(settings: SiteSettings, pages: Iterable[str]) -> Iterator[File]:
    """Yield the files for web servers, for search engines and, if needed, for w3id.org.

    Args:
        settings: The settings of the site.
        pages: The paths of all pages of the site, with `.html`.
    """
    yield ".htaccess", _apache()
    yield "_redirects", _static_host()
    if settings.base.startswith(_PERMANENT):
        yield "w3id.htaccess", _w3id(settings)
    yield ".nojekyll", b""
    yield (
        "robots.txt",
        f"User-agent: *\nSitemap: {settings.home}sitemap.xml\n".encode(),
    )
    yield from _site_maps(settings.home, sorted(pages))


def _apache() -> bytes:
    """Return the rules for an Apache server. They work in any folder of the server."""
    return "\n".join([_HEAD, *_rules("", PATTERNS, local=True), _TAIL]).encode()


def _w3id(settings: SiteSettings) -> bytes:
    """Return the rules by which w3id.org redirects IRIs to the site."""
    start = settings.home
    head = _W3ID.format(base=settings.base, address=start)
    files = f"RewriteRule ^(graphs/.+)$ {start}$1 [R=303,L]"
    home = f"RewriteRule ^$ {start} [R=303,L]"
    own = [one for one in PATTERNS if settings.base == BASE or not one.is_term]
    return "\n".join([head, home, files, "", *_rules(start, own)]).encode()


def _rules(
    start: str, patterns: Iterable[Pattern], *, local: bool = False
) -> Iterator[str]:
    """Yield the rules that redirect IRIs to files of the site.

    A request for Turtle or JSON-LD is redirected to a data file. Any other request is
    redirected to the page.
    """
    yield from _graph_rules(start)
    for pattern in patterns:
        if pattern.page != "data":
            for accepted, ending in _FORMATS:
                yield f"RewriteCond %{{HTTP_ACCEPT}} {accepted} [NC]"
                yield from _condition(pattern, ending, local=local)
                target = f"{start}{pattern.page}.{ending}"
                yield f"RewriteRule ^{pattern.iri}/?$ {target} [R=303,L]"
        yield from _condition(pattern, "html", local=local)
        target = f"{start}{_shown(pattern)}"
        yield f"RewriteRule ^{pattern.iri}/?$ {target} [R=303,NE,L]"
        yield ""


def _graph_rules(start: str) -> Iterator[str]:
    """Yield the rules that redirect the IRIs of named graphs to their Turtle files.

    Requests for HTML are not redirected by these rules.
    """
    shared = "|".join(SHARED_GRAPHS)
    for iri, file in (
        (r"(?:catalogue|graph)", "graphs/catalogue.ttl"),
        (rf"graph/({shared})", "graphs/$1.ttl"),
        (r"graph/([^/]+)", "graphs/reports/$1.ttl"),
    ):
        yield "RewriteCond %{HTTP_ACCEPT} !text/html [NC]"
        yield f"RewriteRule ^{iri}$ {start}{file} [R=303,L]"
    yield ""


def _condition(pattern: Pattern, ending: str, *, local: bool) -> Iterator[str]:
    """Yield the condition of a rule, or nothing if no condition is needed.

    The condition is that the requested file exists. The condition is needed only if
    `local` is true and the IRIs of the pattern have the same paths as their pages.
    """
    if local and pattern.page == "$1" and not pattern.iri.startswith("id/"):
        yield f"RewriteCond %{{REQUEST_FILENAME}}.{ending} -f"


def _shown(pattern: Pattern) -> str:
    """Return the path of the page to which the IRIs of a pattern are redirected.

    The path ends with `.html`, or with the fragment if the pattern has a fragment.
    """
    end = f"#{pattern.fragment}" if pattern.fragment else ""
    return f"{pattern.page}.html{end}"


def _static_host() -> bytes:
    """Return the file `_redirects` for static hosts, which ignore the header `Accept`."""
    lines = [
        "# Written by `inspectgraph publish`. These rules lead only to pages. Each page",
        "# links to its Turtle file and its JSON-LD file.",
        "/id/authority/:slug /council/:slug/index.html 302",
        "/id/report/:name/statement/:id /report/:name/statement/:id.html 302",
        "/id/report/:name/unit/* /report/:name/passage/:splat.html 302",
        "/id/report/:name /report/:name.html 302",
        "/id/report/:name/* /report/:name.html 302",
        "/id/:kind/:slug /:kind/:slug.html 302",
        "/id/:kind/:slug/* /:kind/:slug.html 302",
        "/graph/* /data.html 302",
    ]
    return ("\n".join(lines) + "\n").encode()


def _site_maps(start: str, pages: list[str]) -> Iterator[File]:
    """Yield the site map.

    If it is too long, yield several site maps and their index.
    """
    parts = [pages[n : n + _MOST] for n in range(0, len(pages), _MOST)]
    if len(parts) == 1:
        yield (
            "sitemap.xml",
            _map("urlset", "url", (start + _plain(page) for page in pages)),
        )
        return
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    yield (
        "sitemap.xml",
        _map("sitemapindex", "sitemap", (start + name for name in names)),
    )
    for name, part in zip(names, parts, strict=True):
        yield name, _map("urlset", "url", (start + _plain(page) for page in part))


def _plain(page: str) -> str:
    """Return the path of a page for the site map, without `index.html` at its end."""
    return re.sub(r"(^|/)index\.html$", r"\1", page)


def _map(outer: str, inner: str, addresses: Iterable[str]) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{outer} xmlns="{space}">']
    lines += [f"<{inner}><loc>{escape(one)}</loc></{inner}>" for one in addresses]
    return "\n".join([*lines, f"</{outer}>", ""]).encode()
