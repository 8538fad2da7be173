"""What the four shapes of declared services can do that no service of today asks for; contradictions are refused.

Declarations made here, served by the same handlers and the same checks as the real ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.cmdlets.allowed import Allowed
from holdfast.emulator.cmdlets.binding import bind
from holdfast.emulator.cmdlets.cmdlet import Invocation, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.declared.statement import Audit, Property, Refused, Roles
from holdfast.emulator.evidence import assumed, documented, verified
from holdfast.emulator.odata.permissions import authorise
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text, Whole
from holdfast.emulator.wire import Call, CmdletError, GraphError, Principal, Reply

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

WHY = assumed("made up for this test")
ENTITLED = Principal("t", "a", "o", "Somebody", "aud", frozenset({"Read", "Write"}), frozenset({"Admin"}))
THING = GraphSingleton(
    path="/policies/thing",
    entity="thing",
    doc="the thing",
    properties={
        "id": Property(Text(), "thing", WHY, writable=False),
        "mode": Property(Text(choices=("off", "on")), "off", WHY),
        "days": Property(Whole(least=1, most=90), 30, WHY),
        "note": Property(Text(longest=5), None, WHY),
        "roles": Property(StructuredType("roles", {"mayInvite": Flag(), "ids": Many(Text())}), None, WHY),
    },
    roles=Roles(("Read",), ("Write",), evidence=WHY),
    audit=Audit("Policy", "Core Directory", "Update thing", evidence=WHY),
    evidence=WHY,
    licence="P2",
    refused=(Refused({"mode": "on", "days": 90}, "Not both.", WHY, status=409, code="Conflict"),),
    method="PUT",
    answers_change=True,
    versions=("beta",),
)


def asked(tiny: Tiny, service: GraphSingleton, method: str, body: Any = None) -> Reply:
    (route,) = (one for one in service.routes() if one.method == method)
    authorise(tiny.tenant, ENTITLED, route)
    return route.handler(tiny.tenant, ENTITLED, Call(method, "beta", service.path, body=body))


def test_a_singleton_may_be_put_answer_its_change_and_be_of_one_version(tiny: Tiny) -> None:
    assert [(one.method, one.versions) for one in THING.routes()] == [("GET", ("beta",)), ("PUT", ("beta",))]
    changed = asked(tiny, THING, "PUT", {"days": 7, "roles": {"mayInvite": True}})
    assert (changed.status, changed.body["days"], changed.body["mode"]) == (200, 7, "off")
    assert changed.body["roles"] == {"mayInvite": True, "ids": []}
    assert {**changed.body, "@odata.context": ""} == {
        **asked(tiny, THING, "GET").body,
        "@odata.context": "",
    }


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"days": 0}, "days: 0 is below 1"),
        ({"days": 91}, "days: 91 is above 90"),
        ({"note": "longer"}, "note: it has 6 characters, 5 are the most"),
        ({"mode": "maybe"}, "mode: 'maybe' is not one of off, on"),
        ({"roles": {"mayInvite": "yes"}}, "roles/mayInvite: a boolean is expected"),
        ({"mode": "on", "days": 90}, "Not both."),
    ],
)
def test_bounds_and_refused_values_of_a_property(tiny: Tiny, body: dict[str, Any], says: str) -> None:
    with pytest.raises(GraphError, match=says) as told:
        asked(tiny, THING, "PUT", body)
    assert told.value.status == (409 if says == "Not both." else 400)
    assert THING.value(tiny.tenant) == {name: one.default for name, one in THING.properties.items()}


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_service_that_needs_a_licence_is_refused_without(tiny: Tiny, method: str) -> None:
    body: dict[str, Any] | None = {} if method == "PUT" else None
    assert asked(tiny, THING, method, body).status == 200
    tiny.licence("AAD_PREMIUM")
    with pytest.raises(GraphError) as told:
        asked(tiny, THING, method, body)
    assert (told.value.status, told.value.code) == (403, "AccessDenied")


def test_a_declaration_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="declares no property 'id'"):
        replace(THING, properties={"mode": THING.properties["mode"]})
    with pytest.raises(ValueError, match="needs roles and an audit event"):
        replace(THING, audit=None)
    with pytest.raises(ValueError, match="needs roles and an audit event"):
        replace(THING, roles=Roles(("Read",), evidence=WHY))


def test_what_is_read_only_has_no_route_to_write() -> None:
    read_only = replace(THING, roles=Roles(("Read",), evidence=WHY), audit=None)
    assert [one.method for one in read_only.routes()] == ["GET"]


CONFIG = SettingsCmdlets(
    noun="ThingConfig",
    endpoint="exchange",
    doc="The thing's settings.",
    settings={
        "Days": Setting(None, WHY, ParameterType.DAYS, least=1, most=90),
        "Span": Setting("1.00:00:00", WHY, ParameterType.TIMESPAN),
        "Most": Setting("Unlimited", WHY, ParameterType.COUNT),
        "Until": Setting(None, WHY, ParameterType.MOMENT, wire="moment"),
        "Senders": Setting([], WHY, ParameterType.EDIT, wire="texts"),
        "Mode": Setting("Off", WHY, ParameterType.TEXT, choices=("Off", "On")),
    },
    readers=Allowed(frozenset({"Admin"}), frozenset()),
    writers=Allowed(frozenset({"Admin"}), frozenset()),
    evidence=WHY,
    licence="OF_NEXT_YEAR",
    refused=(Refused({"Mode": "On"}, "It stays off.", WHY, code="ThingException"),),
)
NAMED = CmdletNoun(
    noun="ThingPolicy",
    endpoint="exchange",
    collection="thingPolicies",
    doc="Policies of things.",
    what="thing policy",
    example={"Name": "A"},
    unknown_identity="error",
    settings={
        "Name": Setting("", WHY, ParameterType.TEXT, on=("New",), required=True),
        "Guid": Setting("", WHY, wire="guid"),
    },
    readers=Allowed(frozenset({"Admin"}), frozenset()),
    writers=Allowed(frozenset({"Admin"}), frozenset()),
    evidence=WHY,
)


def run(tiny: Tiny, service: SettingsCmdlets | CmdletNoun, name: str, **given: Any) -> list[Any]:
    (cmdlet,) = (one for one in service.cmdlets() if one.name == name)
    bound = bind(cmdlet, given)
    return list(cmdlet.run(Invocation(tiny.tenant, ENTITLED, name, service.endpoint, bound, given)).rows)


def test_each_kind_of_parameter_is_shown_as_the_wire_has_it(tiny: Tiny) -> None:
    tiny.licence("OF_NEXT_YEAR")
    edit = {"Add": ["a@x.example", "b@x.example"]}
    run(tiny, CONFIG, "Set-ThingConfig", Days=30, Span="2", Most=5, Until="2026-05-01", Senders=edit)
    run(tiny, CONFIG, "Set-ThingConfig", Senders={"Remove": ["A@x.example"]})
    (row,) = run(tiny, CONFIG, "Get-ThingConfig")
    assert (row["Days"], row["Span"], row["Most"]) == ("30.00:00:00", "2.00:00:00", 5)
    assert (row["Until"], row["Senders"]) == ("2026-05-01T00:00:00.0000000Z", ["b@x.example"])
    run(tiny, CONFIG, "Set-ThingConfig", Days="Unlimited", Most="Unlimited", Until=None)
    (row,) = run(tiny, CONFIG, "Get-ThingConfig")
    assert (row["Days"], row["Most"], row["Until"]) == ("Unlimited", "Unlimited", None)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"Days": 0}, "between 1 and 90"),
        ({"Days": 91}, "between 1 and 90"),
        ({"Mode": "Sideways"}, "not one of the valid values"),
        ({"Mode": "On"}, "It stays off."),
    ],
)
def test_bounds_and_refused_values_of_a_parameter(tiny: Tiny, given: dict[str, Any], says: str) -> None:
    tiny.licence("OF_NEXT_YEAR")
    with pytest.raises(CmdletError, match=says):
        run(tiny, CONFIG, "Set-ThingConfig", **given)
    assert tiny.store.all("ThingConfig") == []


def test_settings_that_need_a_licence_are_read_and_not_written_without(tiny: Tiny) -> None:
    with pytest.raises(CmdletError, match="it needs OF_NEXT_YEAR"):
        run(tiny, CONFIG, "Set-ThingConfig", Days=30)
    assert run(tiny, CONFIG, "Get-ThingConfig")[0]["Days"] is None


def test_an_unknown_identity_may_be_an_error(tiny: Tiny) -> None:
    run(tiny, NAMED, "New-ThingPolicy", Name="A")
    assert [one["Name"] for one in run(tiny, NAMED, "Get-ThingPolicy")] == ["A"]
    assert [one["Name"] for one in run(tiny, NAMED, "Get-ThingPolicy", Identity="a")] == ["A"]
    with pytest.raises(CmdletError, match="couldn't be found"):
        run(tiny, NAMED, "Get-ThingPolicy", Identity="B")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: verified("", "2026-07"), "names its source"),
        (lambda: verified("a capture", "last week"), "no day"),
        (lambda: documented("api-facts 3.1", "2026-11-24"), "no page"),
        (lambda: documented("https://learn.microsoft.com/x", ""), "no day"),
        (lambda: assumed(" "), "says why"),
    ],
)
def test_evidence_names_its_source_and_day(make: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()
