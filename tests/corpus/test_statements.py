"""Nothing that a service answers is passed over in silence: every property of every kind is classified.

Held against Microsoft's own schema, real exports, recorded rows, and the rows of the embedded tenant.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.emulator.cmdlets.registry import cmdlet_services
from holdfast.emulator.cmdlets.shape import RowShape
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS
from holdfast.emulator.graph.conditional_access import types as shapes
from holdfast.emulator.odata.dispatch import graph_routes, graph_services
from holdfast.emulator.purview.retention_compliance_policy.cmdlets import RETENTION_POLICY_ROW
from holdfast.emulator.purview.retention_compliance_rule.cmdlets import RETENTION_RULE_ROW
from holdfast.emulator.seeds.small import seed_small
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from holdfast.emulator.wire import Call, Principal
from holdfast.kinds.field import Field
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.method_configuration import MethodConfiguration
from holdfast.kinds.statement import COVERED, Harmless, Watched, classified
from holdfast.normalise.annotations import is_annotation
from tests.corpus.properties import EVERY_KIND, KINDS
from tests.corpus.rows import ID, row
from tests.corpus.schema import METADATA, ROWS, SHARED, WHY_SKIPPED, recorded, schema_paths, schema_types
from tests.corpus.strategies import new_value
from tests.tried import tried_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.kinds.kind import Kind

BY_NAME = {kind.name: kind for kind in KINDS}
ASSESSMENTS = [kind for kind in KINDS if not kind.write_permissions]
"""Kinds that never write: they ask for the facts that they assess and get no others."""
NARROWER = {"AccessReview": {"microsoft.graph.accessReviewInactiveUsersQueryScope"}}
"""Types of the schema that no kind takes as its own: to be one of them alone narrows what is looked at, so is drift."""
GRAPH = [kind for kind in KINDS if kind.answers and not kind.answers[0].startswith("Get-")]
CMDLETS = [kind for kind in KINDS if kind.answers and kind.answers[0].startswith("Get-")]
DECLARED_CMDLETS = {one.declared.noun: one.declared for one in cmdlet_services() if one.declared is not None}
"""Declared services of the embedded tenant by the noun of their cmdlets."""
DECLARED_PATHS = {one.declared.path: one.declared for one in graph_services() if one.declared is not None}
"""Declared services of the embedded tenant by the path of Graph that they answer."""
SHAPES = {
    part.name: {
        id(each): each
        for module in service.modules
        for each in vars(module).values()
        if isinstance(each, RowShape)
    }
    for service in cmdlet_services()
    for part in service.parts
}
"""Shapes of rows that a service in code has, by each of its cmdlets."""
RULE = "Get-RetentionComplianceRule"
RULES = {
    "RetentionLabelAutoApplyPolicy": "rule",
    "RetentionLabelPolicy": "rules",
    "RetentionPolicy": "rule",
}
"""Where a policy holds its rules, or its one."""


def unclassified(tree: Mapping[str, Any], paths: Iterator[str]) -> list[str]:
    return sorted({path for path in paths if statement(tree, path) is None})


def statement(tree: Mapping[str, Any], path: str) -> Any:
    node: Any = tree
    for name in path.split("."):
        if node is COVERED or isinstance(node, Watched):
            return node
        node = node.get(name) if isinstance(node, dict) else None
    return node


@EVERY_KIND
def test_every_kind_says_what_it_reads_and_what_that_leaves_out(kind: Kind) -> None:
    assert kind.interface().strip("`")
    assert kind.omits.endswith("."), "one sentence at least"
    assert kind.answers or kind in ASSESSMENTS, "which types or rows it is held against"


@EVERY_KIND
def test_one_audit_log_tells_who_changed_it(kind: Kind) -> None:
    """Asked for in a category of another's, the directory's log names nobody; a rule's members may be in no log."""
    logs = [log for log in (kind.audit_operations, kind.audit_category) if log]
    assert len(logs) == 1 or (kind.is_rule and not logs), (
        f"{kind.name} says in {len(logs)} logs who changed it: say `audit_category` of what Graph serves, or "
        "`audit_operations` of what cmdlets do"
    )


