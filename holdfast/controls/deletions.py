"""Has the engine ask before it destroys: `pulumi destroy` by hand runs no program, so nothing of ours would see it.

Where a state holds a hook on a deletion, the engine refuses a destroy without the program before any step, and tells
the hook's name, which is why that is a sentence. With the program (`--run-program`) it runs the hook itself, and that
refuses what this program declares and has not made in this run: so a resource whose code went, which the gates have
looked at, is deleted, and one that was made anew as well. `holdfast destroy`, which asks, takes the hooks off first.
Source: newDestroySource in pkg/engine/destroy.go of pulumi 3.259.0 (2026-11-29).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pulumi

from holdfast.model.adoption import ASKED
from holdfast.model.errors import RefusedError
from holdfast.model.typed_command import typed_command

if TYPE_CHECKING:
    from collections.abc import Collection

_HOOK = "pulumi destroy by hand asks nobody what protects no longer; holdfast destroy CLIENT does"
"""Stands in the states of clients, which ask for it by this name: it never changes."""
_NOTED = "holdfast notes what is made"
_PROVIDERS = "pulumi:providers:"


def hold_deletions(client: str, packages: Collection[str]) -> None:
    """Have every deletion of what is declared from here on asked about, but for what stays in the tenant anyway.

    Args:
        client: whose stack it is.
        packages: of the providers that are ours; their own resources are held as well.
    """
    declared: set[tuple[str, str]] = set()
    made: set[str] = set()

    def refuse(args: pulumi.ResourceHookArgs) -> None:
        """Refuse what nobody was asked about."""
        if ASKED not in os.environ and (args.type, args.name) in declared and args.urn not in made:
            raise unasked(client, args.name)

    def note(args: pulumi.ResourceHookArgs) -> None:
        """Note what this run makes: what it stands for may go."""
        made.add(args.urn)

    previewed = pulumi.ResourceHookOptions(on_dry_run=True)
    hooks = pulumi.ResourceHookBinding(
        before_create=[pulumi.ResourceHook(_NOTED, note, previewed)],
        before_delete=[pulumi.ResourceHook(_HOOK, refuse, previewed)],
    )

    def held(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        """Return the resource with the hooks, unless it is none of ours, or only forgotten when its code goes."""
        package = args.type_.removeprefix(_PROVIDERS).partition(":")[0]
        if package not in packages or args.opts.retain_on_delete:
            return None
        declared.add((args.type_, args.name))
        more = pulumi.ResourceOptions(hooks=hooks)
        return pulumi.ResourceTransformationResult(args.props, pulumi.ResourceOptions.merge(args.opts, more))

    pulumi.runtime.register_stack_transformation(held)


def unasked(client: str, name: str) -> RefusedError:
    """Return the refusal of a deletion that nobody was asked about: `destroy-unasked`."""
    return RefusedError(
        "destroy-unasked",
        f"{name} would be deleted although the program declares it, and nobody was asked what protects no longer "
        f"then: type {typed_command('destroy', client)}; what is to be made anew is asked about by "
        f"{typed_command('up', client)}. It was not deleted",
    )
