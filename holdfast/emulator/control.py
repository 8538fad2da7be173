"""Works on a folder of tenants, with or without a server: seed, reset, tamper, contents, faults, limits, requests.

A running server sees every change at its next request: all of it is in SQLite.
"""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator import seeds
from holdfast.emulator.data.inventory import as_people_left_it, backed_up, in_place
from holdfast.emulator.description import credentials, wait_until_told
from holdfast.emulator.faults import store_faults
from holdfast.emulator.limits import REAL_LIMITS
from holdfast.emulator.passing import pass_time
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.signin.applications import COLLECTION, CREDENTIALS, kept_credentials
from holdfast.emulator.signin.credentials import certificate_document, federated_document
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tampering import TAMPERINGS
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from holdfast.emulator.data.inventory import Inventory
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
        SeedError: what it is given cannot be understood; the tenant is left as it was, and one that is new is not made.
    """
    if name not in seed_names():
        raise UnknownNameError(f"there is no seed '{name}'; there are: {', '.join(seed_names())}")
    plain = {key: value if _is_plain(value) else str(value) for key, value in options.items()}
    with _opened(folder) as tenants:
        is_new = domain.lower() not in tenants.domains()
        store = tenants.create(domain)
        try:
            loaded = _fill(store, domain, name, plain, clock)
        except BaseException:
            if is_new:
                tenants.remove(domain)
            raise
        told = credentials(store)
    wait_until_told(folder, domain.lower(), told)
    return loaded


def fill_new(tenants: TenantFolder, domain: str, clock: Clock) -> None:
    """Make a tenant with the seed `small`, by the server itself, which tells its clients."""
    _fill(tenants.create(domain), domain, "small", {}, clock)


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


def require_all(folder: Path, domains: Iterable[str]) -> None:
    """Do nothing where all of these tenants are there, so that what is done to all is not done to some.

    Raises:
        UnknownNameError: one is not.
    """
    with _opened(folder) as tenants:
        for domain in domains:
            _existing(tenants, domain)


def tenant_time(folder: Path, domain: str, *, clock: Clock = utc_now) -> datetime:
    """What time it is in a tenant, UTC.

    Raises:
        UnknownNameError: there is no such tenant.
    """
    with _opened(folder) as tenants:
        return Tenant(_existing(tenants, domain), clock).now()


def contents(folder: Path, domain: str, *, clock: Clock = utc_now) -> tuple[Inventory, Inventory, Inventory]:
    """What of a tenant's mail and files is as people left it, what is still in place, and what a backup has.

    Raises:
        UnknownNameError: there is no such tenant.
    """
    with _opened(folder) as tenants:
        tenant = Tenant(_existing(tenants, domain), clock)
        return as_people_left_it(tenant), in_place(tenant), backed_up(tenant)


def move_clock(folder: Path, domain: str, by: timedelta, *, clock: Clock = utc_now) -> datetime:
    """Put a tenant's clock forward, let go what is due by then, and give its new time; sign-in keeps this machine's.

    Raises:
        UnknownNameError: there is no such tenant.
        ValueError: `by` is less than nothing: what is gone does not come back.
    """
    if by < timedelta():
        raise ValueError(
            "a tenant's clock goes forward only: put the tenant back with reset, or seed it anew"
        )
    with _opened(folder) as tenants:
        tenant = Tenant(_existing(tenants, domain), clock)
        with tenant.store.transaction():
            tenant.move_clock(by)
            pass_time(tenant)
        return tenant.now()


def add_certificate(folder: Path, domain: str, data: bytes, *, application: str = "Holdfast") -> str:
    """Let an application sign in with a certificate, also after `seed` and `reset`; gives its thumbprint.

    Args:
        folder: the tenants.
        domain: domain or id of the tenant.
        data: the certificate, PEM or DER.
        application: display name of the application.

    Raises:
        UnknownNameError: there is no such tenant or application.
        CredentialError: it is no certificate.
    """
    with _opened(folder) as tenants:
        store = _existing(tenants, domain)
        new = certificate_document(data, store.new_id())
        _add_credential(store, application, "certificates", new, same=("thumbprint",))
        return str(new["thumbprint"])


def add_federated_credential(
    folder: Path, domain: str, values: Mapping[str, Any], *, application: str = "Holdfast"
) -> None:
    """Let an identity of another issuer sign in as an application, also after `seed` and `reset`.

    Args:
        folder: the tenants.
        domain: domain or id of the tenant.
        values: name, issuer, subject, audiences, and optionally keys: the issuer's JSON web keys.
        application: display name of the application.

    Raises:
        UnknownNameError: there is no such tenant or application.
        CredentialError: the values are none of a federated credential.
    """
    with _opened(folder) as tenants:
        store = _existing(tenants, domain)
        same = ("issuer", "subject")
        present = _application(store, application).get("federatedCredentials", [])
        others = [one for one in present if any(one[name] != values.get(name) for name in same)]
        new = federated_document(values, others, store.new_id())
        _add_credential(store, application, "federatedCredentials", new, same=same)


def forget_credentials(folder: Path, domain: str, *, application: str = "Holdfast") -> int:
    """Take every certificate and federated credential off an application; its secret stays. Gives how many there were.

    Raises:
        UnknownNameError: there is no such tenant or application.
    """
    with _opened(folder) as tenants:
        store = _existing(tenants, domain)
        document = _application(store, application)
        with store.transaction():
            gone = [one for name in CREDENTIALS for one in document.pop(name, ())]
            store.put(COLLECTION, document["appId"], document)
            store.keep(kept_credentials(document["appId"]), {})
        return len(gone)


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
        loaded = tuple(_seed_module(name).seed(store, domain, clock, **options) or ())
        store.keep(_LAST_SEED, {"name": name, "options": options})
        return loaded


def _application(store: TenantStore, name: str) -> dict[str, Any]:
    every = store.all(COLLECTION)
    found = next((one for one in every if one["displayName"].lower() == name.lower()), None)
    if found is None:
        known = ", ".join(sorted(one["displayName"] for one in every)) or "none"
        raise UnknownNameError(f"there is no application '{name}' in {store.path.stem}; there are: {known}")
    return found


def _add_credential(
    store: TenantStore, application: str, kind: str, new: dict[str, Any], *, same: tuple[str, ...]
) -> None:
    """Put a credential in the place of one that says the same, else at the end; remembered past `clear`."""
    with store.transaction():
        document = _application(store, application)
        kept = store.kept(kept_credentials(document["appId"]), {})
        for holder in (document, kept):
            others = [one for one in holder.get(kind, ()) if any(one[name] != new[name] for name in same)]
            holder[kind] = [*others, new]
        store.put(COLLECTION, document["appId"], document)
        store.keep(kept_credentials(document["appId"]), kept)


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


def _chosen(tenants: TenantFolder, domain: str | None) -> Iterator[TenantStore]:
    """Yield each store to be worked on before the next one: not all of them are open at once."""
    for name in [domain] if domain is not None else tenants.domains():
        yield _existing(tenants, name)
