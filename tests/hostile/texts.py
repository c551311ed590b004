"""Sixty names and notes that look like markup, code or commands in some format."""

from __future__ import annotations

__all__ = ["INVISIBLE", "TEXTS"]

#: Every text has a kind of sign with a meaning in some format. All texts are harmless.
TEXTS = (
    # HTML, XML and SVG
    "<b>bold</b>",
    "a < b > c",
    "&amp; & &lt;b&gt; &#60;",
    "</title><i>x</i>",
    "</script>",
    "</style> x",
    "-->",
    "<!-- x",
    "]]>",
    "<![CDATA[x]]>",
    '" title="x',
    "' title='x",
    "<text>x</text>",
    "&nbsp;x",
    "</td></table>",
    '<g class="x">',
    'x class="y" id="z"',
    'url(#x) id="1"',
    "<option>x",
    # Templates and formats
    "{{x}}",
    "{% x %}",
    "${x}",
    "$x",
    "%s %d %(x)s",
    "{0}",
    "{x!r}",
    "@title@",
    "@svg@ @script@",
    "{{",
    "\\g<0> \\1",
    # JSON, Turtle, SPARQL, scripts
    '"x"',
    "'x'",
    "\\",
    "\\\\n",
    "\\u0041",
    "\\\" \\'",
    '"""',
    "<https://example.org/> .",
    '"x"@en',
    "^^xsd:date",
    "?x ; . }",
    "#x",
    "/* x */ // x",
    "datum.value",
    # Spreadsheets and tables
    "=1+1",
    "+1+1",
    "-1+1",
    "@x",
    "a,b;c",
    "a | b",
    "a; b / c",
    "'=1",
    # Markdown
    "*a* _b_ `c`",
    "[a](b) ![c](d)",
    "# a",
    "1. a",
    "~~a~~ ==b==",
    "> a",
    # White space, long, and letters of many kinds
    "two\nlines",
    "a\ttab",
    "a  b   c",
    "e\u0301 a\u0308 \u0915\u094d\u0937",
    "\u4e2d\u6587 \u0627\u0644 \U0001f600",
    "Netherwater and " * 40 + "Saltmere",
    "x" * 300,
    "12.345678 -0.0001",
)

#: Marks of direction, which the loader of extracts may refuse.
INVISIBLE = ("\u200fright\u200e", "\u202eleft\u202c", "a\u2067b\u2069")
