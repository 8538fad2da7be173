"""Writes a message down by templates: ours, or those of a user's folder in their place.

Whatever a template puts out is made harmless for its receiver, unless it is `Said`: so a template of a user's own is as
safe as ours.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import HoldfastError
from holdfast.notify.message import Said
from holdfast.report.inline import cut
from holdfast.report.text import counted, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

    from holdfast.notify.message import Entry, Message

OURS = Path(__file__).parent / "templates"
MOST = 300
"""Characters shown of one text of a tenant, as they are written down for the receiver."""
_SUFFIX = ".jinja"
_LINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""The sign by which programs know an address."""


class Templates:
    """The templates, with those of a user's folder first."""

    def __init__(self, folder: Path | None) -> None:
        """Take those of `folder` before ours.

        Raises:
            HoldfastError: `notify-template` when the folder has a template that takes the place of none.
        """
        self._folders = [*([folder] if folder else []), OURS]
        self._environments: dict[tuple[Callable[[str], str], bool], Environment] = {}
        if folder:
            _raise_if_strange(folder)

    def write(self, name: str, harmless: Callable[[str], str], **values: Any) -> str:
        """Return what the template `name` makes of `values`, without empty lines around it.

        Args:
            name: such as `slack/head`, or `email/message.html`, in which markup is escaped besides.
            harmless: makes text of a tenant harmless for the receiver.
            values: for the template.

        Raises:
            HoldfastError: `notify-template`.
        """
        try:
            template = self._environment(harmless, html=name.endswith(".html")).get_template(name + _SUFFIX)
            return template.render(**values).strip("\n")
        except Exception as error:  # noqa: BLE001 - a template is a program of the user's own, which may do anything
            where = f"{name}{_SUFFIX}{f':{line}' if (line := getattr(error, 'lineno', 0)) else ''}"
            told = visible(str(error))[:200] or type(error).__name__
            raise HoldfastError("notify-template", f"the template {where} cannot be used: {told}") from None

    def _environment(self, harmless: Callable[[str], str], *, html: bool) -> Environment:
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        key = (harmless, html)
        if key not in self._environments:
            self._environments[key] = ImmutableSandboxedEnvironment(
                loader=FileSystemLoader(self._folders),
                autoescape=html,
                undefined=StrictUndefined,
                finalize=_finalize(harmless, html=html),
                trim_blocks=True,
                lstrip_blocks=True,
            )
        return self._environments[key]


def _finalize(harmless: Callable[[str], str], *, html: bool) -> Callable[[Any], Any]:
    def finalize(value: Any) -> Any:
        """Return what a template puts out, harmless; what is ours stays, and where markup is escaped, markup does."""
        if isinstance(value, Said) or (html and hasattr(value, "__html__")):
            return value
        return harmless(str(value))

    return finalize


def _raise_if_strange(folder: Path) -> None:
    known = {path.relative_to(OURS) for path in OURS.rglob(f"*{_SUFFIX}")}
    if not folder.is_dir():
        raise HoldfastError("notify-template", f"there is no folder {folder} with templates")
    for path in sorted(folder.rglob(f"*{_SUFFIX}")):
        if path.relative_to(folder) not in known:
            names = ", ".join(sorted(map(str, known)))
            raise HoldfastError(
                "notify-template", f"{path} takes the place of no template: there are {names}"
            )


def shown(text: str) -> str:
    """Return text with what hides or reorders others written out, and cut; for receivers that know no formats.

    What shows it may still make a link of whatever looks like an address, and a name in a tenant can look like one.
    """
    return cut_written(_LINK.sub(lambda found: f"⟨{found[0]}⟩", text), visible)


def cut_written(text: str, one: Callable[[str], str], most: int = MOST) -> str:
    """Return `text` with every character as `one` writes it, at most `most` of these, and how many it has more."""
    if len(text) <= most and len(whole := "".join(map(one, text))) <= most:
        return whole
    parts: list[str] = []
    size = 0
    for number, character in enumerate(text):
        part = one(character)
        size += len(part)
        if size > most:
            return f"{''.join(parts)}… ({len(text) - number} characters more)"
        parts.append(part)
    return "".join(parts)


def fitting(parts: Iterable[str], room: int, size: Callable[[str], int] = len) -> list[str]:
    """Return the first of `parts` that have room together, each with one for what stands between."""
    found = []
    for part in parts:
        room -= size(part) + 1
        if room < 0:
            break
        found.append(part)
    return found


def left_out(number: int) -> Said:
    """Return the line that says how many entries a message does not hold; empty where it holds all."""
    if not number:
        return Said("")
    told = counted(number, "entry", "entries")
    return Said(f"{told} left out: the message holds no more. The result file has all of them.")


def subject(message: Message, most: int = 200) -> str:
    """Return the message on one line: counts first, and that it is a simulation."""
    mark = "Simulation: " if message.simulation else ""
    return cut(
        f"{mark}Holdfast: {message.counts}: {visible(message.client)} ({visible(message.tenant)})", most
    )


def written(
    templates: Templates, name: str, harmless: Callable[[str], str], entries: Iterable[Entry]
) -> Iterator[str]:
    """Yield each entry as the template `name` has it."""
    for one in entries:
        yield templates.write(name, harmless, entry=one)
