"""Works on a folder of tenants, with or without a server: seed, reset, tamper, faults, limits, requests.

A running server sees every change at its next request: all of it is in SQLite.
"""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.emulator import seeds
from holdfast.emulator.faults import store_faults
from holdfast.emulator.limits import REAL_LIMITS
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tampering import TAMPERINGS
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry
    from holdfast.emulator.store import TenantStore

    Clock = Callable[[], datetime]

_LAST_SEED = "last_seed"


class UnknownNameError(LookupError):
    """There is no tenant, seed or tampering of that name; the message says which there are."""


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


def seed_names() -> tuple[str, ...]:
    """Names of the seeds, sorted: modules of `seeds` that have a function `seed`."""
    names = sorted(module.name for module in pkgutil.iter_modules(seeds.__path__))
    return tuple(name for name in names if hasattr(_seed_module(name), "seed"))


def seed(folder: Path, domain: str, name: str, *, clock: Clock = utc_now, **options: Any) -> tuple[str, ...]:
    """Empty a tenant, made when it is new, and fill it; its secrets stay.

    Args:
        folder: the tenants.
        domain: the tenant's initial domain, for example "contoso.onmicrosoft.com".
        name: one of `seed_names()`.
        clock: gives the time now.
        **options: what the seed takes; remembered for `reset`, so plain JSON values or paths.

    Returns:
        What a person should read of it, a line each; nothing for seeds that always give the same.

    Raises:
        UnknownNameError: there is no seed of that name.
        SeedError: what it is given cannot be understood; the tenant is left as it was.
    """
    if name not in seed_names():
        raise UnknownNameError(f"there is no seed '{name}'; there are: {', '.join(seed_names())}")
    plain = {key: value if _is_plain(value) else str(value) for key, value in options.items()}
    with _opened(folder) as tenants:
        store = tenants.create(domain)
        told = _fill(store, domain, name, plain, clock)
        store.keep(_LAST_SEED, {"name": name, "options": plain})
        return told


def reset(folder: Path, domain: str, *, clock: Clock = utc_now) -> None:
    """Put a tenant back to how it was last seeded, without faults and limits; its secrets stay.

    Raises:
        UnknownNameError: there is no such tenant, or it was never seeded by `seed`.
    """
    with _opened(folder) as tenants:
        store = _existing(tenants, domain)
        last = store.kept(_LAST_SEED)
        if last is None:
            raise UnknownNameError(f"the tenant '{domain}' was never seeded")
        _fill(store, store.path.stem, last["name"], last["options"], clock)


def tamper(folder: Path, domain: str, name: str, *, clock: Clock = utc_now, **options: Any) -> Any:
    """Do to a tenant what an attacker or a careless administrator does; the audit log shows who.

    Args:
        folder: the tenants.
        domain: domain or id of the tenant.
        name: one of `TAMPERINGS`.
        clock: gives the time now.
        **options: what the tampering takes.

    Raises:
        UnknownNameError: there is no such tenant or tampering.
    """
    if name not in TAMPERINGS:
        raise UnknownNameError(f"there is no tampering '{name}'; there are: {', '.join(sorted(TAMPERINGS))}")
    with _opened(folder) as tenants:
        tenant = Tenant(_existing(tenants, domain), clock)
        with tenant.store.transaction():
            return TAMPERINGS[name].apply(tenant, **options)


def requests(folder: Path, *, since: int = 0) -> list[LogEntry]:
    """What was asked of the server, from the entry after `since` (an entry's id) on, oldest first."""
    log = RequestLog(folder)
    try:
        return log.entries(since)
    finally:
        log.close()


def set_faults(folder: Path, faults: Iterable[Mapping[str, Any]], *, domain: str | None = None) -> None:
    """Replace the faults of a tenant, or of all when `domain` is None; [] ends them.

    Raises:
        UnknownNameError: there is no such tenant.
        ValueError: one of them is no fault (see faults.py).
    """
    listed = list(faults)
    with _opened(folder) as tenants:
        for store in _chosen(tenants, domain):
            store_faults(store, listed)


def set_real_limits(folder: Path, *, on: bool, domain: str | None = None) -> None:
    """Switch the service's real request limits of a tenant on or off; of all tenants when `domain` is None.

    Raises:
        UnknownNameError: there is no such tenant.
    """
    with _opened(folder) as tenants:
        for store in _chosen(tenants, domain):
            store.set_setting(REAL_LIMITS, on)


def _fill(
    store: TenantStore, domain: str, name: str, options: Mapping[str, Any], clock: Clock
) -> tuple[str, ...]:
    with store.transaction():
        store.clear()
        return tuple(_seed_module(name).seed(store, domain, clock, **options) or ())


def _seed_module(name: str) -> Any:
    return importlib.import_module(f"{seeds.__name__}.{name}")


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool | list | dict)


@contextmanager
def _opened(folder: Path) -> Iterator[TenantFolder]:
    tenants = TenantFolder(folder)
    try:
        yield tenants
    finally:
        tenants.close()


def _existing(tenants: TenantFolder, domain: str) -> TenantStore:
    try:
        return tenants.open(domain)
    except KeyError as error:
        known = ", ".join(tenants.domains()) or "none"
        raise UnknownNameError(f"there is no tenant '{domain}'; there are: {known}") from error


def _chosen(tenants: TenantFolder, domain: str | None) -> list[TenantStore]:
    if domain is not None:
        return [_existing(tenants, domain)]
    return [tenants.open(name) for name in tenants.domains()]
