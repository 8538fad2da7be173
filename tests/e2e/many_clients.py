"""More clients for a scratch project: each with a tenant of its own, and a recording without running its program.

The program says the same for all of them but for their names, so the recording that was made of one is that of another
under its name; what it says of the client's own file is put right.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from contextlib import closing
from typing import TYPE_CHECKING

import orjson

from holdfast.drift.dependencies import digest_of_file, signature_of
from holdfast.drift.recording import sealed
from holdfast.emulator import control
from holdfast.plan.files import client_path

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.scratch import Scratch

FIRST = "contoso"


def add_client(scratch: Scratch, name: str, *lines: str) -> None:
    """Adds the client's file, with more lines of its configuration, its tenant and its recording."""
    add_file(scratch, name, *lines)
    control.seed(scratch.tenants, f"{name}.onmicrosoft.com", "small")
    keep_recording(scratch.project, scratch.home, name)


def copy_client(scratch: Scratch, name: str) -> None:
    """Adds a client whose tenant is the first one's as it is now, under other names and with an id of its own.

    No server may run over the tenants: what it has of the first one in its log would be left out.
    """
    add_file(scratch, name)
    target = scratch.tenants / f"{name}.onmicrosoft.com.sqlite"
    shutil.copy(scratch.tenants / f"{FIRST}.onmicrosoft.com.sqlite", target)
    with closing(sqlite3.connect(target)) as connection, connection:
        tenant_id = orjson.loads(
            connection.execute("SELECT body FROM documents WHERE collection = 'organization'").fetchone()[0]
        )["id"]
        own = ((FIRST, name), (tenant_id, str(uuid.uuid5(uuid.NAMESPACE_DNS, name))))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for column, kind in _columns(connection, table):
                for old, new in own:
                    text = f"replace(CAST({column} AS TEXT), ?, ?)"
                    connection.execute(
                        f"UPDATE {table} SET {column} = CAST({text} AS {kind})",  # noqa: S608 - names of the schema
                        (old, new),
                    )
    keep_recording(scratch.project, scratch.home, name)


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The columns of a table that hold text, with their types."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(f'"{one[1]}"', one[2]) for one in columns if one[2] in {"TEXT", "BLOB"}]


def add_file(scratch: Scratch, name: str, *lines: str) -> Path:
    """Adds a file as the first client's is."""
    text = client_path(scratch.project, FIRST).read_text(encoding="utf-8").replace(FIRST, name)
    more = "".join(f"  {one}\n" for one in lines)
    path = client_path(scratch.project, name)
    path.write_text(text.replace("config:\n", f"config:\n{more}", 1), encoding="utf-8")
    return path


def keep_recording(project: Path, home: Path, name: str) -> None:
    """Keeps the first client's recording under another client's name; there must be one."""
    (kept,) = (home / "recordings").glob(f"{FIRST}-*.json")
    _, common, rest = kept.read_bytes().split(b"\n")
    facts = json.loads(rest.replace(FIRST.encode(), name.encode()))
    own = str(client_path(project, name))
    assert own in facts["dependencies"]["files"]
    facts["dependencies"]["files"][own] = [signature_of(own), digest_of_file(own)]
    kept.with_name(kept.name.replace(FIRST, name, 1)).write_bytes(
        sealed(common + b"\n" + json.dumps(facts).encode())
    )
