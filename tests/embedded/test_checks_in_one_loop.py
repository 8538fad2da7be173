"""Checks of several clients in one event loop: one that waits, for its sign-in or before, holds up no other."""

from __future__ import annotations

import asyncio
import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.check import check_client
from holdfast.drift.recording import Recording
from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.drift.check import Checked

CONTOSO = "contoso.onmicrosoft.com"
NOW = datetime(2026, 11, 26, tzinfo=UTC)
DEFAULTS = "m365:entra:SecurityDefaults"
WAITS_SECONDS = 30
"""At the longest, for the other check; only one that is held up comes to it."""


def recording(client: str, tenant: str, cloud: Cloud) -> Recording:
    plan = Plan(client, tenant, cloud, "core@1.0.0", {}, (), (), delete_protected_data=False)
    return Recording(plan, (DesiredResource("urn:one", DEFAULTS, "one", "", {"enabled": True}),), ())


def status(checked: Checked) -> tuple[Status, Reason | None]:
    (found,) = [one for one in checked.result.findings if one.urn == "urn:one"]
    return found.status, found.reason


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("loop")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", CONTOSO, "small")
    with TenantServer(home / "tenant") as server:
        yield home
        server.log.close()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is signed in on this machine, and nothing leads elsewhere."""
    for name in [one for one in os.environ if one.startswith(("AZURE_", "ARM_"))]:
        monkeypatch.delenv(name)


async def both(home: Path, finished: threading.Event) -> tuple[Checked, Checked | HoldfastError]:
    """Check one client, and beside it one whose sign-in waits until the first is `finished`."""
    slow = asyncio.create_task(
        check_client(recording("slow", "acme.onmicrosoft.com", Cloud.GLOBAL), home, NOW)
    )
    await asyncio.sleep(0)
    try:
        quick = await check_client(recording("quick", CONTOSO, Cloud.EMBEDDED), home, NOW)
    finally:
        finished.set()
    try:
        return quick, await slow
    except HoldfastError as error:
        return quick, error


@pytest.mark.usefixtures("alone")
def test_sign_in_that_hangs_holds_up_no_other_check(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from azure.identity import AzureCliCredential, CredentialUnavailableError

    finished, in_time = threading.Event(), []

    def hang(*_: Any, **__: Any) -> None:
        """Answer once the other check is over."""
        in_time.append(finished.wait(WAITS_SECONDS))
        raise CredentialUnavailableError("nobody is signed in")

    monkeypatch.setattr(AzureCliCredential, "get_token", hang)

    quick, slow = asyncio.run(both(home, finished))

    assert in_time
    assert all(in_time), "the other check was held up until the sign-in gave up"
    assert status(quick) == (Status.IN_SYNC, None)
    assert not isinstance(slow, HoldfastError)
    assert status(slow) == (Status.UNKNOWN, Reason.SIGN_IN)


@pytest.mark.usefixtures("alone")
def test_token_s_file_that_does_not_come_holds_up_no_other_check(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline's file may be a pipe, or lie on a disk that does not answer."""
    pipe = tmp_path / "token"
    os.mkfifo(pipe)
    monkeypatch.setenv("AZURE_CLIENT_ID", "app")
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(pipe))
    finished, in_time = threading.Event(), []

    def write() -> None:
        """Write what is no token once the other check is over."""
        in_time.append(finished.wait(WAITS_SECONDS))
        pipe.write_bytes(b"\xff")
        pipe.unlink()  # each sign-in reads it anew: the next ones find that there is none

    writer = threading.Thread(target=write)
    writer.start()
    quick, slow = asyncio.run(both(home, finished))
    writer.join()

    assert in_time == [True], "the other check was held up until the file came"
    assert status(quick) == (Status.IN_SYNC, None)
    assert not isinstance(slow, HoldfastError)
    assert status(slow) == (Status.UNKNOWN, Reason.SIGN_IN)


def test_clients_are_told_apart(home: Path) -> None:
    """Two checks of one tenant at once: each counts its own requests and answers to its own client."""
    clients = [recording(f"client-{number}", CONTOSO, Cloud.EMBEDDED) for number in range(2)]

    async def all_of_them() -> list[Checked]:
        return await asyncio.gather(*(check_client(one, home, NOW) for one in clients))

    first, second = asyncio.run(all_of_them())

    assert (first.result.client, second.result.client) == ("client-0", "client-1")
    assert first.result.requests == second.result.requests > 0
    assert status(first) == status(second) == (Status.IN_SYNC, None)
