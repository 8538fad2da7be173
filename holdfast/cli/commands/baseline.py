"""`holdfast baseline`: versions of baselines, one file per subcommand in `holdfast/cli/baseline/`."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from holdfast.cli import baseline


def register(app: typer.Typer) -> None:
    """Add the group with every subcommand."""
    group = typer.Typer(help="Versions of baselines: release.", no_args_is_help=True)
    group.callback()(lambda: None)  # so that one subcommand alone is still called by its name
    for info in pkgutil.iter_modules(baseline.__path__):
        importlib.import_module(f"{baseline.__name__}.{info.name}").register(group)
    app.add_typer(group, name="baseline")
