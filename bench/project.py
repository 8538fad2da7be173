"""A scratch project on an embedded tenant of its own, so that a benchmark touches nothing of the user's."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROJECT = Path(__file__).resolve().parent.parent
CONTOSO = "contoso.onmicrosoft.com"
SKIPPED = shutil.ignore_patterns(
    ".git", ".venv", ".holdfast", "tests", "docs", "reports", "*.egg-info", ".*_cache", "__pycache__"
)
"""What a copy of the project does not need."""
_POLICIES = """
import pulumi_azuread as azuread

for number in range({count}):
    azuread.ConditionalAccessPolicy(
        f"bench-{{number:03}}",
        display_name=f"Bench {{number:03}}",
        state="enabledForReportingButNotEnforced",
        conditions=azuread.ConditionalAccessPolicyConditionsArgs(
            client_app_types=["all"],
            applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(included_applications=["All"]),
            users=azuread.ConditionalAccessPolicyConditionsUsersArgs(included_users=["All"]),
        ),
        grant_controls=azuread.ConditionalAccessPolicyGrantControlsArgs(operator="OR", built_in_controls=["mfa"]),
    )
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one command took."""

    wall_seconds: float
    requests: int
    """Requests that reached a service; members of a batch count, sign-in and metadata do not."""
    round_trips: int
    """Requests on the wire; a batch counts once."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A copy of the project with its tenant."""

    folder: Path
    server: TenantServer

    def holdfast(self, *arguments: str) -> Measured:
        """Run a `holdfast` command and measure it; its exit code may say drift."""
        return self._measured([str(self.folder / ".venv/bin/holdfast"), *arguments], {0, 1})

    def pulumi(self, *arguments: str) -> Measured:
        """Run `pulumi` as a person would after `holdfast env contoso`, and measure it."""
        script = 'eval "$(.venv/bin/holdfast env contoso)" && exec pulumi "$@"'
        return self._measured(["bash", "-c", script, "pulumi", *arguments], {0})

    def _measured(self, command: Sequence[str], accepted: set[int]) -> Measured:
        last = self.server.log.last_id()
        started = time.perf_counter()
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - started
        if done.returncode not in accepted:
            message = f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}{done.stdout[-2000:]}"
            raise RuntimeError(message)
        entries = [one for one in self.server.log.entries(last) if one.kind not in {"signin", "discovery"}]
        served = [one for one in entries if not one.path.endswith("$batch")]
        return Measured(wall, len(served), sum(not one.batch_parent for one in entries))


@contextmanager
def scratch(
    *, declared: int = 0, policies: int = 0, named_locations: int = 0, mailboxes: int = 0
) -> Iterator[Scratch]:
    """Yield a project that declares `declared` policies more, on a tenant with so many objects more than usual.

    With `declared` policies come three named locations.
    """
    with TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = Path(name) / "project"
        shutil.copytree(PROJECT, folder, ignore=SKIPPED)
        (folder / ".venv").symlink_to(PROJECT / ".venv", target_is_directory=True)
        if declared:
            with (folder / "__main__.py").open("a", encoding="utf-8") as program:
                program.write(_POLICIES.format(count=declared))
        tenants = folder / ".holdfast" / "tenant"
        tenants.mkdir(parents=True)
        options = {"policies": policies, "named_locations": named_locations, "mailboxes": mailboxes}
        control.seed(tenants, CONTOSO, "large", clock=control.utc_now, **options)
        os.environ["HOLDFAST_HOME"] = str(folder / ".holdfast")
        with TenantServer(tenants) as server:
            yield Scratch(folder, server)
