"""What a shell that was set up for the embedded tenant still holds: nothing of it may reach a real tenant.

`holdfast env CLIENT` sets variables; the next client in the same shell may be a real one. Each is recognised by its
value, never by its name alone: a person's own backend, credentials, authorities and proxy are left as they are.
Standard library only: a check of a real client looks here first.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from holdfast.model.backend import backend_folder
from holdfast.model.embedded import AUTHORITY, DEMO_PASSPHRASE, FOLDER
from holdfast.model.errors import RefusedError
from holdfast.model.typed_command import typed_command
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TRUST = (
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "AWS_CA_BUNDLE",
)
"""Name a file or a folder of authorities, for one program or another."""
PROXIES = tuple(name for one in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY") for name in (one, one.lower()))
CREDENTIALS = ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID")
_STAND_IN = Path("stand-in", "pulumi-resource-azuread")
_PEM = re.compile(rb"-----BEGIN (?:TRUSTED )?CERTIFICATE-----(.*?)-----END", re.DOTALL)
_LARGEST_BUNDLE = 20_000_000


def leftovers(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the value that each variable of the embedded tenant should have instead, by name, sorted.

    Args:
        environment: the shell's variables.
        home: where Holdfast keeps its state; a server that runs over it is known by its own description.

    Returns:
        The empty text for a variable that is to be unset; the rest of a search path that is to be kept.
    """
    folders = {home.absolute(), Path(environment.get("HOLDFAST_HOME") or home).absolute()}
    found = {
        **dict(_of_pulumi(environment, folders)),
        **dict(_of_azure(environment, folders)),
        **dict.fromkeys((name for name in TRUST if trusts_embedded(environment.get(name, ""))), ""),
        **dict.fromkeys(_proxies(environment, folders), ""),
    }
    path = environment.get("PATH", "")
    if path != (kept := _without_stand_in(path)):
        found["PATH"] = kept
    return dict(sorted(found.items()))


def refuse_leftovers(client: str, environment: Mapping[str, str], home: Path) -> None:
    """Refuse to work for a real client in a shell that belongs to the embedded tenant.

    Raises:
        RefusedError: `embedded-shell`, with the names of the variables and what to type.
    """
    if found := leftovers(environment, home):
        raise RefusedError(
            "embedded-shell",
            f"this shell is set up for the embedded tenant ({', '.join(found)}), and {client} is a real client: "
            f'nothing was sent; type eval "$({typed_command("env", client)})", or open a new shell',
        )


def refuse_foreign_trust(tenant: str, environment: Mapping[str, str], home: Path) -> None:
    """Refuse to reach a real tenant through the embedded one, or trusting its authority.

    Raises:
        RefusedError: `embedded-trust`.
    """
    folders = {home.absolute(), Path(environment.get("HOLDFAST_HOME") or home).absolute()}
    found = [name for name in TRUST if trusts_embedded(environment.get(name, ""))]
    found += _proxies(environment, folders)
    if found:
        raise RefusedError(
            "embedded-trust",
            f"{', '.join(found)} would have us believe the embedded tenant to be {tenant}, which is a real one: "
            'nothing was sent; unset it, or type eval "$(holdfast env CLIENT)" with a real client',
        )


def refuse_state_in_demo(client: str, environment: Mapping[str, str], project: Path, home: Path) -> None:
    """Refuse to keep a real client's state where the embedded tenants are, which anybody may delete.

    Raises:
        RefusedError: `real-state-in-demo`.
    """
    backend = _backend(environment, project)
    if backend is not None and _is_below(backend, {home.absolute(), (project / FOLDER).absolute()}):
        raise RefusedError(
            "real-state-in-demo",
            f"the state of {client} would lie in {backend}, below the folder of the embedded tenants, which is "
            "deleted with them: choose another backend (PULUMI_BACKEND_URL, or pulumi login)",
        )


def trusts_embedded(place: str) -> bool:
    """Return whether a file of authorities, or a folder of such files, holds one of an embedded tenant."""
    if not place:
        return False
    path = Path(place)
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return False
    return any(_holds_authority(one) for one in files)


def _holds_authority(path: Path) -> bool:
    with suppress(OSError, binascii.Error):
        found = _PEM.findall(read_ordinary(path, _LARGEST_BUNDLE))
        return any(AUTHORITY.encode() in base64.b64decode(one) for one in found)
    return False


