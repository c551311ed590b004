"""PDFs that are damaged, locked, or made to do harm; each function returns the bytes of one."""

from __future__ import annotations

from spoilt.pdfs import (
    deflated,
    document,
    encrypted,
    picture,
    report,
    report_text,
    shown,
    stream,
    written,
)

__all__ = [
    "claiming",
    "cut",
    "huge_picture",
    "linearized",
    "locked",
    "nameless",
    "nested",
    "one_page",
    "packed",
    "packed_twice",
    "ruled",
    "scanned",
]

_MEGABYTE = 1024 * 1024
_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def one_page(content: bytes, keys: bytes = b"") -> bytes:
    """Return a PDF with a page of this content."""
    return written(document([stream(content, keys)]))


def locked(user: bytes) -> bytes:
    """Return a PDF that is encrypted with a password, which may be empty."""
    return encrypted(document([stream(shown(report_text(10)))]), user)


def cut(tenths: int) -> bytes:
    """Return the first part of a PDF, in tenths of its length."""
    whole = report(3)
    return whole[: len(whole) * tenths // 10]


def linearized() -> bytes:
    """Return a linearized PDF that states a false length."""
    return report(3).replace(
        b"<< /Type /Catalog", b"<< /Linearized 1 /L 99999999 /Type /Catalog", 1
    )


def scanned(texts: int, pictures: int) -> bytes:
    """Return a PDF with some pages of text and some pages that are pictures."""
    pages = [stream(shown(report_text(10)))] * texts + [
        stream(b"595 0 0 842 0 0 cm /I1 Do")
    ] * pictures
    return written(document(pages, [picture()], resources=b"/XObject << /I1 4 0 R >>"))


def packed(piece: bytes, times: int) -> bytes:
    """Return a PDF whose page is small only while it is compressed."""
    return one_page(
        deflated(b"BT /F1 11 Tf 72 700 Td ", piece, times), b"/Filter /FlateDecode"
    )


def packed_twice() -> bytes:
    """Return a PDF whose page is packed, and packed again."""
    once = deflated(b"", b" " * _MEGABYTE, 1500)
    return one_page(deflated(once, b"", 0), b"/Filter [/FlateDecode /FlateDecode]")


def huge_picture() -> bytes:
    """Return a PDF whose picture has 100,000 by 100,000 points."""
    keys = (
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace"
        b" /DeviceGray /BitsPerComponent 8"
    )
    pages = [stream(b"595 0 0 842 0 0 cm /I1 Do")]
    return written(
        document(
            pages, [stream(b"\0" * 10, keys)], resources=b"/XObject << /I1 4 0 R >>"
        )
    )


def nested(value: bytes) -> bytes:
    """Return a PDF whose catalogue holds this value."""
    objects = document([stream(shown(["The plan is good."]))])
    return written(
        [b"<< /Type /Catalog /Pages 2 0 R /Deep " + value + b" >>", *objects[1:]]
    )


def claiming(kids: bytes, count: bytes) -> bytes:
    """Return a PDF whose page tree claims these children and this number of pages."""
    root = b"<< /Type /Pages /Kids %s /Count %s >>" % (kids, count)
    return written([_CATALOGUE, root, _PAGE, stream(shown(["The plan is good."]))])


def nameless() -> bytes:
    """Return a PDF whose text consists of glyph numbers of an unknown font."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H"
        b" /DescendantFonts [5 0 R] >>"
    )
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 500 /FontDescriptor"
        b" 6 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0"
        b" >> >>"
    )
    about = (
        b"<< /Type /FontDescriptor /FontName /Own /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    rows = b"".join(
        b"<%s> Tj 0 -14 Td\n"
        % b"".join(b"%04x" % (ord(letter) - 29) for letter in line)
        for line in report_text(30)
        if line
    )
    page = stream(b"BT /F2 11 Tf 72 800 Td\n" + rows + b"ET")
    return written(document([page], [font, inner, about], fonts=b"/F2 4 0 R"))


def ruled(count: int) -> bytes:
    """Return the content of a page that is full of lines."""
    return b"\n".join(
        b"%d %d 0.5 300 re f" % (number % 500, number % 700) for number in range(count)
    )
