"""Rules over the tenant's mailboxes: which lists hold them all, who a mailbox is, and what its rows say besides.

Every rule asks for the same lists in the same words, so that they are read once for all rules (`reading.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid_of_exchange,
    as_word,
    required,
    required_text,
)
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.exchange_rule import ExchangeRule
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.reading import Source
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.directory import USER
from holdfast.model.letters import one_case
from holdfast.model.licence import plans_of
from holdfast.model.permission import CMDLETS
from holdfast.model.status import Reason
from holdfast.tenant.asked import quoted
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Mapping[str, Any]

MAKES_MAILBOXES = re.compile(r"EXCHANGE_([A-Z]_(?!FOUNDATION|ARCHIVE)|LITE)", re.IGNORECASE)
"""Names of the service plans whose holders have a mailbox: the larger ones, and those of frontline workers."""
LICENSES_HOLDS = plans_of("EXCHANGE_S_ENTERPRISE")
"""Names of the service plans whose holders no rule over mailboxes leaves out for want of a licence."""
REACHED_TYPES = ("UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox")
"""What `RecipientTypeDetails` may be of mailboxes that a rule can be for."""
_TYPES = (
    *REACHED_TYPES,
    *("ArbitrationMailbox", "AuditLogMailbox", "AuxAuditLogMailbox", "DiscoveryMailbox", "GroupMailbox"),
    *("LegacyMailbox", "LinkedMailbox", "LinkedRoomMailbox", "MonitoringMailbox", "PublicFolderMailbox"),
    *("SchedulingMailbox", "SupervisoryReviewPolicyMailbox", "TeamMailbox"),
)
"""What `RecipientTypeDetails` of a mailbox may be. Source: the parameter of the same name of
https://learn.microsoft.com/powershell/module/exchange/get-mailbox and get-recipient (2026-11-25, assumed)."""
PLAIN_TYPES = {one: one.casefold() for one in _TYPES}
"""As the service writes them, and in lower case."""

OF_GROUP, OF_FOLDERS = "groupmailbox", "publicfoldermailbox"
"""What a group's mailbox says of itself is so; what one of public folders does holds for no folder in it (assumed)."""
NEVER_REACHED = frozenset({OF_GROUP, OF_FOLDERS})
"""Types of mailboxes, in lower case, that no setting brings into reach."""

_SERVICES_OWN = frozenset(
    {"arbitrationmailbox", "auditlogmailbox", "auxauditlogmailbox", "monitoringmailbox"}
)
"""Types of mailboxes that Exchange has for itself."""
_DISCOVERY = "discoverymailbox"
_EVERY_TENANTS = "discoverysearchmailbox{d919ba05-46a6-415f-80ad-7e09334bb852}"
"""Alias of the discovery mailbox that Exchange makes in every tenant, in lower case; nobody's mail comes there. Source:
https://learn.microsoft.com/exchange/security-and-compliance/in-place-ediscovery/re-create-the-discovery-system-mailbox
(recalled, 2026-11-29)."""

DIRECTORY_ID = "ExternalDirectoryObjectId"
"""What a mailbox says of its user; `mailbox_id` reads it."""
WHO = (
    "UserPrincipalName",
    "Alias",
    "ExchangeGuid",
    DIRECTORY_ID,
    "RecipientTypeDetails",
    "IsInactiveMailbox",
)
"""Columns that every rule needs."""
INACTIVE = " (inactive)"
"""What stands behind the name of an inactive mailbox."""


LEFT_TO_OTHER_LISTS = (
    "mailboxes that are inactive, deleted softly, of groups or of public folders: each is asked for apart. "
    f"{asked_by_name('Get-Mailbox', '/users')}"
)
"""What `Get-Mailbox` leaves out, and what is done about it."""

