"""More clients for a scratch project: each with a tenant of its own, and a recording without running its program.

The program says the same for all of them but for their names, so the recording that was made of one is that of another
under its name; what it says of the client's own file is put right.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

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
    facts = json.loads(kept.read_bytes().partition(b"\n")[2].replace(FIRST.encode(), name.encode()))
    own = str(client_path(project, name))
    assert own in facts["dependencies"]["files"]
    facts["dependencies"]["files"][own] = [signature_of(own), digest_of_file(own)]
    kept.with_name(kept.name.replace(FIRST, name, 1)).write_bytes(sealed(json.dumps(facts).encode()))
