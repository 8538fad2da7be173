"""What every command that drives the engine does for one client, in order. Says what it does; prints nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.apply.adopt import VARIABLE, adoptable, write_adoption
from holdfast.apply.interrupt import finishing_first
from holdfast.apply.shell import shell_environment
from holdfast.apply.stack import destroy as destroy_stack
from holdfast.apply.stack import open_stack, refresh, settle, update
from holdfast.apply.stack import preview as preview_stack
from holdfast.drift.check import Checked, check
from holdfast.drift.recording import load_recording
from holdfast.engine import find_engine
from holdfast.gates.before_writing import examine
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.status import Status
from holdfast.tenant.embedded import home

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date
    from pathlib import Path

    from pulumi.automation import Stack

    from holdfast.apply.stack import OnEvent

    Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Applied:
    """What an apply did."""

    before: Checked
    after: Checked


class ClientRun:
    """One client's stack, ready to be driven."""

    def __init__(self, project: Path, client: str, today: date, say: Say) -> None:
        """Find the engine and the client's stack, and settle what an interrupted run left.

        Raises:
            HoldfastError: wrong files, no engine, no tenant; nothing was changed then.
        """
        self._project = project
        self._client = client
        self._folder = home(project)
        self._say = say
        plan = load_recording(project, client, self._folder, today).plan
        self.cloud = plan.cloud
        engine = find_engine(say)
        self._variables = shell_environment(engine, project, plan)
        self._variables["PULUMI_OPTION_REFRESH"] = "false"  # the drift check has looked; see `up`
        self._stack: Stack = open_stack(engine, project, client, self._variables)
        settled = settle(self._stack, self._variables)
        self._managed = settled.managed
        for done in settled.done:
            say(done)

    def up(self, on_event: OnEvent, adopt: Callable[[dict[str, str]], bool]) -> Applied:
        """Look, adopt, refresh what drifted, apply, and look again.

        Args:
            on_event: told of every step of the engine.
            adopt: asked whether the objects found (URN to id) may be taken over.

        Raises:
            RefusedError: what the gates refuse; `adoption-refused` when `adopt` says no, `look-failed` when it cannot
                be known whether an object is there already; nothing was changed then.
            EngineError: when the engine fails; what it had changed is in the state.
        """
        self._say("reading the tenant")
        before = check(self._project, self._client, self._folder)
        _refuse_what_is_dangerous(before)
        _refuse_blind_creation(before, self._managed)
        found = adoptable(before, self._managed)
        if found and not adopt(found):
            names = ", ".join(sorted(urn.split("::", 3)[3] for urn in found))
            many = "1 declared object is" if len(found) == 1 else f"{len(found)} declared objects are"
            raise RefusedError(
                "adoption-refused",
                f"{many} in the tenant and not in the state ({names}): nothing was changed; "
                "take them over with --adopt, or rename them in the tenant or in the client file",
            )
        drifted = [
            finding.urn
            for finding in before.result.findings
            if finding.urn in self._managed and finding.status in (Status.DRIFTED, Status.MISSING)
        ]
        if drifted:
            self._say(f"reading {len(drifted)} drifted objects into the state")
            with finishing_first(self._say):
                refresh(self._stack, drifted)
        self._say("applying")
        with self._adopting(found), finishing_first(self._say):
            update(self._stack, on_event)
        self._say("reading the tenant again")
        return Applied(before, check(self._project, self._client, self._folder))

    def preview(self, on_event: OnEvent) -> None:
        """Tell `on_event` what `up` would do to the live tenant; sends reads only."""
        before = check(self._project, self._client, self._folder)
        _refuse_what_is_dangerous(before)
        found = adoptable(before, self._managed)
        self._set("PULUMI_OPTION_REFRESH", "true")
        with self._adopting(found):
            preview_stack(self._stack, on_event)

    def kept(self) -> frozenset[str]:
        """Return the URNs of what stays in the tenant when its code goes."""
        return frozenset(urn for urn, stays in self._managed.items() if stays)

    def destroy(self, on_event: OnEvent) -> None:
        """Delete what may be deleted; what stays is only forgotten."""
        with finishing_first(self._say):
            destroy_stack(self._stack, on_event)

    @contextmanager
    def _adopting(self, found: dict[str, str]) -> Iterator[None]:
        """Hand the map of adoption to the program for one run of the engine."""
        if not found:
            yield
            return
        path = self._folder / "adoption" / f"{self._client}.json"
        write_adoption(path, found)
        self._set(VARIABLE, str(path))
        try:
            yield
        finally:
            self._set(VARIABLE, "")
            path.unlink(missing_ok=True)

    def _set(self, name: str, value: str) -> None:
        """Set a variable of the engine's environment for the runs that follow."""
        self._stack.workspace.env_vars = {**self._stack.workspace.env_vars, name: value}


def _refuse_what_is_dangerous(before: Checked) -> None:
    """Stop before the engine starts when the program must not write; it tells its warnings itself.

    Raises:
        RefusedError: `break-glass-locked-out`, `security-defaults-and-policies`.
    """
    ids = before.live.directory.ids
    examine(before.recording.plan, before.recording.desired, ids).raise_if_refused()


def _refuse_blind_creation(before: Checked, in_state: Collection[str]) -> None:
    """Refuse to make what could not be looked for: the directory accepts two policies of one name without a word.

    Raises:
        RefusedError: `look-failed`.
    """
    for finding in before.result.findings:
        kind = kinds().get(finding.token)
        blind = finding.status is Status.UNKNOWN and finding.urn and finding.urn not in in_state
        if blind and kind is not None and kind.shape is Shape.OBJECT:
            raise RefusedError(
                "look-failed",
                f"{finding.name} ({finding.control}) may be in the tenant already, which could not be read: "
                f"{finding.explanation}. Nothing was changed; run again when it can be read",
            )
