"""The environment in which the engine, typed by hand or driven by us, reaches the client's tenant."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import certifi

from holdfast.apply.plugin_sign_in import plugin_variables, printable
from holdfast.engine import Engine, environment, share_plugins
from holdfast.model.adoption import ADOPTION
from holdfast.model.embedded import FOLDER
from holdfast.model.plan import Cloud
from holdfast.tenant.authorities import of_embedded, of_file
from holdfast.tenant.embedded import EmbeddedServer, find_server, home, read_authority
from holdfast.tenant.leftovers import leftovers, refuse_leftovers, refuse_state_in_demo, trusts_embedded
from holdfast.tenant.ways import FILES
from holdfast.whole_file import make_private, read_ordinary, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.plan import Plan

_PLUGIN = "pulumi-resource-azuread"
_OF_OTHERS = (
    *("AZURE_CONFIG_DIR", "PULUMI_CONFIG_PASSPHRASE_FILE", "PULUMI_HOME"),
    *("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE"),
)
"""Variables that name a file or folder of what the engine's processes use: `az`, the engine itself, and libraries."""


def shell_environment(engine: Engine, project: Path, plan: Plan, folder: Path) -> dict[str, str]:
    """Return every variable that `pulumi` needs for this client and that may be printed, sorted by name.

    Args:
        engine: which is driven.
        project: the folder with `Pulumi.yaml`.
        plan: the client's.
        folder: where Holdfast keeps its state; the engine's processes are told.

    Raises:
        HoldfastError: `embedded-tenant-not-running` for a client of the embedded tenant; `authorities-unusable`.
    """
    embedded = plan.cloud is Cloud.EMBEDDED
    folder = folder.resolve()
    variables = {
        **_named_from_here(os.environ),
        **environment(engine, project, embedded=embedded, stack=plan.client, folder=folder),
    }
    variables["HOLDFAST_HOME"] = str(folder)
    if not embedded:
        _named_authorities()
        # The search path is always said: the shell may hold one with the stand-in of the embedded tenant.
        variables.setdefault("PATH", os.environ.get("PATH", ""))
        variables |= printable(plugin_variables(plan))
    if embedded:
        variables |= _embedded(find_server(folder, plan.tenant), plan, folder)
        pulumi_home = Path(variables["PULUMI_HOME"])
        share_plugins(pulumi_home)
        if not azuread_installed(pulumi_home):
            _put_first(variables, _stand_in(folder))
    return dict(sorted(variables.items()))


def _named_from_here(shell: Mapping[str, str]) -> dict[str, str]:
    """Return what names a file or folder from where we stand, for processes that stand in the project's folder.

    Else a check, which is made here, finds what an apply looks for in vain, in the middle of it.
    """
    given = {name: Path(shell[name]) for name in (*FILES, *_OF_OTHERS) if shell.get(name)}
    return {name: str(path.absolute()) for name, path in given.items() if not path.is_absolute()}


def refuse_other_world(project: Path, plan: Plan, folder: Path) -> None:
    """Refuse to drive the engine for a real client in a shell, or on a state, that belongs to the embedded tenant.

    `folder` is where Holdfast keeps its state.

    Raises:
        RefusedError: `embedded-shell`, `real-state-in-demo`.
    """
    if plan.cloud is not Cloud.EMBEDDED:
        refuse_leftovers(plan.client, os.environ, folder)
        refuse_state_in_demo(plan.client, os.environ, project, folder)


def leave_embedded(project: Path, plan: Plan) -> dict[str, str]:
    """Take out of this process's environment what the embedded tenant left, for a real client.

    Returns:
        What each variable is now, by name, sorted: the empty text for one that is unset. For a client of the embedded
        tenant nothing is.
    """
    if plan.cloud is Cloud.EMBEDDED:
        return {}
    found = leftovers(os.environ, home(project)) | _of_holdfast(project)
    for name, value in found.items():
        if value:
            os.environ[name] = value
        else:
            del os.environ[name]
    return dict(sorted(found.items()))


def _of_holdfast(project: Path) -> dict[str, str]:
    """Return our own variables that another project's embedded tenant, or a run of the engine, left."""
    found = [ADOPTION] if ADOPTION in os.environ else []
    folder = os.environ.get("HOLDFAST_HOME")
    if folder and Path(folder, "tenant").is_dir() and Path(folder).resolve() != (project / FOLDER).resolve():
        found.append("HOLDFAST_HOME")
    return dict.fromkeys(found, "")


def _embedded(server: EmbeddedServer, plan: Plan, folder: Path) -> dict[str, str]:
    """Return where the azuread provider finds the embedded tenant, how it signs in, and whom it trusts."""
    application = server.application(plan.tenant)
    return {
        "ARM_CLIENT_ID": application.client_id,
        "ARM_CLIENT_SECRET": application.client_secret,
        "ARM_METADATA_HOSTNAME": server.metadata_host,
        "ARM_TENANT_ID": application.tenant_id,
        "SSL_CERT_FILE": str(_trust(server, folder)),
    }


def _trust(server: EmbeddedServer, folder: Path) -> Path:
    """Write the usual authorities and the embedded tenant's own into one file, so that other tools keep working.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `authorities-unusable` where either is none.
    """
    path = folder / "tenant" / "trust.pem"
    usual = _named_authorities() or Path(certifi.where())
    of_embedded(server.ca_file)
    bundle = read_ordinary(usual) + b"\n" + read_authority(server.ca_file)
    if not path.is_file() or read_ordinary(path) != bundle:
        write_whole(path, bundle)
    return path


def _named_authorities() -> Path | None:
    """Return the file of authorities that a person named, which the engine and its plugins go by; None for the usual.

    Raises:
        HoldfastError: `authorities-unusable`.
    """
    given = os.environ.get("SSL_CERT_FILE", "")
    if not given or trusts_embedded(given):
        return None
    of_file(Path(given))
    return Path(given)


def azuread_installed(pulumi_home: Path) -> bool:
    """Return whether the real azuread plugin is on PATH or among the engine's plugins."""
    found = shutil.which(_PLUGIN)
    if found and Path(found).parent.name != "stand-in":
        return True
    return any(pulumi_home.glob(f"plugins/resource-azuread-*/{_PLUGIN}*"))


def _stand_in(folder: Path) -> Path:
    """Return the folder that holds nothing but the stand-in's plugin, for the search path of this run."""
    plugin = folder / "stand-in" / _PLUGIN
    script = f'#!/bin/sh\nexec "{sys.executable}" -P -m holdfast.provider.azuread_stand_in "$@"\n'.encode()
    if not plugin.exists() or plugin.read_bytes() != script:
        make_private(plugin.parent)
        write_whole(plugin, script, mode=0o700)
    return plugin.parent


def _put_first(variables: dict[str, str], folder: Path) -> None:
    path = variables.get("PATH") or os.environ.get("PATH", "")
    if str(folder) not in path.split(os.pathsep):
        variables["PATH"] = os.pathsep.join([str(folder), path])
