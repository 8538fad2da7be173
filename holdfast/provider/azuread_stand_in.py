"""The stand-in for the azuread plugin, for the embedded tenant only.

Where the real plugin cannot be had, this one serves the same classes from the same kinds, so that the whole
product can be tried. It says so in every run, accepts only what it knows, and refuses every other tenant.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi.provider.experimental import provider as sdk

from holdfast.kinds.registry import kinds
from holdfast.model.directory import GROUP, USER
from holdfast.model.errors import HoldfastError, RefusedError
from holdfast.model.plan import Cloud
from holdfast.provider.azuread_lookups import get_group, get_users
from holdfast.provider.server import EngineLog, serve
from holdfast.provider.values import plain, wrapped
from holdfast.provider.verbs import KindProvider
from holdfast.tenant.embedded import home
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

PACKAGE = "azuread"


class AzureadStandIn(KindProvider):
    """Serves policies, locations, strengths and groups of the embedded tenant."""

    def __init__(self, engine: EngineLog) -> None:
        """Serve the kinds whose token begins with `azuread:`; warn on `engine`."""
        super().__init__(PACKAGE, version("pulumi-azuread"), kinds().of_package(PACKAGE))
        self._engine = engine
        self._name = ""

    async def check_config(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        """Refuse a stack that changes its tenant: what it holds would be looked for in the other one, and made anew."""
        old, new = plain(request.old_inputs).get("tenantId"), plain(request.new_inputs).get("tenantId")
        self._name = str(new or "")
        told = await self.check_tenant(old, self._name) if new else ""
        failures = [sdk.CheckFailure("tenantId", told)] if told else None
        return sdk.CheckResponse(inputs=request.new_inputs, failures=failures)

    async def configure(self, request: sdk.ConfigureRequest) -> sdk.ConfigureResponse:
        """Keep which tenant is meant, and say who serves it."""
        self._name = str(plain(request.args).get("tenantId") or os.environ.get("ARM_TENANT_ID", ""))
        await self._engine.warn(
            "the azuread plugin is not installed: Holdfast's stand-in serves it, on the embedded tenant only"
        )
        return sdk.ConfigureResponse(
            accept_secrets=True, supports_preview=True, accept_outputs=False, accept_resources=False
        )

    async def warn(self, message: str, urn: str) -> None:
        """Show a warning in the engine's output."""
        await self._engine.warn(message, urn)

    async def open(self) -> Tenant:
        """Return a session with the embedded tenant; there is no way to any other."""
        if not self._name:
            raise RefusedError("stand-in-without-tenant", "the azuread stand-in was given no tenantId")
        try:
            return open_tenant(self._name, Cloud.EMBEDDED, home(Path.cwd()))
        except HoldfastError as error:
            raise RefusedError(
                "stand-in-refused",
                f"the azuread stand-in serves the embedded tenant only, and {error.message}; for any other tenant "
                "install the azuread plugin: pulumi plugin install resource azuread",
            ) from error

    async def invoke(self, request: sdk.InvokeRequest) -> sdk.InvokeResponse:
        """Answer the look-ups of users and groups by name."""
        lookup = _LOOKUPS.get(request.tok)
        if lookup is None:
            raise RefusedError(
                "stand-in-unknown-function", f"the azuread stand-in does not know {request.tok}"
            )
        answer, token = lookup
        given = plain(request.args)
        return sdk.InvokeResponse(wrapped(await answer(await self.tenant(), self._kinds[token], given)))


_LOOKUPS = {
    "azuread:index/getUsers:getUsers": (get_users, USER),
    "azuread:index/getGroup:getGroup": (get_group, GROUP),
}
"""Each function that is answered, and the kind of what it looks up."""


def main() -> None:
    """Serve the stand-in as a plugin."""
    serve(_make, version("pulumi-azuread"))


def _make(engine: EngineLog) -> Any:
    return AzureadStandIn(engine)


if __name__ == "__main__":
    main()
