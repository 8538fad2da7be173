"""Every property of a Conditional Access policy has a direction or a reason; going the weaker way is asked about.

Not proven here: that nothing is written before the answer; `tests/e2e/test_weaker_policies.py` does.
"""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.apply.gates.both_on import require_one_of_both
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.protection import Protection, everybody_in, protection, taken_back
from holdfast.apply.state import Kept, State
from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live
from holdfast.gates import before_writing as gates
from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.kinds.field import Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.protecting import agrees, loosened_properties
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan, PlannedControl
from holdfast.model.property_path import at, placed, steps
from holdfast.model.understood import Understood
from holdfast.normalise.sign_in_directions import DIRECTIONS, said_at, weakened_paths
from holdfast.normalise.sign_in_proofs import demands_less

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field

KIND = kinds()[POLICY]
URN = f"urn:pulumi:contoso::holdfast::{POLICY}::mine"
SWITCH = f"urn:pulumi:contoso::holdfast::{DEFAULTS}::switch"
ID = "0d5c0000-0000-4000-8000-000000000001"
NEITHER = {"displayName": "a name; the conditions decide"}
"""Why a property has no direction."""
REPORT_ONLY = "enabledForReportingButNotEnforced"
STRENGTH = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-00000000000"
OWN = "/policies/authenticationStrengthPolicies/5c5c0000-0000-4000-8000-000000000009"


