"""Files are synced to computers of the organization's own domains only.

What is enforced: the sync app of OneDrive and SharePoint works on computers that are joined to an Active Directory
domain named in `domain_guids`. A Mac proves no domain, and syncs only with `macs: true`. With no domain named nothing
is changed: switched on without one, the service would let nobody sync (assumed). A client chooses this control.

Why: whoever syncs has a copy of whole libraries on the disk. On a computer at home nothing protects it, and it stays
there when the account is gone.

Who is affected: people who sync to computers of their own: syncing stops, and files that are there already stay. In the
browser nothing changes.

How to roll back: the setting stays when the control is removed. By hand: SharePoint admin centre, Settings, Sync.

Licence: a plan of SharePoint or OneDrive.
Limits: computers that are joined to Entra alone are in no such domain: where those are used, a
Conditional Access policy that asks for a managed device does this instead. Phones are not bound by it. Source:
https://learn.microsoft.com/sharepoint/allow-syncing-only-on-specific-domains (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_6_0 import CIS_M365_6_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import TenantSettings

if TYPE_CHECKING:
    import pulumi


def _nothing(guids: list[str]) -> str:
    return "" if guids else "no domain is named: syncing stays as it is"


def _spared(macs: bool) -> list[str]:
    return ["every Mac"] if macs else []


class Settings(ChosenSettings):
    """Settings of `sharepoint.sync_restricted`."""

    domain_guids: Annotated[ObjectIds, KEEPS_ALL, FallsShort(_nothing)] = Field(
        default=[], examples=[["786548dd-877b-4760-a749-6b1efbc1190a"]]
    )
    """GUIDs of the Active Directory domains whose computers may sync; with none, syncing stays as it is."""
    macs: Annotated[bool, Narrows("computers", names=_spared)] = False
    """Whether a Mac may sync, which proves no domain."""


class SyncRestricted(ChosenControl[Settings]):
    """The tenant's list of domains whose computers sync."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Files are synced to known computers only",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.devices-and-sessions-bounded",),
        shares=(
            Share(
                "access-control.devices-and-sessions-bounded",
                ("entra.device_registration_requires_mfa", "entra.persistent_browser_denied"),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_6_0("7.3.2"),
            NIST_800_53_5("AC-19"),
            NIST_800_53_5("AC-20"),
            ISO_27001_2022("A.5.14"),
        ),
        licence="SHAREPOINTSTANDARD",
        impact="Syncing stops on computers outside the domains that are named, and on every Mac.",
        rollback="The setting stays when the control is removed; it is changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the settings, unless the control is off or no domain is named."""
        if not (self.settings.enabled and self.settings.domain_guids):
            return {}
        settings = TenantSettings(
            self.child_name("settings"),
            is_unmanaged_sync_app_for_tenant_restricted=True,
            allowed_domain_guids_for_sync_app=self.settings.domain_guids,
            is_mac_sync_app_enabled=self.settings.macs,
            opts=self.child_options(protects_data=True),
        )
        return {"allowedDomainGuidsForSyncApp": settings.allowed_domain_guids_for_sync_app}
