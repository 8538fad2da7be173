"""Whatever a client file holds, only `InputErrors` comes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.model.errors import InputErrors
from holdfast.model.plan import Plan
from holdfast.plan.load import load_plan
from holdfast.plan.mistakes import SLUGS

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.unmeasured  # nothing of what loads a plan is measured

BASELINE = """\
baseline: home
version: 1.0.0
parameters:
  days: {type: duration_days, default: 3}
  name: {type: string}
controls:
  house.door_locked:
    open_days: ${days}
    name: the ${name}
"""
ours = [
    f"holdfast:{name}"
    for name in ("tenant", "cloud", "baseline", "parameters", "exceptions", "delete_protected_data")
]
known = (
    "home@1.0.0 a.example embedded house.door_locked house.alarm_set Kind/* 2027-01-01 ${name} days name keys"
)
known += " config = << ~ yes 1:30 control unmanaged reason owner expires locked loud"
odd_numbers = ["9" * 5000, "9" * 5000 + " days", "²", "٣"]
words = st.sampled_from([*known.split(), *ours, *odd_numbers])
types = st.sampled_from(["string", "integer", "boolean", "list", "duration_days"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text() | words
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words | st.text() | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)
configs = st.fixed_dictionaries(
    {"holdfast:baseline": st.just("home@1.0.0") | values, "holdfast:tenant": st.just("a.example") | values},
    optional={
        "holdfast:cloud": words | values,
        "holdfast:parameters": st.dictionaries(words, values, max_size=4) | values,
        "holdfast:exceptions": st.lists(st.dictionaries(words, values, max_size=5), max_size=3) | values,
        "holdfast:delete_protected_data": st.booleans() | values,
        "azuread:tenantId": values,
    },
)
declarations = st.fixed_dictionaries(
    {"type": types | values}, optional={"default": values, "required": values}
)
baselines = st.fixed_dictionaries(
    {"baseline": st.just("home") | values, "version": st.just("1.0.0") | values},
    optional={
        "extends": words | st.lists(words) | values,
        "parameters": st.dictionaries(words, declarations | values, max_size=4) | values,
        "controls": st.dictionaries(words, st.dictionaries(words, values), max_size=3) | values,
        "removed": st.dictionaries(words, words | values, max_size=3) | values,
    },
)
relaxed = settings(deadline=None, derandomize=True)
Check = Callable[..., None]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory, catalogue: Mapping[str, Any]) -> Check:
    """Return what loads two files and fails on anything but a plan, or mistakes with known slugs."""
    root = tmp_path_factory.mktemp("project")
    (root / "baselines/home").mkdir(parents=True)
    (root / "clients").mkdir()

    def load(client: bytes, baseline: bytes = BASELINE.encode()) -> None:
        (root / "clients/Pulumi.acme.yaml").write_bytes(client)
        (root / "baselines/home/1.0.0.yaml").write_bytes(baseline)
        try:
            plan = load_plan(root, "acme", catalogue, today=date(2026, 11, 24))
        except InputErrors as error:
            mistakes = error.mistakes
        else:
            assert isinstance(plan, Plan)
            return
        assert mistakes
        for mistake in mistakes:
            assert mistake.slug in SLUGS
            assert mistake.line >= 0
            assert mistake.file.startswith(("clients/", "baselines/"))
            assert len(str(mistake).splitlines()) == 1, (
                "whoever reads line by line takes no value for a line of ours"
            )

    return load


def dump(value: Any) -> bytes:
    """Return a value as YAML."""
    return yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "replace")


@settings(relaxed, max_examples=200)
@given(config=configs | values, top=st.dictionaries(words, values, max_size=2))
def test_any_yaml_in_a_client_file_gives_a_plan_or_mistakes(
    check: Check, config: Any, top: dict[Any, Any]
) -> None:
    check(dump({**top, "config": config}))


@settings(relaxed, max_examples=200)
@given(config=configs, baseline=baselines)
def test_any_yaml_in_a_baseline_gives_a_plan_or_mistakes(check: Check, config: Any, baseline: Any) -> None:
    check(dump({"config": config}), dump(baseline))


@settings(relaxed, max_examples=100)
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_in_a_client_file_give_a_plan_or_mistakes(check: Check, raw: bytes) -> None:
    check(raw)


@settings(relaxed, max_examples=200)
@given(text=st.text(alphabet="ab:-[]{}&*!|>'\"%@`#,?\n\t ~<=$0", max_size=80))
def test_any_almost_yaml_in_a_client_file_gives_a_plan_or_mistakes(check: Check, text: str) -> None:
    check(text.encode())


LINE_ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
@pytest.mark.parametrize("key", ["tenant", "cloud", "baseline", "groups", "exceptions", "SAID"])
def test_value_or_name_with_an_end_of_a_line_in_it_is_told_on_one(check: Check, key: str, end: str) -> None:
    odd = f"x{end}::error::y"
    config = {"holdfast:tenant": "a.example", "holdfast:baseline": "home@1.0.0"}
    entry = {"control": odd, "object": odd, "property": odd, "owner": odd, "reason": odd, "expires": odd}
    given_here = [entry] if key == "exceptions" else odd
    named = odd if key == "SAID" else key
    check(dump({"config": {**config, f"holdfast:{named}": given_here}}))
