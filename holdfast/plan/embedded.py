"""Which tenants the embedded server is for: those that some client file of the project puts there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud
from holdfast.plan.files import client_file, clients
from holdfast.plan.yaml_text import Unusable, text_of

if TYPE_CHECKING:
    from pathlib import Path


def embedded_tenants(project: Path) -> list[str]:
    """Return the tenants of all clients with `holdfast:cloud: embedded`, sorted.

    Files are not validated here: one that is no YAML, is gone by now or is a link that leads nowhere has no tenant, and
    its own commands say what is wrong with it. It takes nobody else's tenant away.
    """
    return sorted(
        {tenant for one in clients(project) if (tenant := _embedded_tenant(project, one)) is not None}
    )


def is_embedded(project: Path, client: str) -> bool:
    """Return whether a client's file puts its tenant on this machine, whatever else is wrong with it.

    Of a file that cannot be read nobody can say so: it counts as one of a tenant at Microsoft.
    """
    return _embedded_tenant(project, client) is not None


def _embedded_tenant(project: Path, client: str) -> str | None:
    try:
        document = yaml.safe_load(text_of(client_file(project, client), client))
        config = document["config"]
        return (
            str(config["holdfast:tenant"]) if config.get("holdfast:cloud") == Cloud.EMBEDDED.value else None
        )
    except (HoldfastError, yaml.YAMLError, Unusable, TypeError, KeyError, AttributeError, RecursionError):
        return None
