"""`make audit`: a stranger's scanner over the embedded tenant, before and after the newest baseline is applied.

It prints a table, a line a check, and writes `docs/audit.md`. It takes minutes, and two gigabytes of the cache the
first time; that is why no test of `make test` does it.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from holdfast.model.status import ExitCode
from holdfast.plan.files import baselines
from tests.audit.outcomes import numbers
from tests.audit.page import Audit, lines, page, summary, unexplained
from tests.audit.prowler import VERSION, AuditError, Prowler, installed, register_scanner
from tests.audit.reads import sources
from tests.e2e.scratch import Scratch
from tests.newest import PROJECT, agree, choose, enable, upgrade, written

PAGE = PROJECT / "docs" / "audit.md"
CHOSEN_HERE = {
    "banned_words": ["contoso"],
    "directory_sync": "role",
    "managed_devices_proof": "managed-device-or-mfa",
    "security_info_proof": "managed-device-or-mfa",
    "risky_sign_ins_blocked": "medium-and-high",
    "sharing_domains": ["fabrikam.com"],
}
"""What this client chooses besides: it synchronises its directory, shares files with one partner, bans a word,
and lets whoever has no managed device prove a second factor, at sign-in and where methods are registered."""
NOT_BOUGHT = ("AAD_WRKLDID_P2",)
"""Plans that the tenant does not have; docs/audit.md says why."""
_CLIENT = "contoso"


def main() -> int:
    """Audit; 1 when a check fell, or is not PASS and nobody wrote why; 2 when there is no audit."""
    try:
        audit = _audited(installed())
    except AuditError as error:
        _say(f"no audit: {error}")
        return 2
    PAGE.write_text(page(audit), encoding="utf-8")
    rows = audit.graph_rows()
    for line in (*lines(rows), *(f"{name}: {value}" for name, value in summary(audit))):
        _say(line)
    for one in audit.after.elsewhere:
        _say(f"error that is no check's: {one.file}:{one.line} {one.message[:160]}")
    for check in unexplained(rows):
        _say(f"unexplained: {check}: write into tests/audit/reasons.py why it is not PASS")
    _say(f"wrote {PAGE.relative_to(PROJECT)}")
    fell = numbers(audit.before, audit.after, audit.sources).fell
    return 1 if fell or unexplained(rows) else 0


def _audited(prowler: Prowler) -> Audit:
    found = sources(prowler.services)
    with tempfile.TemporaryDirectory() as folder, Scratch(Path(folder) / "scratch") as scratch:
        register_scanner(scratch)
        _newest_with_all(scratch)
        with scratch.without_plans(NOT_BOUGHT):
            before = prowler.run(scratch, Path(folder) / "before", found)
            scratch.holdfast("up", _CLIENT)
            # Microsoft 365 Backup is unknown until the service has done what it was asked for.
            scratch.clock.skipped += timedelta(hours=1).total_seconds()
            checked = scratch.holdfast("drift", _CLIENT)
            if checked.code != ExitCode.IN_SYNC:
                raise AuditError(f"the tenant is not as the baseline declares it: {checked.all[-2000:]}")
            after = prowler.run(scratch, Path(folder) / "after", found)
    name = "core"
    baseline = f"{name}@{baselines(PROJECT)[name][-1]}"
    return Audit(VERSION, baseline, datetime.now(UTC).date(), before, after, found)


def _newest_with_all(scratch: Scratch) -> None:
    """Put the client on the newest baseline, with every choice taken and every sign-in policy enabled."""
    upgrade(scratch.project, _CLIENT)
    file = scratch.project / "clients" / f"Pulumi.{_CLIENT}.yaml"
    enable(scratch.project)
    parameters = "  holdfast:parameters:\n"
    text = file.read_text(encoding="utf-8").replace(parameters, parameters + written(CHOSEN_HERE), 1)
    file.write_text(text, encoding="utf-8")
    choose(scratch.project, _CLIENT)
    agree(scratch.project, _CLIENT)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
