"""Rules over the protocols of every mailbox: one list for all of them, and the cmdlet that mends a mailbox.

Source: `Set-CASMailbox`, https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27). That the
rows carry the id of the user and the primary address is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_guid_of_exchange, as_text, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.mailbox import DIRECTORY_ID, OverMailboxes, mailbox_id
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.reading import Source
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.directory import USER
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

CAS_MAILBOXES = "Get-CASMailbox"
_ADDRESS = "PrimarySmtpAddress"
CAS_COLUMNS = ("Name", "Guid", DIRECTORY_ID, _ADDRESS)
"""Columns that every such rule needs."""
_BY_NAME = asked_by_name(CAS_MAILBOXES, "/users")


@kind_class
class CasMailboxRule(OverMailboxes):
    """Mailboxes come and go; the rule stays. A subclass says in what a mailbox breaks it."""

    slice_by: str = "Name"
    row_id: str = "Guid"
    answers: tuple[str, ...] = (CAS_MAILBOXES,)
    omits: str = (
        "mailboxes that are inactive, deleted, of groups or of public folders: nobody signs in to them. "
        f"{_BY_NAME}"
    )
    audit_operations: tuple[str, ...] = ("Set-CASMailbox",)

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`{CAS_MAILBOXES}`"

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the one list of all active mailboxes: nobody signs in to the others."""
        return (Source(invocation=Invocation(CAS_MAILBOXES, {"ResultSize": "Unlimited"})),)

    def member_name(self, row: Row) -> str:
        """Return the primary address."""
        return required(row, _ADDRESS, as_text)

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox by its own switches."""
        left_out = self.leaves_out(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            if left_out & {one_case(name), mailbox_id(row)}:
                return Ruling(member=name, exempt=Reason.EXCLUDED)
            return Ruling(member=name, breaks=self.broken(row))

        return rule_on

    def broken(self, row: Row) -> tuple[Violation, ...]:
        """Return in what a mailbox breaks the rule; nothing where it obeys.

        Raises:
            MisreadError: nobody has seen such a row.
        """
        raise NotImplementedError

    def violation(self, row: Row, column: str, *, expected: bool) -> Violation:
        """Return that a switch of a mailbox is the other way round, and what turns it."""
        return Violation(
            member=self.member_name(row),
            member_id=mailbox_id(row),
            property=f"{column[0].lower()}{column[1:]}",
            expected=expected,
            found=not expected,
            remedy=Invocation(
                "Set-CASMailbox",
                {"Identity": required(row, self.row_id, as_guid_of_exchange), column: expected},
            ),
        )

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over all mailboxes; there is nothing to choose."""
        return {}


EXCLUDED_CAS_MAILBOXES = Field(
    name="excludedMailboxes",
    doc="Primary addresses of mailboxes that the rule leaves out, or ids of users.",
    many=True,
    any_case=True,
    names_of=USER,
    protects=Protects.FEWER,
)
_PROTOCOLS = """
    ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs ActiveSyncDebugLogging ActiveSyncEnabled
    ActiveSyncMailboxPolicy ActiveSyncSuppressReadReceipt EwsAllowEntourage EwsAllowList EwsAllowMacOutlook
    EwsAllowOutlook EwsApplicationAccessPolicy EwsBlockList EwsEnabled ImapEnabled ImapMessagesRetrievalMimeFormat
    ImapForceICalForCalendarRetrievalOption ImapSuppressReadReceipt ImapUseProtocolDefaults MacOutlookEnabled
    MAPIEnabled OneWinNativeOutlookEnabled OutlookMobileEnabled OWAEnabled OWAforDevicesEnabled OwaMailboxPolicy
    PopEnabled PopForceICalForCalendarRetrievalOption PopMessagesRetrievalMimeFormat PopSuppressReadReceipt
    PopUseProtocolDefaults PublicFolderClientAccess ShowGalAsDefaultView SmtpClientAuthenticationDisabled
    UniversalOutlookEnabled HasActiveSyncDevicePartnership ECPEnabled IsOptimizedForAccessibility
    MAPIBlockOutlookExternalConnectivity
"""


def of_protocols(*judged: str) -> tuple[Harmless, ...]:
    """Return the statements about a row, for a rule that judges the columns `judged`."""
    others = " ".join(one for one in _PROTOCOLS.split() if one not in judged)
    return (
        Harmless(f"{' '.join(judged)} {_ADDRESS} {DIRECTORY_ID}", "what the rule is about, or told with it"),
        Harmless(others, "other ways into a mailbox, which sign-in policies and other rules see to"),
        Harmless(
            """
                EmailAddresses DisplayName ServerName LegacyExchangeDN SamAccountName AdminDisplayName Identity Id
                IsValid ExchangeVersion Name DistinguishedName ObjectCategory ObjectClass WhenChanged WhenCreated
                WhenChangedUTC WhenCreatedUTC ExchangeObjectId OrganizationalUnitRoot OrganizationId Guid
                OriginatingServer ObjectState
            """,
            "which mailbox it is, and where the service keeps it",
        ),
    )
