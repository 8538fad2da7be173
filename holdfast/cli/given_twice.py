"""An option that takes one value and is given twice: refused, so that nobody's word is passed over unseen.

`--fail-on high --fail-on none` would be a check that fails nothing, where a wrapper adds what it has to what was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = "--"
"""What follows it are arguments, whatever they look like."""


class Command(typer.core.TyperCommand):
    """A command none of whose options for one value is given twice."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            click.UsageError: an option that takes one value is given twice, or what else is wrong with them.
        """
        if twice := given_twice(self.params, args):
            raise click.UsageError(f"{twice} is given twice, and takes one value: give it once", ctx)
        return super().parse_args(ctx, args)


def see_to(app: typer.Typer) -> None:
    """Have every command of `app`, and of the groups below it, refuse what is given twice."""
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        if group.typer_instance is not None:
            see_to(group.typer_instance)


def given_twice(parameters: Sequence[click.Parameter], arguments: Sequence[str]) -> str:
    """Return the option of `parameters` that takes one value and stands twice in `arguments`; else the empty text."""
    options = {name: one for one in parameters if isinstance(one, click.Option) for name in one.opts}
    seen: set[str | None] = set()
    words = iter(arguments)
    for word in words:
        if word == _END:
            break
        name, sign, _ = word.partition("=")
        option = options.get(name)
        if option is None or option.is_flag or option.count:
            continue
        if not sign:
            next(words, None)  # its value, which may look like an option
        if option.name in seen and not option.multiple:
            return name
        seen.add(option.name)
    return ""
