"""External methods of signing in, assessed: those that are on are the ones that the rule names.

An external method is a provider elsewhere that says that somebody has given a second factor; the service believes it.
Each that is on has to be one that the rule names, with its application and the address at which its keys are found:
whoever changes that address gives the keys himself. The settings of all methods stand in one policy, which a check
reads anyway. A method that this version does not know is told.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration and
https://learn.microsoft.com/graph/api/resources/openidconnectsetting. That they stand among the policy's configurations,
and Fido2 in every tenant, is assumed of https://learn.microsoft.com/graph/api/authenticationmethodspolicy-get.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_list,
    as_object,
    as_text,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, HELD, POLICY, READ_PERMISSIONS
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_TYPE = "@odata.type"
_EXTERNAL = "#microsoft.graph.externalAuthenticationMethodConfiguration"
_IN_EVERY_TENANT = "fido2"
_OWN = frozenset(
    f"#microsoft.graph.{one}authenticationmethodconfiguration".casefold()
    for one in (
        *("fido2", "microsoftAuthenticator", "sms", "temporaryAccessPass", "hardwareOath", "softwareOath"),
        *("voice", "email", "x509Certificate", "qrCodePin", "verifiableCredentials"),
    )
)
"""Types of the directory's own methods: kinds of their own, or told as left out by the policy's."""


class ExternalMethods(Assessment):
    """Every method is a member; those of the directory itself, and those that are off, obey."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return f"Graph beta: `{POLICY}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every method (see `PopulationKind.judge`)."""
        policy = await policy_of_methods(tenant)
        try:
            return judged(policy, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def policy_of_methods(tenant: Reader) -> dict[str, Any] | None:
    """Return the policy as its kind reads it, so that all who look at methods share one question.

    Raises:
        ReadError: when it could not be read.
    """
    return await tenant.graph.entity(f"/beta{POLICY}")


def configurations(policy: Row | None) -> list[dict[str, Any]]:
    """Return the settings of every method.

    Raises:
        MisreadError: when the policy is not there, or has not the method that every tenant has.
    """
    if policy is None:
        raise MisreadError(POLICY, "there, as in every tenant", None)
    rows = [as_object(one, f"{HELD}[]") for one in required(policy, HELD, as_list)]
    ids = [required(row, "id", as_text) for row in rows]
    if _IN_EVERY_TENANT not in {one.casefold() for one in ids}:
        raise MisreadError(HELD, "whole, with Fido2", ids)
    return rows


def judged(policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
    """Return what every method came to.

    Raises:
        MisreadError: when the list of methods is not understood.
    """
    agreed = {_pair(str(one["appId"]), str(one["discoveryUrl"])) for one in rule.get("methods") or []}
    count, notes = Count(), []
    for row in configurations(policy):
        type_, own_id = required(row, _TYPE, as_text).casefold(), required(row, "id", as_text)
        if type_ == _EXTERNAL.casefold():
            count.take(_ruling(row, own_id, agreed))
            continue
        count.take(Ruling(member=own_id))
        if type_ not in _OWN:
            notes.append(f"the tenant has the method {own_id}, which this version does not know")
    return replace(count.judgement(), notes=tuple(sorted(notes)))


def _ruling(row: Row, own_id: str, agreed: set[tuple[str, str]]) -> Ruling:
    """Return what one external method came to."""
    name = own_id
    try:
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({own_id})"
        if required(row, "state", partial(as_word, words=("enabled", "disabled"))).casefold() == "disabled":
            return Ruling(member=name)
        app_id = required(row, "appId", as_text)
        address = required(required(row, "openIdConnectSetting", as_object), "discoveryUrl", as_text)
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"may vouch for a second factor: {misread}")
    if _pair(app_id, address) in agreed:
        return Ruling(member=name)
    broken = Violation(
        member=name,
        member_id=own_id,
        property="state",
        expected="disabled",
        found="enabled",
        note=(
            f"no setting names the application {app_id} with {address}: whoever answers there says who has given a "
            "second factor"
        ),
    )
    return Ruling(member=name, breaks=(broken,))


def _pair(app_id: str, address: str) -> tuple[str, str]:
    return app_id.strip().casefold(), address.strip()


KIND = ExternalMethods(
    token="m365:entra:ExternalMethods",
    title="External methods",
    doc=(
        "An assessment, which never writes: providers elsewhere vouch for a second factor only where they are named, "
        "by application and by the address at which their keys are found."
    ),
    key="external-methods",
    noun="methods",
    judges=("state",),
    audit_category=AUDIT_CATEGORY,
    fields=(
        Field(
            name="methods",
            doc="The providers that may vouch.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="appId", doc="Application (client) id.", required=True, any_case=True),
                Field(name="discoveryUrl", doc="Where its keys are found.", required=True),
            ),
        ),
    ),
    read_permissions=READ_PERMISSIONS,
    omits=(
        "for whom an external method is, and custom controls of Conditional Access, for which no interface is "
        f"documented. {asked_by_name(POLICY)}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration (2026-11-28)"
    ),
)