def _of_pulumi(environment: Mapping[str, str], folders: set[Path]) -> Iterator[tuple[str, str]]:
    """Yield where the engine keeps the state and settings of embedded clients, and their phrase."""
    backend = _file(environment.get("PULUMI_BACKEND_URL", ""), Path.cwd())
    if backend is not None and backend.name == "state" and _is_below(backend, folders):
        yield "PULUMI_BACKEND_URL", ""
    settings = environment.get("PULUMI_HOME", "")
    if settings and Path(settings).name == "pulumi" and _is_below(Path(settings).absolute(), folders):
        yield "PULUMI_HOME", ""
    if environment.get("PULUMI_CONFIG_PASSPHRASE") == DEMO_PASSPHRASE:
        yield "PULUMI_CONFIG_PASSPHRASE", ""


def _of_azure(environment: Mapping[str, str], folders: set[Path]) -> Iterator[tuple[str, str]]:
    """Yield where the azuread plugin finds the embedded tenant, and the credential that belongs to it."""
    metadata = environment.get("ARM_METADATA_HOSTNAME", "")
    embedded = _is_loopback(metadata)
    if embedded:
        yield "ARM_METADATA_HOSTNAME", ""
    known = {value for folder in folders for value in _known_credentials(folder)}
    for prefix in ("ARM", "AZURE"):
        for name in (f"{prefix}_{one}" for one in CREDENTIALS):
            value = environment.get(name)
            if value and (value in known or (embedded and prefix == "ARM")):
                yield name, ""


def _known_credentials(folder: Path) -> Iterator[str]:
    for application in _description(folder).get("tenants", {}).values():
        yield from (str(value) for value in application.values() if value)


def _proxies(environment: Mapping[str, str], folders: set[Path]) -> list[str]:
    """Return the variables that lead to a proxy of an embedded tenant."""
    own = {urlsplit(str(_description(folder).get("proxy_url", ""))).netloc for folder in folders} - {""}
    ports = {one.rpartition(":")[2] for one in own}
    return [name for name in PROXIES if _leads_to(environment.get(name, ""), ports)]


def _leads_to(proxy: str, ports: set[str]) -> bool:
    host = urlsplit(proxy if "://" in proxy else f"http://{proxy}").netloc.rpartition("@")[2]
    return _is_loopback(host) and host.rpartition(":")[2] in ports


def _description(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    """Return what the server that runs over `folder` says of itself; nothing when none does."""
    try:
        facts = json.loads(read_ordinary(folder / "tenant" / "server.json"))
    except (OSError, ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _is_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] or host
    return name.strip("[]").casefold() in {"localhost", "::1"} or name.startswith("127.")


def _without_stand_in(path: str) -> str:
    """Return the search path without the folders that hold nothing but the stand-in of the azuread plugin."""
    return os.pathsep.join(one for one in path.split(os.pathsep) if not _is_stand_in(Path(one)))


def _is_stand_in(folder: Path) -> bool:
    return folder.name == _STAND_IN.parent.name and (folder / _STAND_IN.name).is_file()


def _is_below(path: Path, folders: set[Path]) -> bool:
    resolved = path.resolve()
    return FOLDER in resolved.parts or any(resolved.is_relative_to(one.resolve()) for one in folders)


def _file(address: str, base: Path) -> Path | None:
    """Return the folder of a file backend; None for any other address. A relative one counts from `base`."""
    folder = backend_folder(address)
    return None if folder is None else base / folder


def _backend(environment: Mapping[str, str], project: Path) -> Path | None:
    """Return the folder in which the engine would keep the state; None when that is no folder.

    The engine asks the variable first, then the project's file, then what `pulumi login` chose, which it keeps where
    `PULUMI_CREDENTIALS_PATH` says, before `PULUMI_HOME`. Source: sdk/go/common/workspace/creds.go of pulumi/pulumi
    (2026-11-28).
    """
    if address := environment.get("PULUMI_BACKEND_URL"):
        return _file(address, project)
    if address := _project_backend(project / "Pulumi.yaml"):
        return _file(address, project)
    folder = environment.get("PULUMI_CREDENTIALS_PATH") or environment.get("PULUMI_HOME")
    settings = Path(folder or Path.home() / ".pulumi")
    try:
        chosen = json.loads(read_ordinary(settings / "credentials.json")).get("current")
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return _file(str(chosen), project)


def _project_backend(path: Path) -> str:
    import yaml

    try:
        return str(yaml.safe_load(read_ordinary(path).decode("utf-8"))["backend"]["url"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError):
        return ""
