"""Every declared service does what its declaration says: defaults, changes, refusals, roles, licence, audit event.

The cases are made from the declarations, so a service that is added is tried without a line here. Each rests on what
the declaration itself names as its evidence. What a rule in code adds is tried by tests of its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.cmdlets.cmdlet import APPLICATION_ROLE
from holdfast.emulator.odata.behind_graph import service_behind
from tests.contract.declared import (
    CMDLETS,
    COLLECTIONS,
    GRAPH,
    LISTED,
    NOUNS,
    SETTINGS,
    SINGLETONS,
    another,
    out_of_bounds,
    sent,
    set_by,
    shown,
    writable,
    wrong,
)
from tests.contract.marks import assumed, resting_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx

    from holdfast.emulator.declared.cmdlet_object import CmdletObject
    from holdfast.emulator.declared.graph_collection import GraphCollection
    from holdfast.emulator.declared.graph_object import GraphObject
    from holdfast.emulator.declared.graph_singleton import GraphSingleton
    from holdfast.emulator.declared.listed_rows import ListedRows
    from holdfast.emulator.declared.named_objects import CmdletNoun
    from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
    from holdfast.emulator.declared.statement import Refused
    from holdfast.emulator.routing import Route
    from tests.contract.conftest import Tiny


def named(service: Any) -> str:
    return str(getattr(service, "entity", None) or service.noun)


def cases(services: Iterable[Any], covers: Callable[[Any], Iterable[str]]) -> list[Any]:
    """One case a service, resting on the evidence of its routes or cmdlets."""
    return [
        pytest.param(one, marks=resting_on(one.evidence, *covers(one)), id=named(one)) for one in services
    ]


def routes(service: Any, *methods: str) -> list[str]:
    return [
        f"{one.method} {one.template}" for one in service.routes() if one.method in methods or not methods
    ]


def least(tiny: Tiny, service: GraphObject) -> str:
    """An application with the least roles that the declaration says are enough."""
    roles = {*service.roles.read[:1], *service.roles.write[:1], *service.roles.write_also}
    return tiny.register(f"Least {service.entity}", sorted(roles))


def of_beta(service: GraphObject) -> list[str]:
    """What only beta knows of it."""
    return [name for name, one in service.properties.items() if one.beta or one.beta_members]


def address(tiny: Tiny, service: Any) -> str:
    """Path of the singleton, or of an object of the collection that is there."""
    if service in SINGLETONS:
        return f"/beta{service.path}" if of_beta(service) else where(service)
    key = str(service.example.get("id", "b2f5c1de-0000-4000-8000-00000000000a"))
    tiny.store.put(service.collection, key, {**service.example, "id": key})
    return f"{where(service)}/{key}"


def where(service: GraphSingleton | GraphCollection) -> str:
    """Its path, by the version of Graph that has it."""
    return service.path if "v1.0" in service.versions else f"/beta{service.path}"


def read(tiny: Tiny, path: str, client_id: str) -> dict[str, Any]:
    answer = tiny.graph("GET", path, client_id=client_id)
    assert answer.status_code == 200, answer.text
    return {name: value for name, value in answer.json().items() if not name.startswith("@")}


# Graph


@pytest.mark.parametrize("service", cases(SINGLETONS, lambda one: routes(one, "GET")))
def test_a_singleton_that_nobody_changed_has_its_defaults(tiny: Tiny, service: GraphSingleton) -> None:
    client_id = least(tiny, service)
    assert read(tiny, address(tiny, service), client_id) == {
        name: one.default for name, one in service.properties.items()
    }
    name = next(iter(service.properties))
    selected = tiny.graph("GET", f"{where(service)}?$select={name}", client_id=client_id).json()
    assert set(selected) == {"@odata.context", name} | ({"@odata.type"} if service.derived else set())


@pytest.mark.parametrize("service", cases(filter(of_beta, SINGLETONS), routes))
def test_what_only_beta_knows_is_neither_answered_nor_taken_by_v1(
    tiny: Tiny, service: GraphSingleton
) -> None:
    client_id = least(tiny, service)
    before = read(tiny, where(service), client_id)
    later = {name for name in of_beta(service) if service.properties[name].beta}
    assert set(before) == set(service.properties) - later
    for name in of_beta(service):
        body = {name: service.properties[name].default}
        refused = tiny.graph(service.method, where(service), body, client_id=client_id)
        told = service.properties[name].beta_members or {name}
        assert (refused.status_code, any(one in refused.text for one in told)) == (400, True)
        assert not service.properties[name].beta_members & set(before.get(name, ()))
    assert events(tiny) == []


@pytest.mark.parametrize("service", cases(COLLECTIONS, lambda one: routes(one, "GET")))
def test_an_object_of_a_collection_has_its_defaults(tiny: Tiny, service: GraphCollection) -> None:
    client_id, path = least(tiny, service), address(tiny, service)
    expected = {name: one.default for name, one in service.properties.items()} | dict(service.example)
    found = read(tiny, path, client_id)
    assert found == expected | {"id": found["id"]}
    if "list" in service.verbs:
        assert found in tiny.graph("GET", where(service), client_id=client_id).json()["value"]
    missing = tiny.graph("GET", f"{where(service)}/nobody", client_id=client_id)
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "Request_ResourceNotFound")


@pytest.mark.parametrize(
    "service",
    cases((one for one in COLLECTIONS if "create" in one.verbs), lambda one: routes(one, "POST", "DELETE")),
)
def test_an_object_of_a_collection_is_made_and_deleted(tiny: Tiny, service: GraphCollection) -> None:
    client_id = least(tiny, service)
    made = tiny.graph("POST", where(service), dict(service.example), client_id=client_id)
    assert made.status_code == 201, made.text
    path = f"{where(service)}/{made.json()['id']}"
    assert made.headers["location"].endswith(path)
    whole = read(tiny, path, client_id)
    assert {name: whole[name] for name in service.example} == dict(service.example)
    for name in service.shape.required:
        body = {key: value for key, value in service.example.items() if key != name}
        assert tiny.graph("POST", where(service), body, client_id=client_id).status_code == 400
    assert tiny.graph("DELETE", path, client_id=client_id).status_code == 204
    assert tiny.graph("GET", path, client_id=client_id).status_code == 404
    assert service.audit is not None
    assert [one["activityDisplayName"] for one in events(tiny)] == [
        service.audit.create,
        service.audit.delete,
    ]


PROPERTIES = [
    pytest.param(
        service,
        name,
        marks=resting_on(service.evidence, *routes(service, "PATCH", "PUT")),
        id=f"{named(service)}.{name}",
    )
    for service in GRAPH
    for name in writable(service)
]


@pytest.mark.parametrize(("service", "name"), PROPERTIES)
def test_a_property_is_changed_alone_and_leaves_its_event(tiny: Tiny, service: Any, name: str) -> None:
    client_id, path = least(tiny, service), address(tiny, service)
    before, value = read(tiny, path, client_id), another(service.properties[name])
    assert value != before[name], "the example must differ, or the change shows nothing"
    method = getattr(service, "method", "PATCH")
    answer = tiny.graph(method, path, {name: value}, client_id=client_id)
    assert answer.status_code == (200 if getattr(service, "answers_change", False) else 204), answer.text
    after = read(tiny, path, client_id)
    expected = before | {name: value}
    computed = {one: follows(expected) for one, follows in getattr(service, "computed", {}).items()}
    assert after == expected | computed
    (event,) = events(tiny)
    changed = event["targetResources"][0]["modifiedProperties"][0]
    assert (event["activityDisplayName"], event["category"], event["loggedByService"]) == (
        service.audit.update,
        service.audit.category,
        service.audit.service,
    )
    assert event["initiatedBy"]["app"]["appId"] == client_id
    assert (json.loads(changed["oldValue"]), json.loads(changed["newValue"])) == (before, after)


PARTS = [
    pytest.param(
        service,
        name,
        marks=resting_on(service.evidence, *routes(service, "PATCH")),
        id=f"{named(service)}.{name}",
    )
    for service in SINGLETONS
    for name in sorted(service.merged)
]


@pytest.mark.parametrize(("service", "name"), PARTS)
def test_a_member_of_an_object_is_changed_alone_where_the_service_takes_parts(
    tiny: Tiny, service: GraphSingleton, name: str
) -> None:
    client_id = least(tiny, service)
    before, whole = read(tiny, where(service), client_id), another(service.properties[name])
    for member in [one for one in whole if whole[one] != before[name][one]]:
        body = {name: {member: whole[member]}}
        assert tiny.graph("PATCH", where(service), body, client_id=client_id).status_code == 204
        after = read(tiny, where(service), client_id)
        assert after == before | {name: before[name] | body[name]}
        before = after


def wrong_cases() -> list[Any]:
    mark = assumed("the types are Microsoft's schema; status, code and text of the refusal are recalled")
    every = [
        (service, {name: value}, f"{named(service)}.{name}-{why}")
        for service in GRAPH
        for name, one in writable(service).items()
        for why, value in wrong(one)
    ]
    unknown = [(one, {"colour": "red"}, f"{named(one)}-unknown") for one in GRAPH if one.roles.write]
    return [pytest.param(service, body, marks=mark, id=name) for service, body, name in (*every, *unknown)]


@pytest.mark.parametrize(("service", "body"), wrong_cases())
def test_a_value_that_does_not_fit_its_type_is_refused(
    tiny: Tiny, service: Any, body: dict[str, Any]
) -> None:
    client_id, path = least(tiny, service), address(tiny, service)
    before = read(tiny, path, client_id)
    answer = tiny.graph(getattr(service, "method", "PATCH"), path, body, client_id=client_id)
    assert answer.status_code == 400, answer.text
    assert next(iter(body)) in answer.json()["error"]["message"]
    assert read(tiny, path, client_id) == before
    assert events(tiny) == []


ROUTES = [
    pytest.param(service, route, marks=resting_on(service.roles.evidence, f"{route.method} {route.template}"))
    for service in GRAPH
    for route in service.routes()
]


def called(tiny: Tiny, service: Any, route: Route, client_id: str) -> httpx.Response:
    path = address(tiny, service) if "{id}" in route.template else where(service)
    body = dict(service.example) if route.method == "POST" else {} if route.write else None
    if route.method == "POST":
        # What was made by the call before may be there but once.
        for one in tiny.store.all(service.collection):
            tiny.store.delete(service.collection, one["id"])
    return tiny.graph(route.method, path, body, client_id=client_id)


@pytest.mark.parametrize(
    ("service", "route"), ROUTES, ids=lambda one: f"{one.method}" if hasattr(one, "template") else named(one)
)
def test_a_route_wants_its_roles_and_its_licence(tiny: Tiny, service: Any, route: Route) -> None:
    stranger = tiny.register("Stranger", ["Mail.Read"])
    refused = called(tiny, service, route, stranger)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "Authorization_RequestDenied")
    roles = service.roles
    enough, besides = (roles.write, roles.write_also) if route.write else (roles.read, ())
    for role in enough:
        entitled = tiny.register(f"Has {role}", [role, *besides])
        assert called(tiny, service, route, entitled).status_code < 300
    for role in besides:
        lacking = tiny.register(f"Lacks {role}", [one for one in (*enough, *besides) if one != role])
        assert called(tiny, service, route, lacking).status_code == 403
    if route.write:
        reader = tiny.register("Reader", [one for one in roles.read if one not in enough])
        assert called(tiny, service, route, reader).status_code == 403
    tiny.store.delete("subscribedSkus", "sku")
    unlicensed = called(tiny, service, route, least(tiny, service)).status_code
    refused_with = 403 if service.licence else 400 if service_behind(route.template) else None
    assert unlicensed == (refused_with or unlicensed)
    assert refused_with or unlicensed < 300


# Cmdlets


class Shell:
    """An application that runs cmdlets of the service's endpoint."""

    def __init__(self, tiny: Tiny, service: CmdletObject, roles: Iterable[str]) -> None:
        own = tiny.register(f"Shell {sorted(roles)}", [APPLICATION_ROLE], directoryRoles=sorted(roles))
        compliance = service.endpoint == "compliance"
        host = "ps.compliance.protection.outlook.com" if compliance else "outlook.office365.com"
        self.tiny = tiny
        self.token = tiny.token(client_id=own, scope=f"https://{host}/.default")
        prefix = "/compliance" if compliance else ""
        self.url = f"{prefix}/adminapi/beta/{tiny.tenant_id}/InvokeCommand"

    def run(self, cmdlet: str, **given: Any) -> httpx.Response:
        body = {"CmdletInput": {"CmdletName": cmdlet, "Parameters": given}}
        return self.tiny.http.post(self.url, json=body, headers={"authorization": f"Bearer {self.token}"})

    def row(self, cmdlet: str, **given: Any) -> dict[str, Any]:
        answer = self.run(cmdlet, **given)
        assert answer.status_code == 200, answer.text
        row: dict[str, Any] = answer.json()["value"][0]
        return row

    def done(self, cmdlet: str, **given: Any) -> None:
        answer = self.run(cmdlet, **given)
        assert answer.status_code == 200, answer.text