MAILBOX = (
    Harmless(
        """
            UserPrincipalName ExternalDirectoryObjectId RecipientTypeDetails LitigationHoldEnabled
            LitigationHoldDuration PersistedCapabilities SingleItemRecoveryEnabled RetainDeletedItemsFor
            UseDatabaseRetentionDefaults AuditEnabled AuditLogAgeLimit AuditAdmin AuditDelegate AuditOwner
            DefaultAuditSet AccountDisabled SKUAssigned InPlaceHolds
            ComplianceTagHoldApplied DelayHoldApplied DelayReleaseHoldApplied IsSoftDeletedByRemove
            IsSoftDeletedByDisable ElcProcessingDisabled
        """,
        "what rules over mailboxes are judged by, each by its own, or told with",
    ),
    Harmless(
        """
            LitigationHoldOwner LitigationHoldDate
        """,
        "who set the hold, and when; whether it is there and how long is judged",
    ),
    Harmless(
        """
            RetainDeletedItemsUntilBackup RetentionHoldEnabled RetentionComment RetentionUrl RetentionPolicy
            ArchiveStatus ArchiveState ArchiveQuota ArchiveWarningQuota
            ArchiveDomain ArchiveDatabase AutoExpandingArchiveEnabled JournalArchiveAddress
            CalendarVersionStoreDisabled RecoverableItemsQuota RecoverableItemsWarningQuota
            ArchiveName PitrCopyIntervalInSeconds
            ArchiveGuid ArchiveDatabaseGuid DisabledArchiveGuid StartDateForRetentionHold
            EndDateForRetentionHold
        """,
        "archives, other holds: none shortens what a rule asks for; other controls' matter",
    ),
    Harmless(
        """
            RecipientType WasInactiveMailbox IsInactiveMailbox
            IsMailboxEnabled IsResource IsShared IsLinked IsDirSynced IsMonitoringMailbox
            IsPublicFolderSystemMailbox IsRootPublicFolderMailbox MailboxMoveStatus
            RemoteRecipientType RecipientSoftDeletedStatus InactiveMailboxRetireTime WhenSoftDeleted
        """,
        "the state and type of the mailbox: which of them the rule reaches is asked with the list",
    ),
    Harmless(
        """
            ForwardingAddress ForwardingSmtpAddress DeliverToMailboxAndForward MessageCopyForSentAsEnabled
            MessageCopyForSendOnBehalfEnabled MessageCopyForSMTPClientSubmissionEnabled
            MessageTrackingReadStatusEnabled MessageRecallProcessingEnabled
            RequireSenderAuthenticationEnabled ModerationEnabled SendModerationNotifications
            ExternalOofOptions MaxSendSize MaxReceiveSize RecipientLimits GrantSendOnBehalfTo
            AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers AcceptMessagesOnlyFromSendersOrMembers
            RejectMessagesFrom RejectMessagesFromDLMembers RejectMessagesFromSendersOrMembers
            BypassModerationFromSendersOrMembers ModeratedBy
        """,
        "how mail comes and goes: an item that is kept stays whatever happens to its copies",
    ),
    Harmless(
        """
            DisplayName PrimarySmtpAddress Alias Identity Id Name WindowsLiveID MicrosoftOnlineServicesID
            WindowsEmailAddress HiddenFromAddressListsEnabled CalendarRepairDisabled
            IsExcludedFromServingHierarchy IsHierarchyReady IsHierarchySyncEnabled IsValid ResourceType
            ResourceCapacity RoomMailboxAccountEnabled UsageLocation MailboxRegion MailboxRelease
            ProhibitSendQuota ProhibitSendReceiveQuota IssueWarningQuota CalendarLoggingQuota RulesQuota
            UseDatabaseQuotaDefaults RoleAssignmentPolicy SharingPolicy AddressBookPolicy
            DataEncryptionPolicy ThrottlingPolicy ImmutableId Office SimpleDisplayName MailTip
            EmailAddressPolicyEnabled ExchangeVersion CustomAttribute1 CustomAttribute2 CustomAttribute3
            CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8
            CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13
            CustomAttribute14 CustomAttribute15 EmailAddresses MailTipTranslations AdministrativeUnits
            Languages ResourceCustom Extensions NonCompliantDevices UserCertificate UserSMimeCertificate
            ObjectClass ExtensionCustomAttribute1 ExtensionCustomAttribute2 ExtensionCustomAttribute3
            ExtensionCustomAttribute4 ExtensionCustomAttribute5 ExchangeGuid Guid ExchangeObjectId
            WhenMailboxCreated WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC
        """,
        "names, quotas, region and dates",
    ),
)
"""Statements about a mailbox, for the kinds that judge mailboxes. Source: the properties of a live row (2026-11-24)."""


