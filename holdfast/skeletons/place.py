"""Names of new files, and how they are written: all of them or none, and never over something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLACEHOLDER = "write-here"
"""Stands wherever somebody has to write: a corpus test finds every one that is left."""
_ID = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
_NO_STATES = ("ensure", "cis", "scuba", "nist", "iso")


@value_class
class Name:
    """A new thing's id, `SERVICE.NAME`, and what follows from it."""

    service: str
    stem: str
    """Name of its file."""

    @property
    def id(self) -> str:
        """Return `entra.mfa_required`."""
        return f"{self.service}.{self.stem}"

    @property
    def camel(self) -> str:
        """Return `MfaRequired`."""
        return "".join(word[:1].upper() + word[1:] for word in self.stem.split("_"))

    @property
    def words(self) -> str:
        """Return `mfa required`."""
        return self.stem.replace("_", " ")


def control_name(text: str) -> Name:
    """Return the name of a new control.

    Raises:
        HoldfastError: `bad-name`; a control is named after the secured state, in two words at least.
    """
    name = name_of(text, "control", "entra.legacy_authentication_blocked")
    first, _, more = name.stem.partition("_")
    if not more or first in _NO_STATES:
        raise HoldfastError(
            "bad-name",
            f"`{text}` does not say which state is secured: name it so, in two words at least and without the name of "
            "a framework, such as entra.legacy_authentication_blocked",
        )
    return name


def kind_name(text: str) -> Name:
    """Return the name of a new kind.

    Raises:
        HoldfastError: `bad-name`.
    """
    return name_of(text, "kind", "entra.security_defaults")


def name_of(text: str, what: str, example: str) -> Name:
    """Return the parts of an id of the form SERVICE.NAME.

    Args:
        text: the id as somebody wrote it.
        what: what it is the name of, for the message.
        example: a name as it should be, for the message.

    Raises:
        HoldfastError: `bad-name`.
    """
    if not _ID.fullmatch(text):
        raise HoldfastError(
            "bad-name",
            f"`{text}` is no name of a {what}: write SERVICE.NAME in small letters, with _ between words, such as "
            f"{example}",
        )
    service, _, stem = text.partition(".")
    return Name(service, stem)


def found(project: Path, path: str) -> str | None:
    """Return what is there of a module, relative to `project`: its file, a package of its name, or None."""
    return next((one for one in (path, path.removesuffix(".py")) if (project / one).exists()), None)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return a skeleton with each mark replaced by its fact, one mark after the other."""
    for mark, fact in facts.items():
        text = text.replace(mark, fact)
    return text


def write_all(project: Path, files: Mapping[str, str], folders: Mapping[str, str]) -> tuple[str, ...]:
    """Write new files and return the paths of all that was written, relative to `project`.

    Args:
        project: the project's folder.
        files: contents by path below it.
        folders: docstring by path of each package that the files need; one that is there stays as it is.

    Raises:
        HoldfastError: `already-written`, before anything is written.
    """
    for path in files:
        if there := found(project, path):
            told = f"{there} is there already, and nothing was written: choose another name, or edit that"
            raise HoldfastError("already-written", told)
    packages = {f"{folder}/__init__.py": f'"""{told}"""\n' for folder, told in folders.items()}
    missing = {path: text for path, text in packages.items() if not (project / path).exists()}
    wanted = dict(sorted({**missing, **files}.items()))
    for path, text in wanted.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    return tuple(wanted)
