"""eDiscovery: a case, a hold policy in it, and its sources, as the pages give them for example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import find_mailbox, seed_mailboxes
from tests.contract import sources
from tests.contract.conftest import USER
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

BELOW = "/security/cases/ediscoveryCases"
HOLDS = f"{BELOW}/{{case}}/legalHolds"
OF_USERS, OF_SITES = (f"{HOLDS}/{{hold}}/{one}" for one in ("userSources", "siteSources"))
SITE = "contoso.sharepoint.com,bf6fb551-d508-4946-a439-b2a6154fc1d9,65a04b8b-1f44-442b-a1fc-9e5852fb946c"
ADDRESS = "https://contoso.sharepoint.com/sites/design"


class Cases:
    """A tiny tenant with a mailbox, a site, and an application that may hold both."""

    def __init__(self, tiny: Tiny) -> None:
        self.tiny = tiny
        self.client = tiny.register("Cases", ["eDiscovery.ReadWrite.All"])
        tiny.licence("EQUIVIO_ANALYTICS")
        self.email = f"somebody@{tiny.domain}"
        row = {"UserPrincipalName": self.email, "ExchangeGuid": USER, "PrimarySmtpAddress": self.email}
        seed_mailboxes(tiny.store, [row])
        tiny.store.put("sites", SITE, {"id": SITE, "displayName": "Design", "webUrl": ADDRESS})

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self.tiny.graph(method, path, body, client_id=self.client)

    def made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.send("POST", path, body)
        assert answer.status_code == 201, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    def listed(self, path: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.send("GET", path).json()["value"]
        return rows

    def hold(self) -> str:
        """The path of a new hold."""
        case = self.made(BELOW, {"displayName": "CONTOSO LITIGATION-005", "externalId": "324516"})
        holds = f"{BELOW}/{case['id']}/legalHolds"
        return f"{holds}/{self.made(holds, {'displayName': 'My legalHold'})['id']}"

    def marks(self) -> tuple[list[str], bool]:
        """The holds of the mailbox, and whether it is on a delay hold."""
        mailbox = find_mailbox(self.tiny.store, self.email)
        assert mailbox is not None
        values = mailbox.values()
        return values.get("InPlaceHolds", []), values.get("DelayHoldApplied", False)


@documented(
    sources.EDISCOVERY,
    *(f"{method} {one}" for one in (BELOW, HOLDS, OF_USERS, OF_SITES) for method in ("GET", "POST")),
)
def test_hold_of_a_mailbox_and_a_site_is_answered_as_in_the_examples(tiny: Tiny) -> None:
    cases = Cases(tiny)
    hold = cases.hold()
    user = cases.made(f"{hold}/userSources", {"email": cases.email, "includedSources": "mailbox"})
    site = cases.made(f"{hold}/siteSources", {"site": {"webUrl": ADDRESS}})

    (case,) = cases.listed(BELOW)
    assert (case["status"], case["closedDateTime"]) == ("active", "0001-01-01T00:00:00Z")
    (policy,) = cases.listed(hold.rpartition("/")[0])
    assert (policy["isEnabled"], policy["errors"], policy["status"]) == (True, [], "pending")
    assert (user["email"], user["holdStatus"]) == (cases.email, "applied")
    assert cases.listed(f"{hold}/userSources")[0]["email"] == cases.email
    assert "site" not in site
    assert cases.listed(f"{hold}/siteSources")[0]["site"]["webUrl"] == ADDRESS
    assert cases.marks() == ([f"UniH{policy['id']}"], False)
    tiny.clock.advance(days=1)
    tiny.tokens.clear()
    assert cases.listed(hold.rpartition("/")[0])[0]["status"] is None


@documented(
    sources.EDISCOVERY,
    *(f"DELETE {one}/{{source}}" for one in (OF_USERS, OF_SITES)),
    f"DELETE {HOLDS}/{{hold}}",
)
def test_what_leaves_a_hold_is_held_no_longer_but_for_a_delay(tiny: Tiny) -> None:
    cases = Cases(tiny)
    hold = cases.hold()
    user = cases.made(f"{hold}/userSources", {"email": cases.email})
    site = cases.made(f"{hold}/siteSources", {"site": {"webUrl": ADDRESS}})

    for path in (f"userSources/{user['id']}", f"siteSources/{site['id']}"):
        assert cases.send("DELETE", f"{hold}/{path}").status_code == 204
        assert cases.send("DELETE", f"{hold}/{path}").status_code == 404
    assert cases.marks() == ([], True)
    assert cases.send("DELETE", hold).status_code == 204
    assert cases.listed(hold.rpartition("/")[0]) == []
    assert len(cases.listed(BELOW)) == 1


@assumed(
    "that it is refused follows from what the pages ask for; with which words, nobody says", f"POST {BELOW}"
)
def test_what_is_not_there_is_not_held_and_a_name_is_given_out_once(tiny: Tiny) -> None:
    cases = Cases(tiny)
    hold = cases.hold()
    cases.made(f"{hold}/userSources", {"email": cases.email})
    of_case = hold.rpartition("/")[0]
    for path, body in (
        (BELOW, {"displayName": "contoso litigation-005"}),
        (BELOW, {"description": "without a name"}),
        (of_case, {"displayName": "MY LEGALHOLD"}),
        (of_case, {"displayName": "Another", "isEnabled": False}),
        (f"{hold}/userSources", {"email": cases.email}),
        (f"{hold}/userSources", {"email": "nobody@contoso.example"}),
        (f"{hold}/userSources", {"email": cases.email, "includedSources": "site"}),
        (f"{hold}/siteSources", {"site": {"webUrl": f"{ADDRESS}2"}}),
        (f"{hold}/siteSources", {"site": ADDRESS}),
    ):
        assert cases.send("POST", path, body).status_code == 400, body
    assert cases.send("GET", f"{BELOW}/none/legalHolds").status_code == 404
    tiny.licence("AAD_PREMIUM")
    assert cases.send("POST", BELOW, {"displayName": "Another"}).status_code == 403
