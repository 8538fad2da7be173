"""`holdfast tenant`: the embedded tenant, one file per subcommand in `holdfast/cli/tenant/`."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from holdfast.cli import tenant


def register(app: typer.Typer) -> None:
    """Add the group with every subcommand."""
    group = typer.Typer(
        help="The embedded tenant on this machine: a Microsoft 365 tenant to try everything on.",
        no_args_is_help=True,
    )
    for info in pkgutil.iter_modules(tenant.__path__):
        module = importlib.import_module(f"{tenant.__name__}.{info.name}")
        if hasattr(module, "register"):
            module.register(group)
    app.add_typer(group, name="tenant")
