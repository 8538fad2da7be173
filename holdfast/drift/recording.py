"""Keeps recordings on disk by a digest of everything they depend on, so that a check need not import Pulumi.

Standard library only: this is the cold path. A recording holds no secret and no answer of a tenant.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.model.desired import DesiredResource
from holdfast.model.plan import Cloud, Plan, PlannedControl, PlannedException
from holdfast.plan.files import plan_files

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMAT = "1"
"""Raised when the shape of a kept recording changes."""
_DIGEST_LENGTH = 32
_NOT_PROGRAM = frozenset({"tests", "bench", "docs", "build", "dist", "node_modules", "__pycache__"})
_DISTRIBUTIONS = ("holdfast-", "pulumi-", "pulumi_azuread-")


@dataclass(frozen=True, slots=True)
class Recording:
    """A client's plan and what the program declares for it."""

    plan: Plan
    desired: tuple[DesiredResource, ...]


def load_recording(project: Path, client: str, folder: Path, today: date) -> Recording:
    """Return the client's recording: the kept one when nothing it depends on changed, else a fresh one.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: stack name.
        folder: where Holdfast keeps its state; recordings go below `recordings/`.
        today: an exception that expired before it makes the plan invalid, so its file is read again.

    Raises:
        InputErrors: when the client's files have mistakes.
        RecordingError: when the program fails.
    """
    path = folder / "recordings" / f"{client}-{_digest(project, client)}.json"
    kept = _kept(path)
    if kept and all(one.expires >= today for one in kept.plan.exceptions):
        return kept
    from holdfast.drift.record import record
    from holdfast.plan.load import load_plan

    plan = load_plan(project, client, today=today)
    recording = Recording(plan, tuple(record(project, client)))
    _keep(path, recording, client)
    return recording


def _digest(project: Path, client: str) -> str:
    digest = hashlib.sha256()
    facts = [_FORMAT, sys.version, *_installed()]
    digest.update("\0".join(facts).encode())
    for path in [*_program_files(project), *plan_files(project, client)]:
        with suppress(OSError):  # whoever parses it says what is wrong with it
            content = path.read_bytes()
            digest.update(f"\0{path.relative_to(project).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _installed() -> list[str]:
    """Return the installed versions that a recording depends on, as their folders are called.

    importlib.metadata would tell the same, for a tenth of a cold check.
    """
    packages = {Path(path) for path in sys.path if path.endswith("-packages")}
    found = (entry for folder in packages if folder.is_dir() for entry in os.listdir(folder))  # noqa: PTH208 - quicker
    return sorted(name for name in found if name.endswith(".dist-info") and name.startswith(_DISTRIBUTIONS))


def _program_files(project: Path) -> Iterator[Path]:
    """Yield every Python file that the program may import from the project, sorted."""
    for folder, folders, files in os.walk(project):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_PROGRAM)
        yield from (Path(folder, name) for name in sorted(files) if name.endswith(".py"))


def _kept(path: Path) -> Recording | None:
    try:
        facts = json.loads(path.read_bytes())
        return Recording(_plan(facts["plan"]), tuple(DesiredResource(**one) for one in facts["desired"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plan(facts: dict[str, Any]) -> Plan:
    exceptions = tuple(
        PlannedException(**{**one, "expires": date.fromisoformat(one["expires"])})
        for one in facts.pop("exceptions")
    )
    controls = tuple(PlannedControl(**one) for one in facts.pop("controls"))
    return Plan(**{**facts, "cloud": Cloud(facts["cloud"])}, controls=controls, exceptions=exceptions)


def _keep(path: Path, recording: Recording, client: str) -> None:
    """Write the recording in one step, and drop the client's earlier ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    unfinished.write_text(json.dumps(asdict(recording), default=str), encoding="utf-8")
    unfinished.replace(path)
    for old in path.parent.glob(f"{client}-{'[0-9a-f]' * _DIGEST_LENGTH}.json"):
        if old != path:
            old.unlink(missing_ok=True)
