"""`python -m holdfast.apply.by_hand PROJECT CLIENT`: may this client's program write? For programs started by hand.

A process of its own, because the program that asks is under way itself: the whole of it has to be recorded before its
first resource goes out. Writes one JSON object: `refused` (a sentence with its name, or the empty text) and
`warnings` (sentences).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.apply.shell import refuse_other_world
from holdfast.drift.recording import load_recording
from holdfast.gates.before_writing import examine
from holdfast.model.accepted import MEMBERS
from holdfast.model.adoption import ASKED
from holdfast.model.errors import HoldfastError, RefusedError
from holdfast.model.plan import PlanWarning
from holdfast.model.typed_command import typed_command
from holdfast.no_keys import write_no_keys
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.drift.recording import Recording
    from holdfast.model.plan import Plan


def main() -> None:
    """Examine the client and write the verdict; ends with 0 whatever it is."""
    write_no_keys()
    project, client = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(verdict(project, client)))  # noqa: T201 - the answer to who started us


def verdict(project: Path, client: str) -> dict[str, object]:
    """Return `refused` and `warnings` for the client's program as it is now."""
    warnings: list[str] = []
    try:
        today, folder = datetime.now(UTC).date(), home(project)
        recording = load_recording(project, client, folder, today)
        refuse_other_world(project, recording.plan, folder)
        examined = examine(recording.plan, recording.desired, today)
        warnings = [str(one) for one in (*examined.warnings, *_accepted(recording.plan))]
        examined.raise_if_refused()
        if ASKED in os.environ:
            require_as_asked(recording, os.environ[ASKED])
        else:
            # It reads the tenant, and importing it costs as much.
            from holdfast.apply.unasked import refuse_what_was_not_asked

            refuse_what_was_not_asked(recording, project, folder)
    except HoldfastError as error:
        return {"refused": str(error), "warnings": warnings}
    return {"refused": "", "warnings": warnings}


def asked_about(recording: Recording) -> str:
    """Return a digest of what the gates of `holdfast up` go by: what is declared, agreed to and accepted.

    No line numbers are in it: the engine may write a salt into the client file before it starts the program.
    """
    plan = recording.plan
    agreed = [asdict(replace(one, place="")) for one in plan.understood]
    accepted = [asdict(replace(one, place="")) for one in plan.exceptions]
    declared = [asdict(one) for one in recording.desired]
    facts = [plan.tenant, str(plan.cloud), plan.delete_protected_data, agreed, accepted, declared]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def require_as_asked(recording: Recording, asked: str) -> None:
    """Do nothing when this is the program that was asked about: of another one nobody has seen the plan.

    Raises:
        RefusedError: `changed-meanwhile`.
    """
    if asked_about(recording) != asked:
        raise RefusedError(
            "changed-meanwhile",
            f"the files of {recording.plan.client} are otherwise than when `holdfast` looked and asked: nothing was "
            f"written by them; run it again (and unset {ASKED}, where a shell of your own has it)",
        )


def _accepted(plan: Plan) -> Iterator[PlanWarning]:
    """Yield what a run by hand sets back although the client accepted it: only `holdfast up` knows the live values."""
    if ASKED in os.environ:
        return
    for one in plan.exceptions:
        if named := [name for name in one.property if not name.startswith(MEMBERS)]:
            told = (
                f"`pulumi up` by hand sets back what is accepted until {one.expires}: {', '.join(named)} of "
                f"{one.object} ({one.control}); `{typed_command('up', plan.client)}` leaves it as it is"
            )
            yield PlanWarning("accepted-by-hand", told)


if __name__ == "__main__":  # pragma: no cover - a process of its own; the end-to-end tests start it
    main()
