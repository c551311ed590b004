"""Whatever a text holds, it becomes units: none lost, none doubled, none without its place.

The texts are put together from what reports are made of and what breaks readers, by
seeds: a failure names its seed, and the same seed gives the same text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from inspectgraph.read import Document, read_text

#: How an id is written.
ID = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")

SLOW_CASES = 20_000
QUICK_CASES = 500

#: What headings, lists, tables, notes and covers of reports look like.
FORMS = """\
# |## Heading\n|Contents\n|Introduction\t2\n|Dear Director\n|Yours sincerely\n|1. |2. |3. |17. |999. |- |* |  - |▪ |\
Recommendations\n|For action over the next six months\n|For immediate action\n|For action in the longer term\n|\
Annex\n|Annex B: more\n|Appendix\n|The council should:\n|a:\n|Major strengths\tImportant weaknesses\n|\
<p>One.</p> <p>Two.</p>\t<p>Three.</p>\n|<p></p>\t<p>Two\n|left <p>One.</p> right\tmore\tthird\n|---\t---\n|-----\n|\
____\n|\tLocal services overall\tCouncil services\n|Being healthy\t3\t\n|Capacity to improve\t3\t2\n|\
Capacity\t4\t3\t2\t1\n|Inadequate\t<input type="checkbox"/>\tGood\t<input checked="" type="checkbox"/>\n|\
The overall judgement is good\n|The effectiveness of the Local Safeguarding Children Board is good\n|Strengths\n\n|\
What needs to improve?\n|Any complaints about the report\n|Good\tRequires improvement\n|Performs well (3)\n|\
the plan is good|(one of\n\nthe oldest). |and so on. |Good|good|Inadequate|X |x |☐|☒"""

#: Headings that are called as the reader calls its own units.
NAMES = (
    "grades",
    "header",
    "front",
    "end",
    "summary",
    "furniture",
    "contents",
    "note-1",
    "p5",
    "lead-in",
    "annex/p1",
)

#: Markup, marks, and characters that are more or less than one letter.
ODDITIES = (
    *(
        "<sup>1</sup> ",
        "<sup>12345</sup>",
        "<sup>",
        "</p>",
        "<b>4.</b> ",
        "<input checked>",
        "[a](b)",
        "[",
        "](",
    ),
    *(
        "**",
        "*",
        "\\*",
        "\\",
        "¹ ",
        "²",
        "²³",
        "٣. ",
        "e\u0301",
        "\xa0",
        "\u200b",
        *"𝟙éßﬁİ中",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "    ",
        "\x0b",
        "\x0c",
        "\x85",
        "\u2028",
        "\x00",
        "\ufeff",
        "\ud800",
    ),
    *(
        "| Being healthy | 3 | |\n",
        "| | One | Two |\n",
        "|---|---|\n",
        "|Strengths|Weaknesses|\n",
        "|",
        "| |",
    ),
    *("9" * 5000, "<sup>" + "9" * 5000 + "</sup>", "word" * 100, ":" * 50),
)

FRAGMENTS = (*FORMS.split("|"), *(f"{name}\n\n" for name in NAMES), *ODDITIES)


def texts(seeds: range) -> Iterator[tuple[int, str]]:
    """Yield a text for each seed."""
    for seed in seeds:
        chance = random.Random(seed)
        yield seed, "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 60)))


def faults(document: Document, text: str) -> Iterator[str]:
    """Yield what is wrong with the units of a text."""
    if len(document.by_id) != len(document.units):
        yield "two units have one id"
    covered = bytearray(len(text))
    before: set[str | None] = {None}
    for unit in document.units:
        for start, end in unit.spans:
            covered[start:end] = b"\1" * (end - start)
        if unit.parent not in before or unit.lead_in not in before:
            yield f"{unit.id} stands in a unit that does not come before it"
        before.add(unit.id)
    if not all(ID.fullmatch(listed.id) for listed in document.listed()):
        yield "an id that no list of units may hold"
    if len(covered) != len(text):
        yield "a unit ends behind the text"
    lost = [
        place
        for place, character in enumerate(text)
        if not covered[place] and not character.isspace()
    ]
    if lost:
        yield f"{len(lost)} characters are in no unit, the first at {lost[0]}"


def check(seeds: range) -> None:
    """Read the texts of some seeds and demand that nothing is wrong."""
    for seed, text in texts(seeds):
        found = [*faults(read_text(text, "x"), text)]
        assert not found, f"seed {seed}: {found}"


def test_any_text_becomes_units() -> None:
    """Any text gives units without an error, a repeated id or a lost character."""
    check(range(QUICK_CASES))


@pytest.mark.slow
def test_twenty_thousand_texts_become_units() -> None:
    """The same for many more texts."""
    check(range(QUICK_CASES, QUICK_CASES + SLOW_CASES))


@pytest.mark.slow
@pytest.mark.parametrize(
    "fragment",
    [
        *(
            "[",
            "[](",
            "[x](",
            "<p>",
            "</p>",
            "<sup>1",
            "<input",
            "<input checked ",
            "<",
            "-",
            "-_",
            "☐",
            "good ",
            "x ",
        ),
        *(
            "1",
            "**",
            "*",
            "\\*",
            "a\t",
            "a\n",
            "\xa0",
            "¹",
            "performs ",
            "- a:\n",
            "# a\n",
            "|",
            "| a ",
            "|-",
            ". ",
            "(",
        ),
    ],
)
@pytest.mark.parametrize(
    "frame", ["{}", "1. {}y", "Strengths\tWeaknesses\n{}", "Dear all\n\n{}!y"]
)
def test_repetition_costs_no_more_than_its_length(frame: str, fragment: str) -> None:
    """Reading a long repetition ends: its time grows only with the length."""
    length = 60_000
    text = frame.replace("{}", fragment * (length // len(fragment)))

    assert [*faults(read_text(text, "x"), text)] == []
