"""SHACL shapes as triples of texts, with methods that read lists, numbers and flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF, SHAPE
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TRUE
from inspectgraph.rdf.triple_index import TripleIndex

__all__ = ["NEEDS", "SH", "TARGETS", "ShapeTriples"]

_SHACL: Final = "http://www.w3.org/ns/shacl#"


class _Terms:
    """The SHACL terms in angle brackets, as attributes such as `SH.path`.

    If a name is a Python keyword, an underscore is added to the name, as in `SH.in_`.
    """

    def __getattr__(self, name: str) -> str:
        return f"<{_SHACL}{name.removesuffix('_')}>"


SH: Final = _Terms()

#: The properties that give a shape its focus nodes.
TARGETS: Final = (
    SH.targetClass,
    SH.targetNode,
    SH.targetObjectsOf,
    SH.targetSubjectsOf,
)

_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), str(RDF.nil)
#: The property that states which data a shape needs.
NEEDS: Final = f"<{SHAPE}needs>"


class ShapeTriples(TripleIndex):
    """The triples of some SHACL shapes, indexed by subject and property."""

    def idle(self, needs: frozenset[str]) -> set[str]:
        """Return the shapes that cannot be checked because the data is incomplete.

        Args:
            needs: The kinds of data that are complete, such as `report`.
        """
        found = set()
        for shape in self.subjects_of(NEEDS):
            if not needs.issuperset(map(lexical, self.values(shape, NEEDS))):
                found.add(shape)
        return found

    def value(self, node: str, key: str) -> str:
        """Return the only value of a property, or an empty text if there is none.

        Raises:
            ShapeError: If the property has several values.
        """
        found = self.values(node, key)
        if len(found) > 1:
            raise ShapeError("bad-shape", f"{node} has more than one {key}")
        return found[0] if found else ""

    def number(self, node: str, key: str) -> int | None:
        """Return the value of a property as a whole number.

        The result is None if the property has no value.

        Raises:
            ShapeError: If the value is not a whole number.
        """
        found = self.value(node, key)
        if not found:
            return None
        text = lexical(found)
        if not text.isdecimal():
            message = f"the {key} of {node} is not a whole number"
            raise ShapeError("bad-shape", message)
        return int(text)

    def is_true(self, node: str, key: str) -> bool:
        """Return whether a property has the value `true`."""
        return TRUE in self.values(node, key)

    def items(self, node: str) -> Sequence[str]:
        """Return the members of an RDF list.

        Raises:
            ShapeError: If the node is not a well-formed list.
        """
        found: list[str] = []
        seen: set[str] = set()
        while node != _NIL:
            if node in seen or not self.values(node, _FIRST):
                raise ShapeError("bad-shape", f"{node} is not a well-formed list")
            seen.add(node)
            found.append(self.value(node, _FIRST))
            node = self.value(node, _REST)
        return found
