"""Small results of checks, and chains of them that are written without the code under test where that matters."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.history.chain import add_run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

START = datetime(2026, 11, 1, 2, tzinfo=UTC)
MORE: dict[str, Any] = {"program": "holdfast 0.1.0", "evidence": {}, "shown": {}}
ACT = {"actor": "mallory@contoso.example", "time": "2026-11-01T01:00:00Z", "activity": "Update policy"}


def finding(name: str, status: str = "IN_SYNC", control: str = "", **more: Any) -> dict[str, Any]:
    return {
        "schema": "1.1",
        "fingerprint": hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32],
        "status": status,
        "drift": status in {"DRIFTED", "MISSING", "UNMANAGED"},
        "control": control,
        "type": "a:b:Policy",
        "name": name,
        "explanation": "",
        "change": None,
        "made": None,
        "notAttributable": "",
        "differences": [],
        **more,
    }


def result(
    day: int = 0,
    controls: Mapping[str, str] | None = None,
    findings: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The whole check of a day, by control its state."""
    return {
        "client": "contoso",
        "tenant": "contoso.onmicrosoft.com",
        "simulation": False,
        "baseline": "core@1.0.0",
        "checkedAt": (START + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "controls": [{"id": name, "state": state} for name, state in (controls or {}).items()],
        "findings": findings or [],
        **more,
    }


def record(folder: Path, *results: dict[str, Any], key: Any = None) -> list[Path]:
    """Record results one day after the other; the files."""
    return [
        add_run(folder, one, MORE, key, START + timedelta(days=day, minutes=1)).path
        for day, one in enumerate(results)
    ]


def plain(value: Any) -> bytes:
    """The canonical form of what has nothing but whole numbers and ASCII names, made by the standard library."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def write(
    folder: Path,
    number: int,
    previous: str,
    checked: dict[str, Any],
    *,
    schema: str = "1.0",
    recorded: str = "",
) -> Path:
    """Write the file of a run by hand, as somebody could who knows how."""
    run = {
        "schema": schema,
        "number": number,
        "previous": previous,
        **{name: checked[name] for name in ("client", "tenant", "simulation", "checkedAt")},
        "recordedAt": recorded or checked["checkedAt"],
        **MORE,
        "result": checked,
    }
    content = plain({"run": run, "signature": None})
    path = folder / f"{checked['client']}.runs" / f"{number:06}-{hashlib.sha256(content).hexdigest()}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def digest_in(path: Path) -> str:
    return path.stem.partition("-")[2]


def put(path: Path, content: bytes) -> None:
    """Write over a file that nobody may write to."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)
