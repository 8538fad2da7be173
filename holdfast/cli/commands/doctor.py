"""`holdfast doctor`: tells whether this machine can check and apply a client, and what to do where it cannot."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from holdfast.cli.answer import Format
from holdfast.cli.commands.permissions import Write
from holdfast.cli.project import Client, find_client


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    client: Client,
    write: Write = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Put right what is of this machine: a dead run's lock, a missing engine, modes of secret files.",
        ),
    ] = False,
    format: Annotated[Format, typer.Option(help="How it is written.")] = Format.TABLE,  # noqa: A002
) -> None:
    """Tell whether this machine can check and apply the client, and what to do where it cannot; reads only.

    Looks at sign-in by each way that is set up, every endpoint, the clock, granted permissions and directory roles (too
    few and too many), licences, engine and plugins, state and lock, and secret files. Nothing is written to the tenant,
    whatever the options.
    Exit codes: 0 able to do what the identity is for (--read: check; --write: apply), and nothing to put right; 1 able,
    and something is to be put right; 2 not able, or no answer.
    """
    from datetime import UTC, datetime

    from holdfast.access.needs import Purpose
    from holdfast.cli.progress import Progress
    from holdfast.doctor.examine import examine
    from holdfast.doctor.machine import Machine
    from holdfast.doctor.written import as_document, as_text
    from holdfast.drift.recording import load_recording
    from holdfast.tenant.embedded import home

    project = find_client(client)
    folder = home(project)
    recording = load_recording(project, client, folder, datetime.now(UTC).date())
    with Progress() as progress:
        here = Machine(project=project, recording=recording, folder=folder, fix=fix, say=progress.say)
        diagnosis = examine(here, Purpose.WRITE if write else Purpose.READ)
    sys.stdout.write(as_document(diagnosis) if format is Format.JSON else as_text(diagnosis))
    sys.exit(diagnosis.exit_code)
