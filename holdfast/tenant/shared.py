"""What the sessions of one run have in common, whatever their tenants: looked for once, and never who we are.

Tokens and cookies are each session's own; connections are, but for those of `Idle`. Several threads may ask at once: at
worst one of them looks for something that another has just found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.tenant.embedded import EmbeddedServer, find_server
from holdfast.tenant.session import trusting

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from holdfast.tenant.idle import Idle


class Shared:
    """The authorities that are trusted, which take long to read, and the embedded tenant's server."""

    def __init__(self, folder: Path, common: Idle | None = None) -> None:
        """Know nothing yet.

        Args:
            folder: where Holdfast keeps its state.
            common: connections that its sessions pass on to each other; whoever gives them closes them.
        """
        self.folder = folder
        self.common = common
        self._server: EmbeddedServer | None = None
        self._trust: dict[Path | None, ssl.SSLContext] = {}

    def server(self, tenant: str) -> EmbeddedServer:
        """Return the running embedded tenant, looked for again for the sake of a `tenant` that it did not have before.

        Raises:
            HoldfastError: `embedded-tenant-not-running`.
        """
        server = self._server
        if server is None or not server.knows(tenant):
            server = self._server = find_server(self.folder, tenant)
        return server

    def trust(self, ca_file: Path | None) -> ssl.SSLContext:
        """Return what trusts the authority in `ca_file` only; where there is none, what trusts those of the machine.

        Raises:
            HoldfastError: `embedded-tenant-not-running`, `authorities-unusable` when the file holds no certificate.
        """
        if ca_file not in self._trust:
            self._trust[ca_file] = trusting(ca_file)
        return self._trust[ca_file]
