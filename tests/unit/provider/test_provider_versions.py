"""States that an older Holdfast wrote are read in today's form, and those of a newer one are refused."""

from __future__ import annotations

import asyncio
from dataclasses import field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply import state as apply_state
from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import Kind
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.kinds.versions import VERSION
from holdfast.model.errors import RefusedError
from holdfast.provider.values import plain, wrapped
from holdfast.provider.verbs import KindProvider

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "m365:house:Shelf"


def in_days(kept: dict[str, Any]) -> dict[str, Any]:
    """Form 1 counted weeks by that name."""
    return {**kept, **({"days": kept["days"] * 7} if "days" in kept else {})}


def by_name(kept: dict[str, Any]) -> dict[str, Any]:
    """Form 2 called the name a label."""
    return {"name" if key == "label" else key: value for key, value in kept.items()}


@kind_class
class Shelf(Kind):
    """A kind of form 3, whose tenant is a dictionary."""

    there: dict[str, Any]
    asked: list[Any] = field(default_factory=list)

    async def get(self, tenant: Any, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        self.asked.append(("get", dict(inputs)))
        return LiveObject(id=object_id, key=object_id, inputs=dict(self.there))

    async def update(
        self, tenant: Any, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        self.asked.append(("update", dict(old), dict(new)))

    async def delete(self, tenant: Any, object_id: str, inputs: Mapping[str, Any]) -> None:
        self.asked.append(("delete", dict(inputs)))


class Provider(KindProvider):
    """Serves the shelf and no tenant."""

    async def open(self) -> Any:
        return SimpleNamespace()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        token=TOKEN,
        title="Shelf",
        doc="A shelf.",
        fields=(
            Field(name="name", type=Type.STRING, doc="Its name.", required=True),
            Field(name="days", type=Type.INTEGER, doc="How long."),
        ),
        key="name",
        read_permissions=(),
        write_permissions=(),
        omits="",
        licence="",
        source="",
        upgrades=(in_days, by_name),
        there={"name": "a", "days": 14},
    )


@pytest.fixture
def provider(shelf: Shelf) -> Provider:
    return Provider("m365", "0", {TOKEN: shelf})


def ask(provider: Provider, verb: str, **given: Any) -> Any:
    """Asks one verb of the provider, whose values are plain."""
    more = {name: wrapped(one) if isinstance(one, dict) else one for name, one in given.items()}
    request = SimpleNamespace(
        type=TOKEN, urn="urn", resource_id="a", preview=False, ignore_changes=[], **more
    )
    return asyncio.run(getattr(provider, verb)(request))


NOW = {"name": "a", "days": 14}
NOW_KEPT = {**NOW, VERSION: 3}
each_form = pytest.mark.parametrize(
    "old", [{"label": "a", "days": 2}, {"label": "a", "days": 14, VERSION: 2}, NOW_KEPT], ids=["1", "2", "3"]
)


@each_form
def test_what_an_older_form_says_is_no_change(provider: Provider, old: dict[str, Any]) -> None:
    assert ask(provider, "diff", old_state=old, new_inputs=NOW_KEPT).changes is False
    other = ask(provider, "diff", old_state=old, new_inputs={**NOW_KEPT, "days": 15})
    assert other.diffs == ["days"]


@each_form
def test_a_read_writes_the_present_form(provider: Provider, shelf: Shelf, old: dict[str, Any]) -> None:
    for inputs in (old, NOW_KEPT):  # the engine renews the inputs of what did not change, and not its outputs
        answer = ask(provider, "read", inputs=inputs, properties=old)
        assert plain(answer.inputs) == NOW_KEPT
        assert plain(answer.properties) == NOW_KEPT
    assert shelf.asked == [("get", NOW), ("get", NOW)]


@each_form
def test_a_change_and_a_deletion_know_the_present_form_only(
    provider: Provider, shelf: Shelf, old: dict[str, Any]
) -> None:
    answer = ask(provider, "update", olds=old, news={**NOW_KEPT, "days": 15})
    ask(provider, "delete", properties=old)
    assert plain(answer.properties) == {**NOW_KEPT, "days": 15}
    assert shelf.asked[-2:] == [("update", NOW, {"name": "a", "days": 15}), ("delete", NOW)]


def test_a_program_writes_the_present_form_and_what_it_writes_is_marked(provider: Provider) -> None:
    for inputs in (NOW, NOW_KEPT):
        answer = ask(provider, "check", new_inputs=inputs)
        assert plain(answer.inputs) == NOW_KEPT
        assert answer.failures is None
    assert [one.property for one in ask(provider, "check", new_inputs={"label": "a"}).failures] == [
        "label",
        "name",
    ]


def test_a_state_of_a_newer_holdfast_is_refused_before_anything_is_asked(
    provider: Provider, shelf: Shelf
) -> None:
    newer = {"title": "a", "days": 14, VERSION: 4}
    for verb, given in (
        ("diff", {"old_state": newer, "new_inputs": NOW_KEPT}),
        ("read", {"inputs": newer, "properties": newer}),
        ("read", {"inputs": NOW_KEPT, "properties": newer}),
        ("update", {"olds": newer, "news": NOW_KEPT}),
        ("delete", {"properties": newer}),
    ):
        with pytest.raises(RefusedError, match=r"form 4; this one knows up to 3.*\[newer-state\]"):
            ask(provider, verb, **given)
    assert shelf.asked == []


def test_the_gates_read_the_state_in_the_present_form(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply_state, "kinds", lambda: {TOKEN: shelf})

    def state(inputs: dict[str, Any]) -> Any:
        row = {"urn": "u", "type": TOKEN, "custom": True, "id": "a", "inputs": inputs}
        return apply_state.parse_state({"resources": [row]})

    assert state({"label": "a", "days": 2}).resources["u"].inputs == NOW
    with pytest.raises(RefusedError, match="newer-state"):
        state({**NOW, VERSION: 4})


@pytest.mark.parametrize("mark", [0, -1, "3", True, 1.5])
def test_a_mark_that_nobody_wrote_is_refused(provider: Provider, mark: object) -> None:
    with pytest.raises(RefusedError, match="newer-state"):
        ask(provider, "delete", properties={**NOW, VERSION: mark})
