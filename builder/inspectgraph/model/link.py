"""The record of a link between a statement and a statement of an earlier report.

Both reports are about the same authority. The link is in the extract of the later report.
"""

from __future__ import annotations

from typing import Annotated, Final

from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import Anchors, Text

__all__ = ["FOLLOWED_UP", "STATED", "StatementLink"]

#: The kind of a link from a recommendation to its outcome.
FOLLOWED_UP: Final = "followed-up"
#: The basis of a link whose connection the later report itself states.
STATED: Final = "stated"


class StatementLink(Record, frozen=True, kw_only=True):
    """A link between a statement of this report and a statement of an earlier report."""

    kind: Annotated[
        str,
        about(
            "Kind of link: same issue, differs later, or followed up.",
            names="link-kind",
            term="linkKind",
        ),
    ]
    earlier: Annotated[
        str,
        about(
            "Statement of the earlier report, as REPORT/ID.",
            names="earlier-statement",
            term="earlierStatement",
        ),
    ]
    later: Annotated[
        str,
        about(
            "Id of the statement of this report.",
            names="live-statement",
            term="laterStatement",
        ),
    ]
    basis: Annotated[
        str,
        about(
            "Whether this report states the connection, or a curator judged it.",
            names="link-basis",
            term="linkBasis",
        ),
    ]
    outcome: Annotated[
        str | None,
        about(
            "Outcome that this report finds for a recommendation: done, partly or not.",
            names="link-outcome",
            term="linkOutcome",
        ),
    ] = None
    note: Annotated[
        Text | None,
        about("Reason or limit of the link, in the curator's words.", term="note"),
    ] = None
    at: Annotated[
        Anchors, about("Words that state the connection, if this report states it.")
    ] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The two linked statements.

        The first text is REPORT/ID of the earlier statement. The second text is the id
        of the later statement.
        """
        return self.earlier, self.later

    @property
    def key(self) -> str:
        """The last part of the link's IRI, unique among the links of the report.

        >>> StatementLink(
        ...     kind="same-issue", earlier="x-2008/p1-ab12", later="p2-cd34", basis="judged"
        ... ).key
        'p2-cd34/x-2008/p1-ab12'
        """
        return f"{self.later}/{self.earlier}"
