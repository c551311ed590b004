"""The families of reports: one module each, listed in `choice`.

A family knows its titles, its aspects and scale, where grades are printed, and how it
sorts what should be done. To add one, write a module with a `FAMILY` and name it in
`choice`.
"""

from __future__ import annotations

from inspectgraph.draft.families.choice import choose, families

__all__ = [
    "choose",
    "families",
]
