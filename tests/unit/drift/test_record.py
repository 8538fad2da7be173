"""Recording a program: its resources, whose control each is, and nothing that must not be kept."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pulumi_azuread as azuread
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
        client = tmp_path / "clients/Pulumi.acme.yaml"
        client.parent.mkdir(exist_ok=True)
        if not client.exists():
            client.write_text("config: {}\n", encoding="utf-8")
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
        azuread.Group("x", display_name="X", security_enabled=True, description=told, members=[told])
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


CONFIG = """
config:
  app:state: enabled
  app:on: true
  app:number: "010"
  app:days: 30
  app:ratio: 1.5
  app:flag: TRUE
  app:said: yes
  app:octal: 010
  app:zeros: 1.50
  app:hexadecimal: 0x1F
  app:exponent: 1e3
  app:date: {inner: [2027-01-01]}
  app:nothing:
  app:list: [a, {b: 1, c: false}]
  holdfast:tenant: acme.onmicrosoft.com
  own: ours
  app:key:
    secure: v1:abc:def
  app:keys:
    inner:
      secure: v1:abc:def
"""
PROJECT = """
name: holdfast
runtime: python
config:
  app:state: never
  app:only: project
  plain:
    type: string
    default: by default
  hidden:
    default: x
    secret: true
"""


@pytest.mark.parametrize(
    ("asks", "answer"),
    [
        ('Config("app").get("state")', "enabled"),
        ('Config("app").require("state")', "enabled"),
        ('Config("app").get_bool("on")', "True"),
        ('Config("app").get("on")', "true"),
        ('Config("app").get("number")', "010"),
        ('Config("app").require_int("days")', "30"),
        ('Config("app").get("ratio")', "1.5"),
        ('Config("app").get("flag")', "true"),
        ('Config("app").get("said")', "yes"),
        ('Config("app").get("nothing")', ""),
        ('Config("app").require_object("list")', "['a', {'b': 1, 'c': False}]"),
        ('Config().get("tenant")', "acme.onmicrosoft.com"),
        ('Config("holdfast").require("own")', "ours"),
        ('Config("app").get("only")', "project"),
        ('Config().get("plain")', "by default"),
        ('Config("app").get("absent")', "None"),
        ('Config("other").get("state", "otherwise")', "otherwise"),
    ],
)
def test_configuration_is_that_of_the_client_file(
    recorded: Recorded, tmp_path: Path, asks: str, answer: str
) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(CONFIG)
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)

    (group,) = recorded(f"""
        import pulumi_azuread as azuread
        from pulumi import Config
        azuread.Group("x", display_name="X", security_enabled=True, description=">" + str({asks}))
    """)

    assert group.inputs["description"] == f">{answer}"


@pytest.mark.parametrize("name", ["hf2", "Holdfast", "'holdfast '", "1"])
def test_project_of_another_name_is_refused_with_its_line(
    recorded: Recorded, tmp_path: Path, name: str
) -> None:
    """The engine would look for the states of clients under it, and finds none."""
    (tmp_path / "Pulumi.yaml").write_text(f"# ours\nname: {name}\nruntime: python\n")

    with pytest.raises(InputErrors, match="the name should be holdfast") as refused:
        recorded("import pulumi")

    assert "Pulumi.yaml:2" in str(refused.value)


@pytest.mark.parametrize("asks", ['Config("app").get_secret("key")', 'Config("app").require_secret("key")'])
def test_encrypted_value_is_passed_on_as_a_word(recorded: Recorded, tmp_path: Path, asks: str) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(CONFIG)

    (group,) = recorded(f"""
        import pulumi_azuread as azuread
        from pulumi import Config
        azuread.Group("x", display_name="X", security_enabled=True, description={asks})
    """)

    assert group.inputs["description"] == "[secret]"


GROUP_BY_NAME = 'azuread.get_group(display_name="G")'
GROUP_OUTPUT = 'azuread.get_group_output(display_name="G")'
USERS_BY_NAME = 'azuread.get_users(user_principal_names=["a@x.example"])'
USERS_OUTPUT = 'azuread.get_users_output(user_principal_names=["a@x.example"])'


def _refused_reads() -> list[tuple[str, str, str]]:
    """Every output of the look-ups that is not answered, read in both ways."""
    known = {
        "getUsers": {"object_ids", "user_principal_names"},
        "getGroup": {"object_id", "display_name"},
    }
    ways = {"getUsers": (USERS_BY_NAME, USERS_OUTPUT), "getGroup": (GROUP_BY_NAME, GROUP_OUTPUT)}
    types = {"getUsers": azuread.GetUsersResult, "getGroup": azuread.GetGroupResult}
    return [
        (f"{way}.{name}", function, vars(type_)[name].fget._pulumi_name)
        for function, type_ in types.items()
        for way in ways[function]
        for name in sorted(vars(type_))
        if isinstance(vars(type_)[name], property) and name not in known[function]
    ]


@pytest.mark.parametrize(
    ("asks", "call", "what"),
    [
        *_refused_reads(),
        ('azuread.get_users(mail_nicknames=["a"]).object_ids', "getUsers", "mailNicknames"),
        ('azuread.get_users(mails=["a"]).object_ids', "getUsers", "mails"),
        ('azuread.get_users(employee_ids=["a"]).object_ids', "getUsers", "employeeIds"),
        ("azuread.get_users(return_all=True).object_ids", "getUsers", "returnAll"),
        (
            'azuread.get_users(user_principal_names=["a"], ignore_missing=True).object_ids',
            "getUsers",
            "ignoreMissing",
        ),
        ("azuread.get_users_output(return_all=True).object_ids", "getUsers", "returnAll"),
        ("azuread.get_users(user_principal_names=[]).object_ids", "getUsers", "userPrincipalNames"),
        ("azuread.get_users().object_ids", "getUsers", "userPrincipalNames"),
        ('azuread.get_group(mail_nickname="a").object_id', "getGroup", "mailNickname"),
        ('azuread.get_group(display_name="a", mail_enabled=True).object_id', "getGroup", "mailEnabled"),
        (
            'azuread.get_group(display_name="a", include_transitive_members=True).object_id',
            "getGroup",
            "includeTransitiveMembers",
        ),
        ('azuread.get_user(user_principal_name="a").object_id', "getUser", "calls"),
        ('azuread.get_named_location(display_name="a").object_id', "getNamedLocation", "calls"),
        ('azuread.Application("a", display_name="a").client_id', "Application", "client_id"),
        ('azuread.Group("a", display_name="a", security_enabled=True).mail', "Group", "mail"),
        ('azuread.Group.get("a", "an-id").object_id', "Group", "'a'"),
        ('pulumi.StackReference("other").get_output("state")', "StackReference", "'other'"),
        *[
            (f'pulumi.Config("app").get("{name}")', f"app:{name}", "without quotes")
            for name in ("octal", "zeros", "hexadecimal", "exponent", "date")
        ],
        ('pulumi.Config("app").get("key")', "app:key", "encrypted"),
        ('pulumi.Config("app").require("key")', "app:key", "encrypted"),
        ('pulumi.Config("app").get_object("keys")', "app:keys", "encrypted (app:keys.inner)"),
        ('pulumi.Config("app").get_secret_object("keys")', "app:keys", "encrypted (app:keys.inner)"),
        ('pulumi.Config("app").get_secret_int("key")', "app:key", "encrypted"),
    ],
)
@pytest.mark.parametrize("caught", [False, True])
def test_what_is_not_known_without_a_tenant_is_refused_by_name(
    recorded: Recorded, tmp_path: Path, asks: str, call: str, what: str, *, caught: bool
) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(CONFIG)
    program = f"import pulumi\nimport pulumi_azuread as azuread\ntry:\n    value = {asks}\n"
    program += f"except Exception:\n    {'value = None' if caught else 'raise'}\n"
    program += 'azuread.Group("x", display_name="X", security_enabled=True, description=value)\n'

    with pytest.raises(RecordingError) as found:
        recorded(program)

    assert found.value.slug == "recording-unsupported-call"
    assert call in found.value.message
    assert what in found.value.message
    assert f"{tmp_path / '__main__.py'}:4: " in found.value.message


@pytest.mark.parametrize(
    ("asks", "members"),
    [
        ('azuread.get_users(object_ids=["one", "two"]).object_ids', ["one", "two"]),
        ('azuread.get_users_output(object_ids=["one"]).object_ids', ["one"]),
        ('[azuread.get_group(object_id="one").object_id]', ["one"]),
        ('[azuread.get_group(display_name="G", security_enabled=True).object_id]', [reference(GROUP, "G")]),
        (f"{USERS_BY_NAME}.object_ids", [reference(USER, "a@x.example")]),
        (f"{USERS_BY_NAME}.user_principal_names", ["a@x.example"]),
        (f"[{GROUP_BY_NAME}.display_name]", ["G"]),
        ('[azuread.Group("g", display_name="G", security_enabled=True).object_id]', [reference(GROUP, "G")]),
        ('[azuread.Group("g", display_name="G", security_enabled=True).display_name]', ["G"]),
    ],
)
def test_what_is_known_without_a_tenant_is_answered(
    recorded: Recorded, asks: str, members: list[str]
) -> None:
    desired = recorded(f"""
        import pulumi_azuread as azuread
        azuread.Application("x", display_name="X", tags={asks})
    """)

    assert next(one for one in desired if one.name == "x").inputs["tags"] == members


@pytest.mark.parametrize("reader", ["get", "require", "get_secret", "get_bool", "get_object"])
@pytest.mark.parametrize("environment", ["environment: [shared]\n", "environment:\n  values: {}\n", ""])
def test_value_that_an_environment_of_the_client_file_may_give_is_refused_by_name(
    recorded: Recorded, tmp_path: Path, reader: str, environment: str
) -> None:
    """`pulumi up` has it, and wins over the project's file; the client's own value wins over both."""
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(f'{environment}config: {{"app:mine": "true"}}\n')
    (tmp_path / "Pulumi.yaml").write_text('name: holdfast\nconfig: {"app:state": "true"}\n')
    asks = "import pulumi\npulumi.Config('app').{}('{}')\n"
    recorded(asks.format(reader, "mine") + "import pulumi_azuread\npulumi_azuread.Provider('p')\n")

    if not environment:
        recorded(asks.format(reader, "state"))
        return
    with pytest.raises(RecordingError, match=r"__main__.py:2: .*app:state, which an environment"):
        recorded(asks.format(reader, "state"))
