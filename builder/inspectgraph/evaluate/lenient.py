"""Compare themes, services and bodies also one step wider, so that a near miss counts less.

A theme counts as its broader theme, a service of the registry as its type, a body as
its kind. These facts are measured in addition to the exact ones and have no confidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspectgraph.evaluate.items import Facts

__all__ = ["Wider", "with_wider"]

_WIDER = {"theme": "broad theme", "service": "type of service", "body": "kind of body"}


@dataclass(frozen=True, slots=True)
class Wider:
    """The broader theme, the type of service and the kind of body, each by slug."""

    theme: Mapping[str, str]
    service: Mapping[str, str]
    body: Mapping[str, str]

    def of(self, kind: str) -> Mapping[str, str]:
        """Return the wider slug of each slug, for a kind of value."""
        return {"theme": self.theme, "service": self.service, "body": self.body}[kind]


def with_wider(facts: Facts, wider: Wider) -> Facts:
    """Return facts together with those that are one step wider.

    >>> wider = Wider({"neglect": "safeguarding"}, {}, {})
    >>> with_wider({"theme": {("p1", "neglect"): 0.8}}, wider)["broad theme"]
    {('p1', 'safeguarding'): None}
    """
    found: Facts = dict(facts)
    for kind, name in _WIDER.items():
        broader = wider.of(kind)
        found[name] = {
            (unit, broader.get(slug, slug)): None for unit, slug in facts.get(kind, ())
        }
    return found
