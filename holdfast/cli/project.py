"""Which project folder and client a command is for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdfast.model.errors import HoldfastError
from holdfast.plan.files import client_file

Client = Annotated[
    str, typer.Argument(metavar="CLIENT", help="Client: `contoso` for clients/Pulumi.contoso.yaml.")
]


def find_project() -> Path:
    """Return the nearest folder with `Pulumi.yaml`, here or above.

    Raises:
        HoldfastError: `no-project`.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").exists():
            return folder
    raise HoldfastError(
        "no-project", f"no Pulumi.yaml in {here} or above: go to your Holdfast project folder"
    )


def find_client(client: str) -> Path:
    """Return the project folder, having checked that it has `client`.

    Raises:
        HoldfastError: `no-project`, `unknown-client`.
    """
    project = find_project()
    client_file(project, client)
    return project
