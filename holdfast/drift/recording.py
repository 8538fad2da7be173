"""Keeps recordings on disk with everything they depend on, so that a check need not import Pulumi.

Standard library and the YAML reader only: this is the cold path. A recording holds no secret and no answer of a
tenant. Whom it is about and which deviations are accepted is read from the client's file each time, never from it.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.drift.dependencies import Dependencies
from holdfast.model.control import DescribedControl
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import HoldfastWarning, RecordingError
from holdfast.model.plan import Cloud, Plan, PlannedControl, PlanWarning
from holdfast.plan.quick import with_client_file
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_FORMAT = "5"
"""Raised when the shape of a kept recording changes."""
_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Recording:
    """A client's plan and what the program declares for it."""

    plan: Plan
    desired: tuple[DesiredResource, ...]
    controls: tuple[DescribedControl, ...]
    """What the plan's controls are and do, in its order."""


def load_recording(project: Path, client: str, folder: Path, today: date) -> Recording:
    """Return the client's recording: the kept one when nothing it depends on changed, else a fresh one.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: stack name.
        folder: where Holdfast keeps its state; recordings go below `recordings/`.
        today: an exception that expired before it makes the plan invalid, so its file is judged again.

    Raises:
        InputErrors: when the client's files have mistakes.
        RecordingError: when the program fails.
    """
    path = folder / "recordings" / f"{client}-{_place(project)}.json"
    kept = _kept(path, project)
    if kept and all(one.expires >= today for one in kept.plan.exceptions):
        return kept
    from holdfast.drift.record_process import record_apart

    facts = record_apart(project, client, today)
    recording = _recording(facts, project)
    if recording is None:
        told = f"the file of client {client} changed while its program was recorded: run again"
        raise RecordingError("recording-failed", told)
    if facts["dependencies"] is not None:
        try:
            write_whole(path, json.dumps({"format": _FORMAT, **facts}).encode())
        except OSError as error:  # a check that cannot keep what it recorded still checks
            told = f"what was recorded cannot be kept in {path.parent} ({error.strerror}), so every check records anew"
            warnings.warn(told, HoldfastWarning, stacklevel=2)
    return recording


def _place(project: Path) -> str:
    """Return what tells this project's recordings from another's in the same folder."""
    return hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:_DIGEST_LENGTH]


def _kept(path: Path, project: Path) -> Recording | None:
    """Return the kept recording; None when anything that it depends on changed."""
    try:
        facts = json.loads(read_ordinary(path))
        if facts["format"] != _FORMAT or not Dependencies(**facts["dependencies"]).unchanged(os.environ):
            return None
        return _recording(facts, project)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # whatever is wrong with what was kept: recording anew mends it


def _recording(facts: dict[str, Any], project: Path) -> Recording | None:
    """Return the recording in `facts` with what the client's file says now; None when that file cannot be read so."""
    plan = with_client_file(_plan(facts["plan"]), project)
    if plan is None:
        return None
    desired = tuple(_desired(one) for one in facts["desired"])
    return Recording(plan, desired, tuple(DescribedControl.from_json(one) for one in facts["controls"]))


def _desired(facts: dict[str, Any]) -> DesiredResource:
    """Return one recorded resource; a kept one whose parts are of another type is damaged."""
    texts = (facts["urn"], facts["token"], facts["name"], facts["control"], facts["options"], *facts["ignored"])
    typed = isinstance(facts["inputs"], dict) and isinstance(facts["ignored"], list | tuple)
    if not typed or not all(isinstance(one, str) for one in texts):
        raise TypeError
    return DesiredResource(**{**facts, "ignored": tuple(facts["ignored"])})


def _plan(facts: dict[str, Any]) -> Plan:
    controls = tuple(PlannedControl(**one) for one in facts["controls"])
    settings = (facts["parameters"], *(one.settings for one in controls))
    names = (facts["client"], *(one.id for one in controls))
    if not all(isinstance(one, dict) for one in settings) or not all(isinstance(one, str) for one in names):
        raise TypeError
    warnings = tuple(PlanWarning(**one) for one in facts["warnings"])
    typed = {"cloud": Cloud(facts["cloud"]), "controls": controls, "warnings": warnings}
    return Plan(**{**facts, **typed, "exceptions": (), "understood": ()})
