"""The list of checks for common mistakes in YAML, in order of precedence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from inspectgraph.files.yaml_hints import brackets, colons, indentation, quotes, signs
from inspectgraph.files.yaml_hints.stop import Cause, Stop

__all__ = [
    "find_cause",
]

#: The checks, in order of precedence.
_CHECKS: Final[tuple[Callable[[Stop], Cause | None], ...]] = (
    signs.odd_space,
    signs.tab,
    quotes.open_quote,
    quotes.open_quote_inside,
    quotes.quote_inside,
    colons.no_space_after_colon,
    colons.other_colon,
    colons.no_colon,
    signs.wrong_dash,
    brackets.open_bracket,
    brackets.no_comma,
    brackets.text_after_bracket,
    colons.several_keys,
    colons.colon_in_text,
    signs.leading_sign,
    indentation.hyphen_before_report_key,
    indentation.hyphen_out_of_line,
    indentation.indentation,
)


def find_cause(
    text: str, message: str, stop: tuple[int, int], begun: tuple[int, int] | None
) -> Cause | None:
    """Return the mistake that stopped the YAML parser, or None if no check finds a mistake.

    Args:
        text: The text of the file.
        message: The message of the parser.
        stop: The line and column at which the parser stopped, counted from 0.
        begun: The line and column of the value that the parser was reading, or None if
            unknown.
    """
    place = Stop(re.split(r"\r\n|\r|\n", text), message, *stop, begun)
    for check in _CHECKS:
        if cause := check(place):
            return cause
    return None
