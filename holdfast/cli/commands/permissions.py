"""`holdfast permissions`: tells what a client's identity needs in its tenant, and writes what grants it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import Client, find_client

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.access.needs import Access


class PermissionsFormat(StrEnum):
    """How it is written."""

    TABLE = "table"
    JSON = "json"
    AZ = "az"
    BICEP = "bicep"
    TERRAFORM = "terraform"


Write = Annotated[
    bool,
    typer.Option(
        "--write/--read",
        help="For applies, which read and write, or for checks and reports, which only read.",
    ),
]
"""What the identity is for."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(permissions)


def permissions(
    client: Client,
    write: Write = False,
    format: Annotated[  # noqa: A002
        PermissionsFormat, typer.Option(help="How it is written; az, bicep and terraform grant it.")
    ] = PermissionsFormat.TABLE,
) -> None:
    """Tell what the client's identity needs in its tenant, each with why; sends nothing.

    Computed from the client's plan and what its controls declare. The script, the template and the configuration look
    up every id by its name in the tenant, so that none of them is out of date.
    """
    from datetime import UTC, datetime

    from holdfast.access.needs import Purpose, access_of
    from holdfast.drift.recording import load_recording
    from holdfast.kinds.registry import kinds
    from holdfast.tenant.embedded import home

    project = find_client(client)
    recording = load_recording(project, client, home(project), datetime.now(UTC).date())
    purpose = Purpose.WRITE if write else Purpose.READ
    access = access_of(recording.plan, kinds(), recording.desired, purpose)
    sys.stdout.write(_renderer(format)(access))


def _renderer(chosen: PermissionsFormat) -> Callable[[Access], str]:
    """Return what writes the format; only that one is loaded."""
    from importlib import import_module

    from holdfast.access import formats

    render: Callable[[Access], str] = import_module(f"{formats.__name__}.{chosen.value}").FORMAT.render
    return render
