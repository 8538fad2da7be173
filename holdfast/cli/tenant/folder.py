"""Where the embedded tenant keeps its files, and whom a subcommand speaks of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import find_project
from holdfast.model.errors import HoldfastError
from holdfast.tenant.embedded import home
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TenantOption = Annotated[
    str | None,
    typer.Option("--tenant", help="Domain of the tenant, such as contoso.onmicrosoft.com; default: all."),
]


def tenant_folder() -> Path:
    """Return the folder of the embedded tenants, made if it is new."""
    folder = home(find_project()) / "tenant"
    make_private(folder)
    return folder


def embedded_domains() -> list[str]:
    """Return the domains of the clients that live on the embedded tenant, as their files say."""
    from holdfast.plan.embedded import embedded_tenants

    return embedded_tenants(find_project())


def chosen(tenant: str | None) -> list[str]:
    """Return the one tenant that was asked for, or all of them."""
    return [tenant] if tenant else embedded_domains()


def chosen_and_there(tenant: str | None) -> list[str]:
    """Return the tenants that were asked for, once all are known to be there: else what is done would be done to some.

    Whoever repeats it, once the missing one is seeded, would do it to the others twice.

    Raises:
        HoldfastError: one is not there.
    """
    from holdfast.emulator.control import require_all

    domains = chosen(tenant)
    with explained():
        require_all(tenant_folder(), domains)
    return domains


@contextmanager
def explained() -> Iterator[None]:
    """Turn the emulator's own errors, which know nothing of ours, into ours."""
    from holdfast.emulator.control import UnknownNameError
    from holdfast.emulator.seeds.errors import SeedError
    from holdfast.emulator.tampering import TamperingError

    try:
        yield
    except UnknownNameError as error:
        raise HoldfastError("embedded-unknown-name", str(error)) from None
    except (SeedError, TamperingError, ValueError) as error:
        raise HoldfastError("embedded-refused", str(error)) from None