@pytest.mark.skipif(not METADATA.is_dir(), reason=WHY_SKIPPED)
@pytest.mark.parametrize("kind", GRAPH, ids=lambda kind: kind.name)
def test_every_property_of_the_schema_is_classified(kind: Kind) -> None:
    paths = [path for name in kind.answers for path in schema_paths(name, kind.names)]
    if isinstance(kind, GraphSingleton) and kind.version == "beta" and not paths:
        paths = [*embedded_paths(kind.name)]  # v1.0 has none of its types, and its schema alone is at hand

    assert paths, "the schema has none of its types"
    assert unclassified(kind.names, iter(paths)) == []


@pytest.mark.skipif(not ROWS.is_file(), reason=WHY_SKIPPED)
@pytest.mark.parametrize("kind", CMDLETS, ids=lambda kind: kind.name)
def test_every_property_of_the_recorded_rows_is_classified(kind: Kind) -> None:
    assert unclassified(kind.names, recorded_paths(kind)) == []


def recorded_paths(kind: Kind) -> Iterator[str]:
    for cmdlet in kind.answers:
        yield from (f"{RULES[kind.name]}.{name}" if cmdlet == RULE else name for name in recorded(cmdlet))


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    """A new embedded tenant."""
    folder = TenantFolder(tmp_path_factory.mktemp("tenants"))
    tenant = Tenant(folder.create("contoso.onmicrosoft.com"), lambda: datetime(2026, 11, 24, tzinfo=UTC))
    seed_small(tenant)
    yield tenant
    folder.close()


def embedded_paths(name: str, tenant: Tenant | None = None) -> Iterator[str]:  # noqa: C901 - one case for each
    """Yield what the embedded tenant's rows have: by their shape where objects are of many, else by what it answers."""
    match name:
        case "ConditionalAccessPolicy":
            for version in shapes.POLICY.values():
                yield from shape_paths(version, BY_NAME[name].names, "")
        case "NamedLocation":
            for location in shapes.EVERY_LOCATION.subtypes.values():
                yield from location.fields
        case _ if rows := tried_kind(name).rows:
            yield from rows
        case _ if (path := getattr(BY_NAME[name], "path", "")) in DECLARED_PATHS:
            yield from DECLARED_PATHS[path].properties
        case _ if name in RULES:
            yield from RETENTION_POLICY_ROW.types
            yield from (f"{RULES[name]}.{one}" for one in RETENTION_RULE_ROW.types)
        case "MailboxBackup" | "DriveBackup" | "SiteBackup":
            yield from next(one.properties for one in WORKLOADS if one.unit_type in BY_NAME[name].answers)
        case _ if (noun := getattr(BY_NAME[name], "noun", "")) in DECLARED_CMDLETS:
            yield from DECLARED_CMDLETS[noun].row.types
        case _ if (noun := getattr(BY_NAME[name], "listed", "")) in DECLARED_CMDLETS:
            yield from DECLARED_CMDLETS[noun].row.types
        case _ if (cmdlet := next(iter(BY_NAME[name].answers), "")) in SHAPES:
            (only,) = SHAPES[cmdlet].values()  # of more than one, its file below tests/kinds says `rows`
            yield from only.types
        case _ if tenant is not None:
            yield from answered(BY_NAME[name], tenant)


def answered(kind: Kind, tenant: Tenant) -> set[str]:
    """Return the names in what the embedded tenant answers at the path that the kind is read by."""
    path, version = getattr(kind, "path", ""), getattr(kind, "version", "")
    every = [one for one in graph_routes() if (one.method, one.template) == ("GET", path)]
    routes = [one for one in every if not version or version in one.versions]
    assert routes, (
        f"the embedded tenant has no GET {path}: write its service, or say `rows` in the file of {kind.name} "
        "below tests/kinds"
    )
    nobody = Principal("", "", "", "", "", frozenset(), frozenset())
    body = routes[0].handler(tenant, nobody, Call("GET", version, path, base_url="https://graph")).body
    rows = body.get("value", [body])
    return {one for row in rows for one in row if not is_annotation(one)}


