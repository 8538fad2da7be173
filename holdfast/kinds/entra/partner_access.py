"""What is open for single other tenants, assessed: no way that is closed by default is open for one that nobody named.

Settings for one tenant go before the default ones, so that a default that lets nobody through says nothing of a
partner. What a partner does not say is as by default. A way that is open by default is open for every tenant, and
is told where the default is declared. A partner that the rule names may have open what is written for it, and no more.

Sources (2026-11-30): https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (what
is null is as by default) and https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyb2bsetting: what is
no target is treated the other way, so that only a block of everybody and everything closes a way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_list,
    as_object,
    as_text,
    as_word,
    member,
    required,
)
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
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

    Row = Mapping[str, Any]

_BOTH = ("usersAndGroups", "applications")
_WAYS = {
    "b2bDirectConnectInbound": (_BOTH, "people of that tenant open things here without a guest account"),
    "b2bDirectConnectOutbound": (_BOTH, "people from here open things there without a guest account"),
    "b2bCollaborationOutbound": (_BOTH, "people from here are guests there"),
    "m365CollaborationInbound": (
        ("users",),
        "people of that tenant are trusted here without a guest account, such as with calendars",
    ),
    "appServiceConnectInbound": (("applications",), "applications of that tenant connect to this one"),
}
"""The ways that are closed by default, by Microsoft or by a client: the parts of each, and what an open one lets in."""
_EVERYBODY, _EVERY_APP = "allusers", "allapplications"
"""The targets that are all of a part, in small letters."""


class PartnerAccess(PartnersAssessment):
    """What is open for every other tenant, and for each partner."""

    __slots__ = ()

    def judged(self, default: Row, partners: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
        """Return what is open for each (see `PartnersAssessment.judged`).

        Raises:
            MisreadError: when a partner has no id, or what the default closes is not understood.
        """
        closed = [way for way in _WAYS if _is_closed(default, way)]
        known = agreed_by_tenant(rule, "opened")
        count = Count()
        count.take(Ruling(member=EVERY_OTHER))  # what is open by default is judged where that is declared
        for row in partners:
            own_id = required(row, "tenantId", as_guid)
            count.take(_ruling(own_id, row, closed, known.get(own_id.casefold(), ())))
        return count.judgement()


def _ruling(own_id: str, row: Row, closed: Sequence[str], agreed: Collection[str]) -> Ruling:
    """Return what one partner came to, for whom what is `agreed` may be open, in small letters."""
    try:
        opened = [one for one in closed if not _is_closed(row, one)]
    except MisreadError as misread:
        return Ruling(member=own_id, unknown=f"may have open what is closed by default: {misread}")
    return Ruling(
        member=own_id,
        breaks=tuple(
            Violation(
                member=own_id,
                member_id=own_id,
                property=one,
                expected="blocked",
                found="allowed",
                note=f"{_WAYS[one][1]}: name that tenant, or close it",
            )
            for one in opened
            if one.casefold() not in agreed
        ),
    )


def _is_closed(row: Row, way: str) -> bool:
    """Return whether a way lets nobody through; what is not told of it opens nothing.

    Raises:
        MisreadError: when it is not understood.
    """
    said = member(row, way, as_object) or {}
    return all(
        required(side, "accessType", _access).casefold() == "blocked"
        and (_EVERY_APP if part == "applications" else _EVERYBODY) in _targets(side)
        for part, side in _sides(said, way)
    )


def _sides(said: Row, way: str) -> Iterator[tuple[str, Row]]:
    for part in _WAYS[way][0]:
        side = member(said, part, as_object)
        if side is not None:
            yield part, side


def _targets(side: Row) -> set[str]:
    rows = required(side, "targets", as_list)
    return {required(as_object(one, "targets[]"), "target", as_text).casefold() for one in rows}


def _access(value: Any, path: str) -> str:
    return as_word(value, path, ("allowed", "blocked"))


KIND = PartnerAccess(
    token="m365:entra:PartnerAccess",
    title="Access of other tenants",
    doc=(
        "An assessment, which never writes: no way between this tenant and another one that is closed by default is "
        "open for a single tenant, but for what is named of each."
    ),
    key="partner-access",
    noun="tenants",
    judges=tuple(_WAYS),
    audit_category="CrossTenantAccessSettings",
    fields=(
        Field(
            name="partners",
            doc="The tenants for which something is open, each with what.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="tenantId", doc="Its id.", required=True, any_case=True),
                Field(
                    name="opened",
                    doc="The ways that may be open for it.",
                    many=True,
                    required=True,
                    any_case=True,
                    values=tuple(_WAYS),
                    protects=Protects.FEWER,
                ),
            ),
        ),
    ),
    read_permissions=("Policy.Read.All",),
    omits=(
        "for whom of a named tenant, and to what, a way is open; who of a partner comes in as a guest, and whom it "
        f"synchronises here. {asked_by_name(DEFAULT, PARTNERS)}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner (2026-11-30)"
    ),
)
