"""Which values of an answer a declared object rests on, told from what is declared and not from what is read.

What is declared is taken as it would be sent, by the half of a kind that writes, less what the engine ignores once the
object is there. The half that reads is on trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.drift.references import references, resolve
from holdfast.kinds.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.mutations import Path
    from tests.wire.recorded import Key, Recorded

HELD = ("LitigationHoldEnabled", "LitigationHoldDuration")
"""What the hold rule asks of a mailbox."""
PUBLISHES = ("Policy", "PublishComplianceTag")
"""What ties a label to its policy."""
ASSESSED = "/groups?$filter=displayName%20eq"
"""The read of the break-glass group by which it is assessed, beside the read by which it is compared."""
PROTECTS = (("isAssignableToRole",), ("id",))
"""What the assessment rests on there: lesser administrators cannot change the group; whose members are read."""
MEMBER = "a member of the group"
"""What is said of the members of the break-glass group, which several declared objects rest on."""
SAY_MEMBERS = frozenset({"azuread:index/group:Group", "m365:entra:BreakGlassAccounts"})
"""Kinds that say who those members are; others that read them ask only whether one of theirs is among them."""
REFERRED = {
    "/groups?": ("id", "displayName"),
    "/users?$filter=userPrincipalName": ("id", "userPrincipalName"),
}
"""What policies and the break-glass group refer to, by the path that it is read at."""


class Facts:
    """What rests on what, for one healthy check."""

    def __init__(self, recorded: Recorded) -> None:
        """Take the declared objects and where the tenant has them."""
        live_ids = {one.urn: one.live_id for one in recorded.healthy.result.findings if one.urn}
        self._sent: dict[str, tuple[str, frozenset[Path]]] = {}
        self._meant = {
            _name(name) for one in recorded.recording.desired for _, name in references(one.inputs)
        }
        self._rule = self._label_policy = self._accounts = ""
        for resource in recorded.recording.desired:
            kind = kinds()[resource.token]
            if "LitigationHold" in resource.token:
                self._rule = resource.urn
            elif "RetentionLabelPolicy" in resource.token:
                self._label_policy = resource.urn
            elif "BreakGlassAccounts" in resource.token:
                self._accounts = resource.urn
            inputs = resolve(kind.fields, resource.inputs, recorded.healthy.live.directory)
            paths = frozenset(_paths(kind.wire(resource.lasting(inputs))))
            self._sent[live_ids[resource.urn].casefold()] = (resource.urn, paths)

    def matters(self, key: Key, body: Any, path: Path) -> str:
        """Return the URN of what rests on the value at `path` of a body, some text for several, nothing for none."""
        if key[0] == "sign-in" or not isinstance(body, dict):
            return ""
        if "subscribedSkus" in key[1] or "audit" in key[1].lower():
            return ""
        if "value" not in body:
            return self._of_row(key, body, path)
        if len(path) < 2 or path[0] != "value":
            return ""
        return self._of_row(key, body["value"][path[1]], path[2:])

    def _of_row(self, key: Key, row: Any, path: Path) -> str:
        names = tuple(one for one in path if isinstance(one, str))
        if "Get-Mailbox" in key[2]:
            held = row.get("LitigationHoldEnabled") is True
            return self._rule if held and names[:1] and names[0] in HELD else ""
        if "Get-RetentionComplianceRule" in key[2]:
            publishes = bool(row.get("PublishComplianceTag"))
            return self._label_policy if publishes and names[:1] and names[0] in PUBLISHES else ""
        if "/members" in key[1]:
            return MEMBER if not names or names == ("id",) else ""
        if ASSESSED in key[1]:
            return self._accounts if names in PROTECTS else ""
        return self._referred(key, row, names) or self._declared(row, names)

    def _referred(self, key: Key, row: Any, names: tuple[str, ...]) -> str:
        """Return some text where others refer to what stands there; who is only looked at by name is none of that."""
        found = any(
            place in key[1]
            and names[:1]
            and names[0] in referred
            and self._meant & {_name(row.get(one)) for one in referred}
            for place, referred in REFERRED.items()
        )
        return "what others refer to" if found else ""

    def _declared(self, row: Any, names: tuple[str, ...]) -> str:
        known = self._sent.get(str(row.get("id") or row.get("Name")).casefold())
        if known is None:
            return ""
        urn, sent = known
        return urn if any(one[: len(names)] == names or names[: len(one)] == one for one in sent) else ""


def _name(value: Any) -> str:
    return str(value).casefold()


def _paths(wire: Any, path: Path = ()) -> Iterator[Path]:
    """The names on the way to every value that says something, lists passed through."""
    if isinstance(wire, dict):
        for name, child in wire.items():
            yield from _paths(child, (*path, name))
    elif wire not in (None, "", []):
        yield path
