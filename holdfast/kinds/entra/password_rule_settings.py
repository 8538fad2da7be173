"""How passwords are guarded: after how many wrong ones an account is locked, and which words none may hold.

The settings are one of the directory's objects that are made from a template. A tenant has none until somebody makes
it; until then the template's defaults count, and a check says that the object is missing. All its values are texts,
and a change takes the whole list of them: what nobody declares goes along as it is.

Sources: https://learn.microsoft.com/graph/api/resources/groupsetting and group-post-settings there (2026-11-27);
template, values and defaults: ../shared/rows.json, groupSettingTemplates (a capture). What the words mean and how many
there may be: https://learn.microsoft.com/entra/identity/authentication/concept-password-ban-bad (recalled).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import MisreadError, as_list, as_object, as_text, not_understood, required
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.live import LiveObject
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]

TEMPLATE = "5cf42378-d67d-4f36-ba46-e8b86229381d"
"""Id of the template `Password Rule Settings`, the same in every tenant."""
_DEFAULTS = {
    "LockoutDurationInSeconds": "60",
    "LockoutThreshold": "10",
    "BannedPasswordList": "",
    "EnableBannedPasswordCheck": "true",
    "EnableBannedPasswordCheckOnPremises": "false",
    "BannedPasswordCheckOnPremisesMode": "Audit",
}
"""The template's own values, as texts, with which an object is made where nothing else is declared."""
_MOST_WORDS = 1000
_BETWEEN = "\t"


def _number(text: str) -> int:
    """Return the whole number in a text.

    Raises:
        ValueError: it is none.
    """
    if not text.strip().isdecimal():
        raise ValueError(text)
    return int(text)


def _switch(text: str) -> bool:
    """Return the true or false in a text, in whatever letter case.

    Raises:
        ValueError: it is neither.
    """
    return ("false", "true").index(text.strip().casefold()) == 1


def _words(text: str) -> list[str]:
    return [one for one in text.split(_BETWEEN) if one]


_NUMBER = Codec(encode=str, decode=_number)
_SWITCH = Codec(encode=str, decode=_switch)
_TEXTS = {
    "LockoutDurationInSeconds": _NUMBER,
    "LockoutThreshold": _NUMBER,
    "BannedPasswordList": Codec(encode=_BETWEEN.join, decode=_words),
    "EnableBannedPasswordCheck": _SWITCH,
    "EnableBannedPasswordCheckOnPremises": _SWITCH,
}
"""How values stand in the texts of the wire, where they are no texts."""


def flat(row: Row) -> dict[str, Any]:
    """Return a row whose values stand beside its other members, each by its name and of its own type.

    A text in which no such value stands is left as it is: then it is not understood, as any other wrong type.

    Raises:
        MisreadError: when a value has no name, or two have the same.
    """
    rest = {name: one for name, one in row.items() if name != "values"}
    return {**rest, **{name: _typed(name, one) for name, one in _values(row).items()}}


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name not in _TEXTS:
        return value
    try:
        return _TEXTS[name].decode(value)
    except ValueError:
        return value


