"""A state that somebody edited, or commands of the engine changed, is refused: never one object for another.

Through each door: `holdfast up`, which asks, and `pulumi up` by hand.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.engine

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LABEL = "m365:purview:RetentionLabel"


def _of(state: dict[str, Any], token: str) -> list[dict[str, Any]]:
    return [one for one in state["checkpoint"]["latest"]["resources"] if one["type"] == token]


def doubled(token: str) -> Callable[[dict[str, Any]], None]:
    """An object stands there a second time, under a name that the program does not have."""

    def edit(state: dict[str, Any]) -> None:
        (first, *_) = _of(state, token)
        second = {**copy.deepcopy(first), "urn": f"{first['urn']}-too", "resourceHooks": {}}
        second["retainOnDelete"] = False  # else the engine only forgets it
        state["checkpoint"]["latest"]["resources"].append(second)

    return edit


def swapped(state: dict[str, Any]) -> None:
    """Two policies stand there with each other's ids."""
    first, second, *_ = _of(state, POLICY)
    first["id"], second["id"] = second["id"], first["id"]


def named_otherwise(state: dict[str, Any]) -> None:
    """As `pulumi state rename` leaves it: the program has no such resource."""
    (first, *_) = _of(state, POLICY)
    first["urn"] += "-renamed"


def without_a_urn(state: dict[str, Any]) -> None:
    _of(state, POLICY)[0].pop("urn")


def without_a_type(state: dict[str, Any]) -> None:
    _of(state, POLICY)[0].pop("type")


def of_texts(state: dict[str, Any]) -> None:
    state["checkpoint"]["latest"]["resources"].append("a resource")


def with_inputs_of_text(state: dict[str, Any]) -> None:
    _of(state, POLICY)[0]["inputs"] = "none"


def with_odd_dependencies(state: dict[str, Any]) -> None:
    _of(state, POLICY)[0]["dependencies"] = {"urn": 1}


def with_an_odd_list(state: dict[str, Any]) -> None:
    state["checkpoint"]["latest"]["resources"] = {"one": 1}


def of_a_later_version(state: dict[str, Any]) -> None:
    state["version"] = 99


EDITS = {
    "doubled policy": doubled(POLICY),
    "doubled label": doubled(LABEL),
    "swapped": swapped,
    "renamed": named_otherwise,
    "without a urn": without_a_urn,
    "without a type": without_a_type,
    "a text for a row": of_texts,
    "a text for inputs": with_inputs_of_text,
    "odd dependencies": with_odd_dependencies,
    "no list": with_an_odd_list,
    "another version": of_a_later_version,
}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    need_engine()
    with Scratch(tmp_path_factory.mktemp("edited") / "scratch") as made:
        assert made.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        yield made


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("cut", [False, True], ids=["", "cut short"])
def test_an_edited_state_is_refused_in_a_sentence_and_nothing_is_written(
    scratch: Scratch, edit: str, cut: bool
) -> None:
    if cut and edit != "swapped":
        pytest.skip("one is enough")
    path = scratch.home / "state/.pulumi/stacks/holdfast/contoso.json"
    written, tenant = path.read_bytes(), scratch.dump()
    state = json.loads(written)
    EDITS[edit](state)
    text = json.dumps(state)
    try:
        for by_hand in (False, True):
            path.write_text(text[: len(text) // 2] if cut else text, encoding="utf-8")
            since = scratch.log.last_id()
            if by_hand:
                printed = scratch.pulumi("up", "--yes", "--skip-preview")
            else:
                printed = scratch.holdfast("up", "contoso", "--adopt")
            assert printed.code != 0, printed.all
            assert [(one.method, one.path) for one in scratch.writes(since)] == [], printed.all
            assert "Traceback" not in printed.all, printed.all
            assert "crash" not in printed.all, printed.all
            assert scratch.dump() == tenant
    finally:
        path.write_bytes(written)


def test_what_was_imported_by_hand_and_never_declared_is_not_deleted(scratch: Scratch) -> None:
    path = scratch.home / "state/.pulumi/stacks/holdfast/contoso.json"
    written, tenant = path.read_bytes(), scratch.dump()
    (own,) = [str(one["id"]) for one in scratch.rows("groups") if one["displayName"] == "SG-Finance"]
    (provider,) = [one["urn"] for one in _of(json.loads(written), "pulumi:providers:azuread")]
    options = ("--provider", f"tenant={provider}", "--protect=false", "--generate-code=false", "--yes")
    try:
        imported = scratch.pulumi("import", "azuread:index/group:Group", "Finance", own, *options)
        assert imported.code == 0, imported.all
        since = scratch.log.last_id()
        previewed = scratch.holdfast("preview", "contoso")
        assert "up would stop: the state holds Finance" in previewed.all
        assert "1 of what the state holds can be destroyed by hand unasked" in previewed.all
        for printed in (
            scratch.holdfast("up", "contoso", "--adopt"),
            scratch.holdfast("destroy", "contoso", "--yes", "--allow-less-protection"),
            scratch.pulumi("up", "--yes", "--skip-preview"),
        ):
            assert printed.code != 0, printed.all
            assert "[undeclared-in-state]" in printed.all
        assert scratch.writes(since) == []
        assert scratch.dump() == tenant
    finally:
        path.write_bytes(written)
