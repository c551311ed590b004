"""Find the files of reports in a folder, and check whether each is the right file.

The right file of a report is the file from which the extract was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.report_folder import files_in
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.load.identities import value_under
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.read import slug

if TYPE_CHECKING:
    from inspectgraph.load import Loaded

__all__ = [
    "REPORT_SUFFIXES",
    "find_reports",
    "other_file",
    "published_file",
    "published_files",
    "reports_of",
]

REPORT_SUFFIXES: Final = (".md", ".txt", ".pdf")
#: The digits of a digest that a message shows.
_SHOWN: Final = 12


def find_reports(
    folder: Path, names: Iterable[str], published: Mapping[str, str] | None = None
) -> dict[str, Path]:
    """Return the files in a folder that belong to given reports, keyed by report id.

    Each of three rules can identify the file of a report. First, the name of the file
    without its ending is the report id. Second, the slug of this name is the report id.
    Third, the full name of the file is the name under which the report was published.

    Args:
        folder: The folder to search.
        names: The ids of the reports to find.
        published: A mapping from the id of a report to the file name under which it was
            published.

    Raises:
        UnreadableError: If the folder does not exist.
    """
    files = {file.name: file for file in files_in(folder)}
    # An extract has the slug of the report's name: a--b.pdf is the report of a-b.
    slugs = {f"{slug(file.stem)}{file.suffix}": file for file in files.values()}
    known = published or {}
    found = {}
    for name in names:
        # Of several, the last counts: the PDF under the name of the extract.
        candidates = [known.get(name, "")]
        candidates += [f"{name}{suffix}" for suffix in REPORT_SUFFIXES]
        for candidate in candidates:
            file = files.get(candidate) or slugs.get(candidate)
            if file is not None:
                found[name] = file
    return found


def reports_of(extracts: Iterable[Loaded], folder: Path) -> dict[str, Path]:
    """Return the files of the reports from which extracts were made.

    Only files in the given folder are returned. The result is keyed by report id.

    Raises:
        UnreadableError: If the folder does not exist.
    """
    published: dict[str, str] = {}
    for loaded in extracts:
        document = loaded.extract.document
        published[loaded.extract.report] = (document and document.file) or ""
    return find_reports(folder, published, published)


def published_files(extracts: Iterable[Path]) -> dict[str, str]:
    """Return the file name under which each report was published, as stated in its extract.

    The names are keyed by report id. A name is "" if the extract has no file name or
    cannot be read. Unlike `reports_of`, this function also works for extracts with
    faults.
    """
    return {path.stem: published_file(_content(path)) for path in extracts}


def _content(path: Path) -> bytes:
    """Return the content of a file, or no bytes if the file cannot be read."""
    try:
        return path.read_bytes()
    except OSError:  # a later step reports it
        return b""


def published_file(content: bytes) -> str:
    """Return the file name under which a report was published, as stated in its extract.

    The result is "" if the extract has no file name.

    Args:
        content: The content of the extract, which may have faults.
    """
    if b"document:" not in content:  # most extracts; parsing takes longer
        return ""
    try:
        data = parse_yaml(content.decode(), "").data
    except (InspectGraphError, UnicodeDecodeError):  # a later step reports it
        return ""
    name = value_under(value_under(data, "document"), "file")
    return name if isinstance(name, str) else ""


def other_file(loaded: Loaded, file: Path) -> str:
    """Return a warning if a file is not the file from which the extract was made.

    The result is "" if the two files are the same. The result is also "" if the types
    of the files differ, such as a PDF and a text made from this PDF. If the extract has
    no description of its source file, the files are not compared, and the result is "".

    Args:
        loaded: The extract.
        file: The file of the report.
    """
    document = loaded.extract.document
    if document is None or file.suffix != Path(document.file or ".pdf").suffix:
        return ""
    digest = sha256(file.read_bytes()).hexdigest()
    if digest == document.sha256:
        return ""
    return (
        f"warning: {file.name} is not the file that was read for this extract:"
        f" the SHA-256 of the file begins with {digest[:_SHOWN]}, not {document.sha256[:_SHOWN]};"
        " the report may have been published again"
    )