def shape_paths(shape: Any, tree: Mapping[str, Any], above: str) -> Iterator[str]:
    for name, inner in shape.fields.items():
        node = tree.get(name)
        if isinstance(node, dict) and hasattr(inner, "fields"):
            yield from shape_paths(inner, node, f"{above}{name}.")
        else:
            yield f"{above}{name}"


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ASSESSMENTS], ids=lambda kind: kind.name
)
def test_every_property_of_the_embedded_tenants_rows_is_classified(kind: Kind, seeded: Tenant) -> None:
    paths = list(embedded_paths(kind.name, seeded))

    assert paths, "no rows of the embedded tenant are named for this kind"
    assert unclassified(kind.names, iter(paths)) == []


@pytest.mark.parametrize("kind", GRAPH, ids=lambda kind: kind.name)
def test_what_a_kind_states_as_its_permissions_opens_its_routes(kind: Kind) -> None:
    """The seeded application holds more than one kind needs, so no run would show what is not stated."""
    path, version = getattr(kind, "path", ""), getattr(kind, "version", "")
    reads = [one for one in graph_routes() if (one.method, one.template) == ("GET", path)]
    writes = [one for one in graph_routes() if one.write and one.template in {path, f"{path}/{{id}}"}]

    assert [one for one in reads if version in one.versions], "the embedded tenant has no such route"
    for stated, routes in ((kind.read_permissions, reads), (kind.write_permissions, writes)):
        for route in routes:
            missing = set(route.all_of) - set(stated)
            assert not missing, f"{route.method} {route.template}"
            assert not route.any_of or set(route.any_of) & set(stated), f"{route.method} {route.template}"


PREVIEWS = {
    "ConditionalAccessPolicy": {
        "conditions.agentContext": 1,
        "conditions.agentIdRiskLevels": 2,
        "conditions.agents": 3,
        "conditions.clientApplications.includeAgentIdServicePrincipals": 2,
        "sessionControls.continuousAccessEvaluation": 2,
    }
}
"""How many policies of the export use each preview feature; nothing else in it may raise an alarm."""


@pytest.mark.skipif(not SHARED.is_dir(), reason=WHY_SKIPPED)
@pytest.mark.parametrize(
    ("name", "folder", "fewest"),
    [
        ("ConditionalAccessPolicy", "ConditionalAccess", 36),
        ("NamedLocation", "NamedLocations", 3),
        ("Group", "Groups", 36),
    ],
)
def test_every_property_of_a_real_export_is_classified_and_none_alarms_falsely(
    name: str, folder: str, fewest: int
) -> None:
    kind, found = BY_NAME[name], Counter[str]()
    paths = sorted((SHARED / "data/conditional-access-export" / folder).glob("*.json"))
    for path in paths:
        content = path.read_bytes()
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
        exported = json.loads(text)
        live = kind.live(exported, exported["id"])
        assert live.misread is None, path.name
        assert live.notes == (), path.name
        found.update(live.unmodelled.keys())
    assert len(paths) >= fewest
    assert all(statement(kind.names, path) is not None for path in found)
    assert found == PREVIEWS.get(name, {}), "the export has preview features, which are watched"


@pytest.mark.skipif(not SHARED.is_dir(), reason=WHY_SKIPPED)
@EVERY_KIND
def test_no_statement_is_about_a_property_that_nobody_has_seen(kind: Kind) -> None:
    schema = {path for name in kind.answers for path in schema_paths(name, kind.names)}
    rows = {*recorded_paths(kind)} if kind in CMDLETS else set()
    known = schema | rows | ({*embedded_paths(kind.name)} if kind in CMDLETS else set())

    def seen(place: str) -> bool:
        return any(path == place or path.startswith(f"{place}.") for path in known)

    stated = [(one.place, one.seen) for one in kind.watched]
    stated += [(name, one.seen) for one in kind.harmless for name in one.names.split()]
    assert [place for place, where in stated if not where and not seen(place)] == []


