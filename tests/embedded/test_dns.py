"""DNS of the embedded tenant, by the client that asks the world's: what is an answer, what is none, who is asked."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control, zones
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import open_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOMAIN = "contoso.onmicrosoft.com"
LONG = "x" * 3000
"""Longer than a message by UDP, and than a character-string of a record."""
TEXTS = {DOMAIN: ["v=spf1 -all", 'say "ö"; \\'], f"deep.under.{DOMAIN}": ["here"], f"long.{DOMAIN}": [LONG]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("dns")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", DOMAIN, "small")
    with TenantServer(home / "tenant") as server:
        yield home
        server.log.close()


def asked(
    home: Path, *names: str, trouble: zones.Trouble = "", seconds: float = 5.0
) -> list[tuple[str, ...]]:
    """What a session hears of each name, asked at once."""
    folder = TenantFolder(home / "tenant")
    zones.publish(folder.open(DOMAIN), DOMAIN, TEXTS, trouble)
    folder.close()

    async def ask() -> list[tuple[str, ...]]:
        """Ask in one session."""
        async with open_reader(DOMAIN, Cloud.EMBEDDED, home, Patience(deadline_seconds=seconds)) as tenant:
            return await asyncio.gather(*(tenant.texts(one) for one in names))

    return asyncio.run(ask())


def test_texts_come_as_they_are_and_names_without_any_have_none(home: Path) -> None:
    names = (DOMAIN.upper(), f"long.{DOMAIN}", f"under.{DOMAIN}", f"nowhere.{DOMAIN}", "x.onmicrosoft.com")
    own, *others = asked(home, *names)
    assert sorted(own) == sorted(TEXTS[DOMAIN]), "a resolver gives records in any order"
    assert others == [(LONG,), (), (), ()]
    (included,) = asked(home, "spf.protection.outlook.com")
    assert included[0].startswith("v=spf1 ")


TROUBLE: dict[zones.Trouble, str] = {"servfail": "SERVFAIL", "silent": "lifetime", "truncated": "cut short"}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_what_is_no_answer_is_not_read(home: Path, trouble: zones.Trouble) -> None:
    with pytest.raises(ReadError, match=TROUBLE[trouble]) as caught:
        asked(home, DOMAIN, trouble=trouble, seconds=0.5)
    assert caught.value.slug == "dns-unread"


def test_a_zone_of_nobody_is_refused_and_nobody_else_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []
    connect = socket.socket.connect
    sendto = asyncio.selector_events._SelectorDatagramTransport.sendto  # type: ignore[attr-defined]

    def connecting(self: socket.socket, address: tuple[str, int]) -> None:
        """Keep who is connected to."""
        reached.append(address[0])
        connect(self, address)

    def sending(self: object, data: bytes, address: tuple[str, int] | None = None) -> None:
        """Keep who is sent to."""
        reached.append(address[0] if address else "127.0.0.1")
        sendto(self, data, address)

    monkeypatch.setattr(socket.socket, "connect", connecting)
    monkeypatch.setattr(asyncio.selector_events._SelectorDatagramTransport, "sendto", sending)  # type: ignore[attr-defined]
    for name in ("example.com", "com", "outlook.com"):
        with pytest.raises(ReadError, match="REFUSED"):
            asked(home, name)
    assert set(reached) == {"127.0.0.1"}


def test_a_name_that_none_can_have_is_not_read(home: Path) -> None:
    with pytest.raises(ReadError, match="empty"):
        asked(home, f"..{DOMAIN}")


def test_who_asks_for_no_name_does_not_load_what_asks() -> None:
    loads = "import sys, holdfast.tenant.tenant; from holdfast.kinds.registry import kinds; kinds()"
    program = f"{loads}; print('dns' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
