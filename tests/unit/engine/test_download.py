"""Downloading the official engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.engine import download as download_module
from holdfast.engine.download import download
from holdfast.engine.toolchain import read_toolchain

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.unit.engine.conftest import Script


def test_unreachable_site_is_no_engine_and_no_noise(own_cache: Path) -> None:
    lines: list[str] = []

    assert download(lines.append, reachable=lambda: False) is None
    assert lines == []
    assert not own_cache.exists()


def test_installed_engine_is_kept(script: Script, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(folder: Path, *_: object) -> str:
        for name in ("pulumi", "pulumi-language-python"):
            script(folder / "bin" / name, "")
        return "3.272.0"

    monkeypatch.setattr(download_module, "_install", install)

    engine = download(str, reachable=lambda: True)

    assert engine == read_toolchain(own_cache / "3.272.0-official")
    assert engine is not None
    assert (engine.origin, engine.version) == ("downloaded", "3.272.0")


def test_half_an_installation_is_no_engine(
    script: Script, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(folder: Path, *_: object) -> str:
        script(folder / "bin" / "pulumi", "")
        return "3.272.0"

    monkeypatch.setattr(download_module, "_install", install)

    assert download(str, reachable=lambda: True) is None
    assert list(own_cache.iterdir()) == []


def test_failing_installer_is_no_engine(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_module, "_INSTALL", "raise SystemExit('no tar')")

    assert download(str, reachable=lambda: True) is None
    assert list(own_cache.iterdir()) == []


def test_site_that_does_not_answer_is_not_reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_module, "_SITE", "https://127.0.0.1:9/install.sh")

    assert not download_module._site_answers()
