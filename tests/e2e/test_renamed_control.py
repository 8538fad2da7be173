"""What was applied before Holdfast changed: a renamed control is taken over; what a newer one wrote is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

MFA, LABELS = "entra.mfa_required", "purview.retention_labels_published"


class Client(Scratch):
    """A project whose controls are renamed between two runs."""

    def rename(self, old: str, new: str, *before: str) -> None:
        """Gives a control another id, and says which ones it had."""
        service, _, stem = old.partition(".")
        later, _, name = new.partition(".")
        source = self.project / "components" / service / f"{stem}.py"
        text = source.read_text(encoding="utf-8").replace(camel(stem), camel(name))
        text = re.sub(r"\n        former_ids=.*", "", text)
        text, times = re.subn(
            r"(\n        revision=\d+,)", rf"\1\n        former_ids={(*before, old)!r},", text
        )
        assert times == 1
        source.unlink()
        (self.project / "components" / later / f"{name}.py").write_text(text, encoding="utf-8")

    @property
    def state_file(self) -> Path:
        return self.home / "state/.pulumi/stacks/holdfast/contoso.json"

    @property
    def ids(self) -> dict[str, str]:
        """Pulumi's ids of what the stack manages, by URN without stack and project."""
        state: Any = json.loads(self.state_file.read_bytes())
        return {
            one["urn"].split("::", 2)[2]: one["id"]
            for one in state["checkpoint"]["latest"]["resources"]
            if one.get("custom") and not one["type"].startswith("pulumi:")
        }


def camel(stem: str) -> str:
    return "".join(word.capitalize() for word in stem.split("_"))


def moved(ids: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The ids as they are when everything of `old` stands under `new`."""

    def token(one: str) -> str:
        service, _, stem = one.partition(".")
        return f"holdfast:{service}:{camel(stem)}$"

    return {
        urn.replace(token(old), token(new)).replace(f"::{old}/", f"::{new}/"): id_ for urn, id_ in ids.items()
    }


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    need_engine()
    with Client(tmp_path_factory.mktemp("renamed") / "scratch") as made:
        printed = made.holdfast("up", "contoso")
        assert printed.code == ExitCode.IN_SYNC, printed.all
        yield made


def test_renamed_control_is_in_sync_and_the_baseline_may_go_on_naming_it(client: Client) -> None:
    before, since = client.ids, client.log.last_id()
    client.rename(MFA, "entra.second_factor_required")

    drift = client.holdfast("drift", "contoso")
    preview = client.holdfast("preview", "contoso")
    up = client.holdfast("up", "contoso")

    assert drift.code == preview.code == up.code == ExitCode.IN_SYNC, drift.all + preview.all + up.all
    assert "`entra.mfa_required` is called `entra.second_factor_required` now" in drift.all
    assert "baselines/core/1.0.0.yaml:" in drift.all
    assert client.writes(since) == []
    assert client.ids == moved(before, MFA, "entra.second_factor_required")
    assert client.ids != before


def test_renamed_again_and_drifted_is_repaired_in_place(client: Client) -> None:
    before, since = client.ids, client.log.last_id()
    client.rename("entra.second_factor_required", "entra.everybody_proves_more", MFA)
    control.tamper(client.tenants, CONTOSO, "exclude-user-from-mfa")

    preview = client.holdfast("preview", "contoso")
    up = client.holdfast("up", "contoso")

    assert up.code == ExitCode.IN_SYNC, preview.all + up.all
    assert [one.method for one in client.writes(since)] == ["PATCH"]
    assert client.ids == moved(before, "entra.second_factor_required", "entra.everybody_proves_more")


def test_by_hand_as_well_what_protects_data_is_taken_over(client: Client) -> None:
    before, since = client.ids, client.log.last_id()
    client.rename(LABELS, "purview.labels_published")

    printed = client.pulumi("up", "--yes", "--skip-preview")

    assert printed.code == 0, printed.all
    assert client.writes(since) == []
    assert client.ids == moved(before, LABELS, "purview.labels_published")


def test_client_that_comes_from_far_behind_is_taken_over_too(client: Client) -> None:
    """Two renames in one step, across services: the state still knows the first id."""
    before, since = client.ids, client.log.last_id()
    client.rename("purview.labels_published", "purview.records_marked", LABELS)
    client.rename("purview.records_marked", "exchange.records_marked", LABELS, "purview.labels_published")

    up = client.holdfast("up", "contoso")

    assert up.code == ExitCode.IN_SYNC, up.all
    assert client.writes(since) == []
    assert client.ids == moved(before, "purview.labels_published", "exchange.records_marked")


def test_state_of_a_newer_holdfast_stops_every_command_that_acts_on_it(client: Client) -> None:
    written, since = client.state_file.read_bytes(), client.log.last_id()
    state: Any = json.loads(written)
    (label, *_) = [
        one
        for one in state["checkpoint"]["latest"]["resources"]
        if one["type"] == "m365:purview:RetentionLabel"
    ]
    label["inputs"]["__version"] = label["outputs"]["__version"] = 2
    client.state_file.write_text(json.dumps(state), encoding="utf-8")

    commands = (("up", "contoso"), ("preview", "contoso"), ("destroy", "contoso", "--yes"))
    printed = [client.holdfast(*command) for command in commands]
    by_hand = client.pulumi("up", "--yes", "--skip-preview")

    for one in (*printed, by_hand):
        assert one.code != ExitCode.IN_SYNC, one.all
        assert "was written by a newer Holdfast (form 2; this one knows up to 1)" in one.all
    assert {one.code for one in printed} == {ExitCode.NO_ANSWER}
    assert client.writes(since) == []
    client.state_file.write_bytes(written)
