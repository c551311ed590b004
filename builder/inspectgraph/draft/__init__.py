"""Draft an extract from a report by rules, for a curator to confirm.

Each drafted statement has its text span in the report, the name of the rule that made
the statement, and the confidence of that rule.
"""

from __future__ import annotations

from inspectgraph.draft.model import Draft
from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_document, draft_report
from inspectgraph.draft.resources import Knowledge

__all__ = ["Draft", "Knowledge", "draft_document", "draft_report", "summary"]
