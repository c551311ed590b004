"""Write the results of a query within limits; short results stay in memory.

The rows are counted during writing. The SPARQL engine writes JSON directly. For any
other format, the engine first writes rows as TSV, or triples as N-Triples. In TSV and
N-Triples, each row or triple is one line. If the client asked for a further format, the
file is then converted to that format.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from inspectgraph.files.spreadsheet import csv_row
from inspectgraph.rdf.namespaces import PREFIXES
from inspectgraph.serve.answer_file import AnswerFile
from inspectgraph.serve.jobs import ANSWER_LIMIT, SHORT
from inspectgraph.serve.refusal import RefusedError

__all__ = [
    "DIGEST_SIZE",
    "Counting",
    "Mark",
    "Output",
    "QueryResults",
    "Written",
    "convert_graph",
    "write",
]

#: The number of bytes in the digest of an answer.
DIGEST_SIZE: Final = 12

QueryResults = QuerySolutions | QueryBoolean | QueryTriples

_MEGABYTE: Final = 1024 * 1024
_RESULTS: Final = {
    "csv": QueryResultsFormat.CSV,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "ttl": RdfFormat.TURTLE,
}
#: The characters that XML 1.0 forbids.
_XML_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: The end of an IRI that can be the name of an XML element.
_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """The bytes by which the rows or triples of an answer are counted.

    Attributes:
        between: The bytes at each boundary between two rows or triples.
        first: The value of the counter before any of these bytes are found.
        what: The noun for the error message: `rows` or `triples`.
    """

    between: bytes = b"\n"
    first: int = 0
    what: str = "rows"


#: The formats in which the engine writes rows at once. In TSV, the line with the names of
#: the columns is not counted. In JSON, a quotation mark inside a value has a backslash
#: before it. So these bytes occur between rows only; a row without values is not counted.
_MARKS: Final = {"tsv": Mark(first=-1), "json": Mark(b'},{"', first=1)}


class Written(NamedTuple):
    """The digest of a written answer, and the content of a short answer.

    Attributes:
        digest: The digest of the content, in hexadecimal digits.
        content: The content, if it is short enough to stay in memory.
    """

    digest: str
    content: bytes | None = None


class Counting:
    """A file that accepts only a limited number of rows and bytes."""

    def __init__(
        self, path: Path, rows: int, mark: Mark = Mark(), short: int = 0
    ) -> None:
        """Prepare the file for writing.

        Args:
            path: The file.
            rows: The maximum number of rows.
            mark: The bytes by which rows are counted.
            short: The maximum number of bytes that stay in memory.
        """
        self._digest = blake2b(digest_size=DIGEST_SIZE)
        self._file = AnswerFile(path, short)
        self._limit, self._mark = rows, mark
        self._rows, self._bytes = mark.first, 0
        self._uncounted = b""
        #: A row has at least one byte. So bytes are counted only when they could be too
        #: many rows, or too many bytes to keep.
        self._few = min(rows, SHORT)

    def write(self, content: bytes) -> int:
        """Write a part of an answer.

        Raises:
            RefusedError: If the answer exceeds a limit (503).
        """
        self._uncounted += content
        if self._rows + len(self._uncounted) > self._few:
            self._count()
        self._bytes += len(content)
        if self._bytes > ANSWER_LIMIT:
            raise _too_long()
        self._digest.update(content)
        return self._file.write(content)

    def _count(self) -> None:
        """Count the rows of what has been written since the last count.

        Raises:
            RefusedError: If the answer has too many rows (503).
        """
        mark = self._mark.between
        self._rows += self._uncounted.count(mark)
        # The mark may begin in this part and end in the next one.
        self._uncounted = self._uncounted[
            max(0, len(self._uncounted) - len(mark) + 1) :
        ]
        if self._rows > self._limit:
            raise _too_many(self._limit, self._mark.what)

    @property
    def written(self) -> Written:
        """The digest of the content, and the content itself if it is in memory."""
        return Written(self._digest.hexdigest(), self._file.content)

    def flush(self) -> None:
        """Write all buffered bytes to the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class _XmlSafe:
    """A file that replaces characters forbidden in XML with U+FFFD."""

    def __init__(self, file: Counting) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, content: bytes) -> int:
        text = _XML_FORBIDDEN.sub("\ufffd", self._decoder.decode(content))
        self._file.write(text.encode())
        return len(content)

    def flush(self) -> None:
        self._file.flush()


@dataclass(frozen=True, slots=True)
class Output:
    """The file for an answer, and the limits of the answer.

    Attributes:
        path: The file. During writing, a second file in the same folder is used.
        rows: The maximum number of rows or triples. The default is so high that the
            maximum number of bytes is reached first.
        during: A function that returns a context manager. The engine writes the answer
            inside this context manager.
        short: The maximum size in bytes of an answer that stays in memory.
    """

    path: Path
    rows: int = ANSWER_LIMIT
    during: Callable[[], AbstractContextManager[object]] = nullcontext
    short: int = 0

    @property
    def draft(self) -> Path:
        """The path of the intermediate file.

        This file contains the rows or triples until they are converted to another
        format.
        """
        return self.path.with_suffix(".rows")


