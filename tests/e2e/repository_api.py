"""The APIs that pipelines speak to, on loopback: issues, comments and branches of GitHub, threads of Azure DevOps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.unit.notify.loopback import Answer, Issues

if TYPE_CHECKING:
    from tests.unit.notify.loopback import Heard, Web

PULL_REQUEST = 7
_GITHUB = "/repos/contoso/tickets"
_REPOSITORY = "/acme/p1/_apis/git/repositories/r1"
_DEVOPS = f"{_REPOSITORY}/pullRequests/{PULL_REQUEST}/threads"


class RepositoryApi(Issues):
    """A repository with one pull request, wherever it is kept."""

    def __init__(self, server: Web) -> None:
        super().__init__(server)
        self.server = server
        self.newest = ""
        """Commit of the main branch."""
        self.of_pull_request: list[dict[str, Any]] = []
        """Comments on the pull request, on GitHub."""
        self.threads: list[dict[str, Any]] = []
        """On the pull request, in Azure DevOps."""
        self.sent: list[tuple[str, str]] = []
        """Method and path of each request that wrote a comment."""
        self._of_issues = server.otherwise
        server.otherwise = self._any

    def _any(self, heard: Heard) -> Answer:
        path = heard.path.partition("?")[0]
        if not heard.headers.get("authorization", "").startswith("Bearer "):
            return Answer(401, "{}")
        # In Azure DevOps all that begin with the name that is asked for.
        branches = [("refs/heads/main-2", "1" * 40), ("refs/heads/main", self.newest)]
        told = {
            f"{_GITHUB}/git/ref/heads/main": {"object": {"sha": self.newest}},
            f"{_REPOSITORY}/refs": {"value": [{"name": name, "objectId": of} for name, of in branches]},
        }
        if path in told:
            return Answer(200, json.dumps(told[path]))
        if heard.method != "GET" and ("comments" in path or path == _DEVOPS):
            self.sent.append((heard.method, path))
        if path == f"{_GITHUB}/issues/{PULL_REQUEST}/comments":
            return (
                self._comments(heard.path) if heard.method == "GET" else self._add(heard.json["body"], "Bot")
            )
        if path.startswith(f"{_GITHUB}/issues/comments/"):
            (one,) = [one for one in self.of_pull_request if one["id"] == int(path.rsplit("/", 1)[1])]
            one["body"] = heard.json["body"]
            return Answer(200, json.dumps(one))
        if path.startswith(_DEVOPS):
            return self._thread(path.removeprefix(_DEVOPS).split("/"), heard)
        return self._of_issues(heard)

    def say(self, text: str) -> None:
        """A person comments on the pull request."""
        self._add(text, "User")

    def _add(self, text: str, who: str) -> Answer:
        made = {"id": 100 + len(self.of_pull_request), "body": text, "user": {"type": who}}
        self.of_pull_request.append(made)
        return Answer(201, json.dumps(made))

    def _comments(self, path: str) -> Answer:
        asked = dict(one.split("=") for one in path.partition("?")[2].split("&"))
        page, size = int(asked["page"]), int(asked["per_page"])
        return Answer(200, json.dumps(self.of_pull_request[(page - 1) * size : page * size]))

    def _thread(self, rest: list[str], heard: Heard) -> Answer:
        if heard.method == "GET":
            return Answer(200, json.dumps({"value": self.threads}))
        if heard.method == "POST":
            comments = [{"id": 1, **one} for one in heard.json["comments"]]
            self.threads.append({**heard.json, "id": len(self.threads) + 1, "comments": comments})
            return Answer(200, json.dumps(self.threads[-1]))
        (thread,) = [one for one in self.threads if one["id"] == int(rest[1])]
        if thread.get("of_somebody_else"):
            return Answer(403, "{}")
        thread["comments"][0]["content"] = heard.json["content"]
        return Answer(200, json.dumps(thread["comments"][0]))
