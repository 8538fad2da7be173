"""`holdfast tenant pipeline`: a job of GitHub Actions or Azure DevOps, or a machine of Azure, for this shell."""

from __future__ import annotations

import shlex
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.tenant.folder import explained, tenant_folder

if TYPE_CHECKING:
    from holdfast.emulator.signin.machines import Form


class Workplace(StrEnum):
    """Where the shell is to believe that it runs."""

    GITHUB = "github"
    AZURE_DEVOPS = "azure-devops"
    VIRTUAL_MACHINE = "virtual-machine"
    APP_SERVICE = "app-service"


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(pipeline)


def pipeline(
    where: Annotated[Workplace, typer.Argument(help="Whose job or machine.")],
    subject: Annotated[
        str,
        typer.Option(
            help="What a job's tokens say that it is (`sub`), such as repo:acme/tenants:environment:prod."
        ),
    ] = "",
    service_connection: Annotated[
        str, typer.Option(help="Id of the service connection, of a job in Azure DevOps.")
    ] = "00000000-0000-4000-8000-00000000c0de",
    tenant: Annotated[str, typer.Option(help="Domain of the tenant that a machine is of.")] = "",
) -> None:
    """Print the variables of a job or machine that signs in without a secret: eval "$(holdfast tenant pipeline …)".

    The client file says `holdfast:connection` with `way: federation` or `way: managed-identity`; for a job, its issuer
    and subject are registered by `holdfast tenant credential`.
    """
    from holdfast.emulator.signin.pipelines import Job
    from holdfast.emulator.workplaces import machine_variables, start_job

    of_job = where in {Workplace.GITHUB, Workplace.AZURE_DEVOPS}
    if of_job != bool(subject) or of_job == bool(tenant):
        raise typer.BadParameter("a job takes --subject, a machine takes --tenant")
    with explained():
        if of_job:
            job = Job(where.value, subject, service_connection if where is Workplace.AZURE_DEVOPS else "")
            variables = start_job(tenant_folder(), job)
            told = f"tokens of {job.issuer_name} for {subject}"
        else:
            form: Form = "imds" if where is Workplace.VIRTUAL_MACHINE else "app-service"
            variables = machine_variables(tenant_folder(), tenant, form)
            told = f"the managed identity of a machine of {tenant}"
    for name, value in variables.items():
        print(f"export {name}={shlex.quote(value)}")
    typer.echo(told, err=True)
