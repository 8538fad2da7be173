"""After how long without activity web sessions end: the one timeout policy that is the organization's.

What it says is a JSON text inside its JSON: a time for every application (`default`), and times of single ones that go
before it. Whatever else stands in the text is not understood, and then nothing is changed. Sources:
https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy (2026-11-27, read in a public copy): form of
the text, times as `dd.hh:mm:ss`, from 5 minutes to a second less than a day, and that one policy at most is active.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.kinds.codec import nothing_but
from holdfast.kinds.decode import MisreadError, as_boolean, as_integer, as_list, as_name, as_texts, required
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.one_row import OneRow
from holdfast.kinds.statement import Harmless, Watched
from holdfast.model.directory import is_guid

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]

_EVERY = "default"
"""What the text calls all applications that have no time of their own."""
_DISPLAY_NAME = "Holdfast: idle sessions time out"
_VERSION = 1
_SHORTEST_SECONDS = 5 * 60
_LONGEST_SECONDS = 24 * 60 * 60 - 1
_TIME = re.compile(
    r"(?:(?P<days>\d{1,2})\.)?(?P<hours>[01]\d|2[0-3]):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)", re.ASCII
)
_POLICY, _APPLICATIONS, _APPLICATION, _IDLE = (
    "ActivityBasedTimeoutPolicy",
    "ApplicationPolicies",
    "ApplicationId",
    "WebSessionIdleTimeout",
)


class TimeoutPolicy(OneRow):
    """The policy that is active; others of the list do nothing, and stay as they are."""

    __slots__ = ()

    def is_it(self, row: Row) -> bool:
        """Return whether a row is the organization's (see `OneRow.is_it`)."""
        return required(row, "isOrganizationDefault", as_boolean)

    def flat(self, row: Row) -> dict[str, Any]:
        """Return a row beside whose members stand the time of all, and who has a longer one (see `OneRow.flat`)."""
        seconds = _seconds(row)
        every = seconds.get(_EVERY)
        # Less than what the service takes, such as 0, may well mean never.
        longer = [
            name
            for name, one in seconds.items()
            if name != _EVERY and every is not None and not _SHORTEST_SECONDS <= one <= every
        ]
        return {**row, "webSessionIdleTimeoutInSeconds": every, "applicationsWithLongerTimeout": longer}

    def made(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return an active policy with the declared time (see `OneRow.made`)."""
        return {
            "displayName": _DISPLAY_NAME,
            "isOrganizationDefault": True,
            "definition": _definition(self._declared(inputs)),
        }

    def changed(self, row: Row, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the text with the declared time; those of single applications stay (see `OneRow.changed`)."""
        return {"definition": _definition({**_seconds(row), **self._declared(inputs)})}

    def _declared(self, inputs: Mapping[str, Any]) -> dict[str, int]:
        return {_EVERY: self.wire(inputs)["webSessionIdleTimeoutInSeconds"]}


def _seconds(row: Row) -> dict[str, int]:
    """Return the seconds of idleness by application id or `default`, in the order of the text.

    Raises:
        MisreadError: when the text is another than the one that Microsoft documents, or names an application twice.
    """
    texts = required(row, "definition", as_texts)
    try:
        found = [_application(item) for item in required(_policy(texts), _APPLICATIONS, as_list)]
    except MisreadError as misread:
        raise misread.below("definition") from None
    seconds = dict(found)
    if len(seconds) < len(found):
        raise MisreadError("definition", "a text that names each application once", texts[0])
    return seconds


def _policy(texts: list[str]) -> dict[str, Any]:
    """Return the policy in the one text of a definition.

    Raises:
        MisreadError: it is none of the one version that is documented.
    """
    try:
        (text,) = texts
        whole = orjson.loads(text)
    except ValueError:
        raise MisreadError("", "one JSON text", texts) from None
    policy = nothing_but(nothing_but(whole, _POLICY).get(_POLICY), "Version", _APPLICATIONS)
    if (version := required(policy, "Version", as_integer)) != _VERSION:
        raise MisreadError("Version", str(_VERSION), version)
    return policy


def _application(item: Any) -> tuple[str, int]:
    """Return the id of one application, in lower case, or `default`, and its time in seconds.

    Raises:
        MisreadError: it is neither, or the time is none, or it says more.
    """
    members = nothing_but(item, _APPLICATION, _IDLE)
    name = required(members, _APPLICATION, as_name)
    if name != _EVERY and not is_guid(name):
        raise MisreadError(_APPLICATION, f"an id or {_EVERY}", name)
    text = required(members, _IDLE, as_name)
    found = _TIME.fullmatch(text)
    if found is None:
        raise MisreadError(_IDLE, "a time as dd.hh:mm:ss", text)
    parts = {unit: int(number) for unit, number in found.groupdict("0").items()}
    return name.casefold(), int(timedelta(**parts).total_seconds())


def _definition(seconds: Mapping[str, int]) -> list[str]:
    applications = [{_APPLICATION: name, _IDLE: _time(one)} for name, one in seconds.items()]
    return [orjson.dumps({_POLICY: {"Version": _VERSION, _APPLICATIONS: applications}}).decode()]


def _time(seconds: int) -> str:
    """Return seconds as the text has them; the days only where there are any."""
    days, rest = divmod(seconds, 24 * 60 * 60)
    text = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{days:02}.{text}" if days else text


KIND = TimeoutPolicy(
    token="m365:entra:ActivityBasedTimeoutPolicy",
    title="Timeout policy of web sessions",
    doc="After how many seconds without activity people are signed out of Microsoft 365 in browsers.",
    key="activity-based-timeout-policy",
    path="/policies/activityBasedTimeoutPolicies",
    fields=(
        Field(
            name="webSessionIdleTimeoutInSeconds",
            doc="Seconds without activity after which a web session ends, of applications with no time of their own.",
            type=Type.INTEGER,
            required=True,
            minimum=_SHORTEST_SECONDS,
            maximum=_LONGEST_SECONDS,
            stricter=Stricter.LOWER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "7c3d4f0a-6b0e-4a57-9a39-0d4a4f6b2c11",
                "displayName": _DISPLAY_NAME,
                "isOrganizationDefault": True,
                "definition": _definition({_EVERY: 3600, "c44b4083-3bb0-49c1-b47d-974e53cbdf3c": 900}),
                "webSessionIdleTimeoutInSeconds": 3600,
                "applicationsWithLongerTimeout": [],
            },
            inputs={"webSessionIdleTimeoutInSeconds": 3600},
        ),
    ),
    answers=("activityBasedTimeoutPolicy",),
    omits="nothing that is known; a tenant in which nobody has made the policy ends no idle session by it.",
    watched=(
        Watched(
            "applicationsWithLongerTimeout",
            "sessions of these applications stay open for longer than all others, or for less than the service takes",
            mend="give these applications from 5 minutes to the time of `default` in the policy's definition",
            seen="made of `definition`, in which they stand",
        ),
    ),
    harmless=(
        Harmless("id displayName description deletedDateTime", "which object it is"),
        Harmless("appliesTo", "a policy of this type is for the whole organization, whatever stands here"),
        Harmless("isOrganizationDefault", "by which the policy is told from those that do nothing"),
        Harmless("definition", "the text, of which every part stands by its own name"),
    ),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.ApplicationConfiguration",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy (2026-11-27)",
)
