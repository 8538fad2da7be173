"""How a client's tenant is signed in to, as far as its file says: never with what proves it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Self

from holdfast.model.value_class import value_class


class SignInWay(StrEnum):
    """A way to sign in, as the client file calls it."""

    FEDERATION = "federation"
    """A token that the pipeline or the platform gives out, taken in exchange."""
    CERTIFICATE = "certificate"
    SECRET = "secret"  # noqa: S105 - the name of the way
    MANAGED_IDENTITY = "managed-identity"
    """The identity of the machine in Azure that we run on."""
    COMMAND_LINE = "command-line"
    """The session of the Azure command line."""


@value_class
class Connection:
    """What the client file says of signing in; where it says nothing, the environment decides."""

    application: str = ""
    """Client id of the application: one of the client's own, or one of many tenants."""
    way: SignInWay | None = None
    """The one way that is taken; None: the first that this machine is set up for."""
    service_connection: str = ""
    """Id of the service connection in Azure DevOps, whose tokens are taken in exchange."""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what `to_text` wrote; of the empty text a connection of which nothing is said."""
        said: dict[str, Any] = json.loads(text) if text else {}
        return cls(
            application=said.get("application", ""),
            way=SignInWay(said["way"]) if said.get("way") else None,
            service_connection=said.get("service_connection", ""),
        )

    def to_text(self) -> str:
        """Return it as JSON, for the provider's configuration; empty where nothing is said.

        It stays in the engine's state, where other versions read it: its keys stay whatever is renamed here.
        """
        facts = {
            "application": self.application,
            "way": self.way,
            "service_connection": self.service_connection,
        }
        said = {name: value for name, value in facts.items() if value}
        return json.dumps(said, sort_keys=True) if said else ""
