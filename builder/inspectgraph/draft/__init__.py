"""Document → draft extract: what the tool believes a report says, each value with its words, confidence and rule."""

from __future__ import annotations

from inspectgraph.draft.model import Draft
from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_document, draft_report
from inspectgraph.draft.resources import Knowledge

__all__ = ["Draft", "Knowledge", "draft_document", "draft_report", "summary"]
