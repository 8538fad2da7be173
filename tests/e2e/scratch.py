"""A copy of the project on an embedded tenant of its own, for one test or for a file of tests."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from holdfast.drift.check import Checked, check, check_client
from holdfast.drift.read import read
from holdfast.drift.recording import load_recording
from holdfast.drift.references import references, resolve
from holdfast.emulator import control
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant as EmbeddedTenant
from holdfast.engine import find_engine
from holdfast.kinds.registry import kinds
from holdfast.model.errors import EngineError, WriteError
from holdfast.model.status import Status
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import open_tenant
from holdfast.whole_file import make_private
from tests.e2e import recordings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from holdfast.drift.recording import Recording
    from holdfast.drift.references import Directory
    from holdfast.emulator.request_log import LogEntry
    from holdfast.model.desired import DesiredResource
    from holdfast.tenant.tenant import Tenant

REPOSITORY = Path(__file__).resolve().parents[2]
CONTOSO = "contoso.onmicrosoft.com"
EXPORT = REPOSITORY.parent / "shared" / "data" / "conditional-access-export"
PROGRAM = ("Pulumi.yaml", "__main__.py", "components", "baselines", "clients")
"""What a project needs; the toolkit itself is installed."""
NAMES = {
    "groups": "displayName",
    "conditionalAccessPolicies": "displayName",
    "namedLocations": "displayName",
    "complianceTags": "Name",
    "retentionCompliancePolicies": "Name",
    "retentionComplianceRules": "Name",
}
"""Collections of the embedded tenant that Holdfast makes objects in, and what names an object there."""


class Clock:
    """The real time, and whatever was slept through without waiting."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def utc(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.skipped)

    def seconds(self) -> float:
        return self.utc().timestamp()

    async def sleep(self, seconds: float) -> None:
        self.skipped += seconds
        await asyncio.sleep(0)

    def patience(self, deadline_seconds: float = 90.0) -> Patience:
        return Patience(deadline_seconds=deadline_seconds, sleep=self.sleep, clock=self.seconds)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a command left on the terminal."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass
