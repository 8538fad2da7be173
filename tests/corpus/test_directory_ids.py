"""Every id of the directory that is read from an answer is a GUID: another text is UNKNOWN, and never overwritten.

An id in a form that nobody has seen is that of nobody known: who is in a group, whom a policy leaves out or who holds a
role cannot be said then.
"""

from __future__ import annotations

import ast
import asyncio
import random
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

import holdfast.kinds
from holdfast.apply.gates.look import require_look
from holdfast.apply.state import Kept
from holdfast.drift.check import Checked
from holdfast.drift.compare import compare
from holdfast.drift.judge import judge
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live
from holdfast.horizon.bins import conditional_access
from holdfast.horizon.directory import deleted_users, everybody, groups, lost_drives
from holdfast.horizon.licences import licences
from holdfast.horizon.sighting import Found
from holdfast.kinds.decode import MisreadError, as_guid
from holdfast.kinds.entra.group import people_of
from holdfast.kinds.exchange.legacy_mail_protocols import KIND as PROTOCOLS
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.mailbox import mailbox_id, set_mailbox
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import ReadError, RefusedError
from holdfast.model.finding import DriftResult
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason, Status
from holdfast.tenant.plan_holders import Plans, plan_holders
from tests.corpus.properties import KINDS
from tests.corpus.rows import ID, live, row
from tests.corpus.test_statements import least, least_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Reader

ONE = "1d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
ODD: tuple[Any, ...] = (
    "",
    " ",
    "not-a-guid",
    7,
    None,
    True,
    [],
    f"{{{ONE}}}",
    ONE.replace("-", ""),
    f"{ONE} ",
    f"/{ONE}",
)
SPELLED = (f"{{{ONE}}}", ONE.replace("-", ""), f"{ONE} ")
"""Of these the ones that Exchange may write, and means somebody by."""
NO_IDS = {
    "What the id is of.": "a word of a short list",
    "Custom control ids.": "names that administrators give, such as RequireDuoMfa",
    "Id of the control that asks for it.": "ours, in the client file",
    "Who decides, as queries of Graph such as `/groups/ID/transitiveMembers`; nobody is: each for himself.": "queries",
    "Who decides: queries of Graph for users, such as `/users/ID` or the members of a group or a role.": "queries",
}
"""Documentation that speaks of ids, of fields that hold none; and why."""


