"""Document → draft extract: what the tool believes a report says, each value with its words, confidence and rule."""

from __future__ import annotations

from inspectgraph.drafting.drafts import draft_document, draft_report
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.model import Draft
from inspectgraph.drafting.summary import summary

__all__ = ["Draft", "Knowledge", "draft_document", "draft_report", "summary"]
