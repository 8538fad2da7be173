"""The files that a check of many clients writes: one for each client, or one for all of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.asked import CLIENT
from holdfast.cli.report_file import Output, wanted_form, write_each
from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.report.many.interface import formats_of_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.cli.report_file import Taken
    from holdfast.report.formats.interface import ReportFormat
    from holdfast.report.many.interface import ManyFormat
    from holdfast.report.many.summary import Summary


@value_class
class OutputsOfMany:
    """Files that are wanted."""

    each: tuple[tuple[ReportFormat, str], ...]
    """One for each client, with the path as it was written."""
    whole: tuple[tuple[ManyFormat, Path], ...]
    """One for all."""

    def of(self, client: str) -> tuple[Output, ...]:
        """Return the files of one client."""
        return tuple(Output(form, Path(written.replace(CLIENT, client))) for form, written in self.each)

    def write_whole(self, given: Summary) -> tuple[HoldfastError, ...]:
        """Write every file for all that can be written, and return why others were not."""
        return write_each((path, partial(form.render, given)) for form, path in self.whole)


def wanted_outputs_of_many(written: Sequence[str], clients: Sequence[str], taken: Taken) -> OutputsOfMany:
    """Return the files that `FORMAT=PATH` ask for, having seen that each can be written, as far as that can be known.

    Args:
        written: each `FORMAT=PATH`.
        clients: whose.
        taken: what they may not be written over.

    Raises:
        HoldfastError: `report-unknown-format`, `report-of-one-client`, `report-not-written`.
    """
    each, whole = [], []
    for one in written:
        form, path = wanted_form(one)
        if CLIENT in path:
            each.append((form, path))
        elif form.name in formats_of_many():
            whole.append((formats_of_many()[form.name], Path(path)))
        else:
            raise HoldfastError("report-of-one-client", _of_one(one, form))
    found = OutputsOfMany(tuple(each), tuple(whole))
    for for_all, where in whole:
        taken.take(where, for_all.name)
    for own in (own for client in clients for own in found.of(client)):
        taken.take(own.path, own.form.name)
    return found


def _of_one(written: str, form: ReportFormat) -> str:
    told = f"such as {form.name}=results/{CLIENT}{form.suffix}"
    for_all = ", ".join(formats_of_many())
    return (
        f"--output {written!r}: a file of this format holds one client, and many are asked for: write {CLIENT} into "
        f"its path, {told}; one file for all there is in: {for_all}"
    )
