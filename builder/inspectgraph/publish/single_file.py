"""Write a site as one HTML file, which opens from disk and makes no network requests.

The file contains pages and data in compressed groups, called shards. When the reader
opens a page, a script in the file unpacks the shard with that page.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.output_file import write_file
from inspectgraph.model.errors import UnreadableError, UsageError
from inspectgraph.publish.explorer import LICENCES, bundle
from inspectgraph.publish.run import site_files
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.site import File

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["publish_single_file", "single_file"]

#: The largest size of the data in the file, in bytes.
_MOST: Final = 50_000_000
#: The size of a shard before it is compressed, in bytes.
_SHARD: Final = 1_500_000
_CONTENT: Final = re.compile(r"<main\b.*</footer>", re.S)
_HEADER: Final = re.compile(r"<header\b.*?</header>", re.S)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.S)
_ALSO: Final = frozenset({"site.css", "views.css", LICENCES})
_KEPT: Final = (".html", ".json", ".gz", ".rq", ".csv", ".svg")


def publish_single_file(
    store: Store, graphs: Path, file: Path, settings: SiteSettings
) -> int:
    """Write a published graph as one HTML file, and return its size in bytes.

    Args:
        store: The graph.
        graphs: The folder of the published graph.
        file: The file.
        settings: The project's title, publisher and licence.

    Raises:
        UsageError: If there are more than 50 MB of data, or the file cannot be written.
        UnreadableError: If this installation lacks the scripts of the site.
    """
    if bundle() is None:
        message = (
            "a single file needs the explorer, which this installation"
            " lacks; install a wheel, or run `make web` in a source checkout"
        )
        raise UnreadableError("no-explorer", message)
    content = single_file(site_files(store, graphs, settings))
    write_file(file, content)
    return len(content)


def single_file(files: Iterable[File]) -> bytes:
    """Return the HTML file that contains the files of a site.

    Args:
        files: The path and the content of each file of the site.

    Raises:
        UsageError: If there are more than 50 MB of data.
    """
    index: list[list[tuple[str, int]]] = []
    parts: list[bytes] = []
    first, styles, icon, size = "", b"", b"", 0
    for shard in _shards(_wanted(files)):
        index.append([(path, len(content)) for path, content, _ in shard])
        parts.append(_packed(b"".join(content for _, content, _ in shard)))
        size += len(parts[-1])
        if size > _MOST:
            message = (
                f"the pages and data are larger than {_MOST / 1e6:.0f} MB, the limit for"
                " one file; publish a site into a folder, or choose fewer reports"
            )
            raise UsageError("single-file-size", message)
        for path, content, whole in shard:
            if path == "index.html":
                first = whole.decode()
            elif path == "icon.svg":
                icon = content
            elif path in {"site.css", "views.css"}:
                styles += content
    return _page(first, styles, icon, index, parts)


def _wanted(files: Iterable[File]) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield the path, the stored content and the complete page of each file to store.

    Only a part of each HTML page is stored. A file that is not HTML is stored in full,
    and its complete page is b"".
    """
    for path, content in files:
        if path.endswith(".html"):
            yield path, _match(_CONTENT, content.decode()).encode(), content
        elif path in _ALSO or (path.endswith(_KEPT) and not path.startswith("assets/")):
            yield path, content, b""


def _shards(
    files: Iterable[tuple[str, bytes, bytes]],
) -> Iterator[list[tuple[str, bytes, bytes]]]:
    """Yield the files in groups, each of which is compressed as one shard."""
    shard: list[tuple[str, bytes, bytes]] = []
    size = 0
    for one in files:
        # What is large, and what is compressed already, is a shard of its own.
        if one[0].endswith(".gz") or len(one[1]) > _SHARD:
            yield [one]
            continue
        # Whole pages are not kept but for the first, whose frame all pages have.
        path, content, _ = one
        shard.append(one if path == "index.html" else (path, content, b""))
        size += len(content)
        if size > _SHARD:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _packed(content: bytes) -> bytes:
    return b64encode(gzip.compress(content, 6, mtime=0))


def _page(
    first: str,
    styles: bytes,
    icon: bytes,
    index: list[list[tuple[str, int]]],
    parts: list[bytes],
) -> bytes:
    """Return the HTML file with the first page, the packed pages and the script."""
    found = bundle()
    assert found is not None  # noqa: S101 - checked before
    script = found.single("single.js").replace(b"</script", b"<\\/script")
    picture = f"data:image/svg+xml;base64,{b64encode(icon).decode()}"
    header = _match(_HEADER, first).replace('src="icon.svg"', f'src="{picture}"')
    content = _match(_CONTENT, first)
    content = content.replace('src="icon.svg"', f'src="{picture}"')
    head = f"""<!DOCTYPE html>
<html lang="en-GB" data-single data-root="./">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_match(_TITLE, first)}</title>
<link rel="icon" type="image/svg+xml" href="{picture}">
<style>
""".encode()
    return b"".join(
        (
            head,
            styles.replace(b"</style", b""),
            found.single("single.css"),
            b"</style>\n</head>\n<body>\n",
            b'<a class="skip" href="#main">Skip to the content</a>\n',
            header.encode(),
            b'\n<noscript><p class="notice wide">This file needs JavaScript; a site that'
            b" is published into a folder does not.</p></noscript>\n",
            b'<div id="page">\n',
            content.encode(),
            b"\n</div>\n",
            _archive(index, parts),
            b'\n<script type="module">',
            script,
            b"</script>\n</body>\n</html>\n",
        )
    )


def _policy(script: bytes) -> str:
    """Return the content security policy, which allows the file's own script and no requests."""
    digest = b64encode(sha256(script).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}' 'wasm-unsafe-eval';"
        " style-src 'unsafe-inline'; img-src data: blob:; connect-src data: blob:;"
        " worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def _archive(index: list[list[tuple[str, int]]], parts: list[bytes]) -> bytes:
    """Return the HTML elements that contain the packed pages and their index."""
    listed = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
    numbered = [(str(number).encode(), part) for number, part in enumerate(parts)]
    return b"\n".join(
        b'<script type="text/plain" id="archive-%s">%s</script>' % (name, part)
        for name, part in [(b"index", _packed(listed)), *numbered]
    )


def _match(expression: re.Pattern[str], text: str) -> str:
    """Search a text for a regular expression, and return the text of the expression's group.

    If the expression has no group, the result is the whole match. The result is "" if
    nothing matches.
    """
    match = expression.search(text)
    return match[expression.groups] if match else ""
