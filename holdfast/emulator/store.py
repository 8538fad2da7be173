"""A tenant's state: JSON documents in one SQLite file a tenant, in a folder of tenants.

Knows nothing of Graph or Exchange. Everything a process commits is seen by every other process at its next
read: collections are cached by version, and `PRAGMA data_version` tells when somebody else has written.
One store object belongs to one thread.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from holdfast.emulator import database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    key TEXT NOT NULL COLLATE NOCASE,
    body BLOB NOT NULL,
    UNIQUE (collection, key)
);
CREATE INDEX IF NOT EXISTS documents_in_order ON documents (collection, position);
CREATE TABLE IF NOT EXISTS versions (collection TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+")
_SURVIVE_CLEAR = frozenset({"versions", "kept", "sqlite_sequence"})
_MEMO_ENTRIES = 256
_MOST_OPEN = 200
"""Stores of one folder: each has three files open, and an ordinary machine lets a process open a thousand."""

T = TypeVar("T")


class TenantStore:
    """One tenant's state in one SQLite file (WAL, synchronous off). Safe for several processes.

    Args:
        path: the file; it and its tables are made when absent, its folder must exist.
        in_memory: there is no file, and `path` is but its name: the state is gone with the object.
    """

    def __init__(self, path: Path, *, in_memory: bool = False) -> None:
        self.path = path
        self.connection = database.in_memory(_SCHEMA) if in_memory else database.opened(path, _SCHEMA)
        self.opened = 0 if in_memory else path.stat().st_ino
        """Which file it is: another may take its place under the same name."""
        self._depth = 0
        self._data_version = -1
        self._versions: dict[str, int] = {}
        self._memo: dict[str, tuple[tuple[int, ...], Any]] = {}

    def get(self, collection: str, key: str) -> dict[str, Any] | None:
        """Give a fresh copy of one document, or None; keys compare without case, as GUIDs do."""
        row = self.connection.execute(
            "SELECT body FROM documents WHERE collection = ? AND key = ?", (collection, key)
        ).fetchone()
        return None if row is None else _document(row[0])

    def all(self, collection: str) -> list[dict[str, Any]]:
        """Give fresh copies of every document, in the order they were first put."""
        rows = self.connection.execute(
            "SELECT body FROM documents WHERE collection = ? ORDER BY position", (collection,)
        )
        return [_document(row[0]) for row in rows]

    def after(self, collection: str, position: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
        """Give up to `limit` (position, document) pairs past `position` (0 = the start): big collections."""
        rows = self.connection.execute(
            "SELECT position, body FROM documents WHERE collection = ? AND position > ? "
            "ORDER BY position LIMIT ?",
            (collection, position, limit),
        )
        return [(row[0], _document(row[1])) for row in rows]

    def count(self, collection: str) -> int:
        """Number of documents in a collection."""
        row = self.connection.execute(
            "SELECT COUNT(*) FROM documents WHERE collection = ?", (collection,)
        ).fetchone()
        return int(row[0])

    def put(self, collection: str, key: str, body: dict[str, Any]) -> None:
        """Insert or replace a document; a replaced one keeps its place in the order."""
        with self.transaction():
            self.connection.execute(
                "INSERT INTO documents (collection, key, body) VALUES (?, ?, ?) "
                "ON CONFLICT (collection, key) DO UPDATE SET body = excluded.body",
                (collection, key, orjson.dumps(body)),
            )
            self.touch(collection)

    def delete(self, collection: str, key: str) -> bool:
        """Remove a document; False when there was none."""
        with self.transaction():
            cursor = self.connection.execute(
                "DELETE FROM documents WHERE collection = ? AND key = ?", (collection, key)
            )
            if cursor.rowcount:
                self.touch(collection)
            return cursor.rowcount > 0

    def version(self, collection: str) -> int:
        """A number that is never the same again once the collection changes; 0 for one never written."""
        if not self._depth:
            self._notice_others()
        if collection not in self._versions:
            row = self.connection.execute(
                "SELECT version FROM versions WHERE collection = ?", (collection,)
            ).fetchone()
            self._versions[collection] = 0 if row is None else int(row[0])
        return self._versions[collection]

    def _notice_others(self) -> None:
        """Forget the versions where somebody else has written; in an open transaction nobody else can."""
        seen = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if seen != self._data_version:
            self._versions.clear()
            self._data_version = seen

    def touch(self, collection: str) -> None:
        """Give a collection a new version; services with tables of their own call it after a write."""
        with self.transaction():
            self.connection.execute(
                "INSERT INTO versions VALUES (?, 1) "
                "ON CONFLICT (collection) DO UPDATE SET version = version + 1",
                (collection,),
            )
            self._versions.pop(collection, None)

    def memo(self, key: str, collections: tuple[str, ...], build: Callable[[], T]) -> T:
        """Answer `build()`, remembered under `key` until one of `collections` changes.

        The answer is shared between callers and must not be changed: bytes, tuples, frozen types.
        """
        versions = tuple(self.version(name) for name in collections)
        remembered = self._memo.get(key)
        if remembered is not None and remembered[0] == versions:
            answer: T = remembered[1]
            return answer
        answer = build()
        if len(self._memo) >= _MEMO_ENTRIES:
            del self._memo[next(iter(self._memo))]
        self._memo[key] = (versions, answer)
        return answer

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting's JSON value, or `default`."""
        return self._named("settings", name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Store a JSON value under a name; cleared with the rest by `clear`."""
        self._set_named("settings", name, value)

    def kept(self, name: str, default: Any = None) -> Any:
        """A value that `clear` leaves alone, such as what the tenant was last seeded with."""
        return self._named("kept", name, default)

    def keep(self, name: str, value: Any) -> None:
        """Store a JSON value that `clear` leaves alone."""
        self._set_named("kept", name, value)

    def secret(self, name: str) -> str:
        """The random secret of that name: made at the first call, the same ever after, also past `clear`."""
        with self.transaction():
            found = self.kept(f"secret:{name}")
            if found is None:
                found = secrets.token_urlsafe(30)
                self.keep(f"secret:{name}", found)
            return str(found)

    def clear(self) -> None:
        """Empty the tenant, tables of services included; versions go on counting, secrets stay."""
        tables = [
            row[0]
            for row in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in _SURVIVE_CLEAR
        ]
        with self.transaction():
            for table in tables:
                self.connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - from sqlite_master itself
            self.connection.execute("UPDATE versions SET version = version + 1")
            self._versions.clear()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit once at the end, roll back on an exception; one inside another joins it."""
        if self._depth:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        self._notice_others()
        self._depth += 1
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            # What was built of what is undone bears numbers that will be given again.
            self._versions.clear()
            self._memo.clear()
            raise
        else:
            self.connection.execute("COMMIT")
        finally:
            self._depth -= 1

    def new_id(self) -> str:
        """A new GUID: random, or the next of a fixed row when the setting `seed_number` (int) is set."""
        seed = self.setting("seed_number")
        if seed is None:
            return str(uuid.uuid4())
        with self.transaction():
            issued = int(self.setting("ids_issued", 0))
            self.set_setting("ids_issued", issued + 1)
        digest = hashlib.blake2b(f"{seed}:{issued}".encode(), digest_size=16).digest()
        return str(uuid.UUID(bytes=digest, version=4))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def _named(self, table: str, name: str, default: Any) -> Any:
        row = self.connection.execute(
            f"SELECT value FROM {table} WHERE name = ?",  # noqa: S608 - one of two literals
            (name,),
        ).fetchone()
        return default if row is None else orjson.loads(row[0])

    def _set_named(self, table: str, name: str, value: Any) -> None:
        with self.transaction():
            self.connection.execute(
                f"INSERT INTO {table} VALUES (?, ?) "  # noqa: S608 - one of two literals
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, orjson.dumps(value)),
            )


