"""What the program hands to every control: providers, the plan's switches, and objects that controls share."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

import pulumi
import pulumi_azuread as azuread

from holdfast.controls.identifiers import once
from holdfast.controls.lookups import explained
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence


@value_class
class ControlContext:
    """One run's shared facts: controls read it.

    `entra.break_glass_excluded` and `entra.security_defaults_settled` add to it, and are declared first.
    """

    providers: dict[str, pulumi.ProviderResource]
    """Explicit providers by package name, so that no client's change can reach another client's tenant."""
    delete_protected_data: bool
    """True only when the client file allows holds, labels and their policies to be deleted with the code."""
    declared_groups: dict[str, pulumi.Output[str]] = field(default_factory=dict)
    """Object ids of the groups that this program itself declares, by display name."""
    before_sign_in: list[pulumi.Resource] = field(default_factory=list)
    """What must be settled before a policy decides over sign-ins: the service refuses enabled policies while
    security defaults are on."""
    sign_in: list[pulumi.Resource] = field(default_factory=list)
    """The policies over sign-ins, as far as they are declared: security defaults that are switched on come after all
    of them, because the service refuses those as long as a policy is enabled."""
    absent: frozenset[str] = frozenset()
    """Logical names of what this run leaves out. Nothing may come after it: the engine writes a state that it cannot
    read again where something depends on what is not there."""

    taken_back: frozenset[str] = frozenset()
    """Logical names of the policies that this run stops enforcing. They come after those that are enforced: were one of
    these refused, or the run broken off, nothing would protect sign-ins."""
    enforced: list[pulumi.Resource] = field(default_factory=list)
    """The enabled policies over sign-ins, as far as they are declared."""
    looked_up: dict[tuple[str, ...], pulumi.Output[Sequence[str]]] = field(default_factory=dict)
    """Object ids of the users that were looked up, by their names: several ask for the same ones."""

    def options(self) -> pulumi.ResourceOptions:
        """Return the options of a control's component."""
        return pulumi.ResourceOptions(providers=list(self.providers.values()))

    def group_id(self, display_name: str) -> pulumi.Output[str]:
        """Return the object id of a group: the one declared here, else the tenant's own of that name."""
        if display_name in self.declared_groups:
            return self.declared_groups[display_name]
        found = azuread.get_group_output(display_name=display_name, opts=self._lookup_options()).object_id
        return explained(found, f"group {display_name!r}", [display_name])

    def user_ids(self, user_principal_names: Sequence[str]) -> pulumi.Output[Sequence[str]]:
        """Return the object ids of users, in the order of their names, which differ by more than letter case."""
        names = once(user_principal_names)
        if (key := tuple(names)) not in self.looked_up:
            found = azuread.get_users_output(
                user_principal_names=names, opts=self._lookup_options()
            ).object_ids
            told = "one of the users " + ", ".join(map(repr, names))
            self.looked_up[key] = explained(found, told, names)
        return self.looked_up[key]

    def _lookup_options(self) -> pulumi.InvokeOutputOptions:
        return pulumi.InvokeOutputOptions(provider=self.providers["azuread"])
