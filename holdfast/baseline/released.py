"""Which controls clients may have by now: those of the released versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.baseline.digests import recorded
from holdfast.plan.files import baselines
from holdfast.plan.places import places_of_controls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def released_controls(project: Path, catalogue: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of all controls that a released version of some baseline has.

    Args:
        project: Folder with `baselines/`.
        catalogue: Every control by id; each has `metadata.former_ids`.

    Raises:
        HoldfastError: `unreadable-digests`.
    """
    return frozenset(
        control
        for name in baselines(project)
        for version in recorded(project, name)
        for control in places_of_controls(project, f"{name}@{version}", catalogue)
    )
