"""Options that several commands share, with the same help text in each command.

An option that takes one value may be given only once.
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
    "jobs_option",
    "kind_option",
    "option",
    "output_option",
    "pdf_time_option",
    "reports_option",
    "safe_option",
    "scheduler_option",
    "store_option",
    "with_drafts_option",
]


class Seconds(click.FloatRange):
    """A click type for a number of seconds, from 0.1 to 1,000,000."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0.1, max=1_000_000)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds as a number; fail if the number is not finite."""
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds, such as 60.", param, ctx)
        return seconds


class SingleOption(click.Option):
    """An option that may be given only once.

    An ordinary click option silently uses the last of several values.
    """

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Make the parser collect all values, so that a second value can be rejected."""
        single, self.multiple = self.multiple, not self.is_flag
        super().add_to_parser(parser, ctx)
        self.multiple = single

    def consume_value(
        self, ctx: click.Context, opts: Mapping[str, Any]
    ) -> tuple[Any, Any]:
        """Return the only value of the option.

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
                f"{self.opts[-1]} has several values: '{given}'; give this option only"
                " once"
            )
        return super().consume_value(ctx, {**opts, self.name or "": first})


#: Like `click.option`, for options that may be given only once.
option: Final = partial(click.option, cls=SingleOption)
#: The click type of a path. The command that reads the path checks that it exists.
PATH: Final = click.Path(path_type=Path)

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

graphs_option: Final[_Decorator] = option(
    "--graphs",
    type=PATH,
    metavar="DIR",
    help="Folder of the published graph; by default `graphs/` of the project.",
)
jobs_option: Final[_Decorator] = option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Number of processes; by default as many as there are processor cores.",
)
scheduler_option: Final[_Decorator] = option(
    "--scheduler",
    metavar="ADDRESS",
    help=(
        "Process the reports on a Dask cluster. Give the address of its scheduler, such"
        " as tcp://host:8786, or the scheduler's file. The project and the output must lie"
        " on a file system that all machines of the cluster share."
    ),
)
login_option: Final[_Decorator] = option(
    "--login",
    type=PATH,
    help=(
        "File whose first line is the login for the store, as user:password; by default"
        " the netrc file is used."
    ),
)
with_drafts_option: Final[_Decorator] = option(
    "--with-drafts",
    is_flag=True,
    help="Also include statements that no curator has confirmed. The graph marks these"
    " statements as drafts.",
)
safe_option: Final[_Decorator] = option(
    "--safe",
    is_flag=True,
    help="In CSV and TSV, prevent a spreadsheet from running values as formulas.",
)


def format_option(
    formats: Iterable[str], default: str | None = None, **settings: Any
) -> _Decorator:
    """Return the option `--format` for the output format.

    Args:
        formats: The formats to choose from.
        default: The format if the option is not given.
        settings: Further keyword arguments for `click.option`.
    """
    return option(
        "--format",
        "form",
        type=click.Choice(list(formats)),
        default=default,
        show_default=default is not None,
        help="Output format.",
        **settings,
    )


def kind_option(kinds: Iterable[str], task: str) -> _Decorator:
    """Return the option `--kind`, which may be given several times.

    Args:
        kinds: The kinds to choose from.
        task: What the command does with each kind, such as `Review only values`.
    """
    return option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(list(kinds)),
        help=f"{task} of this kind; repeat the option for several kinds.",
    )


def output_option(shown: str = "", **settings: Any) -> _Decorator:
    """Return the option `--output` for the file or folder to write to.

    Args:
        shown: The default output, as shown in the help. If it is empty, the help shows
            no default.
        settings: Further keyword arguments for `click.option`.
    """
    return option(
        "-o",
        "--output",
        type=PATH,
        show_default=shown or False,
        help="File or folder to write the output to.",
        **settings,
    )


def reports_option(*, required: bool) -> _Decorator:
    """Return the option `--reports` for the folder of the reports."""
    return option(
        "--reports",
        type=PATH,
        metavar="DIR",
        required=required,
        help="Folder of the reports. The file of a report must have the name of its extract,"
        " or the file name that the extract states.",
    )


def pdf_time_option(default: float) -> _Decorator:
    """Return the option `--time-limit`, which limits the time for reading a PDF."""
    return option(
        "--time-limit",
        type=Seconds(),
        default=default,
        show_default=True,
        help="Stop reading a PDF after this many seconds of processor time.",
    )


def store_option(*, required: bool) -> _Decorator:
    """Return the option for the address of a SPARQL store."""
    return option(
        "--store",
        metavar="URL",
        required=required,
        help="Address at which a SPARQL store answers queries.",
    )
