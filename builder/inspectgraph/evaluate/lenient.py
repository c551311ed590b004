"""Add broader facts to a comparison, to show whether a wrong theme is close to the right one.

In a broader fact, a broader theme replaces the theme, a type of service replaces the
service, or a kind of body replaces the body. Broader facts are compared in addition to
the exact facts. A broader fact has no confidence value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspectgraph.evaluate.items import Facts

__all__ = ["Wider", "with_wider"]

_WIDER = {"theme": "broad theme", "service": "type of service", "body": "kind of body"}


@dataclass(frozen=True, slots=True)
class Wider:
    """The broader concepts for a lenient comparison.

    Args:
        theme: A mapping from the slug of a theme to the slug of the broader theme.
        service: A mapping from the slug of a service to the slug of the type of
            service.
        body: A mapping from the slug of a body to the slug of the kind of body.
    """

    theme: Mapping[str, str]
    service: Mapping[str, str]
    body: Mapping[str, str]

    def of(self, kind: str) -> Mapping[str, str]:
        """Return a mapping from slugs to broader slugs.

        The slugs are of the given kind: `theme`, `service` or `body`.
        """
        return {"theme": self.theme, "service": self.service, "body": self.body}[kind]


def with_wider(facts: Facts, wider: Wider) -> Facts:
    """Return facts together with their broader facts.

    The broader facts of a kind are listed under a separate name, such as `broad theme`.
    If a slug has no broader slug, the broader fact keeps the slug.

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
