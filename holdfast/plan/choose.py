"""Which clients of a project are meant: by name, by a pattern of names, by a group that their files name, or all."""

from __future__ import annotations

import re
from dataclasses import field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.letters import one_case
from holdfast.model.near import listed, near
from holdfast.model.value_class import value_class
from holdfast.plan.files import (
    CLIENTS,
    client_file,
    clients,
    misnamed_clients,
    no_clients_file,
    unusable_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

_SIGNS = re.compile(r"[*?]|\[.+\]")
"""What makes a pattern of a name."""


@value_class
class Chosen:
    """The clients that are meant."""

    clients: tuple[str, ...]
    """Sorted."""
    doubtful: dict[str, HoldfastError] = field(default_factory=dict)
    """Why nobody can say of a client what is asked, by name, sorted: its file has mistakes, or is not named as one."""


def is_pattern(name: str) -> bool:
    """Return whether a name may stand for several clients."""
    return _SIGNS.search(name) is not None


def chosen_clients(
    project: Path, patterns: Sequence[str], groups: Sequence[str], *, everyone: bool = False
) -> Chosen:
    """Return the clients that any of these means.

    Args:
        project: the folder with `clients/`.
        patterns: names, or patterns of names as in a shell (`*`, `?`, `[ab]`); the name of a client is that client.
        groups: names that stand in `holdfast:groups` of client files.
        everyone: all of them.

    Raises:
        HoldfastError: `unknown-client` for a name or a pattern that means none, `unknown-group` for a group that
            nobody is in.
    """
    every, misnamed = clients(project), misnamed_clients(project)
    if everyone and not every:
        raise HoldfastError("unknown-client", f"{CLIENTS}/ has no file of a client yet")
    found = set(every) if everyone else set()
    doubtful = {client: no_clients_file(name) for client, name in misnamed.items() if everyone or groups}
    for pattern in patterns:
        named = _matching(project, pattern, (*every, *misnamed))
        found.update(one for one in named if one not in misnamed or one in every)
        doubtful.update((one, no_clients_file(misnamed[one])) for one in named if one in misnamed)
    if not groups:
        return _chosen(found, doubtful)
    members, unread = _by_group(project, every)
    doubtful.update(unread)
    for group in groups:
        if _known_as(group) not in members:
            raise HoldfastError("unknown-group", _nobody(group, members, doubtful))
        found.update(members[_known_as(group)])
    return _chosen(found, doubtful)


def _chosen(found: Collection[str], doubtful: dict[str, HoldfastError]) -> Chosen:
    """Return who is meant, without whoever no file of a result can be called after: those are no reason to stop."""
    named = {client: error for client in found if (error := unusable_name(client))}
    beside = {**{client: error for client, error in doubtful.items() if client not in found}, **named}
    return Chosen(tuple(sorted({*found} - {*named})), {client: beside[client] for client in sorted(beside)})


def _matching(project: Path, pattern: str, every: Sequence[str]) -> Sequence[str]:
    if pattern in every or not is_pattern(pattern):
        client_file(project, pattern)
        return (pattern,)
    found = [client for client in every if fnmatchcase(client, pattern)]
    if not found:
        alike = near(_SIGNS.sub("", pattern), every, 3, 0.4)
        told = f"Near are: {', '.join(alike)}." if alike else f"There are: {listed(every) or 'none'}."
        raise HoldfastError("unknown-client", f"No client matches `{pattern}`. {told}")
    return found


def _by_group(project: Path, every: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, HoldfastError]]:
    """Return the members of every group, and why of some clients nobody can say which groups they are in."""
    from holdfast.plan.load import groups_of

    members: dict[str, list[str]] = {}
    doubtful: dict[str, HoldfastError] = {}
    for client in every:
        try:
            for group in groups_of(project, client):
                members.setdefault(_known_as(group), []).append(client)
        except HoldfastError as error:
            doubtful[client] = error
    return members, doubtful


def _known_as(group: str) -> str:
    """Return a group's name as it is compared: of who is in `Gold` nobody hears where `gold` is asked for otherwise."""
    return one_case(" ".join(group.split()))


def _nobody(group: str, members: Iterable[str], doubtful: Iterable[str]) -> str:
    known = sorted(members)
    alike = near(group, known, 3)
    hint = f" Did you mean {' or '.join(f'`{one}`' for one in alike)}?" if alike else ""
    there = f"There are: {listed(known)}." if known else "No file names any."
    unread = listed(sorted(doubtful))
    besides = f" The files of these have mistakes and were not asked: {unread}." if unread else ""
    return f"No client is in the group `{group}`: it stands in no file's `holdfast:groups`.{hint} {there}{besides}"
