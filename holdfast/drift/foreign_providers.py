"""What a program declares or looks up by a provider that does not name the client's tenant: it could go anywhere.

A check compares everything that is declared with the client's tenant, and the gates judge by it. The engine's default
provider signs in by whatever the shell holds; one that is made by hand may name the client's tenant, or another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from holdfast.model.errors import RecordingError
from holdfast.model.urn import name_of, of_provider, token_of

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES: Final = ("azuread", "m365")
"""Those whose providers are bound to the client's tenant."""
_PROVIDER = "pulumi:providers:"


class ProvidersUsed:
    """Which provider each resource and look-up of a program goes by, gathered while it is recorded."""

    def __init__(self) -> None:
        """Begin with none."""
        self._tenants: dict[str, str] = {}
        self._own = ""
        self._used: list[tuple[str, str]] = []

    def registered(self, urn: str, provider: str, inputs: Mapping[str, Any]) -> None:
        """Note a registration.

        Args:
            urn: of the resource.
            provider: `URN::id` of its provider; the empty text for the default one.
            inputs: as they are declared; a provider names its tenant among them.
        """
        token, name = token_of(urn), name_of(urn)
        package = token.removeprefix(_PROVIDER)
        if token.startswith(_PROVIDER) and package in PACKAGES:
            self._tenants[urn] = str(inputs.get("tenantId") or inputs.get("tenant") or "").casefold()
            self._own = self._tenants[urn] if name == package == "m365" else self._own
        elif token.partition(":")[0] in PACKAGES:
            self._used.append((f"{name!r} ({token})", provider))

    def asked(self, token: str, provider: str, place: str) -> None:
        """Note a look-up; one that names no provider goes by the client's own (see `controls.own_providers`)."""
        if provider and token.partition(":")[0] in PACKAGES:
            self._used.append((f"the look-up {token.rpartition(':')[2]}{place and f' at {place}'}", provider))

    def raise_if_foreign(self) -> None:
        """Do nothing when all goes by providers that name the client's tenant, or no client is declared at all.

        Raises:
            RecordingError: `foreign-provider`.
        """
        foreign = sorted(what for what, provider in self._used if self._tenant_of(provider) != self._own)
        if self._own and foreign:
            raise RecordingError(
                "foreign-provider",
                f"{', '.join(foreign)}: by a provider that does not name the client's tenant, so it could go to "
                "another: declare it after `declare(plan)`, and without `provider`",
            )

    def _tenant_of(self, provider: str) -> str:
        return self._tenants.get(of_provider(provider), "")
