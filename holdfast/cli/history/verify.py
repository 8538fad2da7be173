"""`holdfast history verify`: whether what was recorded is as it was."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.answer import Format

_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(verify)


def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder that `holdfast drift --record` wrote.")
    ],
    *,
    head: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DIGEST",
            help="Digest of a run that was kept elsewhere: it must be there; as often as wanted.",
        ),
    ] = None,
    public_key: Annotated[
        list[Path] | None,
        typer.Option(metavar="PEM", help="Each run must be signed by this key, or another one given."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How the answer is written.")] = Format.TABLE,  # noqa: A002
) -> None:
    """Tell whether every recorded run is there, unchanged and in its place; print the digest of each chain's head.

    Exit codes: 0 all is as it was recorded, 1 something is not, 2 something could not be judged. What a chain alone can
    prove, and what it takes a kept head or a key for, is in docs/history.md.
    """
    from holdfast.history.signature import public_key as read_key
    from holdfast.history.verify import verify as look
    from holdfast.report.history_text import print_verified, verified_json

    found = look(folder, [_digest(one) for one in head or ()], [read_key(one) for one in public_key or ()])
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        if format is Format.JSON:
            sys.stdout.write(verified_json(found, str(folder)).decode())
        else:
            print_verified(found, str(folder))
        sys.stdout.flush()
    sys.exit(found.exit_code)


def _digest(text: str) -> str:
    """Return a digest as file names have it.

    Raises:
        typer.BadParameter: when it is none.
    """
    found = _DIGEST.fullmatch(text.strip().lower())
    if found is None:
        raise typer.BadParameter(f"--head: expected 64 hexadecimal digits, found {text!r}")
    return found[1]