def write(found: QueryResults, form: str, output: Output) -> Written:
    """Write the result of a query to a file in the given format.

    Return the digest of the answer, and also the content of a short answer.

    Args:
        found: The engine's result.
        form: The name of the format: csv, json, tsv or xml for rows and booleans;
            jsonld, nt, rdf or ttl for triples.
        output: The file to write to, with its limits.

    Raises:
        RefusedError: With status 503 if the result has too many rows or the answer is
            too long. With status 406 if the format cannot express the triples.
    """
    if isinstance(found, QueryTriples):
        return _write_graph(found, form, output)
    if isinstance(found, QueryBoolean) or not found.variables:
        with _unlimited(output) as file, output.during():
            found.serialize(_stream(file), format=_RESULTS[form])
        return file.written
    return _write_rows(found, form, output)


def _write_rows(found: QuerySolutions, form: str, output: Output) -> Written:
    """Write the rows that a SELECT query returns.

    Return the digest of the answer, and also the content of a short answer.
    """
    if mark := _MARKS.get(form):
        with _counting(output, mark) as file, output.during():
            found.serialize(_stream(file), format=_RESULTS[form])
        return file.written
    with Counting(output.draft, output.rows, _MARKS["tsv"]) as file, output.during():
        found.serialize(_stream(file), format=QueryResultsFormat.TSV)
    written = _convert_rows(output.draft, form, output)
    output.draft.unlink()
    return written


def _convert_rows(table: Path, form: str, output: Output) -> Written:
    """Write the rows of a TSV file in another format.

    Return the digest of the answer, and also the content of a short answer.
    """
    with table.open("rb") as stream, _unlimited(output) as file:
        read = parse_query_results(stream, QueryResultsFormat.TSV)
        assert isinstance(read, QuerySolutions)  # noqa: S101 - it was written so
        if form == "csv":
            _write_csv(read, file)
        else:
            read.serialize(_stream(_XmlSafe(file)), format=QueryResultsFormat.XML)
    return file.written


def _write_csv(read: QuerySolutions, file: Counting) -> None:
    """Write the rows of a result as CSV.

    This function is needed because the engine (pyoxigraph 0.5.13) does not quote an IRI
    that contains a comma.
    """
    names = [variable.value for variable in read.variables]
    file.write(csv_row(names, "\r\n").encode())
    for row in read:
        file.write(csv_row(map(_csv_value, row), "\r\n").encode())


def _csv_value(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """Return the text of an RDF term, without its language and datatype."""
    if term is None:
        return ""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)


def _write_graph(found: QueryTriples, form: str, output: Output) -> Written:
    """Write the triples that a CONSTRUCT or DESCRIBE query returns.

    Return the digest of the answer, and also the content of a short answer.
    """
    mark = Mark(what="triples")
    if form == "nt":
        with _counting(output, mark) as file, output.during():
            found.serialize(_stream(file), format=RdfFormat.N_TRIPLES)
        return file.written
    with Counting(output.draft, output.rows, mark) as file, output.during():
        found.serialize(_stream(file), format=RdfFormat.N_TRIPLES)
    written = convert_graph(output.draft, form, output)
    output.draft.unlink()
    return written


def convert_graph(lines: Path, form: str, output: Output) -> Written:
    """Write the triples of an N-Triples file in another format.

    Return the digest of the answer, and also the content of a short answer.
    """
    if form == "rdf":
        _check_rdf_xml(lines)
    prefixes = PREFIXES if form == "ttl" else None
    with lines.open("rb") as stream, _unlimited(output) as file:
        triples = parse(stream, RdfFormat.N_TRIPLES)
        target = _XmlSafe(file) if form == "rdf" else file
        serialize(triples, _stream(target), _GRAPHS[form], prefixes=prefixes)
    return file.written


def _check_rdf_xml(lines: Path) -> None:
    """Raise an error if RDF/XML cannot express the triples of an N-Triples file.

    Raises:
        RefusedError: If the name of a property is not allowed in XML, or if a triple is
            about another triple (406).
    """
    with lines.open("rb") as stream:
        for triple in parse(stream, RdfFormat.N_TRIPLES):
            if not _XML_NAME.search(triple.predicate.value):
                message = (
                    f"RDF/XML cannot express the property {triple.predicate}; ask for"
                    " text/turtle"
                )
                raise RefusedError(406, message, {"Vary": "Accept"})


def _stream(file: Counting | _XmlSafe) -> IO[bytes]:
    """Cast a file to the type that the engine expects.

    The engine only writes to the file.
    """
    return cast("IO[bytes]", file)


def _counting(output: Output, mark: Mark) -> Counting:
    """Return a file that counts the rows of an answer during writing.

    `mark` contains the bytes that occur once for each row.
    """
    return Counting(output.path, output.rows, mark, output.short)


def _unlimited(output: Output) -> Counting:
    """Return a file for an answer whose number of rows needs no limit."""
    return _counting(replace(output, rows=ANSWER_LIMIT), Mark())


def _too_many(limit: int, what: str) -> RefusedError:
    message = (
        f"the answer has more than {limit:,} {what}, the limit of this service, and is not"
        " sent; ask for fewer with LIMIT, or divide the query"
    )
    return RefusedError(503, message, reason="rows")


def _too_long() -> RefusedError:
    message = (
        f"the answer is longer than {ANSWER_LIMIT // _MEGABYTE} MB and is not sent; ask for"
        " fewer rows with LIMIT, or divide the query"
    )
    return RefusedError(503, message, reason="rows")
