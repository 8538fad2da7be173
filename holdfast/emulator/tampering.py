"""Named tamperings: changes that an attacker or a careless administrator makes behind the toolkit's back.

Each is done as a named person and leaves the audit event that the service would; `demo` does the five of the
demonstration. They work on the tenant's store, with or without a running server.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.groups import add_break_glass_member
from holdfast.emulator.tamperings.policies import (
    add_rogue_policy,
    delete_policy,
    disable_policy,
    enable_security_defaults,
    exclude_user_from_mfa,
    rename_policy,
)
from holdfast.emulator.tamperings.retention import (
    held_mailboxes,
    lift_hold,
    shorten_hold,
    shorten_label,
    unpublish_labels,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.tenant import Tenant

__all__ = ["TAMPERINGS", "Tampering", "TamperingError"]


@dataclass(frozen=True, slots=True)
class Tampering:
    """One way to tamper with a tenant."""

    name: str
    summary: str
    """One line for the command's help."""
    change: Callable[..., str]
    """Called with the tenant and any of the targets as keywords; gives a sentence that says what was done."""
    targets: tuple[str, ...] = ()
    """Keywords that it takes, all optional."""

    def apply(self, tenant: Tenant, **targets: object) -> str:
        """Do it, all of it or nothing, and say what was done.

        Args:
            tenant: where.
            targets: what to tamper with, by the names in `targets`; None counts as not given.

        Raises:
            TamperingError: a target that it does not take, or nothing to tamper with.
        """
        given = {name: value for name, value in targets.items() if value is not None}
        for name in sorted(given.keys() - set(self.targets)):
            offered = ", ".join(self.targets) or "none"
            raise TamperingError(f"{self.name} takes no target '{name}'; it takes: {offered}.")
        with tenant.store.transaction():
            return self.change(tenant, **given)


def demo(tenant: Tenant) -> str:
    """Do the five changes of the demonstration: three by the attacker, two by the administrator.

    Raises:
        TamperingError: the tenant was not hardened first: there is no policy to spoil or no hold to shorten.
    """
    shortened, lifted = held_mailboxes(tenant, administrator(tenant), 2)
    done = (
        exclude_user_from_mfa(tenant),
        disable_policy(tenant),
        add_rogue_policy(tenant),
        shorten_hold(tenant, mailbox=shortened),
        lift_hold(tenant, mailbox=lifted),
    )
    return "\n".join(done)


def _all() -> Mapping[str, Tampering]:
    tamperings = (
        Tampering(
            "add-break-glass-member",
            "The attacker joins the break-glass group.",
            add_break_glass_member,
            ("group", "user"),
        ),
        Tampering(
            "add-rogue-policy",
            "The attacker adds a policy that shuts administrators out.",
            add_rogue_policy,
            ("name",),
        ),
        Tampering("delete-policy", "The attacker deletes a policy.", delete_policy, ("policy",)),
        Tampering(
            "demo", "Five changes: exclusion, policy off, rogue policy, hold shortened, hold lifted.", demo
        ),
        Tampering(
            "disable-policy",
            "The attacker switches off a policy, by default the legacy-authentication one.",
            disable_policy,
            ("policy",),
        ),
        Tampering(
            "enable-security-defaults",
            "The administrator switches security defaults on.",
            enable_security_defaults,
        ),
        Tampering(
            "exclude-user-from-mfa",
            "The attacker excludes herself from a policy that requires MFA.",
            exclude_user_from_mfa,
            ("policy", "user"),
        ),
        Tampering(
            "lift-hold", "The administrator takes a mailbox off litigation hold.", lift_hold, ("mailbox",)
        ),
        Tampering(
            "rename-policy", "The administrator renames a policy.", rename_policy, ("new_name", "policy")
        ),
        Tampering(
            "shorten-hold",
            "The administrator shortens a litigation hold.",
            shorten_hold,
            ("days", "mailbox"),
        ),
        Tampering(
            "shorten-label",
            "The administrator shortens a retention label.",
            shorten_label,
            ("days", "label"),
        ),
        Tampering(
            "unpublish-labels",
            "The administrator switches off a policy that publishes labels.",
            unpublish_labels,
            ("label_policy",),
        ),
    )
    return MappingProxyType({one.name: one for one in sorted(tamperings, key=lambda one: one.name)})


TAMPERINGS: Mapping[str, Tampering] = _all()
"""Every tampering by name, sorted."""