class Scratch:
    """A project folder and its tenants; between `__enter__` and `__exit__` they are served."""

    folder: Path
    seed: str = "small"
    options: Mapping[str, Any] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.project = self.folder / "project"
        self.home = self.folder / "home"
        self.tenants = self.home / "tenant"
        self.project.mkdir(parents=True)
        make_private(self.tenants)
        for name in PROGRAM:
            source = REPOSITORY / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, self.project / name, ignore=ignored)
            else:
                shutil.copy(source, self.project / name)
        (self.project / ".venv").symlink_to(sys.prefix, target_is_directory=True)
        control.seed(self.tenants, CONTOSO, self.seed, **self.options)
        self.server = TenantServer(self.tenants, clock=self.clock.utc)

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    @property
    def log(self) -> RequestLog:
        return self.server.log

    def variables(self) -> dict[str, str]:
        """The environment of a person who has nothing set up: no variable of Pulumi or Azure."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)}
        return {**clean, "HOLDFAST_HOME": str(self.home), "PULUMI_OPTION_COLOR": "never"}

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """Starts a command in the project, in a session of its own and without a terminal."""
        recordings.offer(self.project, PROGRAM, self.home)
        return subprocess.Popen(
            command,
            cwd=self.project,
            env={**self.variables(), **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, **more: str) -> Printed:
        """Runs a command in the project to its end."""
        process = self.start(*command, **more)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        recordings.keep(self.project, PROGRAM, self.home)
        return Printed(process.returncode, out, err)

    def holdfast(self, *arguments: str, **more: str) -> Printed:
        return self.run(*HOLDFAST, *arguments, **more)

    def pulumi(self, *arguments: str, **more: str) -> Printed:
        """Runs `pulumi` as a person does who typed `eval "$(holdfast env contoso)"` before."""
        return self.run(*by_hand(*arguments), **more)

    def sign_in_by(self, way: str) -> None:
        """Has contoso's file name a way to sign in; the empty text none."""
        path = self.project / "clients" / "Pulumi.contoso.yaml"
        text = re.sub(
            r"^  holdfast:connection: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        line = f"  holdfast:connection: {{way: {way}}}\n" if way else ""
        path.write_text(text.replace("config:\n", f"config:\n{line}", 1), encoding="utf-8")

    def check(self, *, deadline_seconds: float = 90.0) -> Checked:
        """Checks contoso in this process, without waiting for anything."""
        patience = self.clock.patience(deadline_seconds)
        with self._recorded_once():
            return check(self.project, "contoso", self.home, now=self.clock.utc(), patience=patience)

    def recording(self) -> Recording:
        with self._recorded_once():
            return load_recording(self.project, "contoso", self.home, self.clock.utc().date())

    @cached_property
    def settled(self) -> Recording:
        """The recording of a project that nobody changes any more."""
        return self.recording()

    def check_settled(self) -> Checked:
        """Checks contoso as it was `settled`, as often as wanted: its files are looked at once."""
        patience = self.clock.patience()
        return asyncio.run(check_client(self.settled, self.home, self.clock.utc(), patience))

    @contextmanager
    def _recorded_once(self) -> Iterator[None]:
        """Hand over what another copy with the same files was recorded as, and keep what this one is."""
        recordings.offer(self.project, PROGRAM, self.home)
        yield
        recordings.keep(self.project, PROGRAM, self.home)

    def tenant(self) -> Tenant:
        """A session of its own with contoso."""
        plan = self.recording().plan
        return open_tenant(plan.tenant, plan.cloud, self.home, self.clock.patience())

    def apply(self, desired: Sequence[DesiredResource] | None = None) -> None:
        """Does through the kinds what `up` does through the engine, or a part of it: faster, and needs no engine."""
        asyncio.run(self._apply(self.recording().desired if desired is None else desired))

    async def _apply(self, waiting: Sequence[DesiredResource]) -> None:
        async with self.tenant() as tenant:
            while waiting:
                live = await read(tenant, kinds(), waiting)
                refused = [one for one in waiting if not await _made(tenant, one, live.directory)]
                assert len(refused) < len(waiting), [one.urn for one in refused]
                waiting = refused

    def allow(self, permissions: Collection[str], roles: Collection[str]) -> None:
        """Lets the application that Holdfast signs in as do exactly this, from its next token on."""
        tenants = TenantFolder(self.tenants)
        try:
            store = tenants.open(CONTOSO)
            (application,) = [one for one in store.all("applications") if one["displayName"] == "Holdfast"]
            allowed = {**application, "roles": sorted(permissions), "directoryRoles": sorted(roles)}
            store.put("applications", application["appId"], allowed)
            principal = application["servicePrincipalId"]
            for one in store.all("roleAssignments"):
                if one["principalId"] == principal:
                    store.delete("roleAssignments", one["id"])
            tenant = EmbeddedTenant(store, self.clock.utc)
            for name in roles:
                assignment = role_assignment(tenant, principal, ROLE_IDS[name])
                store.put("roleAssignments", assignment["id"], assignment)
        finally:
            tenants.close()

    @contextmanager
    def without_plans(self, cut: Collection[str]) -> Iterator[None]:
        """Takes service plans out of every subscription of contoso, and gives them back."""
        tenants = TenantFolder(self.tenants)
        try:
            store = tenants.open(CONTOSO)
            before = store.all("subscribedSkus")
            for sku in before:
                kept = [one for one in sku["servicePlans"] if one["servicePlanName"] not in cut]
                store.put("subscribedSkus", sku["id"], {**sku, "servicePlans": kept})
            yield
            for sku in before:
                store.put("subscribedSkus", sku["id"], sku)
        finally:
            tenants.close()

    def names(self) -> dict[str, list[str]]:
        """The sorted names of all objects in every collection that Holdfast makes objects in."""
        return {
            collection: sorted(str(row[key]) for row in self.rows(collection))
            for collection, key in NAMES.items()
        }

    def rows(self, collection: str) -> list[dict[str, object]]:
        """A collection as the tenant keeps it."""
        tenants = TenantFolder(self.tenants)
        try:
            return tenants.open(CONTOSO).all(collection)
        finally:
            tenants.close()

    def dump(self) -> bytes:
        """All that the tenant keeps, every table of it, but for the number of ids that it has given out."""
        tenants = TenantFolder(self.tenants)
        try:
            connection = sqlite3.connect(tenants.open(CONTOSO).path)
        finally:
            tenants.close()
        with closing(connection):
            return "\n".join(one for one in connection.iterdump() if "ids_issued" not in one).encode()

    def writes(self, since: int = 0) -> list[LogEntry]:
        """The requests after entry `since` that may have changed the tenant; a batch counts as its members."""
        return [one for one in self.log.entries(since) if one.write and not one.path.endswith("$batch")]

    def fault(self, *faults: Mapping[str, object]) -> None:
        """Replaces the tenant's faults."""
        control.set_faults(self.tenants, faults, domain=CONTOSO)


async def _made(tenant: Tenant, resource: DesiredResource, directory: Directory) -> bool:
    """Makes one object, unless something that it rests on is not there yet."""
    kind = kinds()[resource.token]
    inputs = resolve(kind.fields, resource.inputs, directory)
    if next(references(inputs), None):
        return False
    try:
        await kind.create(tenant, inputs)
    except WriteError:
        return False
    return True


HOLDFAST = (sys.executable, "-m", "holdfast.cli.main")
_OTHERS = ("PULUMI_", "ARM_", "AZURE_", "HOLDFAST_")
PATIENCE_SECONDS = 900
"""After which a command hangs for sure, on a machine that is busy with other things as well. No test asserts a time."""


def by_hand(*arguments: str) -> tuple[str, ...]:
    """The command line of `pulumi` in a shell that has evaluated `holdfast env contoso`."""
    script = 'eval "$("$0" -m holdfast.cli.main env contoso --shell bash)" && exec pulumi "$@"'
    return "bash", "-c", script, sys.executable, *arguments


def statuses(checked: Checked) -> set[Status]:
    return {finding.status for finding in checked.result.findings}


def told(checked: Checked, wanted: Collection[Status]) -> list[str]:
    """One line for each finding with one of these statuses, for the message of a failed test."""
    return [
        f"{one.status} {one.token} {one.name}: {one.explanation or [str(d) for d in one.differences]}"
        for one in checked.result.findings
        if one.status in wanted
    ]


def need_engine() -> None:
    """Skips where there is no engine, and says so."""
    try:
        find_engine(make=False)
    except EngineError as error:
        pytest.skip(f"no Pulumi engine: {error}")
