"""What is read, and what becomes of a read that fails: never an empty collection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.drift.read import read, reporting, unread, wanted_keys
from holdfast.drift.seen import Unread
from holdfast.kinds.field import Field
from holdfast.kinds.judgement import Judgement
from holdfast.kinds.kind import Kind
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.errors import ReadError, SignInError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.errors import HoldfastError
    from holdfast.tenant.tenant import Reader

GROUP, USER = "azuread:index/group:Group", "azuread:index/user:User"
FACTS: dict[str, Any] = {
    "title": "Thing",
    "doc": "x",
    "key": "name",
    "fields": (Field(name="name", doc="x", required=True),),
    "read_permissions": ("Thing.Read.All", "Other.Read.All"),
    "write_permissions": (),
    "omits": "nothing.",
    "licence": "",
    "source": "x",
}


@kind_class
class Answering(Kind):
    """A kind whose collection is read, or is not."""

    error: HoldfastError | None = None

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        if self.error:
            raise self.error
        return [LiveObject(id=f"id of {key}", key=key, inputs={"name": key}) for key in sorted(keys)]


@kind_class
class Judging(PopulationKind):
    """A rule whose population is read, or is not."""

    error: HoldfastError | None = None

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        if self.error:
            raise self.error
        return Judgement(covered=rule["name"], violations=(), exempt={})


class NoGraph:
    """A tenant whose licences cannot be read."""

    @property
    def graph(self) -> Any:
        raise ReadError("read-refused", "403", Reason.PERMISSION)


def resource(token: str, inputs: dict[str, Any], name: str = "one") -> DesiredResource:
    return DesiredResource(f"urn:{token}:{name}", token, name, "", inputs)


@pytest.mark.parametrize(
    ("reason", "explanation"),
    [
        (Reason.PERMISSION, "Thing: 403; reading it needs Thing.Read.All and Other.Read.All"),
        *(
            (reason, "Thing: 403")
            for reason in (Reason.THROTTLED, Reason.UNAVAILABLE, Reason.PARTIAL, Reason.SIGN_IN)
        ),
    ],
)
def test_failed_read_is_unread_with_its_reason(reason: Reason, explanation: str) -> None:
    kind = Answering(token="x:y:Thing", **FACTS)

    assert unread(ReadError("read-failed", "403", reason), kind) == Unread(reason, explanation)


def test_failed_sign_in_is_its_own_reason() -> None:
    kind = Answering(token="x:y:Thing", **FACTS)

    assert unread(SignInError("no-token", "no token"), kind) == Unread(Reason.SIGN_IN, "no token")


@pytest.mark.parametrize("reason", list(Reason))
def test_one_failed_read_leaves_the_others_read(reason: Reason) -> None:
    error = ReadError("read-failed", "failed", reason)
    known: dict[str, Kind] = {
        "a:b:Good": Answering(token="a:b:Good", **FACTS),
        "a:b:Bad": Answering(token="a:b:Bad", error=error, **FACTS),
        "a:b:Rule": Judging(token="a:b:Rule", noun="members", judges=(), **FACTS),
        "a:b:BadRule": Judging(token="a:b:BadRule", noun="members", judges=(), error=error, **FACTS),
    }
    desired = [resource(token, {"name": 7}) for token in known]

    live = asyncio.run(read(cast("Reader", NoGraph()), known, desired))

    assert {token: [one.id for one in found] for token, found in live.objects.items()} == {
        "a:b:Good": ["id of 7"]
    }
    assert {urn: one.covered for urn, one in live.judgements.items()} == {"urn:a:b:Rule:one": 7}
    assert {name: found.reason for name, found in live.unread.items()} == {
        "a:b:Bad": reason,
        "urn:a:b:BadRule:one": reason,
    }
    assert live.directory.ids == {("a:b:Good", "7"): "id of 7"}
    assert live.licences is None


def test_what_is_read_is_declared_referred_to_or_matters_undeclared() -> None:
    desired = [
        resource(
            GROUP, {"displayName": "Ours", "members": [reference(USER, "a@x"), reference("x:y:Unknown", "b")]}
        ),
        resource("m365:exchange:LitigationHold", {"durationDays": 7}),
        resource("x:y:Unknown", {"name": reference(USER, "never@x")}),
    ]

    wanted = wanted_keys(kinds(), desired)

    assert wanted[GROUP] == {"Ours"}
    assert wanted[USER] == {"a@x"}
    assert set(wanted) == {GROUP, USER} | set(reporting(kinds()))


def test_what_decides_beside_a_rule_is_read_with_it() -> None:
    rule = resource("m365:entra:BreakGlassAccounts", {"group": "Emergency", "accounts": ["a@x", " b@x"]})

    wanted = wanted_keys(kinds(), [rule])

    assert (wanted[GROUP], wanted[USER]) == ({"Emergency"}, {"a@x", "b@x"})
    assert "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy" in wanted


def test_what_excludes_something_declared_is_read_with_it() -> None:
    for token, kind in kinds().items():
        wanted = wanted_keys(kinds(), [resource(token, {kind.key: "Ours"})])

        assert set(kind.read_with) <= set(wanted) & set(kinds())
    policy = kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"]
    assert policy.read_with == ("m365:entra:SecurityDefaults",)
