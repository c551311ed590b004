"""Write small PDFs, valid and spoilt, so that the tests need no real PDF.

A document is a list of objects, each the bytes between `obj` and `endobj`; the first is
the catalogue, the second the root of the page tree. All words are invented.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from hashlib import md5
from itertools import islice

__all__ = [
    "deflated",
    "document",
    "encrypted",
    "picture",
    "report",
    "report_text",
    "shown",
    "stream",
    "written",
]

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_LINES_A_PAGE = 40

#: The bytes that fill up a password, from the PDF standard.
_PADDING = bytes.fromhex(
    "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A"
)


def written(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """Return objects as a file with its table of places."""
    out = bytearray(_HEAD)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        table,
    )
    return bytes(out)


def stream(content: bytes, keys: bytes = b"") -> bytes:
    """Return a stream object."""
    return (
        b"<< /Length %d %s >>\nstream\n" % (len(content), keys)
        + content
        + b"\nendstream"
    )


def deflated(head: bytes, piece: bytes, times: int) -> bytes:
    """Return compressed data: a beginning, and a piece that is repeated many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    begun = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + begun + again * times + b"\x03\0" + bytes(4)


def document(
    contents: Sequence[bytes],
    extra: Sequence[bytes] = (),
    fonts: bytes = b"",
    resources: bytes = b"",
    keys: bytes = b"/MediaBox [0 0 595 842]",
) -> list[bytes]:
    """Return a document's objects, a stream for each page; `extra` count from 4.

    The font of the pages is `/F1`. `fonts` and `resources` are further resources of the
    pages, `keys` further entries.
    """
    first = 4 + len(extra)
    kids = b" ".join(
        b"%d 0 R" % (first + 2 * number) for number in range(len(contents))
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        (
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding"
            b" /WinAnsiEncoding >>"
        ),
        *extra,
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R /Resources << /Font <<"
            b" /F1 3 0 R %s >> %s >> >>"
            % (keys, first + 2 * number + 1, fonts, resources)
        )
        objects.append(content)
    return objects


def shown(lines: Sequence[str], top: int = 780, font: bytes = b"F1") -> bytes:
    """Return the content of a page that shows lines, one below the other."""
    escaped = (
        line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        for line in lines
    )
    rows = b"".join(
        b"(%s) Tj 0 -18 Td\n" % line.encode("cp1252", "replace") for line in escaped
    )
    return b"BT /%s 11 Tf 72 %d Td\n" % (font, top) + rows + b"ET"


def report_text(paragraphs: int) -> list[str]:
    """Return the lines of an invented report with numbered paragraphs, each of one, two or three lines."""
    lines = ["Findings of the inspectors", ""]
    for number in range(1, paragraphs + 1):
        lines.append(
            f"{number}. The harbour team of Netherby met {number} families in the"
            " spring and wrote"
        )
        lines += [
            "to each of them about what it would do next, and when the work was to be"
        ] * (number % 3)
        lines += ["done. Most of them were content with the answer.", ""]
    return lines


def report(pages: int) -> bytes:
    """Return a report with some number of pages."""
    lines = iter(report_text(pages * 14))
    contents = []
    for number in range(1, pages + 1):
        body = list(islice(lines, _LINES_A_PAGE))
        contents.append(
            stream(shown(body) + shown([f"Netherby report {number}"], top=30))
        )
    return written(document(contents))


def picture(side: int = 8) -> bytes:
    """Return the object of a grey picture."""
    keys = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8"
    )
    return stream(b"\x80" * side * side, keys % (side, side))


def encrypted(objects: Sequence[bytes], user: bytes, owner: bytes = b"owner") -> bytes:
    """Return a document encrypted with RC4, 40 bits; its streams must not be compressed."""
    identity, permissions = b"0123456789abcdef", (-4).to_bytes(4, "little", signed=True)
    padded, padded_owner = (user + _PADDING)[:32], (owner + _PADDING)[:32]
    owner_entry = _rc4(md5(padded_owner, usedforsecurity=False).digest()[:5], padded)
    key = md5(
        padded + owner_entry + permissions + identity, usedforsecurity=False
    ).digest()[:5]
    sealed = [
        _sealed(content, number, key) for number, content in enumerate(objects, 1)
    ]
    user_entry = _rc4(key, _PADDING)
    sealed.append(
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner_entry.hex().encode(), user_entry.hex().encode())
    )
    name = identity.hex().encode()
    return written(
        sealed, b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (len(sealed), name, name)
    )


def _sealed(content: bytes, number: int, key: bytes) -> bytes:
    """Return an object with its stream encrypted."""
    head, begins, rest = content.partition(b"\nstream\n")
    if not begins:
        return content
    own = md5(
        key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False
    ).digest()[:10]
    return head + begins + _rc4(own, rest.removesuffix(b"\nendstream")) + b"\nendstream"


def _rc4(key: bytes, text: bytes) -> bytes:
    """Return a text encrypted with the cipher RC4."""
    state = list(range(256))
    at = 0
    for place in range(256):
        at = (at + state[place] + key[place % len(key)]) % 256
        state[place], state[at] = state[at], state[place]
    out = bytearray()
    one = other = 0
    for byte in text:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(out)
