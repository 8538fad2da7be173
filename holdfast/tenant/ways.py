"""Which ways to sign in this machine is set up for, and which of them is taken: found once, at configure time.

Order: federation (a file or a token, then GitHub Actions, then Azure DevOps), certificate, secret, managed identity,
the Azure command line. A client file may name the one way, and the application (`holdfast:connection`).
"""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import SignInError
from holdfast.model.value_class import value_class
from holdfast.tenant.credentials import FederatedCredential, FormCredential, LibraryCredential
from holdfast.tenant.retry import Patience
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holdfast.tenant.credentials import Credential
    from holdfast.tenant.pipeline_tokens import TokenSource

_ANYTHING = Connection()
_FILE = "holdfast:connection"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "client_id": ("AZURE_CLIENT_ID", "ARM_CLIENT_ID"),
    "devops_client_id": ("AZURESUBSCRIPTION_CLIENT_ID",),
    "token_file": ("AZURE_FEDERATED_TOKEN_FILE", "ARM_OIDC_TOKEN_FILE_PATH"),
    "token": ("ARM_OIDC_TOKEN",),
    "github_url": ("ACTIONS_ID_TOKEN_REQUEST_URL",),
    "github_token": ("ACTIONS_ID_TOKEN_REQUEST_TOKEN",),
    "request_url": ("ARM_OIDC_REQUEST_URL",),
    "request_token": ("ARM_OIDC_REQUEST_TOKEN",),
    "devops_url": ("SYSTEM_OIDCREQUESTURI",),
    "devops_token": ("SYSTEM_ACCESSTOKEN",),
    "service_connection": (
        "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
        "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
        "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
    ),
    "certificate": ("AZURE_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_CERTIFICATE_PATH"),
    "password": ("AZURE_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE_PASSWORD"),
    "secret": ("AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET"),
    "machine_url": ("IDENTITY_ENDPOINT",),
    "machine_header": ("IDENTITY_HEADER",),
    "machine_host": ("AZURE_POD_IDENTITY_AUTHORITY_HOST",),
    "use_machine": ("ARM_USE_MSI",),
}
"""The variables that say each thing, the first that is set being taken: azure-identity's names, the azuread provider's
(`ARM_…`), and those that GitHub Actions, Azure DevOps and Azure's machines set themselves."""
FILES = (*_NAMES["certificate"], *_NAMES["token_file"])
"""Those that name a file: as everywhere in a shell, from the folder in which a person stands."""


