"""Records checks in a history. Loaded only where that is asked for."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from holdfast.cli.report_input import whole_input
from holdfast.drift.earlier import every_finding, meant
from holdfast.history.chain import add_run
from holdfast.history.evidence import evidence
from holdfast.history.folder import chain_folder, listing
from holdfast.history.run_file import LostRunError, read_run
from holdfast.history.signature import signing_key
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, HoldfastWarning, in_words
from holdfast.model.value_class import value_class
from holdfast.report.formats.json import document
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from holdfast.drift.check import Checked
    from holdfast.history.chain import Added
    from holdfast.model.finding import DriftResult
    from holdfast.model.plan import PlannedException
    from holdfast.model.wanted import Meant


@value_class
class Keeper:
    """What records the checks of a project."""

    project: Path
    folder: Path
    """Of the histories."""
    key: Ed25519PrivateKey | None
    """That signs them; None where nothing does."""

    def keep(self, checked: Checked, accepted: Sequence[PlannedException]) -> tuple[HoldfastError, ...]:
        """Add the whole check to its client's history and tell its head on standard error; return why it could not.

        Args:
            checked: whatever part of it is shown.
            accepted: what a file beside the client's accepts.
        """
        try:
            added = add_run(
                self.folder, document(whole_input(checked)), self._more(checked, accepted), self.key
            )
        except HoldfastError as error:
            return (error,)
        _tell(added)
        return ()

    def meant(self, client: str) -> Meant:
        """Return what the names in rules were to mean by the last run of a client's history, by URN.

        Nothing where there is none. One that cannot be read is told when this check is added.

        Raises:
            HoldfastError: `history-not-continued`.
        """
        try:
            chain = chain_folder(self.folder, client)
            heads = listing(chain).heads
            return meant(every_finding(read_run(chain, heads[0]).result)) if heads else {}
        except (LostRunError, OSError):
            return {}
        except NOT_UNDERSTOOD as error:
            told = f"of {heads[0].name}, the last run in {chain}, the findings are not understood ({in_words(error)})"
            raise HoldfastError("history-not-continued", f"{told}: record into another folder") from None

    def _more(self, checked: Checked, accepted: Sequence[PlannedException]) -> dict[str, Any]:
        try:
            rests_upon = evidence(self.project, checked.recording, accepted)
        except OSError as error:
            told = f"the check is recorded nowhere: its baseline cannot be read ({error.strerror or error})"
            raise HoldfastError("history-not-written", f"{told}: run it again") from None
        return {
            "program": f"holdfast {version('holdfast')}",
            "evidence": rests_upon,
            "shown": _shown(checked.result),
        }


def keeper(project: Path, folder: Path, key: Path | None) -> Keeper:
    """Return what records checks in a folder, signed by a key in a file or in the environment, where there is one.

    Raises:
        HoldfastError: `record-key-unusable`.
    """
    return Keeper(project, folder, signing_key(key, os.environ))


def _shown(result: DriftResult) -> dict[str, Any]:
    """Return what the command showed of the check, beside which the whole of it is recorded."""
    view, gate = result.view, result.gate
    return {
        "selected": view.selected if view else "",
        "since": view.since if view else "",
        "failOn": gate.fail_on.value if gate else "any",
        "exitCode": result.exit_code,
    }


def _tell(added: Added) -> None:
    if added.ahead:
        told = (
            f"the run before was recorded at {added.ahead}, which is later than now: a clock went backwards; the order "
            "of the runs is that in which they were recorded"
        )
        warnings.warn(told, HoldfastWarning, stacklevel=2)
    told = f"recorded as run {added.number} in {added.path.parent}; head {added.head}"
    with suppress(OSError, ValueError):  # nobody is left to read it
        sys.stderr.write(f"holdfast: {visible(told)}\n")
