"""Whether anything ends in mailboxes at all, assessed: what deletes there does it through the Managed Folder Assistant.

The organization can have it pass over everybody (`ElcProcessingDisabled`), which no policy shows: policies are
distributed and in force, and nothing is deleted. A mailbox under a policy with Preservation Lock is looked at all the
same. Source: https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (verified in its repository,
2026-11-28). Switching it on has everything deleted at once that any policy, ours or not, would have deleted meanwhile:
that is for a person to do, and never written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, member, not_understood, required
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.model.errors import ReadError
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

_ASKED = Invocation("Get-OrganizationConfig", {})
_OFF, _NAME = "ElcProcessingDisabled", "Name"
_PASSED_OVER = "elcProcessingDisabled"
_EVERYBODY = "all mailboxes"
_NOTE = (
    "nothing in mailboxes is deleted while the Managed Folder Assistant passes over all of them, but for those under a "
    "policy with Preservation Lock: Set-OrganizationConfig -ElcProcessingDisabled $false, after which everything goes "
    "whose time is over"
)


class ManagedFolderAssistant(Assessment):
    """All mailboxes are the one member; audit records name the organization (assumed)."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`{_ASKED.cmdlet}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess the organization's switch (see `PopulationKind.judge`)."""
        rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, _ASKED, (_NAME, _OFF))
        if len(rows) != 1:
            told = f"{self.title}: {_ASKED.cmdlet} gave {len(rows)} rows, and every tenant has exactly one"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        try:
            off, name = required(rows[0], _OFF, as_boolean), member(rows[0], _NAME, as_text) or ""
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        if not off:
            return Judgement(covered=1, violations=(), exempt={})
        violation = Violation(
            member=_EVERYBODY, member_id=name, property=_PASSED_OVER, expected=False, found=True, note=_NOTE
        )
        return Judgement(covered=0, violations=(violation,), exempt={})


_BY_NAME = asked_by_name(_ASKED.cmdlet)

KIND = ManagedFolderAssistant(
    token="m365:exchange:ManagedFolderAssistant",
    title="Managed Folder Assistant",
    doc=(
        "An assessment, which never writes: the organization lets the Managed Folder Assistant look at mailboxes, "
        "without which nothing in them is ever deleted by policy."
    ),
    key="managed-folder-assistant",
    noun="mailboxes",
    judges=(_PASSED_OVER,),
    fields=(),
    audit_operations=("Set-OrganizationConfig",),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    omits=f"single mailboxes that it passes over: `Endings of personal data` tells them. {_BY_NAME}",
    source="https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-28)",
)
