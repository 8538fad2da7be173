"""`make clients`: the command lines of strangers, as the registries have them, against the embedded tenant.

Azure's CLI, CLI for Microsoft 365 and the first steps of Prowler are installed below `.venv/clients`, each in a place
of its own, which takes minutes and half a gigabyte the first time; that is why no test of `make test` does it. One line
is printed for each client and step: what was done, whether it came out as it should, and what came instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer

MADE = Path(__file__).parents[2] / ".venv" / "clients"
DOMAIN = "contoso.onmicrosoft.com"
AZURE_CLI = "azure-cli==2.91.0"
PROWLER = "prowler==5.46.0"
M365 = "@pnp/cli-microsoft365@11.11.0"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")
_STEP_SECONDS = 300
_LONGEST_SHOWN = 160


@dataclass(frozen=True)
class Step:
    """One command of a client, and what it must print."""

    client: str
    name: str
    command: tuple[str, ...]
    good: Callable[[Any], bool]
    """Judges the JSON that it printed, or its text where that is none."""


def azure_cli(tenant: str, application: dict[str, str], graph: str) -> list[Step]:
    """Sign in, ask Graph, ask the directory commands."""
    az = str(_python_tool("azure-cli", AZURE_CLI, "az"))
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
    az = str(_python_tool("azure-cli", AZURE_CLI, "az"))
    who = ("-u", application["client_id"], "-p", application["client_secret"], "--tenant", tenant)
    login = (az, "login", "--service-principal", *who, "--allow-no-subscriptions")
    wanted = {"name": "ci", "issuer": "https://issuer.example", "subject": "repo:a/b"}
    parameters = json.dumps({**wanted, "audiences": ["api://AzureADTokenExchange"]})
    below = (az, "ad", "app", "federated-credential")
    create = (*below, "create", "--id", target, "--parameters", parameters)
    return [
        Step("azure-cli", "login as administrator", login, lambda found: found[0]["tenantId"] == tenant),
        Step("azure-cli", "federated-credential create", create, lambda one: wanted.items() <= one.items()),
        Step(
            "azure-cli",
            "federated-credential list",
            (*below, "list", "--id", target),
            lambda all_: len(all_) == 1,
        ),
    ]


def microsoft_365_cli(tenant: str, application: dict[str, str]) -> list[Step]:
    """Sign in and list what the tenant has."""
    m365 = str(_node_tool("m365", M365, "m365"))
    app_id, secret = application["client_id"], application["client_secret"]
    login = (m365, "login", "--authType", "secret", "--appId", app_id, "--tenant", tenant, "--secret", secret)
    policies = ("request", "--url", "@graph/identity/conditionalAccess/policies")
    name = "CLI for Microsoft 365"
    return [
        Step(name, "login", login, lambda found: found["appTenant"] == tenant),
        Step(name, "status", (m365, "status"), lambda found: found["authType"] == "secret"),
        Step(name, "entra user list", (m365, "entra", "user", "list"), lambda found: len(found) > 2),
        Step(name, "entra group list", (m365, "entra", "group", "list"), lambda found: len(found) > 0),
        Step(name, "entra app list", (m365, "entra", "app", "list"), lambda found: len(found) > 1),
        Step(name, "request policies", (m365, *policies), lambda found: found["value"] == []),
    ]


def prowler() -> list[Step]:
    """Its own session, identity and Entra service; the checks themselves need PowerShell, which few machines have."""
    _python_tool("prowler", PROWLER, "prowler")
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
        with TenantServer(home / "tenant") as server:
            told = json.loads((home / "tenant" / "server.json").read_text())
            tenant, applications = told["tenants"][DOMAIN]["tenant_id"], told["applications"][DOMAIN]
            environment = _environment(server, home, tenant, applications["Holdfast"])
            steps: tuple[Callable[[], list[Step]], ...] = (
                lambda: azure_cli(tenant, applications["Holdfast"], "https://graph.microsoft.com/v1.0"),
                lambda: azure_cli_as_administrator(
                    tenant, applications["Administrator"], applications["Holdfast"]["client_id"]
                ),
                lambda: microsoft_365_cli(tenant, applications["Holdfast"]),
                prowler,
            )
            outcomes = [_told(step, environment) for make in steps for step in make()]
            server.log.close()
    _say(f"{sum(outcomes)} of {len(outcomes)} steps came out as they should")
    return 0 if all(outcomes) else 1


def _told(step: Step, environment: dict[str, str]) -> bool:
    started = time.perf_counter()
    done = subprocess.run(
        step.command, env=environment, capture_output=True, text=True, timeout=_STEP_SECONDS, check=False
    )
    good = done.returncode == 0 and _is_good(step, done.stdout)
    seconds = time.perf_counter() - started
    _say(f"{'ok  ' if good else 'FAIL'} {step.client:<22} {step.name:<28} {seconds:6.1f} s")
    if not good:
        _say(f"     {' '.join((done.stderr or done.stdout).split())[-_LONGEST_SHOWN:]}")
    return good


def _is_good(step: Step, printed: str) -> bool:
    try:
        return bool(step.good(json.loads(printed)))
    except (ValueError, KeyError, IndexError, TypeError):
        return False


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


def _python_tool(name: str, requirement: str, program: str) -> Path:
    """A Python program in an environment of its own, whose packages must not meet ours."""
    folder = MADE / name
    stamp = folder / ".made-of"
    if not stamp.exists() or stamp.read_text() != requirement:
        _say(f"setup: installing {requirement}")
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", requirement], check=True)
        stamp.write_text(requirement)
    return folder / "bin" / program


def _node_tool(name: str, requirement: str, program: str) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("there is no npm on this machine: CLI for Microsoft 365 cannot be installed")
    folder = MADE / name
    stamp = folder / ".made-of"
    if not stamp.exists() or stamp.read_text() != requirement:
        _say(f"setup: installing {requirement}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}')
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([npm, "install", *quiet, requirement], cwd=folder, check=True)
        stamp.write_text(requirement)
    return folder / "node_modules" / ".bin" / program


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
