"""`holdfast baseline release`: from now on this version never changes."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.cli.project import find_project


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(release)


def release(
    name: Annotated[str, typer.Argument(help="Baseline: `core` for baselines/core/.")],
    version: Annotated[str, typer.Argument(help="Version: `1.2.0` for 1.2.0.yaml in that folder.")],
) -> None:
    """Release a version of a baseline: its digest is recorded, and a test fails when the file changes afterwards.

    The file and all that it extends must be without mistakes, what it extends released, and its change log written.
    """
    from holdfast.baseline.release import release as record_release
    from holdfast.controls.catalogue import controls

    new = record_release(find_project(), name, version, controls())
    print(f"{name}@{version} is released" if new else f"{name}@{version} was released before, as it is")
