"""Names, values and times as a reader sees them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from holdfast.report.text import (
    Value,
    counted,
    date_and_time,
    kind_of,
    label_of,
    listed,
    member_of,
    sides,
    unquoted,
    visible,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anna", "Anna"),
        ("Übung Ñandú 名前 עברית", "Übung Ñandú 名前 עברית"),
        ("\u202egpj.exe", "⟨U+202E⟩gpj.exe"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("a\x00\nb", "a⟨U+0000⟩⟨U+000A⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("\u2028\U000e0041", "⟨U+2028⟩⟨U+E0041⟩"),
        ("a\u034f\u3164\ufe0f", "a⟨U+034F⟩⟨U+3164⟩⟨U+FE0F⟩"),
        ("\u2800\U0001d159\u2065\U000e0fff", "⟨U+2800⟩⟨U+1D159⟩⟨U+2065⟩⟨U+E0FFF⟩"),
        ("a\u0301\u0323 שִׁ ที่ ཧྐྵྨླྺྼྻྂ", "a\u0301\u0323 שִׁ ที่ ཧྐྵྨླྺྼྻྂ"),
        ("a" + 10 * "\u0301" + "b\u0301", "a" + 8 * "\u0301" + "⟨U+0301⟩⟨U+0301⟩b\u0301"),
        ("##vso[x]##[y]", "⟨U+0023⟩#vso[x]⟨U+0023⟩#[y]"),
        ("###[x] ## [#] #1", "#⟨U+0023⟩#[x] ## [#] #1"),
        ("::error::x", "⟨U+003A⟩:error::x"),
        ("a ::Add-Mask file=b::", "a ⟨U+003A⟩:Add-Mask file=b::"),
        ("::1 ::ffff:10.0.0.1/96 2001:db8::/32 a::b::c", "::1 ::ffff:10.0.0.1/96 2001:db8::/32 a::b::c"),
    ],
)
def test_visible_writes_out_only_what_hides(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("path", "expected", "found", "shown"),
    [
        ("state", "enabled", "disabled", (Value(("enabled",)), Value(("disabled",)))),
        ("state", None, "disabled", (Value(()), Value(("disabled",)))),
        ("isEnabled", True, False, (Value(("yes",)), Value(("no",)))),
        ("durationDays", 2555, 1, (Value(("2555 days",)), Value(("1 day",)))),
        ("durationDays", "unlimited", 30, (Value(("unlimited",)), Value(("30 days",)))),
        ("count", 0, 3, (Value(("0",)), Value(("3",)))),
        ("x", {"b": 1, "a": "ü"}, {}, (Value(('{"a": "ü", "b": 1}',)), Value(()))),
        ("users", ["a", "b"], ["b", "c"], (Value(("a",), 1, "removed"), Value(("c",), 1, "added"))),
        ("users", None, ["c"], (Value((), 0, "removed"), Value(("c",), 0, "added"))),
        ("users", ["1"], [1], (Value(('["1"]',)), Value(("[1]",)))),
        ("x", None, [], (Value(("null",)), Value(("[]",)))),
        ("x", None, "", (Value(("null",)), Value(('""',)))),
        ("x", None, {}, (Value(("null",)), Value(("{}",)))),
        ("x", None, False, (Value(()), Value(("no",)))),
        ("signOutAfterInSeconds", 1, 3600, (Value(("1 second",)), Value(("3600 seconds",)))),
        ("passwordValidityPeriodInDays", 2**31 - 1, 90, (Value(("without end",)), Value(("90 days",)))),
        ("maxLifetime", "P180D", "PT1H30M", (Value(("180 days",)), Value(("1 hour and 30 minutes",)))),
        ("maxLifetime", "P", "PT", (Value(("P",)), Value(("PT",)))),
    ],
)
def test_sides_show_what_differs(path: str, expected: Any, found: Any, shown: tuple[Value, Value]) -> None:
    assert sides(path, expected, found) == shown


@pytest.mark.parametrize(
    ("path", "member", "label"),
    [
        ("conditions.users.excludedUsers", "", "Excluded users"),
        ("state", "", "State"),
        ("ip[0].cidrAddress", "", "CIDR address"),
        ("allowedToUseSSPR", "", "Allowed to use SSPR"),
        ("blockMsolPowerShell", "", "Block MSOL PowerShell"),
        ("members[x].Notification_Admin_EndUser_Assignment", "x", "Notification admin end user assignment"),
        ("deletedUserPersonalSiteRetentionPeriodInDays", "", "Deleted user personal site retention period"),
        ("signOutAfterInSeconds", "", "Sign out after"),
        ("snoozeDurationInDay", "", "Snooze duration"),
        ("days", "", "Days"),
        ("oneDriveLocation", "", "OneDrive location"),
        ("members[anna@contoso.example].durationDays", "anna@contoso.example", "Duration"),
        ("members[a]b].x", "a]b", "X"),
    ],
)
def test_paths_are_told_in_words(path: str, member: str, label: str) -> None:
    assert (member_of(path), label_of(path)) == (member, label)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2026-11-24T06:50:00Z", "24 November 2026, 06:50 UTC"),
        ("2026-11-24T06:50:00", "24 November 2026, 06:50 UTC"),
        ("yesterday", "yesterday"),
        (datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "31 December 2025, 23:00 UTC"),
    ],
)
def test_date_and_time_is_utc(time: datetime | str, words: str) -> None:
    assert date_and_time(time) == words


def test_small_words() -> None:
    assert kind_of("azuread:index/namedLocation:NamedLocation") == "Named location"
    assert [counted(1, "object"), counted(2, "object"), counted(0, "property", "properties")] == [
        "1 object",
        "2 objects",
        "0 properties",
    ]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert unquoted("Set `state: report-only`.") == "Set “state: report-only”."
