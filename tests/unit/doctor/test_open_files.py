"""What others can read is told; what is closed loses their rights alone, and is nobody's but this user's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from holdfast.doctor import open_files as module
from holdfast.doctor.diagnosis import Symptom, Weight
from holdfast.doctor.open_files import SECRET_FILES, open_files

SPECIAL = (0, stat.S_ISUID, stat.S_ISGID, stat.S_ISVTX, stat.S_ISGID | stat.S_ISVTX)
MODES = [special | 0o400 | mode for special in SPECIAL for mode in range(0o1000) if mode & 0o400]
CERTIFICATE = SECRET_FILES[0]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret file is named unless a test says so."""
    for name in SECRET_FILES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "app 1.pem"
    path.write_text("s3cr3t")
    monkeypatch.setenv(CERTIFICATE, str(path))
    return path


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def looked(tmp_path: Path, *, fix: bool, name: str = ".holdfast") -> list[Symptom]:
    return open_files(tmp_path / name, "acme", embedded=False, fix=fix)


def test_file_loses_the_rights_of_others_and_nothing_else(secret: Path, tmp_path: Path) -> None:
    for mode in MODES:
        secret.chmod(mode)
        set_to = mode_of(secret)  # a system may refuse a special bit
        (told,) = looked(tmp_path, fix=False)
        assert mode_of(secret) == set_to
        (fixed,) = looked(tmp_path, fix=True)
        assert mode_of(secret) == set_to & ~0o077
        assert (told.weight is Weight.MEND, fixed.fixed) == (bool(mode & 0o077),) * 2


def test_folder_loses_the_rights_of_everybody_and_keeps_those_of_its_group(tmp_path: Path) -> None:
    folder = tmp_path / ".holdfast"
    folder.mkdir()
    for mode in (one for one in MODES if not one & stat.S_ISVTX):
        folder.chmod(mode)
        set_to = mode_of(folder)
        (fixed,) = looked(tmp_path, fix=True)
        assert mode_of(folder) == set_to & ~0o007
        assert fixed.fixed == bool(mode & 0o007)
        folder.chmod(0o700)


@pytest.mark.parametrize("mode", [0o1777, 0o1755, 0o3775])
def test_folder_for_many_is_told_and_never_closed(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / ".holdfast"
    folder.mkdir()
    folder.chmod(mode)

    (told,) = looked(tmp_path, fix=True)

    assert (told.weight, told.fixed, mode_of(folder)) == (Weight.MEND, False, mode)
    assert "set HOLDFAST_HOME to a folder for Holdfast alone" in told.do
    assert "chmod" not in told.do


@pytest.mark.parametrize("name", ["home", "tmp", "www"])
def test_folder_that_may_hold_other_things_is_told_and_never_closed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir(mode=0o755)
    (tmp_path / name).chmod(0o755)

    (told,) = looked(tmp_path, fix=True, name=name)

    assert (told.weight, told.fixed, mode_of(tmp_path / name)) == (Weight.MEND, False, 0o755)
    assert "chmod" not in told.do


@pytest.mark.parametrize("links", [1, 2])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_nothing_is_closed_behind_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, links: int
) -> None:
    target = tmp_path / "theirs"
    target.mkdir() if kind == "folder" else target.write_text("s3cr3t")
    target.chmod(0o755)
    named = target
    for number in range(links):
        named = tmp_path / (".holdfast" if kind == "folder" and number == links - 1 else f"link-{number}")
        named.symlink_to(target)
    if kind == "file":
        monkeypatch.setenv(CERTIFICATE, str(named))

    (told,) = looked(tmp_path, fix=True)

    assert (told.weight, told.fixed, mode_of(target)) == (Weight.MEND, False, 0o755)
    assert f"it is a link to {target}" in told.told
    assert str(target) in told.do
    assert "--fix" not in told.do


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_belongs_to_another_user_is_told_and_never_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: Path, kind: str
) -> None:
    secret.chmod(0o644 if kind == "file" else 0o600)
    folder = tmp_path / ".holdfast"
    folder.mkdir(mode=0o755 if kind == "folder" else 0o700)
    folder.chmod(0o755 if kind == "folder" else 0o700)
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)

    (told,) = looked(tmp_path, fix=True)

    assert (told.weight, told.fixed) == (Weight.MEND, False)
    assert mode_of(secret if kind == "file" else folder) == (0o644 if kind == "file" else 0o755)
    assert "it belongs to another user" in told.told
    assert told.do.startswith("have its owner type: chmod ")


def test_what_becomes_another_users_or_a_link_meanwhile_is_not_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: Path
) -> None:
    secret.chmod(0o644)
    target = tmp_path / "theirs"
    target.write_text("")
    target.chmod(0o644)
    swapped = module._not_for_us

    def swap(thing: module._Thing) -> tuple[str, str]:
        found = swapped(thing)
        secret.unlink()
        secret.symlink_to(target)
        return found

    monkeypatch.setattr(module, "_not_for_us", swap)

    (told,) = looked(tmp_path, fix=True)

    assert (told.fixed, mode_of(target)) == (False, 0o644)
    assert "it could not be closed: " in told.told


def test_what_to_type_is_quoted_for_a_shell(secret: Path, tmp_path: Path) -> None:
    secret.chmod(0o640)
    (told,) = looked(tmp_path, fix=False)

    assert told.do == f"chmod go-rwx '{secret}', or `holdfast doctor acme --fix`"
    assert f"{secret} holds a secret" in told.told
