"""`holdfast new`: writes the skeleton of a control, a kind or a service; what is left is content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import find_project
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import Basis
from holdfast.skeletons.kind import KindShape
from holdfast.skeletons.service import ServiceShape

if TYPE_CHECKING:
    from pathlib import Path

_EMULATOR = "holdfast/emulator"
_TAMPERINGS = f"{_EMULATOR}/tamperings"
_KINDS = "holdfast/kinds"
_Id = Annotated[str, typer.Argument(metavar="SERVICE.NAME", help="Id, such as `entra.mfa_required`.")]
_Basis = Annotated[
    Basis,
    typer.Option(help="What its verdict rests upon: what is checked is written by an apply, too."),
]
_Shape = Annotated[KindShape, typer.Option(help="What one resource of it is, and which service has it.")]

_ServiceId = Annotated[
    str,
    typer.Argument(
        metavar="FOLDER.NAME", help="Folder of `holdfast/emulator`, and name: `exchange.remote_domain`."
    ),
]
_ServiceShape = Annotated[ServiceShape, typer.Option(help="Which declaration says all of it.")]


def register(app: typer.Typer) -> None:
    """Add the group with all of them."""
    group = typer.Typer(
        help="Write the skeleton of a control, a kind or a service, for somebody who extends Holdfast.",
        no_args_is_help=True,
    )
    group.command()(control)
    group.command()(kind)
    group.command()(service)
    app.add_typer(group, name="new")


def control(name: _Id, basis: _Basis = Basis.CHECKED) -> None:
    """Write the skeleton of a control, of what undoes it in the embedded tenant, and of how it is tried.

    Of what is attested the embedded tenant has nothing that could be undone.

    Nothing that is there is written over. What is left to write is marked `write-here`.
    """
    from holdfast.skeletons.control import control_sources
    from holdfast.skeletons.place import control_name, write_all

    new, project = control_name(name), _toolkit()
    files = control_sources(new, basis, datetime.now(UTC).date())
    folders = {f"components/{new.service}": f"Controls over {new.service}."}
    if basis is not Basis.ATTESTED:
        undoing = f"Tampering with what the controls over {new.service} declare."
        folders[f"{_TAMPERINGS}/{new.service}"] = undoing
    _tell(write_all(project, files, folders))
    print(
        "next: write what is marked write-here, put the control into the next version of a baseline, run make docs"
    )


def kind(name: _Id, shape: _Shape = KindShape.GRAPH_SINGLETON) -> None:
    """Write the skeleton of a kind, which the `m365` provider serves, and of its service in the embedded tenant.

    Of a kind of which a tenant has several, also of how one that is there is taken over; of an assessment of Graph, of
    a rule that is obeyed. What an assessment or a rule reads is a service of its own: `holdfast new service`.

    Nothing that is there is written over. What is left to write is marked `write-here`.
    """
    from holdfast.kinds.registry import kinds
    from holdfast.skeletons.kind import kind_source, tried_source
    from holdfast.skeletons.place import found, kind_name, write_all
    from holdfast.skeletons.service import service_source

    new, project = kind_name(name), _toolkit()
    if same := [token for token, one in kinds().items() if one.name == new.camel]:
        told = f"{same[0]} is called {new.camel} already, and nothing was written: choose another name"
        raise HoldfastError("already-written", told)
    own = {f"{_KINDS}/{new.service}/{new.stem}.py": kind_source(new, shape, datetime.now(UTC).date())}
    if tried := tried_source(new, shape):
        own[f"tests/kinds/{new.service}/{new.stem}.py"] = tried
    kept = None
    if shape.served_as:
        folders = shape.served_as.folders
        folder = new.service if new.service in folders else folders[0]
        place = f"{_EMULATOR}/{folder}/{new.stem}.py"
        kept = found(project, place)
        own |= {} if kept else {place: service_source(folder, new, shape.served_as)}
    _tell(write_all(project, own, {f"{_KINDS}/{new.service}": f"Kinds of {new.service}."}))
    if kept:
        print(f"kept {kept}: the embedded tenant has a service of that name")
    print(
        f"next: write what is marked write-here; then make docs, and the class {new.camel} is in "
        "holdfast.provider.resources"
    )


def service(name: _ServiceId, shape: _ServiceShape = ServiceShape.GRAPH_SINGLETON) -> None:
    """Write the skeleton of a service of the embedded tenant, which is one declaration.

    Nothing that is there is written over. What is left to write is marked `write-here`.
    """
    from holdfast.skeletons.place import write_all
    from holdfast.skeletons.service import service_name, service_source

    new, project = service_name(name, shape), _toolkit()
    source = service_source(new.service, new, shape)
    _tell(write_all(project, {f"{_EMULATOR}/{new.service}/{new.stem}.py": source}, {}))
    print(
        "next: write what is marked write-here, run tests/contract/test_declared_services.py, and make docs"
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
