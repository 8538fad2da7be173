"""Looks ahead over a client's tenant, as `holdfast horizon` and `holdfast report --horizon` do; reads only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.horizon import Horizon
    from holdfast.model.plan import Plan


def looked_ahead(plan: Plan, folder: Path, within_days: int | None) -> Horizon:
    """Return the look ahead of a client's plan.

    Args:
        plan: of the client.
        folder: where Holdfast keeps its state.
        within_days: how far to look; None is without end.

    Raises:
        HoldfastError: when the tenant cannot be addressed at all.
    """
    from holdfast.ending import run
    from holdfast.horizon.look import look_at_client

    return run(look_at_client(plan, folder, _now(plan, folder), within_days))


def _now(plan: Plan, folder: Path) -> datetime:
    """Return the time in the tenant: an embedded one has a clock of its own."""
    from holdfast.model.plan import Cloud

    if plan.cloud is not Cloud.EMBEDDED:
        return datetime.now(UTC)
    from holdfast.cli.tenant.folder import explained
    from holdfast.emulator import control

    with explained():
        return control.tenant_time(folder / "tenant", plan.tenant)
