"""Which service plans a tenant has, and which it had: what the service offers it today."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Licences:
    """The service plans of a tenant's subscriptions."""

    in_force: frozenset[str] = frozenset()
    """Names such as `AAD_PREMIUM` of plans that some subscription gives."""
    lapsed: dict[str, str] = field(default_factory=dict)
    """The service's word, such as `Suspended`, by name of a plan that only such subscriptions contain."""

    def lack(self, plan: str) -> bool:
        """Return whether the service does not offer `plan`; the empty name is what every tenant has."""
        return bool(plan) and plan not in self.in_force

    def told(self, plan: str) -> str:
        """Return what a reader must know of a `plan` that lapsed; empty for every other."""
        if not self.lack(plan) or plan not in self.lapsed:
            return ""
        return (
            f"the subscription with {plan} is {self.lapsed[plan].lower()}: what is set may not act, and Microsoft "
            "deletes it in time; renew the subscription"
        )