@EVERY_KIND
def test_every_statement_says_why(kind: Kind) -> None:
    for harmless in kind.harmless:
        assert len(harmless.why.split()) >= 2, harmless
    for watched in kind.watched:
        assert len(watched.why.split()) >= 2, watched
        assert len(watched.mend.split()) >= 3, watched


def test_a_property_is_classified_once() -> None:
    field = Field(name="a", wire="A", doc="x")
    for harmless in ("A", "B B"):
        with pytest.raises(ValueError, match="classified twice"):
            classified((field,), (), (Harmless(harmless, "why not"),))
    with pytest.raises(ValueError, match="with everything below"):
        classified((field,), (Watched("A.inner", "why"),), ())


OBJECTS = [kind for kind in KINDS if not isinstance(kind, PopulationKind)]
"""Kinds whose rows are objects; the rows of a population are judged one by one."""
WATCHED = [(kind, one) for kind in OBJECTS for one in kind.watched if not one.emptied]
EMPTIED = [(kind, one) for kind in OBJECTS for one in kind.watched if one.emptied]


@pytest.mark.parametrize(
    ("kind", "watched"), WATCHED, ids=lambda one: getattr(one, "name", None) or one.place
)
def test_what_is_watched_is_drift_at_its_exact_path_unless_harmless(kind: Kind, watched: Watched) -> None:
    declared = least(kind)
    stated = list(watched.harmless) or [[], "", {}]
    if not watched.harmless and watched.place.partition(".")[0] in kind.closed:
        stated += [{"list": [], "deeper": {"@odata.type": "#x.y", "value": None}}, [None]]
    for value in (*stated, None):
        assert differing(kind, declared, watched.place, value) == [], value
    for value in TELLING:
        if not any(type(value) is type(one) and value == one for one in stated):
            assert differing(kind, declared, watched.place, value) == [watched.place], value


@pytest.mark.parametrize(
    ("kind", "watched"), EMPTIED, ids=lambda one: getattr(one, "name", None) or one.place
)
def test_what_is_for_nobody_is_drift_at_its_exact_path(kind: Kind, watched: Watched) -> None:
    """Whom something that a control wants is for: anybody will do, and nobody does not, however it is said."""
    declared = least(kind)
    anybody = {"targetType": "group", "id": "8d1f2c30-0000-4000-8000-000000000001", "somethingNew": True}
    for value in ([{**anybody, "id": "all_users"}], [anybody]):
        assert differing(kind, declared, watched.place, value) == [], value
    nobody: list[Any] = [[], None, "", {}, [{}], [None], "all_users"]
    for value in nobody:
        assert differing(kind, declared, watched.place, value) == [watched.place], value
    assert watched.place in kind.always, "what is left out was not said to be for anybody"


def test_a_method_that_a_control_wants_on_is_for_somebody() -> None:
    """Every method of which `enabled` is the first word, so that what is declared of it can be that it is on."""
    offering = [
        kind.name
        for kind in OBJECTS
        if isinstance(kind, MethodConfiguration)
        and any(one.name == "state" and one.protecting is None for one in kind.fields)
    ]
    assert offering == [kind.name for kind, one in EMPTIED if one.place == "includeTargets"]
    assert offering


TELLING: list[Any] = [
    *(True, False, 7, 0, "x", "", ["x"], [], {}),
    {"isEnabled": True},
    {"isEnabled": False},
    {"isEnabled": 0},
    {"percentage": 0},
    {"isEnabled": False, "except": 0},
    {"@odata.type": "#microsoft.graph.somethingNew"},
    {"deeper": {"@odata.type": "#microsoft.graph.somethingNew"}},
    [{"mode": "x"}],
    [False],
]
"""Values of which each is drift where it is not the harmless one."""