def leaves(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        if field.type is Type.OBJECT:
            yield from leaves(field.fields, f"{above}{field.name}.")
        elif not field.output:
            yield f"{above}{field.name}", field


def test_every_property_has_a_direction_or_a_reason() -> None:
    decided = {path for one in DIRECTIONS for path in one.decided_by} | {"state"}
    stated = {path for path, field in leaves(KIND.fields) if field.protecting}
    assert {path for path, _ in leaves(KIND.fields)} == decided | stated | set(NEITHER)
    assert not (decided | stated) & set(NEITHER)
    assert not decided & stated, "one of the two would ask about what the other one knows to be more"


def grant(operator: str, *controls: str, **more: Any) -> dict[str, Any]:
    return {"grantControls": {"operator": operator, "builtInControls": list(controls), **more}}


def when(**conditions: Any) -> dict[str, Any]:
    return {"conditions": conditions}


def session(**controls: Any) -> dict[str, Any]:
    return {"sessionControls": controls}


def guests(side: str, *types: str, tenants: Sequence[str] | None = None) -> dict[str, Any]:
    kind = (
        {"membershipKind": "all"}
        if tenants is None
        else {"membershipKind": "enumerated", "members": [*tenants]}
    )
    block = [{"guestOrExternalUserTypes": [*types], "externalTenants": [kind]}]
    users = {"includedUsers": ["x"], f"{side}GuestsOrExternalUsers": block if types else None}
    return when(users=users)


def filtered(where: str, mode: str = "", rule: str = "A -eq 1") -> dict[str, Any]:
    return when(**{where: {"filter": {"mode": mode, "rule": rule} if mode else None}})


def listed(where: str, *values: str) -> dict[str, Any]:
    part, _, name = where.partition(".")
    return when(**{part: {name: [*values]} if name else [*values]})


_C, _G, _S = "conditions", "grantControls", "sessionControls"
LISTS = {
    "authenticationFlowTransferMethods": ("deviceCodeFlow", "authenticationTransfer"),
    "servicePrincipalRiskLevels": ("low", "high"),
    "signInRiskLevels": ("low", "high"),
    "userRiskLevels": ("low", "high"),
    "locations.includedLocations": (ID, OWN),
    "platforms.includedPlatforms": ("iOS", "android"),
}
FREQUENCIES: tuple[dict[str, Any], ...] = (
    {"signInFrequencyInterval": "everyTime"},
    {"signInFrequency": 1, "signInFrequencyPeriod": "hours"},
    {"signInFrequency": 23, "signInFrequencyPeriod": "hours"},
    {"signInFrequency": 1, "signInFrequencyPeriod": "days"},
    {},
)
BOTH, NOTHING = guests("included", "internalGuest", "serviceProvider"), guests("included")
WEAKER: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    *((f"{_C}.{name}", listed(name), listed(name, one)) for name, (one, _) in LISTS.items()),
    *((f"{_C}.{name}", listed(name, one, two), listed(name, two)) for name, (one, two) in LISTS.items()),
    (f"{_C}.insiderRiskLevels", when(), when(insiderRiskLevels="minor")),
    (f"{_C}.insiderRiskLevels", when(insiderRiskLevels="minor,elevated"), when(insiderRiskLevels="elevated")),
    (f"{_C}.clientAppTypes", listed("clientAppTypes", "all"), listed("clientAppTypes", "exchangeActiveSync")),
    (f"{_C}.clientAppTypes", listed("clientAppTypes", "browser", "other"), listed("clientAppTypes", "other")),
    (f"{_C}.devices.filter", filtered("devices"), filtered("devices", "include")),
    (f"{_C}.devices.filter", filtered("devices"), filtered("devices", "exclude")),
    *(
        case
        for where in ("applications", "clientApplications")
        for case in (
            (f"{_C}.{where}.filter", filtered(where), filtered(where, "exclude")),
            (f"{_C}.{where}.filter", filtered(where, "include"), filtered(where)),
        )
    ),
    (f"{_C}.users.includedGuestsOrExternalUsers", BOTH, guests("included", "internalGuest")),
    (f"{_C}.users.includedGuestsOrExternalUsers", BOTH, NOTHING),
    (
        f"{_C}.users.includedGuestsOrExternalUsers",
        guests("included", "internalGuest"),
        guests("included", "internalGuest", tenants=[ID]),
    ),
    (
        f"{_C}.users.includedGuestsOrExternalUsers",
        guests("included", "internalGuest", tenants=[ID, OWN]),
        guests("included", "internalGuest", tenants=[OWN]),
    ),
    (f"{_C}.users.excludedGuestsOrExternalUsers", guests("excluded"), guests("excluded", "internalGuest")),
    (
        f"{_C}.users.excludedGuestsOrExternalUsers",
        guests("excluded", "internalGuest", tenants=[ID]),
        guests("excluded", "internalGuest", tenants=[ID, OWN]),
    ),
    (
        f"{_C}.users.excludedGuestsOrExternalUsers",
        guests("excluded", "internalGuest", tenants=[ID]),
        guests("excluded", "internalGuest"),
    ),
    (_G, grant("AND", "mfa", "compliantDevice"), grant("OR", "mfa", "compliantDevice")),
    (_G, grant("AND", "mfa", "compliantDevice"), grant("AND", "mfa")),
    (_G, grant("OR", "mfa"), grant("OR", "mfa", "compliantDevice")),
    (_G, grant("OR", "mfa"), {"grantControls": None}),
    (_G, grant("OR", "block"), grant("AND", "mfa", "compliantDevice")),
    (_G, grant("AND", "mfa", termsOfUses=["x"]), grant("AND", "mfa")),
    (_G, grant("AND", "mfa", customAuthenticationFactors=["x"]), grant("AND", "mfa")),
    (_G, grant("OR", authenticationStrengthPolicyId=f"{STRENGTH}4"), grant("OR", "mfa")),
    *(
        (
            _G,
            grant("OR", authenticationStrengthPolicyId=was),
            grant("OR", authenticationStrengthPolicyId=becomes),
        )
        for was, becomes in (
            (f"{STRENGTH}4", f"{STRENGTH}3"),
            (f"{STRENGTH}3", f"{STRENGTH}2"),
        )
    ),
    *(
        (f"{_S}.{name}", session(**{name: True}), session(**{name: off}))
        for name in ("applicationEnforcedRestrictionsEnabled", "disableResilienceDefaults")
        for off in (False, None)
    ),
    *(
        (
            f"{_S}.cloudAppSecurityPolicy",
            session(cloudAppSecurityPolicy=was),
            session(cloudAppSecurityPolicy=becomes),
        )
        for was, becomes in (
            ("monitorOnly", None),
            ("blockDownloads", "monitorOnly"),
        )
    ),
    *(
        (
            f"{_S}.persistentBrowserMode",
            session(persistentBrowserMode=was),
            session(persistentBrowserMode=becomes),
        )
        for was, becomes in (("never", "always"), ("never", None), (None, "always"))
    ),
    *(
        (f"{_S}.signInFrequency", session(**was), session(**becomes))
        for was, becomes in itertools.combinations(FREQUENCIES, 2)
    ),
    (
        f"{_S}.signInFrequencyAuthenticationType",
        session(signInFrequency=1, signInFrequencyPeriod="hours"),
        session(
            signInFrequency=1,
            signInFrequencyPeriod="hours",
            signInFrequencyAuthenticationType="secondaryAuthentication",
        ),
    ),
]
"""Path that is told, parts of a policy before, and after."""
EITHER_WAY: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    *((f"{_C}.{name}", listed(name, one), listed(name, two)) for name, (one, two) in LISTS.items()),
    *(
        (f"{_C}.{where}.filter", filtered(where, "exclude"), other)
        for where in ("devices", "applications", "clientApplications")
        for other in (filtered(where, "include"), filtered(where, "exclude", "B -eq 2"))
    ),
    (_G, grant("OR", "mfa", "approvedApplication"), grant("OR", "approvedApplication")),
    (_G, grant("OR", "mfa"), grant("OR", "compliantApplication")),
    (
        _G,
        grant("OR", authenticationStrengthPolicyId=OWN),
        grant("OR", authenticationStrengthPolicyId=f"{STRENGTH}4"),
    ),
    (
        f"{_S}.cloudAppSecurityPolicy",
        session(cloudAppSecurityPolicy="mcasConfigured"),
        session(cloudAppSecurityPolicy="blockDownloads"),
    ),
]
"""Where one thing stands in the place of another, something is lost either way, or it cannot be told."""
STRONGER = [
    (grant("OR", "mfa"), grant("OR", authenticationStrengthPolicyId=f"{STRENGTH}4")),
    (grant("OR", "mfa"), grant("OR", "block")),
    (grant("OR", "mfa", "compliantDevice"), grant("AND", "mfa", "compliantDevice")),
    (grant("OR", "mfa"), grant("AND", "mfa")),
    (grant("OR", "mfa"), grant("and", "MFA")),
    (session(), session(persistentBrowserMode="never", cloudAppSecurityPolicy="monitorOnly")),
    (session(cloudAppSecurityPolicy="monitorOnly"), session(cloudAppSecurityPolicy="blockDownloads")),
    (filtered("devices", "include"), filtered("devices")),
    (filtered("applications", "exclude"), filtered("applications")),
    (
        when(clientAppTypes=["all"]),
        when(clientAppTypes=["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]),
    ),
    (BOTH, when(users={"includedUsers": ["All"]})),
    (guests("excluded", "internalGuest"), guests("excluded")),
]
ENABLED = {"displayName": "P", "state": "enabled"}


def held(inputs: dict[str, Any]) -> State:
    return State(resources={URN: Kept(URN, POLICY, f"{KIND.id_prefix}{ID}", inputs, stays=False)})


def judged(
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    state: State | None = None,
    live: dict[str, Any] | None = None,
    changed: bool = True,
    defaults: bool = False,
    ignored: str = "",
) -> Protection:
    """The protection when the policy of the state, or of the tenant, becomes `after`."""
    objects: dict[str, tuple[LiveObject, ...]] = {
        POLICY: (LiveObject(id=ID, key="P", inputs=before if live is None else live),),
        DEFAULTS: (LiveObject(id="s", key="s", inputs={"enabled": False}),),
    }
    wanted = [DesiredResource(URN, POLICY, "mine", "", after, ignored=(ignored,) if ignored else ())]
    if defaults:
        wanted.append(DesiredResource("urn:d", DEFAULTS, "switch", "", {"enabled": True}))
    return protection(
        kinds(),
        wanted,
        held(before) if state is None else state,
        Live(objects=objects, directory=Directory()),
        deleted=(),
        changed={URN} if changed else (),
    )


BACK = [(path, after, before) for path, before, after in EITHER_WAY]
ASKED = [*WEAKER, *EITHER_WAY, *BACK]
NAMES = [f"{path}-{n}" for n, (path, _, _) in enumerate(ASKED)]


@pytest.mark.parametrize(("path", "before", "after"), ASKED, ids=NAMES)
def test_what_protects_less_is_asked_about(path: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    was, becomes = ENABLED | before, ENABLED | after
    for state in (None, State()):  # applied before, and taken over from the tenant
        found = judged(was, becomes, state=state)
        assert [one.path for one in found.weakened] == [path]
        with pytest.raises(RefusedError) as refusal:
            require_protection(found, Consent())
        assert refusal.value.slug == "less-protection"
        assert f"ConditionalAccessPolicy/P {path}: " in refusal.value.message
        require_protection(found, Consent(less_protection=True))
        require_protection(found, Consent(ask=lambda _, about: any(path in line for line in about)))
        value = found.weakened[0].value
        require_protection(found, Consent(), [Understood("conditionalaccesspolicy/p", path, value, "known")])
        for entry in (
            Understood("ConditionalAccessPolicy/Q", path, value, "known"),
            Understood("ConditionalAccessPolicy/P", path, said_at(was, path), "known"),
        ):
            with pytest.raises(RefusedError):
                require_protection(found, Consent(), [entry])
    assert judged(was, was).weakened == ()


@pytest.mark.parametrize(("_path", "before", "after"), WEAKER, ids=NAMES[: len(WEAKER)])
def test_the_way_back_is_no_question(_path: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    assert judged(ENABLED | after, ENABLED | before).weakened == ()


@pytest.mark.parametrize("path", sorted({path for path, _, _ in ASKED}))
def test_consent_to_one_value_lets_no_weaker_one_through(path: str) -> None:
    """Every pair of policies that a case of this property has, before and after."""
    policies = [ENABLED | one for told, *both in ASKED if told == path for one in both]
    for agreed, becomes in itertools.product(policies, repeat=2):
        weaker = path in weakened_paths(KIND.normal(agreed), KIND.normal(becomes))
        assert not (weaker and agrees(KIND.fields, path, said_at(agreed, path), said_at(becomes, path)))


@pytest.mark.parametrize(("path", "before", "after"), ASKED, ids=NAMES)
def test_what_the_engine_leaves_alone_is_no_question(
    path: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    was, becomes = ENABLED | before, ENABLED | after
    assert judged(was, becomes, ignored=path.partition(".")[0]).weakened == ()
    for other in ("displayName", "state"):
        found = judged(was, {**becomes, "state": "disabled"} if other == "state" else becomes, ignored=other)
        assert [one.path for one in found.weakened] == [path]


def test_every_direction_has_a_case() -> None:
    assert {path for path, _, _ in WEAKER} == {one.path for one in DIRECTIONS}


@pytest.mark.parametrize(("before", "after"), STRONGER)
def test_what_protects_as_much_or_more_is_no_question(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert judged(ENABLED | before, ENABLED | after).weakened == ()


STATES = ("enabled", "Enabled", "disabled", REPORT_ONLY)


@pytest.mark.parametrize(("was", "becomes"), list(itertools.product(STATES, STATES)))
@pytest.mark.parametrize("changed", [True, False])
@pytest.mark.parametrize("defaults", [True, False])
def test_a_policy_that_is_enforced_no_longer_is_told_whatever_else_it_asked_than_security_defaults_do(
    was: str, becomes: str, changed: bool, defaults: bool
) -> None:
    ends = was.casefold() == "enabled" != becomes.casefold()
    for asked, done_by_defaults in DONE_BY_DEFAULTS:
        before, after = ({**ENABLED, **asked, "state": state} for state in (was, becomes))
        for state in (None, State()):
            found = judged(before, after, state=state, changed=changed, defaults=defaults)
            told = ends and changed and not (defaults and done_by_defaults)
            expected = [("state", f"{was} becomes {becomes}")] if told else []
            assert [(one.path, one.told) for one in found.weakened] == expected, asked


ALL = {"includedUsers": ["All"]}
EVERYWHERE = {"users": ALL, "applications": {"includedApplications": ["All"]}, "clientAppTypes": ["all"]}
DONE_BY_DEFAULTS = [
    (when(**EVERYWHERE) | grant("OR", "mfa"), True),
    (when(users={"includedRoles": ["a"]}) | grant("OR", "mfa"), True),
    (when(users=ALL, clientAppTypes=["exchangeActiveSync", "other"]) | grant("OR", "block"), True),
    (when(users=ALL, clientAppTypes=["other", "browser"]) | grant("OR", "block"), False),
    (when(users=ALL, locations={"includedLocations": ["a"]}) | grant("OR", "block"), False),
    (when(users=ALL) | grant("OR", authenticationStrengthPolicyId=STRENGTH), True),
    (when(users=ALL) | grant("OR", "mfa", "compliantDevice"), False),
    (when(users=ALL) | grant("OR", "compliantDevice", authenticationStrengthPolicyId=STRENGTH), False),
    (when(users=ALL) | {"grantControls": {"operator": "OR"}}, False),
    (when(users=ALL) | grant("OR", "mfa", termsOfUses=["a"]), False),
    (when(users=ALL) | grant("OR", "mfa") | session(signInFrequency=4), False),
    (when(users=ALL) | session(signInFrequency=4), False),
]
"""Policies, and whether security defaults ask for that kind of thing too."""
PLAN = Plan(
    client="a",
    tenant="a.example",
    cloud=Cloud.GLOBAL,
    baseline="b@1.0.0",
    parameters={},
    controls=(PlannedControl("entra.break_glass_excluded", {"group": "Emergency", "accounts": []}),),
    exceptions=(),
    delete_protected_data=False,
)
OWN_STRENGTHS = tuple(
    LiveObject(id=name, key=name, inputs={"allowedCombinations": combinations})
    for name, combinations in {"keys": ["fido2"], "texts": ["fido2", "sms"]}.items()
)
INSTEAD = [
    (when(**EVERYWHERE) | grant("OR", "mfa"), True),
    (when(**EVERYWHERE) | grant("OR", authenticationStrengthPolicyId=f"{STRENGTH}2"), True),
    (when(**EVERYWHERE) | grant("OR", authenticationStrengthPolicyId="/policies/x/keys"), True),
    (when(**EVERYWHERE) | grant("OR", authenticationStrengthPolicyId="/policies/x/texts"), False),
    (when(**EVERYWHERE) | grant("OR", authenticationStrengthPolicyId="/policies/x/unread"), False),
    (
        when(**{**EVERYWHERE, "users": {**ALL, "excludedGroups": [reference(GROUP, "Emergency")]}})
        | grant("OR", "mfa"),
        True,
    ),
    (when(**{**EVERYWHERE, "users": {**ALL, "excludedGroups": ["g"]}}) | grant("OR", "mfa"), False),
    (when(**{**EVERYWHERE, "users": {**ALL, "excludedUsers": ["u"]}}) | grant("OR", "mfa"), False),
    (when(**{**EVERYWHERE, "users": {**ALL, "excludedRoles": ["r"]}}) | grant("OR", "mfa"), False),
    (when(**EVERYWHERE) | grant("OR", "block"), False),
    (when(**{**EVERYWHERE, "clientAppTypes": ["other"]}) | grant("OR", "mfa"), False),
    (when(**{**EVERYWHERE, "users": {"includedRoles": ["a"]}}) | grant("OR", "mfa"), False),
    (when(**EVERYWHERE, platforms={"includedPlatforms": ["iOS"]}) | grant("OR", "mfa"), False),
]
"""Policies, and whether they ask everybody for a second factor, as security defaults do."""


@pytest.mark.parametrize(("asked", "enough"), INSTEAD)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("whose", ["declared", "of the client's own"])
def test_security_defaults_that_go_off_are_told_unless_a_policy_asks_everybody_instead(
    asked: dict[str, Any], enough: bool, state: str, whose: str
) -> None:
    policy = {**ENABLED, **asked, "state": state}
    other = {**ENABLED, "displayName": "Q", "state": "disabled"}
    switch = DesiredResource(SWITCH, DEFAULTS, "switch", "", {"enabled": False})
    mine = DesiredResource(URN, POLICY, "mine", "", policy if whose == "declared" else other)
    theirs = (LiveObject(id=ID, key="P", inputs=policy),) if whose != "declared" else ()
    for was in (True, False):
        live = Live(
            objects={
                POLICY: theirs,
                DEFAULTS: (LiveObject(id="s", key="s", inputs={"enabled": was}),),
                gates.STRENGTH: OWN_STRENGTHS,
            }
        )
        of_all = everybody_in(PLAN, [mine, switch], live)
        found = protection(kinds(), [mine, switch], State(), live, deleted=(), of_all=of_all)
        told = was and not (enough and state.casefold() == "enabled")
        assert [(one.path, one.value) for one in found.weakened] == ([("enabled", False)] if told else [])
        agreed = [Understood(one.object, "enabled", one.value, "known") for one in found.weakened]
        if not found.gone:
            require_protection(found, Consent(), agreed)


@pytest.mark.parametrize("name", ["P", "p", "Another"])
@pytest.mark.parametrize("state", STATES)
def test_what_is_deleted_is_known_by_its_id_whatever_its_name_is_in_the_tenant(name: str, state: str) -> None:
    rows = (
        LiveObject(id=ID, key=name, inputs={**ENABLED, "displayName": name, "state": state}),
        LiveObject(id="other", key="R", inputs={**ENABLED, "displayName": "R"}),
    )
    found = protection(kinds(), (), held(ENABLED), Live(objects={POLICY: rows}), deleted=[URN])
    assert found.ended == ((f"{KIND.title} {name!r}",) if state.casefold() == "enabled" else ())
    assert found.after == ("R",)


def test_a_declared_policy_stands_for_the_one_of_its_id_whatever_that_is_called() -> None:
    renamed = (LiveObject(id=ID, key="Old", inputs={**ENABLED, "displayName": "Old"}),)
    wanted = [DesiredResource(URN, POLICY, "mine", "", {**ENABLED, "state": "disabled"})]
    found = protection(
        kinds(), wanted, held(ENABLED), Live(objects={POLICY: renamed}), deleted=(), changed={URN}
    )
    assert (found.before, found.after, found.gone) == (("Old",), (), True)
    assert [one.path for one in found.weakened] == ["state"]


@pytest.mark.parametrize("states", list(itertools.permutations(["enabled", "disabled", REPORT_ONLY])))
def test_before_its_first_apply_a_policy_is_measured_against_every_one_of_its_name(
    states: Sequence[str],
) -> None:
    rows = tuple(
        LiveObject(id=str(number), key="P", inputs={**ENABLED, "state": state})
        for number, state in enumerate(states)
    )
    wanted = [DesiredResource(URN, POLICY, "mine", "", {**ENABLED, "state": REPORT_ONLY})]
    found = protection(kinds(), wanted, State(), Live(objects={POLICY: rows}), deleted=(), changed={URN})
    assert [one.told for one in found.weakened] == [f"enabled becomes {REPORT_ONLY}"]


def _as_left(inputs: dict[str, Any], left: dict[str, Any]) -> dict[str, Any]:
    with suppress(TypeError):
        for path, value in left.items():
            inputs = placed(inputs, path, value)
    return inputs


def test_what_is_left_as_the_client_accepted_it_is_no_question() -> None:
    refused, directory = [], Directory()
    for path, before, after in ASKED:
        strict, weak = ENABLED | before, ENABLED | after
        row = LiveObject(id=ID, key="P", inputs=weak)
        differing = [one.path for one in compare(KIND, strict, row, directory)]
        left = {one: at(weak, steps(one)) for one in differing}
        if compare(KIND, _as_left(strict, left), row, directory):
            refused.append(path)  # it cannot be left: the look says so, and `accepted-undone` stops the run
            continue
        wanted = [DesiredResource(URN, POLICY, "mine", "", weak)]
        live = Live(objects={POLICY: (row,)})
        found = protection(kinds(), wanted, held(strict), live, deleted=(), changed={URN}, left={URN: left})
        assert judged(strict, weak, live=weak).weakened, path
        assert found.weakened == (), path
    assert len(refused) < len(ASKED) / 10


@pytest.mark.parametrize(("_path", "before", "after"), ASKED, ids=NAMES)
@pytest.mark.parametrize("was", ["disabled", REPORT_ONLY])
def test_what_nobody_was_asked_for_is_changed_and_enabled_without_a_question(
    _path: str, before: dict[str, Any], after: dict[str, Any], was: str
) -> None:
    for becomes in ("enabled", "disabled", REPORT_ONLY):
        assert (
            judged({**ENABLED, **before, "state": was}, {**ENABLED, **after, "state": becomes}).weakened == ()
        )


def test_the_state_is_measured_against_the_tenant_and_the_rest_against_what_was_applied() -> None:
    report_only, strict = {**ENABLED, "state": REPORT_ONLY}, ENABLED | grant("AND", "mfa", "compliantDevice")
    plain = ENABLED | grant("OR", "mfa")
    assert [one.path for one in judged(report_only, report_only, live=ENABLED).weakened] == ["state"]
    assert judged(plain, plain, live=strict).weakened == ()  # a repair
    assert [one.path for one in judged(strict, plain, live=plain).weakened] == [_G]
    assert judged(ENABLED, report_only, live=report_only).weakened == ()


def test_where_the_policies_cannot_be_read_the_state_stands_for_them() -> None:
    wanted = [DesiredResource(URN, POLICY, "mine", "", {**ENABLED, "state": "disabled"})]
    found = protection(kinds(), wanted, held(ENABLED), Live(), deleted=(), changed={URN})
    assert [one.path for one in found.weakened] == ["state"]


controls = st.sets(st.sampled_from(["mfa", "compliantDevice", "block", "passwordChange"]))
grants = st.builds(
    lambda how, some: {"operator": how, "builtInControls": sorted(some)},
    st.sampled_from(["and", "or"]),
    controls,
)


def meets(given: set[str], grant: dict[str, Any]) -> bool:
    """Whether somebody with `given` proofs is let in; written without the code's alternatives."""
    wanted = set(grant["builtInControls"])
    if not wanted:
        return True
    if "block" in wanted:
        return False
    return wanted <= given if grant["operator"] == "and" else bool(wanted & given)


@given(grants, grants)
def test_grant_controls_are_weaker_exactly_when_somebody_gets_in_who_did_not(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    proofs = ["mfa", "compliantDevice", "passwordChange"]
    people = [set(some) for n in range(4) for some in itertools.combinations(proofs, n)]
    expected = any(meets(one, after) and not meets(one, before) for one in people)
    assert demands_less(before, after) == expected


@pytest.mark.parametrize("theirs", STATES)
@pytest.mark.parametrize("ours", STATES)
@pytest.mark.parametrize("switch", [None, False, True])
@pytest.mark.parametrize("was", [None, False, True])
def test_security_defaults_are_never_on_beside_an_enabled_policy_whoever_made_it(
    was: bool | None, switch: bool | None, ours: str, theirs: str
) -> None:
    """`None`: not declared, or not in the tenant as far as was read."""
    rows = (LiveObject(id="theirs", key="T", inputs={**ENABLED, "displayName": "T", "state": theirs}),)
    defaults = () if was is None else (LiveObject(id="s", key="s", inputs={"enabled": was}),)
    desired = [DesiredResource(URN, POLICY, "mine", "", {**ENABLED, "state": ours})]
    if switch is not None:
        desired.append(DesiredResource(SWITCH, DEFAULTS, "switch", "", {"enabled": switch}))
    found = protection(
        kinds(), desired, State(), Live(objects={POLICY: rows, DEFAULTS: defaults}), deleted=()
    )
    on = was if switch is None else switch
    enabled = [name for name, state in (("P", ours), ("T", theirs)) if state.casefold() == "enabled"]
    if on and enabled:
        with pytest.raises(RefusedError, match=f"{', '.join(enabled)}.*security-defaults-and-policies"):
            require_one_of_both(found)
    else:
        require_one_of_both(found)


@pytest.mark.parametrize("theirs", STATES)
@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize("switch", [None, False, True])
@pytest.mark.parametrize("was", [None, False, True])
def test_security_defaults_never_go_on_in_the_apply_that_deletes_an_enabled_policy(
    was: bool | None, switch: bool | None, read: bool, theirs: str
) -> None:
    """What left the program is deleted after all else, so that the service would refuse the switch before."""
    inputs = {**ENABLED, "displayName": "T", "state": theirs}
    kept = Kept("urn:t", POLICY, "theirs", inputs, stays=False)
    rows = {POLICY: (LiveObject(id="theirs", key="T", inputs=inputs),)} if read else {}
    defaults = () if was is None else (LiveObject(id="s", key="s", inputs={"enabled": was}),)
    declared = DesiredResource(SWITCH, DEFAULTS, "switch", "", {"enabled": switch})
    found = protection(
        kinds(),
        [] if switch is None else [declared],
        State(resources={"urn:t": kept}),
        Live(objects={**rows, DEFAULTS: defaults}),
        deleted=["urn:t"],
    )
    if switch and not was and theirs.casefold() == "enabled":
        with pytest.raises(
            RefusedError, match=r"T; the service refuses.*in report-only first.*security-defaults-and"
        ):
            require_one_of_both(found)
    else:
        require_one_of_both(found)


@pytest.mark.parametrize("managed", [True, False])
@pytest.mark.parametrize("ours", STATES)
@pytest.mark.parametrize("now", [*STATES, ""])
def test_a_policy_is_taken_back_that_is_enabled_in_the_tenant_and_not_to_stay_so(
    now: str, ours: str, managed: bool
) -> None:
    """Whatever the tenant calls a managed one; without a state it is the one of its name."""
    inputs = {**ENABLED, "state": ours}
    row = LiveObject(id="id", key="Renamed" if managed else "P", inputs={**inputs, "state": now})
    kept = Kept(URN, POLICY, "id", {**inputs, "state": now}, stays=False)
    state = State(resources={URN: kept}) if managed else State()
    live = Live(objects={POLICY: (row,) if now else ()})
    desired = [DesiredResource(URN, POLICY, "mine", "", inputs)]
    found = list(taken_back(kinds()[POLICY], desired, state, live))
    assert found == ([URN] if now.casefold() == "enabled" != ours.casefold() else [])


@pytest.mark.parametrize("control", ["", "entra.security_defaults_settled"])
def test_defaults_that_the_clients_files_turn_off_are_warned_about_and_those_of_a_program_are_asked(
    control: str,
) -> None:
    """Public cases 11 and 18: a client that says so in its file is not stopped by a pipeline's missing switch."""
    token = "m365:entra:SecurityDefaults"
    urn = f"urn:pulumi:c::holdfast::{token}::switch"
    switch = DesiredResource(urn, token, "switch", control, {"enabled": False})
    own = LiveObject(id="p", key="Own", inputs={"displayName": "Own", "state": "enabled"})
    on = LiveObject(id="d", key="SecurityDefaults", inputs={"enabled": True})
    live = Live(objects={KIND.token: (own,), token: (on,)})

    found = protection(kinds(), [switch], State(), live, deleted=())

    assert [one.path for one in found.weakened] == ([] if control else ["enabled"])
    assert not found.gone
    nothing = Live(objects={KIND.token: (), token: (on,)})
    assert protection(kinds(), [switch], State(), nothing, deleted=()).gone is not bool(control)
    kept = Kept("urn:p", KIND.token, "p", {"displayName": "Own", "state": "enabled"}, stays=False)
    ended = protection(kinds(), [switch], State(resources={"urn:p": kept}), live, deleted=["urn:p"])
    assert ended.gone, "a policy that goes is asked about, whoever turns defaults off"


NOBODY = ("users.includedUsers", "applications.includedApplications")
"""Lists in which a word means nobody."""


@pytest.mark.parametrize("where", NOBODY)
@pytest.mark.parametrize("word", ["None", "none"])
def test_nobody_in_a_list_may_be_replaced_by_anybody_and_by_nothing(where: str, word: str) -> None:
    """Before a list with one more, which a policy for guests alone or for roles alone has emptied."""
    for becomes in ({}, listed(where), listed(where, ID), listed(where, "All")):
        assert list(loosened_properties(KIND.fields, listed(where, word), becomes)) == []
    for was in (ID, "All"):
        assert [
            path for path, *_ in loosened_properties(KIND.fields, listed(where, was), listed(where, word))
        ] == [f"{_C}.{where}"]


@pytest.mark.parametrize("path", sorted(f"{_C}.{name}" for name in LISTS))
@pytest.mark.parametrize("state", ["enabled", "disabled", REPORT_ONLY])
def test_a_list_without_which_a_policy_is_for_everything_may_go(path: str, state: str) -> None:
    name = path.removeprefix(f"{_C}.")
    for values in ((LISTS[name][0],), LISTS[name], ("All",)):
        before, after = {"state": state, **listed(name, *values)}, {"state": state}
        assert list(loosened_properties(KIND.fields, before, after)) == []
        assert path not in weakened_paths(KIND.normal(before), KIND.normal(after))
