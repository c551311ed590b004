"""The families of reports: groups of reports of the same form, each with its own module.

A family has the titles of its reports, their aspects and grade scale, a function that
finds the grades, and the timescales of recommendations. The module `choice` lists all
families. To add a family, write a module with a `FAMILY` and name the module in
`choice`.
"""

from __future__ import annotations

from inspectgraph.draft.families.choice import choose, families

__all__ = [
    "choose",
    "families",
]
