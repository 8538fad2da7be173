"""Keeps recordings on disk with everything they depend on, so that a check need not import Pulumi.

Standard library and the YAML reader only: this is the cold path. A recording holds no secret and no answer of a
tenant. Whom it is about and which deviations are accepted is read from the client's file each time, never from it.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from holdfast.drift.dependencies import Dependencies, Disk
from holdfast.kinds.registry import kinds
from holdfast.model.connection import Connection
from holdfast.model.control import EVERY_TENANT, DescribedControl
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import HoldfastWarning, RecordingError
from holdfast.model.plan import Cloud, Plan, PlannedControl, PlanWarning
from holdfast.model.value_class import value_class
from holdfast.plan.files import client_path
from holdfast.plan.quick import with_client_file
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_FORMAT = b"16"
"""Raised when the shape of a kept recording changes."""
_DIGEST_LENGTH = 16


@value_class
class Recording:
    """A client's plan and what the program declares for it."""

    plan: Plan
    desired: tuple[DesiredResource, ...]
    controls: tuple[DescribedControl, ...]
    """What the plan's controls are and do, in its order."""
    reported: tuple[str, ...] | None = None
    """Type tokens of the kinds whose objects are told when nobody declares them; the kinds know it where it is None."""
    looked_up: tuple[tuple[str, str, str], ...] = ()
    """Type token, natural key and `file:line` of what the program looks up by its name, sorted."""

    @property
    def plans(self) -> dict[str, str]:
        """The service plan that each control needs, by its id; those that every tenant can have are not among them."""
        needed = ((one.id, one.metadata.licence) for one in self.controls)
        return {control: plan for control, plan in needed if plan != EVERY_TENANT}


def load_recording(
    project: Path, client: str, folder: Path, today: date, disk: Disk | None = None
) -> Recording:
    """Return the client's recording: the kept one when nothing it depends on changed, else a fresh one.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: stack name.
        folder: where Holdfast keeps its state; recordings go below `recordings/`.
        today: for the plan of a fresh recording; see `load_plan`.
        disk: shared by the clients of one run, so that what all of them depend on is looked at once; else what is on
            disk now.

    Raises:
        InputErrors: when the client's files have mistakes.
        RecordingError: when the program fails.
    """
    kept = kept_recording(project, client, folder, disk or Disk())
    return kept or fresh_recording(project, client, folder, today)


def kept_recording(project: Path, client: str, folder: Path, disk: Disk) -> Recording | None:
    """Return the client's kept recording; None when there is none, or anything that it depends on changed.

    Arguments are those of `load_recording`.
    """
    return _kept(_path(project, client, folder), project, disk)


def fresh_recording(project: Path, client: str, folder: Path, today: date) -> Recording:
    """Run the client's program for its recording, and keep it; seconds in a process of its own.

    Arguments and errors are those of `load_recording`.
    """
    path = _path(project, client, folder)
    from holdfast.drift.record_process import record_apart

    facts = record_apart(project, client, today)
    recording = _recording(facts, project)
    if recording is None:
        told = f"the file of client {client} changed while its program was recorded: run again"
        raise RecordingError("recording-failed", told)
    if facts["dependencies"] is not None:
        try:
            write_whole(path, sealed(_kept_text(facts, client_path(project.resolve(), client))))
        except OSError as error:  # a check that cannot keep what it recorded still checks
            told = f"what was recorded cannot be kept in {path.parent} ({error.strerror}), so every check records anew"
            warnings.warn(told, HoldfastWarning, stacklevel=2)
    return recording


def _path(project: Path, client: str, folder: Path) -> Path:
    """Return where the client's recording is kept."""
    return folder / "recordings" / f"{client}-{_place(project)}.json"


def _place(project: Path) -> str:
    """Return what tells this project's recordings from another's in the same folder."""
    return hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:_DIGEST_LENGTH]


def _kept_text(facts: dict[str, Any], own: Path) -> bytes:
    """Return two lines: what the clients of a project depend on alike, and all the rest of a recording.

    The first is nine tenths of it, and a run over many clients reads it once.

    Args:
        facts: see `record_apart`.
        own: the client's file.
    """
    common, alone = Dependencies(**facts["dependencies"]).parted(str(own))
    rest = {**facts, "dependencies": asdict(alone)}
    return b"\n".join(json.dumps(one).encode() for one in (asdict(common), rest))


def sealed(content: bytes) -> bytes:
    """Return a kept recording: one line that tells format and digest of the rest, by which damage of any sort shows."""
    return _FORMAT + b" " + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def _kept(path: Path, project: Path, disk: Disk) -> Recording | None:
    """Return the kept recording; None when it is not as it was written, or anything that it depends on changed."""
    try:
        whole = read_ordinary(path)
    except OSError:
        return None
    _, _, content = whole.partition(b"\n")
    if whole != sealed(content):
        return None
    common, _, rest = content.partition(b"\n")
    facts = json.loads(rest)
    alone = Dependencies(**facts["dependencies"])
    if facts["kind_files"] != kinds().files or not (
        alone.unchanged(os.environ, disk) and disk.is_as(common, os.environ)
    ):
        return None
    return _recording(facts, project)


def _recording(facts: dict[str, Any], project: Path) -> Recording | None:
    """Return the recording in `facts` with what the client's file says now; None when that file cannot be read so."""
    plan = with_client_file(_plan(facts["plan"]), project)
    if plan is None:
        return None
    desired = tuple(DesiredResource(**one) for one in facts["desired"])
    controls = tuple(DescribedControl.from_json(one) for one in facts["controls"])
    looked_up = tuple((token, name, place) for token, name, place in facts["looked_up"])
    return Recording(plan, desired, controls, tuple(facts["reported"]), looked_up)


def _plan(facts: dict[str, Any]) -> Plan:
    controls = tuple(PlannedControl(**one) for one in facts["controls"])
    warnings = tuple(PlanWarning(**one) for one in facts["warnings"])
    typed = {"cloud": Cloud(facts["cloud"]), "controls": controls, "warnings": warnings}
    lists: dict[str, Any] = dict.fromkeys(("exceptions", "understood", "grace_periods", "attestations"), ())
    of_client = {**lists, "connection": Connection()}
    return Plan(**{**facts, **typed, **of_client})
