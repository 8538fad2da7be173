"""What controls of Microsoft 365 Backup share: how long is kept, and whether they may enable it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.model.longest import BACKUP_POLICY_NAME

Period = Literal[90, 180, 365, 730, 1095, 1460, 1825, 2190, 2555, 2920, 3285, 3650]
"""The days that the service offers. Source: https://learn.microsoft.com/graph/api/resources/retentionsetting
(2026-11-26)."""


class BackupSettings(ChosenSettings):
    """Settings of every control that has a rule over what Microsoft 365 Backup protects."""

    retention_days: Annotated[Period, KEEPS_ALL, EVERY_VALUE] = 365
    """For how many days weekly restore points are kept."""
    policy_name: Annotated[str, KEEPS_ALL] = Field(
        default="Holdfast: backup", min_length=1, max_length=BACKUP_POLICY_NAME
    )
    """What the protection policy is called where one is made; an active one of another name is taken as it is."""
    enable_service: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Whether the service is enabled where it is off. That is billed, and needs an entry of `i_understand`."""


S = TypeVar("S", bound=BackupSettings)


class BackupControl(ChosenControl[S]):
    """A control that declares one rule over what Microsoft 365 Backup protects, or nothing while it is off."""
