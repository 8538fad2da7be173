"""Has whatever a program declares or looks up by hand go by the client's own providers, when it names none.

Else the engine makes a default provider, which signs in by whatever the shell holds: to another tenant, it may be.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import pulumi

from holdfast.controls.lookups import told_by_hand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Providers = Mapping[str, pulumi.ProviderResource]

INVOKES = ("invoke", "invoke_async", "invoke_output", "invoke_output_single", "invoke_single")
"""The SDK's ways to ask a provider's function."""


def bind(own: Providers) -> None:
    """Give the client's providers to all that is declared from here on without one.

    Args:
        own: by name of the package.
    """

    def given(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        """Return the resource with our provider, unless it has one of its own or of its parent."""
        provider, opts = own.get(args.type_.partition(":")[0]), args.opts
        above = opts.parent and opts.parent.get_provider(args.type_)
        if provider is None or opts.provider or opts.providers or above:
            return None
        bound = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(provider=provider))
        return pulumi.ResourceTransformationResult(args.props, bound)

    pulumi.runtime.register_stack_transformation(given)


def bind_look_ups(own: Providers) -> None:
    """Give them to all that is looked up from here on without one: for the rest of this process."""
    for name in INVOKES:
        setattr(pulumi.runtime, name, told_by_hand(_bound(getattr(pulumi.runtime, name), own)))


def _bound(call: Callable[..., Any], own: Providers) -> Callable[..., Any]:
    """Return an SDK's way to ask a function that asks our provider when it is told of none."""

    def bound(token: str, given: Any, opts: Any = None, *more: Any, **options: Any) -> Any:
        """Ask, by our provider when there is none."""
        provider = own.get(token.partition(":")[0])
        above = opts and opts.parent and opts.parent.get_provider(token)
        if provider is None or above or (opts and opts.provider):
            return call(token, given, opts, *more, **options)
        ours = copy(opts) if opts else pulumi.InvokeOptions()
        ours.provider = provider
        return call(token, given, ours, *more, **options)

    return bound
