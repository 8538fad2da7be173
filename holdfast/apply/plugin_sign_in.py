"""How the azuread plugin is had to sign in as the check does, to the same cloud; and what it cannot do, told before.

The plugin takes the first that it finds of certificate, secret, token, Azure DevOps, GitHub, managed identity and
command line, so whatever is not of the chosen way is hidden from it. Only the engine that we start gets what proves who
we are, by its environment, as before; `holdfast env` prints none of it.
Source: api-facts 1.2, read in terraform-provider-azuread and go-azure-sdk (2026-11-26).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.pipeline_tokens import GitHubToken
from holdfast.tenant.ways import ways

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holdfast.model.desired import DesiredResource
    from holdfast.model.plan import Plan
    from holdfast.tenant.ways import Way

_SECRET = frozenset(
    {
        "ARM_CLIENT_CERTIFICATE",
        "ARM_CLIENT_CERTIFICATE_PASSWORD",
        "ARM_CLIENT_SECRET",
        "ARM_OIDC_REQUEST_TOKEN",
        "ARM_OIDC_TOKEN",
    }
)
"""Variables that the plugin reads and that hold what proves who we are."""
_PLAIN = (
    "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
    "ARM_CLIENT_CERTIFICATE_PATH",
    "ARM_CLIENT_ID",
    "ARM_CLIENT_ID_FILE_PATH",
    "ARM_CLIENT_SECRET_FILE_PATH",
    "ARM_METADATA_HOSTNAME",
    "ARM_MSI_ENDPOINT",
    "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
    "ARM_OIDC_REQUEST_URL",
    "ARM_OIDC_TOKEN_FILE_PATH",
)
"""Those that say where something is, or which."""
_SWITCHES = ("ARM_USE_AKS_WORKLOAD_IDENTITY", "ARM_USE_CLI", "ARM_USE_MSI", "ARM_USE_OIDC")


def plugin_variables(plan: Plan) -> dict[str, str]:
    """Return every variable by which the plugin signs in, sorted; the empty text hides one that the shell may hold.

    The values hold what proves who we are: they are for the engine's environment alone. For a client on the embedded
    tenant there are none: it says them itself.
    """
    if plan.cloud is Cloud.EMBEDDED:
        return {}
    way = _way(plan)
    said = {name: value for name, value in way.plugin.items() if value}
    url = said.get("ARM_OIDC_REQUEST_URL")
    if url and "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID" not in said:
        # Else the plugin asks for a token that is meant for the worldwide cloud.
        said["ARM_OIDC_REQUEST_URL"] = GitHubToken(url, "").meant_for(HOSTS[plan.cloud].federation_audience)
    hidden = {**dict.fromkeys((*_SECRET, *_PLAIN), ""), **dict.fromkeys(_SWITCHES, "false")}
    # The program names the tenant itself; should anything ever go by a default provider, it goes to the same one.
    ours = {"ARM_ENVIRONMENT": plan.cloud.plugin_environment, "ARM_TENANT_ID": plan.tenant}
    return dict(sorted({**hidden, **ours, **said}.items()))


def printable(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what of the `plugin_variables` a shell may be told: nothing secret, and nothing that hides a value."""
    return {name: value for name, value in variables.items() if value and name not in _SECRET}


def refuse_unfit_plugin(plan: Plan, desired: Iterable[DesiredResource]) -> None:
    """Do nothing when the plugin can sign in as the check does, or nothing is declared for it.

    Raises:
        RefusedError: `plugin-sign-in`, before anything is read or written.
    """
    if plan.cloud is Cloud.EMBEDDED or not any(one.token.startswith("azuread:") for one in desired):
        return
    if told := _way(plan).unfit():
        raise RefusedError("plugin-sign-in", f"nothing was changed: {told}")


def tell_by_hand(plan: Plan, say: Callable[[str], object]) -> None:
    """Say what `pulumi`, typed by hand, needs of this shell so that the plugin signs in as the check does."""
    if plan.cloud is Cloud.EMBEDDED:
        return
    way, variables = _way(plan), plugin_variables(plan)
    if told := way.unfit():
        say(told)
    own = {name for name in (*_SECRET, *_PLAIN) if os.environ.get(name)}
    lacking = [
        name for name in sorted(_SECRET) if variables[name] and os.environ.get(name) != variables[name]
    ]
    foreign = sorted(name for name in own if not variables[name])
    if lacking:
        say(
            f"pulumi by hand needs {', '.join(lacking)}, which is not printed: set it yourself, or use `holdfast up`"
        )
    if foreign:
        say(
            f"the azuread plugin would take {', '.join(foreign)} before the {way.name} by which Holdfast signs in: "
            "unset it for pulumi by hand; `holdfast up` hides it"
        )


def _way(plan: Plan) -> Way:
    return ways(plan.tenant, connection=plan.connection)[0]
