"""Write codings as a REFI-QDA project (.qdpx), and codes as a codebook (.qdc).

REFI-QDA is the exchange format of NVivo, ATLAS.ti, MAXQDA, QualCoder and others. A
project is a ZIP file with `project.qde` in XML and the texts of the sources. GUIDs are
computed from the IRIs, so the same graph and reports give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inspectgraph.coding.model import Code, CodedProject, Coding, SourceText
from inspectgraph.rdf.namespaces import BASE

__all__ = [
    "CODEBOOK",
    "MEMBER",
    "PROJECT",
    "SOURCES",
    "codebook_file",
    "guid",
    "project_file",
]

PROJECT: Final = "urn:QDA-XML:project:1.0"
CODEBOOK: Final = "urn:QDA-XML:codebook:1.0"
#: The name of the XML file of a project in its ZIP file, and the folder of its texts.
MEMBER: Final = "project.qde"
SOURCES: Final = "sources"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)


def guid(iri: str) -> str:
    """Return the GUID of a resource, computed from its IRI.

    >>> guid("https://w3id.org/inspectgraph/theme/adoption")
    'e145272d-a458-500d-86a1-16ccc0533c44'
    """
    return str(uuid5(NAMESPACE_URL, iri))


def _allowed(text: str) -> str:
    """Return a text in which a mark replaces each character that XML does not allow."""
    return _NOT_IN_XML.sub("\ufffd", text)


class _Xml:
    """Write an XML document with one element per line."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._xml = XMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()
        self._depth = 0

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write the start tag of an element, but leave out attributes whose value is ""."""
        self._line()
        given = {
            key: _allowed(value) for key, value in (attributes or {}).items() if value
        }
        self._xml.startElement(name, AttributesImpl(given))
        self._depth += 1

    def close(self, name: str) -> None:
        """Write the end tag of an element that contains other elements."""
        self._depth -= 1
        self._line()
        self._xml.endElement(name)

    def leaf(
        self,
        name: str,
        attributes: Mapping[str, str] | None = None,
        text: str = "",
    ) -> None:
        """Write an element that contains only text, or an element that is empty."""
        self.open(name, attributes)
        if text:
            self._xml.characters(_allowed(text))
        self._depth -= 1
        self._xml.endElement(name)

    def content(self) -> bytes:
        """Return the bytes of the document."""
        self._xml.endDocument()
        return self._out.getvalue() + b"\n"

    def _line(self) -> None:
        """Begin a new line, indented by the depth of the element."""
        if self._out.tell():
            self._xml.ignorableWhitespace("\n" * bool(self._depth) + " " * self._depth)


def codebook_file(codes: Iterable[Code], origin: str) -> bytes:
    """Return a codebook as XML.

    Args:
        codes: The codes of the codebook.
        origin: The name of the software that writes the file.
    """
    xml = _Xml()
    xml.open("CodeBook", {"xmlns": CODEBOOK, "origin": origin})
    _write_codes(xml, codes)
    xml.close("CodeBook")
    return xml.content()


def project_file(project: CodedProject, name: str, origin: str) -> bytes:
    """Return a project as the bytes of a ZIP file.

    Args:
        project: The codes, sources and codings.
        name: The name of the project.
        origin: The name of the software that writes the file.
    """
    files = {MEMBER: _project(project, name, origin)}
    for source in project.sources.values():
        files[f"{SOURCES}/{guid(source.key)}.txt"] = (source.text or "").encode()
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            info = ZipInfo(path, _DAY_OF_ZIP)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _project(project: CodedProject, name: str, origin: str) -> bytes:
    """Return the XML of a project."""
    xml = _Xml()
    user = guid(f"{BASE}id/agent/contributors")
    xml.open(
        "Project",
        {
            "xmlns": PROJECT,
            "name": name,
            "origin": origin,
            "creatingUserGUID": user,
            "creationDateTime": _time(_latest(project.sources.values())),
        },
    )
    xml.open("Users")
    xml.leaf("User", {"guid": user, "name": origin})
    xml.close("Users")
    xml.open("CodeBook")
    _write_codes(xml, project.codes)
    xml.close("CodeBook")
    by_source: dict[str, list[Coding]] = {key: [] for key in project.sources}
    for coding in project.codings:
        by_source[coding.source].append(coding)
    xml.open("Sources")
    for key, codings in by_source.items():
        _write_source(xml, project.sources[key], codings, user)
    xml.close("Sources")
    xml.close("Project")
    return xml.content()


def _write_codes(xml: _Xml, codes: Iterable[Code]) -> None:
    """Write the tree of codes."""
    below: dict[str, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    xml.open("Codes")
    for code in below.get("", ()):
        _write_code(xml, code, below)
    xml.close("Codes")


def _write_code(xml: _Xml, code: Code, below: Mapping[str, list[Code]]) -> None:
    """Write a code and the codes below it."""
    attributes = {
        "guid": guid(code.key),
        "name": code.name,
        "isCodable": "true" if code.codable else "false",
    }
    narrower = below.get(code.key, ())
    if not code.description and not narrower:
        xml.leaf("Code", attributes)
        return
    xml.open("Code", attributes)
    if code.description:
        xml.leaf("Description", text=code.description)
    for one in narrower:
        _write_code(xml, one, below)
    xml.close("Code")


def _write_source(
    xml: _Xml, source: SourceText, codings: Iterable[Coding], user: str
) -> None:
    """Write a source with its codings."""
    made = {"creatingUser": user, "creationDateTime": _time(source.created)}
    own = guid(source.key)
    path = f"internal://{own}.txt"
    xml.open(
        "TextSource",
        {"guid": own, "name": source.name, "plainTextPath": path, **made},
    )
    for coding in codings:
        xml.open(
            "PlainTextSelection",
            {
                "guid": guid(coding.key),
                "name": coding.name,
                "startPosition": str(coding.start),
                "endPosition": str(coding.end),
                **made,
            },
        )
        if coding.note:
            xml.leaf("Description", text=coding.note)
        for (code,) in coding.codes:
            xml.open("Coding", {"guid": guid(f"{coding.key} {code}"), **made})
            xml.leaf("CodeRef", {"targetGUID": guid(code)})
            xml.close("Coding")
        xml.close("PlainTextSelection")
    xml.close("TextSource")


def _latest(sources: Iterable[SourceText]) -> str:
    """Return the last day on which any source was curated, or ""."""
    return max((source.created for source in sources), default="")


def _time(day: str) -> str:
    """Return a day as a date and time at midnight, or "" if the day is unknown."""
    return f"{day}T00:00:00Z" if day else ""
