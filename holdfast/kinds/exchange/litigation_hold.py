"""Litigation hold as a rule over all mailboxes: who is held, for how long, and who is not and why.

Group mailboxes and public folder mailboxes cannot be held so; a retention policy keeps them. A mailbox that is deleted
softly cannot be held any more, and is gone after 30 days. Source of both: in-place and litigation holds,
https://learn.microsoft.com/exchange/security-and-compliance/in-place-and-litigation-holds (2026-11-25, assumed).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_days, as_text, as_texts, as_word, required
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.kind import Violation
from holdfast.kinds.services.mailbox import MAILBOX
from holdfast.kinds.services.population import CmdletPopulation
from holdfast.kinds.services.reading import Source
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import CMDLETS, EXCHANGE_ADMINISTRATOR, GLOBAL_READER
from holdfast.model.status import Reason
from holdfast.normalise.durations import UNLIMITED, at_least, parse_days
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader, Tenant

_HELD = "LitigationHoldEnabled"
_DURATION = "LitigationHoldDuration"
_CAPABILITIES = "PersistedCapabilities"
_LICENSES_HOLD = frozenset(
    {
        "exchange_s_enterprise",
        "bpos_s_enterprise",
        "exchange_s_archive_addon",
        "bpos_s_archiveaddon",
        "bpos_s_dlpaddon",
    }
)
"""Capabilities that allow a hold, in lower case (seen in a public client, 2026-11-23)."""
_LICENSES_NONE = frozenset(
    {
        *("none", "bpos_s_deskless", "bpos_s_standard", "bpos_l_standard", "bpos_b_standard"),
        *(
            "bpos_b_customdomain",
            "bpos_s_midsize",
            "bpos_s_foundation",
            "bpos_s_essentials",
            "bpos_unmanaged",
        ),
        *("bpos_s_eopstandardaddon", "bpos_s_eoppremiumaddon", "bpos_s_atpaddon", "bpos_s_analytics"),
        *("bpos_s_equivioanalytics", "bpos_s_customerlockbox", "bpos_s_threatintelligenceaddon"),
        *(
            "bpos_s_bookingsaddon",
            "sbrm",
            "tou_signed",
            "federateduser",
            "partner_managed",
            "masteredonpremise",
        ),
        *("resourcemailbox", "excludedfrombacksync", "umfeaturerestricted", "richcoexistence"),
    }
)
"""Capabilities that allow none, in lower case; any other is one that nobody can judge. Source: the Capability
enumeration, https://learn.microsoft.com/previous-versions/office/exchange-server-api/ff441134(v=exchg.150), and the
parameter SKUCapability of Set-Mailbox (2026-11-26); that these allow none is assumed from the plans they stand for."""
_KNOWN = _LICENSES_HOLD | _LICENSES_NONE
_HELD_TYPES = ("UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox")
_TYPES = (
    *_HELD_TYPES,
    *("ArbitrationMailbox", "AuditLogMailbox", "AuxAuditLogMailbox", "DiscoveryMailbox", "GroupMailbox"),
    *("LegacyMailbox", "LinkedMailbox", "LinkedRoomMailbox", "MonitoringMailbox", "PublicFolderMailbox"),
    *("SchedulingMailbox", "SupervisoryReviewPolicyMailbox", "TeamMailbox"),
)
"""What `RecipientTypeDetails` of a mailbox may be. Source: the parameter of the same name of
https://learn.microsoft.com/powershell/module/exchange/get-mailbox and get-recipient (2026-11-25, assumed)."""
_UNLICENSED = (
    "the mailbox is no longer licensed for a hold, so no apply can mend it: license it again "
    "(Exchange Online Plan 2, or Archiving), or exclude it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LitigationHold(CmdletPopulation):
    """Mailboxes come and go; the rule stays. A mailbox that is held longer than asked obeys it."""

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of active and inactive mailboxes, and those of mailboxes that no hold can reach."""
        limit = rule.get("filter")
        reached = [
            Source(invocation=_mailboxes(IncludeInactiveMailbox=True, **({"Filter": limit} if limit else {})))
        ]
        if limit:
            others = _mailboxes(IncludeInactiveMailbox=True, Filter=f"-not ({limit})")
            reached.append(Source(invocation=others, exempt=Reason.EXCLUDED))
        return (
            *reached,
            Source(invocation=_mailboxes(SoftDeletedMailbox=True), exempt=Reason.DELETED, gone=True),
            Source(invocation=_mailboxes(GroupMailbox=True), exempt=Reason.TYPE),
            Source(invocation=_mailboxes(PublicFolder=True), exempt=Reason.TYPE),
        )

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return "`Get-Mailbox`"

    def member_name(self, row: Mapping[str, Any]) -> str:
        """Return the user principal name; an inactive mailbox may share it with an active one, and says so."""
        name = required(row, "UserPrincipalName", as_text)
        return f"{name} (inactive)" if row.get("IsInactiveMailbox") is True else name

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the excluded mailboxes; an id stays with its user, and a name can be given to somebody else."""
        return frozenset(name.casefold() for name in rule.get("excludedMailboxes") or [])

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """Return what judges one mailbox: by its hold where it has one, whatever its licence says."""
        asked, left_out = parse_days(rule["durationDays"]), self.leaves_out(rule)
        types = {one.casefold() for one in rule.get("mailboxTypes") or ["UserMailbox"]}

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            member, inactive = self.member_name(row), _inactive(row)
            if left_out & _called(row):
                return Ruling(member=member, exempt=Reason.EXCLUDED)
            type_, held = _type(row), _held(row)
            found = _days(row) if held else None
            if type_ not in types:
                return Ruling(member=member, exempt=Reason.TYPE, obeys=held and at_least(found, asked))
            mendable = inactive or _licensed(row)
            strange = [] if mendable else _unknown_capabilities(row)
            if not held and strange:
                known = "made of words of which it is known whether they license a hold"
                raise MisreadError(_CAPABILITIES, known, strange[0])
            if not held and not mendable:
                return Ruling(member=member, exempt=Reason.LICENCE)
            if held and at_least(found, asked):
                # What keeps an inactive mailbox is its hold: one without end is nobody's mistake.
                longer = not inactive and found != asked
                return Ruling(
                    member=member, exceeds=(_difference(member, row, asked, found),) if longer else ()
                )
            broken = _difference(member, row, asked, found)
            mended = replace(broken, remedy=_hold(row, asked))
            told = replace(broken, note=_UNLICENSED)
            return Ruling(member=member, breaks=(mended if mendable or strange else told,))

        return rule_on

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Lift the holds of the rule's own duration (see `Kind.delete`); only where the client file allows it.

        Longer holds, those of mailboxes that the rule does not reach, and those of inactive mailboxes, which would
        be deleted without them, are somebody else's.
        """
        asked, rule_on = parse_days(inputs["durationDays"]), self.ruler(inputs)

        def lift(row: Mapping[str, Any]) -> Invocation | None:
            """Return what lifts the hold of one mailbox; None where it is not the rule's."""
            if _inactive(row) or not _held(row) or _days(row) != asked:
                return None
            if rule_on(row).exempt:
                return None
            return Invocation("Set-Mailbox", {"Identity": row["UserPrincipalName"], _HELD: False})

        lifts = await self.pick(tenant, inputs, lift)
        refused = [outcome for outcome in await tenant.cmdlets.run_all(self.endpoint, lifts) if outcome]
        if refused:
            raise refused[0]

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the duration of most held user mailboxes; unlimited where none is held."""
        rule: dict[str, Any] = {"mailboxTypes": ["UserMailbox"]}

        def duration(row: Mapping[str, Any]) -> int | str | None:
            """Return how long a user's mailbox is held; None where it is not."""
            of_user = _type(row) == "usermailbox"
            return _days(row) if of_user and _held(row) else None

        durations = Counter(await self.pick(tenant, rule, duration))
        return {**rule, "durationDays": durations.most_common(1)[0][0] if durations else UNLIMITED}


def _mailboxes(**parameters: Any) -> Invocation:
    return Invocation("Get-Mailbox", {"ResultSize": "Unlimited", **parameters})


def _type(row: Mapping[str, Any]) -> str:
    """Return what sort of mailbox it is, in lower case."""
    return required(row, "RecipientTypeDetails", partial(as_word, words=_TYPES)).casefold()


def _called(row: Mapping[str, Any]) -> set[str]:
    """Return what an exclusion can call a mailbox, in lower case: its name, and the id of its user."""
    name, user = required(row, "UserPrincipalName", as_text), row.get("ExternalDirectoryObjectId")
    return {name.casefold(), *([user.casefold()] if isinstance(user, str) and user else [])}


def _inactive(row: Mapping[str, Any]) -> bool:
    return required(row, "IsInactiveMailbox", as_boolean)


def _held(row: Mapping[str, Any]) -> bool:
    return required(row, _HELD, as_boolean)


def _days(row: Mapping[str, Any]) -> int | str | None:
    return required(row, _DURATION, as_days)


def _licensed(row: Mapping[str, Any]) -> bool:
    return any(one.casefold() in _LICENSES_HOLD for one in _capabilities(row))


def _capabilities(row: Mapping[str, Any]) -> list[str]:
    return required(row, _CAPABILITIES, as_texts)


def _unknown_capabilities(row: Mapping[str, Any]) -> list[str]:
    """Return the capabilities of which nobody can say whether they allow a hold."""
    return [one for one in _capabilities(row) if one.casefold() not in _KNOWN]


def _difference(
    member: str, row: Mapping[str, Any], asked: int | str | None, found: int | str | None
) -> Violation:
    """Return how a mailbox differs: by the length of its hold, or with nothing `found`, by having none."""
    held = found is not None
    return Violation(
        member=member,
        member_id=str(row.get("ExternalDirectoryObjectId") or ""),
        property="durationDays" if held else "litigationHoldEnabled",
        expected=asked if held else True,
        found=found if held else False,
    )


def _hold(row: Mapping[str, Any], asked: int | str | None) -> Invocation:
    """Return what holds a mailbox; an inactive one is found by its own id, its name may be somebody else's by now."""
    inactive = row.get("IsInactiveMailbox") is True
    who = {"Identity": required(row, "ExchangeGuid", as_text), "InactiveMailbox": True} if inactive else {}
    duration = "Unlimited" if asked == UNLIMITED else str(asked)
    return Invocation(
        "Set-Mailbox", {"Identity": row["UserPrincipalName"], **who, _HELD: True, _DURATION: duration}
    )


KIND = LitigationHold(
    token="m365:exchange:LitigationHold",
    title="Litigation hold",
    doc=(
        "Every mailbox in scope, active or inactive, is on litigation hold for at least the duration. A mailbox that "
        "joins the scope later breaks the rule until the next apply. A hold takes up to four hours to act. Mailboxes "
        "that are not licensed for a hold, excluded, deleted, of a group or of public folders are named, not held."
    ),
    key="litigation-hold",
    noun="mailboxes",
    judges=("litigationHoldEnabled", "durationDays"),
    notes="violations",
    endpoint=Endpoint.EXCHANGE,
    columns=(
        "UserPrincipalName",
        "Alias",
        "ExchangeGuid",
        "ExternalDirectoryObjectId",
        "RecipientTypeDetails",
        "IsInactiveMailbox",
        _CAPABILITIES,
        _HELD,
        _DURATION,
    ),
    slice_by="Alias",
    row_id="ExchangeGuid",
    directory_id="ExternalDirectoryObjectId",
    plans=re.compile(r"EXCHANGE_[A-Z]_(?!FOUNDATION|ARCHIVE)"),
    licensing=re.compile(r"EXCHANGE_S_(ENTERPRISE|ARCHIVE_ADDON)(_|$)"),
    fields=(
        Field(
            name="durationDays",
            doc="Days that every item is held from its receipt or creation on, or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            stricter=Stricter.HIGHER,
        ),
        Field(
            name="mailboxTypes",
            doc="`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.",
            many=True,
            any_case=True,
            required=True,
            values=_HELD_TYPES,
            protects=Protects.MORE,
        ),
        Field(
            name="filter",
            doc=(
                "Further limits, in the language of `Get-Mailbox -Filter`. Whoever can change what it asks about can "
                "take a mailbox out of reach: it is named, and not held."
            ),
            protects=Protects.UNSET,
        ),
        Field(
            name="excludedMailboxes",
            doc="User principal names that the rule leaves out, or ids of users, which cannot be given to others.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        Field(name="violations", doc="Mailboxes that broke the rule when last read.", many=True, output=True),
        Field(
            name="unmendable",
            doc="Mailboxes that break the rule and that no apply can mend, each with the reason.",
            many=True,
            output=True,
        ),
        Field(
            name="accepted",
            doc="What of mailboxes the client file has accepted: left as it is.",
            many=True,
            output=True,
        ),
    ),
    answers=("Get-Mailbox",),
    harmless=MAILBOX,
    omits="mailboxes that are inactive, deleted softly, of groups or of public folders: each is asked for apart.",
    audit_operations=("Set-Mailbox",),
    protects_data=True,
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", "User.Read.All"),
    write_permissions=(CMDLETS,),
    read_roles=(GLOBAL_READER,),
    write_roles=(EXCHANGE_ADMINISTRATOR,),
    licence="",
    source="https://learn.microsoft.com/purview/ediscovery-create-a-litigation-hold (2026-11-24)",
)