@value_class
class Way:
    """One way to sign in that this machine is set up for."""

    kind: SignInWay
    name: str
    """Such as `certificate`."""
    told_by: str
    """What sets it up, such as the names of the variables."""
    open: Callable[[], Credential] = field(repr=False)
    """Returns the credential; raises SignInError `no-credential` where there is none."""
    plugin: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The variables by which the azuread plugin signs in the same way, with their values: never shown."""
    unfit: Callable[[], str] = field(default=lambda: "", repr=False)
    """Returns why the azuread plugin cannot sign in this way; empty when it can."""


def ways(
    tenant: str,
    environment: Mapping[str, str] | None = None,
    patience: Patience | None = None,
    *,
    connection: Connection = _ANYTHING,
) -> tuple[Way, ...]:
    """Return every way to sign in to `tenant` that is set up; the first is taken.

    Args:
        tenant: domain or id.
        environment: the variables; the process's where nothing is said.
        patience: how long a sign-in may take.
        connection: what the client file says: where it names a way, there is no other.
    """
    values = os.environ if environment is None else environment
    known = _Known(tenant, values, patience or Patience(), connection)
    found = tuple(known.ways())
    wanted = connection.way
    if wanted is None:
        return found or (known.command_line(),)
    if wanted is SignInWay.COMMAND_LINE:
        return (known.command_line(),)
    if wanted is SignInWay.MANAGED_IDENTITY:
        return (known.machine(_FILE),)
    return tuple(one for one in found if one.kind is wanted) or (known.lacking(wanted),)


class _Known:
    """What environment and client file say."""

    def __init__(
        self, tenant: str, values: Mapping[str, str], patience: Patience, connection: Connection
    ) -> None:
        """Look at every variable once."""
        self._tenant, self._patience, self._variables = tenant, patience, values
        self._said: dict[str, str] = {}
        self._by: dict[str, str] = {}
        for what, names in _NAMES.items():
            by = next((name for name in names if values.get(name)), "")
            self._said[what], self._by[what] = values.get(by, ""), by
        self._from_file("client_id", connection.application)
        self._from_file("service_connection", connection.service_connection)

    def _from_file(self, what: str, value: str) -> None:
        if value:
            self._said[what], self._by[what] = value, _FILE

    def _has(self, *wanted: str) -> bool:
        return all(self._said[one] for one in wanted)

    def _told(self, *what: str) -> str:
        return ", ".join(dict.fromkeys(self._by[one] for one in what))

    def ways(self) -> Iterator[Way]:
        """Yield the ways that are set up, but for the command line, which nobody sets up here."""
        yield from self._federations()
        said, client_id = self._said, self._said["client_id"]
        if self._has("certificate"):
            path = Path(said["certificate"]).absolute()
            plugin = {
                "ARM_CLIENT_ID": client_id,
                "ARM_CLIENT_CERTIFICATE_PATH": str(path),
                "ARM_CLIENT_CERTIFICATE_PASSWORD": said["password"],
            }
            yield Way(
                SignInWay.CERTIFICATE,
                "certificate",
                self._told("client_id", "certificate").removeprefix(", "),
                lambda: LibraryCredential(self._tenant, path, client_id, self._patience, said["password"]),
                plugin,
                lambda: _unfit_certificate(path),
            )
        if self._has("client_id", "secret"):
            yield Way(
                SignInWay.SECRET,
                "secret",
                self._told("client_id", "secret"),
                lambda: FormCredential(
                    self._tenant, client_id, {"client_secret": said["secret"]}, self._patience
                ),
                {"ARM_CLIENT_ID": client_id, "ARM_CLIENT_SECRET": said["secret"]},
            )
        if self._has("machine_url", "machine_header"):
            yield self.machine(self._told("machine_url", "machine_header"))
        elif said["use_machine"].lower() in {"true", "1"}:
            yield self.machine(self._told("use_machine"))

    def _federations(self) -> Iterator[Way]:
        said = self._said
        if self._has("client_id") and (said["token_file"] or said["token"]):
            yield self._given()
        if self._has("client_id", "github_url", "github_token"):
            yield self._github("github_url", "github_token")
        elif self._has("client_id", "request_url", "request_token") and not self._has("service_connection"):
            yield self._github("request_url", "request_token")
        if self._has("service_connection"):
            for url, token in (("devops_url", "devops_token"), ("request_url", "request_token")):
                if self._has(url, token) and (self._has("client_id") or self._has("devops_client_id")):
                    yield self._devops(url, token)
                    break

    def _given(self) -> Way:
        """Return the way of a token that stands in a file, or in the environment."""
        from holdfast.tenant.pipeline_tokens import GivenToken, TokenFile

        if self._has("token_file"):
            path = Path(self._said["token_file"]).absolute()
            plugin = {"ARM_OIDC_TOKEN_FILE_PATH": str(path)}
            return self._federation("workload federation", TokenFile(path), plugin, "token_file")
        plugin = {"ARM_OIDC_TOKEN": self._said["token"]}
        return self._federation("workload federation", GivenToken(self._said["token"]), plugin, "token")

    def _github(self, url: str, token: str) -> Way:
        from holdfast.tenant.pipeline_tokens import GitHubToken

        source = GitHubToken(self._said[url], self._said[token])
        plugin = {"ARM_OIDC_REQUEST_URL": source.url, "ARM_OIDC_REQUEST_TOKEN": source.request_token}
        return self._federation("federation with GitHub Actions", source, plugin, url, token)

    def _devops(self, url: str, token: str) -> Way:
        from holdfast.tenant.pipeline_tokens import DevOpsToken

        connection = self._said["service_connection"]
        source = DevOpsToken(self._said[url], self._said[token], connection)
        plugin = {
            "ARM_OIDC_REQUEST_URL": source.url,
            "ARM_OIDC_REQUEST_TOKEN": source.access_token,
            "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID": connection,
        }
        return self._federation(
            "federation with Azure DevOps", source, plugin, url, token, "service_connection"
        )

    def _federation(self, name: str, source: TokenSource, plugin: Mapping[str, str], *told: str) -> Way:
        who = "client_id" if self._has("client_id") else "devops_client_id"
        client_id = self._said[who]
        return Way(
            SignInWay.FEDERATION,
            name,
            self._told(who, *told),
            lambda: FederatedCredential(self._tenant, client_id, source, self._patience),
            {"ARM_CLIENT_ID": client_id, "ARM_USE_OIDC": "true", **plugin},
        )

    def machine(self, told_by: str) -> Way:
        """Return the way of the machine's own identity."""
        from holdfast.tenant.managed_identity import ManagedIdentity

        said, client_id = self._said, self._said["client_id"]
        plugin = {"ARM_CLIENT_ID": client_id, "ARM_USE_MSI": "true"}
        if self._has("machine_host"):
            plugin["ARM_MSI_ENDPOINT"] = f"{said['machine_host'].rstrip('/')}/metadata/identity/oauth2/token"
        unfit = _NOT_ON_APP_SERVICE if self._has("machine_url", "machine_header") else ""
        return Way(
            SignInWay.MANAGED_IDENTITY,
            "managed identity",
            told_by,
            lambda: ManagedIdentity(self._tenant, client_id, self._patience),
            plugin,
            lambda: unfit,
        )

    def command_line(self) -> Way:
        """Return the way of the Azure command line's session."""
        from holdfast.tenant.azure_cli import AzureCli

        return Way(
            SignInWay.COMMAND_LINE,
            "Azure command line",
            "`az login`",
            lambda: AzureCli(self._tenant, self._patience),
            {"ARM_USE_CLI": "true"},
        )

    def lacking(self, wanted: SignInWay) -> Way:
        """Return the way that the client file names and that this machine is not set up for."""
        told = (
            f"no credential for tenant {self._tenant}: the client file names the way `{wanted.value}` "
            f"({_FILE}), and this machine is not set up for it: {_TO_SET[wanted]}{self._hint()}"
        )

        def refuse() -> Credential:
            """Say what is lacking."""
            raise SignInError("no-credential", told)

        return Way(wanted, wanted.value, _FILE, refuse, unfit=lambda: told)

    def _hint(self) -> str:
        """Return what a pipeline's job most likely lacks."""
        if self._variables.get("GITHUB_ACTIONS") == "true" and not self._has("github_url"):
            return "; this job of GitHub Actions lacks `permissions: id-token: write`"
        if self._variables.get("TF_BUILD") == "True" and not self._has("devops_token"):
            return "; this step of Azure Pipelines lacks `env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)`"
        return ""


