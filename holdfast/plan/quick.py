"""What a check needs of a client's file that was found valid before: read anew each time, and quickly.

Nothing is judged here: `holdfast.plan.load` judged this very content when its recording was made. Who it is about
and which deviations are accepted is never taken from what was kept.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from holdfast.model.accepted import present_name, properties
from holdfast.model.errors import InputErrors
from holdfast.model.plan import Cloud, Plan, PlannedException
from holdfast.model.understood import as_said
from holdfast.plan.attested import as_said as attested_as_said
from holdfast.plan.attested import is_of
from holdfast.plan.connection import as_said as connection_as_said
from holdfast.plan.files import client_file
from holdfast.plan.grace_periods import as_said as periods_as_said
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.yaml_file import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from holdfast.model.attestation import Attestation
    from holdfast.plan.node import Node

_NAMESPACE = "holdfast:"
_DAY_LENGTH = len("2027-03-31")


def with_client_file(plan: Plan, project: Path) -> Plan | None:
    """Return `plan` with everything that the client's file says itself as it says it now.

    None when the file is not what was judged: then it has to be loaded in full, which tells what is wrong.
    """
    path, mistakes = client_file(project, plan.client), Mistakes()
    root = read(path, path.relative_to(project).as_posix(), mistakes)
    try:
        mistakes.raise_if_any()
        config: dict[str, Any] = root.plain()["config"] if root else {}
        groups = root.items()["config"] if root else None
        written, agreed, attested = (
            groups.get(f"{_NAMESPACE}{name}") if groups else None
            for name in ("exceptions", "i_understand", "attestations")
        )
        said = {name.removeprefix(_NAMESPACE): value for name, value in config.items()}
        return replace(
            plan,
            tenant=said["tenant"],
            cloud=Cloud(said.get("cloud", Cloud.GLOBAL)),
            baseline=said["baseline"],
            exceptions=tuple(
                _exception(one, plan.renamed) for one in (written.elements() if written else ())
            ),
            understood=tuple(
                as_said(**one.plain(), place=str(one.place)) for one in (agreed.elements() if agreed else ())
            ),
            attestations=tuple(
                _attestation(one, plan.renamed, said["tenant"])
                for one in (attested.elements() if attested else ())
            ),
            grace_periods=periods_as_said(said.get("grace_periods") or {}),
            connection=connection_as_said(said.get("connection") or {}),
            delete_protected_data=said.get("delete_protected_data", False) is True,
            accepted_warnings={
                name: str(reason) for name, reason in (said.get("accepted_warnings") or {}).items()
            },
        )
    except (InputErrors, KeyError, TypeError, ValueError, AttributeError):
        return None


def _attestation(node: Node, renamed: Mapping[str, str], tenant: str) -> Attestation:
    """Return an attestation of the file.

    Raises:
        ValueError: it is of another tenant than the file's.
    """
    one = attested_as_said(node, renamed)
    if not is_of(tenant, one.tenant):
        raise ValueError(one.tenant)
    return one


def _exception(node: Node, renamed: Mapping[str, str]) -> PlannedException:
    """Return an exception of the file; a name that it does not give is empty, as the full reading has it.

    `renamed` has the present id of a control by its former one.
    """
    said: dict[str, Any] = node.plain()
    known = {one.name for one in fields(PlannedException)} - {"place", "deviation"}
    if strangers := set(said) - known:
        raise KeyError(*sorted(strangers))
    given: dict[str, Any] = {name: said.get(name) or "" for name in known}
    typed = {
        **{name: present_name(given[name], renamed) for name in ("control", "object")},
        "property": properties(said.get("property")),
        "expires": date.fromisoformat(str(said["expires"])[:_DAY_LENGTH]),
        "place": str(node.place),
    }
    return PlannedException(**{**given, **typed})
