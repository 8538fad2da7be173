"""Every finding that is published is as docs/finding.schema.json says, whatever was checked."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from jsonschema import Draft202012Validator

from holdfast.cli.report_input import report_input
from holdfast.kinds.registry import kinds
from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Status
from holdfast.report.formats.interface import formats
from holdfast.report.json_text import camel_case
from holdfast.report.published import PublishedFinding, published
from tests.golden.report.cases import CASES, HOSTILE, input_of, named, result

if TYPE_CHECKING:
    from holdfast.drift.check import Checked

PROJECT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((PROJECT / "docs" / "finding.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def findings_of(case: str) -> list[dict[str, Any]]:
    document: dict[str, Any] = json.loads(formats()["json"].render(input_of(*CASES[case])))
    found: list[dict[str, Any]] = document["findings"]
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_finding_of_the_json_is_valid(case: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = findings_of(case)

    assert len(found) == len(CASES[case][0].findings)
    for one in found:
        VALIDATOR.validate(one)


def test_schema_is_closed_and_asks_for_every_field() -> None:
    (one, *_) = findings_of("drift")

    assert SCHEMA["required"] == [camel_case(field.name) for field in fields(PublishedFinding)]
    assert not VALIDATOR.is_valid({**one, "more": 1})
    assert not VALIDATOR.is_valid({**one, "status": "FINE"})
    assert not VALIDATOR.is_valid({**one, "fingerprint": "short"})
    for name in one:
        assert not VALIDATOR.is_valid({key: value for key, value in one.items() if key != name}), name


def test_schema_tells_what_every_field_is() -> None:
    groups = [SCHEMA, *(one for one in SCHEMA["$defs"].values() if "properties" in one)]
    silent = [
        name for one in groups for name, said in one["properties"].items() if not said.get("description")
    ]
    assert silent == []


def test_finding_says_what_its_control_says() -> None:
    checked, controls = CASES["drift"]
    by_id = {one.id: one.metadata for one in controls}
    ranks = {one.name: one.rank.severity for one in checked.findings if one.rank}

    for one in published(input_of(checked, controls)):
        said = by_id.get(one.control)
        assert one.severity == (said.severity if said else ranks[one.name])
        assert one.duties == (said.duties if said else ())
        assert one.frameworks == (said.frameworks if said else ())


def test_kind_that_only_reads_promises_no_apply() -> None:
    differing = (Difference("a", 1, 2),)
    checked = result(*(Finding(Status.DRIFTED, one, "One", differences=differing) for one in kinds()))
    facts = SimpleNamespace(result=checked, controls=())

    for one in published(report_input(cast("Checked", facts))):
        assert (one.remediation.properties != ()) == kinds()[one.type].writes, one.type


def test_json_steers_no_terminal_and_changes_no_value() -> None:
    text = f"{HOSTILE}\u009b31m\U000e0001\ud800"
    written = formats()["json"].render(input_of(*named(text))).decode()

    assert [one for one in written if not (one.isprintable() or one == "\n")] == []
    assert json.loads(written)["findings"][0]["name"] == text
