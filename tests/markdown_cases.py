"""Kinds of Markdown that converters write, each with its units; all places are invented."""

from __future__ import annotations

__all__ = ["CASES"]

#: For each kind: a source, and its units, without furniture, by id.
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "named entities": (
        "1. The caf&eacute; &amp; the R&amp;D team met on&nbsp;the&nbsp;quay.\n",
        {
            "p1": "The café & the R&D team met on the quay.",
        },
    ),
    "numeric entities": (
        "1. It rose to &#163;5&#x2013;6 &#8216;at once&#8217;.\n",
        {
            "p1": "It rose to £5–6 ‘at once’.",
        },
    ),
    "entities without a semicolon": (
        "1. Open on&nbspthe quay &copy 2014, by AT&T and the Q&A team.\n",
        {
            "p1": "Open on the quay © 2014, by AT&T and the Q&A team.",
        },
    ),
    "an address keeps its ampersands": (
        "1. See www.netherby.example/?a=1&region=2 for more.\n",
        {
            "p1": "See www.netherby.example/?a=1&region=2 for more.",
        },
    ),
    "an entity behind a backslash": (
        "1. Write \\&nbsp; for a blank.\n",
        {
            "p1": "Write &nbsp; for a blank.",
        },
    ),
    "an entity in code": (
        "1. Write `&nbsp;` for a blank.\n",
        {
            "p1": "Write &nbsp; for a blank.",
        },
    ),
    "an entity that is a bullet": (
        "Findings follow here.\n\n&bull; Visits are late.\n\n&#8226; Plans are thin.\n",
        {
            "summary/1": "Findings follow here.",
            "summary/2": "Visits are late.",
            "summary/3": "Plans are thin.",
        },
    ),
    "a footnote": (
        (
            "1. Visits[^1] are late.\n\n[^1]: On the islands\n    they come by"
            " boat.\n\n    Twice a week.\n"
        ),
        {
            "p1": "Visits are late.",
            "note-1": "On the islands\nthey come by boat.\nTwice a week.",
        },
    ),
    "footnotes with names": (
        "1. Visits[^boat] are late[^2].\n\n[^boat]: By boat.\n[^2]: Counted in May.\n",
        {
            "p1": "Visits are late.",
            "note-3": "By boat.",
            "note-2": "Counted in May.",
        },
    ),
    "a footnote between paragraphs": (
        "1. Visits[^1] are late.\n\n[^1]: By boat.\n\n2. Plans are thin.\n",
        {
            "p1": "Visits are late.",
            "note-1": "By boat.",
            "p2": "Plans are thin.",
        },
    ),
    "an inline note": (
        "1. Visits are late.^[They come *by boat*.] Plans are thin.\n",
        {
            "p1": "Visits are late. Plans are thin.",
            "note-1": "They come by boat.",
        },
    ),
    "a word in brackets is no footnote": (
        "1. The [late] visits [sic] and [^unknown] stay.\n",
        {
            "p1": "The [late] visits [sic] and [^unknown] stay.",
        },
    ),
    "footnotes of Word": (
        (
            "1. Visits[\\[1\\]](#_ftn1) are late[[2]](#footnote-2).\n"
            "\n"
            "[\\[1\\]](#_ftnref1) By boat.\n"
            "\n"
            "2. By tram. [↑](#footnote-ref-2)\n"
        ),
        {
            "p1": "Visits are late.",
            "note-1": "By boat.",
            "note-2": "By tram.",
        },
    ),
    "raised marks of footnotes": (
        (
            "1. Visits<sup>1</sup> are late<sup>[2](#page-3)</sup> since 30^th^ June^3^"
            " and 1<sup>st</sup> July.\n\n<sup>1</sup> By boat.\n"
        ),
        {
            "p1": "Visits are late since 30th June and 1st July.",
            "note-1": "By boat.",
        },
    ),
    "numbers in brackets": (
        "1. Visits are late [2] and plans thin[3][4].\n\n[2] Counted in May.\n",
        {
            "p1": "Visits are late and plans thin.",
            "note-2": "Counted in May.",
        },
    ),
    "powers of units": (
        "1. Rooms of 12 m<sup>2</sup> or 9 m² are small, plans² say.\n",
        {
            "p1": "Rooms of 12 m2 or 9 m² are small, plans say.",
        },
    ),
    "links with titles": (
        (
            '1. Read [the *plan*](https://x.example/a_b_c "Its title") and [more](<a'
            " b> 'x').\n"
        ),
        {
            "p1": "Read the plan and more.",
        },
    ),
    "reference links": (
        (
            "1. Read [the plan][p], [visits][] and [boats].\n"
            "\n"
            '[p]: https://x.example "Title"\n'
            "[visits]: /v\n"
            "[boats]:\n"
            "  https://b.example\n"
        ),
        {
            "p1": "Read the plan, visits and boats.",
        },
    ),
    "a word that looks like a definition": (
        "1. See the [note] below.\n\n[note]: Confidential\n",
        {
            "p1": "See the [note] below. [note]: Confidential",
        },
    ),
    "links with blanks in their addresses": (
        "1. Read [the plan](https://x.example/the plan.pdf) first.\n",
        {
            "p1": "Read the plan first.",
        },
    ),
    "bare addresses": (
        "1. Write to <team@netherby.example> or <https://n.example/a_b_c>.\n",
        {
            "p1": "Write to team@netherby.example or https://n.example/a_b_c.",
        },
    ),
    "images": (
        (
            '![A chart of visits](chart.png "t")\n'
            "\n"
            "1. Visits ![boat](b.png)are late. [![logo](l.png)](https://n.example)\n"
        ),
        {
            "p1": "Visits are late.",
        },
    ),
    "an HTML table": (
        (
            "## Grades\n\n<table><tr><th>Aspect</th><th>Grade</th></tr><tr><td>Adoption"
            " performance</td><td>Good</td></tr></table>\n\n## Findings\n\n1. Visits"
            " are late.\n"
        ),
        {
            "front/1": "Grades",
            "front/2": "Aspect Grade",
            "grades/adoption-performance": "Adoption performance Good",
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "an HTML table with blank lines": (
        (
            "## Grades\n"
            "\n"
            "<table>\n"
            "  <thead>\n"
            "\n"
            "  <tr>\n"
            "    <th>Aspect</th>\n"
            "    <th>Grade</th>\n"
            "  </tr>\n"
            "\n"
            "  </thead>\n"
            "  <tbody>\n"
            "  <tr>\n"
            "    <td><p>Care &amp; leavers</p></td>\n"
            "\n"
            "    <td><b>Inadequate</b></td>\n"
            "  </tr>\n"
            "  </tbody>\n"
            "</table>\n"
            "\n"
            "## Findings\n"
            "\n"
            "1. Visits are late.\n"
        ),
        {
            "front/1": "Grades",
            "front/2": "Aspect Grade",
            "grades/care-leavers": "Care & leavers Inadequate",
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "cells over rows and columns": (
        (
            '<table><tr><td rowspan="2">Care</td><td>Homes</td><td>Good</td></tr>'
            "<tr><td>Leavers</td><td>Inadequate</td></tr>"
            "<tr><td colspan='2'>Board</td><td>Good</td></tr></table>\n"
            "\n"
            "1. Visits are late.\n"
        ),
        {
            "front/1": "Care Homes Good",
            "grades/leavers": "Leavers Inadequate",
            "grades/board": "Board Good",
            "p1": "Visits are late.",
        },
    ),
    "a table in a table": (
        (
            "1. Visits are late.\n\n<table><tr><td>Outer</td><td><table><tr><td>inner"
            " one</td><td>inner two</td></tr></table></td></tr></table>\n"
        ),
        {
            "p1": "Visits are late.",
            "p1/1": "Outer inner one inner two",
        },
    ),
    "a table that is never closed": (
        (
            "1. Visits are"
            " late.\n\n<table><tr><td>Homes<td>Few\n<tr><td>Boats<td>Two\n\n2. Plans"
            " are thin.\n"
        ),
        {
            "p1": "Visits are late.",
            "p1/1": "Homes Few",
            "p1/2": "Boats Two",
            "p2": "Plans are thin.",
        },
    ),
    "a table of another program": (
        (
            "1. Visits are late.\n\n<html><body><table"
            " border=1><tr><td>Homes</td><td>Few<br>Old</td></tr></table></body></html>\n\n2."
            " Plans are thin.\n"
        ),
        {
            "p1": "Visits are late.",
            "p1/1": "Homes Few Old",
            "p2": "Plans are thin.",
        },
    ),
    "HTML blocks": (
        (
            '<div align="center">\n'
            "<h2>Findings</h2>\n"
            "<p>Visits are late.</p><p>Plans are thin.</p>\n"
            "</div>\n"
            "\n"
            '<ol start="1"><li>Homes are few.</li><li>Boats are old.</ol>\n'
        ),
        {
            "findings": "Findings",
            "findings/1": "Visits are late.",
            "findings/2": "Plans are thin.",
            "p1": "Homes are few.",
            "p2": "Boats are old.",
        },
    ),
    "HTML comments": (
        (
            "<!-- image -->\n\n1. Visits are<!-- not --> late.\n\n<!-- many\n\nlines"
            " -->\n\n2. Plans are thin.\n"
        ),
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
        },
    ),
    "a comment that is never closed": (
        "1. Visits are late.\n\n<!-- Plans are thin.\n\n2. Homes are few.\n",
        {
            "p1": "Visits are late. <!-- Plans are thin.",
            "p2": "Homes are few.",
        },
    ),
    "scripts and styles": (
        "<style>\np { color: red }\n</style>\n\n1. Visits are late.\n",
        {
            "p1": "Visits are late.",
        },
    ),
    "words between angle brackets": (
        "1. The <name removed> team, <5 days and <b>bold</b><o:p></o:p> words.\n",
        {
            "p1": "The <name removed> team, <5 days and bold words.",
        },
    ),
    "a table with bars": (
        (
            "## Grades\n"
            "\n"
            "| Aspect | Grade |\n"
            "|:---|---:|\n"
            "| Homes \\| boats | **Good** |\n"
            "| [Leavers](#l) | Inadequate |\n"
            "\n"
            "## Findings\n"
            "\n"
            "1. Visits are late.\n"
        ),
        {
            "front/1": "Grades",
            "front/2": "Aspect Grade",
            "grades/homes-boats": "Homes | boats Good",
            "grades/leavers": "Leavers Inadequate",
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "a table without outer bars": (
        (
            "## Grades\n\nAspect | Grade\n--- | ---\nHomes | Good\n\n## Findings\n\n1."
            " Visits are late.\n"
        ),
        {
            "front/1": "Grades",
            "front/2": "Aspect Grade",
            "grades/homes": "Homes Good",
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "every number is one": (
        (
            "1. Visits are late.\n1. Plans are thin.\n\n## More\n\n1. Homes are"
            " few.\n\n4. Boats are old.\n"
        ),
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
            "more": "More",
            "p3": "Homes are few.",
            "p4": "Boats are old.",
        },
    ),
    "numbers behind a backslash or before a bracket": (
        "1\\. Visits are late.\n\n2\\) Plans are thin.\n\n3) Homes are few.\n",
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
            "p3": "Homes are few.",
        },
    ),
    "numbers in bold": (
        "**1.** Visits are late.\n\n**2. Plans** are thin.\n\n__3.__ Homes are few.\n",
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
            "p3": "Homes are few.",
        },
    ),
    "a list in a list": (
        (
            "1. Visits are late:\n"
            "   1. on the quay\n"
            "   2. on the islands\n"
            "2. Plans are thin:\n"
            "\n"
            "   - for homes\n"
            "\n"
            "   - for boats\n"
        ),
        {
            "p1": "Visits are late:",
            "p1/1": "on the quay",
            "p1/2": "on the islands",
            "p2": "Plans are thin:",
            "p2/1": "for homes",
            "p2/2": "for boats",
        },
    ),
    "a number that a sentence goes on with": (
        (
            "1. Most leave by the age of\n16. Others stay until\n18) or later.\n2."
            " Plans are thin.\n"
        ),
        {
            "p1": "Most leave by the age of\n16. Others stay until\n18) or later.",
            "p2": "Plans are thin.",
        },
    ),
    "other signs of bullets": (
        (
            "Leaders should act:\n\n+ Write plans.\n+ Visit homes.\n\n* Mend"
            " boats.\n\n\\- Count boats.\n"
        ),
        {
            "summary/lead-in-1": "Leaders should act:",
            "summary/1": "Write plans.",
            "summary/2": "Visit homes.",
            "summary/3": "Mend boats.",
            "summary/4": "Count boats.",
        },
    ),
    "tasks": (
        "Leaders should act:\n\n- [x] Write plans.\n- [ ] Visit homes.\n",
        {
            "summary/lead-in-1": "Leaders should act:",
            "summary/1": "☒ Write plans.",
            "summary/2": "☐ Visit homes.",
        },
    ),
    "headings with a line below": (
        "Netherby\n========\n\nOn *both*\nislands\n-------\n\n1. Visits are late.\n",
        {
            "netherby": "Netherby",
            "on-both-islands": "On both\nislands",
            "p1": "Visits are late.",
        },
    ),
    "a sentence with a line below": (
        "1. Visits are late.\n\nPlans are thin.\n---\n\n2. Homes are few.\n",
        {
            "p1": "Visits are late. Plans are thin.",
            "p2": "Homes are few.",
        },
    ),
    "headings with signs at both ends": (
        "## Findings ##\n\n### On `C#` {#id .unnumbered}\n\n1. Visits are late.\n",
        {
            "findings": "Findings",
            "on-c": "On C#",
            "p1": "Visits are late.",
        },
    ),
    "front matter in YAML": (
        (
            "---\ntitle: Netherby\ntags: [a, b]\n---\n\n## Findings\n\n1. Visits are"
            " late.\n"
        ),
        {
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "front matter in TOML": (
        '+++\ntitle = "Netherby"\n+++\n\n## Findings\n\n1. Visits are late.\n',
        {
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
    "breaks between parts": (
        (
            "1. Visits are late.\n\n***\n\n2. Plans are thin.\n\n- - -\n\n3. Homes are"
            " few.\n"
        ),
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
            "p3": "Homes are few.",
        },
    ),
    "breaks of lines": (
        "1. Visits are late  \non the quay\\\nand the islands<br>too.\n",
        {
            "p1": "Visits are late\non the quay\nand the islands too.",
        },
    ),
    "emphasis": (
        (
            "1. Vis**its** are *very* __late__, ***so*** is snake_case_word and 5 * 4 *"
            " 3, A* to C.\n"
        ),
        {
            "p1": "Visits are very late, so is snake_case_word and 5 * 4 * 3, A* to C.",
        },
    ),
    "emphasis over lines": (
        "1. Visits **are late\n   on the quay** too.\n",
        {
            "p1": "Visits are late\non the quay too.",
        },
    ),
    "struck words and lowered letters": (
        "1. Visits are ~~late~~ rare and H~2~O is ~5 deep.\n",
        {
            "p1": "Visits are late rare and H2O is ~5 deep.",
        },
    ),
    "backslashes": (
        "1. A \\*star\\*, a \\_line\\_, \\[brackets\\], a \\# and C:\\\\plans.\n",
        {
            "p1": "A *star*, a _line_, [brackets], a # and C:\\plans.",
        },
    ),
    "quotations": (
        (
            "## Findings\n\n> Visits are *late*,\n> a carer said.\n>\n> - Plans are"
            " thin.\n\n1. So it is.\n"
        ),
        {
            "findings": "Findings",
            "findings/1": "Visits are late,\na carer said.",
            "findings/2": "Plans are thin.",
            "p1": "So it is.",
        },
    ),
    "fenced code": (
        (
            "1. Visits are late.\n\n```text\n*Plans* &amp; <b>boats</b> are"
            " thin.\n```\n\n2. Homes are few.\n"
        ),
        {
            "p1": "Visits are late. *Plans* &amp; <b>boats</b> are thin.",
            "p2": "Homes are few.",
        },
    ),
    "a fence that is never closed": (
        (
            "1. Visits are late.\n\n```\n2. Plans are **thin**.\n\n## More\n\nHomes are"
            " few.\n"
        ),
        {
            "p1": "Visits are late.",
            "p2": "Plans are thin.",
            "more": "More",
            "more/1": "Homes are few.",
        },
    ),
    "definitions": (
        "## Findings\n\nVisits\n:   They are late.\n",
        {
            "findings": "Findings",
            "findings/1": "Visits\nThey are late.",
        },
    ),
    "mathematics": (
        (
            "1. Some $3 5 . 2 \\%$ of visits on the 30$^{\\mathrm{th}}$ were"
            " late$^{1}$, which cost $5 or $6.\n"
        ),
        {
            "p1": "Some 35.2% of visits on the 30th were late, which cost $5 or $6.",
        },
    ),
    "attributes of pandoc": (
        "## Findings {#f}\n\n::: {.box}\n[Visits]{.underline} are late {so}.\n:::\n",
        {
            "findings": "Findings",
            "findings/1": "Visits are late {so}.",
        },
    ),
    "tabs in a list": (
        "1.\tVisits are late.\n\n\t-\tOn the quay.\n\n2.\tPlans are thin.\n",
        {
            "p1": "Visits are late.",
            "p1/1": "On the quay.",
            "p2": "Plans are thin.",
        },
    ),
    "a list that begins again": (
        (
            "## Findings\n\n1. Visits are late.\n\n## More\n\n1. Homes are few.\n2."
            " Boats are old.\n"
        ),
        {
            "findings": "Findings",
            "p1": "Visits are late.",
            "more": "More",
            "more/1": "Homes are few.",
            "p2": "Boats are old.",
        },
    ),
    "one in each of three sections": (
        (
            "## Findings\n\n1. Visits are late.\n\n## More\n\n1. Homes are few.\n\n##"
            " Last\n\n1. Boats are old.\n"
        ),
        {
            "findings": "Findings",
            "p1": "Visits are late.",
            "more": "More",
            "p2": "Homes are few.",
            "last": "Last",
            "p3": "Boats are old.",
        },
    ),
    "entities with the value of a sign of markup": (
        "1. A &#42;star&#42; and &lt;b&gt; and &#91;x&#93;(y).\n",
        {
            "p1": "A *star* and <b> and [x](y).",
        },
    ),
    "a link in bold with a footnote": (
        "1. Read **[the plan](https://x.example)[^1]** first.\n\n[^1]: By boat.\n",
        {
            "p1": "Read the plan first.",
            "note-1": "By boat.",
        },
    ),
    "two footnotes without blank lines": (
        (
            "1. Visits[^1] are late[^2].\n\n[^1]: By boat.\n[^2]: By tram.\n2. Plans"
            " are thin.\n"
        ),
        {
            "p1": "Visits are late.",
            "note-1": "By boat.",
            "note-2": "By tram.",
            "p2": "Plans are thin.",
        },
    ),
    "an HTML table in a quotation": (
        (
            "## Findings\n\n> <table><tr><td>Homes</td><td>Few</td></tr></table>\n\n1."
            " Visits are late.\n"
        ),
        {
            "findings": "Findings",
            "findings/1": "Homes Few",
            "p1": "Visits are late.",
        },
    ),
    "a heading of HTML in a line": (
        "<h3>Findings</h3>\n\n1. Visits are late.\n",
        {
            "findings": "Findings",
            "p1": "Visits are late.",
        },
    ),
}
