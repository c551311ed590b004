"""Read extracts, lists of units and the registry into records, and report all problems.

`load` checks the form of each file and the names in the file. SHACL shapes check the
meaning of statements in a later step. So no problem is reported twice. All files are
checked before an exception is raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspectgraph.model.lazy import lazy_names

if TYPE_CHECKING:
    from inspectgraph.load.loaded import Context, Loaded, Project
    from inspectgraph.load.project import (
        RESERVED,
        load_context,
        load_extract,
        load_project,
        problems_of,
        problems_of_data,
        units_next_to,
    )
    from inspectgraph.load.records import records_of

__all__ = [
    "RESERVED",
    "Context",
    "Loaded",
    "Project",
    "load_context",
    "load_extract",
    "load_project",
    "problems_of",
    "problems_of_data",
    "records_of",
    "units_next_to",
]

# A draft reads the registry, and no project.
_MODULES: Final = {
    "Context": "loaded",
    "Loaded": "loaded",
    "Project": "loaded",
    "records_of": "records",
}
__getattr__ = lazy_names(
    __name__,
    {name: f"{__name__}.{_MODULES.get(name, 'project')}" for name in __all__},
)
