"""Releases a version of a baseline: from then on its file never changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.baseline.digests import baseline_file, digest, record, recorded
from holdfast.model.errors import RefusedError
from holdfast.plan.files import BASELINES
from holdfast.plan.load import check_baseline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def release(project: Path, name: str, version: str, controls: Mapping[str, Any]) -> bool:
    """Record the digest of a baseline's version; return whether it was new.

    Args:
        project: Folder with `baselines/`.
        name: Such as `core`.
        version: Such as `1.2.0`.
        controls: As `holdfast.plan.load.load_plan` takes them.

    Raises:
        InputErrors: every mistake in the file and in all that it extends.
        RefusedError: `baseline-changed`, `baseline-unreleased`, `baseline-without-words`; nothing was recorded then.
    """
    extended = check_baseline(project, name, version, controls)
    digests, found = recorded(project, name), digest(baseline_file(project, name, version))
    if digests.get(version, found) != found:
        raise RefusedError(
            "baseline-changed",
            f"{name}@{version} was released with other contents, and a released baseline never changes: take the "
            f"change back, and write it into the next version, which says `extends: {name}@{version}`",
        )
    if version in digests:
        return False
    for reference in extended:
        _require_released(project, f"{name}@{version}", reference)
    _require_words(project, name, version)
    record(project, name, {**digests, version: found})
    return True


def _require_released(project: Path, above: str, reference: str) -> None:
    """Do nothing when what is extended never changes either."""
    name, _, version = reference.partition("@")
    if recorded(project, name).get(version) != digest(baseline_file(project, name, version)):
        told = f"{above} extends {reference}, which is not released as it is: release that first"
        raise RefusedError("baseline-unreleased", told)


def _require_words(project: Path, name: str, version: str) -> None:
    """Do nothing when the change log tells what the version brings."""
    path = project / BASELINES / name / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if not re.search(rf"^## {re.escape(version)}\b", text, re.MULTILINE):
        where = f"{BASELINES}/{name}/CHANGELOG.md"
        told = f"{where} has no section `## {version}`: say there what an existing tenant will see"
        raise RefusedError("baseline-without-words", told)
