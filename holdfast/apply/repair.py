"""When a repair is all there is to do: then one run of the engine reads what drifted and puts it right.

That is so where program and state are what the last whole apply left (`holdfast.apply.applied`): the engine would find
nothing else to do. The note of it is this machine's own; without it everything is previewed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from holdfast.apply.references import is_there
from holdfast.drift.compare import field_at
from holdfast.kinds.frozen import is_of_another_sort
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.apply.state import State
    from holdfast.drift.check import Checked
    from holdfast.drift.recording import Recording
    from holdfast.model.finding import Finding


def drifted(checked: Checked, state: State) -> list[Finding]:
    """Return the findings of what the state holds and the tenant has otherwise, or no longer.

    Those of an assessment are left out: there is nothing that an apply could write. A rule in which a name means
    something that the state has not noted is among them: by a run of the engine alone it comes to be noted.
    """
    return [
        finding
        for finding in checked.result.findings
        if finding.urn in state.resources
        and (
            finding.status in (Status.DRIFTED, Status.MISSING)
            or _is_renamed(finding, checked, state)
            or _means_another(finding, checked, state)
        )
        and (finding.token not in kinds() or kinds()[finding.token].writes)
    ]


def _is_renamed(finding: Finding, checked: Checked, state: State) -> bool:
    """Return whether what the state holds is there under a name that only looks like its own."""
    kind = kinds().get(finding.token)
    if kind is None or finding.reason is not Reason.AMBIGUOUS:
        return False
    bears = kind.named(checked.live.objects.get(finding.token, ()), finding.name)
    return bears is None and is_there(state.resources[finding.urn], checked.live)


def _means_another(finding: Finding, checked: Checked, state: State) -> bool:
    """Return whether a name in a rule means something that the state has not noted."""
    noted = {(one.key, one.id) for one in state.resources[finding.urn].meant}
    return any((one.key, one.id) not in noted for one in checked.live.meanings.get(finding.urn, ()))


def in_place(finding: Finding) -> bool:
    """Return whether a drifted object can be put right by changing it: nothing fixed differs, and it is there."""
    kind = kinds().get(finding.token)
    if (
        kind is None
        or finding.status is Status.MISSING
        or (kind.shape is Shape.OBJECT and not finding.live_id)
    ):
        return False
    paths = [one.path for one in finding.differences if not one.accepted]
    if is_of_another_sort(kind, paths):
        return False
    return not any(
        known is not None and known.fixed for known in (field_at(kind.fields, path) for path in paths)
    )


def become_due(before: Checked, after: Checked) -> frozenset[str]:
    """Return the URNs of rules with something that no apply could mend before this one, and one can now.

    So it is with an account that may be disabled once its data is secured: the same apply may have secured it.
    """
    beyond = {
        (finding.urn, one.path)
        for finding in before.result.findings
        for one in finding.differences
        if one.by_hand
    }
    return frozenset(
        finding.urn
        for finding in after.result.findings
        for one in finding.differences
        if finding.urn and (finding.urn, one.path) in beyond and not (one.by_hand or one.accepted)
    )


def recorded_digest(recording: Recording, client_file: Path) -> str:
    """Return a digest of all that the program registers for a client, options included."""
    facts = json.dumps(asdict(recording), sort_keys=True, default=str).encode()
    return hashlib.sha256(facts + b"\0" + client_file.read_bytes()).hexdigest()
