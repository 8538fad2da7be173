"""One client's drift check, from files to result."""

from __future__ import annotations

import asyncio
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.drift.accepted import except_accepted
from holdfast.drift.attest import attest
from holdfast.drift.idle import covering_nothing
from holdfast.drift.ignoring import there
from holdfast.drift.judge import judge
from holdfast.drift.moved_names import meant_before, note_of, with_moves
from holdfast.drift.order import in_order
from holdfast.drift.read import read
from holdfast.drift.recording import Recording, load_recording
from holdfast.drift.report_only import not_excluded_yet, watching_for_long
from holdfast.drift.seen import Live
from holdfast.ending import run
from holdfast.gates.before_writing import Examined, examine, named_break_glass
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.finding import DRIFT, DriftResult
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.tenant import Reader, open_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from holdfast.model.control import DescribedControl
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.model.wanted import Meant, Wanted
    from holdfast.tenant.retry import Patience
    from holdfast.tenant.shared import Shared


@value_class
class Checked:
    """A check with what it rests upon, for commands that act on it."""

    result: DriftResult
    recording: Recording
    live: Live
    all_of_it: DriftResult | None = field(default=None, kw_only=True)
    """The whole check with all that is accepted, where `result` is what is wanted of it; else None."""
    tenant_id: str = field(default="", kw_only=True)
    """Of the tenant that answered, whose domain or id the client file names; empty where nothing tells it."""

    @property
    def day(self) -> date:
        """The day on which the tenant was looked at, UTC: whatever ends, ends by it."""
        return datetime.fromisoformat(self.result.checked_at).date()

    def found(self, token: str) -> dict[str, Mapping[str, Any]]:
        """Return what each declared object of a kind is in the tenant, by URN; without those that are not there."""
        live = {one.id.casefold(): one.inputs for one in self.live.objects.get(token, ())}
        ids = {one.urn: one.live_id.casefold() for one in self.result.findings if one.urn}
        return {urn: live[found] for urn, found in ids.items() if found in live}

    @property
    def whole(self) -> DriftResult:
        """The whole check, whatever part of it was asked for."""
        return self.all_of_it or self.result

    @property
    def controls(self) -> tuple[DescribedControl, ...]:
        """The controls of the plan of which the result speaks: all, unless somebody asked for some."""
        left_out = self.result.view.controls if self.result.view else ()
        return tuple(one for one in self.recording.controls if one not in left_out)


def check(
    project: Path,
    client: str,
    folder: Path,
    *,
    now: datetime | None = None,
    patience: Patience | None = None,
    wanted: Wanted | None = None,
    attributed: bool = True,
) -> Checked:
    """Check `client` of `project` against its live tenant, in an event loop of its own; sends reads only.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: stack name.
        folder: where Holdfast keeps its state.
        now: when the check is done, UTC; now where nothing is said.
        patience: how long it may take; the usual where nothing is said.
        wanted: which part of it, against what, and when it fails; all of it, where nothing is said.
        attributed: whether the logs are asked who changed what drifted.

    Raises:
        InputErrors: when the client's files have mistakes; then nothing was sent.
        HoldfastError: when the tenant cannot be addressed at all, or what is wanted is not in the client's plan.
    """
    recording = load_recording(project, client, folder, (now or datetime.now(UTC)).date())
    asked = in_its_words(wanted, recording)
    # The program may have taken its time, over midnight too: the time of a check is that of the look.
    looked_at = now or datetime.now(UTC)
    return run(check_client(recording, folder, looked_at, patience, asked, attributed=attributed))


def in_its_words(wanted: Wanted | None, recording: Recording) -> Wanted | None:
    """Return what is wanted of a check in the words of the client's plan.

    Raises:
        HoldfastError: `unknown-selection`, `nothing-selected`.
    """
    if wanted is None:
        return None
    from holdfast.drift.select import meant

    return replace(wanted, selection=meant(wanted.selection, recording))


async def check_client(
    recording: Recording,
    folder: Path,
    now: datetime,
    patience: Patience | None = None,
    wanted: Wanted | None = None,
    *,
    shared: Shared | None = None,
    attributed: bool = True,
) -> Checked:
    """Check what a client declares against its live tenant; sends reads only.

    Any number may run in one event loop: whatever one tenant waits for, its sign-in included, holds up no other.

    Args:
        recording: of the client.
        folder: where Holdfast keeps its state.
        now: when the check is done, UTC.
        patience: how long it may take; the usual where nothing is said.
        wanted: which part of it, against what, and when it fails; all of it, where nothing is said.
        shared: what the checks of one run have in common.
        attributed: whether the logs are asked who changed what drifted.

    Raises:
        HoldfastError: when the tenant cannot be addressed at all.
    """
    plan = recording.plan
    # It looks for the embedded tenant, reads files that the environment names, and makes a TLS context.
    reader = await off_the_loop(lambda: open_plan(plan, folder, patience, shared=shared))
    async with reader as tenant:
        note = note_of(folder, plan.client)
        checked = await check_tenant(tenant, recording, now, wanted, attributed=attributed, note=note)
        return replace(checked, tenant_id=tenant.tenant_id)