@kind_class
class OverMailboxes(ExchangeRule):
    """A rule over mailboxes, whichever cmdlet lists them: their users are held against those who should have one."""

    noun: str = "mailboxes"
    directory_id: str = DIRECTORY_ID
    plans: re.Pattern[str] = MAKES_MAILBOXES
    licensing: re.Pattern[str] = LICENSES_HOLDS
    read_permissions: tuple[str, ...] = (CMDLETS, "LicenseAssignment.Read.All", "User.Read.All")

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the excluded mailboxes; an id stays with its user, and a name can be given to somebody else."""
        return frozenset(one_case(name) for name in rule.get("excludedMailboxes") or [])


def _says_inactive(row: Row) -> bool:
    """Return whether a mailbox says that it is inactive; one that says nothing is judged by `is_inactive`."""
    return row.get("IsInactiveMailbox") is True


@kind_class
class MailboxRule(OverMailboxes):
    """A rule over all mailboxes of some types. A subclass says what is asked of each, and how it is mended."""

    slice_by: str = "Alias"
    row_id: str = "ExchangeGuid"
    is_gone: Callable[[Row], bool] | None = _says_inactive
    answers: tuple[str, ...] = ("Get-Mailbox",)
    harmless: tuple[Harmless, ...] = MAILBOX
    omits: str = LEFT_TO_OTHER_LISTS
    audit_operations: tuple[str, ...] = ("Set-Mailbox",)
    of_people: bool = False
    """Whether the rule is about mailboxes of people and nothing else, so that it concerns no group and no folder."""

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of active and inactive mailboxes, and those of mailboxes that no rule can reach."""
        limit = rule.get("filter")
        reached = [
            Source(invocation=_mailboxes(IncludeInactiveMailbox=True, **({"Filter": limit} if limit else {})))
        ]
        if limit:
            others = _mailboxes(IncludeInactiveMailbox=True, Filter=f"-not ({limit})")
            reached.append(Source(invocation=others, exempt=Reason.EXCLUDED))
        return (
            *reached,
            Source(invocation=_mailboxes(SoftDeletedMailbox=True), exempt=self.of_deleted(), gone=True),
            Source(invocation=_mailboxes(GroupMailbox=True)),
            Source(invocation=_mailboxes(PublicFolder=True)),
        )

    def only(self, rule: Mapping[str, Any], ids: Sequence[str]) -> Sequence[Source]:
        """Return the list of these mailboxes (see `CmdletPopulation.only`).

        That they can be asked for so: https://learn.microsoft.com/powershell/exchange/filter-properties, ExchangeGuid
        (2026-11-28, from a copy). How many one filter may name is not documented.
        """
        those = " -or ".join(f"{self.row_id} -eq {quoted(one)}" for one in ids)
        limit = rule.get("filter")
        asked = f"({limit}) -and ({those})" if limit else those
        return (Source(invocation=_mailboxes(IncludeInactiveMailbox=True, Filter=asked)),)

    def of_deleted(self) -> Reason:
        """Return why the mailbox of somebody who is deleted is out of reach.

        It stands for data that the rule does not protect, unless a subclass says that nothing can happen to it there.
        """
        return Reason.DELETED

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return "`Get-Mailbox`"

    def member_name(self, row: Row) -> str:
        """Return the user principal name; an inactive mailbox may share it with an active one, and says so."""
        name = required_text(row, "UserPrincipalName")
        return f"{name}{INACTIVE}" if _says_inactive(row) else name

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox: whether the rule reaches it, and what it says where it does.

        One of another type says as well whether it obeys all the same: a type is no way out of a rule. Nothing but what
        keeps it can be asked of one that no setting brings into reach, such as a group's.
        """
        left_out, judged = self.leaves_out(rule), self.ruler_in_reach(rule)
        types, beyond = reached_types(rule), self.beyond(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            if left_out and left_out & _called(row):
                return Ruling(member=self.member_name(row), exempt=Reason.EXCLUDED)
            if (sort := mailbox_type(row)) in types:
                return judged(row)
            if _is_the_services_own(sort, row):
                return Ruling(member=self.member_name(row), exempt=Reason.NOT_CONCERNED)
            told = _of_another_type(self.member_name(row), judged, row)
            return beyond(told, sort, row) if sort in NEVER_REACHED else told

        return rule_on

    def beyond(self, rule: Mapping[str, Any]) -> Callable[[Ruling, str, Row], Ruling]:
        """Return what judges a mailbox that no setting brings into reach, by what it came to so far, and its type."""

        def rule_on(told: Ruling, sort: str, _: Row) -> Ruling:
            """Judge one."""
            concerns = not self.of_people and not (told.obeys and sort == OF_GROUP)
            return told if concerns else replace(told, exempt=Reason.NOT_CONCERNED)

        return rule_on

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges a mailbox that the rule is for."""
        raise NotImplementedError


