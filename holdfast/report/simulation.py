"""The words by which everything that is said of an embedded tenant is known as a simulation."""

from __future__ import annotations

from holdfast.model.plan import Cloud

NOTICE = "Simulation: this is an embedded tenant on this machine, not a client's tenant at Microsoft."
"""Stands in every output about an embedded tenant."""

_MARK = " (a simulation)"


def marked(*, simulation: bool) -> str:
    """Return what stands behind the name of a client whose tenant is an embedded one; empty for any other."""
    return _MARK if simulation else ""


def notice(cloud: Cloud) -> str:
    """Return the notice for a tenant of `cloud`; empty for a tenant at Microsoft."""
    return NOTICE if cloud is Cloud.EMBEDDED else ""


def noticed(sentence: str, cloud: Cloud) -> str:
    """Return a closing sentence, with the notice behind it for an embedded tenant."""
    return f"{sentence} {NOTICE}" if cloud is Cloud.EMBEDDED else sentence
