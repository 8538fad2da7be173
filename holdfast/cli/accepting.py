"""Adds what a check found to the file of accepted deviations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.report_file import obstacle
from holdfast.drift.earlier import earlier_result
from holdfast.model.errors import HoldfastError, InputErrors
from holdfast.model.plan import PlannedException
from holdfast.model.value_class import value_class
from holdfast.passing_folder import passing_folder
from holdfast.plan.accepted_file import accepted_in
from holdfast.plan.accepted_text import accepted_text
from holdfast.whole_file import AS_USUAL, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from holdfast.model.plan import Deviation
    from holdfast.model.wanted import Earlier


@value_class
class Acceptance:
    """Who accepts, why, and until when."""

    owner: str
    reason: str
    expires: date
    """Last day."""


@value_class
class Written:
    """What became of the file."""

    client: str
    number: int
    """Entries in it."""
    added: int
    """Of them new, or another than the one that was there."""


def accept_drift(
    result: Path, file: Path, only: Collection[str], acceptance: Acceptance, today: date
) -> Written:
    """Add the drift of a result to a file, in the place of entries of the same fingerprint.

    Args:
        result: as `--output json=RESULT` wrote it.
        file: with what was accepted before, or none.
        only: fingerprints of what is accepted; empty for all of it.
        acceptance: for each of them.
        today: for the last days in the file that is there.

    Raises:
        InputErrors: when the file that is there has mistakes.
        HoldfastError: `result-unusable`, `nothing-to-accept`, `accepted-not-written`.
    """
    earlier = earlier_result(result)
    before = accepted_in(file, earlier.client, today) if file.exists() else ()
    there = {one.deviation.fingerprint: one for one in before if one.deviation}
    entries = there | {one.fingerprint: _entry(one, acceptance) for one in _chosen(earlier, only)}
    _write(file, earlier.client, entries, today)
    return Written(earlier.client, len(entries), sum(there.get(name) != one for name, one in entries.items()))


def _chosen(earlier: Earlier, only: Collection[str]) -> tuple[Deviation, ...]:
    known = {one.fingerprint for one in earlier.deviations}
    if strangers := sorted(set(only) - known):
        raise HoldfastError(
            "nothing-to-accept",
            f"{earlier.name} has no drift of the fingerprint {strangers[0]}: take one that it has, of a property that "
            "differs or of a whole object that is missing or that nobody declared",
        )
    if not known:
        raise HoldfastError(
            "nothing-to-accept",
            f"{earlier.name} has no drift that can be accepted: what is UNKNOWN is accepted by nobody",
        )
    return tuple(one for one in earlier.deviations if not only or one.fingerprint in only)


def _entry(one: Deviation, by: Acceptance) -> PlannedException:
    return PlannedException("", "", (), "", by.reason, by.owner, by.expires, deviation=one)


def _write(file: Path, client: str, entries: Mapping[str, PlannedException], today: date) -> None:
    """Write the file, having seen that it is read again as the same: YAML has no place for some letters."""
    if why := obstacle(file):
        raise HoldfastError("accepted-not-written", f"{file}: {why}: nothing was written")
    content = accepted_text(client, entries.values()).encode("utf-8", "backslashreplace")
    try:
        with passing_folder() as folder:
            tried = folder / "accepted.yaml"
            tried.write_bytes(content)
            again = accepted_in(tried, client, today)
        if again == tuple(entries.values()):
            write_whole(file, content, mode=AS_USUAL)
            return
        why = "a value in it would not be read again as it is"
    except InputErrors as error:
        why = f"a value in it could not be read again ({error.mistakes[0].message})"
    except OSError as error:
        why = error.strerror or str(error)
    raise HoldfastError("accepted-not-written", f"{file}: {why}: nothing was written")
