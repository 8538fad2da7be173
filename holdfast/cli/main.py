"""`holdfast`: finds the commands, and turns whatever ends one into one sentence and an exit code.

The outermost handler is here. 0 and 1 are answers, so nothing but a command that has its answer ends with them: every
error, foreseen or not, wrong usage, a full disk, a signal ends with 2.

Nothing slow is imported here: each command imports what it needs when it runs.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click
import typer

from holdfast.cli import commands
from holdfast.cli.garbage import look_no_more, seldom_looked_for
from holdfast.cli.output import told_when_lost
from holdfast.cli.typed import see_to
from holdfast.ending import EndedError, heed_the_system
from holdfast.model.errors import HoldfastError, HoldfastWarning
from holdfast.model.machine import of_the_machine
from holdfast.model.status import ExitCode
from holdfast.no_keys import write_no_keys

if TYPE_CHECKING:
    from collections.abc import Sequence


_DETAILED = "--detailed-exitcode"
"""The option that asks for other exit codes, for whatever ends the process."""
_PYTHONS_OWN = warnings.showwarning


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
    see_to(app)
    app.callback()(lambda: None)  # so that one command alone is still called by its name
    return app


def main() -> None:
    """Run the command line; exit codes as `holdfast.model.status.ExitCode` says."""
    write_no_keys()
    _make_streams_usable()
    warnings.showwarning = _show_warning
    heed_the_system()
    with (
        seldom_looked_for()
    ):  # also while a command is imported: what that makes lives as long as the process
        code = _run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # whoever reads us may stop early: the exit code still says how it stands
    except HoldfastError as error:
        _tell(error)
        code = ExitCode.NO_ANSWER
    if _DETAILED in sys.argv:
        from holdfast.cli.exit_codes import as_terraform

        code = as_terraform(code, sys.argv[1:])
    _leave(code)


def _run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code, having told what went wrong."""
    try:
        command = typer.main.get_command(make_app(arguments[0] if arguments else None))
        # Not `command.main`, which ends with 1 where the terminal is gone or somebody says no.
        with command.make_context("holdfast", list(arguments)) as context:
            command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.NO_ANSWER if ended.code else 0
    except click.ClickException as error:
        with suppress(OSError):
            error.show(sys.stderr)
    except (click.Abort, EOFError):
        _tell_line("nothing was done")
    except (KeyboardInterrupt, EndedError) as error:
        # A second request to end, as `timeout` sends, breaks off what ends the loop: Python tells of it at the last.
        warnings.simplefilter("ignore", RuntimeWarning)
        _tell_line("ended by the system" if isinstance(error, EndedError) else "interrupted")
    except BrokenPipeError:
        pass  # whoever reads us stopped before the command was through
    except HoldfastError as error:
        _tell(of_the_machine(error))
    except BaseException as error:  # noqa: BLE001 - the outermost handler: nothing may end with Python's own 1
        from holdfast.cli.crash import crashed

        _tell(crashed(error))
    else:
        return 0
    return ExitCode.NO_ANSWER


def _tell(error: HoldfastError) -> None:
    """Write the sentence; names of a tenant in it, which anybody may have written, cannot steer the terminal."""
    from holdfast.report.text import visible_lines

    _tell_line(visible_lines(str(error)))


def _tell_line(line: str) -> None:
    with suppress(OSError, ValueError):  # nobody is left to read it
        sys.stderr.write(f"holdfast: {line}\n")
        sys.stderr.flush()


def _show_warning(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
    """Tell a warning of ours as a sentence, and those of libraries as Python does."""
    if issubclass(category, HoldfastWarning):
        _tell_line(f"warning: {message}")
    else:
        _PYTHONS_OWN(message, category, *place, **more)


def _make_streams_usable() -> None:
    """Open what the caller closed, so that no file or connection takes its place; write every letter somehow.

    Standard output is opened so that nothing can be written to it: an answer that nobody can get is none.
    """
    for number, mode in ((0, "r"), (1, "w"), (2, "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 1 else os.O_RDWR)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - open until the end
            setattr(sys, ("stdin", "stdout", "stderr")[number], stream)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if type(sys.stdout) is io.TextIOWrapper:  # Python's own: whoever replaced it sees to it
        sys.stdout = told_when_lost(sys.stdout)


def _leave(code: int) -> NoReturn:
    """End with `code`: what Python cannot write at its own end would make it 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, HoldfastError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    look_no_more()
    sys.exit(code)


if __name__ == "__main__":
    main()
