"""`holdfast new`: writes the skeleton of a control or of a kind; what is left is content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import find_project
from holdfast.model.errors import HoldfastError
from holdfast.skeletons.kind import KindShape

if TYPE_CHECKING:
    from pathlib import Path

_TAMPERINGS = "holdfast/emulator/tamperings"
_KINDS = "holdfast/kinds"
_Id = Annotated[str, typer.Argument(metavar="SERVICE.NAME", help="Id, such as `entra.mfa_required`.")]
_Shape = Annotated[KindShape, typer.Option(help="What one resource of it is, and which service has it.")]


def register(app: typer.Typer) -> None:
    """Add the group with both."""
    group = typer.Typer(
        help="Write the skeleton of a control or of a kind, for somebody who extends Holdfast.",
        no_args_is_help=True,
    )
    group.command()(control)
    group.command()(kind)
    app.add_typer(group, name="new")


def control(name: _Id) -> None:
    """Write the skeleton of a control, and of what undoes it in the embedded tenant.

    Nothing that is there is written over. What is left to write is marked `write-here`.
    """
    from holdfast.skeletons.control import control_source, tampering_source
    from holdfast.skeletons.place import control_name, write_all

    new, project, today = control_name(name), _toolkit(), datetime.now(UTC).date()
    files = {
        f"components/{new.service}/{new.stem}.py": control_source(new, today),
        f"{_TAMPERINGS}/{new.service}/{new.stem}.py": tampering_source(new, today),
    }
    folders = {
        f"components/{new.service}": f"Controls over {new.service}.",
        f"{_TAMPERINGS}/{new.service}": f"Tampering with what the controls over {new.service} declare.",
    }
    _tell(write_all(project, files, folders))
    print(
        "next: write what is marked write-here, put the control into the next version of a baseline, run make docs"
    )


def kind(name: _Id, shape: _Shape = KindShape.GRAPH_SINGLETON) -> None:
    """Write the skeleton of a kind, which the `m365` provider serves.

    Nothing that is there is written over. What is left to write is marked `write-here`.
    """
    from holdfast.kinds.registry import kinds
    from holdfast.skeletons.kind import kind_source
    from holdfast.skeletons.place import kind_name, write_all

    new, project = kind_name(name), _toolkit()
    if same := [token for token, one in kinds().items() if one.name == new.camel]:
        told = f"{same[0]} is called {new.camel} already, and nothing was written: choose another name"
        raise HoldfastError("already-written", told)
    source = kind_source(new, shape, datetime.now(UTC).date())
    files = {f"{_KINDS}/{new.service}/{new.stem}.py": source}
    _tell(write_all(project, files, {f"{_KINDS}/{new.service}": f"Kinds of {new.service}."}))
    print(
        "next: write what is marked write-here, and the service in holdfast/emulator; then make docs, and the class "
        f"{new.camel} is in holdfast.provider.resources"
    )


def _toolkit() -> Path:
    """Return the project's folder, having checked that it holds the toolkit's own source.

    Raises:
        HoldfastError: `no-project`, `not-the-toolkit`.
    """
    project = find_project()
    for folder in ("components", _KINDS, _TAMPERINGS):
        if not (project / folder).is_dir():
            told = f"{project} has no folder {folder}: controls and kinds are added to a clone of Holdfast, go there"
            raise HoldfastError("not-the-toolkit", told)
    return project


def _tell(paths: tuple[str, ...]) -> None:
    for path in paths:
        print(f"wrote {path}")