def shell(tiny: Tiny, service: CmdletObject) -> Shell:
    return Shell(tiny, service, sorted(service.writers.directory)[:1])


def cmdlets(service: Any, *verbs: str) -> list[str]:
    return [one.name for one in service.cmdlets() if one.name.split("-")[0] in verbs or not verbs]


@pytest.mark.parametrize("service", cases(SETTINGS, lambda one: cmdlets(one, "Get")))
def test_settings_that_nobody_changed_have_their_defaults(tiny: Tiny, service: SettingsCmdlets) -> None:
    row = shell(tiny, service).row(f"Get-{service.noun}")
    computed = service.computed(tiny.tenant)
    assert {name: row[name] for name in service.settings} == {
        name: computed.get(name, one.default) for name, one in service.settings.items()
    }


CHANGES = [
    pytest.param(
        service,
        name,
        marks=resting_on(service.evidence, *cmdlets(service, "Set")),
        id=f"{named(service)}.{name}",
    )
    for service in CMDLETS
    for name in set_by(service, "Set")
]


@pytest.mark.parametrize(("service", "name"), CHANGES)
def test_a_setting_is_changed_alone_and_leaves_its_record(tiny: Tiny, service: Any, name: str) -> None:
    ran, setting = shell(tiny, service), service.settings[name]
    which = {"Identity": service.example["Name"]} if service in NOUNS else {}
    if which:
        ran.done(f"New-{service.noun}", **service.example)
    before, value = ran.row(f"Get-{service.noun}", **which), sent(setting)
    told = which or {one.name: before["Guid"] for one in service.parameters if one.required}
    ran.done(f"Set-{service.noun}", **told, **{name: value})
    after = ran.row(f"Get-{service.noun}", **which)
    assert shown(setting, after[name]) == shown(setting, value)
    differing = {one for one in service.settings if before[one] != after[one]}
    assert differing - {"WhenChangedUTC", "LastModifiedBy"} == {name}
    record = tiny.store.all("unifiedAudit")[-1]
    assert record["Operations"] == f"Set-{service.noun}"
    sent_parameters = {one["Name"] for one in json.loads(record["AuditData"])["Parameters"]}
    assert sent_parameters == {name, *told}