_TO_SET: Mapping[SignInWay, str] = {
    SignInWay.FEDERATION: (
        "run in a pipeline that gives tokens (GitHub Actions, Azure DevOps), or set AZURE_FEDERATED_TOKEN_FILE, and "
        "name the application"
    ),
    SignInWay.CERTIFICATE: "set AZURE_CLIENT_CERTIFICATE_PATH, and name the application",
    SignInWay.SECRET: "set AZURE_CLIENT_SECRET, and name the application",
}
_NOT_ON_APP_SERVICE = (
    "the azuread plugin cannot take the managed identity of App Service, Container Apps or Functions "
    "(IDENTITY_ENDPOINT with IDENTITY_HEADER): apply from a virtual machine, by federation or by a certificate"
)
"""Read in go-azure-sdk, `managed_identity_authorizer.go`, which knows older names of them (2026-11-26)."""


def _unfit_certificate(path: Path) -> str:
    """Return why the plugin cannot use a certificate: it reads PKCS#12 alone (read in go-azure-sdk, 2026-11-26)."""
    try:
        text = b"-----BEGIN" in read_ordinary(path)
    except OSError:
        return ""  # the sign-in tells it
    if not text:
        return ""
    return (
        f"the azuread plugin reads PKCS#12 (.pfx) alone, and {path} is PEM; a check reads both. Make one: "
        f"openssl pkcs12 -export -in {path} -out app.pfx"
    )
