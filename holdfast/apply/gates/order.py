"""In which order the gates are passed that stand before an apply and before a destroy of one client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.apply.adopt import adoptable
from holdfast.apply.gates.accepted import require_left
from holdfast.apply.gates.adoption import require_adoption, require_as_made
from holdfast.apply.gates.both_on import require_one_of_both
from holdfast.apply.gates.built_in import require_own_names
from holdfast.apply.gates.doubled import require_one_each
from holdfast.apply.gates.imported import require_imports_of_same_name
from holdfast.apply.gates.look import require_look
from holdfast.apply.gates.lookups import require_found, require_names
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.names import require_free_names, require_unambiguous_names
from holdfast.apply.gates.one_client import require_one_client
from holdfast.apply.gates.one_way import require_agreed
from holdfast.apply.gates.protected import require_nothing_protected
from holdfast.apply.gates.protected_data import (
    endings,
    require_allowed_deletions,
    require_applied_endings,
    require_removable,
    require_understood_endings,
)
from holdfast.apply.gates.renamed import require_one_heir, require_one_name
from holdfast.apply.gates.replaced import require_no_replacement
from holdfast.apply.gates.sign_ins import require_sign_ins_read
from holdfast.apply.gates.unchangeable import require_changeable
from holdfast.apply.gates.undeclared import require_declared_once
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.gates.ways_in import require_ways_in
from holdfast.apply.own_tenant import names_of_tenant
from holdfast.apply.protection import protection
from holdfast.apply.references import moved, others
from holdfast.apply.settings_written import written_at
from holdfast.kinds.registry import kinds
from holdfast.model.value_class import value_class
from holdfast.plan.files import clients
from holdfast.plan.load import tenant_of
from holdfast.plan.places import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.look import Look
    from holdfast.apply.plan import ApplyPlan
    from holdfast.apply.state import State
    from holdfast.drift.check import Checked
    from holdfast.drift.seen import Live
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan


@value_class
class Gates:
    """The gates of one client. Each refuses by a `RefusedError` before anything is written to the tenant."""

    project: Path
    """The folder with `Pulumi.yaml`."""
    plan: Plan
    folder: Path
    """Where Holdfast keeps its state."""

    def over_look(self, before: Look, state: State, consent: Consent) -> None:
        """Pass the gates that need no more than what was read."""
        known = kinds()
        desired, live = before.recording.desired, before.live
        require_unambiguous_names(known, before, state)
        require_free_names(known, before, state)
        require_look(known, before, state.resources)
        require_own_names(known, desired, live)
        require_names(known, desired, live, self._place)
        require_found(known, desired, live, before.recording.looked_up)
        require_one_heir(desired, state)
        require_imports_of_same_name(known, desired, state, live)
        require_one_name(before, state)
        require_one_each(known, state, {one.urn for one in desired})
        self._declared_once(desired, state)
        require_changeable(known, before, state.resources)
        written = partial(written_at, self.project, self.plan.client)
        require_agreed(known, desired, self.plan.understood, written)
        require_one_client(self.plan, self._others(), adoptable(before, state), self._names_of_tenant)
        require_ways_in(known, before, state)
        require_adoption(known, before, adoptable(before, state), consent)
        require_as_made(known, before, others(known, desired, state, live))
        require_same_objects(moved(known, desired, state, live), consent)

    def over_plan(self, plan: ApplyPlan, state: State, live: Live, consent: Consent) -> None:
        """Pass the gates that need to know every step."""
        require_sign_ins_read(live, {step.token for step in plan.steps})
        require_one_of_both(plan.protection)
        require_left(plan)
        self.over_loosened(plan.loosened)
        require_removable(kinds(), plan.ending, self.plan, state)
        require_understood_endings(plan.ending, self.plan, state, self._place)
        require_protection(plan.protection, consent, self.plan.understood)
        require_no_replacement(plan, state, consent)

    def over_loosened(self, loosened: Sequence[Loosened]) -> None:
        """Pass the gate over what protects less than before."""
        require_understood(loosened, self.plan.understood)

    def over_deletions(self, state: State) -> None:
        """Pass the gates of a destroy that need no more than the state."""
        require_nothing_protected(state)
        require_allowed_deletions(kinds(), state, self.plan)

    def over_destroy(self, before: Checked, state: State, consent: Consent) -> None:
        """Pass the gates of a destroy that need to know the tenant."""
        self._declared_once(before.recording.desired, state.renamed(before.recording.desired))
        deleted = [urn for urn, stays in state.managed.items() if not stays]
        ending = endings(kinds(), state, deleted)
        require_removable(kinds(), ending, self.plan, state)
        require_understood_endings(ending, self.plan, state, self._place)
        if self.plan.delete_protected_data:
            require_applied_endings(ending, state, self.plan.client)
        require_sign_ins_read(before.live, {state.resources[urn].token for urn in deleted})
        require_protection(protection(kinds(), (), state, before.live, deleted=deleted), consent)

    def _declared_once(self, desired: Sequence[DesiredResource], state: State) -> None:
        urns = {one.urn for one in desired}
        require_declared_once(kinds(), state, urns, deletes_data=self.plan.delete_protected_data)

    def _others(self) -> dict[str, str]:
        """Return the tenants that the other clients of the project name, by client."""
        others_of_project = (one for one in clients(self.project) if one != self.plan.client)
        return {one: tenant_of(self.project, one) for one in others_of_project}

    def _names_of_tenant(self) -> frozenset[str]:
        return names_of_tenant(self.plan, self.folder)

    def _place(self, name: str) -> str:
        return place_of(self.project, self.plan.client, name)
