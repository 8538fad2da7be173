"""`holdfast`: finds the commands, and turns every error of ours into one sentence and an exit code.

Nothing slow is imported here: each command imports what it needs when it runs.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

from holdfast.cli import commands
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode


def make_app() -> typer.Typer:
    """Return the application with every command, in alphabetical order."""
    app = typer.Typer(
        name="holdfast",
        help="Hardens Microsoft 365 tenants as code: the customer's half of the shared-responsibility model.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for info in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{info.name}").register(app)
    return app


def main() -> None:
    """Run the command line; exit codes as `holdfast.model.status.ExitCode` says."""
    try:
        make_app()()
    except HoldfastError as error:
        sys.stderr.write(f"holdfast: {error}\n")
        sys.exit(ExitCode.NO_ANSWER)
    except KeyboardInterrupt:
        sys.stderr.write("holdfast: interrupted\n")
        sys.exit(ExitCode.NO_ANSWER)


if __name__ == "__main__":
    main()
