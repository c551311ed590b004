"""Run other SPARQL servers on this machine: Virtuoso, and the server of Oxigraph.

Each listens on loopback, keeps its data in a folder that is given, and ends with the
block that uses it.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from inspectgraph.store.endpoint import Endpoint, endpoint

__all__ = ["NotHereError", "oxigraph", "virtuoso"]

#: The settings of Virtuoso. A buffer has 8 kilobytes.
_SETTINGS = """\
[Database]
DatabaseFile={folder}/v.db
ErrorLogFile={folder}/v.log
LockFile={folder}/v.lck
TransactionFile={folder}/v.trx
xa_persistent_file={folder}/v.pxa
[TempDatabase]
DatabaseFile={folder}/t.db
TransactionFile={folder}/t.trx
[Parameters]
ServerPort=127.0.0.1:{sql_port}
NumberOfBuffers={buffers}
[HTTPServer]
ServerPort=127.0.0.1:{port}
ServerThreads=4
"""


class NotHereError(Exception):
    """A server is not installed, or does not start."""


@contextmanager
def oxigraph(
    folder: Path,
    seconds: float = 60,
    *,
    union: bool = False,
    program: str = "oxigraph",
) -> Iterator[Endpoint]:
    """Run the server of Oxigraph.

    Args:
        folder: An empty folder for its data.
        seconds: The seconds to wait for an answer.
        union: Whether a query without graphs is about all graphs.
        program: The name of the program, or its path.

    Raises:
        NotHereError: If it is not installed, or does not start.
    """
    port = _free_port()
    command = [_program(program), "serve", "--location", str(folder)]
    command += ["--bind", f"127.0.0.1:{port}"]
    if union:
        command.append("--union-default-graph")
    with _running(command, port):
        yield endpoint(f"http://127.0.0.1:{port}/query", seconds=seconds)


@contextmanager
def virtuoso(
    folder: Path, seconds: float = 60, buffers: int = 4000
) -> Iterator[Endpoint]:
    """Run Virtuoso, with the login that it has when it is new.

    Args:
        folder: An empty folder for its data and its settings.
        seconds: The seconds to wait for an answer.
        buffers: The number of its buffers, of 8 kilobytes each.

    Raises:
        NotHereError: If it is not installed, or does not start.
    """
    program, port = _program("virtuoso-t"), _free_port()
    settings, login = folder / "virtuoso.ini", folder / "login"
    text = _SETTINGS.format(
        folder=folder, port=port, sql_port=_free_port(), buffers=buffers
    )
    settings.write_text(text, encoding="utf-8")
    login.write_text("dba:dba\n", encoding="utf-8")
    command = [program, "+configfile", str(settings), "+foreground"]
    with _running(command, port):
        url = f"http://127.0.0.1:{port}/sparql"
        yield endpoint(url, file=login, seconds=seconds)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotHereError(f"{name} is not installed")
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server until the end of a block, which begins once it answers."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if not _answers(process, f"http://127.0.0.1:{port}/"):
            raise NotHereError(f"{command[0]} does not start")
        yield
    finally:
        process.kill()
        process.wait()


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    """Return whether a server answers within five minutes, with an error status or not."""
    for _ in range(3000):
        if process.poll() is not None:
            return False
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - this machine
        except OSError as error:
            if getattr(error, "code", None):
                return True
            time.sleep(0.1)
        else:
            return True
    return False
