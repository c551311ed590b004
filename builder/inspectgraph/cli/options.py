"""Options that several commands share, with the same words in every help text.

An option of one value refuses a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

__all__ = [
    "PATH",
    "Seconds",
    "SingleOption",
    "format_option",
    "graphs_option",
    "login_option",
    "option",
    "output_option",
    "pdf_time_option",
    "reports_option",
    "safe_option",
    "store_option",
    "with_drafts_option",
]


class Seconds(click.FloatRange):
    """A number of seconds from a tenth to eleven days."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0.1, max=1_000_000)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds; fail for a value that is not finite."""
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds, such as 60.", param, ctx)
        return seconds


class SingleOption(click.Option):
    """An option that may be given once; click itself silently takes the last value."""

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
        first, *others = values
        if others:
            given = "' and '".join(map(str, values))
            ctx.fail(
                f"{self.opts[-1]} takes one value, and '{given}' are given; give it once"
            )
        return super().consume_value(ctx, {**opts, self.name or "": first})


#: `click.option` for options that refuse a second value.
option: Final = partial(click.option, cls=SingleOption)
#: The type of a path; whether it exists is checked where it is read.
PATH: Final = click.Path(path_type=Path)

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

graphs_option: Final[_Decorator] = option(
    "--graphs",
    type=PATH,
    help="The folder of the published graph; that of the project by default.",
)
login_option: Final[_Decorator] = option(
    "--login",
    type=PATH,
    help=(
        "A file with user:password for the store in its first line; without it, the"
        " netrc file counts."
    ),
)
with_drafts_option: Final[_Decorator] = option(
    "--with-drafts",
    is_flag=True,
    help="Include unconfirmed drafted statements, marked as such.",
)
safe_option: Final[_Decorator] = option(
    "--safe",
    is_flag=True,
    help="For spreadsheets: keep values from acting as formulas.",
)


def format_option(
    formats: Iterable[str], default: str | None = None, **settings: Any
) -> _Decorator:
    """Return the option for the format of the output.

    Args:
        formats: The formats to choose from.
        default: The format when none is given.
        settings: Further settings of the option, as click takes them.
    """
    return option(
        "--format",
        "form",
        type=click.Choice(list(formats)),
        default=default,
        show_default=default is not None,
        help="The format of the output.",
        **settings,
    )


def output_option(shown: str = "", **settings: Any) -> _Decorator:
    """Return the option for the file or folder to write to.

    Args:
        shown: The default in the help text, for a command that writes without the option.
        settings: Further settings of the option, as click takes them.
    """
    return option(
        "-o",
        "--output",
        type=PATH,
        show_default=shown or False,
        help="The file or folder to write to.",
        **settings,
    )


def reports_option(*, required: bool) -> _Decorator:
    """Return the option for the folder of the reports' texts."""
    return option(
        "--reports",
        type=PATH,
        required=required,
        help="The folder of the reports' texts.",
    )


def pdf_time_option(default: float) -> _Decorator:
    """Return the option for the time that reading a PDF may take, in seconds."""
    return option(
        "--time-limit",
        type=Seconds(),
        default=default,
        show_default=True,
        help="Seconds of processor time for a PDF, however busy the machine is.",
    )


def store_option(*, required: bool) -> _Decorator:
    """Return the option for the address of a SPARQL store."""
    return option(
        "--store",
        metavar="URL",
        required=required,
        help="The address at which a SPARQL store answers queries.",
    )
