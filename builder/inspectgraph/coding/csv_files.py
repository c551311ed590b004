"""Write and read the CSV tables of Taguette and of QualCoder.

Taguette has a table of highlights and a table of tags. QualCoder has a table of coded
text, which is an export of its coding report.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from inspectgraph.coding.model import Code, CodedProject, Coding, SourceText
from inspectgraph.model.errors import UnreadableError, Where

__all__ = [
    "QUALCODER",
    "TAGUETTE",
    "qualcoder_file",
    "read_csv",
    "taguette_files",
]

#: The columns of Taguette's table of highlights, and of its table of tags.
TAGUETTE: Final = ("id", "document", "tag", "content")
_TAGS: Final = ("tag", "description", "number of highlights", "number of documents")
#: The first columns of QualCoder's table; columns `Category` follow.
QUALCODER: Final = ("File", "Coder", "Coded", "Id", "Codename", "Coded_Memo")
_BOM: Final = "\ufeff"
#: The most characters of one value: a coded passage may be a whole report.
_LONGEST: Final = 4_000_000


def taguette_files(project: CodedProject) -> dict[str, bytes]:
    """Return Taguette's tables and the texts of the documents, keyed by path.

    Taguette can import `codebook.csv` and the texts. The file `highlights.csv` has the
    same form as an export from Taguette.
    """
    names = _taguette_names(project)
    counts: dict[str, int] = {}
    documents: dict[str, set[str]] = {}
    rows: list[Sequence[object]] = []
    for number, coding in enumerate(project.codings, 1):
        document = project.sources[coding.source].name
        for (code,) in coding.codes:
            counts[code] = counts.get(code, 0) + 1
            documents.setdefault(code, set()).add(document)
            rows.append((number, document, names[code], coding.quote))
    tags = (
        (
            names[code.key],
            code.description,
            counts.get(code.key, 0),
            len(documents.get(code.key, ())),
        )
        for code in project.codes
        if code.codable
    )
    files = {
        "codebook.csv": _table(_TAGS, tags),
        "highlights.csv": _table(TAGUETTE, rows),
    }
    for source in project.sources.values():
        files[f"documents/{source.name}.html"] = _html(source)
    return files


def _html(source: SourceText) -> bytes:
    """Return a text as an HTML page.

    Taguette needs no other program to import HTML.
    """
    paragraphs = (f"<p>{escape(one)}</p>" for one in (source.text or "").split("\n\n"))
    head = f'<!DOCTYPE html>\n<meta charset="utf-8">\n<title>{source.name}</title>'
    return "\n".join((head, *paragraphs, "")).encode()


def _taguette_names(project: CodedProject) -> dict[str, str]:
    """Return the name of each code in Taguette: the group, a dot and the label."""
    return {
        key: ".".join((*path[:1], *path[1:][-1:]))
        for key, path in project.paths().items()
    }


def qualcoder_file(project: CodedProject) -> bytes:
    """Return the codings as QualCoder's table of coded text."""
    paths = project.paths()
    most = max((len(path) for path in paths.values()), default=1) - 1
    rows: list[Sequence[object]] = []
    for coding in project.codings:
        for (code,) in coding.codes:
            *above, name = paths[code]
            categories = [*reversed(above), *[""] * (most - len(above))]
            document = project.sources[coding.source].name
            rows.append(
                (
                    document,
                    project.origin,
                    coding.quote,
                    f"ctid:{len(rows) + 1}",
                    name,
                    coding.note,
                    *categories,
                )
            )
    header = (*QUALCODER, *["Category"] * most)
    return _BOM.encode() + _table(header, rows, quoting=csv.QUOTE_ALL)


