"""`holdfast history`: what was recorded of clients, one file per subcommand in `holdfast/cli/history/`."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import typer

from holdfast.cli import history

if TYPE_CHECKING:
    import click

_SHOW = "show"


class _ShowsClient(typer.core.TyperGroup):
    """Takes what is no subcommand for the client whose history is shown: `holdfast history contoso`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the subcommand where nobody did."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [_SHOW, *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the group with every subcommand."""
    group = typer.Typer(
        cls=_ShowsClient,
        help="What `holdfast drift --record` kept: show (or the client alone), verify.",
        no_args_is_help=True,
    )
    for info in pkgutil.iter_modules(history.__path__):
        importlib.import_module(f"{history.__name__}.{info.name}").register(group)
    app.add_typer(group, name="history")
