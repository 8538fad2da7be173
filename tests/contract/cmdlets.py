"""How contract tests of Exchange and Purview speak to the cmdlet endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from tests.contract.conftest import Tiny


class Signed:
    """An application that is signed in at an endpoint."""

    tiny: Tiny
    token: str

    def invoke(self, cmdlet: str, **given: Any) -> httpx.Response:
        raise NotImplementedError

    def send(
        self, method: str, url: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        sent = {"authorization": f"Bearer {self.token}", **(headers or {})}
        return self.tiny.http.request(method, url, json=body, headers=sent)

    def refusal(self, cmdlet: str, **given: Any) -> tuple[str, str]:
        """Exception type and text of a refusal."""
        answer = self.invoke(cmdlet, **given)
        assert answer.status_code == 400, answer.text
        _, kind, text = answer.json()["error"]["details"][0]["message"].split("|", 2)
        return kind, text
