"""Themes, services and bodies one step wider: a draft that names the right neighbourhood is not as wrong as any other.

A theme counts as its broader one, a service of the registry as its type, a body as its
kind. These facts are measured beside the exact ones and not in their place; they are in
no band of confidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspectgraph.evaluate.items import Facts

__all__ = ["Kin", "with_wider"]

_WIDER = {"theme": "broad theme", "service": "type of service", "body": "kind of body"}


@dataclass(frozen=True, slots=True)
class Kin:
    """What is one step wider: of themes, of services, of bodies, each by slug."""

    theme: Mapping[str, str]
    service: Mapping[str, str]
    body: Mapping[str, str]

    def of(self, kind: str) -> Mapping[str, str]:
        """Return what is wider for a kind of value."""
        return {"theme": self.theme, "service": self.service, "body": self.body}[kind]


def with_wider(facts: Facts, kin: Kin) -> Facts:
    """Return facts with those that are one step wider.

    >>> kin = Kin({"neglect": "safeguarding"}, {}, {})
    >>> with_wider({"theme": {("p1", "neglect"): 0.8}}, kin)["broad theme"]
    {('p1', 'safeguarding'): None}
    """
    wider: Facts = {}
    for kind, name in _WIDER.items():
        up = kin.of(kind)
        wider[name] = {
            (unit, up.get(slug, slug)): None for unit, slug in facts.get(kind, ())
        }
    return {**facts, **wider}
