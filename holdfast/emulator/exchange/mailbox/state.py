"""A tenant's mailboxes: a table of their own that keeps only what differs from a mailbox's defaults.

Made for 200,000 of them: they are inserted in bulk, listed by position in pages, found and filtered by index.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets.shape import ValueType
from holdfast.emulator.cmdlets.values import wire_moment
from holdfast.emulator.exchange.mailbox.types import MAILBOX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.emulator.store import TenantStore

COLLECTION = "mailboxes"
"""Name under which `TenantStore.version` counts changes."""

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS mailboxes (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        principal_name TEXT NOT NULL COLLATE NOCASE,
        smtp TEXT NOT NULL COLLATE NOCASE,
        display_name TEXT NOT NULL COLLATE NOCASE,
        alias TEXT NOT NULL COLLATE NOCASE,
        directory_id TEXT NOT NULL COLLATE NOCASE,
        exchange_guid TEXT NOT NULL COLLATE NOCASE,
        type TEXT NOT NULL COLLATE NOCASE,
        state TEXT NOT NULL,
        hold INTEGER NOT NULL,
        capabilities TEXT NOT NULL,
        created TEXT NOT NULL,
        other TEXT
    )""",
    "CREATE INDEX IF NOT EXISTS mailboxes_principal_name ON mailboxes (principal_name)",
    "CREATE INDEX IF NOT EXISTS mailboxes_smtp ON mailboxes (smtp)",
    "CREATE INDEX IF NOT EXISTS mailboxes_alias ON mailboxes (alias)",
    "CREATE INDEX IF NOT EXISTS mailboxes_directory_id ON mailboxes (directory_id)",
    "CREATE UNIQUE INDEX IF NOT EXISTS mailboxes_exchange_guid ON mailboxes (exchange_guid)",
    "CREATE INDEX IF NOT EXISTS mailboxes_hold ON mailboxes (hold, state, position)",
)
_FIELDS = (
    "position, principal_name, smtp, display_name, alias, directory_id, exchange_guid, type, state, hold, "
    "capabilities, created, other"
)
_INSERT = f"INSERT INTO mailboxes ({_FIELDS}) VALUES (NULL{', ?' * 12})"  # noqa: S608 - constants
_UPDATE = (
    "UPDATE mailboxes SET principal_name = ?, smtp = ?, display_name = ?, alias = ?, directory_id = ?, "
    "exchange_guid = ?, type = ?, state = ?, hold = ?, capabilities = ?, created = ?, other = ? "
    "WHERE position = ?"
)
_IDENTITIES = ("principal_name", "smtp", "directory_id", "exchange_guid", "alias")
"""Columns that an Identity may name, tried in this order; all are indexed."""
_STATES: Mapping[str, str] = {"IsInactiveMailbox": "inactive", "IsSoftDeletedByRemove": "deleted"}
"""Properties that are a state of the mailbox; without either it is "active"."""
_OWN_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "UserPrincipalName": "principal_name",
        "PrimarySmtpAddress": "smtp",
        "DisplayName": "display_name",
        "Alias": "alias",
        "ExternalDirectoryObjectId": "directory_id",
        "ExchangeGuid": "exchange_guid",
        "RecipientTypeDetails": "type",
        "LitigationHoldEnabled": "hold",
        "PersistedCapabilities": "capabilities",
        "WhenMailboxCreated": "created",
    }
)
"""Properties with a column of their own."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One mailbox as it is stored."""

    position: int
    principal_name: str
    smtp: str
    display_name: str
    alias: str
    directory_id: str
    exchange_guid: str
    type: str
    state: str
    """"active", "inactive" or "deleted" (soft-deleted)."""
    hold: int
    capabilities: str
    """JSON list."""
    created: str
    """Wire moment."""
    other: str | None
    """JSON object of the other properties that differ from their defaults; None for none."""

    @property
    def identity(self) -> str:
        """Name, Identity and Id: the directory object's id, or the alias where there is none (assumed)."""
        return self.directory_id or self.alias

    def differences(self) -> dict[str, Any]:
        """Properties without a column that differ from their defaults."""
        differences: dict[str, Any] = orjson.loads(self.other) if self.other else {}
        return differences

    def values(self) -> dict[str, Any]:
        """Properties with a column, then those that differ."""
        values: dict[str, Any] = {name: getattr(self, column) for name, column in _OWN_COLUMNS.items()}
        values["LitigationHoldEnabled"] = bool(self.hold)
        values["PersistedCapabilities"] = orjson.loads(self.capabilities)
        values.update({name: self.state == state for name, state in _STATES.items()})
        return values | self.differences()


def seed_mailboxes(store: TenantStore, rows: Iterable[Mapping[str, Any]]) -> int:
    """Add mailboxes in one commit and give their number.

    Args:
        store: the tenant's.
        rows: property names and values as Get-Mailbox gives them, only those that differ from the defaults;
            UserPrincipalName and ExchangeGuid are needed, dates may be any ISO 8601.

    Raises:
        ValueError: a property that a mailbox does not have, or one of the two missing.
    """
    with store.transaction():
        _prepare(store)
        cursor = store.connection.executemany(_INSERT, (_record(row) for row in rows))
        store.touch(COLLECTION)
        return cursor.rowcount


