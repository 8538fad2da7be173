"""The plugin `pulumi-resource-m365`: every kind that the azuread provider does not have."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi.provider.experimental import provider as sdk

from holdfast.kinds.registry import kinds
from holdfast.model.connection import Connection
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud
from holdfast.model.understood import from_text
from holdfast.model.urn import renamed
from holdfast.provider.server import EngineLog, serve
from holdfast.provider.values import plain
from holdfast.provider.verbs import KindProvider
from holdfast.tenant.embedded import home
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

PACKAGE = "m365"


class M365Provider(KindProvider):
    """Reaches the tenant that its configuration names, with credentials from the environment."""

    def __init__(self, engine: EngineLog) -> None:
        """Serve the kinds whose token begins with `m365:`; warn on `engine`."""
        super().__init__(PACKAGE, version("holdfast"), kinds().of_package(PACKAGE))
        self._engine = engine
        self._name = ""
        self._cloud = Cloud.GLOBAL
        self._connection = Connection()

    async def check_config(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        """Refuse a configuration without a tenant, and a stack that changes its tenant."""
        old, new = plain(request.old_inputs), plain(request.new_inputs)
        failures = []
        if not new.get("tenant"):
            declared = renamed(request.urn, PACKAGE)
            told = (
                "is required: name the provider that the program declares, as `provider=` among a resource's "
                f"options or with pulumi import --provider tenant={declared}"
            )
            failures.append(sdk.CheckFailure("tenant", told))
        known_cloud = new.get("cloud", Cloud.GLOBAL) in list(Cloud)
        if new.get("tenant") and known_cloud:
            self._name, self._cloud = str(new["tenant"]), Cloud(new.get("cloud", Cloud.GLOBAL))
            self._connection = Connection.from_text(str(new.get("connection") or ""))
            if told := await self.check_tenant(old.get("tenant"), self._name):
                failures.append(sdk.CheckFailure("tenant", told))
        if not known_cloud:
            failures.append(sdk.CheckFailure("cloud", f"should be one of {', '.join(Cloud)}"))
        return sdk.CheckResponse(inputs=request.new_inputs, failures=failures or None)

    async def configure(self, request: sdk.ConfigureRequest) -> sdk.ConfigureResponse:
        """Keep which tenant is meant; nothing is sent before the first verb needs it."""
        given = plain(request.args)
        self._name = str(given.get("tenant", ""))
        self._cloud = Cloud(given.get("cloud", Cloud.GLOBAL))
        self._connection = Connection.from_text(str(given.get("connection") or ""))
        self.delete_protected_data = str(given.get("deleteProtectedData", "")).lower() == "true"
        self.understood = from_text(str(given.get("understood", "")))
        self.accepted = tuple(str(given.get("accepted", "")).splitlines())
        return sdk.ConfigureResponse(
            accept_secrets=True, supports_preview=True, accept_outputs=False, accept_resources=False
        )

    async def warn(self, message: str, urn: str) -> None:
        """Show a warning in the engine's output."""
        await self._engine.warn(message, urn)

    async def open(self) -> Tenant:
        """Return a session with the configured tenant."""
        if not self._name:
            raise RefusedError("provider-without-tenant", "the m365 provider has no tenant: set m365:tenant")
        return open_tenant(self._name, self._cloud, home(Path.cwd()), connection=self._connection)


def main() -> None:
    """Serve the provider as a plugin."""
    serve(_make, version("holdfast"))


def _make(engine: EngineLog) -> M365Provider:
    return M365Provider(engine)


if __name__ == "__main__":
    main()