@pytest.mark.parametrize("service", cases(NOUNS, lambda one: cmdlets(one, "Get", "New", "Set", "Remove")))
def test_a_named_object_is_made_found_and_removed(tiny: Tiny, service: CmdletNoun) -> None:
    ran, name = shell(tiny, service), str(service.example["Name"])
    made = ran.row(f"New-{service.noun}", **service.example)
    assert {key: shown(service.settings[key], made[key]) for key in service.example} == {
        key: shown(service.settings[key], value) for key, value in service.example.items()
    }
    assert ran.row(f"Get-{service.noun}", Identity=name.upper()) == made
    assert ran.run(f"New-{service.noun}", **service.example).status_code == 400
    ran.done(f"Set-{service.noun}", Identity=name)
    ran.done(f"Remove-{service.noun}", Identity=name)
    assert [one["Name"] for one in ran.run(f"Get-{service.noun}").json()["value"]] == [
        one["Name"] for one in service.own
    ]
    operations = [one["Operations"] for one in tiny.store.all("unifiedAudit")]
    assert operations == [f"{verb}-{service.noun}" for verb in ("New", "Set", "Remove")]


@pytest.mark.parametrize("service", cases([one for one in NOUNS if one.own], cmdlets))
def test_the_services_own_object_is_there_changed_in_its_place_and_never_removed(
    tiny: Tiny, service: CmdletNoun
) -> None:
    ran, own = shell(tiny, service), dict(service.own[0])
    before = ran.row(f"Get-{service.noun}", Identity=own["Name"])
    assert {name: before[name] for name in own} == own
    changeable = set_by(service, "Set")
    name = next((name for name, one in changeable.items() if isinstance(one.default, bool)), min(changeable))
    value = not before[name] if isinstance(before[name], bool) else sent(changeable[name])
    ran.done(f"Set-{service.noun}", Identity=before["Guid"], **{name: value})
    assert ran.run(f"Remove-{service.noun}", Identity=own["Name"]).status_code == 400
    rows = ran.run(f"Get-{service.noun}").json()["value"]
    assert len(rows) == len(service.own)
    (after,) = [one for one in rows if one["Guid"] == before["Guid"]]
    assert after[name] == value != before[name]
    assert ran.run(f"New-{service.noun}", **{**service.example, "Name": own["Name"]}).status_code == 400