def find_mailbox(store: TenantStore, identity: str, states: Sequence[str] = ("active",)) -> Stored | None:
    """The mailbox that an Identity names: by UPN, address, directory id, ExchangeGuid, alias or Guid; or None."""
    ensure_table(store)
    marks = ", ".join("?" * len(states))
    asked = [*((column, identity) for column in _IDENTITIES), ("exchange_guid", object_guid(identity))]
    for column, value in asked:
        row = store.connection.execute(
            f"SELECT {_FIELDS} FROM mailboxes WHERE {column} = ? AND state IN ({marks}) LIMIT 1",  # noqa: S608
            (value, *states),
        ).fetchone()
        if row is not None and identity:
            return Stored(*row)
    return None


def object_guid(guid: str) -> str:
    """The Guid of the mailbox with an ExchangeGuid, never that of another; and the other way round."""
    return f"{guid[4:8]}{guid[:4]}{guid[8:]}"


def list_mailboxes(
    store: TenantStore, where: str, arguments: Sequence[Any], after: int, limit: int
) -> list[tuple[Any, ...]]:
    """Up to `limit` rows of the table past a position, in order; each is the arguments of `Stored`.

    Args:
        store: the tenant's.
        where: SQL condition over the columns, made by `mailbox_filter`; its values are `arguments`.
        arguments: values of the condition.
        after: position to start behind, 0 for the start.
        limit: most rows.
    """
    ensure_table(store)
    return store.connection.execute(
        f"SELECT {_FIELDS} FROM mailboxes WHERE position > ? AND {where} ORDER BY position LIMIT ?",  # noqa: S608
        (after, *arguments, limit),
    ).fetchall()


def change_stored(store: TenantStore, mailbox: Stored, changes: Mapping[str, Any]) -> None:
    """Change properties of a mailbox; values as the wire has them. Leaves no audit record: cmdlets do."""
    with store.transaction():
        record = _record({**mailbox.values(), **changes})
        store.connection.execute(_UPDATE, (*record, mailbox.position))
        store.touch(COLLECTION)


def mailboxes_in(store: TenantStore, state: str) -> list[Stored]:
    """Every mailbox in a state, in order."""
    return [Stored(*row) for row in list_mailboxes(store, "state = ?", (state,), 0, -1)]


def mailboxes_with_holds(store: TenantStore) -> list[Stored]:
    """Every mailbox that is not deleted and bears codes of holds, in order."""
    where = "state <> 'deleted' AND other LIKE '%\"InPlaceHolds\"%'"
    return [Stored(*row) for row in list_mailboxes(store, where, (), 0, -1)]


def remove_mailbox(store: TenantStore, mailbox: Stored) -> None:
    """Take a mailbox away for good."""
    with store.transaction():
        store.connection.execute("DELETE FROM mailboxes WHERE position = ?", (mailbox.position,))
        store.touch(COLLECTION)


def column_expression(name: str) -> str | None:
    """SQL for a property's value as a filter compares it, or None when it has no column or stored value."""
    if name in _OWN_COLUMNS:
        return _OWN_COLUMNS[name]
    if name in _STATES:
        return f"(state = '{_STATES[name]}')"
    if name in _NAMES:
        return "CASE directory_id WHEN '' THEN alias ELSE directory_id END"
    return None


def ensure_table(store: TenantStore) -> None:
    """Make the table once a store; a tenant without mailboxes then lists none."""
    store.memo("mailboxes.table", (), lambda: _prepare(store))


_NAMES = frozenset({"Identity", "Id", "Name"})


def _prepare(store: TenantStore) -> bool:
    for statement in _SCHEMA:
        store.connection.execute(statement)
    return True


def _record(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns after `position`, in order."""
    if not row.get("UserPrincipalName") or not row.get("ExchangeGuid"):
        raise ValueError(f"a mailbox needs UserPrincipalName and ExchangeGuid: {dict(row)!r}")
    principal_name = row["UserPrincipalName"]
    other = {
        name: _stored_value(name, value)
        for name, value in row.items()
        if name not in _OWN_COLUMNS and name not in _STATES
    }
    other = {name: value for name, value in other.items() if value != MAILBOX.defaults[name]}
    created = row.get("WhenMailboxCreated") or "2020-01-01T00:00:00Z"
    return (
        principal_name,
        row.get("PrimarySmtpAddress") or principal_name,
        row.get("DisplayName") or principal_name.partition("@")[0],
        row.get("Alias") or principal_name.partition("@")[0],
        row.get("ExternalDirectoryObjectId") or "",
        row["ExchangeGuid"],
        row.get("RecipientTypeDetails") or "UserMailbox",
        next((state for name, state in _STATES.items() if row.get(name)), "active"),
        int(bool(row.get("LitigationHoldEnabled"))),
        orjson.dumps(row.get("PersistedCapabilities") or []).decode(),
        # Bulk seeding gives the same text 200,000 times: it is only read when it is not a wire moment yet.
        created if created.endswith("0000Z") else _short_moment(created),
        orjson.dumps(other).decode() if other else None,
    )


def _short_moment(text: str) -> str:
    if len(text) == len("2020-01-01T00:00:00Z") and text.endswith("Z"):
        return f"{text[:-1]}.0000000Z"
    return wire_moment(text)


def _stored_value(name: str, value: Any) -> Any:
    if name not in MAILBOX.types:
        raise ValueError(f"a mailbox has no property {name}")
    return wire_moment(value) if MAILBOX.types[name] is ValueType.MOMENT and value else value
