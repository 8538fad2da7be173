"""Global Administrators are few, and of the cloud only.

What is enforced: nothing; it is assessed, and never written. Two people at least and four holders at most can act as
Global Administrator. Whoever holds the role counts: active and eligible, the emergency accounts, members of a group
that has it, and applications; for the lower bound, people whose accounts are enabled. And none of them is synchronised
from another directory or signs in elsewhere.

Why: a Global Administrator can do everything, also undo every control of this toolkit. Each one more is one more to be
phished; with one alone, his lost key is the loss of the tenant. And whoever takes over the directory on the premises,
or a partner's, has every account that comes from there.

Who is affected: nobody; somebody has to take the role from whom does not need it, by hand.

How to roll back: remove the control; nothing was changed.

Licence: none; in a tenant with Microsoft Entra ID P2 those who are only eligible count as well. Limits: who may
activate the membership of a group that has the role (PIM for Groups), and who owns such a group, is not read. Source:
https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.essential_eight_2023_11 import ESSENTIAL_EIGHT_2023_11
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import GlobalAdministrators

if TYPE_CHECKING:
    import pulumi

_FEWEST = 2
_MOST = 4
"""As many as CIS 1.1.3 asks for; SCuBA MS.AAD.7.1v1 takes eight."""


def _too_many(most: int) -> str:
    return "" if most <= _MOST else f"{most} Global Administrators, where {_MOST} are enough"


class Settings(ControlSettings):
    """Settings of `entra.global_admins_bounded`."""

    most: Annotated[int, KEEPS_ALL, FallsShort(_too_many)] = Field(default=_MOST, ge=_FEWEST, le=8)
    """How many may hold the role at most, the emergency accounts and applications among them."""


class GlobalAdminsBounded(HardeningControl[Settings]):
    """The assessment of all Global Administrators."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Global Administrators are few, and of the cloud only",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.administrators-few",),
        severity=Severity.HIGH,
        frameworks=(
            CIS_M365_7_0("1.1.1", lacks="administrators of other roles"),
            CIS_M365_7_0("1.1.3"),
            SCUBA_2026_08("MS.AAD.7.1v1"),
            SCUBA_2026_08("MS.AAD.7.3v1", lacks="administrators of other roles"),
            NIST_800_53_5("AC-6"),
            NIST_800_53_5("AC-6(5)"),
            ISO_27001_2022("A.8.2"),
            ESSENTIAL_EIGHT_2023_11("ISM-1508", lacks="administrators of other roles"),
        ),
        licence="none",
        impact="Nobody signs in differently: the role is assessed, and taken away by hand.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        GlobalAdministrators(
            self.child_name("administrators"),
            fewest=_FEWEST,
            most=self.settings.most,
            opts=self.child_options(),
        )
        return {}
