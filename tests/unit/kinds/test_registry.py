"""Every kind is found, once, in sorted order, and nobody can change the list."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("source", "told"),
    [("", "defines no KIND"), ("from holdfast.kinds.entra.user import KIND", "once more")],
)
def test_file_in_any_folder_without_a_kind_of_its_own_is_an_error(
    source: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("new/__init__.py", ""), ("new/deep/__init__.py", ""), ("new/deep/thing.py", source)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(holdfast.kinds, "__path__", [*holdfast.kinds.__path__, str(tmp_path)])
    for name in ("holdfast.kinds.new", "holdfast.kinds.new.deep", "holdfast.kinds.new.deep.thing"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(HoldfastError, match=rf"holdfast\.kinds\.new\.deep\.thing.*{told}.*\[not-one-kind\]"):
        kinds.__wrapped__()


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
    with pytest.raises(ValueError, match="shape is declared with init=False"):
        replace(singleton, shape=Shape.OBJECT)
