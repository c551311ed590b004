"""Options of commands: types that several share, and options that refuse a second value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

__all__ = ["Seconds", "SingleOption", "option", "reports_option"]


class Seconds(click.FloatRange):
    """A number of seconds from a tenth to eleven days; neither endless nor without value."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0.1, max=1_000_000)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds, or fail with a sentence."""
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds, such as 60.", param, ctx)
        return seconds


class SingleOption(click.Option):
    """An option that may be given once; click itself takes the last of several values without a word."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let the parser collect every value, so that a second one can be seen."""
        single, self.multiple = self.multiple, not self.is_flag
        super().add_to_parser(parser, ctx)
        self.multiple = single

    def consume_value(
        self, ctx: click.Context, opts: Mapping[str, Any]
    ) -> tuple[Any, Any]:
        """Return the value.

        Raises:
            click.UsageError: If the option is given more than once.
        """
        values = opts.get(self.name or "")
        if self.is_flag or self.multiple or not isinstance(values, list):
            return super().consume_value(ctx, opts)
        if len(values) > 1:
            given = " and ".join(f"'{value}'" for value in values)
            ctx.fail(
                f"{self.opts[-1]} takes one value, and {given} are given; give it once"
            )
        return super().consume_value(ctx, {**opts, self.name or "": values[0]})


#: `click.option` for options of which a second value is refused.
option: Final = partial(click.option, cls=SingleOption)

#: The folder of the reports' texts, which a command needs.
reports_option: Final = option(
    "--reports",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder of the reports' texts.",
)
