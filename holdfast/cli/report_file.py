"""Writes one check as files: in the format that a file's ending names, or in those that were asked for by name."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.crash import crashed
from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.report.formats.interface import formats
from holdfast.whole_file import AS_USUAL, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from holdfast.model.report import ReportInput
    from holdfast.report.formats.interface import ReportFormat


_PRINTED = "-"
"""What elsewhere stands for standard output."""
_DECIDE = (".py", ".yaml", ".yml", "/digests.json")
"""Endings of what a project is made of; of no format's files."""
_READ_WHOLE = ("baselines", "clients", "components")
"""Folders of a project in which a new file of such an ending is read by the next run."""
_KEPT = (".git", ".holdfast", ".venv")
"""Folders of a project whose files others made and need, whatever they end with."""


@value_class
class Output:
    """One file that is wanted."""

    form: ReportFormat
    path: Path


def wanted_outputs(written: Sequence[str], taken: Taken) -> tuple[Output, ...]:
    """Return the files that `FORMAT=PATH` ask for, having seen that each can be written, as far as that can be known.

    Args:
        written: each `FORMAT=PATH`.
        taken: what they may not be written over.

    Raises:
        HoldfastError: `report-unknown-format`, `report-not-written`.
    """
    found = [Output(form, Path(path)) for form, path in map(wanted_form, written)]
    for one in found:
        taken.take(one.path, one.form.name)
    return tuple(found)


class Taken:
    """Where no further file may be written, and why: a file of the same run stands there, or one that it reads."""

    def __init__(self) -> None:
        """Take nothing yet."""
        self._why: dict[str, str] = {}
        self._as_well: dict[str, str] = {}
        self._project: Path | None = None

    def is_project(self, folder: Path) -> None:
        """Keep what decides in a project from being written over: program, controls, baselines, files of clients."""
        self._project = folder.resolve()

    def is_read(self, path: Path, what: str, *, also: str = "") -> None:
        """Keep a file from being written over.

        Args:
            path: of it.
            what: it is, in words.
            also: format in which the next one may take its place.
        """
        real = os.path.realpath(path)
        self._why[real], self._as_well[real] = f"it is {what}, which this run reads", also

    def take(self, path: Path, form: str) -> None:
        """Take the place of a file that is to be written.

        Raises:
            HoldfastError: `report-not-written`.
        """
        if why := obstacle(path):
            raise not_written(path, why)
        real = os.path.realpath(path)
        if self._as_well.pop(real, "") != form and (why := self._why.get(real) or self._of_project(path)):
            raise not_written(path, why)
        self._why[real] = "it is asked for twice"

    def _of_project(self, path: Path) -> str:
        """Return why a file is not written; empty for what decides nothing. A link counts, and what it leads to."""
        if self._project is None:
            return ""
        for place in (Path(os.path.normpath(path.absolute())), Path(os.path.realpath(path))):
            if place.is_relative_to(self._project) and _decides(
                place.relative_to(self._project), place.exists()
            ):
                return "it is a file of the project, which a run reads"
        return ""


def _decides(inner: Path, there: bool) -> bool:
    """Return whether a path in a project is of what it is made of, as it stands there or would."""
    if f"/{inner.as_posix()}".endswith(_DECIDE):
        return there or inner.parts[0] in _READ_WHOLE
    return there and inner.parts[0] in _KEPT


def wanted_form(written: str) -> tuple[ReportFormat, str]:
    """Return the format and the path of `FORMAT=PATH`.

    Raises:
        HoldfastError: `report-unknown-format`.
    """
    name, sign, path = written.partition("=")
    form = formats().get(name)
    if not sign or not path or form is None:
        known = ", ".join(formats())
        raise HoldfastError(
            "report-unknown-format", f"--output {written!r}: expected FORMAT=PATH, with one of: {known}"
        )
    return form, path


def obstacle(path: Path) -> str:
    """Return why a file cannot be written; empty when nothing is known against it."""
    if "\0" in str(path):
        return "no file can have such a name"
    if str(path) == _PRINTED:
        return "it would be a file of that name; what is printed is chosen by --format"
    try:
        if path.exists() and not path.is_file():
            return "it is there and no file"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
    except OSError as error:
        return error.strerror or str(error)
    return "" if os.access(path.parent, os.W_OK | os.X_OK) else f"nothing may be written to {path.parent}"


def write_outputs(
    given: ReportInput,
    outputs: Sequence[Output],
    crash: Callable[[Exception], HoldfastError] = crashed,
) -> tuple[HoldfastError, ...]:
    """Write the files of one check (see `write_each`), and return why others were not."""
    return write_each(((one.path, partial(one.form.render, given)) for one in outputs), crash)


def write_each(
    files: Iterable[tuple[Path, Callable[[], bytes]]],
    crash: Callable[[Exception], HoldfastError] = crashed,
) -> tuple[HoldfastError, ...]:
    """Write every file that can be written, each whole or not at all, and return why others were not.

    Args:
        files: path and what renders it.
        crash: returns the sentence about what nobody foresaw in one of them.
    """
    failed = []
    for path, render in files:
        try:
            _write(path, render)
        except HoldfastError as error:
            failed.append(error)
        except Exception as error:  # noqa: BLE001 - a fault with one keeps no other, and no history
            told = f"{path} could not be written: {crash(error).message}"
            failed.append(HoldfastError("report-not-written", told))
    return tuple(failed)


def wanted_report(path: Path, project: Path) -> Output:
    """Return the report at `path` in the format that its ending names, having seen that it can be written.

    Args:
        path: of it.
        project: whose files it may not be written over.

    Raises:
        HoldfastError: `report-unknown-format`, `report-not-written`.
    """
    ending = [one for one in formats().values() if path.name.endswith(one.suffix)]
    if not ending:
        known = ", ".join(one.suffix for one in formats().values())
        raise HoldfastError(
            "report-unknown-format", f"{path}: no report ends with {path.suffix!r}; there are: {known}"
        )
    # `.oscal.json` ends with `.json` as well: the longest ending says it.
    wanted = Output(max(ending, key=lambda one: len(one.suffix)), path)
    taken = Taken()
    taken.is_project(project)
    taken.take(path, wanted.form.name)
    return wanted


def usual_report(project: Path, client: str) -> Path:
    """Return where a client's report goes when nobody says where: the folder is ours, and is made.

    Raises:
        HoldfastError: `report-not-written`.
    """
    path = project / "reports" / f"{client}.html"
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise not_written(path, error.strerror or str(error)) from None
    return path


def write_report(given: ReportInput, wanted: Output) -> Path:
    """Write the report, and return its path.

    Raises:
        HoldfastError: `report-not-written`.
    """
    _write(wanted.path, partial(wanted.form.render, given))
    return wanted.path


def _write(path: Path, render: Callable[[], bytes]) -> None:
    try:
        write_whole(path, render(), mode=AS_USUAL)
    except OSError as error:
        raise not_written(path, error.strerror or str(error)) from None


def not_written(path: Path, why: str) -> HoldfastError:
    """Return the error about a file that cannot be written."""
    return HoldfastError("report-not-written", f"{path} could not be written: {why}: choose another place")
