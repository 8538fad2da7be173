"""Settings of which every tenant has one object: no apply makes them weaker, and no silence passes for strict.

Controls share these objects, and administrators turn their switches by hand. So which way is stricter is said of each
switch, number and word, and what an answer leaves out is not taken for what was declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.read import Live
from holdfast.drift.references import Directory
from holdfast.kinds.field import Type
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.property_path import at, placed, steps
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field

SETTINGS = [kind for kind in kinds().values() if kind.shape is Shape.SINGLETON]
NEITHER_WAY: Mapping[str, str] = {
    "AdminConsentRequestPolicy.enabled": "off lets nobody ask, and lets nobody in either",
    "AdminConsentRequestPolicy.notifyReviewers": "who is told, not who decides",
    "AdminConsentRequestPolicy.remindersEnabled": "who is told, not who decides",
    "AdminConsentRequestPolicy.reviewers": "who is asked: what he may allow, his role says",
    "AdminConsentRequestPolicy.requestDurationInDays": "a request that expires is asked again",
    "DefaultAppManagementPolicy.enabled": "the only value that a control declares is the strict one",
    "Fido2AuthenticationMethodConfiguration.selfServiceRegistrationAllowed": "strong methods are spread by it",
    **dict.fromkeys(
        (
            f"CrossTenantAccessDefault.{one}.accessType"
            for way in ("b2bDirectConnectInbound", "b2bDirectConnectOutbound", "b2bCollaborationOutbound")
            for one in (f"{way}.usersAndGroups", f"{way}.applications")
        ),
        "it allows or blocks the targets beside it, which are somebody or everybody",
    ),
    **dict.fromkeys(
        (
            f"MicrosoftAuthenticatorAuthenticationMethodConfiguration.featureSettings.{feature}.{one}"
            for feature in ("displayAppInformationRequiredState", "displayLocationInformationRequiredState")
            for one in (
                *("state", "includeTarget.targetType", "includeTarget.id"),
                *("excludeTarget.targetType", "excludeTarget.id"),
            )
        ),
        "`default` is what Microsoft makes of it, and one group or another is nobody's more",
    ),
    **dict.fromkeys(
        (
            "AuthenticationMethodsPolicy.registrationCampaign.state",
            "AuthenticationMethodsPolicy.systemCredentialPreferences.state",
        ),
        "`default` is what Microsoft makes of it",
    ),
    "AuthenticationMethodsPolicy.policyMigrationState": "the service takes it forward, and seldom back",
    **dict.fromkeys(
        (f"{one}AuthenticationMethodConfiguration.state" for one in ("Email", "Sms", "Voice")),
        "the only value that a control declares is the strict one",
    ),
    "Fido2AuthenticationMethodConfiguration.state": "strong methods are spread by it",
    "GroupUnifiedSettings.groupCreationAllowedGroupId": "of two groups nobody can say which has fewer people",
    "SecurityDefaults.enabled": "policies do the same and exclude it; gates of their own measure both",
}
"""Switches, numbers, texts and lists of texts of which neither way is stricter for everybody, each with why."""


def leaves(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every property with its path, but for those inside items of lists."""
    for one in fields:
        if one.type is Type.OBJECT and not one.many:
            yield from leaves(one.fields, f"{above}{one.name}.")
        elif not one.output:
            yield f"{above}{one.name}", one


def test_every_setting_says_which_way_is_stricter_or_why_neither() -> None:
    silent = {
        f"{kind.name}.{path}"
        for kind in SETTINGS
        for path, one in leaves(kind.fields)
        if one.type is not Type.OBJECT and one.protecting is None
    }
    assert silent == set(NEITHER_WAY)


LISTS = [
    pytest.param(kind, path, id=f"{kind.name}.{path}")
    for kind in SETTINGS
    for path, one in leaves(kind.fields)
    if one.many
]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_list_that_is_declared_empty_and_not_answered_is_unknown(kind: Kind, path: str) -> None:
    example = kind.examples[0]
    declared = placed(dict(example.inputs), path, [])
    row, where = {**example.row, **kind.wire(declared)}, place(kind, path)
    assert status(kind, declared, row) is Status.IN_SYNC
    for silence in (placed(row, where, None), silent(row, where)):
        assert status(kind, declared, silence) is Status.UNKNOWN


def place(kind: Kind, path: str) -> str:
    """The wire path of a property path."""
    fields: Sequence[Field] = kind.fields
    names: list[str] = []
    for name in path.split("."):
        one = next(each for each in fields if each.name == name)
        names += one.place
        fields = one.fields
    return ".".join(names)


def silent(row: dict[str, Any], where: str) -> dict[str, Any]:
    """The row with null at a wire path."""
    *above, last = steps(where)
    holder = {**at(row, above), last: None}
    return placed(row, ".".join(above), holder) if above else holder


def status(kind: Kind, declared: Mapping[str, Any], row: Mapping[str, Any]) -> Status:
    """What a check says of the only object of a kind."""
    urn = f"urn:pulumi:c::holdfast::{kind.token}::it"
    wanted = DesiredResource(urn, kind.token, "it", "", dict(declared))
    live = Live(objects={kind.token: (kind.live(row, "it"),)}, directory=Directory())
    (finding,) = judge(kinds(), [wanted], live)
    return finding.status


WORDS = [
    pytest.param(kind, path, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    if kind.examples
    for path, one in leaves(kind.fields)
    if one.values and not one.many
]


@pytest.mark.parametrize("word", ["unknownFutureValue", "anotherWord"])
@pytest.mark.parametrize(("kind", "path"), WORDS)
def test_word_outside_of_a_documented_list_is_not_understood(kind: Kind, path: str, word: str) -> None:
    said = [one for one in kind.examples if at(one.inputs, steps(path)) is not None]
    if not said:
        pytest.skip("no documented answer has it")
    inputs = placed(dict(said[0].inputs), path, word)
    assert kind.live({**said[0].row, **kind.wire(inputs)}, "it").misread