@pytest.mark.parametrize(
    "service",
    cases(
        [one for one in NOUNS if one.switched], lambda one: cmdlets(one, "Get", "New", "Enable", "Disable")
    ),
)
def test_a_switched_object_is_on_until_somebody_switches_it_off(tiny: Tiny, service: CmdletNoun) -> None:
    ran, name = shell(tiny, service), str(service.example["Name"])
    states = [ran.row(f"New-{service.noun}", **service.example)["State"]]
    for verb in ("Disable", "Enable"):
        ran.done(f"{verb}-{service.noun}", Identity=name)
        states.append(ran.row(f"Get-{service.noun}", Identity=name)["State"])
    assert states == ["Enabled", "Disabled", "Enabled"]
    assert tiny.store.all("unifiedAudit")[-1]["Operations"] == f"Enable-{service.noun}"


BOUNDS = [
    pytest.param(
        service,
        name,
        value,
        marks=assumed("choices and bounds are documented, the refusal's text is recalled"),
    )
    for service in CMDLETS
    for name, one in set_by(service, "Set" if service in SETTINGS else "New").items()
    for value in out_of_bounds(one)
]


@pytest.mark.parametrize(
    ("service", "name", "value"), BOUNDS, ids=lambda one: named(one) if one in CMDLETS else str(one)
)
def test_a_value_out_of_bounds_is_refused(tiny: Tiny, service: Any, name: str, value: Any) -> None:
    ran = shell(tiny, service)
    verb, given = ("Set", {}) if service in SETTINGS else ("New", dict(service.example))
    answer = ran.run(f"{verb}-{service.noun}", **{**given, name: value})
    assert answer.status_code == 400, answer.text
    assert name in answer.text
    assert tiny.store.all("unifiedAudit") == []


