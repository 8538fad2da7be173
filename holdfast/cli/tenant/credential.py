"""`holdfast tenant credential`: lets an application sign in with a certificate or another issuer's token."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.tenant.folder import TenantOption, chosen_and_there, explained, tenant_folder
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(credential)


def credential(
    *,
    certificate: Annotated[
        Path | None, typer.Option(help="Certificate, PEM or DER; a private key in the file is left unread.")
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            help="Issuer (`iss`), such as https://token.actions.githubusercontent.com; with --subject."
        ),
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="Subject (`sub`), such as repo:acme/tenants:environment:prod.")
    ] = None,
    audience: Annotated[str, typer.Option(help="Audience (`aud`).")] = "api://AzureADTokenExchange",
    keys: Annotated[
        Path | None,
        typer.Option(
            help="The issuer's JSON web key set; without it the stand-in's, and of other issuers nothing is checked."
        ),
    ] = None,
    clear: Annotated[
        bool,
        typer.Option(
            "--clear", help="Take every certificate and federated credential off; the secret stays."
        ),
    ] = False,
    application: Annotated[
        str, typer.Option(help="The application: Holdfast, Reader or Administrator.")
    ] = "Holdfast",
    tenant: TenantOption = None,
) -> None:
    """Register a certificate or a federated credential on an application; `seed` and `reset` keep it."""
    if [certificate is not None, issuer is not None or subject is not None, clear].count(True) != 1:
        raise typer.BadParameter("give one of --certificate, --issuer with --subject, or --clear")
    if (issuer is None) != (subject is None):
        raise typer.BadParameter("--issuer and --subject go together")
    for domain in chosen_and_there(tenant):
        if certificate is not None:
            _register_certificate(domain, certificate, application)
        elif issuer is not None and subject is not None:
            values = {"issuer": issuer, "subject": subject, "audiences": [audience]}
            _register_issuer(domain, values, keys, application)
        else:
            _clear(domain, application)


def _register_certificate(domain: str, file: Path, application: str) -> None:
    from holdfast.emulator import control

    with explained(), _named(file):
        thumbprint = control.add_certificate(
            tenant_folder(), domain, read_ordinary(file), application=application
        )
    print(f"{application} of {domain} signs in with the certificate {thumbprint}")


def _register_issuer(domain: str, values: dict[str, Any], keys: Path | None, application: str) -> None:
    from holdfast.emulator import control
    from holdfast.emulator.signin.credentials import key_set
    from holdfast.emulator.signin.pipelines import ISSUERS

    name = "".join(one if one.isalnum() else "-" for one in values["subject"])[:120]
    with explained():
        known = None
        if keys is not None:
            with _named(keys):
                known = key_set(read_ordinary(keys))
        named = {**values, "name": name, "keys": known}
        control.add_federated_credential(tenant_folder(), domain, named, application=application)
    stood_in = values["issuer"].startswith(tuple(ISSUERS.values()))
    checked = "" if known or stood_in else "; its signatures are not checked, give --keys for that"
    print(
        f"{application} of {domain} signs in with tokens of {values['issuer']} for {values['subject']}{checked}"
    )


def _clear(domain: str, application: str) -> None:
    from holdfast.emulator import control

    with explained():
        gone = control.forget_credentials(tenant_folder(), domain, application=application)
    print(f"{application} of {domain} has lost {gone} credentials; its secret stays")


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Say of which file a refusal speaks."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from error
