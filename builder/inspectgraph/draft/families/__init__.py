"""The families of reports: one module a family, one line here.

A family knows its titles, its aspects and scale, where grades are printed, and how it
sorts what should be done. To add one, write a module with a `FAMILY` and name it in
`_MODULES`.
"""

from __future__ import annotations

from inspectgraph.draft.families.choice import choose, families

__all__ = [
    "choose",
    "families",
]