@pytest.mark.parametrize("service", cases(CMDLETS, cmdlets))
def test_a_cmdlet_wants_its_directory_role_and_its_licence(tiny: Tiny, service: Any) -> None:
    nobody = Shell(tiny, service, ["Helpdesk Administrator"])
    readers = Shell(tiny, service, sorted(service.readers.directory - service.writers.directory)[:1])
    tiny.store.delete("subscribedSkus", "sku")
    for cmdlet in service.cmdlets():
        given = {"Identity": "x", "Name": "x"}
        own = {name: given[name] for name in given if name in {one.name for one in cmdlet.parameters}}
        assert nobody.run(cmdlet.name, **own).status_code == 403
        if service.readers != service.writers:  # else nobody reads who may not write
            assert (readers.run(cmdlet.name, **own).status_code == 403) == cmdlet.write
    verb, body = ("Set", {}) if service in SETTINGS else ("New", dict(service.example))
    answer = shell(tiny, service).run(f"{verb}-{service.noun}", **body)
    assert answer.status_code == (400 if service.licence else 200), answer.text


@pytest.mark.parametrize("service", cases(LISTED, cmdlets))
def test_what_is_only_read_has_the_services_own_rows_and_those_of_the_store(
    tiny: Tiny, service: ListedRows
) -> None:
    ran, nobody = (
        Shell(tiny, service, [role]) for role in (min(service.readers.directory), "Helpdesk Administrator")
    )
    name, shown_by = f"Get-{service.noun}", {one: values[0] for one, values in service.told_apart.items()}
    needed = {one: shown_by[one] for one in service.must_say}
    assert nobody.run(name, **needed).status_code == 403
    assert (ran.run(name).status_code == 400) is bool(service.must_say)

    def rows(**given: str) -> list[dict[str, Any]]:
        answer = ran.run(name, **needed | given)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["value"]
        return found

    def own(**given: str) -> list[dict[str, Any]]:
        return [
            dict(one)
            for one in service.own
            if all(one.get(key, service.settings[key].default) == value for key, value in given.items())
        ]

    for given in ({}, *({key: value} for key, values in service.told_apart.items() for value in values)):
        wanted = own(**shown_by | given)
        assert [
            {key: row[key] for key in one} for row, one in zip(rows(**given), wanted, strict=True)
        ] == wanted
    tiny.store.put(service.collection, "one", {"Identity": "one", "Name": "one", **service.example})
    (row,) = rows()[len(own(**shown_by)) :]
    assert {key: row[key] for key in service.example} == service.example
    assert {key: row[key] for key in service.settings if key not in {*service.example, "Identity"}} == {
        key: one.default for key, one in service.settings.items() if key not in {*service.example, "Identity"}
    }


