"""What the `declare()` of every control registers, by revision: `tests/golden/declared/<control>/<revision>.json`.

What is recorded for a revision that clients may have is never written anew: a control that registers something else for
the same settings has another meaning, and needs another revision. Settings that are new are added. A control that no
released baseline has may still change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.baseline.released import released_controls
from holdfast.controls.catalogue import controls
from holdfast.drift.record import record_plan
from holdfast.model.plan import Cloud, Plan, PlannedControl
from tools.docs.settings_cases import settings_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path("tests/golden/declared")
"""Below the project."""


def declared_files(project: Path) -> dict[Path, str]:
    """Return the file of the present revision of every control, by path below `project`."""
    found = {}
    released = released_controls(project, controls())
    for control_id, control in controls().items():
        path = FOLDER / control_id / f"{control.metadata.revision}.json"
        recorded = recorded_cases(project / path) if control_id in released else []
        known = [one["settings"] for one in recorded]
        new = [one for one in settings_cases(control.Settings) if one not in known]
        cases = [*recorded, *({"settings": one, "declares": declares(control_id, one)} for one in new)]
        found[path] = json.dumps(cases, indent=2, ensure_ascii=False) + "\n"
    return found


def recorded_cases(path: Path) -> list[dict[str, Any]]:
    """Return what is recorded of one revision: `settings` and what they `declares`; nothing where there is no file."""
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return cases


def declares(control_id: str, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what one control registers with these settings, by its name below the control, as JSON values."""
    planned = PlannedControl(control_id, dict(settings))
    plan = Plan(
        client="golden",
        tenant="golden.example",
        cloud=Cloud.EMBEDDED,
        baseline="golden@1.0.0",
        parameters={},
        controls=(planned,),
        exceptions=(),
        delete_protected_data=False,
    )
    return list(_resources(control_id, plan))


def _resources(control_id: str, plan: Plan) -> Iterator[dict[str, Any]]:
    for one in sorted(record_plan(plan), key=lambda one: one.name):
        yield {
            "name": one.name.removeprefix(f"{control_id}/"),
            "type": one.token,
            # The recording has them in the order in which they were resolved, which differs from run to run.
            "inputs": json.loads(json.dumps(one.inputs, sort_keys=True)),
            "ignored": list(one.ignored),
            "stays": one.stays,
        }
