"""The digests of released baselines: `baselines/<name>/digests.json`, by version."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.plan.files import BASELINES, version_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FILE = "digests.json"


def baseline_file(project: Path, name: str, version: str) -> Path:
    """Return the path of one version of a baseline, which may not exist."""
    return project / BASELINES / name / f"{version}.yaml"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's text, 64 hex digits; a checkout that writes its own line ends has the same."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def recorded(project: Path, name: str) -> dict[str, str]:
    """Return the digest of every released version of a baseline; nothing before the first release.

    Raises:
        HoldfastError: `unreadable-digests`.
    """
    path = project / BASELINES / name / _FILE
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(version): str(one) for version, one in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        told = (
            f"{BASELINES}/{name}/{_FILE} is not what `holdfast baseline release` writes ({error}): restore it"
        )
        raise HoldfastError("unreadable-digests", told) from None


def record(project: Path, name: str, digests: Mapping[str, str]) -> None:
    """Write the digests of all released versions, oldest first."""
    ordered = {version: digests[version] for version in sorted(digests, key=version_order)}
    path = project / BASELINES / name / _FILE
    path.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")
