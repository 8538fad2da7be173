"""Imports objects that the tenant has already, where `holdfast up` found them by their natural key.

What is fixed when an object is made, and the program does not ask for, stays as the object was made: without that the
azuread plugin would replace a role-assignable group by an unprotected one, or take it out of the administrative unit
that restricts who may change it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import MappingProxyType

import pulumi

from holdfast.model.adoption import ADOPTION, adoption_key
from holdfast.model.directory import GROUP

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
    """Have every resource that the file names imported, and then updated to what the program says."""
    path = os.environ.get(ADOPTION)
    ids: dict[str, str] = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}

    def as_it_is(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        live_id = ids.get(adoption_key(args.type_, args.name))
        unasked = [name for name in STAYS_AS_MADE.get(args.type_, ()) if args.props.get(name) is None]
        if live_id is None and not unasked:
            return None
        more = pulumi.ResourceOptions(import_=live_id, ignore_changes=unasked or None)
        options = pulumi.ResourceOptions.merge(args.opts, more)
        return pulumi.ResourceTransformResult(props=args.props, opts=options)

    pulumi.runtime.register_resource_transform(as_it_is)