def least(kind: Kind) -> dict[str, Any]:
    """Return the least that the kind can declare."""
    import random

    chance = random.Random(kind.name)  # noqa: S311 - repeatable chance is the point
    inputs = {
        field.name: least_of(field, chance) for field in kind.fields if field.required and not field.output
    }
    if kind.name == "NamedLocation":
        inputs["ip"] = {"ipRanges": ["198.51.100.0/24"]}
    return inputs


def least_of(field: Field, chance: Any) -> Any:
    if field.fields:
        return {one.name: least_of(one, chance) for one in field.fields if one.required}
    return new_value(field, chance)


def differing(kind: Kind, declared: Mapping[str, Any], place: str, value: Any) -> list[str]:
    wire = row(kind, declared)
    if place.startswith("rules."):
        name = place.removeprefix("rules.")
        label = declared["labels"][0]
        rules = [{"Name": "one", "PublishComplianceTag": one} for one in declared["labels"]]
        rules[0] |= {name: value, "PublishComplianceTag": label, "Name": "the rule"}
        plain = {key: one for key, one in wire.items() if key not in {"labels", "id"}}
        live = kind._live(plain, rules)  # type: ignore[attr-defined] # of label policies
        return [one.path.replace("[the rule]", "") for one in compare(kind, declared, live, Directory())]
    node = wire
    for name in place.split(".")[:-1]:
        node[name] = node.get(name) or {}
        node = node[name]
    node[place.rpartition(".")[2]] = value
    live = kind.live(wire, ID) if kind.name != "RetentionLabelPolicy" else labels_live(kind, wire, declared)
    assert live.misread is None or place.endswith(("Location", "Exception")), live.misread
    if live.misread:
        return [place]
    return [one.path for one in compare(kind, declared, live, Directory())]


def labels_live(kind: Kind, wire: Mapping[str, Any], declared: Mapping[str, Any]) -> Any:
    rules = [{"Name": one, "PublishComplianceTag": one} for one in declared["labels"]]
    plain = {key: one for key, one in wire.items() if key not in {"labels", "id"}}
    return kind._live(plain, rules)  # type: ignore[attr-defined] # of label policies


SOMETHING = ["x", "", 7, 0, True, False, [], ["y"], {}, {"isEnabled": False}, {"percentage": 0}]


@pytest.mark.parametrize("value", SOMETHING, ids=repr)
@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_what_is_new_is_a_note_whatever_it_says(kind: Kind, value: Any) -> None:
    live = new_row(kind, {"somethingNew": value, "somethingNull": None, "isEnforcedNew": value})

    assert live.notes == ("isEnforcedNew", "somethingNew")
    assert live.unmodelled == {}


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_what_is_new_and_leaves_something_out_is_drift(kind: Kind) -> None:
    """What leaves nothing out is told all the same."""
    said = {"exceptIfNew": ["y"], "excludeNew": {"of": ["x"]}, "NewLocationException": [], "ExceptNew": False}
    live = new_row(kind, said)

    assert live.notes == ("ExceptNew", "NewLocationException")
    assert live.unmodelled == {"exceptIfNew": ["y"], "excludeNew": {"of": ["x"]}}


def new_row(kind: Kind, said: Mapping[str, Any]) -> Any:
    """Return the live object of the least row with what is `said` besides."""
    declared = least(kind)
    plain = {name: value for name, value in row(kind, declared).items() if name != "id" or kind in GRAPH}
    wire = {**plain, **said}
    return labels_live(kind, wire, declared) if kind.name == "RetentionLabelPolicy" else kind.live(wire, ID)


@pytest.mark.skipif(not METADATA.is_dir(), reason=WHY_SKIPPED)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.closed], ids=lambda kind: kind.name)
def test_types_of_the_closed_objects_are_those_of_the_schema(kind: Kind) -> None:
    below = {name: kind.names[name] for name in kind.closed}
    known = {one for name in kind.answers for one in schema_types(name, below)}

    assert set(kind.types) | NARROWER.get(kind.name, set()) == {f"microsoft.graph.{name}" for name in known}
    assert not set(kind.types) & NARROWER.get(kind.name, set())