def _table(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """Return a header and rows as a CSV table."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def read_csv(text: str, file: str) -> CodedProject:
    """Read a table of Taguette or QualCoder, which is recognised by its columns.

    Args:
        text: The text of the table.
        file: The name of the file in messages.

    Raises:
        UnreadableError: If the table is from neither program, or a row lacks columns.
    """
    rows = _rows(text.removeprefix(_BOM), file)
    header = [name.strip().casefold() for name in next(rows, (0, []))[1]]
    if {"document", "tag", "content"} <= set(header):
        return _taguette(header, rows, file)
    if {"coded", "codename"} <= set(header):
        return _qualcoder(header, rows, file)
    if "tag" in header or "codename" in header:
        return _codes_only(header, rows, file)
    message = (
        "this is not a table of codings; a table of Taguette has the columns id, document,"
        " tag and content, and a table of QualCoder has the columns File, Coder, Coded, Id"
        " and Codename"
    )
    raise UnreadableError("unknown-codings", message, Where(file, 1, 1))


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with its line number."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        message = f"this is not a CSV table: {error}"
        raise UnreadableError(
            "bad-codings", message, Where(file, reader.line_num, 1)
        ) from error


def _records(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], file: str
) -> Iterator[tuple[int, dict[str, str], list[str]]]:
    """Yield the line number, the values and the categories of each row.

    The values of a row are keyed by column.
    """
    for line, row in rows:
        if len(row) < len(set(header)):
            message = (
                f"the row has {len(row)} columns, and the header has {len(header)}"
            )
            raise UnreadableError("bad-codings", message, Where(file, line, 1))
        named: dict[str, str] = {}
        repeated: list[str] = []
        for name, value in zip(header, row, strict=False):
            named.setdefault(name, value)
            if name == "category" and value:
                repeated.append(value)
        yield line, named, repeated


def _taguette(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], file: str
) -> CodedProject:
    """Return the highlights of a Taguette table as codings.

    A coding is a passage with its codes. Rows form one coding if they have the same id,
    document and passage.
    """
    project = CodedProject("Taguette")
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for line, row, _ in _records(header, rows, file):
        key = (row.get("id", str(line)), row["document"], row["content"])
        grouped.setdefault(key, []).append(row["tag"])
    for (number, document, content), tags in grouped.items():
        _add_source(project, document)
        codes = tuple((tag,) for tag in tags if tag)
        project.codings.append(
            Coding(f"highlight {number}", document, codes, quote=content)
        )
    _add_codes(project)
    return project


def _qualcoder(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], file: str
) -> CodedProject:
    """Return the codings of a QualCoder table.

    A coding is a passage with its codes. Rows form one coding if they have the same
    words from the same document.
    """
    project = CodedProject("QualCoder")
    document_column = "filename" if "filename" in header else "file"
    grouped: dict[tuple[str, str], _Coded] = {}
    for line, row, categories in _records(header, rows, file):
        number = row.get("id", str(line))
        document = row.get(document_column, "")
        if number.startswith(("imid:", "avid:")):
            kind = "image" if number.startswith("imid:") else "audio or video"
            reason = f"codings of {kind} have no words"
            project.leave_out("coding", f"{number} of {document}", reason)
            continue
        coded = grouped.setdefault((document, row["coded"]), _Coded(number))
        coded.codes.append((*reversed(categories), row["codename"]))
        if memo := row.get("coded_memo", "").strip():
            coded.memos.setdefault(memo)
    for (document, words), coded in grouped.items():
        _add_source(project, document)
        note = " ".join(coded.memos)
        project.codings.append(
            Coding(coded.number, document, tuple(coded.codes), quote=words, note=note)
        )
    _add_codes(project)
    return project


@dataclass(slots=True)
class _Coded:
    """The codes and memos of one coded passage in QualCoder's table.

    The table has one row for each code of the passage, and each row has its own id.
    `number` is the first of these ids.
    """

    number: str
    codes: list[tuple[str, ...]] = field(default_factory=list)
    memos: dict[str, None] = field(default_factory=dict)


def _codes_only(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], file: str
) -> CodedProject:
    """Return the codes of a table that lists codes but no coded passages."""
    project = CodedProject("Taguette" if "tag" in header else "QualCoder")
    column = "tag" if "tag" in header else "codename"
    for _, row, _categories in _records(header, rows, file):
        name = row[column]
        project.codes.append(Code(name, name, row.get("description", "")))
    return project


def _add_source(project: CodedProject, name: str) -> None:
    """Add a source to the project if the project does not have it yet.

    The source has a name but no text, because the table does not contain the text.
    """
    if name not in project.sources:
        project.sources[name] = SourceText(name, (name,))


def _add_codes(project: CodedProject) -> None:
    """Add each code of the coded passages to the list of codes in the project."""
    known: dict[tuple[str, ...], None] = {}
    for coding in project.codings:
        known.update(dict.fromkeys(coding.codes))
    for path in known:
        project.codes.append(Code("/".join(path), path[-1], parent="/".join(path[:-1])))
