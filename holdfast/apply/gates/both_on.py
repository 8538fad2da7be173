"""Security defaults and enabled policies exclude each other at the service, whoever made the policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from holdfast.apply.protection import Protection


def require_one_of_both(protection: Protection) -> None:
    """Do nothing when after the apply security defaults are off, or no policy is enabled, in the program or the tenant.

    The service would refuse it in the middle of the run. So it would refuse defaults that go on while enabled policies
    are to be deleted, because the engine deletes what left the program after all else.
    Source: https://learn.microsoft.com/entra/fundamentals/security-defaults (2026-11-26).

    Raises:
        RefusedError: `security-defaults-and-policies`.
    """
    if protection.beside_defaults:
        raise RefusedError(
            "security-defaults-and-policies",
            f"security defaults would be on beside what is enabled in the tenant or would be: "
            f"{', '.join(protection.beside_defaults)}; the service refuses that, so nothing was changed. Choose one: "
            "`security_defaults: false` among the parameters of the client file, or disable the policies",
        )
    if protection.deleted_after_defaults:
        raise RefusedError(
            "security-defaults-and-policies",
            "security defaults would go on before what is enabled and left the program is deleted: "
            f"{', '.join(protection.deleted_after_defaults)}; the service refuses that, so nothing was changed. "
            "Declare them in report-only first, with security defaults on, and apply; then take them out and apply",
        )