@pytest.mark.parametrize("service", cases([one for one in LISTED if one.identified], cmdlets))
def test_one_of_what_is_only_read_is_found_by_its_name(tiny: Tiny, service: ListedRows) -> None:
    ran = Shell(tiny, service, sorted(service.readers.directory)[:1])
    tiny.store.put(service.collection, "one", dict(service.example))
    name = str(service.example["Name"])
    assert ran.row(f"Get-{service.noun}", Identity=name.upper())["Name"] == name
    refused = ran.run(f"Get-{service.noun}", Identity="Nobody's").status_code == 400
    assert refused is (service.unknown_identity == "error")


def events(tiny: Tiny) -> list[dict[str, Any]]:
    return tiny.store.all("directoryAudits")


# Both


BOTH: list[GraphObject | CmdletObject] = [*GRAPH, *CMDLETS]
REFUSALS = [
    pytest.param(service, one, marks=resting_on(one.evidence), id=f"{named(service)}-{dict(one.given)}")
    for service in BOTH
    for one in service.refused
]


@pytest.mark.parametrize(("service", "refused"), REFUSALS)
def test_a_refused_value_gets_its_declared_error_and_changes_nothing(
    tiny: Tiny, service: Any, refused: Refused
) -> None:
    if service in CMDLETS:
        verb, given = ("Set", {}) if service in SETTINGS else ("New", dict(service.example))
        answer = shell(tiny, service).run(f"{verb}-{service.noun}", **{**given, **refused.given})
        error = answer.json()["error"]["innererror"]["internalexception"]
        told = (
            answer.status_code,
            error["type"].removeprefix("Microsoft.Exchange.Management."),
            error["message"],
        )
    else:
        client_id, path = least(tiny, service), address(tiny, service)
        answer = tiny.graph(
            getattr(service, "method", "PATCH"), path, dict(refused.given), client_id=client_id
        )
        error = answer.json()["error"]
        told = (answer.status_code, error["code"], error["message"])
    assert told == (refused.status, refused.code, refused.message)
    assert events(tiny) == []
    assert tiny.store.all("unifiedAudit") == []
