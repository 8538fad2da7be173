"""`make clients`: the command lines of strangers, as the registries have them, against the embedded tenant.

Azure's CLI, CLI for Microsoft 365, the first steps of Prowler, CA-Radar and Cartography are installed below
`.venv/clients`, each in a place of its own, which takes minutes and a gigabyte the first time; that is why no test of
`make test` does it. One line is printed for each client and step: what was done, whether it came out as it should, and
what came instead.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from tests.clients.ca_radar import ca_radar
from tests.clients.cartography_client import cartography
from tests.clients.installed import MADE, python_tool
from tests.clients.microsoft_365_cli import microsoft_365_cli, register_client
from tests.clients.step import Step, say, told

DOMAIN = "contoso.onmicrosoft.com"
AZURE_CLI = "azure-cli==2.91.0"
PROWLER = "prowler==5.46.0"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")


def azure_cli(tenant: str, application: dict[str, str], graph: str) -> list[Step]:
    """Sign in, ask Graph, ask the directory commands."""
    az = str(python_tool("azure-cli", AZURE_CLI, "az"))
    who = ("-u", application["client_id"], "-p", application["client_secret"], "--tenant", tenant)
    login = (az, "login", "--service-principal", *who, "--allow-no-subscriptions")
    policies = f"{graph}/identity/conditionalAccess/policies"
    app_id = application["client_id"]
    return [
        Step("azure-cli", "login", login, lambda found: found[0]["tenantId"] == tenant),
        Step(
            "azure-cli", "rest policies", (az, "rest", "--url", policies), lambda found: found["value"] == []
        ),
        Step("azure-cli", "ad user list", (az, "ad", "user", "list"), lambda found: len(found) > 2),
        Step("azure-cli", "ad group list", (az, "ad", "group", "list"), lambda found: len(found) > 0),
        Step("azure-cli", "ad app list", (az, "ad", "app", "list"), lambda found: len(found) > 1),
        Step(
            "azure-cli",
            "ad sp show",
            (az, "ad", "sp", "show", "--id", app_id),
            lambda one: one["appId"] == app_id,
        ),
        Step(
            "azure-cli",
            "account token",
            (az, "account", "get-access-token"),
            lambda one: one["tenant"] == tenant,
        ),
    ]


def azure_cli_as_administrator(tenant: str, application: dict[str, str], target: str) -> list[Step]:
    """Register a federated credential on an application, as somebody does who sets a pipeline up."""
    az = str(python_tool("azure-cli", AZURE_CLI, "az"))
    who = ("-u", application["client_id"], "-p", application["client_secret"], "--tenant", tenant)
    login = (az, "login", "--service-principal", *who, "--allow-no-subscriptions")
    wanted = {"name": "ci", "issuer": "https://issuer.example", "subject": "repo:a/b"}
    parameters = json.dumps({**wanted, "audiences": ["api://AzureADTokenExchange"]})
    below = (az, "ad", "app", "federated-credential")
    pipeline = (az, "ad", "sp", "create-for-rbac", "--name", "Pipeline")
    create = (*below, "create", "--id", target, "--parameters", parameters)
    return [
        Step("azure-cli", "login as administrator", login, lambda found: found[0]["tenantId"] == tenant),
        Step("azure-cli", "sp create-for-rbac", pipeline, lambda one: len(one["password"]) > 30),
        Step("azure-cli", "federated-credential create", create, lambda one: wanted.items() <= one.items()),
        Step(
            "azure-cli",
            "federated-credential list",
            (*below, "list", "--id", target),
            lambda all_: len(all_) == 1,
        ),
    ]


def prowler() -> list[Step]:
    """Its own session, identity and Entra service; the checks themselves need PowerShell, which few machines have."""
    python_tool("prowler", PROWLER, "prowler")
    python = str(MADE / "prowler" / "bin" / "python")
    program = str(Path(__file__).with_name("prowler_steps.py"))
    return [
        Step(
            "Prowler",
            "session and identity",
            (python, program, "identity"),
            lambda one: one["tenant"] == DOMAIN,
        ),
        Step(
            "Prowler",
            "Entra service",
            (python, program, "entra"),
            lambda one: one["users"] > 2 and one["groups"] > 0,
        ),
    ]


def main() -> int:
    """Run every client; 1 when a step did not come out as it should."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        control.seed(home / "tenant", DOMAIN, "small")
        client = register_client(home / "tenant", DOMAIN)
        with TenantServer(home / "tenant") as server:
            written = json.loads((home / "tenant" / "server.json").read_text())
            tenant, applications = written["tenants"][DOMAIN]["tenant_id"], written["applications"][DOMAIN]
            environment = _environment(server, home, tenant, applications["Holdfast"])
            steps: tuple[Callable[[], list[Step]], ...] = (
                lambda: azure_cli(tenant, applications["Holdfast"], "https://graph.microsoft.com/v1.0"),
                lambda: azure_cli_as_administrator(
                    tenant, applications["Administrator"], applications["Holdfast"]["client_id"]
                ),
                lambda: microsoft_365_cli(tenant, DOMAIN, client),
                prowler,
                lambda: ca_radar(tenant, client, home / "ca-radar"),
                lambda: cartography(client),
            )
            outcomes = [told(step, environment) for make in steps for step in make()]
            server.log.close()
    say(f"{sum(outcomes)} of {len(outcomes)} steps came out as they should")
    return 0 if all(outcomes) else 1


def _environment(
    server: TenantServer, home: Path, tenant: str, application: dict[str, str]
) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() not in _PROXIES}
    trust = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), str(server.ca_file))
    return {
        **kept,
        **trust,
        **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), server.proxy_url),
        "HOME": str(home),
        "AZURE_CONFIG_DIR": str(home / "azure"),
        "AZURE_CORE_COLLECT_TELEMETRY": "no",
        "CLIMICROSOFT365_DISABLETELEMETRY": "1",
        "AZURE_TENANT_ID": tenant,
        "AZURE_CLIENT_ID": application["client_id"],
        "AZURE_CLIENT_SECRET": application["client_secret"],
    }


if __name__ == "__main__":
    sys.exit(main())
