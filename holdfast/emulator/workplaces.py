"""Where work runs that signs in without a secret: a job of a pipeline, a machine in Azure. Told as variables.

For a running server, from another process or the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.control import UnknownNameError, utc_now
from holdfast.emulator.description import running
from holdfast.emulator.signin.machines import identity_header
from holdfast.emulator.signin.pipelines import PipelineOffice
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from holdfast.emulator.signin.machines import Form
    from holdfast.emulator.signin.pipelines import Job

    Clock = Callable[[], datetime]


def start_job(folder: Path, job: Job, clock: Clock = utc_now) -> dict[str, str]:
    """The variables that a pipeline sets for a job, which may ask the server that runs over the folder for tokens.

    Raises:
        UnknownNameError: no server runs over the folder.
    """
    return job.variables(_base_url(folder), PipelineOffice(folder, clock).request_token(job))


def machine_variables(folder: Path, domain: str, form: Form) -> dict[str, str]:
    """The variables by which work on a machine of a tenant finds the endpoint of its managed identity.

    Raises:
        UnknownNameError: there is no such tenant, or no server runs over the folder.
    """
    root = f"{_base_url(folder)}/machines/{domain}"
    tenants = TenantFolder(folder)
    try:
        header = identity_header(Tenant(tenants.open(domain), utc_now))
    except KeyError as error:
        raise UnknownNameError(f"there is no tenant '{domain}'") from error
    finally:
        tenants.close()
    if form == "imds":
        return {"AZURE_POD_IDENTITY_AUTHORITY_HOST": root, "ARM_USE_MSI": "true"}
    return {"IDENTITY_ENDPOINT": f"{root}/msi/token", "IDENTITY_HEADER": header}


def _base_url(folder: Path) -> str:
    told = running(folder)
    if told is None:
        raise UnknownNameError("no embedded tenant is served here: start it with `holdfast tenant serve`")
    return str(told["base_url"])
