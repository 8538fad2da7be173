"""What a run rested upon, as digests: whoever has the files of that day can show that they are the ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.baseline.digests import baseline_file
from holdfast.baseline.digests import digest as digest_of_text
from holdfast.history.canonical import canonical, digest, kept
from holdfast.report.json_text import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from holdfast.drift.recording import Recording
    from holdfast.model.plan import PlannedException


def evidence(project: Path, recording: Recording, accepted: Iterable[PlannedException]) -> dict[str, str]:
    """Return digests (SHA-256, hexadecimal) of what a check of a client rested upon.

    Args:
        project: the folder with the client's files.
        recording: of the client.
        accepted: what a file beside the client's accepts.

    Returns:
        `plan`: the canonical form of tenant, baseline, parameters, controls with settings, and all that the program
        declares; `baseline`: the file of the baseline, as `digests.json` has it; `exceptions`: the canonical form of
        all that is accepted, with owner, reason and last day.
    """
    plan = recording.plan
    facts = {
        "tenant": plan.tenant,
        "cloud": plan.cloud.value,
        "baseline": plan.baseline,
        "parameters": plan.parameters,
        "controls": as_json(plan.controls),
        "declared": as_json(recording.desired),
    }
    exceptions = [_exception(one) for one in (*plan.exceptions, *accepted)]
    name, _, version = plan.baseline.partition("@")
    return {
        "plan": digest(canonical(kept(facts))),
        "baseline": digest_of_text(baseline_file(project, name, version)),
        "exceptions": digest(canonical(kept(exceptions))),
    }


def _exception(one: PlannedException) -> dict[str, Any]:
    return {
        "control": one.control,
        "object": one.object,
        "property": list(one.property),
        "unmanaged": one.unmanaged,
        "reason": one.reason,
        "owner": one.owner,
        "expires": one.expires.isoformat(),
        "deviation": as_json(one.deviation),
    }
