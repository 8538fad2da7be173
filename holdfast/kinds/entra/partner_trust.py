"""What other tenants are believed, assessed: no second factor and no device of a partner counts here unnamed.

Settings for one tenant go before the default ones, so that a default that trusts nobody says nothing of a partner. What
is null of a partner is as by default, which is judged as "every other tenant". A partner that the rule names may be
believed what is written for it, and no more. The same goes for invitations that are taken without a question: of
accounts of a partner here, and of accounts from here there.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (what
is null is as by default) and https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyinboundtrust. That
the three always come with a partner's own trust, if only with null, is assumed: where one does not, it is unknown.
So with the two of https://learn.microsoft.com/graph/api/resources/inboundoutboundpolicyconfiguration (2026-11-29).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_guid, as_object, required, told
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.partners import (
    DEFAULT,
    EVERY_OTHER,
    PARTNERS,
    PartnersAssessment,
    agreed_by_tenant,
)
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

    Row = Mapping[str, Any]

_CLAIMS = {
    "inboundTrust": ("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"),
    "automaticUserConsentSettings": ("inboundAllowed", "outboundAllowed"),
}
"""What can be true of a partner, by the property in which it stands."""
_NOTES = {
    "inboundAllowed": (
        "accounts of that tenant become guests here, by invitation or synchronisation, and nobody is asked for consent"
    ),
    "outboundAllowed": "accounts from here become guests there, and nobody of them is asked for consent",
}
"""What comes of one that proves nothing."""
_BY_DEFAULT = "default"
"""As the audit log calls the settings for all of them, as the kind of these has it (assumed)."""


class PartnerTrust(PartnersAssessment):
    """What every other tenant, and each partner, is believed."""

    __slots__ = ()

    def judged(self, default: Row, partners: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
        """Return what each is believed (see `PartnersAssessment.judged`).

        Raises:
            MisreadError: when a partner has no id.
        """
        known = agreed_by_tenant(rule, "accepted")
        count = Count()
        count.take(_ruling(EVERY_OTHER, _BY_DEFAULT, default, (), by_default=True))
        for row in partners:
            own_id = required(row, "tenantId", as_guid)
            count.take(_ruling(own_id, own_id, row, known.get(own_id.casefold(), ())))
        return count.judgement()


def _ruling(name: str, own_id: str, row: Row, agreed: Collection[str], *, by_default: bool = False) -> Ruling:
    """Return what one partner came to, who may be believed what is `agreed`, in small letters."""
    passes = (
        "whoever makes a tenant that says yes passes here"
        if by_default
        else "whoever administers that tenant passes here without a further proof: name it, or trust it no longer"
    )
    broken = []
    for group, claims in _CLAIMS.items():
        try:
            accepted = _accepted(row, group, claims, by_default=by_default)
        except MisreadError as misread:
            return Ruling(member=name, unknown=f"may be trusted: {misread}")
        broken += [
            Violation(
                member=name,
                member_id=own_id,
                property=f"{group}.{one}",
                expected=False,
                found=True,
                note=_NOTES.get(one, passes),
            )
            for one in accepted
            if one.casefold() not in agreed
        ]
    return Ruling(member=name, breaks=tuple(broken))


def _accepted(row: Row, group: str, claims: Sequence[str], *, by_default: bool) -> list[str]:
    """Return which of `claims` are true; what is null of a partner is as by default, and judged there.

    Raises:
        MisreadError: when one does not come, or is null by default.
    """
    said = required(row, group, as_object) if by_default else told(row, group, as_object)
    if said is None:
        return []
    return [one for one in claims if (required if by_default else told)(said, one, as_boolean)]


KIND = PartnerTrust(
    token="m365:entra:PartnerTrust",
    title="Trust in other tenants",
    doc=(
        "An assessment, which never writes: no second factor, compliant device or hybrid joined device of another "
        "tenant counts here, and no invitation from or to one is taken without a question, but for what is named of "
        "each partner."
    ),
    key="partner-trust",
    noun="tenants",
    judges=tuple(f"{group}.{one}" for group, claims in _CLAIMS.items() for one in claims),
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
                    doc="What of its proofs counts here, and which invitations are taken without a question.",
                    many=True,
                    required=True,
                    any_case=True,
                    values=tuple(one for claims in _CLAIMS.values() for one in claims),
                    protects=Protects.FEWER,
                ),
            ),
        ),
    ),
    read_permissions=("Policy.Read.All",),
    omits=(
        "who of a partner comes in as a guest, and whom it synchronises here; what else is open for it is judged "
        f"apart. {asked_by_name(DEFAULT, PARTNERS)}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-28)"
    ),
)