def _document(body: bytes) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(body)
    return document


def is_domain(name: str) -> bool:
    """Whether a tenant can have this name: a domain with a dot in it."""
    return _DOMAIN.fullmatch(name.lower()) is not None


class TenantFolder:
    """A folder of tenants, `<folder>/<domain>.sqlite` each; one object belongs to one thread.

    A folder may hold more tenants than a process may have files open: the store that was asked for the longest ago is
    closed, so whoever works on several asks for each again.

    Args:
        path: the folder; made when absent, readable by its owner only.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._stores: dict[str, TenantStore] = {}
        self._domain_of_name: dict[str, str] = {}

    def open(self, domain_or_tenant_id: str) -> TenantStore:
        """The store of a tenant, by its domain or its tenant id, kept open while its file is there.

        What a name meant before is asked again: another process may have seeded the tenant anew, or removed it.

        Raises:
            KeyError: there is no such tenant in the folder.
        """
        wanted = domain_or_tenant_id.lower()
        known = self._if_named(self._domain_of_name.get(wanted, wanted), wanted)
        if known is not None:
            return known
        self._domain_of_name = {}
        for domain in self.domains():
            store = self._present(domain)
            # All of them are learned at once: a thousand tenants are not looked through a thousand times.
            for name in _names(store) if store is not None else ():
                self._domain_of_name.setdefault(name, domain)
        found = self._if_named(self._domain_of_name.get(wanted, ""), wanted)
        if found is None:
            raise KeyError(wanted)
        return found

    def create(self, domain: str) -> TenantStore:
        """The store of `domain`, made empty when it is new.

        Raises:
            ValueError: the name is no domain.
        """
        key = domain.lower()
        if not is_domain(key):
            raise ValueError(f"'{domain}' is no domain, such as contoso.onmicrosoft.com")
        store = self._present(key)
        return self._opened(key) if store is None else store

    def remove(self, domain: str) -> None:
        """Take a tenant out of the folder, whatever is in it."""
        store = self._stores.pop(domain.lower(), None)
        if store is not None:
            store.close()
        for path in self.path.glob(f"{domain.lower()}.sqlite*"):
            path.unlink(missing_ok=True)

    def domains(self) -> list[str]:
        """Domains of the tenants in the folder, sorted."""
        return sorted(path.stem for path in self.path.glob("*.sqlite") if is_domain(path.stem))

    def close(self) -> None:
        """Close every store."""
        for store in self._stores.values():
            store.close()
        self._stores.clear()
        self._domain_of_name.clear()

    def _if_named(self, domain: str, wanted: str) -> TenantStore | None:
        store = self._present(domain)
        return store if store is not None and (domain == wanted or wanted in _names(store)) else None

    def _present(self, domain: str) -> TenantStore | None:
        """The open store of a file that is there, None when there is none; a file put in its place is opened anew."""
        known = self._stores.get(domain)
        try:
            found = (self.path / f"{domain}.sqlite").stat().st_ino if is_domain(domain) else None
        except OSError:
            found = None
        if known is not None and known.opened == found:
            self._stores[domain] = self._stores.pop(domain)  # the last one that was asked for
            return known
        if known is not None:
            known.close()
            del self._stores[domain]
        if found is None:
            return None
        return self._opened(domain)

    def _opened(self, domain: str) -> TenantStore:
        while len(self._stores) >= _MOST_OPEN:
            self._stores.pop(next(iter(self._stores))).close()
        store = self._stores[domain] = TenantStore(self.path / f"{domain}.sqlite")
        return store


def _names(store: TenantStore) -> frozenset[str]:
    """Tenant id and verified domains, lower case."""

    def build() -> frozenset[str]:
        return frozenset(
            str(name).lower()
            for organization in store.all("organization")
            for name in (
                organization["id"],
                *(one["name"] for one in organization.get("verifiedDomains", ())),
            )
        )

    return store.memo("names", ("organization",), build)
