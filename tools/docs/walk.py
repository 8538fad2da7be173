"""The walk of one parameter through the house: followed while it really goes, by Python's own profile hook.

A number that stands nowhere else is written into a copy of a client's file as `hold_days`. Whoever is called with it,
as it is or somewhere inside what is handed over, is on the way. The tenant is an embedded one, served for the walk.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import CodeType, FrameType

    from holdfast.drift.check import Checked
    from holdfast.drift.recording import Recording

PARAMETER = "hold_days"
CONTROL = "exchange.litigation_hold_enabled"
_CLIENT = "contoso"
_VALUE = 2557
"""Days; a number that nothing else in the house has."""
_AS_TEXT = re.compile(rf"{_VALUE}(\.00:00:00)?")
_OWN = ("holdfast.", "components.")
_ROOMS = ("holdfast/", "components/")
_EMBEDDED = "holdfast/emulator/"


@dataclass(frozen=True, slots=True)
class Station:
    """One file on the way."""

    file: str
    """Path below the project."""
    enters_by: str
    """The function there that was handed the parameter first."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of the way."""

    title: str
    stations: tuple[Station, ...]


@dataclass
class _Follower:
    """Notes every call in the project's rooms that is handed the parameter; of other threads as well."""

    project: Path
    _stations: dict[str, Station] = field(default_factory=dict)
    """By file, in the order in which they were reached."""
    _asked: dict[CodeType, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """File and names of what is handed over, by function; no file for one that is not followed, or is noted."""

    @contextmanager
    def following(self) -> Iterator[None]:
        """Follow as long as this lasts."""
        threading.setprofile(self._called)
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    def leg(self, title: str) -> Leg:
        """Return what was noted since the last leg."""
        leg = Leg(title, tuple(self._stations.values()))
        self._stations.clear()
        self._asked.clear()
        return leg

    def _called(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event != "call":
            return
        code = frame.f_code
        if code not in self._asked:
            self._asked[code] = self._about(code)
        file, handed = self._asked[code]
        if file and any(_has(frame.f_locals.get(one), set()) for one in handed):
            self._stations.setdefault(file, Station(file, code.co_qualname))
            self._asked[code] = ("", ())

    def _about(self, code: CodeType) -> tuple[str, tuple[str, ...]]:
        """Return the file of a function below the project, and what it is handed; no file when it is not followed."""
        place = Path(code.co_filename)
        if not place.is_relative_to(self.project) or "<" in code.co_qualname:
            return "", ()
        file = place.relative_to(self.project).as_posix()
        if not file.startswith(_ROOMS) or file.startswith(_EMBEDDED):
            return "", ()
        return file, code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def walk(project: Path) -> list[Leg]:
    """Return the way of the parameter through loading, recording, checking, reporting and applying."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "baselines").symlink_to(project / "baselines")
        (copy / "clients").mkdir()
        file = f"clients/Pulumi.{_CLIENT}.yaml"
        text = (project / file).read_text(encoding="utf-8")
        (copy / file).write_text(
            re.sub(rf"{PARAMETER}: \d+", f"{PARAMETER}: {_VALUE}", text), encoding="utf-8"
        )
        return list(_legs(project, copy))


def _legs(project: Path, copy: Path) -> Iterator[Leg]:
    from holdfast.cli.report_input import report_input
    from holdfast.controls.catalogue import controls, described
    from holdfast.drift.record import record_plan
    from holdfast.drift.recording import Recording
    from holdfast.emulator.control import seed, tamper
    from holdfast.emulator.server import TenantServer
    from holdfast.plan.load import load_plan
    from holdfast.report.formats.html import FORMAT

    follower, catalogue = _Follower(project), controls()
    with follower.following():
        plan = load_plan(copy, _CLIENT, catalogue, today=datetime.now(UTC).date())
    yield follower.leg("From the client file into the plan")
    with follower.following():
        desired = record_plan(plan)
    yield follower.leg("From the plan into what is declared")
    recording = Recording(plan, tuple(one for one in desired if one.control == CONTROL), described(plan))
    seed(copy / "tenant", plan.tenant, "small")
    with TenantServer(copy / "tenant"):
        asyncio.run(_applied(follower, copy, recording))
        yield follower.leg("From what is declared into the tenant, in the provider's process")
        tamper(copy / "tenant", plan.tenant, "shorten-hold")
        checked = asyncio.run(_checked(follower, copy, recording))
        yield follower.leg("From what is declared, held against the tenant, into a finding")
        given = report_input(checked)
        with follower.following():
            FORMAT.render(given)
    yield follower.leg("From the finding into the client's report")


async def _checked(follower: _Follower, folder: Path, recording: Recording) -> Checked:
    from holdfast.drift.check import check_tenant
    from holdfast.tenant.tenant import open_reader

    async with open_reader(recording.plan.tenant, recording.plan.cloud, folder) as tenant:
        with follower.following():
            return await check_tenant(tenant, recording, datetime.now(UTC))


async def _applied(follower: _Follower, folder: Path, recording: Recording) -> None:
    """Create what is declared as the engine has it done."""
    from pulumi.provider.experimental.provider import CreateRequest

    from holdfast.provider.m365 import M365Provider
    from holdfast.provider.server import EngineLog
    from holdfast.provider.values import wrapped
    from holdfast.tenant.tenant import Tenant, open_tenant

    async with open_tenant(recording.plan.tenant, recording.plan.cloud, folder) as tenant:

        class Provider(M365Provider):
            async def open(self) -> Tenant:
                return tenant

        provider = Provider(EngineLog(""))
        for one in recording.desired:
            request = CreateRequest(one.urn, wrapped(one.inputs), 0.0, preview=False)
            with follower.following():
                await provider.create(request)


def _has(value: Any, looked: set[int]) -> bool:
    """Return whether the parameter is a value, or somewhere inside it; `looked` are the ids of what was looked into."""
    if isinstance(value, int | float | str):
        return bool(_AS_TEXT.fullmatch(value)) if isinstance(value, str) else value == _VALUE
    if id(value) in looked:
        return False
    looked.add(id(value))
    return any(_has(one, looked) for one in _inside(value))


def _inside(value: Any) -> Iterable[Any]:
    """Return what a value consists of: the members of a collection, and what our own objects hold.

    As it is now: other threads may change it while it is looked into.
    """
    if isinstance(value, Mapping):
        return tuple(value.values())
    if isinstance(value, list | tuple):
        return tuple(value)
    if type(value).__module__.startswith(_OWN):
        slots = (getattr(value, one, None) for one in getattr(type(value), "__slots__", ()))
        return (*slots, *tuple(getattr(value, "__dict__", {}).values()))
    return ()
