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


def make_app(only: str | None = None) -> typer.Typer:
    """Return the application with every command, in alphabetical order; with one command where `only` names it."""
    app = typer.Typer(
        name="holdfast",
        help="Hardens Microsoft 365 tenants as code: the customer's half of the shared-responsibility model.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    names = [info.name for info in pkgutil.iter_modules(commands.__path__)]
    for name in [only] if only in names else names:
        importlib.import_module(f"{commands.__name__}.{name}").register(app)
    app.callback()(lambda: None)  # so that one command alone is still called by its name
    return app


def main() -> None:
    """Run the command line; exit codes as `holdfast.model.status.ExitCode` says."""
    try:
        make_app(sys.argv[1] if len(sys.argv) > 1 else None)()
    except HoldfastError as error:
        _tell(error)
        sys.exit(ExitCode.NO_ANSWER)
    except KeyboardInterrupt:
        sys.stderr.write("holdfast: interrupted\n")
        sys.exit(ExitCode.NO_ANSWER)


def _tell(error: HoldfastError) -> None:
    """Write the sentence; names of a tenant in it, which anybody may have written, cannot steer the terminal."""
    from holdfast.report.text import visible_lines

    sys.stderr.write(f"holdfast: {visible_lines(str(error))}\n")


if __name__ == "__main__":
    main()
