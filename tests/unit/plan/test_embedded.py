"""Which tenants the embedded server is for, whatever else stands in the folder of client files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from holdfast.plan.embedded import embedded_tenants, is_embedded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ODD: dict[str, Callable[[Path], object]] = {
    "link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "folder": lambda path: path.mkdir(),
    "pipe": os.mkfifo,
    "empty": lambda path: path.write_bytes(b""),
    "no text": lambda path: path.write_bytes(b"\xff\xfe"),
    "no YAML": lambda path: path.write_text("config: ["),
    "no group": lambda path: path.write_text("config: 7"),
    "of a real tenant": lambda path: path.write_text("config: {'holdfast:tenant': real.example}"),
    "too large": lambda path: path.write_bytes(b" " * 1_000_001),
}


@pytest.mark.parametrize("sort", ODD)
def test_odd_file_of_one_client_takes_nobody_elses_tenant_away(sort: str, tmp_path: Path) -> None:
    folder = tmp_path / "clients"
    folder.mkdir()
    for name in ("a", "z"):
        text = f"config: {{'holdfast:cloud': embedded, 'holdfast:tenant': {name}.example}}\n"
        (folder / f"Pulumi.{name}.yaml").write_text(text, encoding="utf-8")
    ODD[sort](folder / "Pulumi.odd.yaml")

    assert embedded_tenants(tmp_path) == ["a.example", "z.example"]
    assert [is_embedded(tmp_path, name) for name in ("a", "odd", "nobody")] == [True, False, False]
