"""Imports objects that the tenant has already, where `holdfast up` found them by their natural key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pulumi

VARIABLE = "HOLDFAST_ADOPT"
"""Names a file `{"<type token>|<logical name>": "<Pulumi id>"}`; absent in ordinary runs."""


def adopt_what_is_there() -> None:
    """Have every resource that the file names imported, and then updated to what the program says."""
    path = os.environ.get(VARIABLE)
    if not path:
        return
    ids: dict[str, str] = json.loads(Path(path).read_text(encoding="utf-8"))

    def with_import(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        live_id = ids.get(f"{args.type_}|{args.name}")
        if live_id is None:
            return None
        options = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(import_=live_id))
        return pulumi.ResourceTransformResult(props=args.props, opts=options)

    pulumi.runtime.register_resource_transform(with_import)
