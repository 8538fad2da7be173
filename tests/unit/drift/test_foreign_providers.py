"""Whatever a program declares or looks up by hand goes by the client's own providers, or nothing is applied.

Not proven here: where an apply sends it; `tests/e2e/test_by_hand.py` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.drift.record import record
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from pathlib import Path

BEGINNING = """\
import pulumi
import pulumi_azuread as azuread
from holdfast.controls.program import declare
from holdfast.model.plan import Cloud, Plan
from holdfast.provider.resources import Provider, UnifiedAuditLog

PLAN = Plan("acme", "acme.example", Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)


class Room(pulumi.ComponentResource):
    def __init__(self, **options):
        super().__init__("acme:index:Room", "room", {}, pulumi.ResourceOptions(**options))


def group(**options):
    azuread.Group("mine", display_name="Mine", security_enabled=True, opts=pulumi.ResourceOptions(**options))


def other():
    return azuread.Provider("other", tenant_id="b.example")


"""
OURS = {
    "without anything": ("declare(PLAN)\ngroup()", ["mine"]),
    "below a component": ("declare(PLAN)\ngroup(parent=Room())", ["mine"]),
    "with a dependency": ("declare(PLAN)\ngroup(depends_on=[Room()])", ["mine"]),
    "a look-up": ("declare(PLAN)\nazuread.get_group(display_name='G')", []),
    "a look-up before": ("azuread.get_group(display_name='G')\ndeclare(PLAN)\ngroup()", ["mine"]),
    "of our own package": ("declare(PLAN)\nUnifiedAuditLog('audit', enabled=True)", ["audit"]),
    "without a client": ("group()", ["mine"]),
    "by one that names the tenant": (
        "declare(PLAN)\ngroup(provider=azuread.Provider('own', tenant_id='ACME.example'))",
        ["mine"],
    ),
}
FOREIGN = {
    "declared before": ("group()\ndeclare(PLAN)", "'mine' (azuread:index/group:Group)"),
    "by one by hand": ("declare(PLAN)\ngroup(provider=other())", "'mine' (azuread:index/group:Group)"),
    "of a parent": (
        "declare(PLAN)\ngroup(parent=Room(providers=[other()]))",
        "'mine' (azuread:index/group:Group)",
    ),
    "of several": (
        (
            "declare(PLAN)\nazuread.Group('mine', display_name='M', security_enabled=True, "
            "opts=pulumi.ResourceOptions(providers=[other()]))"
        ),
        "'mine' (azuread:index/group:Group)",
    ),
    "of our own package": (
        (
            "declare(PLAN)\nown = Provider('own', tenant='b.example', cloud='global')\n"
            "UnifiedAuditLog('audit', enabled=True, opts=pulumi.ResourceOptions(provider=own))"
        ),
        "'audit' (m365:purview:UnifiedAuditLog)",
    ),
    "a look-up": (
        "declare(PLAN)\nazuread.get_group(display_name='G', opts=pulumi.InvokeOptions(provider=other()))",
        "the look-up getGroup at ",
    ),
    "a look-up of several": (
        (
            "declare(PLAN)\nazuread.get_users_output(user_principal_names=['a@b.example'], "
            "opts=pulumi.InvokeOutputOptions(parent=Room(providers=[other()])))"
        ),
        "the look-up getUsers at ",
    ),
}


def write(folder: Path, program: str) -> Path:
    (folder / "__main__.py").write_text(BEGINNING + program + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("program", "names"), OURS.values(), ids=OURS)
def test_what_names_no_provider_goes_by_the_clients_own(
    tmp_path: Path, program: str, names: list[str]
) -> None:
    assert [one.name for one in record(write(tmp_path, program), "acme")] == names


@pytest.mark.parametrize(("program", "told"), FOREIGN.values(), ids=FOREIGN)
def test_what_goes_by_another_is_refused_by_name(tmp_path: Path, program: str, told: str) -> None:
    with pytest.raises(RecordingError) as found:
        record(write(tmp_path, program), "acme")
    assert found.value.slug == "foreign-provider"
    assert found.value.message.startswith(told)
