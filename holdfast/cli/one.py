"""`holdfast drift` of one client: runs the check, or one after another, and writes what is wanted of it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from holdfast.cli.answer import Format
from holdfast.cli.asked import CLIENT, of_client
from holdfast.cli.garbage import seldom_looked_for
from holdfast.drift.check import check
from holdfast.model.errors import HoldfastError
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from holdfast.cli.asked import Asked
    from holdfast.cli.keeper import Keeper
    from holdfast.cli.report_file import Output
    from holdfast.drift.check import Checked


def drift_one(project: Path, client: str, asked: Asked, watched: int | None) -> int:
    """Check a client, again and again where it is `watched` (seconds); return the exit code of the last check.

    Raises:
        typer.BadParameter: for what cannot be asked for together.
        HoldfastError: when there is no check, or something that was asked for could not be written.
    """
    work = _Check(project, client, asked)
    if watched is None:
        checked, failed = work.once()
        with suppress(
            BrokenPipeError
        ):  # whoever reads us may stop early: the exit code still says how it stands
            _show(checked, asked.format)
            sys.stdout.flush()
        _raise_if(failed)
        return checked.result.exit_code
    if asked.format is Format.JSON:
        # Of which one document is one check.
        raise typer.BadParameter(
            "--watch prints lines, so it goes with --format table; take --output json=PATH"
        )
    from holdfast.cli.watch import watch

    return watch(work.whole, watched)


class _Check:
    """Checks one client as often as it is asked to."""

    def __init__(self, project: Path, client: str, asked: Asked) -> None:
        """See that what is wanted can be written, as far as that can be known before."""
        self._project = project
        self._client = client
        self._asked = asked
        self._outputs = _outputs(project, client, asked)
        self._keeper: Keeper | None = asked.keeper(project)

    def once(self) -> tuple[Checked, Sequence[HoldfastError]]:
        """Check once, record it and write files where that is wanted; return what could not be written as well."""
        since, accepted = (one and of_client(one, self._client) for one in self._asked.files)
        wanted = self._asked.wanted(self._client, (since, accepted), self._keeper)
        with seldom_looked_for():
            checked = check(self._project, self._client, home(self._project), wanted=wanted)
        failed = [*_write(checked, self._outputs)]
        if self._keeper is not None:
            failed += self._keeper.keep(checked, wanted.accepted if wanted else ())
        return checked, failed

    def whole(self) -> Checked:
        """Return what one check found.

        Raises:
            HoldfastError: when there is no check, or something that was asked for could not be written.
        """
        checked, failed = self.once()
        _raise_if(failed)
        return checked


def _outputs(project: Path, client: str, asked: Asked) -> tuple[Output, ...]:
    """Return the files that are wanted; formats are loaded only where there are any."""
    if not asked.outputs:
        return ()
    from holdfast.cli.report_file import wanted_outputs

    return wanted_outputs(
        [one.replace(CLIENT, client) for one in asked.outputs], asked.taken(project, [client])
    )


def _write(checked: Checked, outputs: Sequence[Output]) -> tuple[HoldfastError, ...]:
    if not outputs:
        return ()
    from holdfast.cli.report_file import write_outputs
    from holdfast.cli.report_input import report_input

    return write_outputs(report_input(checked), outputs)


def _raise_if(failed: Sequence[HoldfastError]) -> None:
    """Raise what failed beside the check; several at once as one."""
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise HoldfastError("report-not-written", "; ".join(one.message for one in failed))


def _show(checked: Checked, format: Format) -> None:  # noqa: A002
    if format is Format.JSON:
        from holdfast.cli.report_input import report_input
        from holdfast.report.formats.json import FORMAT

        sys.stdout.write(FORMAT.render(report_input(checked)).decode())
    else:
        from holdfast.report.formats.table import print_table

        print_table(checked.result, checked.controls)
