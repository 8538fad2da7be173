"""`holdfast demo`: the whole story on an embedded tenant of its own, on the real engine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from holdfast.cli.project import find_client
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from holdfast.drift.check import Checked

_CLIENT = "contoso"
_TENANT = "contoso.onmicrosoft.com"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo() -> None:
    """Deploy a baseline to an empty embedded tenant, tamper with it, find the drift, repair it, write the report.

    Uses a tenant and a state of its own below `.holdfast/demo`; nothing else is touched.
    """
    from holdfast.emulator import control
    from holdfast.emulator.server import TenantServer

    project = find_client(_CLIENT)
    folder = project / ".holdfast" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    make_private(folder / "tenant")
    control.seed(folder / "tenant", _TENANT, "small")
    with TenantServer(folder / "tenant"):
        _tell(project, folder)


def _tell(project: Path, folder: Path) -> None:
    """Go through the story, step by step."""
    from holdfast.cli.report_file import usual_report, wanted_report, write_report
    from holdfast.cli.report_input import report_input
    from holdfast.emulator import control
    from holdfast.report.simulation import noticed

    _step(
        1,
        "An empty tenant: 25 people, no policies, Microsoft's security defaults on. Apply contoso's baseline.",
    )
    _up(project, folder)
    _step(2, "Apply it again: nothing may change.")
    _up(project, folder)
    _step(3, "Check for drift: everything is read and in sync.")
    _expect(_check(project, folder), exit_code=0)
    _step(4, "Somebody tampers with the tenant, behind our back:")
    for sentence in str(control.tamper(folder / "tenant", _TENANT, "demo")).splitlines():
        print(f"   {sentence}")
    _step(
        5, "Check again: exactly these five, with who did it and when, and whom the new policy can lock out."
    )
    _expect(_check(project, folder), exit_code=1)
    _step(6, "Repair: what is ours is put right; a policy that nobody declared is reported, never deleted.")
    _up(project, folder)
    _step(7, "Write the client's report.")
    checked = _check(project, folder, quietly=True)
    path = write_report(report_input(checked), wanted_report(usual_report(project, _CLIENT), project))
    print(noticed(f"   {path}", checked.result.cloud))


def _step(number: int, sentence: str) -> None:
    from holdfast.report.console import open_console

    open_console().print(f"\n[bold]{number}. {sentence}[/bold]", soft_wrap=True)


def _up(project: Path, folder: Path) -> None:
    from holdfast.apply.client import ClientRun
    from holdfast.apply.gates.consent import Consent
    from holdfast.cli.progress import Progress, changes_sentence
    from holdfast.report.formats.table import print_table
    from holdfast.report.simulation import noticed

    with Progress() as progress:
        run = ClientRun(project, _CLIENT, progress.say, folder)
        applied = run.up(progress.on_event, Consent(), progress.show_plan)
    print(noticed(changes_sentence(progress.counts), run.cloud))
    print_table(applied.after.result, applied.after.recording.controls)


def _check(project: Path, folder: Path, *, quietly: bool = False) -> Checked:
    from holdfast.drift.check import check
    from holdfast.report.formats.table import print_table

    checked = check(project, _CLIENT, folder)
    if not quietly:
        print_table(checked.result, checked.recording.controls)
    return checked


def _expect(checked: Checked, exit_code: int) -> None:
    """Say the exit code that `holdfast drift` has here, or stop when the story went wrong."""
    from holdfast.model.errors import HoldfastError

    found = checked.result.exit_code
    if found != exit_code:
        raise HoldfastError(
            "demo-failed", f"the check should end with {exit_code} here and ends with {found}"
        )
    print(f"   (holdfast drift {_CLIENT}: exit code {found})")
