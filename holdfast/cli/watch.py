"""Repeats a check until somebody interrupts it, and prints only what changed since the round before."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from holdfast.cli.report_input import report_input
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode
from holdfast.report.changes import Round, gone_on, round_of, told_changes
from holdfast.report.formats.table import print_table
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.drift.check import Checked


def watch(once: Callable[[], Checked], seconds: int, *, sleep: Callable[[float], None] = time.sleep) -> int:
    """Check, wait, and check again until Ctrl-C; return the exit code of the last round that was through.

    The first round is printed whole, and what ends it ends everything: it is how mistakes of the call are told. A later
    one that fails is told and counts as no answer, and the next one is tried.

    Args:
        once: does one round.
        seconds: between the end of a round and the beginning of the next.
        sleep: waits.
    """
    checked = once()
    code = checked.result.exit_code
    try:
        print_table(checked.result, checked.controls)
        before = round_of(report_input(checked))
        while True:
            sys.stdout.flush()
            sleep(seconds)
            before, code = _again(once, before)
    except KeyboardInterrupt:
        return code


def _again(once: Callable[[], Checked], before: Round) -> tuple[Round, int]:
    """Do another round; one that fails leaves what the last whole one found to be compared with."""
    try:
        checked = once()
    except HoldfastError as error:
        sys.stderr.write(f"holdfast: {visible(str(error))}\n")
        return before, ExitCode.NO_ANSWER
    after = round_of(report_input(checked))
    for line in told_changes(before, after):
        sys.stdout.write(f"{visible(checked.result.checked_at)}  {line}\n")
    return gone_on(before, after), checked.result.exit_code
