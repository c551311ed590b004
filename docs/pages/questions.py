"""The reference page on the named questions, made from the headers of their files."""

from __future__ import annotations

from inspectgraph.query.questions import Parameter, Question, questions
from pages.markdown import BANNER, heading, table

__all__ = ["page"]

_INTRODUCTION = """
`inspectgraph query NAME` asks a named question; `inspectgraph questions` lists them.
A parameter is an option: `--theme breastfeeding`.
Themes, authorities, indicators and others may be written as slug or label, in any case.
Abbreviations from the reports are accepted too: `--theme CAF`.
[Add a question](../how-to/add-a-question.md) explains how to write a question.
"""


def page() -> str:
    """Return the text of the page on named questions."""
    found = questions()
    parts = [
        f"{BANNER}\n\n# Questions\n{_INTRODUCTION}",
        table(
            ("name", "question"),
            ((f"[{one.name}](#{one.name})", one.question) for one in found),
        ),
        *map(_section, found),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _section(question: Question) -> str:
    """Return the section about one question: its text, columns, parameters and example."""
    columns = ", ".join(f"`{column}`" for column in question.columns)
    parts = [
        heading(2, question.name),
        f"**{question.title}.** {question.question}\n",
        f"Columns: {columns}\n",
    ]
    if question.parameters:
        parts.append(
            table(
                ("parameter", "effect", "type", "default"),
                map(_row, question.parameters),
            )
        )
    parts.append(f"```text\n{question.example}\n```\n")
    return "\n".join(parts)


def _row(parameter: Parameter) -> tuple[str, str, str, str]:
    """Return a table row about a parameter of a question."""
    missing = "must be given" if parameter.required else "all"
    kinds = " or ".join(parameter.kinds)
    return (
        f"`--{parameter.name}`",
        parameter.description,
        kinds,
        str(parameter.default or missing),
    )
