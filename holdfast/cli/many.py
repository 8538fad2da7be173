"""`holdfast drift` of many clients: runs the checks, writes the files of each as it is done, and tells all of them."""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from holdfast.cli.answer import Format
from holdfast.cli.crash import crashed
from holdfast.cli.files_of_many import FilesOfMany
from holdfast.cli.garbage import seldom_looked_for
from holdfast.cli.outputs_of_many import wanted_outputs_of_many
from holdfast.cli.progress_of_many import ProgressOfMany
from holdfast.cli.report_file import write_outputs
from holdfast.cli.report_input import report_input
from holdfast.drift.many import Bounds, ManyChecks, check_many
from holdfast.ending import run
from holdfast.model.errors import HoldfastError, HoldfastWarning
from holdfast.plan.embedded import is_embedded
from holdfast.report.many.json import FORMAT as JSON
from holdfast.report.many.line import Unkept, line_of, unreached
from holdfast.report.many.summary import summary
from holdfast.report.many.table import print_many
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from holdfast.cli.asked import Asked
    from holdfast.cli.keeper import Keeper
    from holdfast.cli.outputs_of_many import OutputsOfMany
    from holdfast.drift.check import Checked
    from holdfast.model.wanted import Wanted
    from holdfast.plan.choose import Chosen
    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import Summary

_ENDED = "run-ended"
"""Stands in the place of an error's name for who was not checked because the run was ended."""


def drift_many(project: Path, chosen: Chosen, asked: Asked, at_once: int) -> int:
    """Check many clients and tell of them; return the exit code.

    Args:
        project: the folder with `Pulumi.yaml`.
        chosen: whose checks are asked for.
        asked: of each of them.
        at_once: how many.

    Raises:
        typer.BadParameter: for what cannot be asked for together.
        HoldfastError: when a file for all of them could not be written, or cannot be.
    """
    clients, doubtful = chosen.clients, chosen.doubtful
    files = FilesOfMany(*asked.files)
    wishes = _Wishes(asked, files, asked.keeper(project))
    outputs = wanted_outputs_of_many(asked.outputs, clients, asked.taken(project, clients))
    checks = ManyChecks(project, home(project), wishes.of)
    progress = ProgressOfMany(len(clients) + len(doubtful))
    telling = _Telling(outputs, wishes.keep, progress, partial(is_embedded, project))
    try:
        with progress, seldom_looked_for():
            for client, error in doubtful.items():
                telling.tell(client, error)
            run(_checked(clients, checks, telling, at_once))
    except BaseException:
        told = summary((*telling.lines, *telling.left(clients)), datetime.now(UTC), files.notes())
        # One of an earlier run would be taken for this one's, with nobody in it who was not reached.
        for error in outputs.write_whole(told):
            warnings.warn(str(error), HoldfastWarning, stacklevel=2)
        with suppress(OSError):
            _show(told, asked.format)
        raise
    told = summary(telling.lines, datetime.now(UTC), files.notes())
    failed = outputs.write_whole(told)
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        _show(told, asked.format)
    if failed:
        raise HoldfastError("report-not-written", "; ".join(one.message for one in failed))
    return told.exit_code


async def _checked(clients: Iterable[str], checks: ManyChecks, telling: _Telling, at_once: int) -> None:
    async with checks:
        await check_many(clients, checks.check, telling.tell, Bounds(at_once))


class _Wishes:
    """What is wanted of each client's check, kept until that check is recorded.

    Args:
        asked: of every client alike.
        files: of each client.
        keeper: records the checks; None where that is not wanted.
    """

    def __init__(self, asked: Asked, files: FilesOfMany, keeper: Keeper | None) -> None:
        """Read nothing yet."""
        self._asked = asked
        self._files = files
        self._keeper = keeper
        self._wanted: dict[str, Wanted | None] = {}

    def of(self, client: str) -> Wanted | None:
        """Return what is wanted of a client's check beside it; may read files."""
        files = self._files.of(client)
        self._wanted[client] = self._asked.wanted(client, files, self._keeper)
        return self._wanted[client]

    def keep(self, client: str, checked: Checked) -> Sequence[HoldfastError]:
        """Record a client's check where that is wanted; return why it could not be."""
        wish = self._wanted.pop(client, None)
        return self._keeper.keep(checked, wish.accepted if wish else ()) if self._keeper else ()


class _Telling:
    """Writes the files of each client, and keeps its line and nothing else.

    Args:
        outputs: the files.
        keep: records a check where that is wanted; returns why it could not.
        progress: is told as well.
        is_embedded: says of a client without a check whether its tenant is on this machine.
    """

    def __init__(
        self,
        outputs: OutputsOfMany,
        keep: Callable[[str, Checked], Sequence[HoldfastError]],
        progress: ProgressOfMany,
        is_embedded: Callable[[str], bool],
    ) -> None:
        """Know of nobody yet."""
        self.lines: list[ClientLine] = []
        self._outputs = outputs
        self._keep = keep
        self._progress = progress
        self._is_embedded = is_embedded
        self._crashes: dict[tuple[type[Exception], str], HoldfastError] = {}

    def tell(self, client: str, answer: Checked | Exception) -> None:
        """Take a client's check, or why there is none."""
        if not isinstance(answer, Exception):
            try:
                line = self._written(client, answer)
            except Exception as error:  # noqa: BLE001 - what cannot be written down is that client's failure
                answer = error
        if isinstance(answer, Exception):
            known = answer if isinstance(answer, HoldfastError) else self._crash(answer)
            line = unreached(client, known.slug, known.message, simulation=self._is_embedded(client))
        self.lines.append(line)
        self._progress.done(line)

    def left(self, clients: Iterable[str]) -> list[ClientLine]:
        """Return lines for those who were not told of, because the run ended before."""
        done = {one.client for one in self.lines}
        return [
            unreached(one, _ENDED, "the run was ended before", simulation=self._is_embedded(one))
            for one in clients
            if one not in done
        ]

    def _written(self, client: str, checked: Checked) -> ClientLine:
        given = report_input(checked)
        failed = [*write_outputs(given, self._outputs.of(client), self._crash), *self._keep(client, checked)]
        return line_of(given, [Unkept(one.slug, one.message) for one in failed], checked.tenant_id)

    def _crash(self, error: Exception) -> HoldfastError:
        """Return the sentence about what nobody foresaw; what happens in many clients is written down once."""
        same = type(error), str(error)
        if same not in self._crashes:
            self._crashes[same] = crashed(error)
        return self._crashes[same]


def _show(told: Summary, format: Format) -> None:  # noqa: A002
    if format is Format.JSON:
        sys.stdout.write(JSON.render(told).decode())
    else:
        print_many(told)
    sys.stdout.flush()
