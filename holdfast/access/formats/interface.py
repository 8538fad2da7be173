"""What a format is, and what those that grant have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class
from holdfast.report.simulation import notice
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.access.needs import Access, Grant


@value_class
class Format:
    """One way to write down what a client's identity needs."""

    render: Callable[[Access], str]
    """Returns the whole text, with a line's end at its end."""


def by_api(access: Access) -> dict[tuple[str, str], list[Grant]]:
    """Return the permissions by name and client id of the service that has them, both sorted."""
    found: dict[tuple[str, str], list[Grant]] = {}
    for grant in sorted(access.permissions, key=lambda one: (one.of, one.name)):
        found.setdefault((grant.of, grant.app_id), []).append(grant)
    return found


def reasons(grant: Grant) -> list[str]:
    """Return what takes a grant, one line for each thing: `read Group: declared by entra.break_glass_excluded`."""
    return [visible(f"{need.what}: {need.why}") for need in grant.needs]


def command(access: Access) -> str:
    """Return the command that writes what is needed, as a shell takes it: no sign of a name is one of its own."""
    return visible(typed_command("permissions", access.client, f"--{access.purpose}"))


def about(access: Access, sign: str) -> list[str]:
    """Return the lines of a comment, each behind `sign`, that tell what the text grants."""
    acts = "checks and reports: it only reads" if access.purpose == "read" else "applies: it reads and writes"
    return [
        f"{sign} Written by `{command(access)}`: what the application needs in",
        f"{sign} {visible(access.tenant)}, and nothing else. For {acts}.",
        f"{sign} Ids of permissions and roles are looked up by name in the tenant; none is written here.",
        f"{sign} Who runs it must be Privileged Role Administrator (or Global Administrator).",
        *([f"{sign} {told}"] if (told := notice(access.cloud)) else []),
    ]
