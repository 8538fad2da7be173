"""What was asked of the server, read or write: one SQLite table a folder, in `<folder>/requests.sqlite`.

It proves that a preview, a drift check or a report wrote nothing. Bodies and tokens are never kept.
"""

from __future__ import annotations

import threading
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from holdfast.emulator import database

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request; a `$batch` member has an entry of its own, before that of its batch."""

    time: str
    """When it was answered, UTC: "2026-01-31T12:00:00.123Z"."""
    kind: str
    """"graph", "exchange", "compliance", "signin" or "discovery"."""
    tenant: str
    """Domain, "" when the request reached none."""
    host: str
    method: str
    path: str
    """With the version and the query, for example "/v1.0/groups?$top=5"."""
    cmdlet: str
    """Cmdlet name, "" for Graph."""
    status: int
    """HTTP status; 0 when the connection was cut instead of an answer."""
    write: bool
    """Whether it was of the kind that may change the tenant, also when it was refused."""
    touches_conditional_access: bool
    request_id: str
    batch_parent: str
    """`request_id` of the batch that holds it, "" when it came by itself."""
    user_agent: str
    milliseconds: float
    id: int = 0
    """Number of the entry, growing; given by the log."""


_COLUMNS = tuple(field.name for field in fields(LogEntry) if field.name != "id")
_SCHEMA = f"CREATE TABLE IF NOT EXISTS requests (id INTEGER PRIMARY KEY AUTOINCREMENT, {', '.join(_COLUMNS)})"
_INSERT = f"INSERT INTO requests ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_SELECT = f"SELECT {', '.join(_COLUMNS)}, id FROM requests WHERE id > ? ORDER BY id"  # noqa: S608


class RequestLog:
    """The log of one folder; safe for several threads and processes.

    Its file is opened by who first uses it, so that a log that nobody uses leaves nothing open; so it is after `close`.

    Args:
        folder: where `requests.sqlite` is or is made.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._path = folder / "requests.sqlite"
        self._open: sqlite3.Connection | None = None

    @property
    def _connection(self) -> sqlite3.Connection:
        """Asked for by who holds the lock."""
        if self._open is None:
            self._open = database.opened(self._path, _SCHEMA)
        return self._open

    def add(self, entry: LogEntry) -> None:
        """Write one entry; its `id` is given by the log."""
        with self._lock:
            self._connection.execute(_INSERT, astuple(entry)[:-1])

    def entries(self, since: int = 0) -> list[LogEntry]:
        """Entries with an id above `since`, oldest first."""
        with self._lock:
            rows = self._connection.execute(_SELECT, (since,)).fetchall()
        return [_entry(row) for row in rows]

    def last_id(self) -> int:
        """Id of the newest entry, 0 when there is none: pass it to `entries` later."""
        with self._lock:
            row = self._connection.execute("SELECT MAX(id) FROM requests").fetchone()
        return int(row[0] or 0)

    def clear(self) -> None:
        """Forget every entry; ids go on growing."""
        with self._lock:
            self._connection.execute("DELETE FROM requests")

    def close(self) -> None:
        """Close the file; what is asked afterwards opens it again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None


def _entry(row: tuple[object, ...]) -> LogEntry:
    values = dict(zip((*_COLUMNS, "id"), row, strict=True))
    values["write"] = bool(values["write"])
    values["touches_conditional_access"] = bool(values["touches_conditional_access"])
    return LogEntry(**values)  # type: ignore[arg-type]
