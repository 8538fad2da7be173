"""Case 03: a policy as PowerShell's SDK objects give it: names start with capitals.

Source of the case: sjcnyc/code-tracking. Whole kind: tests/embedded/test_exports.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.seeds.export_objects import read_export
from tests.e2e.scratch import CONTOSO, REPOSITORY, Scratch

if TYPE_CHECKING:
    from pathlib import Path

CASE = REPOSITORY.parent / "shared" / "cases" / "03-export-pascal-case"
pytestmark = pytest.mark.usefixtures("case")


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _camel(item) for name, item in value.items()}
    return value


def test_it_is_loaded_like_its_camel_case_twin(tmp_path: Path) -> None:
    twin = _camel(json.loads((CASE / "folder" / "CA01.json").read_bytes()))
    del twin["additionalProperties"]
    (tmp_path / "twin").mkdir()
    (tmp_path / "twin" / "CA01.json").write_text(json.dumps(twin), encoding="utf-8")
    with Scratch(tmp_path / "scratch") as scratch:
        printed = scratch.holdfast("tenant", "seed", "export", str(CASE / "folder"), "--tenant", CONTOSO)
        assert printed.code == 0, printed.all
        assert "1 Conditional Access policies" in printed.out
        (policy,) = scratch.rows("conditionalAccessPolicies")
    assert (policy,) == read_export(tmp_path / "twin", CONTOSO).policies
    assert policy["displayName"] == "CA01 Require MFA"
