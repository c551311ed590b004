"""Draft extracts: statements with their words, a confidence, and the rule that gave it."""

from __future__ import annotations

from inspectgraph.draft.model import Draft
from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_document, draft_report
from inspectgraph.draft.resources import Knowledge

__all__ = ["Draft", "Knowledge", "draft_document", "draft_report", "summary"]
