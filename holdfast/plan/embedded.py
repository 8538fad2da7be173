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
    found = set()
    for client in clients(project):
        try:
            document = yaml.safe_load(text_of(client_file(project, client), client))
            config = document["config"]
            if config.get("holdfast:cloud") == Cloud.EMBEDDED.value:
                found.add(str(config["holdfast:tenant"]))
        except (HoldfastError, yaml.YAMLError, Unusable, TypeError, KeyError, AttributeError, RecursionError):
            continue
    return sorted(found)
