"""`holdfast env`: prints what a shell needs so that `pulumi`, typed by hand, reaches a client's tenant."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer

from holdfast.cli.project import Client, find_client
from holdfast.cli.shells import Shell, asking_shell, assignment, removal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(env)


def env(
    client: Client,
    shell: Annotated[
        Shell | None, typer.Option(help="Whose syntax to print; that of the shell that asks.")
    ] = None,
) -> None:
    """Print the variables for a shell: eval "$(holdfast env CLIENT)", or in PowerShell: holdfast env CLIENT | iex.

    In fish: holdfast env CLIENT | source.

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
    syntax = shell or asking_shell(os.getpid(), os.environ)
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
