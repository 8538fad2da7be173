"""What was typed of a check, beside whose it is. What it needs is loaded where it asks for something only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from holdfast.model.control import FailOn
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from holdfast.cli.answer import Format
    from holdfast.cli.keeper import Keeper
    from holdfast.cli.report_file import Taken
    from holdfast.cli.wanted import Files
    from holdfast.model.control import Severity
    from holdfast.model.duty import Duty
    from holdfast.model.wanted import Wanted

CLIENT = "{client}"
"""Stands for the client's name in the paths of files."""


def of_client(path: Path, client: str) -> Path:
    """Return the path of a client's own file."""
    return type(path)(str(path).replace(CLIENT, client))


@value_class(kw_only=True)
class Asked:
    """What is asked of every client alike; a path may have `{client}` in it."""

    controls: tuple[str, ...]
    duties: tuple[Duty, ...]
    severities: tuple[Severity, ...]
    frameworks: tuple[str, ...]
    files: Files
    fail_on: FailOn
    outputs: tuple[str, ...]
    """Each `FORMAT=PATH`."""
    format: Format
    record: Path | None
    """The folder of histories."""
    record_key: Path | None

    def wanted(self, client: str, files: Files, keeper: Keeper | None) -> Wanted | None:
        """Return what is wanted of a client's check; None where it is a plain one.

        Args:
            client: its name.
            files: those of this client.
            keeper: records the check, so that what is not selected is looked at as well.

        Raises:
            InputErrors: for mistakes in the file of accepted deviations.
            HoldfastError: `result-unusable`, `history-not-continued`.
        """
        meant = keeper.meant(client) if keeper is not None else {}
        selected = (self.controls, self.duties, self.severities, self.frameworks)
        if not any((*selected, *files, meant)) and self.fail_on is FailOn.ANY:
            return None
        from holdfast.cli.wanted import wanted
        from holdfast.model.wanted import Selection

        selection = Selection(*selected)
        found = wanted(client, selection, files, self.fail_on, everything=keeper is not None)
        return replace(found, meant={**meant, **found.meant})

    def taken(self, project: Path, clients: Iterable[str]) -> Taken:
        """Return what no file may be written over: what checks of these clients read.

        The next result may take the place of an earlier one.
        """
        from holdfast.cli.report_file import Taken
        from holdfast.plan.files import client_path

        taken = Taken()
        taken.is_project(project)
        since, accepted = self.files
        if self.record_key:
            taken.is_read(self.record_key, "the key of --record-key")
        for client in clients:
            taken.is_read(client_path(project, client), f"the file of {client}")
            if accepted:
                taken.is_read(of_client(accepted, client), "what --accepted names")
            if since:
                taken.is_read(of_client(since, client), "what --since names", also="json")
        return taken

    def keeper(self, project: Path) -> Keeper | None:
        """Return what records the checks; None where that is not wanted.

        Raises:
            typer.BadParameter: for a key without anything to sign.
        """
        if self.record is None:
            if self.record_key is not None:
                raise typer.BadParameter("--record-key signs what is recorded: give --record DIR as well")
            return None
        from holdfast.cli.keeper import keeper

        return keeper(project, self.record, self.record_key)
