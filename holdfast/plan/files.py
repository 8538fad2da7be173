"""What there is on disk: clients, baselines, and the files that a plan depends on.

Standard library only, and nothing is parsed: the cached drift check imports this and must stay quick.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.near import listed, near

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS = "clients"
"""Folder of the stack files, as `stackConfigDir` in Pulumi.yaml says."""
BASELINES = "baselines"
"""Folder with one folder per baseline."""
UNKNOWN_CLIENT = "unknown-client"
"""Slug of the error about a client without a file."""
_MOST_BYTES = 200
"""Of a client's name: files that are called after it have longer names, and 255 bytes is what a file system takes."""
_UNKEPT = frozenset('"*:<>?|\\')
"""Signs that stores of a pipeline's artifacts refuse, all files with them, as a file system of Windows would.

Source: invalidArtifactFilePathCharacters of github.com/actions/toolkit (2026-11-28).
"""
_PREFIX, _SUFFIX = "Pulumi.", ".yaml"
_MISTAKEN = frozenset({".yaml", ".yml", ".json"})
"""Endings in any letter case that people give to such files."""


def clients(project: Path) -> tuple[str, ...]:
    """Return the names of all clients of the project, sorted: `contoso` for `clients/Pulumi.contoso.yaml`."""
    return tuple(
        sorted(
            path.name[len(_PREFIX) : -len(_SUFFIX)]
            for path in (project / CLIENTS).glob(f"{_PREFIX}*{_SUFFIX}")
            if len(path.name) > len(_PREFIX) + len(_SUFFIX)
        )
    )


def misnamed_clients(project: Path) -> dict[str, str]:
    """Return the names of files that end otherwise than a client's and are meant as one, by that client's name.

    The engine takes `.yaml` alone for a stack's file, and so do we: such a file is of nobody.
    """
    found = {}
    for path in sorted((project / CLIENTS).glob(f"{_PREFIX}?*.*")):
        name, ending = path.stem[len(_PREFIX) :], path.suffix
        if ending != _SUFFIX and ending.casefold() in _MISTAKEN:
            found[name] = path.name
    return found


def no_clients_file(name: str) -> HoldfastError:
    """Return why a file of this name, which `misnamed_clients` found, is nobody's: its client is not passed over."""
    told = f"{CLIENTS}/{name} is no client's file: its name has to end with {_SUFFIX}; rename it"
    return HoldfastError(UNKNOWN_CLIENT, told)


def client_path(project: Path, client: str) -> Path:
    """Return where the file of a client is, or would be."""
    return project / CLIENTS / f"{_PREFIX}{client}{_SUFFIX}"


def client_file(project: Path, client: str) -> Path:
    """Return the file of a client that exists.

    Raises:
        HoldfastError: `unknown-client`, with the nearest name and the list of all; `client-name`.
    """
    path = client_path(project, client)
    # One client's file is looked for without the others: a new client is no change of this one.
    if not client or os.sep in client or not _exists(path):
        if misnamed := misnamed_clients(project).get(client):
            raise no_clients_file(misnamed)
        raise HoldfastError(UNKNOWN_CLIENT, _unknown(client, clients(project)))
    if error := unusable_name(client):
        raise error
    return path


def unusable_name(client: str) -> HoldfastError | None:
    """Return why nobody can be called so of whom results, histories and URNs have to tell; None where one can.

    Less is refused than the engine does, which takes letters and digits of ASCII, `-`, `_` and `.` (100 at most) and
    says so itself: who has another name can be checked, and not applied.
    """
    why = _against(client)
    told = f"{CLIENTS}/{_PREFIX}{client}{_SUFFIX} is nobody's file, because {why}: rename it"
    return HoldfastError("client-name", told) if why else None


def _against(client: str) -> str:
    """Return what is wrong with a name; empty where nothing is."""
    try:
        length = len(client.encode())
    except UnicodeEncodeError:
        return "its name is not UTF-8, and no result could tell it"
    if client in {".", ".."}:
        return "its name means a folder in every path"
    if length > _MOST_BYTES:
        return f"its name is longer than {_MOST_BYTES} bytes, and files that are called after it would be too long"
    odd = sorted({one for one in client if one in _UNKEPT or one < " "})
    return f"its name has {' '.join(map(ascii, odd))}, which no file of a result may have" if odd else ""


def _exists(path: Path) -> bool:
    """Return whether there is such a file; none can have a name that no file system takes."""
    try:
        return path.exists()
    except OSError:
        return False


def baselines(project: Path) -> dict[str, tuple[str, ...]]:
    """Return the versions of every baseline, oldest first, by name, sorted."""
    found: dict[str, list[str]] = {}
    for path in (project / BASELINES).glob(f"*/*{_SUFFIX}"):
        found.setdefault(path.parent.name, []).append(path.name[: -len(_SUFFIX)])
    return {name: tuple(sorted(found[name], key=version_order)) for name in sorted(found)}


def version_order(version: str) -> tuple[list[int], bool, str]:
    """Return a key that sorts `1.9.0` before `1.10.0`, and `1.0.0-rc.1` before `1.0.0`."""
    core, _, preview = version.partition("-")
    return [int(part) if part.isdecimal() else -1 for part in core.split(".")], not preview, preview


def _unknown(client: str, known: tuple[str, ...]) -> str:
    """Return the sentence about a client that has no file."""
    if not known:
        return f"There is no client `{client}`: {CLIENTS}/ has no file {_PREFIX}<client>{_SUFFIX} yet."
    if client in known:
        return f"{CLIENTS}/{_PREFIX}{client}{_SUFFIX} is a link that leads nowhere, so there is no client `{client}`."
    meant = near(client, known)
    hint = f" Did you mean `{meant[0]}`?" if meant else ""
    return f"There is no client `{client}`.{hint} There are: {listed(known)}."
