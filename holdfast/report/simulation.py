"""The words by which everything that is said of an embedded tenant is known as a simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.plan import Cloud

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTICE = "Simulation: this is an embedded tenant on this machine, not a client's tenant at Microsoft."
"""Stands in every output about an embedded tenant."""

_OF_MANY = "Simulation: {} of these are embedded tenants on this machine, not clients' tenants at Microsoft."
_MARK = " (a simulation)"


def marked(*, simulation: bool) -> str:
    """Return what stands behind the name of a client whose tenant is an embedded one; empty for any other."""
    return _MARK if simulation else ""


def notice(cloud: Cloud) -> str:
    """Return the notice for a tenant of `cloud`; empty for a tenant at Microsoft."""
    return NOTICE if cloud is Cloud.EMBEDDED else ""


def notice_of_many(simulations: Iterable[bool]) -> str:
    """Return the notice for many clients, each given by whether it is a simulation; empty where none is."""
    each = list(simulations)
    return _OF_MANY.format("all" if all(each) else "some") if any(each) else ""


def noticed(sentence: str, cloud: Cloud) -> str:
    """Return a closing sentence, with the notice behind it for an embedded tenant."""
    return f"{sentence} {NOTICE}" if cloud is Cloud.EMBEDDED else sentence
