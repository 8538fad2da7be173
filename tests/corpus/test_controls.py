"""Every control that exists: its page, its metadata, its children, and that it locks nobody out."""

from __future__ import annotations

import inspect
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ValidationError

from holdfast.controls.catalogue import controls
from holdfast.controls.control import ControlSettings, control_id, type_token
from holdfast.controls.sign_in import PolicySettings, SignInSettings
from holdfast.drift.record import _Recorder, record
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.duty import Duty
from holdfast.plan.files import baselines, clients
from holdfast.plan.former import FormerIds
from holdfast.plan.layers import load_layers
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.node import Node, Place
from holdfast.report.words import LICENCES
from tests.newest import upgraded_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast.controls.control import HardeningControl

PROJECT = Path(__file__).parents[2]
CLIENTS = clients(PROJECT)
UPGRADED = tuple(f"{client} on the newest baseline" for client in CLIENTS)
"""The same clients as they will be: a new control is in no released baseline, so in no client's yet."""
CONTROLS = dict(controls())
EVERY_CONTROL = pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
SIGN_IN = {name: one for name, one in CONTROLS.items() if issubclass(one.Settings, SignInSettings)}
OVER_APPLICATIONS = {
    name for name, one in CONTROLS.items() if issubclass(one.Settings, PolicySettings) and name not in SIGN_IN
}
"""Controls whose policies are for applications and reach no person."""
EVERY_SIGN_IN_CONTROL = pytest.mark.parametrize("name", SIGN_IN)
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
GROUP = "azuread:index/group:Group"
HEADINGS = ("What is enforced", "Why", "Who is affected", "How to roll back", "Licence", "Source")
SOURCE = re.compile(r"Source:\s+https://learn\.microsoft\.com/\S+\s+\(\d{4}-\d{2}-\d{2}\)")

Registered = list[Any]
"""The requests that the program sends to register its resources."""


@pytest.fixture(scope="module", params=[*CLIENTS, *UPGRADED])
def registered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[DesiredResource], Registered]]:
    """What the program of one client declares, with the options that recordings leave out."""
    client = request.param.split()[0]
    project = PROJECT if request.param in CLIENTS else upgraded_project(tmp_path_factory.mktemp("upgraded"))
    with pytest.MonkeyPatch.context() as patch:
        yield recorded(project, client, patch)


def recorded(
    project: Path, client: str, patch: pytest.MonkeyPatch
) -> tuple[list[DesiredResource], Registered]:
    requests: Registered = []
    register = _Recorder.RegisterResource

    def keep(self: _Recorder, request: Any) -> Any:
        requests.append(request)
        return register(self, request)

    patch.setattr(_Recorder, "RegisterResource", keep)
    return record(project, client), requests


@pytest.fixture
def declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[list[DesiredResource], Registered]]:
    """Declares a plan made of the given settings; the file of its client says nothing."""
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "Pulumi.acme.yaml").write_text("config: {}\n", encoding="utf-8")

    def declare(
        settings: dict[str, dict[str, Any]], *, delete_protected_data: bool = False
    ) -> tuple[list[DesiredResource], Registered]:
        program = f"""
import json
from holdfast.controls.program import declare
from holdfast.model.plan import Cloud, Plan, PlannedControl

settings = json.loads({json.dumps(json.dumps(settings))})
planned = tuple(PlannedControl(name, one) for name, one in sorted(settings.items()))
declare(Plan("acme", "acme.example", Cloud.EMBEDDED, "core@1.0.0", {{}}, planned, (), {delete_protected_data}))
"""
        (tmp_path / "__main__.py").write_text(program, encoding="utf-8")
        return recorded(tmp_path, "acme", monkeypatch)

    return declare


def page(control: type[HardeningControl[Any]]) -> str:
    return inspect.getmodule(control).__doc__ or ""


# What a control says of itself


