"""External methods of signing in, assessed: those that are on are the ones that the rule names.

An external method is a provider elsewhere that says that somebody has given a second factor; the service believes it.
Each that is on has to be one that the rule names, with its application and the address at which its keys are found:
whoever changes that address gives the keys himself. The settings of all methods stand in one policy, which a check
reads anyway. A method that this version does not know is told.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration and
https://learn.microsoft.com/graph/api/resources/openidconnectsetting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid, as_object, as_text, member, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, POLICY, READ_PERMISSIONS
from holdfast.kinds.services.methods import MethodsAssessment, configurations, is_off
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement

    Row = Mapping[str, Any]

_TYPE = "@odata.type"
_EXTERNAL = "#microsoft.graph.externalAuthenticationMethodConfiguration"
_OWN = frozenset(
    f"#microsoft.graph.{one}authenticationmethodconfiguration".casefold()
    for one in (
        *("fido2", "microsoftAuthenticator", "sms", "temporaryAccessPass", "hardwareOath", "softwareOath"),
        *("voice", "email", "x509Certificate", "qrCodePin", "verifiableCredentials"),
    )
)
"""Types of the directory's own methods: which of them may be on is for `enabled_methods` and kinds of their own."""


class ExternalMethods(MethodsAssessment):
    """Every method is a member; those of the directory itself, and those that are off, obey."""

    __slots__ = ()

    def judged(self, policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
        """Judge every method (see `MethodsAssessment.judged`)."""
        return judged(policy, rule)


def is_external(row: Row) -> bool:
    """Return whether the settings of a method are those of a provider elsewhere.

    Raises:
        MisreadError: they do not say of what type they are.
    """
    return required(row, _TYPE, as_text).casefold() == _EXTERNAL.casefold()


def judged(policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
    """Return what every method came to.

    Raises:
        MisreadError: when the list of methods is not understood.
    """
    agreed = {_pair(str(one["appId"]), str(one["discoveryUrl"])) for one in rule.get("methods") or []}
    count, notes = Count(), []
    for row in configurations(policy):
        own_id = required(row, "id", as_text)
        if is_external(row):
            count.take(_ruling(row, own_id, agreed))
            continue
        count.take(Ruling(member=own_id))
        if required(row, _TYPE, as_text).casefold() not in _OWN:
            notes.append(f"the tenant has the method {own_id}, which this version does not know")
    return replace(count.judgement(), notes=tuple(sorted(notes)))


def _ruling(row: Row, own_id: str, agreed: set[tuple[str, str]]) -> Ruling:
    """Return what one external method came to."""
    name = own_id
    try:
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({own_id})"
        if is_off(row):
            return Ruling(member=name)
        app_id = required(row, "appId", as_guid)
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
