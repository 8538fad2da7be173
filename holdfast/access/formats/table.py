"""For people: what to consent to, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.access.formats.interface import Format, by_api, command, reasons
from holdfast.model.typed_command import typed_command
from holdfast.report.simulation import notice
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.access.needs import Access


def render(access: Access) -> str:
    """Return the text."""
    return "\n".join(map(visible, _lines(access))) + "\n"


def _lines(access: Access) -> Iterator[str]:
    acts = "checks and reports" if access.purpose == "read" else "applies, checks and reports"
    yield f"{access.client}  {access.tenant}: what the application needs for {acts}, and nothing else"
    if told := notice(access.cloud):
        yield told
    for (api, _), grants in by_api(access).items():
        yield ""
        yield f"Application permissions of {api}"
        for grant in grants:
            yield f"  {grant.name}"
            yield from (f"      {one}" for one in reasons(grant))
    if access.roles:
        yield ""
        yield "Directory roles of the application's service principal"
    for grant in access.roles:
        yield f"  {grant.name}"
        yield f"      in its place: the role groups {grant.of}"
        yield from (f"      {one}" for one in reasons(grant))
    if access.besides:
        yield ""
        yield f"Besides, where the identity looks ahead (`{typed_command('horizon', access.client)}`)"
    for grant in access.besides:
        yield f"  {grant.name}"
        yield from (f"      {one}" for one in reasons(grant))
    yield ""
    others = "terraform" if access.cloud.national else "bicep, terraform"
    yield f"To grant them: {command(access)} --format az (or {others})"


FORMAT = Format(render)
