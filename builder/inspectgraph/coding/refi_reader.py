"""Read REFI-QDA projects (.qdpx) and codebooks (.qdc).

XML with a document type declaration is refused. So an XML file cannot refer to other
files, and cannot declare entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from inspectgraph.coding.archive import Archive
from inspectgraph.coding.model import Code, CodedProject, Coding, SourceText
from inspectgraph.coding.refi import SOURCES
from inspectgraph.model.errors import UnreadableError, Where

__all__ = ["read_codebook", "read_project"]

_INTERNAL: Final = "internal://"
_NO_WORDS: Final = {
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
#: Parts of a project that have no place in an extract: element, kind and reason.
_OTHER: Final = (
    ("Cases/Case", "case", "an extract has no cases"),
    ("Variables/Variable", "variable", "an extract has no variables"),
    ("Links/Link", "relation", "relations between codes or codings are not imported"),
    ("Sets/Set", "set", "an extract has no sets"),
    ("Graphs/Graph", "graph", "a drawing is not imported"),
)


def read_codebook(content: bytes, file: str) -> CodedProject:
    """Read a codebook.

    Args:
        content: The content of the file, in XML.
        file: The name of the file in messages.

    Raises:
        UnreadableError: If the content is not a codebook in XML.
    """
    root = _parse(content, file, "CodeBook")
    project = CodedProject(root.get("origin", ""))
    _add_codes(project, root.find("Codes"))
    for group in root.iterfind("Sets/Set"):
        project.leave_out("set", group.get("name", ""), "an extract has no sets")
    return project


def read_project(path: Path) -> CodedProject:
    """Read a project: its codes, the texts of its sources, and its codings.

    Args:
        path: The ZIP file.

    Raises:
        UnreadableError: If the file is not a ZIP file with a project in XML.
    """
    archive = Archive(path)
    try:
        return _Reader(archive, str(path)).read()
    finally:
        archive.close()


class _Reader:
    """Read one REFI-QDA project."""

    def __init__(self, archive: Archive, file: str) -> None:
        self._archive, self._file = archive, file
        self._project = CodedProject()
        self._notes: dict[str, Element] = {}
        self._used_notes: set[str] = set()
        self._paths: dict[str, tuple[str, ...]] = {}

    def read(self) -> CodedProject:
        """Read the whole project and return its content."""
        root = _parse(self._xml(), self._file, "Project")
        self._project.origin = root.get("origin", "")
        _add_codes(self._project, root.find("CodeBook/Codes"))
        self._paths = self._project.paths()
        for note in root.iterfind("Notes/Note"):
            self._notes[_guid(note, "guid")] = note
        for source in root.iterfind("Sources/*"):
            self._source(source)
        self._rest(root)
        return self._project

    def _xml(self) -> bytes:
        """Return the content of the XML file in the project."""
        names = [name for name in self._archive.names() if name.endswith(".qde")]
        top = [name for name in names if "/" not in name.replace("\\", "/")]
        content = self._archive.read(top[0]) if len(top) == 1 else None
        if content is None:
            message = (
                f"the ZIP file contains {len(top)} `.qde` files at its top level; a"
                " REFI-QDA project has exactly one, `project.qde`"
            )
            raise UnreadableError("no-project-file", message, Where(self._file))
        return content

    def _source(self, source: Element) -> None:
        """Read one source with its codings."""
        name = source.get("name", "") or source.get("guid", "")
        if source.tag in _NO_WORDS:
            self._without_words(source, _NO_WORDS[source.tag], name)
            return
        self._parts_of(source, name)
        if source.tag == "PDFSource":
            for selection in source.iterfind("PDFSelection"):
                shown = f"{_shown(selection)} of {name}"
                reason = "it marks an area of a PDF page, not words"
                self._project.leave_out("coding", shown, reason)
            text = source.find("Representation")
            if text is None:
                reason = "this file has no text of the PDF"
                self._project.leave_out("source", name, reason)
                return
            self._text_source(text, name)
        elif source.tag == "TextSource":
            self._text_source(source, name)
        else:
            reason = f"sources of the kind {source.tag} are not known"
            self._project.leave_out("source", name, reason)

    def _without_words(self, source: Element, kind: str, name: str) -> None:
        """Leave out a source that contains no words, such as a picture.

        The source and each of its codings are added to the list of left-out items.
        """
        self._project.leave_out(
            kind, name, f"a statement rests on words, not on {kind}"
        )
        for selection in source.iter():
            if selection.tag.endswith("Selection"):
                shown = f"{_shown(selection)} of {name}"
                reason = f"it codes a part of {kind}, not words of a report"
                self._project.leave_out("coding", shown, reason)

    def _parts_of(self, source: Element, name: str) -> None:
        """Add the codings and variable values of a whole source to the left-out items.

        These codings and values apply to the whole source, and mark no words.
        """
        for coding in source.iterfind("Coding"):
            code = " › ".join(self._code(coding) or ("unknown code",))
            reason = "a code of a whole document marks no words"
            self._project.leave_out("coding", f"{code} of {name}", reason)
        values = len(source.findall("VariableValue"))
        if values:
            reason = f"an extract has no variables; the document has {values}"
            self._project.leave_out("variable values", name, reason)

    def _text_source(self, source: Element, name: str) -> None:
        """Read a source that has plain text, and its codings."""
        key = _guid(source, "guid") or name
        text, reason = self._text(source)
        if text is None:
            self._project.leave_out("source", name, reason)
        self._project.sources[key] = SourceText(key, (name,), text)
        for selection in source.iterfind("PlainTextSelection"):
            self._selection(selection, key, name, reason)

    def _text(self, source: Element) -> tuple[str | None, str]:
        """Return the plain text of a source, or None and the reason why the text is missing."""
        content = source.find("PlainTextContent")
        if content is not None:
            return content.text or "", ""
        path = source.get("plainTextPath", "")
        if not path:
            return None, "this file has no plain text of the document"
        if not path.startswith(_INTERNAL):
            return None, f"its text is outside of this file, at {path}"
        member = PurePosixPath(path.removeprefix(_INTERNAL)).name
        raw = self._archive.read(f"{SOURCES}/{member}")
        if raw is None:
            return None, f"its text {member} is missing in this file"
        text = _decoded(raw)
        if text is None:
            return None, f"its text {member} is neither UTF-8 nor UTF-16"
        if "ATLAS" in self._project.origin.upper():
            # It counts a line end as one character, and stores two.
            text = text.replace("\r\n", "\n")
        return text, ""

    def _selection(
        self, selection: Element, source: str, name: str, reason: str
    ) -> None:
        """Read a coded selection of words, with its codes and comments."""
        shown = f"{_shown(selection)} of {name}"
        start = _position(selection, "startPosition")
        end = _position(selection, "endPosition")
        text = self._project.sources[source].text
        if text is not None and not reason:
            reason = _bad_positions(start, end, len(text))
        if reason:
            self._project.leave_out("coding", shown, reason)
            return
        codes = [self._code(coding) for coding in selection.iterfind("Coding")]
        known = tuple(dict.fromkeys(code for code in codes if code))
        if len(known) < len(codes):
            unknown = "one of its codes is not in the codebook of the file"
            self._project.leave_out("code", shown, unknown)
        note = " ".join(self._comments(selection))
        key = _guid(selection, "guid")
        own = selection.get("name", "")
        self._project.codings.append(
            Coding(key, source, known, start, end, note=note, name=own)
        )

    def _comments(self, selection: Element) -> Iterator[str]:
        """Yield the comments on a coded selection: the description, then the notes."""
        if text := (selection.findtext("Description") or "").strip():
            yield text
        for reference in selection.iter("NoteRef"):
            target = _guid(reference, "targetGUID")
            note = self._notes.get(target)
            if note is None:
                continue
            self._used_notes.add(target)
            comment, _ = self._text(note)
            if comment and comment.strip():
                yield comment.strip()

    def _code(self, coding: Element) -> tuple[str, ...] | None:
        """Return the path of the code in a coding, or None if the file does not define the code."""
        reference = coding.find("CodeRef")
        if reference is None:
            return None
        return self._paths.get(_guid(reference, "targetGUID"))

    def _rest(self, root: Element) -> None:
        """List the parts of the project that an extract cannot contain.

        Examples are cases, variables and sets. The import reports these parts as left
        out.
        """
        for path, kind, reason in _OTHER:
            for one in root.iterfind(path):
                shown = one.get("name", "") or one.get("guid", "")
                self._project.leave_out(kind, shown, reason)
        for key, note in self._notes.items():
            if key not in self._used_notes:
                shown = note.get("name", "") or key
                reason = "a memo that belongs to no coded words is not imported"
                self._project.leave_out("memo", shown, reason)


def _parse(content: bytes, file: str, root: str) -> Element:
    """Return the root of an XML file, without namespaces.

    Raises:
        UnreadableError: If the content is not XML, declares a document type or
            entities, or has a different root element.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        tree: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        message = "the XML declares a document type or entities, which are not allowed"
        raise UnreadableError("xml-with-dtd", message, Where(file)) from error
    except ParseError as error:
        line, column = error.position
        message = f"this is not XML: {str(error).partition(':')[0]}"
        where = Where(file, line, column + 1)
        raise UnreadableError("not-xml", message, where) from error
    except (LookupError, ValueError) as error:
        message = f"the encoding of the XML cannot be read: {error}"
        raise UnreadableError("not-xml", message, Where(file)) from error
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    if tree.tag != root:
        message = f"the XML begins with the element {tree.tag} instead of {root}"
        raise UnreadableError("unknown-codings", message, Where(file))
    return tree


