"""How the administrator changes the settings of SharePoint and OneDrive by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.sharepoint_settings import SERVICE
from holdfast.emulator.tamperings.cast import TamperingError, administrator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant


def changed(tenant: Tenant, changes: Mapping[str, Any], done: str) -> str:
    """Change the settings as the administrator, and say so.

    Args:
        tenant: where.
        changes: new values by Graph's name.
        done: the rest of the sentence that begins with the administrator's name.

    Raises:
        TamperingError: the settings are so already.
    """
    actor = administrator(tenant)
    before = SERVICE.value(tenant)
    if all(before[name] == value for name, value in changes.items()):
        raise TamperingError(f"The settings of SharePoint of {tenant.domain} are so already.")
    SERVICE.change(tenant, actor, dict(changes))
    return f"{actor.user_principal_name} {done}."
