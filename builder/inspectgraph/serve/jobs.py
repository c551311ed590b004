"""The messages between the server and its worker processes: jobs and replies.

The messages are MessagePack. The content of a long answer is in a file, so that no
process needs to hold the whole content in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import Struct
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeVar

import msgspec

if TYPE_CHECKING:
    from inspectgraph.publish.settings import SiteSettings

__all__ = [
    "ANSWER_LIMIT",
    "LENGTH",
    "SHORT",
    "Job",
    "Kind",
    "Limits",
    "Message",
    "Reply",
    "Setup",
    "decoded",
    "framed",
    "received",
]

Message = TypeVar("Message")

#: The form of the length of a message, in bytes.
LENGTH: Final = Struct("!I")

#: The largest answer in bytes.
ANSWER_LIMIT: Final = 256 * 1024 * 1024

#: The largest number of bytes of an answer that a worker sends in its reply.
SHORT: Final = 64 * 1024

Kind = Literal["sparql", "question", "file", "resource", "service", "void"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query.

    Attributes:
        seconds: The maximum elapsed time, in seconds.
        megabytes: The maximum memory of the worker process, in megabytes.
        rows: The maximum number of rows or triples in the answer.
        query_bytes: The maximum length in bytes of the request's content, which
            contains the query.
    """

    seconds: float = 30.0
    megabytes: int = 1000
    rows: int = 1_000_000
    query_bytes: int = 100_000


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings that a worker process gets at its start.

    Attributes:
        graphs: The folder of the published graph.
        generation: The folder of the graph's store on disk. If it is "", the Turtle
            files are read.
        store: The address of a SPARQL store. If it is not "", this store is queried in
            place of the folder.
        login: The file that contains the login for the SPARQL store; "" for none.
        limits: The limits of each query.
        site: The settings of the website. If `site` is None, the settings are read from
            the catalogue.
    """

    graphs: str = ""
    generation: str = ""
    store: str = ""
    login: str = ""
    limits: Limits = field(default_factory=Limits)
    site: SiteSettings | None = None


class Job(msgspec.Struct, frozen=True):
    """One task for a worker process.

    Attributes:
        kind: The kind of task: answer a query or a named question, write a file of the
            website, find the file about a resource, or describe the service or the
            dataset.
        output: The file into which the answer is written.
        accept: The formats that the client accepts, as in the Accept header.
        query: The SPARQL query.
        default: The IRIs of the default graphs in the request's parameters.
        named: The IRIs of the named graphs in the request's parameters.
        name: The name of a named question.
        values: The values of the question's parameters.
        path: The path of a file or a resource.
        endpoint: The address of the SPARQL endpoint, as clients see it.
    """

    kind: Kind
    output: str = ""
    accept: str = ""
    query: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    name: str = ""
    values: Mapping[str, str] = {}
    path: str = ""
    endpoint: str = ""


class Reply(msgspec.Struct, frozen=True):
    """The result of a job.

    Attributes:
        status: The HTTP status.
        content_type: The content type of the answer.
        content: The content of a short answer; None if the content is in a file.
        message: A message that is sent instead of an answer.
        reason: The name of the limit that stopped the query, as used in the metrics.
        etag: A digest of the answer.
        location: The path to redirect the client to, instead of an answer.
        notes: The notes on the coverage and sources of the answer to a named question.
        worn: Whether the worker process uses so much memory that it should end.
    """

    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    content: bytes | None = None
    message: str = ""
    reason: str = ""
    etag: str = ""
    location: str = ""
    notes: tuple[str, ...] = ()
    worn: bool = False


def framed(message: object) -> bytes:
    """Return a job, a reply or a text as a message.

    A message consists of the length of the content, and then the content.
    """
    content = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(content)) + content


def received(stream: BinaryIO, kind: type[Message]) -> Message:
    """Return the next message from a stream.

    Raises:
        EOFError: If the stream ends.
    """
    length = stream.read(LENGTH.size)
    if len(length) < LENGTH.size:
        raise EOFError
    return decoded(stream.read(*LENGTH.unpack(length)), kind)


def decoded(content: bytes | bytearray, kind: type[Message]) -> Message:
    """Return the job, reply or text that is the content of a message.

    Args:
        content: The bytes of the content.
        kind: The class of the result.
    """
    return msgspec.msgpack.decode(content, type=kind)
