"""What others of this machine can read or change: files with a secret, and the folder that names people.

What is closed loses the rights of others, and nothing else. It is closed only where it is certainly this user's own: no
link, which leads to what somebody else may use, nothing of another user, and no folder that was made for many.
"""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET_FILES = (
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "ARM_CLIENT_CERTIFICATE_PATH",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
)
"""Variables that name a file with a secret in it."""
_OF_THE_TENANT = ("server.json", "token-key.pem", "issuer-key.pem")
"""Files of the embedded tenant with a secret in them."""
_FOLDER = ".holdfast"
"""What a folder is called that is certainly for Holdfast's own things."""
_WITHOUT_LINKS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@value_class
class _Thing:
    """A file or a folder."""

    path: Path
    holds: str
    rights: int
    """Those that nobody but its owner, or his group, should have."""
    whose: str
    """The same, as `chmod` writes whose rights they are."""

    def is_open(self) -> bool:
        """Return whether somebody has one of these rights, behind links as well."""
        try:
            mode = self.path.stat().st_mode
        except OSError:
            return False  # sign-in tells of a credential that is not there
        kind = stat.S_ISDIR if self.rights == stat.S_IRWXO else stat.S_ISREG
        return kind(mode) and bool(mode & self.rights)

    def close(self) -> None:
        """Take the rights away, and leave all others.

        Raises:
            OSError: it cannot be done, or it became a link or another user's meanwhile.
        """
        number = os.open(self.path, _WITHOUT_LINKS)
        try:
            facts = os.fstat(number)
            if facts.st_uid != os.getuid():
                raise PermissionError(0, "it is another user's")
            os.fchmod(number, stat.S_IMODE(facts.st_mode) & ~self.rights)
        finally:
            os.close(number)


def open_files(folder: Path, client: str, *, embedded: bool, fix: bool) -> list[Symptom]:
    """Return what others can read or change, each closed where `fix` asks for it and it is this user's own.

    Args:
        folder: where Holdfast keeps its state.
        client: whose doctor it is, for what to type.
        embedded: whether the client lives on the embedded tenant, which keeps secrets of its own there.
        fix: whether it is to be closed.
    """
    if os.name != "posix":
        return [
            Symptom(
                area=Area.FILES, weight=Weight.NOTE, told="who may read files is not looked at on this system"
            )
        ]
    found = [_told(one, client, fix=fix) for one in _things(folder, embedded=embedded) if one.is_open()]
    told = "no file with a secret is open to others on this machine"
    return found or [Symptom(area=Area.FILES, weight=Weight.GOOD, told=told)]


def _things(folder: Path, *, embedded: bool) -> Iterator[_Thing]:
    named = [Path(os.environ[name]) for name in SECRET_FILES if os.environ.get(name)]
    ours = [folder / "tenant" / name for name in _OF_THE_TENANT] if embedded else []
    for path in dict.fromkeys((*named, *ours)):
        yield _Thing(path, "a secret", stat.S_IRWXG | stat.S_IRWXO, "go")
    yield _Thing(folder, "names of people", stat.S_IRWXO, "o")  # a group may share it on purpose


def _told(thing: _Thing, client: str, *, fix: bool) -> Symptom:
    told = f"{thing.path} holds {thing.holds}, and others on this machine may read or change it"
    lack, do = _not_for_us(thing)
    if lack:
        return Symptom(area=Area.FILES, weight=Weight.MEND, told=f"{told}; {lack}", do=do)
    do = f"{_chmod(thing, thing.path)}, or `{typed_command('doctor', client, '--fix')}`"
    symptom = Symptom(area=Area.FILES, weight=Weight.MEND, told=told, do=do)
    if not fix:
        return symptom
    try:
        thing.close()
    except OSError as error:
        return replace(symptom, told=f"{told}; it could not be closed: {error.strerror}")
    return replace(symptom, fixed=True)


def _not_for_us(thing: _Thing) -> tuple[str, str]:
    """Return why nobody but its owner should close a thing, and what to do then; both empty where it is ours alone."""
    facts = thing.path.lstat()
    if stat.S_ISLNK(facts.st_mode):
        target = thing.path.resolve()
        return (
            f"it is a link to {target}, which others may use",
            f"{_chmod(thing, target)}, if it is yours alone",
        )
    if facts.st_uid != os.getuid():
        return "it belongs to another user", f"have its owner type: {_chmod(thing, thing.path)}"
    if stat.S_ISDIR(facts.st_mode) and (facts.st_mode & stat.S_ISVTX or thing.path.name != _FOLDER):
        do = f"set HOLDFAST_HOME to a folder for Holdfast alone, such as {shlex.quote(str(thing.path / _FOLDER))}"
        return "other things than Holdfast's may be in it", do
    return "", ""


def _chmod(thing: _Thing, path: Path) -> str:
    return f"chmod {thing.whose}-rwx {shlex.quote(str(path))}"