def _add_codes(project: CodedProject, codes: Element | None) -> None:
    """Add a tree of codes to a project."""
    waiting: list[tuple[Element, str]] = []
    if codes is not None:
        waiting = [(code, "") for code in codes.iterfind("Code")]
    while waiting:
        code, parent = waiting.pop(0)
        key = _guid(code, "guid")
        text = (code.findtext("Description") or "").strip()
        name = code.get("name", "") or key
        codable = code.get("isCodable", "true") not in ("false", "0")
        project.codes.append(Code(key, name, text, parent, codable))
        waiting += [(below, key) for below in code.iterfind("Code")]


def _guid(element: Element, name: str) -> str:
    """Return a GUID in a uniform form: without braces, in lower case."""
    return element.get(name, "").strip("{}").lower()


def _shown(selection: Element) -> str:
    """Return the name or GUID of a coded selection of words, for use in messages."""
    return selection.get("name", "") or selection.get("guid", "")


def _position(selection: Element, name: str) -> int | None:
    """Return the character position in an attribute.

    Return None if the attribute is not a whole number.
    """
    try:
        return int(selection.get(name, ""))
    except ValueError:
        return None


def _bad_positions(start: int | None, end: int | None, length: int) -> str:
    """Return the fault in a pair of text positions, or "" if both positions are correct."""
    if start is None or end is None:
        return "its positions are not whole numbers"
    if not 0 <= start < end:
        return f"its positions {start} to {end} do not mark any text"
    if end > length:
        return f"its end is {end}, and the text ends at {length}"
    return ""


def _decoded(raw: bytes) -> str | None:
    """Decode bytes as UTF-16 or UTF-8.

    Bytes that begin with the byte order mark of UTF-16 are decoded as UTF-16. All other
    bytes are decoded as UTF-8.

    Return None if the bytes cannot be decoded.
    """
    encoding = "utf-8-sig"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
