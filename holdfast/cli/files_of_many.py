"""The files of many clients that a check of each begins from: its earlier result, and what of it is accepted."""

from __future__ import annotations

from pathlib import Path

import typer

from holdfast.cli.asked import CLIENT, of_client
from holdfast.report.many.words import some_of
from holdfast.report.text import counted


class FilesOfMany:
    """Finds the files of each client. One that is not there is none: then all of its drift is shown, and that is told.

    Args:
        since: path of earlier results with `{client}` in it, or None.
        accepted: path of files of accepted deviations with `{client}` in it, or None.
    """

    def __init__(self, since: Path | None, accepted: Path | None) -> None:
        """Refuse a path that is of one client.

        Raises:
            typer.BadParameter: where `{client}` does not stand in it.
        """
        for option, path in (("--since", since), ("--accepted", accepted)):
            if path is not None and CLIENT not in str(path):
                raise typer.BadParameter(
                    f"{option} {path} is of one client, and many are asked for: write {CLIENT} into it"
                )
        self._paths = {"earlier result": since, "file of accepted deviations": accepted}
        self._missing: dict[str, list[str]] = {what: [] for what in self._paths}

    def of(self, client: str) -> tuple[Path | None, Path | None]:
        """Return the client's earlier result and its accepted deviations; None for what there is not."""
        since, accepted = (self._found(what, path, client) for what, path in self._paths.items())
        return since, accepted

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each sort of file that was not there for somebody."""
        return tuple(
            f"there is no {what} of {counted(len(clients), 'client')}, whose drift is shown without it: "
            f"{some_of(sorted(clients))}"
            for what, clients in self._missing.items()
            if clients
        )

    def _found(self, what: str, written: Path | None, client: str) -> Path | None:
        if written is None:
            return None
        path = of_client(written, client)
        if path.exists() or path.is_symlink():
            return path
        self._missing[what].append(client)
        return None
