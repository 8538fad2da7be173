"""What is typed by scripts and no person would mean: refused before anything is done.

An option that takes one value is given twice: `--fail-on high --fail-on none` would be a check that fails nothing,
where a wrapper adds what it has to what was typed. A word is empty, as of a variable that is not set: then
`--record "$HISTORY"` would be a history in whatever folder the pipeline runs in, gone with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_END = "--"
"""What follows it are arguments, whatever they look like."""


class Command(typer.core.TyperCommand):
    """A command none of whose options for one value is given twice, and none of whose words is empty."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            click.UsageError: an option that takes one value is given twice, a word is empty, or what else is wrong with
                them.
        """
        if (empty := given_empty(self.params, args)) is not None:
            told = f"{empty or 'An argument'} is given, and its value is empty: is a variable set that stands there?"
            raise click.UsageError(told, ctx)
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
    for name, _ in _words(options, arguments):
        option = options.get(name)
        if option is None:
            continue
        if option.name in seen and not option.multiple:
            return name
        seen.add(option.name)
    return ""


def given_empty(parameters: Sequence[click.Parameter], arguments: Sequence[str]) -> str | None:
    """Return the option of `parameters` that is given an empty value; the empty text for an argument; else None."""
    options = {name: one for one in parameters if isinstance(one, click.Option) for name in one.opts}
    return next((name for name, value in _words(options, arguments) if value == ""), None)


def _words(options: Mapping[str, click.Option], arguments: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each option that takes a value, with it where it has one, and each other word without a name."""
    words = iter(arguments)
    for word in words:
        name, sign, value = word.partition("=")
        option = options.get(name)
        if word == _END:
            break
        if option is None or option.is_flag or option.count:
            yield "", word
        else:
            yield name, value if sign else next(words, None)  # which may look like an option
    for word in words:
        yield "", word
