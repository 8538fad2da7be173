"""Every kind is found, once, in sorted order, and nobody can change the list."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import holdfast.kinds
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.errors import HoldfastError

FOLDER = Path(holdfast.kinds.__file__).parent


def test_every_kind_is_found_sorted_by_its_token() -> None:
    assert list(kinds()) == sorted(kinds())
    folders = [
        path for path in FOLDER.iterdir() if path.is_dir() and path.name not in ("__pycache__", "services")
    ]
    files = [path for folder in folders for path in folder.rglob("*.py") if path.name != "__init__.py"]
    assert len(files) == len(kinds())
    assert all(kind.token == token for token, kind in kinds().items())
    assert len({kind.name for kind in kinds().values()}) == len(kinds())


USER = "from holdfast.kinds.entra.user import KIND"


@pytest.mark.parametrize(
    ("file", "source", "told"),
    [
        ("thing", "", "defines no KIND"),
        ("thing", USER, r"defines a User, whose file is user\.py"),
        ("user", USER, r"has the name of holdfast\.kinds\.entra\.user"),
    ],
)
def test_file_in_any_folder_without_a_kind_of_its_own_is_an_error(
    file: str, source: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (
        ("new/__init__.py", ""),
        ("new/deep/__init__.py", ""),
        (f"new/deep/{file}.py", source),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(holdfast.kinds, "__path__", [*holdfast.kinds.__path__, str(tmp_path)])
    for name in ("holdfast.kinds.new", "holdfast.kinds.new.deep", f"holdfast.kinds.new.deep.{file}"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(HoldfastError, match=rf"holdfast\.kinds\.new\.deep\.{file} {told}.*\[not-one-kind\]"):
        dict(kinds.__wrapped__())


UNFINISHED = {
    "a word that nobody defines": ("", "KIND = write_here", 2, "NameError"),
    "no Python": ("", "KIND = (", 2, "SyntaxError"),
    "a field that there is not": (
        "from holdfast.kinds.field import Field",
        "F = Field(nme='x')",
        2,
        "TypeError",
    ),
    "a name that is gone": ("", "from holdfast.kinds.field import Fields", 2, "ImportError"),
    "a value that is refused": ("", "int('x')", 2, "ValueError"),
}


@pytest.mark.parametrize("case", UNFINISHED.values(), ids=UNFINISHED)
def test_a_file_that_cannot_be_imported_is_told_with_its_line(
    case: tuple[str, str, int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, line, error = case
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "__init__.py").write_text("", encoding="utf-8")
    file = tmp_path / "new" / "thing.py"
    file.write_text(f"{first}\n{second}\n", encoding="utf-8")
    monkeypatch.setattr(holdfast.kinds, "__path__", [*holdfast.kinds.__path__, str(tmp_path)])
    for name in ("holdfast.kinds.new", "holdfast.kinds.new.thing"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(HoldfastError, match=rf"{file}:{line}: {error}: .*\[not-importable\]"):
        dict(kinds.__wrapped__())


def test_a_kind_is_imported_when_it_is_asked_for_and_a_stranger_is_nobodys() -> None:
    """In a process of its own: here all of them are imported."""
    code = (
        "import sys; from holdfast.kinds.registry import kinds; known = kinds(); "
        "known['m365:entra:SecurityDefaults'], 'm365:entra:Nobody' in known, 'x' in known, 'm365:x:User' in known; "
        "'azuread:index/group:Group' in known.of_package('m365'); "
        "print(sorted(one for one in sys.modules if one.startswith('holdfast.kinds.entra.')), len(known))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        found.stdout
        == f"['holdfast.kinds.entra.security_defaults', 'holdfast.kinds.entra.user'] {len(kinds())}\n"
    )
    for stranger in ("m365:entra:Nobody", "x", "", "m365:x:User"):
        assert stranger not in kinds()
        assert kinds().get(stranger) is None


def test_kinds_of_the_packages_are_all_kinds_and_each_is_of_its_own() -> None:
    found = {package: kinds().of_package(package) for package in ("azuread", "m365", "m36")}

    assert {token: kind for one in found.values() for token, kind in one.items()} == dict(kinds())
    assert [len(one) for one in found.values()] == [
        sum(token.startswith("azuread:") for token in kinds()),
        sum(token.startswith("m365:") for token in kinds()),
        0,
    ]
    assert "m365:entra:SecurityDefaults" in found["m365"]
    assert "m365:entra:SecurityDefaults" not in found["azuread"]
    assert found["m36"].get("m365:entra:SecurityDefaults") is None


def test_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        kinds()["x"] = next(iter(kinds().values()))  # type: ignore[index] # that it is refused is the point


def test_natural_key_is_an_input_of_an_object_and_a_word_otherwise() -> None:
    for kind in kinds().values():
        names = {field.name for field in kind.fields if field.required}
        assert (kind.key in names) == (kind.shape is Shape.OBJECT)
        assert kind.key_of({kind.key: "x"}) == ("x" if kind.shape is Shape.OBJECT else kind.key)


def test_shape_follows_from_the_service_and_no_kind_can_say_otherwise() -> None:
    singleton = kinds()["m365:entra:SecurityDefaults"]
    assert singleton.shape is Shape.SINGLETON
    assert kinds()["m365:exchange:LitigationHold"].shape is Shape.POPULATION
    with pytest.raises(
        (ValueError, TypeError), match="shape is declared with init=False"
    ):  # TypeError since 3.13
        replace(singleton, shape=Shape.OBJECT)
