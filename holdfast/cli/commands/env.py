"""`holdfast env`: prints what a shell needs so that `pulumi`, typed by hand, reaches a client's tenant."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.project import Client, find_client


class Shell(StrEnum):
    """Whose syntax is printed."""

    BASH = "bash"
    ZSH = "zsh"
    POWERSHELL = "powershell"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(env)


def env(
    client: Client,
    shell: Annotated[
        Shell | None, typer.Option(help="Whose syntax to print; found from the environment.")
    ] = None,
) -> None:
    """Print the variables for a shell: eval "$(holdfast env CLIENT)", or in PowerShell: holdfast env CLIENT | iex.

    Makes the client's stack when it is new, so that `pulumi stack ls` shows it. For a real client it also unsets what
    the embedded tenant set in the shell, and refuses to keep the state below `.holdfast`.
    """
    from holdfast.apply.plugin_sign_in import tell_by_hand
    from holdfast.apply.shell import leave_embedded, refuse_other_world, shell_environment
    from holdfast.apply.stack import made_stack
    from holdfast.drift.recording import load_recording
    from holdfast.engine import find_engine
    from holdfast.report.simulation import notice
    from holdfast.tenant.embedded import home

    project = find_client(client)
    plan = load_recording(project, client, home(project), datetime.now(UTC).date()).plan
    syntax = shell or _here()
    _leave(syntax, client, leave_embedded(project, plan))
    folder = home(project)  # of the shell as it is from now on
    refuse_other_world(project, plan, folder)
    say = partial(typer.echo, err=True)
    engine = find_engine(say)
    variables = shell_environment(engine, project, plan, folder)
    made_stack(engine, project, client, variables, folder, say=say)
    if told := notice(plan.cloud):
        typer.echo(told, err=True)  # standard output is for the shell
    tell_by_hand(plan, say)
    for name, value in variables.items():
        print(assignment(syntax, name, value))


def _leave(syntax: Shell, client: str, left: Mapping[str, str]) -> None:
    """Have the shell leave the embedded tenant before anything can fail: it evaluates what a failed command printed."""
    for name, value in left.items():
        print(assignment(syntax, name, value) if value else removal(syntax, name))
    sys.stdout.flush()
    if unset := [name for name, value in left.items() if not value]:
        told = f"unset what the embedded tenant had set: {', '.join(unset)}; set your own where {client} needs it"
        typer.echo(told, err=True)


def assignment(shell: Shell, name: str, value: str) -> str:
    """Return the line that sets `name` in `shell`."""
    if shell is Shell.POWERSHELL:
        return f"$env:{name} = '{value.replace(chr(39), chr(39) * 2)}'"
    return f"export {name}={shlex.quote(value)}"


def removal(shell: Shell, name: str) -> str:
    """Return the line that unsets `name` in `shell`."""
    if shell is Shell.POWERSHELL:
        return f"Remove-Item -Path Env:{name} -ErrorAction SilentlyContinue"
    return f"unset {name}"


def _here() -> Shell:
    """Return the shell that we were called from, as far as the environment tells."""
    if "PSModulePath" in os.environ and "SHELL" not in os.environ:
        return Shell.POWERSHELL
    return Shell.ZSH if Path(os.environ.get("SHELL", "")).name == "zsh" else Shell.BASH
