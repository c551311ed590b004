"""Open a graph from a project, a folder, a file or the address of a SPARQL store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from inspectgraph.model.errors import UnreadableError, UsageError, Where

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from pyoxigraph import Store

__all__ = ["find_store"]

_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
#: The formats that hold named graphs, by the ending of the name of a file.
_FORMATS: Final = {".nq": "N_QUADS", ".trig": "TRIG", ".jsonld": "JSON_LD"}
_EXPORT: Final = "`inspectgraph export --format nquads`"


def find_store(
    source: str | Path | None, login: Path | None = None
) -> tuple[Store, str]:
    """Return a store, and a name for the source of the graph.

    Args:
        source: A project folder, a folder of a published graph, a file in N-Quads, TriG
            or JSON-LD, or the address of a SPARQL store. If None, the graph of the
            project in the current folder is used. If there is no project, the installed
            graph is used.
        login: The file with `user:password` for a SPARQL store.

    Raises:
        UsageError: If the project has not been built. If the file has another format.
            If `login` is given, but `source` is not an address.
        UnreadableError: If the file or folder does not exist, or if it holds no graph.
    """
    if isinstance(source, str) and _WEB.match(source):
        from inspectgraph.query.remote import remote_store

        # It has those methods of a store that questions need.
        return cast("Store", remote_store(source, login)), source
    if login is not None:
        message = "a login is only for the address of a SPARQL store; omit the login"
        raise UsageError("login-without-store", message)
    if source is None:
        from inspectgraph.files.project import graphs_folder

        return _published(graphs_folder())
    path = Path(source).expanduser()
    if path.is_dir():
        return _published(_graphs_in(path))
    return _from_file(path), str(path)


def _graphs_in(folder: Path) -> Traversable:
    """Return the folder of a graph.

    If `folder` is a project folder, the folder of the project's graph is returned. Any
    other folder is returned unchanged.
    """
    if (folder / "extracts").is_dir():
        from inspectgraph.files.project import graphs_folder

        return graphs_folder(folder)
    return folder


def _published(folder: Traversable) -> tuple[Store, str]:
    from inspectgraph.store.published import open_graph

    return open_graph(folder), str(folder)


def _from_file(path: Path) -> Store:
    """Return an in-memory store with the named graphs of a file.

    Raises:
        UsageError: If the format of the file has no named graphs.
        UnreadableError: If the file cannot be read, or if it has no graph of reports.
    """
    from pyoxigraph import RdfFormat, Store

    from inspectgraph.rdf.namespaces import BASE

    where = Where(str(path))
    if not path.exists():
        message = (
            "the file or folder does not exist; name a project, a folder of a published"
            " graph, a file, or the address of a SPARQL store"
        )
        raise UnreadableError("no-file", message, where)
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        message = (
            f"the file has no named graphs; {_EXPORT} writes a file that has named graphs"
            " (.nq), and .trig and .jsonld files can be read as well"
        )
        raise UsageError("not-quads", message, where)
    store = Store()
    try:
        store.bulk_load(path=str(path), format=getattr(RdfFormat, form), base_iri=BASE)
    except (SyntaxError, ValueError) as error:
        message = (
            f"the content of the file does not match the ending of its name ({error})"
        )
        raise UnreadableError("bad-quads", message, where) from error
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise UnreadableError("no-file", message, where) from error
    if not any(str(name).endswith("/graph/registry>") for name in store.named_graphs()):
        message = f"the file contains no published graph; {_EXPORT} writes one"
        raise UnreadableError("no-graph", message, where)
    return store