def _values(row: Row) -> dict[str, Any]:
    """Return the values of a row by their names, as they stand at the wire.

    Raises:
        MisreadError: when a value has no name, or two have the same.
    """
    values: dict[str, Any] = {}
    for one in required(row, "values", as_list):
        name = required(as_object(one, "values[]"), "name", as_text)
        if name in values:
            raise MisreadError("values", "each name once", name)
        values[name] = one.get("value")
    return values


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return declared values as the texts of the wire."""
    return {name: _TEXTS[name].encode(one) if name in _TEXTS else one for name, one in values.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRuleSettings(Kind):
    """The one object of its template; never deleted, for its defaults protect less."""

    shape: Shape = field(init=False, default=Shape.SINGLETON)
    path: str = "/groupSettings"
    version: str = "v1.0"

    def interface(self) -> str:
        """Return Graph with the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the one object, or none where nobody has made it (see `Kind.collect`)."""
        live = await self.get(tenant, "", {})
        return [live] if live else []

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the one object of the template, whatever its id (see `Kind.get`)."""
        row = await self._row(tenant)
        try:
            return None if row is None else self.live(flat(row), self.id_of(row, "id"))
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the object from the template, or change the one that is there (see `Kind.create`)."""
        row = await self._row(tenant)
        if row is not None:
            await self._change(tenant, row, inputs)
            return self.id_of(row, "id")
        values = _listed({**_DEFAULTS, **_texts(self.wire(inputs))})
        made = await tenant.graph.write("POST", self.path, {"templateId": TEMPLATE, "values": values})
        return self.id_of(made, "id")

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send all values, those that are not ours as they are (see `Kind.update`)."""
        await self.create(tenant, new)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Leave the settings as they are (see `Kind.delete`)."""

    async def _change(self, tenant: Tenant, row: Row, inputs: Mapping[str, Any]) -> None:
        try:
            live = _values(row)
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None
        body = {"values": _listed({**live, **_texts(self.wire(inputs))})}
        await tenant.graph.write("PATCH", f"{self.path}/{self.id_of(row, 'id')}", body)

    async def _row(self, tenant: Reader) -> dict[str, Any] | None:
        """Return the row of the template; None where there is none.

        Raises:
            ReadError: when there are several, or one does not say of which template it is.
        """
        rows = await tenant.graph.collection(self.path)
        try:
            ours = [one for one in rows if required(one, "templateId", as_text).casefold() == TEMPLATE]
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None
        if len(ours) > 1:
            told = f"{self.title}: the service has {len(ours)} of them, and each template has one at most"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return ours[0] if ours else None


def _seen(values: Mapping[str, str]) -> dict[str, Any]:
    """Return an answer's values as `flat` gives them, which is the form that the fields name."""
    return {name: _typed(name, one) for name, one in values.items()}


def _listed(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in values.items()]


KIND = PasswordRuleSettings(
    token="m365:entra:PasswordRuleSettings",
    title="Password rule settings",
    doc=(
        "After how many wrong passwords an account is locked, for how long, and which words no password may hold, in "
        "the directory and in the Active Directory whose domain controllers ask it."
    ),
    key="password-rule-settings",
    fields=(
        Field(
            name="lockoutThreshold",
            wire="LockoutThreshold",
            doc="How many wrong passwords lock an account.",
            type=Type.INTEGER,
            minimum=1,
            maximum=50,
            stricter=Stricter.LOWER,
        ),
        Field(
            name="lockoutDurationInSeconds",
            wire="LockoutDurationInSeconds",
            doc="For how many seconds it is locked at first; the service locks it longer each time.",
            type=Type.INTEGER,
            minimum=5,
            maximum=18000,
            stricter=Stricter.HIGHER,
        ),
        Field(
            name="enableBannedPasswordCheck",
            wire="EnableBannedPasswordCheck",
            doc="Whether the words of `bannedPasswordList` are refused; those of Microsoft's own list always are.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="bannedPasswordList",
            wire="BannedPasswordList",
            doc="Words that no password may hold, 4 to 16 characters each, in any letter case.",
            many=True,
            most=_MOST_WORDS,
            any_case=True,
        ),
        Field(
            name="enableBannedPasswordCheckOnPremises",
            wire="EnableBannedPasswordCheckOnPremises",
            doc="Whether the agents on domain controllers check passwords of the Active Directory as well.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="bannedPasswordCheckOnPremisesMode",
            wire="BannedPasswordCheckOnPremisesMode",
            doc="Whether those agents refuse a password, or only say so in the log.",
            any_case=True,
            values=("Enforce", "Audit"),
        ),
    ),
    examples=(
        Example(
            row={
                "id": "f0b2d6f5-097d-4177-91af-a24e530b53cc",
                "displayName": "Password Rule Settings",
                "templateId": TEMPLATE,
                **_seen({**_DEFAULTS, "BannedPasswordList": "contoso\tamsterdam"}),
            },
            inputs={
                "lockoutThreshold": 10,
                "lockoutDurationInSeconds": 60,
                "enableBannedPasswordCheck": True,
                "bannedPasswordList": ["contoso", "amsterdam"],
                "enableBannedPasswordCheckOnPremises": False,
                "bannedPasswordCheckOnPremisesMode": "Audit",
            },
        ),
    ),
    answers=("groupSetting",),
    omits="nothing that is known; a tenant in which nobody has made the object has the template's defaults.",
    harmless=(
        Harmless("id displayName templateId", "which object it is"),
        Harmless("values", "the settings themselves, each of which stands by its name"),
    ),
    audit_category="GroupManagement",
    read_permissions=("GroupSettings.Read.All",),
    write_permissions=("GroupSettings.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27)",
)
