"""`<folder>/server.json` while a server runs: where it is, and how to sign in to each tenant, kept true as they change.

Tenants come, go and are seeded anew by other processes while a server runs. Whoever reads the file must not sign in
as an application of yesterday's seed, so the server looks every tenth of a second and writes the file when it differs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sqlite3
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from holdfast.emulator.store import TenantFolder, TenantStore

NAME = "server.json"
_LOOK_SECONDS = 0.1
_SHARE_OF_TIME = 20
"""A look that takes long, over very many tenants, is followed by a rest of this many times as long …"""
_LONGEST_REST_SECONDS = 1.0
"""… but not longer: somebody waits for the tenant whose seeding took so long."""
_TICK_NANOSECONDS = 100_000_000
"""Longer than the tick of any file system's clock that SQLite is used on."""
_TOLD_SECONDS = 5.0
_ANSWER_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Seen:
    """One tenant, as it was at the last look."""

    files: tuple[tuple[int, int, int], ...]
    """As `_files` gives them."""
    version: tuple[int, ...]
    credentials: dict[str, Any]
    applications: dict[str, dict[str, str | None]]


class Description:
    """The file of one server.

    Args:
        folder: the tenants.
        server: what is said of the server itself: pid, base_url, proxy_url, ca_file, metadata_host, name_server.
        missing: makes every tenant that there should be and is not, such as for a client file that is new.
    """

    def __init__(
        self, folder: TenantFolder, server: Mapping[str, Any], missing: Callable[[TenantFolder], None]
    ) -> None:
        self._folder = folder
        self._server = server
        self._missing = missing
        self._written: tuple[object, ...] | None = None
        self._seen: dict[str, _Seen] = {}

    def refresh(self) -> None:
        """Write the file if what it says has changed."""
        self._missing(self._folder)
        self._seen = {domain: self._look(domain) for domain in self._folder.domains()}
        state = tuple((domain, one.version) for domain, one in self._seen.items())
        if state == self._written:
            return
        description = {
            **self._server,
            "tenants": {domain: one.credentials for domain, one in self._seen.items()},
            "applications": {domain: one.applications for domain, one in self._seen.items()},
        }
        write_whole(self._folder.path / NAME, json.dumps(description, indent=2).encode(), 0o600)
        self._written = state

    def _look(self, domain: str) -> _Seen:
        """Return what there is to say of a tenant; one whose files are as they were is not opened."""
        before, files = self._seen.get(domain), _files(self._folder.path / f"{domain}.sqlite")
        if before is not None and before.files == files:
            return before
        store = self._folder.open(domain)
        version = (store.opened, store.version("applications"), store.version("organization"))
        if before is not None and before.version == version:
            return replace(before, files=files)
        return _Seen(files, version, credentials(store), _applications(store))

    async def keep(self) -> None:
        """Refresh the file until cancelled."""
        while True:
            started = time.perf_counter()
            # A tenant may vanish, or be in the making, between two steps of a look; the next one sees what is then.
            try:
                self.refresh()
            except (KeyError, OSError, sqlite3.Error):
                self._written = None
            rest = _SHARE_OF_TIME * (time.perf_counter() - started)
            await asyncio.sleep(min(_LONGEST_REST_SECONDS, max(_LOOK_SECONDS, rest)))

    def remove(self) -> None:
        """Take the file away, since the server has ended; one that another server has written since stays."""
        file = self._folder.path / NAME
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if json.loads(file.read_bytes())["proxy_url"] == self._server["proxy_url"]:
                file.unlink()


def credentials(store: TenantStore) -> dict[str, Any]:
    """How Holdfast signs in to a tenant: tenant_id, client_id, client_secret (null when there is none), domains."""
    application = next((one for one in store.all("applications") if one["displayName"] == "Holdfast"), {})
    organization = next(iter(store.all("organization")), {})
    return {
        "tenant_id": organization.get("id"),
        "client_id": application.get("appId"),
        "client_secret": application.get("secret"),
        "domains": [str(one["name"]) for one in organization.get("verifiedDomains", ())],
    }


def wait_until_told(folder: Path, domain: str, wanted: Mapping[str, Any]) -> bool:
    """Wait until the server of the folder, if one runs, tells its clients of a tenant; False when it does not.

    Args:
        folder: the tenants.
        domain: the tenant's initial domain.
        wanted: what the server has to say of it, as `credentials` gives it.
    """
    deadline = time.monotonic() + _TOLD_SECONDS
    while time.monotonic() < deadline:
        told = running(folder)
        if told is None:
            return True
        if told["tenants"].get(domain) == wanted:
            return True
        time.sleep(_LOOK_SECONDS / 4)
    return False


def running(folder: Path) -> dict[str, Any] | None:
    """What a server of the folder that answers says of itself, None when there is none."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        host, _, port = told["proxy_url"].rpartition("/")[2].partition(":")
        socket.create_connection((host, int(port)), timeout=_ANSWER_SECONDS).close()
    except (OSError, OverflowError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return told


def _files(path: Path) -> tuple[tuple[int, int, int], ...]:
    """Return inode, size and time of a store's file and its log; nothing, which is like nothing, while these are new.

    What is written within one tick of the file system's clock bears one time.
    """
    found = []
    for one in (path, path.with_name(f"{path.name}-wal")):
        with contextlib.suppress(OSError):
            facts = one.stat()
            if facts.st_size:  # an empty log comes and goes with whoever looks
                found.append((facts.st_ino, facts.st_size, facts.st_mtime_ns))
    newest = max((when for _, _, when in found), default=0)
    return tuple(found) if time.time_ns() - newest > _TICK_NANOSECONDS else ((time.time_ns(), 0, 0),)


def _applications(store: TenantStore) -> dict[str, dict[str, str | None]]:
    return {
        one["displayName"]: {"client_id": one["appId"], "client_secret": one.get("secret")}
        for one in store.all("applications")
    }
