"""`docs/cli.md`: every command and subcommand with its own help text, arguments and options."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click
import typer

from holdfast.cli.main import make_app
from tools.docs.markdown import GENERATED

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 100
"""Width at which usage lines would wrap, so that the page does not depend on a terminal."""


def cli_page() -> str:
    """Return the page, Markdown."""
    parts = ["# Commands", GENERATED]
    for path, command in every_command():
        parts += [f"## {path}", *_described(path, command)]
    return "\n\n".join(parts) + "\n"


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield each command under its full name, groups before their subcommands, in alphabetical order."""
    yield from _below("holdfast", typer.main.get_command(make_app()))


def _below(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _below(f"{path} {name}", command.commands[name])


def _described(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path, terminal_width=_WIDTH)
    yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    yield inspect.cleandoc(command.help or "")
    lines = [_parameter(one, context) for one in command.params if not getattr(one, "hidden", False)]
    if lines:
        yield "\n".join(lines)


def _parameter(parameter: click.Parameter, context: click.Context) -> str:
    """Return one line about an argument or option."""
    metavar = parameter.make_metavar(ctx=context)
    is_flag = bool(getattr(parameter, "is_flag", False))
    name = metavar
    if isinstance(parameter, click.Option) or parameter.param_type_name == "option":
        name = parameter.opts[0] if is_flag else f"{parameter.opts[0]} {metavar}"
    told = f" {text}" if (text := getattr(parameter, "help", None)) else ""
    shown = parameter.default not in (None, False, "") and not callable(parameter.default) and not is_flag
    default = f" Default: `{getattr(parameter.default, 'value', parameter.default)}`." if shown else ""
    return f"- `{name}`{':' if told or default else ''}{told}{default}"
