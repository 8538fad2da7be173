"""Recording a program: its resources, whose control each is, and nothing that must not be kept."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from holdfast.drift.record import record
from holdfast.model.desired import reference
from holdfast.model.errors import InputErrors, RecordingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holdfast.model.desired import DesiredResource

    Recorded = Callable[[str], list[DesiredResource]]

GROUP, USER = "azuread:index/group:Group", "azuread:index/user:User"


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    """Records a program."""

    def run(program: str) -> list[DesiredResource]:
        (tmp_path / "__main__.py").write_text(textwrap.dedent(program), encoding="utf-8")
        return record(tmp_path, "acme")

    return run


def test_resource_of_the_users_own_is_recorded_without_a_control(recorded: Recorded) -> None:
    (group,) = recorded("""
        import pulumi_azuread as azuread
        azuread.Group("mine", display_name="Mine", security_enabled=True)
    """)

    assert (group.token, group.name, group.control) == (GROUP, "mine", "")
    assert group.urn == f"urn:pulumi:acme::holdfast::{GROUP}::mine"
    assert group.inputs == {"displayName": "Mine", "securityEnabled": True}


def test_ids_of_other_objects_become_references(recorded: Recorded) -> None:
    desired = recorded("""
        import pulumi_azuread as azuread
        users = azuread.get_users_output(user_principal_names=["b@x.example", "a@x.example"])
        group = azuread.Group("ours", display_name="Ours", security_enabled=True, members=users.object_ids)
        theirs = azuread.get_group_output(display_name="Theirs")
        for name, one in (("object id", group.object_id), ("looked up", theirs.object_id)):
            azuread.Group(name, display_name=name, security_enabled=True, members=[one])
    """)

    members = {one.name: one.inputs["members"] for one in desired}
    assert members == {
        "ours": [reference(USER, "b@x.example"), reference(USER, "a@x.example")],
        "object id": [reference(GROUP, "Ours")],
        "looked up": [reference(GROUP, "Theirs")],
    }
    assert desired == sorted(desired, key=lambda one: one.urn)


def test_program_may_import_its_own_modules(recorded: Recorded, tmp_path: Path) -> None:
    (tmp_path / "beside_the_program.py").write_text("NAME = 'From beside'\n", encoding="utf-8")

    (group,) = recorded("""
        import pulumi_azuread as azuread
        from beside_the_program import NAME
        azuread.Group("x", display_name=NAME, security_enabled=True)
    """)

    assert group.inputs["displayName"] == "From beside"


def test_whole_numbers_stay_whole(recorded: Recorded) -> None:
    (label,) = recorded("""
        from holdfast.provider.resources import RetentionLabel
        facts = {"retention_action": "Keep", "retention_type": "CreationAgeInDays"}
        RetentionLabel("x", name="X", retention_duration_days=2555, **facts)
    """)

    assert str(label.inputs["retentionDurationDays"]) == "2555"


def test_secret_is_not_kept(recorded: Recorded) -> None:
    (group,) = recorded("""
        import pulumi
        import pulumi_azuread as azuread
        told = pulumi.Output.secret("hunter2")
        azuread.Group("x", display_name="X", security_enabled=True, description=told, members=[told, "plain"])
    """)

    assert "hunter2" not in str(group)
    assert group.inputs["description"] == "[secret]"


def test_resource_of_a_kind_that_is_not_ours_is_recorded_all_the_same(recorded: Recorded) -> None:
    (application,) = recorded("""
        import pulumi_azuread as azuread
        azuread.Application("app", display_name="App")
    """)

    assert (application.token, application.name) == ("azuread:index/application:Application", "app")


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("raise ValueError('no such thing')", "ValueError: no such thing"),
        ("import a_module_that_is_not_there", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
    ],
)
def test_program_that_fails_is_one_error_that_names_it(recorded: Recorded, program: str, told: str) -> None:
    with pytest.raises(RecordingError) as found:
        recorded(program)

    assert found.value.slug == "recording-failed"
    assert told in found.value.message
    assert "__main__.py" in found.value.message
    assert "acme" in found.value.message


def test_mistakes_in_the_files_come_out_as_they_are(recorded: Recorded) -> None:
    with pytest.raises(InputErrors):
        recorded("""
            from holdfast.model.errors import InputErrors, InputMistake
            raise InputErrors([InputMistake("clients/x.yaml", 1, "a", "is wrong", "bad-value")])
        """)


def test_look_up_that_cannot_be_recorded_is_an_error_with_its_name(recorded: Recorded) -> None:
    with pytest.raises(RecordingError, match="getDomains"):
        recorded("""
            import pulumi_azuread as azuread
            azuread.get_domains(only_default=True)
        """)


def test_recording_follows_a_failed_one(recorded: Recorded) -> None:
    with pytest.raises(RecordingError):
        recorded("raise ValueError")

    assert recorded("") == []


def test_former_urns_are_those_that_the_engine_derives_from_aliases(recorded: Recorded) -> None:
    desired = recorded("""
        import pulumi
        import pulumi_azuread as azuread

        class Room(pulumi.ComponentResource):
            def __init__(self, name, opts=None):
                super().__init__("holdfast:entra:Room", name, None, opts)

        old = [pulumi.Alias(name="entra.hut", type_="holdfast:entra:Hut"), pulumi.Alias(name="entra.cell")]
        room = Room("entra.room", pulumi.ResourceOptions(aliases=old))
        inside = pulumi.ResourceOptions(parent=room)
        moved = pulumi.ResourceOptions(parent=room, aliases=[pulumi.Alias(name="before", parent=None)])
        azuread.Group("entra.room/group", display_name="a", security_enabled=True, opts=inside)
        azuread.Group("other", display_name="b", security_enabled=True, opts=moved)
        urn = pulumi.ResourceOptions(aliases=["urn:pulumi:acme::elsewhere::a:b:C::third"])
        azuread.Group("third", display_name="c", security_enabled=True, opts=urn)
        azuread.Group("fourth", display_name="d", security_enabled=True)
    """)

    room, start = "holdfast:entra:Room", "urn:pulumi:acme::holdfast::"
    assert {one.name: set(one.former) for one in desired} == {
        "entra.room/group": {
            f"{start}holdfast:entra:Hut${GROUP}::entra.hut/group",
            f"{start}{room}${GROUP}::entra.cell/group",
        },
        "other": {
            f"{start}{GROUP}::before",
            f"{start}holdfast:entra:Hut${GROUP}::other",
        },
        "third": {"urn:pulumi:acme::elsewhere::a:b:C::third"},
        "fourth": set(),
    }
