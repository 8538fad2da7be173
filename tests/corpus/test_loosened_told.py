"""Whatever lets more through is told before it is applied, of every property of every kind."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.loosening import loosened
from holdfast.apply.state import Kept, State
from holdfast.apply.unasked import refuse_less_protection
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.live import LiveObject
from holdfast.kinds.loosened import not_understood
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan
from tests.corpus.test_writes_protect import protecting, stronger_and_weaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field

PLAN = Plan("contoso", "contoso.onmicrosoft.com", Cloud.EMBEDDED, "core@1.0.0", {}, (), (), False)  # noqa: FBT003
_LEAVES_OUT = re.compile(r"exclu|except(?!ed)|bypass|leftout|allowlist|emergency", re.IGNORECASE)
MEASURED_WHOLE = {
    "AuthenticationMethodsPolicy.registrationCampaign.excludeTargets",
    "AuthenticationMethodsPolicy.systemCredentialPreferences.excludeTargets",
    "ConditionalAccessPolicy.conditions.users.excludedGuestsOrExternalUsers",
    "MicrosoftAuthenticatorAuthenticationMethodConfiguration.featureSettings.displayAppInformationRequiredState.excludeTarget",
    "MicrosoftAuthenticatorAuthenticationMethodConfiguration.featureSettings.displayLocationInformationRequiredState.excludeTarget",
}
"""Groups of properties: a policy is measured as a whole (`protection`). The other ones hasten who is asked, or show
more beside a question: may only shrink."""


def test_what_lets_more_through_than_was_applied_last_is_told_of_every_property_of_every_kind() -> None:
    silent, count = [], 0
    for kind in kinds().values():
        urn = f"urn:pulumi:contoso::holdfast::{kind.token}::it"
        for path, one in protecting(kind.fields):
            applied, wanted = stronger_and_weaker(kind, path, one)
            desired = DesiredResource(urn, kind.token, "it", "control", wanted)
            state = State(resources={urn: Kept(urn, kind.token, "it", applied, stays=False)})
            told = {one.path for one in loosened(kinds(), PLAN, [desired], state, Live())}
            silent += [] if path in told else [f"{kind.name}.{path}"]
            count += 1

    assert silent == []
    assert count > 200


def refusal(recording: Recording, state: State) -> str:
    """Why a run by hand may not go on; empty where it may."""
    try:
        refuse_less_protection(recording, state, Live())
    except RefusedError as refused:
        return str(refused)
    return ""


def test_by_hand_as_well_it_is_refused_of_every_property_that_no_provider_measures() -> None:
    """Of assessments above all: nothing of ours runs when the engine writes the state of one."""
    silent, rules = [], 0
    for kind in kinds().of_package("m365").values():
        if kind.is_measured:
            continue  # the provider looks at the live object itself
        urn = f"urn:pulumi:contoso::holdfast::{kind.token}::it"
        for path, one in protecting(kind.fields):
            applied, wanted = stronger_and_weaker(kind, path, one)
            recording = Recording(PLAN, (DesiredResource(urn, kind.token, "it", "control", wanted),), ())
            state = State(resources={urn: Kept(urn, kind.token, "it", applied, stays=False)})
            rules += kind.is_rule
            told = refusal(recording, state)
            silent += [] if one.name in told and "[not-understood]" in told else [f"{kind.name}.{path}"]
            refuse_less_protection(recording, replace(state, resources={}), Live())

    assert silent == []
    assert rules > 20


@pytest.mark.parametrize("state", ["enabled", "disabled", "enabledForReportingButNotEnforced"])
@pytest.mark.parametrize("becomes", ["enabled", "disabled", "enabledForReportingButNotEnforced"])
@pytest.mark.parametrize("by_hand", [False, True], ids=["by the state", "by the tenant"])
def test_what_is_off_is_said_to_protect_less_only_once_it_is_enabled(
    state: str, becomes: str, by_hand: bool
) -> None:
    kind, count = kinds()[POLICY], 0
    urn = f"urn:pulumi:contoso::holdfast::{kind.token}::it"
    for path, one in protecting(kind.fields):
        applied, wanted = stronger_and_weaker(kind, path, one)
        desired = DesiredResource(urn, kind.token, "it", "control", {**wanted, "state": becomes})
        before, held, live = {**applied, "state": state}, State(), Live()
        if by_hand:
            live.objects[kind.token] = (LiveObject(id="it", key=kind.key_of(before), inputs=before),)
        else:
            held = State(resources={urn: Kept(urn, kind.token, "it", before, stays=False)})

        (told,) = [each for each in loosened(kinds(), PLAN, [desired], held, live) if each.path == path]

        message = not_understood([told]).message
        assert ("less than now" in message) is (state == "enabled")
        assert ("once it is enabled" in message) is (state != "enabled")
        count += 1
    assert count > 8


def test_every_list_that_leaves_out_says_that_a_longer_one_protects_less() -> None:
    unsaid = {
        f"{kind.name}.{path}"
        for kind in kinds().values()
        for path, one in _leaving_out(kind.fields)
        if one.protecting is None
    }
    assert unsaid == MEASURED_WHOLE


def _leaving_out(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        if one.output:
            continue
        if _LEAVES_OUT.search(one.name) and (one.many or one.fields):
            yield f"{above}{one.name}", one
        elif not one.many:
            yield from _leaving_out(one.fields, f"{above}{one.name}.")