async def check_tenant(
    tenant: Reader,
    recording: Recording,
    now: datetime,
    wanted: Wanted | None = None,
    *,
    attributed: bool = True,
    note: Path | None = None,
) -> Checked:
    """Check a recording against an open tenant.

    Arguments are those of `check_client`, and where it is noted what was applied from here, if anywhere.
    """
    plan, known = recording.plan, kinds()
    desired, looked_up = recording.desired, [(token, name) for token, name, _ in recording.looked_up]
    unread: tuple[str, ...] = ()
    if wanted is not None and wanted.selection and not wanted.everything:
        from holdfast.drift.select import needed

        (desired, unread), looked_up = needed(known, wanted.selection, recording), []
    live = await read(tenant, known, desired, recording.reported, looked_up)
    attest(known, desired, plan.attestations, now.date(), live)
    judged = partial(
        _judged, recording, desired, live, meant_before(desired, live, note, wanted.meant if wanted else {})
    )
    findings = found = judged()
    if any(one.status in DRIFT for one in findings):
        findings = await _looked_into(
            tenant, recording, live, findings, judged=judged, now=now if attributed else None
        )
        if wanted is None:
            findings = except_accepted(known, findings, plan.exceptions, now.date())
    result = DriftResult(
        client=plan.client,
        tenant=plan.tenant,
        cloud=plan.cloud,
        baseline=plan.baseline,
        checked_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        findings=in_order(findings),
        requests=tenant.requests,
        warnings=(
            *_examined(recording, live, now.date()).as_warnings(),
            *not_excluded_yet(plan, recording.desired, live),
            *watching_for_long(recording.desired, live, now),
            *covering_nothing(known, found, plan.exceptions, now.date()),
        ),
    )
    if wanted is None:
        return Checked(result, recording, live)
    from holdfast.drift.narrow import accepted, narrowed

    whole = accepted(result, recording, wanted, unread, now.date())
    return Checked(narrowed(whole, recording, wanted, unread), recording, live, all_of_it=whole)


def _judged(
    recording: Recording, desired: Sequence[DesiredResource], live: Live, before: Meant
) -> list[Finding]:
    """Return the findings by what is known so far; `before` is what the names in rules meant."""
    return with_moves(kinds(), desired, live, judge(kinds(), desired, live, recording.plans), before)


def _examined(recording: Recording, live: Live, today: date) -> Examined:
    """Return what an apply would refuse, and what to warn about, with what the tenant says of it."""
    desired = recording.desired
    return examine(recording.plan, desired, today, live.directory.ids, there=there(desired, live))


async def _looked_into(
    tenant: Reader,
    recording: Recording,
    live: Live,
    findings: Sequence[Finding],
    *,
    judged: Callable[[], list[Finding]],
    now: datetime | None,
) -> list[Finding]:
    """Return the findings anew, with the names of ids, who changed what, and what unmanaged objects can do.

    Args:
        tenant: whose; only reads are sent.
        recording: of the client.
        live: what was read; it learns names.
        findings: as they are without all that.
        judged: judges them anew.
        now: the time of this machine, up to which the logs are asked who changed what where no answer tells the
            service's; None where they are not asked.
    """
    from holdfast.drift.names import learn_names

    known = kinds()
    learning = learn_names(tenant, known, live, findings)
    if now is None:
        await learning
        found = judged()
    else:
        from holdfast.drift.attribute import find_changes, with_changes

        asked_at = _served(tenant, now)
        changes, _ = await asyncio.gather(find_changes(tenant, known, findings, asked_at), learning)
        found = with_changes(known, judged(), changes, live)
    if any(one.status is Status.UNMANAGED for one in found):
        from holdfast.drift.unmanaged import with_ranks

        found = with_ranks(known, found, live, named_break_glass(recording.plan, live.directory.ids))
    return found


def _served(tenant: Reader, now: datetime) -> datetime:
    """Return the time at the service, whose logs end with it; `now` where no answer tells it.

    By a clock of ours that is behind, somebody who changed a thing before would be named.
    """
    try:
        return tenant.service_time()
    except ReadError:
        return now
