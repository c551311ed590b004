"""The mistakes: what is changed in an extract of the small project, and what the message must say."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["MISTAKES", "Mistake"]


class Mistake(NamedTuple):
    """One mistake: the words that it replaces in the extract, its line, and words of its message."""

    name: str
    right: str
    wrong: str
    line: int
    cause: str
    remedy: str


_WEAK = "    polarity: weakness\n    themes: [common-assessment]\n    note: Schools"
_NOTE = "note: Schools reached by ferry hardly use common assessment."
_AT = "at: {unit: p1, length: 40, start: 0, digest: f412cf7cd0bc}"

MISTAKES = (
    Mistake("colon-missing", _WEAK, _WEAK.replace("polarity:", "polarity"), 61, "without a colon", "'polarity: weak"),
    Mistake("colon-missing-at-the-end", _AT, _AT.replace("at:", "at"), 69, "'at' without a colon", "'at: {unit: p1"),
    Mistake("colon-missing-in-a-member", "- id: p1-o6p7", "- id p1-o6p7", 60, "'id' without a colon", "'id: p1-o6p7'"),
    Mistake("equals-sign", _WEAK, _WEAK.replace("polarity:", "polarity ="), 61, "'=' after the key", "'polarity: weak"),
    Mistake(
        "no-space-after-colon", _WEAK, _WEAK.replace("y: w", "y:w"), 61, "colon without a space", "'polarity: weak"
    ),
    Mistake(
        "no-break-space-after-colon", _WEAK, _WEAK.replace("y: w", "y:\u00a0w"), 61, "NO-BREAK SPACE", "plain space"
    ),
    Mistake("no-break-space-indentation", _WEAK, "\u00a0\u00a0\u00a0\u00a0" + _WEAK[4:], 61, "NO-BREAK", "plain space"),
    Mistake(
        "no-break-space-in-a-slug", "kind: reach", "kind: reach\u00a0", 68, "NO-BREAK SPACE as character 6", "'reach'"
    ),
    Mistake(
        "zero-width-space", "kind: reach", "kind: re\u200bach", 68, "U+200B ZERO WIDTH SPACE at column 13", "delete"
    ),
    Mistake(
        "look-alike-letter", "kind: reach", "kind: re\u0430ch", 68, "U+0430 CYRILLIC SMALL LETTER A", "'reach' in plain"
    ),
    Mistake("en-dash-in-a-slug", "kind: reach", "kind: in–place", 68, "U+2013 EN DASH", "one of arrangement, practice"),
    Mistake(
        "smart-quotes", "kind: reach", "kind: “reach”", 68, "U+201C LEFT DOUBLE QUOTATION MARK", "'reach' in plain"
    ),
    Mistake(
        "apostrophe", _NOTE, "note: 'The council's schools hardly use it.'", 63, "an apostrophe", "in double quotes"
    ),
    Mistake(
        "quote-in-quotes", _NOTE, 'note: "Schools in "need" hardly use it."', 63, "a double quote", "in single quotes"
    ),
    Mistake(
        "words-after-a-quote", _NOTE, 'note: "Schools" hardly use it.', 63, "words after the closing", "the whole text"
    ),
    Mistake("quote-not-closed", _NOTE, 'note: "Schools hardly use it.', 63, "a quote that is not closed", "at the end"),
    Mistake(
        "single-quote-not-closed", _NOTE, "note: 'Schools hardly use it.", 63, "not closed, in 'note'", "' at the end"
    ),
    Mistake("bracket-not-closed", _WEAK, _WEAK.replace("ent]", "ent"), 62, "'[' that is not closed", "']' at its end"),
    Mistake("brace-not-closed", _AT, _AT[:-1], 69, "'{' that is not closed", "'}' at its end"),
    Mistake(
        "bracket-too-many",
        _WEAK,
        _WEAK.replace("ent]", "ent]]"),
        62,
        "']' that closes nothing",
        "closing as opening|opening",
    ),
    Mistake("wrong-bracket", _WEAK, _WEAK.replace("ent]", "ent}"), 62, "'}' in the place", "']'"),
    Mistake("comma-missing", _AT, _AT.replace("p1, l", "p1 l"), 69, "no comma before 'length'", "', length'"),
    Mistake("braces-missing", _AT, "at: unit: p1, length: 40", 69, "without braces", "'at: {unit: p1"),
    Mistake(
        "two-keys-on-a-line", "state: in-place\n    trend:", "state: in-place trend:", 64, "on the line of", "one key a"
    ),
    Mistake("tab-as-indentation", _WEAK, "\t" + _WEAK[4:], 61, "a tab at column 1", "4 spaces before the key"),
    Mistake("tab-after-spaces", _WEAK, "  \t" + _WEAK[4:], 61, "a tab at column 3", "no tab, and 4 spaces"),
    Mistake("dash-without-space", "  - id: p1-o6p7", "  -id: p1-o6p7", 60, "hyphen without a space", "'- id: …'"),
    Mistake("en-dash-of-a-list", "  - id: p1-o6p7", "  – id: p1-o6p7", 60, "U+2013 EN DASH", "a hyphen and a space"),
    Mistake("bullet-of-a-list", "  - id: p1-o6p7", "  • id: p1-o6p7", 60, "U+2022 BULLET", "a hyphen and a space"),
    Mistake("dash-missing", "  - id: p2-q8r9", "    id: p2-q8r9", 70, "'id' a second time", "a hyphen before it"),
    Mistake("indented-too-far", "    extent: few", "      extent: few", 66, "6 spaces before 'extent", "4 spaces"),
    Mistake("indented-too-little", "    extent: few", "   extent: few", 66, "3 spaces before 'extent", "4 spaces"),
    Mistake("dash-too-far", "  - id: p2-q8r9", "   - id: p2-q8r9", 70, "3 spaces before the hyphen", "2 spaces"),
    Mistake(
        "colon-in-a-note",
        _NOTE,
        "note: Schools: hardly any use it.",
        63,
        "a colon and a space inside",
        'note: "Schools',
    ),
    Mistake(
        "hash-in-a-note", _NOTE, "note: Schools of ferry #3 hardly use it.", 63, "'#3 hardly use it.'", "double quotes"
    ),
    Mistake("hash-first", _NOTE, "note: #3 hardly uses it.", 63, "'#3 hardly uses it.'", "double quotes"),
    Mistake("at-sign-first", _NOTE, "note: @school nobody uses it.", 63, "begins with the sign '@'", 'note: "@school'),
    Mistake("asterisk-first", _NOTE, "note: *Schools* hardly use it.", 63, "begins with the sign '*'", 'note: "*Sch'),
    Mistake(
        "bracket-first",
        _NOTE,
        "note: [Some] schools use it.",
        63,
        "words after the bracket",
        "the whole text in quotes",
    ),
    Mistake("key-misspelt", "trend: worsening", "tredn: worsening", 65, "unknown key 'tredn'", "'trend'"),
    Mistake("key-in-capitals", "trend: worsening", "Trend: worsening", 65, "unknown key 'Trend'", "'trend'"),
    Mistake("key-of-another-record", "extent: few", "grade: good", 66, "which is a key of a judgement", "one of "),
    Mistake(
        "key-at-the-top", "read_for:", "polarity: weakness\nread_for:", 12, "which is a key of a finding", "one of "
    ),
    Mistake("key-twice", "extent: few", "kind: practice", 68, "'kind' a second time", "line 66 has it"),
    Mistake("key-missing", "    " + _NOTE + "\n", "", 60, "a finding without 'note'", "the key 'note'"),
    Mistake("id-twice", "- id: p2-q8r9", "- id: p1-o6p7", 70, "'p1-o6p7' a second time", "a new id (line 60"),
    Mistake("id-with-capitals", "- id: p4-u2v3", "- id: P4_u2v3", 85, "'P4_u2v3'", "small letters, digits and hyphens"),
    Mistake(
        "theme-misspelt",
        "[adoption]\n    services: [netherford-harbour-team]\n    note: People",
        "[adoptoin]\n    services: [netherford-harbour-team]\n    note: People",
        87,
        "unknown theme 'adoptoin'",
        "'adoption'",
    ),
    Mistake(
        "polarity-unknown",
        "polarity: mixed",
        "polarity: gloomy",
        79,
        "unknown polarity",
        "mixed, neutral, strength, weakness",
    ),
    Mistake("grade-misspelt", "grade: outstanding", "grade: outstandig", 32, "unknown grade", "'outstanding'"),
    Mistake(
        "grade-that-does-not-exist",
        "grade: outstanding",
        "grade: fine",
        32,
        "unknown grade",
        "one of good, inadequate, out",
    ),
    Mistake("list-without-brackets", "[p1-o6p7, p2-q8r9]", "p1-o6p7, p2-q8r9", 117, "the text", "[p1-o6p7, p2-q8r9]"),
    Mistake("list-with-semicolons", "[p1-o6p7, p2-q8r9]", "p1-o6p7; p2-q8r9", 117, "the text", "[p1-o6p7, p2-q8r9]"),
    Mistake("list-in-parentheses", "[p1-o6p7, p2-q8r9]", "(p1-o6p7, p2-q8r9)", 117, "the text", "[p1-o6p7, p2-q8r9]"),
    Mistake(
        "number-with-comma",
        'value: 95\n    printed: "95"',
        'value: 1,095\n    printed: "1,095"',
        131,
        "the text '1,095'",
        "'1095'",
    ),
    Mistake("number-with-percent", "value: 95", "value: 95%", 131, "the text '95%'", "'95'"),
    Mistake("number-in-quotes", "value: 95", 'value: "95"', 131, "the text '95'", "95 without quotes"),
    Mistake("number-with-exponent", "value: 95", "value: 9.5e1", 131, "the text '9.5e1'", "'95'"),
    Mistake("number-with-leading-zero", "value: 95", "value: 095", 131, "the text '095'", "'95'"),
    Mistake(
        "number-in-words", "value: 95", "value: ninety-five", 131, "the text 'ninety-five'", "a number such as 602"
    ),
    Mistake("figure-not-in-quotes", 'printed: "95"', "printed: 95", 132, "the number 95", "text, in quotes"),
    Mistake("value-missing", "extent: few", "extent:", 66, "no value", "one of all, few, many"),
    Mistake("text-empty", _NOTE, 'note: ""', 63, "an empty text", "words"),
    Mistake(
        "text-with-spaces",
        _NOTE,
        'note: " Schools hardly use it."',
        63,
        "spaces or line ends round it",
        "the text alone",
    ),
    Mistake("day-first", "earliest: 2015-05-05", "earliest: 05/05/2015", 8, "the text '05/05/2015'", "'2015-05-05'"),
    Mistake("day-in-words", "earliest: 2015-05-05", "earliest: 5 May 2015", 8, "the text '5 May 2015'", "'2015-05-05'"),
    Mistake(
        "day-with-one-digit", "earliest: 2015-05-05", "earliest: 2015-5-5", 8, "the text '2015-5-5'", "'2015-05-05'"
    ),
    Mistake("year-only", "latest: 2014-12-31", "latest: 2014", 54, "the number 2014", "'2014-12-31'"),
    Mistake(
        "day-that-does-not-exist", "latest: 2015-05-05", "latest: 2015-05-32", 8, "the day 2015-05-32", "that exists"
    ),
    Mistake(
        "time-as-a-day",
        "{printed: 5 May 2015, earliest: 2015-05-05, latest: 2015-05-05}",
        "2015-05-05",
        8,
        "the text '2015-05-05'",
        "{printed: June 2014",
    ),
    Mistake("yes-for-true", "count: 2", "or_better: yes\n    count: 2", 52, "the text 'yes'", "'true'"),
    Mistake("off-for-false", "count: 2", "or_better: off\n    count: 2", 52, "the text 'off'", "'false'"),
    Mistake(
        "anchor-of-yaml",
        "themes: [residential-care]",
        "themes: &t [residential-care]",
        56,
        "'&t', which names a value",
        "without '&t'",
    ),
    Mistake(
        "merge-key", "    state: in-place", "    <<: {state: in-place}", 64, "the merge key", "the values themselves"
    ),
    Mistake("two-documents", "\nfindings:", "---\nfindings:", 58, "a second document", "delete the line '---'"),
    Mistake("unit-unknown", "unit: p8,", "unit: p88,", 110, "unknown unit 'p88'", "'p8'"),
    Mistake("id-of-no-statement", "because: [p1-o6p7]", "because: [p1-o6p8]", 75, "unknown id 'p1-o6p8'", "'p1-o6p7'"),
    Mistake("choice-unknown", "method: by-hand", "method: by hand", 11, "the text 'by hand'", "by-hand, drafted"),
    Mistake("trailing-comma-after-a-value", "extent: few", "extent: few,", 66, "unknown extent 'few,'", "'few'"),
    Mistake("dash-too-little", "  - id: p1-o6p7", " - id: p1-o6p7", 60, "1 space before the hyphen", "2 spaces"),
    Mistake("dash-before-a-list", "\nfindings:", "\n- findings:", 59, "a hyphen before 'findings'", "no hyphen"),
    Mistake("tab-after-a-dash", "  - id: p1-o6p7", "  -\tid: p1-o6p7", 60, "a tab at column 4", "a space instead"),
    Mistake("no-comma-in-a-list", "[p1-o6p7, p2-q8r9]", "[p1-o6p7 p2-q8r9]", 117, "unknown id", "a comma between"),
    Mistake(
        "quote-not-closed-in-a-list",
        "[netherford-harbour-team]\n    note: People",
        "['netherford-harbour-team]\n    note: People",
        88,
        "a quote that is not closed",
        "' at the end",
    ),
    Mistake("no-colon-in-braces", "start: 31,", "start 31,", 77, "'start 31' as a key", "'start: 31'"),
    Mistake("no-space-in-braces", "start: 31,", "start:31,", 77, "'start:31' as a key", "'start: 31'"),
    Mistake("brackets-for-braces", _AT, _AT.replace("{", "[").replace("}", "]"), 69, "a list of single keys", "braces"),
    Mistake("unit-for-an-anchor", _AT, "at: p1", 69, "the text 'p1'", "{unit: p1"),
)
