"""What a case or an investigation needs is on hold, until somebody ends it.

What is enforced: for each listed case an eDiscovery case of that name, in it a hold policy of the same name, and in
that the listed mailboxes, sites and drives, with everything in them. A mailbox or site that somebody takes out is
drift and put back. A case that was closed, a hold that is off, holds a part by a query, reports an error, or did not
reach one of its places, is drift as well; that is for people to mend in the Purview portal, because the interface
changes nothing of a hold but its text and its sources. More than is listed obeys no list: it is told, and taken out
only with an entry of `i_understand`.

Why: a litigation hold keeps mail; a hold of a case keeps files too, has no end that runs out unseen, and says for
what it is. Closing a case switches its holds off, and thirty days later what only they kept can go.

Who is affected: nobody notices. What people delete in a mailbox or site on hold is kept, and counts into its storage;
a site on hold cannot be deleted.

How to roll back: cases and holds stay when the control is removed or switched off, because they protect data;
`holdfast:delete_protected_data: true` in the client file has a hold deleted that is listed no longer, never its case.
That, and a smaller scope, needs an entry of `i_understand`.

Which interface: Microsoft Graph (`/security/cases/ediscoveryCases`, `legalHolds`), not `New-ComplianceCase`,
`New-CaseHoldPolicy` and `New-CaseHoldRule`. For Graph an application's own permission is documented, and its use has
been seen; that these cmdlets take an application nobody has shown.

What it needs first, once and by a person in Security & Compliance PowerShell: `New-ServicePrincipal` for the
application, `Add-RoleGroupMember eDiscoveryManager` and `Add-eDiscoveryCaseAdmin`. Without that the service answers
401, and the hold is UNKNOWN with these words.

Licence: eDiscovery (Premium), part of E5; the control does not apply to a tenant without. Limits: a hold that is on its
way counts as in order for a week, as retention policies do; it takes up to a day. One hold for each case, with its
name; other holds of the case, and those of custodians, are left alone and not listed, nor are other cases looked into.
Everything is held, never by a query. Teams and groups are held by their mailbox and their site. A mailbox is given by
its primary address; at most 1,000 mailboxes and 100 sites are in one hold (recalled), and each source is a request of
its own. Lists of cases are slow (up to 22 seconds were seen). Who closed a case is not told, only who changed the hold.
Source:
https://learn.microsoft.com/graph/api/resources/security-ediscoveryholdpolicy (2026-11-27), security-usersource there;
closing: https://learn.microsoft.com/purview/edisc-settings-cases (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.control import ControlSettings
from holdfast.controls.identifiers import Addresses, Sites
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import PURVIEW_NAME
from holdfast.provider.resources import EdiscoveryHoldPolicy

if TYPE_CHECKING:
    import pulumi


class Case(ControlSettings):
    """One case, and what is held for it."""

    name: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=PURVIEW_NAME)
    """Name of the case, and of the hold policy in it: its natural key."""
    mailboxes: Annotated[Addresses, KEEPS_ALL] = Field(default=[], examples=[["ana@fabrikam.example"]])
    """Primary addresses of mailboxes, of people as of groups and teams."""
    sites: Annotated[Sites, KEEPS_ALL] = Field(
        default=[], examples=[["https://fabrikam.sharepoint.com/sites/board"]]
    )
    """Addresses of sites, and of drives, which are sites of their own."""

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        """Refuse a hold of nothing, and what is given twice."""
        if not self.mailboxes and not self.sites:
            raise ValueError(f"{self.name}: give `mailboxes` or `sites`, or both: else nothing is held")
        for given in (self.mailboxes, self.sites):
            if len({one.casefold() for one in given}) < len(given):
                raise ValueError(f"{self.name}: give each mailbox and each site once")
        return self


def _each_once(cases: list[Case]) -> list[Case]:
    """Accept cases of which none is named twice: one entry says all that it needs."""
    names = [one.name.casefold() for one in cases]
    if twice := next((one for one in names if names.count(one) > 1), ""):
        raise ValueError(f"{twice} is named twice: name it once, with everything that it needs")
    return cases


def _nothing_held(cases: list[Case]) -> str:
    """Return what no case holds: evidence is mail and files."""
    if not cases:
        return "no case is named: nothing is held"
    if not any(one.mailboxes for one in cases):
        return "no case names a mailbox: no mail is held"
    return "" if any(one.sites for one in cases) else "no case names a site or a drive: no file is held"


class Settings(ChosenSettings):
    """Settings of `purview.ediscovery_hold_placed`."""

    cases: Annotated[list[Case], AfterValidator(_each_once), KEEPS_ALL, FallsShort(_nothing_held)] = []
    """The cases to have."""


class EdiscoveryHoldPlaced(ChosenControl[Settings]):
    """The cases, each with its hold."""

    Settings = Settings
    metadata = ControlMetadata(
        title="What a case needs is on hold",
        duties=(Duty.REGULATORY_COMPLIANCE,),
        outcomes=("regulatory-compliance.evidence-held",),
        severity=Severity.HIGH,
        frameworks=(ISO_27001_2022("A.5.28"),),
        licence="EQUIVIO_ANALYTICS",
        impact="Nobody notices; what people delete in mailboxes and sites on hold is kept.",
        rollback="Cases and holds stay when the control is removed, because they protect data.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register each hold, unless the control is off."""
        if not self.settings.enabled:
            return {}
        return {"holds": [self._hold(one).name for one in self.settings.cases]}

    def _hold(self, case: Case) -> EdiscoveryHoldPolicy:
        return EdiscoveryHoldPolicy(
            self.child_name(f"hold/{case.name}"),
            name=case.name,
            mailboxes=case.mailboxes or None,
            sites=case.sites or None,
            opts=self.child_options(protects_data=True),
        )
