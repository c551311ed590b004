"""Texts in Markdown come back from a reader of Markdown as they were."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyoxigraph import Literal

from inspectgraph.cli import main
from inspectgraph.model.markdown import escape, escape_line, table
from inspectgraph.query import Answer, questions
from inspectgraph.query.serialise import render

#: Texts with signs that start something in Markdown.
TEXTS = [
    "*all* or _most_",
    "[a](b)",
    "`tick`",
    "![a](b)",
    "<b>x</b>",
    "<!-- x -->",
    "&amp; & &#38;",
    "a|b",
    "a\\|b",
    "a\\",
    "~~struck~~",
    "# 5",
    "## x ##",
    "1. one",
    "1) one",
    "- one",
    "+ one",
    "* one",
    "> quoted",
    "---",
    "===",
    "***",
    "|---|",
    ":--",
    "```",
    "~~~",
    "    code",
    "two\nlines",
    "two\n\nparagraphs",
    "a\ttab",
    "  blanks  inside  ",
    "\u00a0edge\u00a0",
    "https://example.org/a_b_c",
    "www.example.org/a_b_c",
    "a@example.org",
    "<https://example.org>",
    "[^1]",
    "[x]: y",
    "$a_1$",
    "a^b^",
    "{x}",
    "{{x}}",
    "${x}",
    "%s",
    "line\\\nend",
    "\\*x\\*",
    "\u202eabc",
    "e\u0301",
    "\r\n",
]


class _Reader(HTMLParser):
    """The texts of the cells of tables and of paragraphs, and the other elements that were met."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class's
        """Begin a text, or note an element that no text of ours has."""
        if tag in {"td", "th", "p"}:
            self.texts.append("")
            self.inside = True
        elif tag not in {"table", "thead", "tbody", "tr"}:
            self.elements.add(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a text."""
        self.inside = self.inside and tag not in {"td", "th", "p"}

    def handle_data(self, data: str) -> None:
        """Add to the text that was begun."""
        if self.inside:
            self.texts[-1] += data


def shown(text: str) -> _Reader:
    """Return what a page shows of Markdown."""
    reader = _Reader()
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
    reader.feed(html)
    return reader


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_shows_its_text(text: str) -> None:
    """Nothing in a cell becomes markup, and no character of it is lost."""
    reader = shown("\n".join(table(["a", text], [["x", text], [text, "y"]])))
    assert reader.elements == set()
    assert reader.texts == ["a", text, "x", text, text, "y"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_shows_its_text(text: str) -> None:
    """Nothing at the start of a line or in it becomes markup."""
    reader = shown(escape_line(text))
    assert reader.elements == set()
    assert reader.texts == [text]


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"])
        | st.sampled_from("\t\n|\\*_`<>&[]()#~-+=!. 1")
    )
)
def test_any_text_comes_back_from_a_cell(text: str) -> None:
    """Whatever a cell holds, a page shows it."""
    reader = shown("\n".join(table(["a"], [[f"x{text}x"]])))
    assert reader.elements == set()
    assert reader.texts == ["a", f"x{text}x"]


def test_addresses_do_not_become_links() -> None:
    """Where a reader turns addresses into links, the escaped ones stay text."""
    assert (
        escape("see https://example.org and www.example.org")
        == "see https\\://example.org and www\\.example.org"
    )


def test_control_characters_are_replaced() -> None:
    """A control character that Markdown has no reference for never reaches the page."""
    assert escape("a\x1b[1m") == "a\ufffd\\[1m"


def test_an_answer_in_markdown_shows_its_values() -> None:
    """Cells and the sentences below the table are escaped."""
    answer = Answer(
        ("t",), tuple((Literal(text),) for text in TEXTS), ("- Covers *1* of 1.",)
    )
    reader = shown(render(answer, "md"))
    assert reader.elements == set()
    assert reader.texts == ["t", *TEXTS, "- Covers *1* of 1."]


def test_the_list_of_questions_in_markdown_is_one_table() -> None:
    """Options in brackets are no links, and each question has its row."""
    reader = shown(CliRunner().invoke(main, ["questions", "--format", "md"]).stdout)
    assert reader.elements == set()
    assert len(reader.texts) == 3 * (len(questions()) + 1)
