"""What other tenants are believed, assessed: no second factor and no device of a partner counts here unnamed.

Settings for one tenant go before the default ones, so that a default that trusts nobody says nothing of a partner. What
is null of a partner is as by default, which is judged as "every other tenant". A partner that the rule names may be
believed what is written for it, and no more.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (what
is null is as by default) and https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyinboundtrust. That
the three always come with a partner's own trust, if only with null, is assumed: where one does not, it is unknown.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_guid, as_object, not_understood, required, told
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_DEFAULT = "/policies/crossTenantAccessPolicy/default"
_PARTNERS = "/policies/crossTenantAccessPolicy/partners"
_TRUST = "inboundTrust"
_CLAIMS = ("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted")
_EVERYBODY = "every other tenant"
_BY_DEFAULT = "default"
"""As the audit log calls the settings for all of them, as the kind of these has it (assumed)."""


class PartnerTrust(Assessment):
    """Every tenant with settings of its own is a member, and all others together are one."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `{_DEFAULT}`, `{_PARTNERS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge what each partner is believed (see `PopulationKind.judge`)."""
        default, partners = await asyncio.gather(
            tenant.graph.entity(_DEFAULT), tenant.graph.collection(_PARTNERS)
        )
        try:
            return judged(default, partners, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(default: Row | None, partners: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
    """Return what every partner, and every other tenant, came to.

    Raises:
        MisreadError: when a partner has no id: which is meant cannot be told; when the default is not there.
    """
    if default is None:
        raise MisreadError(_DEFAULT, "there, as in every tenant", None)
    agreed = {
        str(one["tenantId"]).strip().casefold(): {str(each).casefold() for each in one["accepted"]}
        for one in rule.get("partners") or []
    }
    count = Count()
    count.take(_ruling(_EVERYBODY, _BY_DEFAULT, default, (), by_default=True))
    for row in partners:
        own_id = required(row, "tenantId", as_guid)
        count.take(_ruling(own_id, own_id, row, agreed.get(own_id.casefold(), ())))
    return count.judgement()


def _ruling(name: str, own_id: str, row: Row, agreed: Collection[str], *, by_default: bool = False) -> Ruling:
    """Return what one partner came to, who may be believed what is `agreed`, in small letters."""
    note = (
        "whoever makes a tenant that says yes passes here"
        if by_default
        else "whoever administers that tenant passes here without a further proof: name it, or trust it no longer"
    )
    try:
        trust = required(row, _TRUST, as_object) if by_default else told(row, _TRUST, as_object)
        if trust is None:
            return Ruling(member=name)
        believed = [one for one in _CLAIMS if (required if by_default else told)(trust, one, as_boolean)]
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"may be trusted: {misread}")
    broken = [
        Violation(
            member=name,
            member_id=own_id,
            property=f"{_TRUST}.{one}",
            expected=False,
            found=True,
            note=note,
        )
        for one in believed
        if one.casefold() not in agreed
    ]
    return Ruling(member=name, breaks=tuple(broken))


KIND = PartnerTrust(
    token="m365:entra:PartnerTrust",
    title="Trust in other tenants",
    doc=(
        "An assessment, which never writes: no second factor, compliant device or hybrid joined device of another "
        "tenant counts here, but for what is named of each partner."
    ),
    key="partner-trust",
    noun="tenants",
    judges=tuple(f"{_TRUST}.{one}" for one in _CLAIMS),
    audit_category="CrossTenantAccessSettings",
    fields=(
        Field(
            name="partners",
            doc="The tenants that are believed something, each with what.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="tenantId", doc="Its id.", required=True, any_case=True),
                Field(
                    name="accepted",
                    doc="What of its proofs counts here.",
                    many=True,
                    required=True,
                    any_case=True,
                    values=_CLAIMS,
                    protects=Protects.FEWER,
                ),
            ),
        ),
    ),
    read_permissions=("Policy.Read.All",),
    omits=(
        "who of a partner comes in as a guest or by direct connect, whom it synchronises here, and whether invitations "
        f"of it are accepted unasked. {asked_by_name(_DEFAULT, _PARTNERS)}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-28)"
    ),
)