def fields_below(fields: Sequence[Field], above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    for field in fields:
        if not field.output:
            yield (*above, field)
            yield from fields_below(field.fields, (*above, field))


EVERY = [
    (kind, way) for kind in KINDS if not isinstance(kind, PopulationKind) for way in fields_below(kind.fields)
]
HELD = [(kind, way) for kind, way in EVERY if way[-1].id_or is not None]
NAMES = [f"{kind.name}.{'.'.join(one.name for one in way)}" for kind, way in HELD]


def _least(field: Field, chance: random.Random) -> Any:
    one = least_of(field, chance)
    return [one] if field.many and field.fields else one


def holding(kind: Kind, way: Sequence[Field], one: str) -> dict[str, Any]:
    """Return the least inputs of a kind that have the id `one` at a field."""
    chance = random.Random(kind.name)  # noqa: S311 - repeatable chance is the point

    def value(way: Sequence[Field]) -> Any:
        first, *rest = way
        inner: Any = (
            {
                **{each.name: _least(each, chance) for each in first.fields if each.required},
                rest[0].name: value(rest),
            }
            if rest
            else one
        )
        return [inner] if first.many else inner

    return {**least(kind), way[0].name: value(way)}


def saying(wire: Any, odd: Any) -> Any:
    """Return a copy of a wire value in which `odd` stands in the place of the id."""
    if isinstance(wire, dict):
        return {name: saying(one, odd) for name, one in wire.items()}
    if isinstance(wire, list):
        return [saying(one, odd) for one in wire]
    return odd if wire == ONE else wire


def test_every_field_that_speaks_of_ids_says_so() -> None:
    silent = [
        f"{kind.name}: {way[-1].doc}"
        for kind, way in EVERY
        if way[-1].id_or is None
        and (way[-1].refers_to or re.search(r"\b(ids?|GUIDs?)\b", way[-1].doc, re.IGNORECASE))
        and way[-1].doc not in NO_IDS
        and way[-1].codec is None
    ]

    assert not silent
    assert len(HELD) > 20


@pytest.mark.parametrize(("kind", "way"), HELD, ids=NAMES)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_is_no_guid_is_unknown_and_never_overwritten(
    kind: Kind, way: tuple[Field, ...], odd: Any
) -> None:
    if odd is None and not way[-1].many:
        pytest.skip("null says that there is none")
    if odd == "" and way[-1].default is not None:
        pytest.skip("an empty text is what it usually is")
    declared = holding(kind, way, ONE)
    found = live(kind, saying(row(kind, declared), odd))
    assert found.misread is not None, "the id passes for one"

    (verdict,) = judge(
        {kind.token: kind},
        [DesiredResource("urn:1", kind.token, "one", "", declared)],
        Live(objects={kind.token: (found,)}),
    )

    assert (verdict.status, verdict.reason) == (Status.UNKNOWN, Reason.UNEXPECTED)
    checked = Checked(DriftResult("c", "t", "b", "now", (verdict,), cloud=Cloud.GLOBAL), None, None)  # type: ignore[arg-type] # unused
    with pytest.raises(RefusedError, match="an apply would overwrite it"):
        require_look(
            {kind.token: kind}, checked, {"urn:1": Kept("urn:1", kind.token, found.id, {}, stays=False)}
        )


@pytest.mark.parametrize(("kind", "way"), HELD, ids=NAMES)
def test_an_id_is_the_same_in_any_letter_case(kind: Kind, way: tuple[Field, ...]) -> None:
    declared = holding(kind, way, ONE)
    found = live(kind, saying(row(kind, declared), ONE.upper()))

    assert found.misread is None
    assert compare(kind, declared, found, Directory()) == ()


@pytest.mark.parametrize(("kind", "way"), HELD, ids=NAMES)
def test_the_words_that_stand_for_ids_are_understood(kind: Kind, way: tuple[Field, ...]) -> None:
    for word in way[-1].id_or or ():
        for spelled in (word, word.upper()):
            assert live(kind, row(kind, holding(kind, way, spelled))).misread is None


class _Group:
    """A tenant of one group, with the members and owners that it is told."""

    def __init__(self, **rows: list[Any]) -> None:
        self._rows = rows

    @property
    def graph(self) -> _Group:
        return self

    async def collection(self, path: str) -> list[Any]:
        return next(rows for name, rows in self._rows.items() if f"/{name}?" in path)

    async def own_id(self) -> str:
        return ID


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("sort", ["user", "group", "servicePrincipal", "device"])
@pytest.mark.parametrize("where", ["members", "owners"])
def test_a_member_or_an_owner_whose_id_is_none_is_not_understood(where: str, sort: str, odd: Any) -> None:
    one = {"@odata.type": f"#microsoft.graph.{sort}", "id": odd, "displayName": "One"}
    tenant = cast("Reader", _Group(**{"members": [], "owners": [], where: [one]}))

    with pytest.raises(MisreadError):
        asyncio.run(people_of(tenant, ID))


def test_a_member_is_the_same_in_any_letter_case() -> None:
    rows = [{"@odata.type": "#microsoft.graph.user", "id": ONE.upper(), "displayName": "One"}]

    assert asyncio.run(people_of(cast("Reader", _Group(members=rows, owners=[])), ID)).members == (ONE,)


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_the_decoder_takes_guids_alone(odd: Any) -> None:
    with pytest.raises(MisreadError):
        as_guid(odd, "id")
    assert as_guid(ONE.upper(), "id") == ONE


class _Directory:
    """Answers with one row to every question, but for the tenant's products, which are written in it."""

    def __init__(self, one: dict[str, Any]) -> None:
        self.graph = self
        self.one = one

    async def collection(self, path: str, *_: Any, **__: Any) -> list[dict[str, Any]]:
        return self.one.get("products", []) if path.startswith("/subscribedSkus") else [self.one]

    async def pages(self, *_: Any) -> AsyncIterator[list[dict[str, Any]]]:
        yield [self.one]


async def _held(tenant: Any) -> None:
    """Read who holds a plan, as long as it can be."""
    async for _, page in plan_holders(tenant, [Plans(re.compile("MAIL"), re.compile("MAIL"))]):
        if isinstance(page, ReadError):
            raise page


def _event(odd: Any) -> dict[str, Any]:
    return {"activityDateTime": PAST, "result": "success", "targetResources": [{"id": odd}]}


NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAST = "2026-02-01T12:00:00Z"
WHO = {"userPrincipalName": "ana@a.example", "displayName": "Ana", "deletedDateTime": PAST}
TEAM = {**WHO, "groupTypes": ["Unified"], "expirationDateTime": None}
LOST = {"service": "SharePoint", "capabilityStatus": "Deleted"}
PLAN = {"servicePlanName": "MAIL"}
SEEN: dict[str, tuple[Callable[[Any], Awaitable[Any]], Callable[[Any], Any]]] = {
    "users in the bin": (lambda tenant: deleted_users(tenant, NOW), lambda odd: {**WHO, "id": odd}),
    "groups": (lambda tenant: groups(tenant, NOW), lambda odd: {**TEAM, "id": odd}),
    "settings in the bin": (lambda tenant: conditional_access(tenant, NOW), lambda odd: {**WHO, "id": odd}),
    "everybody": (everybody, lambda odd: {**WHO, "id": odd}),
    "drives": (
        lost_drives,
        lambda odd: {**WHO, "id": odd, "assignedPlans": [{**LOST, "servicePlanId": ONE}]},
    ),
    "plans of drives": (
        lost_drives,
        lambda odd: {**WHO, "id": ONE, "assignedPlans": [{**LOST, "servicePlanId": odd}]},
    ),
    "whose licences": (lambda tenant: licences(tenant, NOW), lambda odd: {**_event(odd), "products": []}),
    "products": (
        lambda tenant: licences(tenant, NOW),
        lambda odd: {**_event(ONE), "products": [{"skuId": odd, "servicePlans": []}]},
    ),
    "plans": (
        lambda tenant: licences(tenant, NOW),
        lambda odd: {
            **_event(ONE),
            "products": [{"skuId": ONE, "servicePlans": [{**PLAN, "servicePlanId": odd}]}],
        },
    ),
    "holders": (
        _held,
        lambda odd: {**WHO, "id": odd, "products": [{"servicePlans": [{**PLAN, "servicePlanId": ONE}]}]},
    ),
    "plans of holders": (
        _held,
        lambda odd: {**WHO, "id": ONE, "products": [{"servicePlans": [{**PLAN, "servicePlanId": odd}]}]},
    ),
}
"""What looks ahead, and who is counted against a service's own members: how it is read, and a row with an id."""


def _told_unread(read: Callable[[Any], Awaitable[Any]], row: dict[str, Any]) -> bool:
    """Return whether a row is not taken for that of somebody; every other source has nothing."""
    try:
        found: Any = asyncio.run(cast("Any", read(_Directory(row))))
    except (MisreadError, ReadError):
        return True
    return isinstance(found, Found) and bool(found.unread) and not found.rows


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_looks_ahead_takes_nobody_for_somebody_else(seen: str, odd: Any) -> None:
    read, row = SEEN[seen]

    assert _told_unread(read, row(odd))
    assert not _told_unread(read, row(ONE.upper()))


@pytest.mark.parametrize(
    "odd", [one for one in ODD if one not in ("", None) and one not in SPELLED], ids=repr
)
def test_a_mailbox_of_an_id_that_is_none_is_nobodys_that_is_known(odd: Any) -> None:
    with pytest.raises(MisreadError):
        mailbox_id({"ExternalDirectoryObjectId": odd})


@pytest.mark.parametrize("odd", [one for one in ODD if one not in SPELLED], ids=repr)
def test_a_mailbox_is_changed_by_its_own_id_alone(odd: Any) -> None:
    """By another text, such as an alias, somebody else's could be meant."""
    cas = {"Name": "ana", "PrimarySmtpAddress": "ana@a.example", "ExternalDirectoryObjectId": ONE}
    with pytest.raises(MisreadError):
        set_mailbox({"ExchangeGuid": odd})
    with pytest.raises(MisreadError):
        PROTOCOLS.violation({**cas, "Guid": odd}, "PopEnabled", expected=False)

    assert set_mailbox({"ExchangeGuid": ONE.upper()}).parameters["Identity"] == ONE


IDS = {
    "ExternalDirectoryObjectId",
    "appId",
    "appOwnerOrganizationId",
    "principalId",
    "resourceId",
    "roleDefinitionId",
    "servicePlanId",
    "skuId",
    "templateId",
    "tenantId",
    "id",
}
"""Names of properties of Graph that hold an id of the directory; `id` where the row is of one of its objects."""
OTHERS = {
    "entra/app_management_policies.py": "a policy",
    "entra/certificate_authorities.py": "a store of certificates, and a certificate in it",
    "entra/enabled_methods.py": "a method: Sms",
    "entra/external_methods.py": "a method",
    "entra/federated_domains.py": "a domain is called by its name",
    "entra/offered_methods.py": "a method: Sms",
    "entra/password_expiry.py": "a domain is called by its name",
    "services/backup_reading.py": "a policy of the backup",
    "services/backup_units.py": "a unit of the backup",
    "services/backup_writing.py": "a policy of the backup",
    "services/method_configuration.py": "a method: Sms",
    "services/methods.py": "a method: Sms",
    "services/restore_points.py": "a unit of the backup",
    "services/role_policies.py": "a rule of PIM: Expiration_Admin_Assignment",
    "backup/restore_sessions.py": "a session of the backup",
    "horizon/copies.py": "a policy and a unit of the backup",
    "backup/site_backup.py": "a site: host, collection and web",
}
"""Files that read an `id` which is no object of the directory, and what it is of."""


def _reads(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Yield property, decoder and line of everything that is decoded by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            called, name = node.func, node.args[1]
            if (
                isinstance(called, ast.Name)
                and isinstance(name, ast.Constant)
                and isinstance(name.value, str)
            ):
                if called.id == "required_text":
                    yield name.value, "as_text", node.lineno
                if called.id in {"required", "member", "told"} and isinstance(node.args[2], ast.Name):
                    yield name.value, node.args[2].id, node.lineno


def test_every_id_is_read_by_the_one_decoder() -> None:
    folder = Path(holdfast.kinds.__file__).parent
    seen: set[str] = set()
    wrong = []
    for path in sorted([*folder.rglob("*.py"), *folder.with_name("horizon").glob("*.py")]):
        place = path.relative_to(folder if folder in path.parents else folder.parent).as_posix()
        for name, decoder, line in _reads(ast.parse(path.read_text(encoding="utf-8"))):
            if name not in IDS or decoder in {"as_guid", "as_guid_of_exchange"}:
                continue
            if name == "id" and place in OTHERS:
                seen.add(place)
            else:
                wrong.append(f"{place}:{line}: {name} by {decoder}")

    assert not wrong
    assert seen == set(OTHERS), "what is in order needs no exception"
