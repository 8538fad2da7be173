"""`python -m holdfast.drift.gate PROJECT CLIENT`: may this client's program write? For programs started by hand.

A process of its own, because the program that asks is under way itself: the whole of it has to be recorded before its
first resource goes out. Writes one JSON object: `refused` (a sentence with its name, or the empty text) and
`warnings` (sentences).
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.drift.recording import load_recording
from holdfast.gates.before_writing import examine
from holdfast.model.accepted import MEMBERS
from holdfast.model.adoption import ADOPTION
from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud, PlanWarning
from holdfast.tenant.embedded import home
from holdfast.tenant.leftovers import refuse_leftovers, refuse_state_in_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.plan import Plan


def main() -> None:
    """Examine the client and write the verdict; ends with 0 whatever it is."""
    project, client = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(verdict(project, client)))  # noqa: T201 - the answer to who started us


def verdict(project: Path, client: str) -> dict[str, object]:
    """Return `refused` and `warnings` for the client's program as it is now."""
    warnings: list[str] = []
    try:
        recording = load_recording(project, client, home(project), datetime.now(UTC).date())
        if recording.plan.cloud is Cloud.GLOBAL:
            refuse_leftovers(client, os.environ, home(project))
            refuse_state_in_demo(client, os.environ, project, home(project))
        examined = examine(recording.plan, recording.desired)
        warnings = [str(one) for one in (*examined.warnings, *_accepted(recording.plan))]
        examined.raise_if_refused()
    except HoldfastError as error:
        return {"refused": str(error), "warnings": warnings}
    return {"refused": "", "warnings": warnings}


def _accepted(plan: Plan) -> Iterator[PlanWarning]:
    """Yield what a run by hand sets back although the client accepted it: only `holdfast up` knows the live values."""
    if ADOPTION in os.environ:
        return
    for one in plan.exceptions:
        if named := [name for name in one.property if not name.startswith(MEMBERS)]:
            told = (
                f"`pulumi up` by hand sets back what is accepted until {one.expires}: {', '.join(named)} of "
                f"{one.object} ({one.control}); `holdfast up {plan.client}` leaves it as it is"
            )
            yield PlanWarning("accepted-by-hand", told)


if __name__ == "__main__":  # pragma: no cover - a process of its own; the end-to-end tests start it
    main()
