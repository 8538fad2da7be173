"""What a session has made: which 404 may be that of a copy of the directory that was not told yet."""

from __future__ import annotations

import pytest

from holdfast.tenant.just_made import JustMade

NEW, OTHER = "7d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f00", "0badcafe-0000-4000-8000-000000000401"
GONE = f"Resource '{NEW.upper()}' does not exist or one of its queried reference-property objects are not present."


def made(*ids: str) -> JustMade:
    noted = JustMade()
    for one in ids:
        noted.note("POST", "/groups", {"id": one})
    return noted


@pytest.mark.parametrize(
    ("path", "said", "body", "may"),
    [
        (f"/groups/{NEW}", GONE, None, True),
        (f"/groups/{NEW.upper()}", GONE, None, True),
        (f"/beta/groups/{NEW}/members?$select=id", "", None, True),
        (f"/groups('{NEW}')/members", "not found", None, True),
        (
            f"/groups/{OTHER}/members/$ref",
            GONE,
            {"@odata.id": f"https://x/v1.0/directoryObjects/{NEW}"},
            True,
        ),
        (
            f"/groups/{OTHER}/members/$ref",
            "",
            {"@odata.id": f"https://x/v1.0/directoryObjects/{OTHER}"},
            False,
        ),
        (f"/groups/{NEW}/members/$ref", f"Resource '{OTHER}' does not exist", None, False),
        (f"/groups/{OTHER}", GONE.replace(NEW.upper(), OTHER), None, False),
        (f"/groups?$filter=id eq '{NEW}x'", "", None, False),
        ("/groups", "", {"id": NEW}, False),
    ],
)
def test_only_what_was_made_here_and_is_what_the_service_misses_may_come(
    path: str, said: str, body: dict[str, str] | None, *, may: bool
) -> None:
    assert made(NEW).may_come(path, said, body) is may
    assert not made().may_come(path, said, body)
    assert not made("").may_come(path, said, body)


def test_what_was_deleted_comes_no_more_and_what_only_left_a_list_does() -> None:
    noted = made(NEW)
    noted.note("DELETE", f"/groups/{NEW}/members/$ref", {})
    noted.note("PATCH", f"/groups/{NEW}", {"id": OTHER})
    assert noted.may_come(f"/groups/{NEW}", GONE)
    assert not noted.may_come(f"/groups/{OTHER}", "")

    noted.note("DELETE", f"/groups/{NEW}", {})
    assert not noted.may_come(f"/groups/{NEW}", GONE)
