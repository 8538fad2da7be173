"""An SQLite file that several threads and processes write: in WAL mode, made whole before anybody sees it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

_LOCK_WAIT_SECONDS = 30.0


def opened(path: Path, schema: str) -> sqlite3.Connection:
    """Open the database at `path`, readable by its owner only; made when absent.

    It commits by itself, waits half a minute for a lock, and leaves to the system when what was committed reaches the
    disk (synchronous off).

    Args:
        path: the file; its folder must exist.
        schema: statements that make what is absent and leave what is there (`CREATE TABLE IF NOT EXISTS`).
    """
    if not path.exists():  # its time says whether anything was written since
        _make(path, schema)
    connection = _connected(path)
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(schema)
    return connection


def in_memory(schema: str) -> sqlite3.Connection:
    """Open an empty database of no file, which nobody else can open; see `opened`."""
    connection = _connected(Path(":memory:"))
    connection.executescript(schema)
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_LOCK_WAIT_SECONDS, isolation_level=None, check_same_thread=False)


def _make(path: Path, schema: str) -> None:
    """Put a whole, empty database at `path`, or leave the one that another process put there first.

    SQLite does not wait for a lock when it changes the mode of the journal, so nobody else may see the file before it
    is in that mode: it is made under a name of its own. SQLite would make it readable by everybody; `mkstemp` does not.
    """
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        with closing(_connected(Path(made))) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(schema)
        with suppress(FileExistsError):
            os.link(made, path)
    finally:
        Path(made).unlink()