def reached_types(rule: Mapping[str, Any]) -> set[str]:
    """Return the types of the mailboxes that a rule is for, in lower case."""
    return {one.casefold() for one in rule.get("mailboxTypes") or ["UserMailbox"]}


def _of_another_type(name: str, judged: Callable[[Row], Ruling], row: Row) -> Ruling:
    """Return what a mailbox comes to that a rule does not reach; whether it is as the rule asks is told as well."""
    try:
        ruling = judged(row)
    except MisreadError:  # what is not understood does not obey
        return Ruling(member=name, exempt=Reason.TYPE)
    if ruling.waits:
        return Ruling(member=name, exempt=Reason.TYPE, waits=ruling.waits)
    obeys = not ruling.breaks and not ruling.exempt and not ruling.unknown
    return Ruling(member=name, exempt=Reason.TYPE, obeys=obeys)


def _is_the_services_own(sort: str, row: Row) -> bool:
    """Return whether Exchange has a mailbox for itself, so that there is nobody's mail in it."""
    return sort in _SERVICES_OWN or (sort == _DISCOVERY and one_case(str(row.get("Alias"))) == _EVERY_TENANTS)


def _called(row: Row) -> set[str]:
    """Return what an exclusion can call a mailbox, in lower case: its name, and the id of its user."""
    name, user = required_text(row, "UserPrincipalName"), mailbox_id(row)
    return {one_case(name), *([user] if user else [])}


def mailbox_type(row: Row) -> str:
    """Return what sort of mailbox it is, in lower case.

    Raises:
        MisreadError: a sort that nobody has seen.
    """
    said = row.get("RecipientTypeDetails")
    plain = PLAIN_TYPES.get(said) if said.__class__ is str else None
    return plain or required(row, "RecipientTypeDetails", partial(as_word, words=_TYPES)).casefold()


def is_inactive(row: Row) -> bool:
    """Return whether the user of a mailbox is deleted, and a hold keeps it.

    Raises:
        MisreadError: it does not say.
    """
    return required(row, "IsInactiveMailbox", as_boolean)


def mailbox_id(row: Row) -> str:
    """Return the directory's id of the mailbox's user, as the directory spells it; empty where it has none.

    Raises:
        MisreadError: it is no id.
    """
    said = row.get(DIRECTORY_ID)
    return as_guid_of_exchange(said, DIRECTORY_ID) if said not in (None, "") else ""


def set_mailbox(row: Row, **setting: Any) -> Invocation:
    """Return what changes a mailbox, by its own id: a name may be somebody else's by the time it is written.

    That `-Identity` takes it is recalled of https://learn.microsoft.com/powershell/module/exchange/set-mailbox: a GUID,
    and it does not say which one.

    Raises:
        MisreadError: it does not tell its id; another text would be an address or an alias, which somebody may have.
    """
    who: dict[str, Any] = {"Identity": required(row, "ExchangeGuid", as_guid_of_exchange)}
    if _says_inactive(row):
        who["InactiveMailbox"] = True
    return Invocation("Set-Mailbox", {**who, **setting})


def _mailboxes(**parameters: Any) -> Invocation:
    return Invocation("Get-Mailbox", {"ResultSize": "Unlimited", **parameters})


MAILBOX_TYPES = Field(
    name="mailboxTypes",
    doc="`UserMailbox`, `SharedMailbox`, `RoomMailbox`, `EquipmentMailbox`.",
    many=True,
    any_case=True,
    required=True,
    values=REACHED_TYPES,
    protects=Protects.MORE,
)
EXCLUDED_MAILBOXES = Field(
    name="excludedMailboxes",
    doc="User principal names that the rule leaves out, or ids of users, which cannot be given to others.",
    many=True,
    any_case=True,
    names_of=USER,
    protects=Protects.FEWER,
)
NOTED = (
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
)
"""What is told of the members in a state."""
