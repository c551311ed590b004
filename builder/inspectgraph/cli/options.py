"""Options of commands: one that takes a single value refuses a second one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import click

__all__ = ["SingleOption", "option"]


class SingleOption(click.Option):
    """An option that may be given once; click itself takes the last of several values without a word."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let the parser collect every value, so that a second one can be seen."""
        single, self.multiple = self.multiple, not self.is_flag
        super().add_to_parser(parser, ctx)
        self.multiple = single

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the value.

        Raises:
            click.UsageError: If the option is given more than once.
        """
        values = opts.get(self.name or "")
        if self.is_flag or self.multiple or not isinstance(values, list):
            return super().consume_value(ctx, opts)
        if len(values) > 1:
            given = " and ".join(f"'{value}'" for value in values)
            raise click.UsageError(f"{self.opts[-1]} takes one value, and {given} are given; give it once", ctx)
        return super().consume_value(ctx, {**opts, self.name or "": values[0]})


#: `click.option` for options of which a second value is refused.
option: Final = partial(click.option, cls=SingleOption)
