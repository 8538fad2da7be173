"""Imports objects that the tenant has already, where `holdfast up` found them by their natural key.

What the client has accepted of an object stays as it is: the file holds its live values, and they take the place of
what is declared.

What is fixed when an object is made, and the program does not ask for, stays as the object was made: without that the
azuread plugin would replace a role-assignable group by an unprotected one, or take it out of the administrative unit
that restricts who may change it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pulumi

from holdfast.model.adoption import ABSENT, ADOPTION, TAKEN_BACK, adoption_key
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError, in_words
from holdfast.model.property_path import placed

if TYPE_CHECKING:
    from collections.abc import Mapping

STAYS_AS_MADE = MappingProxyType(
    {
        GROUP: (
            "administrativeUnitIds",
            "assignableToRole",
            "behaviors",
            "provisioningOptions",
            "types",
        ),
    }
)
"""Inputs by type token that an object has from its making, or from somebody else, and that a missing value would take
away or replace it for. Source: https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/group
(2026-11-25)."""


def adopt_what_is_there() -> None:
    """Have every resource that the file names imported, and then updated to what the program says.

    Raises:
        pulumi.RunError: `adoption-unread`.
    """
    ids, left = _given(os.environ.get(ADOPTION))

    def as_it_is(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        """Return the resource with its id, without what it does not ask for, and with what stays as it is."""
        key = adoption_key(args.type_, args.name)
        unasked = [name for name in STAYS_AS_MADE.get(args.type_, ()) if args.props.get(name) is None]
        if key not in ids and key not in left and not unasked:
            return None
        more = pulumi.ResourceOptions(import_=ids.get(key), ignore_changes=unasked or None)
        props = _as_accepted(args.name, args.props, left.get(key, {}))
        return pulumi.ResourceTransformResult(props=props, opts=pulumi.ResourceOptions.merge(args.opts, more))

    pulumi.runtime.register_resource_transform(as_it_is)


def not_made() -> frozenset[str]:
    """Return the logical names of what this run of the engine leaves out; none in a run by hand."""
    return frozenset(json.loads(os.environ.get(ABSENT, "[]")))


def taken_back() -> frozenset[str]:
    """Return the logical names of the sign-in policies that this run stops enforcing; none in a run by hand."""
    return frozenset(json.loads(os.environ.get(TAKEN_BACK, "[]")))


def _given(path: str | None) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Return the ids and what stays as it is, both by resource; nothing where no file is named.

    Raises:
        pulumi.RunError: `adoption-unread`.
    """
    if not path:
        return {}, {}
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
        return dict(given["ids"]), {key: dict(values) for key, values in given["left"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        told = (
            f"what is in the tenant already could not be read from {path}, which {ADOPTION} names "
            f"({in_words(error)}): `holdfast up` makes that file for one run alone; unset {ADOPTION}, and start "
            "the run by `holdfast up`"
        )
        raise pulumi.RunError(str(RefusedError("adoption-unread", told))) from None


def _as_accepted(name: str, props: Mapping[str, Any], left: Mapping[str, Any]) -> dict[str, Any]:
    """Return `props` with the live values of what the client has accepted.

    Raises:
        pulumi.RunError: `accepted-undone`, where a group of properties is only known while the program runs.
    """
    held = dict(props)
    for path, value in left.items():
        try:
            held = placed(held, path, value)
        except TypeError as error:
            told = (
                f"{path} of {name} is accepted as it is and cannot be left so ({error}): nothing of it was written; "
                "declare the group of properties around it as plain values, or take the exception out"
            )
            raise pulumi.RunError(str(RefusedError("accepted-undone", told))) from None
    return held