@EVERY_CONTROL
def test_id_is_the_path_of_the_file(control: type[HardeningControl[Any]]) -> None:
    service, _, stem = control_id(control).partition(".")

    assert Path(inspect.getfile(control)) == PROJECT / "components" / service / f"{stem}.py"
    assert CONTROLS[control_id(control)] is control
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", stem)
    assert not stem.startswith(("ensure", "cis_", "scuba_", "nist_", "iso_"))


@EVERY_CONTROL
def test_type_token_and_class_name_follow_from_the_id(control: type[HardeningControl[Any]]) -> None:
    service, _, stem = control_id(control).partition(".")
    camel = "".join(word[:1].upper() + word[1:] for word in stem.split("_"))

    assert type_token(control) == f"holdfast:{service}:{camel}"
    assert control.__name__ == camel


@EVERY_CONTROL
def test_metadata_is_complete(control: type[HardeningControl[Any]]) -> None:
    metadata = control.metadata

    assert isinstance(metadata, ControlMetadata)
    assert metadata.duties
    assert set(metadata.duties) <= set(Duty)
    assert len(set(metadata.duties)) == len(metadata.duties)
    assert metadata.severity in Severity
    assert metadata.revision >= 1
    assert metadata.licence in LICENCES, (
        f"what is {metadata.licence} sold as? Say it in holdfast/report/words.py: the report is for people"
    )
    assert metadata.title[-1:] not in ("", ".")
    assert len(metadata.title) <= 80
    for text in (metadata.impact, metadata.rollback):
        assert text.endswith(".")
        assert len(text) > 20
    assert metadata.frameworks
    assert len(set(metadata.frameworks)) == len(metadata.frameworks)
    assert set(metadata.needs) <= set(CONTROLS) - {control_id(control)}


def test_a_former_id_is_a_possible_id_that_no_control_has_now_or_had_before() -> None:
    former = [one for control in CONTROLS.values() for one in control.metadata.former_ids]

    twice = sorted({one for one in former if former.count(one) > 1})
    assert not twice, f"an id is never used again for something else: {twice} are former ids of two controls"
    again = sorted(set(former) & set(CONTROLS))
    assert not again, f"{again} are ids of controls, and former ids as well: name the new control otherwise"
    for one in former:
        assert re.fullmatch(r"[a-z][a-z0-9]*\.[a-z][a-z0-9]*(_[a-z0-9]+)+", one), f"{one} can be no id"


@EVERY_CONTROL
def test_page_answers_every_question(control: type[HardeningControl[Any]]) -> None:
    text = page(control)
    first, _, _ = text.partition("\n\n")

    assert first.endswith(".")
    for heading in HEADINGS:
        assert re.search(rf"(^|\n|\. ){heading}:", text), heading
    assert SOURCE.search(text)
    assert control.__doc__


@EVERY_CONTROL
def test_titles_are_not_shared(control: type[HardeningControl[Any]]) -> None:
    assert [one for one in CONTROLS.values() if one.metadata.title == control.metadata.title] == [control]


@EVERY_CONTROL
def test_settings_are_frozen_and_take_no_unknown_name(control: type[HardeningControl[Any]]) -> None:
    assert issubclass(control.Settings, ControlSettings)
    for settings in settings_models(control.Settings):
        assert settings.model_config["frozen"]
        assert settings.model_config["strict"]
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            settings.model_validate({"no_such_setting": 1})


