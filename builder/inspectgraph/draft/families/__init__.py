"""The families of reports, each with its own module.

A family is a group of reports of the same form.

A family describes its reports: the titles, the aspects, the grade scale, and the
timescales of recommendations. It also has a function that finds the grades. The module
`choice` lists all families. To add a family, write a module with a `FAMILY` and name
the module in `choice`.
"""

from __future__ import annotations

from inspectgraph.draft.families.choice import choose, families

__all__ = [
    "choose",
    "families",
]
