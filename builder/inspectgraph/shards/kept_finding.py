"""A validation finding in a form that can be stored in a file."""

from __future__ import annotations

from msgspec import Struct

from inspectgraph.model.errors import Where
from inspectgraph.rdf.term_parts import to_term
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["KeptFinding"]


class KeptFinding(Struct, frozen=True):
    """A `Finding` in a form that can be stored in a file.

    The wrong value is stored as a text.
    """

    severity: int
    message: str
    code: str
    shape: str
    focus: str
    path: str
    value: str | None
    where: Where | None
    graph: str
    component: str

    @classmethod
    def of(cls, finding: Finding) -> KeptFinding:
        """Return a finding in the form that can be stored in a file."""
        value = None if finding.value is None else str(finding.value)
        fields = {name: getattr(finding, name) for name in cls.__struct_fields__}
        fields |= {"severity": int(finding.severity), "value": value}
        return cls(**fields)

    @property
    def finding(self) -> Finding:
        """The stored finding, converted back to a `Finding`."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        fields["severity"] = Severity(self.severity)
        if self.value is not None:
            fields["value"] = to_term(self.value)
        return Finding(**fields)
