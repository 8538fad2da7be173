"""Authenticated SMTP as a rule over all mailboxes: none has it on for itself, past the organization's switch.

A mailbox that says nothing (null) follows the organization; one that says false sends although the organization has it
off. Source: `SmtpClientAuthenticationDisabled`, https://learn.microsoft.com/powershell/module/exchange/set-casmailbox
(2026-11-27). That the rows carry the id of the user and the primary address is recalled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, member, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.mailbox import LICENSES_HOLDS, MAKES_MAILBOXES, NOTED, mailbox_id
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.population import CmdletPopulation
from holdfast.kinds.services.reading import Source
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CMDLETS, EXCHANGE_ADMINISTRATOR, GLOBAL_READER
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_DISABLED = "SmtpClientAuthenticationDisabled"
_ADDRESS = "PrimarySmtpAddress"
_USER = "ExternalDirectoryObjectId"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpClientAuthentication(CmdletPopulation):
    """Mailboxes come and go; the rule stays."""

    endpoint: Endpoint = Endpoint.EXCHANGE
    slice_by: str = "Name"
    row_id: str = "Guid"
    directory_id: str = _USER
    plans: re.Pattern[str] | None = MAKES_MAILBOXES
    licensing: re.Pattern[str] | None = LICENSES_HOLDS

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return "`Get-CASMailbox`"

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the one list of all active mailboxes: nobody signs in to the others."""
        return (Source(invocation=Invocation("Get-CASMailbox", {"ResultSize": "Unlimited"})),)

    def member_name(self, row: Row) -> str:
        """Return the primary address."""
        return required(row, _ADDRESS, as_text)

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the excluded mailboxes, in lower case."""
        return frozenset(name.casefold() for name in rule.get("excludedMailboxes") or [])

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox by its own switch."""
        left_out = self.leaves_out(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            if left_out & {name.casefold(), mailbox_id(row).casefold()}:
                return Ruling(member=name, exempt=Reason.EXCLUDED)
            return Ruling(member=name, breaks=(_sends(name, row),) if _is_open(row) else ())

        return rule_on

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over all mailboxes; there is nothing to choose."""
        return {}


def _is_open(row: Row) -> bool:
    """Return whether a mailbox has it on for itself.

    Raises:
        MisreadError: it does not say, which is not null.
    """
    if _DISABLED not in row:
        raise MisreadError(_DISABLED, "true, false or null", None)
    return member(row, _DISABLED, as_boolean) is False


def _sends(name: str, row: Row) -> Violation:
    """Return that a mailbox sends by authenticated SMTP, and what stops it."""
    return Violation(
        member=name,
        member_id=mailbox_id(row),
        property="smtpClientAuthenticationDisabled",
        expected=True,
        found=False,
        remedy=Invocation("Set-CASMailbox", {"Identity": required(row, "Guid", as_text), _DISABLED: True}),
    )


_BY_NAME = asked_by_name(
    "Get-CASMailbox",
    "/users",
)

KIND = SmtpClientAuthentication(
    token="m365:exchange:SmtpClientAuthentication",
    title="Authenticated SMTP of mailboxes",
    doc=(
        "No mailbox has authenticated SMTP on for itself. One that is given it later breaks the rule until the next "
        "apply. Those that are excluded are named."
    ),
    key="smtp-client-authentication",
    noun="mailboxes",
    judges=("smtpClientAuthenticationDisabled",),
    columns=("Name", "Guid", _USER, _ADDRESS, _DISABLED),
    notes="violations",
    fields=(
        Field(
            name="excludedMailboxes",
            doc="Primary addresses of mailboxes that the rule leaves out, or ids of users.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        *NOTED,
    ),
    answers=("Get-CASMailbox",),
    omits=f"mailboxes that are inactive, deleted, of groups or of public folders: nobody signs in to them. {_BY_NAME}",
    harmless=(
        Harmless(f"{_DISABLED} {_ADDRESS} {_USER}", "what the rule is about, or told with it"),
        Harmless(
            """
                ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs ActiveSyncDebugLogging ActiveSyncEnabled
                ActiveSyncMailboxPolicy ActiveSyncSuppressReadReceipt EwsAllowEntourage EwsAllowList
                EwsAllowMacOutlook EwsAllowOutlook EwsApplicationAccessPolicy EwsBlockList EwsEnabled ImapEnabled
                ImapMessagesRetrievalMimeFormat ImapForceICalForCalendarRetrievalOption ImapSuppressReadReceipt
                ImapUseProtocolDefaults MacOutlookEnabled MAPIEnabled OneWinNativeOutlookEnabled
                OutlookMobileEnabled OWAEnabled OWAforDevicesEnabled OwaMailboxPolicy PopEnabled
                PopForceICalForCalendarRetrievalOption PopMessagesRetrievalMimeFormat PopSuppressReadReceipt
                PopUseProtocolDefaults PublicFolderClientAccess ShowGalAsDefaultView UniversalOutlookEnabled
                HasActiveSyncDevicePartnership ECPEnabled IsOptimizedForAccessibility
                MAPIBlockOutlookExternalConnectivity
            """,
            "other ways into a mailbox, which sign-in policies see to",
        ),
        Harmless(
            """
                EmailAddresses DisplayName ServerName LegacyExchangeDN SamAccountName AdminDisplayName Identity Id
                IsValid ExchangeVersion Name DistinguishedName ObjectCategory ObjectClass WhenChanged WhenCreated
                WhenChangedUTC WhenCreatedUTC ExchangeObjectId OrganizationalUnitRoot OrganizationId Guid
                OriginatingServer ObjectState
            """,
            "which mailbox it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-CASMailbox",),
    protects_data=True,
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", "User.Read.All"),
    write_permissions=(CMDLETS,),
    read_roles=(GLOBAL_READER,),
    write_roles=(EXCHANGE_ADMINISTRATOR,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/set-casmailbox (2026-11-27)",
)