def settings_models(settings: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model of settings and every model inside it."""
    yield settings
    for field in settings.model_fields.values():
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from settings_models(inner)


# What the clients' programs declare


def test_there_are_clients_to_test_with() -> None:
    assert CLIENTS
    assert CONTROLS


@EVERY_CONTROL
def test_control_is_in_the_newest_version_of_some_baseline(control: type[HardeningControl[Any]]) -> None:
    newest = [f"{name}@{versions[-1]}" for name, versions in baselines(PROJECT).items()]
    nowhere = Place("", 0, "")
    mistakes = Mistakes()
    former = FormerIds(CONTROLS, mistakes)
    layers = [load_layers(PROJECT, Node(one, nowhere, nowhere), former, mistakes) for one in newest]

    assert control_id(control) in {planned for one in layers for planned in one.controls}, (
        f"no client could have it: put it into the version after {' or '.join(newest)}"
    )


def test_control_that_is_planned_declares_something(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    desired, requests = registered

    planned = {one.name for one in requests if one.type.startswith("holdfast:")}
    assert planned
    assert planned == {one.control for one in desired}, "declare() registers no resource"


def test_children_are_named_after_their_control_and_are_of_known_kinds(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    desired, _ = registered

    for one in desired:
        assert one.name.startswith(f"{one.control}/")
        assert one.token in kinds()
        assert f"{type_token(CONTROLS[one.control])}${one.token}::" in one.urn
        assert kinds()[one.token].key_of(one.inputs)
    assert len({one.urn for one in desired}) == len(desired)
    # The tenant's only object of a kind belongs to as many controls as own a part of it, and each attestation to one;
    # what is assessed without a word of any control's is assessed for each that rests on it.
    shared = {Shape.SINGLETON, Shape.ATTESTATION}
    named = [one for one in desired if kinds()[one.token].shape not in shared and kinds()[one.token].fields]
    assert len({(one.token, kinds()[one.token].key_of(one.inputs)) for one in named}) == len(named)


@pytest.mark.parametrize("client", CLIENTS)
def test_recording_twice_gives_the_same(client: str) -> None:
    assert record(PROJECT, client) == record(PROJECT, client)


def test_recording_holds_plain_values_only(registered: tuple[list[DesiredResource], Registered]) -> None:
    desired, _ = registered

    for one in desired:
        assert json.loads(json.dumps(one.inputs)) == one.inputs
        assert not [value for value in values_in(one.inputs) if isinstance(value, float)]


def values_in(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from values_in(member)
    else:
        yield value


def test_every_policy_of_every_client_excludes_the_break_glass_group(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    desired, _ = registered
    (group,) = [one for one in desired if one.name == "entra.break_glass_excluded/group"]
    policies = [one for one in desired if one.token == POLICY and one.control not in OVER_APPLICATIONS]

    assert policies
    for policy in policies:
        assert (
            reference(GROUP, group.inputs["displayName"])
            in policy.inputs["conditions"]["users"]["excludedGroups"]
        )


def test_what_protects_data_is_kept_on_delete(registered: tuple[list[DesiredResource], Registered]) -> None:
    _, requests = registered

    kept = {request.name: request.retainOnDelete for request in requests if request.type in kinds()}
    protecting = {
        request.name
        for request in requests
        if request.type in kinds() and kinds()[request.type].protects_data
    }
    assert protecting
    assert {name for name in protecting if not kept[name]} == set()
    assert kept["entra.break_glass_excluded/group"], "deleting it would take the exclusion from every policy"


def test_every_child_uses_the_clients_own_provider(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    _, requests = registered
    children = [request for request in requests if request.type in kinds()]

    assert children
    for child in children:
        package = child.type.partition(":")[0]
        assert f"pulumi:providers:{package}::{package}::" in child.provider, child.name


def test_policies_and_security_defaults_go_in_the_order_of_the_direction(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    desired, requests = registered
    (switch,) = [request for request in requests if request.type == "m365:entra:SecurityDefaults"]
    goes_on = next(one.inputs["enabled"] for one in desired if one.name == switch.name)
    policies = [request for request in requests if request.type == POLICY]

    assert policies
    for policy in policies:
        first, second = (policy, switch) if goes_on else (switch, policy)
        assert [urn for urn in second.dependencies if urn.endswith(f"::{first.name}")], policy.name


# What sign-in controls can be told


def settings_of(name: str, **more: Any) -> dict[str, dict[str, Any]]:
    return {name: {"break_glass_group": "Emergency access", **more}}


@EVERY_SIGN_IN_CONTROL
def test_sign_in_control_cannot_leave_out_the_break_glass_group(name: str) -> None:
    settings = SIGN_IN[name].Settings

    assert settings.model_fields["break_glass_group"].is_required()
    for wrong in ({}, {"break_glass_group": ""}, {"break_glass_group": None}):
        with pytest.raises(ValidationError):
            settings.model_validate(wrong)


@EVERY_SIGN_IN_CONTROL
def test_sign_in_control_starts_in_report_only(
    name: str, declared: Callable[..., tuple[list[DesiredResource], Registered]]
) -> None:
    desired, _ = declared(settings_of(name))

    assert {one.inputs["state"] for one in desired if one.token == POLICY} == {
        "enabledForReportingButNotEnforced"
    }


@EVERY_SIGN_IN_CONTROL
@pytest.mark.parametrize("state", ["report-only", "enabled", "disabled"])
def test_sign_in_control_excludes_whatever_else_it_is_told(
    name: str, state: str, declared: Callable[..., tuple[list[DesiredResource], Registered]]
) -> None:
    words = {"report-only": "enabledForReportingButNotEnforced"}
    users, groups = ["sync@acme.example", "gdap@acme.example"], ["Service accounts"]
    for excluded_users, excluded_groups in itertools.product(([], users), ([], groups)):
        desired, _ = declared(
            settings_of(name, state=state, excluded_users=excluded_users, excluded_groups=excluded_groups)
        )
        policies = [one for one in desired if one.token == POLICY]
        assert policies
        for policy in policies:
            told = policy.inputs["conditions"]["users"]

            assert policy.inputs["state"] == words.get(state, state)
            assert told["excludedGroups"] == [
                reference(GROUP, one) for one in ["Emergency access", *excluded_groups]
            ]
            assert told.get("excludedUsers", []) == [
                reference("azuread:index/user:User", one) for one in excluded_users
            ]
            assert not told.get("includedGroups")


@EVERY_SIGN_IN_CONTROL
def test_sign_in_control_is_declared_after_what_it_needs(name: str) -> None:
    needs = set(CONTROLS[name].metadata.needs)

    assert {"entra.break_glass_excluded", "entra.security_defaults_settled"} <= needs


def test_sign_in_controls_are_all_that_declare_policies(
    registered: tuple[list[DesiredResource], Registered],
) -> None:
    desired, _ = registered

    declaring = {one.control for one in desired if one.token.endswith(":ConditionalAccessPolicy")}
    assert declaring == {one.control for one in desired} & (set(SIGN_IN) | OVER_APPLICATIONS)


def test_what_reaches_no_person_says_so_and_starts_in_report_only(
    declared: Callable[..., tuple[list[DesiredResource], Registered]],
) -> None:
    """No break-glass group is left out of it, so nothing but this keeps people out of it."""
    assert OVER_APPLICATIONS
    for name in OVER_APPLICATIONS:
        desired, _ = declared({name: {}})
        for policy in (one for one in desired if one.token == POLICY):
            assert policy.inputs["conditions"]["users"] == {"includedUsers": ["None"]}
            assert policy.inputs["state"] == "enabledForReportingButNotEnforced"


def test_protected_data_is_deleted_only_where_the_client_says_so(
    declared: Callable[..., tuple[list[DesiredResource], Registered]],
) -> None:
    settings = {
        "exchange.litigation_hold_enabled": {"duration_days": 30},
        "purview.retention_labels_published": {"labels": [{"name": "Record", "duration_days": 30}]},
    }
    kept = {}
    for allowed in (False, True):
        _, requests = declared(settings, delete_protected_data=allowed)
        kept[allowed] = {request.retainOnDelete for request in requests if request.type in kinds()}

    assert kept == {False: {True}, True: {False}}
