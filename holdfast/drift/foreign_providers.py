"""What a program declares or looks up by another provider than the client's own: nobody knows to which tenant it goes.

A check compares everything that is declared with the client's tenant, and the gates judge by it. The engine's default
provider signs in by whatever the shell holds, and one made by hand wherever it says.
"""

from __future__ import annotations

from typing import Final

from holdfast.model.errors import RecordingError
from holdfast.model.urn import name_of, token_of

PACKAGES: Final = ("azuread", "m365")
"""Those whose providers are bound to the client's tenant."""
_PROVIDER = "pulumi:providers:"


class ProvidersUsed:
    """Which provider each resource and look-up of a program goes by, gathered while it is recorded."""

    def __init__(self) -> None:
        """Begin with none."""
        self._own: set[str] = set()
        self._used: list[tuple[str, str]] = []

    def registered(self, urn: str, provider: str) -> None:
        """Note a registration: its URN, and its provider as `URN::id`, or the empty text for the default one."""
        token, name = token_of(urn), name_of(urn)
        package = token.removeprefix(_PROVIDER)
        if token.startswith(_PROVIDER) and package == name and package in PACKAGES:
            self._own.add(urn)
        elif token.partition(":")[0] in PACKAGES:
            self._used.append((f"{name!r} ({token})", provider))

    def asked(self, token: str, provider: str, place: str) -> None:
        """Note a look-up; one that names no provider goes by the client's own (see `controls.own_providers`)."""
        if provider and token.partition(":")[0] in PACKAGES:
            self._used.append((f"the look-up {token.rpartition(':')[2]}{place and f' at {place}'}", provider))

    def raise_if_foreign(self) -> None:
        """Do nothing when all goes by the client's own providers, or the program declares no client at all.

        Raises:
            RecordingError: `foreign-provider`.
        """
        foreign = sorted(
            what for what, provider in self._used if provider.rpartition("::")[0] not in self._own
        )
        if self._own and foreign:
            raise RecordingError(
                "foreign-provider",
                f"{', '.join(foreign)}: not by the client's own provider, so it could go to another tenant: declare "
                "it after `declare(plan)`, and without `provider`",
            )
