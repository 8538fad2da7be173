"""What a person types: `eval "$(holdfast env CLIENT)"`, then `pulumi` and `holdfast` in any order.

Each test is one sitting at a terminal, because a stack is slow to make and every step rests on the one before.
"""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.registry import kinds
from tests.e2e.scratch import REPOSITORY

if TYPE_CHECKING:
    from tests.e2e.conftest import Desk, Terminal
    from tests.e2e.scratch import Scratch

pytestmark = pytest.mark.engine

FIRST, SECOND = "emma.jansen@contoso.onmicrosoft.com", "oliver.brandt@contoso.onmicrosoft.com"
TAMPERINGS: dict[str, tuple[dict[str, str], str, str]] = {
    "exclude-user-from-mfa": ({}, "entra.mfa_required/policy", "conditions.users.excludedUsers"),
    "disable-policy": ({}, "entra.legacy_authentication_blocked/policy", "state"),
    "shorten-hold": ({"mailbox": FIRST}, "exchange.litigation_hold_enabled/rule", "violations"),
    "lift-hold": ({"mailbox": SECOND}, "exchange.litigation_hold_enabled/rule", "violations"),
    "shorten-label": (
        {"label": "Business record"},
        "purview.retention_labels_published/label/Business record",
        "retentionDurationDays",
    ),
    "unpublish-labels": ({}, "purview.retention_labels_published/policy", "enabled"),
    "add-break-glass-member": ({}, "entra.break_glass_excluded/group", "members"),
    "enable-security-defaults": ({}, "entra.security_defaults_settled/switch", "enabled"),
}
"""One tampering for each way in which what is managed can drift: its targets, the resource, and the property."""
LOCKED_OUT = ("DRIFTED", "entra.break_glass_excluded/accounts")
"""What a policy of nobody's does to the emergency accounts."""
TAMPERED = len({resource for _, resource, _ in TAMPERINGS.values()})
PROVIDER = "urn:pulumi:contoso::holdfast::pulumi:providers:m365::m365"
PREVIEW_UNKNOWN = """\
import pulumi
from holdfast.provider.resources import Provider, RetentionLabel, RetentionLabelPolicy

opts = pulumi.ResourceOptions(provider=Provider("m365", tenant="contoso.onmicrosoft.com", cloud="embedded"))
label = RetentionLabel(
    "label",
    name="From elsewhere",
    retention_action="Keep",
    retention_duration_days=365,
    retention_type="CreationAgeInDays",
    opts=opts,
)
RetentionLabel(
    "other",
    name="As long as a name",
    retention_action="Keep",
    retention_duration_days=label.id.apply(len),
    retention_type="CreationAgeInDays",
    opts=opts,
)
RetentionLabelPolicy("policy", name="Publishes it", labels=[label.id], exchange_location=["All"], opts=opts)
"""
PREVIEW_WRONG = """\
import pulumi
from holdfast.provider.resources import Provider

opts = pulumi.ResourceOptions(provider=Provider("m365", tenant="contoso.onmicrosoft.com", cloud="embedded"))
wrong = {
    "name": "Wrong",
    "retentionAction": "Keep",
    "retentionDurationDays": 0,
    "retentionType": "CreationAgeInDays",
    "isRecordLabel": "yes",
    "colour": "red",
}
pulumi.CustomResource("m365:purview:RetentionLabel", "wrong", wrong, opts)
"""


def test_stack_of_one_client_from_first_preview_to_destroy(desk: Desk) -> None:
    scratch, terminal = desk.scratch, desk.shell("contoso")

    assert re.search(r"^contoso\*", terminal.typed("pulumi stack ls").printed, re.MULTILINE)
    preview_creates_and_writes_nothing(scratch, terminal)
    terminal.typed("pulumi up --yes")
    assert drifted(terminal, code=0) == []
    nothing_is_left_to_do(scratch, terminal)

    for name, (targets, _, _) in TAMPERINGS.items():
        desk.tamper(name, **targets)
    refresh_names_every_tampering(scratch, terminal)
    preview_shows_every_tampering(scratch, terminal)
    up_repairs_every_tampering(terminal)

    desk.tamper("disable-policy")
    desk.tamper("add-rogue-policy")
    assert "Done: 1 updated." in terminal.typed("holdfast up contoso", code=1).printed
    assert drifted(terminal, code=1) == [LOCKED_OUT, ("UNMANAGED", "Temporary - vendor access")]
    terminal.typed("pulumi up --yes --skip-preview --expect-no-changes")

    label_made_by_hand_is_imported(scratch, terminal)
    what_is_fixed_at_creation_is_refused(scratch, terminal)
    destroy_leaves_what_protects_data(scratch, terminal)
    for file in sorted((REPOSITORY / "clients").iterdir()):
        assert (scratch.project / "clients" / file.name).read_bytes() == file.read_bytes()


def preview_creates_and_writes_nothing(scratch: Scratch, terminal: Terminal) -> None:
    before = scratch.log.last_id()

    printed = terminal.typed("pulumi preview").printed

    created = re.findall(r"^ \+  (?:m365|azuread):\S+ \S.* create ?$", printed, re.MULTILINE)
    assert len(created) == len(scratch.recording().desired), printed
    assert scratch.log.last_id() > before
    assert scratch.writes() == []


def nothing_is_left_to_do(scratch: Scratch, terminal: Terminal) -> None:
    before = scratch.log.last_id()

    terminal.typed("pulumi up --yes --expect-no-changes --skip-preview")
    terminal.typed("pulumi refresh --preview-only --expect-no-changes")
    assert "Nothing changed." in terminal.typed("holdfast up contoso").printed

    assert scratch.log.last_id() > before
    assert scratch.writes(before) == []


def refresh_names_every_tampering(scratch: Scratch, terminal: Terminal) -> None:
    before = scratch.log.last_id()

    left = terminal.typed("pulumi refresh --preview-only --expect-no-changes --json", code=None)

    assert left.code != 0
    document, end = json.JSONDecoder().raw_decode(left.printed)
    assert changes(document) == {(resource, path) for _, resource, path in TAMPERINGS.values()}
    refused = "error: no changes were expected for refresh but changes were proposed"
    assert left.printed[end:].strip() == refused
    assert scratch.writes(before) == []


def preview_shows_every_tampering(scratch: Scratch, terminal: Terminal) -> None:
    before = scratch.log.last_id()

    printed = terminal.typed("pulumi preview --diff").printed

    shown = printed[printed.index("pulumi:pulumi:Stack: (same)") :]
    for line in (
        f"{FIRST}: durationDays should be 2555, is 30",
        f"{SECOND}: litigationHoldEnabled should be true, is false",
        '~ state: "disabled" => "enabled"',
        "~ retentionDurationDays: 30 => 2555",
        "~ enabled: false => true",
        "~ enabled: true => false",
        "- excludedUsers: [",
        "~ members: [",
    ):
        assert line in shown
    assert len(re.findall(r": \(update\)$", shown, re.MULTILINE)) == TAMPERED
    assert scratch.writes(before) == []


def up_repairs_every_tampering(terminal: Terminal) -> None:
    printed = terminal.typed("pulumi up --yes --skip-preview").printed

    for _, resource, path in TAMPERINGS.values():
        sign = "-" if path == "violations" else "~"
        line = rf"^ ~  \S+ {re.escape(resource)} updated .*\[diff: {sign}{path.partition('.')[0]}\]"
        assert re.search(line, printed, re.MULTILINE), printed
    assert drifted(terminal, code=0) == []


def label_made_by_hand_is_imported(scratch: Scratch, terminal: Terminal) -> None:
    """The provider is named, so that an imported object is bound to the tenant of its stack, not to the shell's."""
    command = 'pulumi import m365:purview:RetentionLabel project-file "Project file" --yes --protect=false'
    made = {
        "name": "Project file",
        "retentionAction": "Keep",
        "retentionDurationDays": 365,
        "retentionType": "ModificationAgeInDays",
    }
    make_label(scratch, made)
    before = scratch.log.last_id()

    refused = terminal.typed(command, code=None)
    assert refused.code != 0
    assert f"--provider tenant={PROVIDER}" in refused.printed
    printed = terminal.typed(f"{command} --provider tenant={PROVIDER}").printed

    assert "import holdfast.provider.resources as m365" in printed
    assert "project_file = m365.RetentionLabel(" in printed
    assert "opts=pulumi.ResourceOptions(provider=tenant)," in printed
    for line in ('name="Project file",', 'retention_action="Keep",', "retention_duration_days=365,"):
        assert line in printed
    assert managed(terminal)["project-file"] == made
    assert scratch.writes(before) == []


def what_is_fixed_at_creation_is_refused(scratch: Scratch, terminal: Terminal) -> None:
    """`Permanent record` is only kept; now the baseline says that it is also deleted afterwards."""
    baseline = scratch.project / "baselines" / "core" / "1.0.0.yaml"
    released = baseline.read_text(encoding="utf-8")
    baseline.write_text(released.replace("action: keep\n", "action: keep-and-delete\n"), encoding="utf-8")
    before = scratch.log.last_id()

    left = terminal.typed("pulumi up --yes --skip-preview --target '**Permanent record'", code=None)

    assert left.code != 0
    assert "Retention label 'Permanent record': retentionAction is fixed when it is made" in left.printed
    assert "[fixed-at-creation]" in left.printed
    assert "Traceback" not in left.printed
    assert scratch.writes(before) == []
    baseline.write_text(released, encoding="utf-8")


def destroy_leaves_what_protects_data(scratch: Scratch, terminal: Terminal) -> None:
    before, names, still = scratch.log.last_id(), scratch.names(), managed(terminal)

    rows = json.loads(terminal.typed("pulumi stack export").printed)["deployment"]["resources"]
    declared = {one.urn for one in scratch.recording().desired}
    held = [one["urn"] for one in rows if "BeforeDelete" in (one.get("resourceHooks") or {})]
    stays = {one["urn"] for one in rows if one.get("retainOnDelete")}
    assert declared - stays == declared & set(held)
    assert PROVIDER in held
    # By hand it asks nobody: with and without the program it is refused before anything goes.
    without = terminal.typed("pulumi destroy --yes --skip-preview", code=1).printed
    assert "holdfast destroy CLIENT does" in without
    within = terminal.typed("pulumi destroy --yes --skip-preview --run-program", code=1).printed
    assert "[destroy-unasked]" in within
    assert "Traceback" not in without + within
    assert managed(terminal) == still
    assert scratch.writes(before) == []

    terminal.typed("holdfast destroy contoso --yes --allow-less-protection")

    assert managed(terminal) == {}
    kept = {**names, "conditionalAccessPolicies": ["Temporary - vendor access"]}
    assert scratch.names() == kept
    assert {write.method for write in scratch.writes(before)} == {"DELETE"}
    assert len(scratch.writes(before)) == len(names["conditionalAccessPolicies"]) - 1
    assert "CA-BreakGlass" in names["groups"]
    assert {"Business record", "Permanent record", "Project file"} <= set(names["complianceTags"])
    found = drifted(terminal, code=1)
    assert LOCKED_OUT in found
    assert {one[0] for one in found if one != LOCKED_OUT} == {"MISSING", "UNMANAGED"}
    assert [name for status, name in found if status == "UNMANAGED"] == [
        "Project file",
        "Temporary - vendor access",
    ]


DECLARED_BY_HAND = """
import pulumi_azuread as azuread
theirs = azuread.get_users_output(user_principal_names=["bg1@fabrikam.onmicrosoft.com"]).object_ids
azuread.Group("by-hand", display_name="By hand", security_enabled=True, members=theirs)
"""


def test_stack_of_another_client_in_this_clients_shell_reaches_the_other_tenant(desk: Desk) -> None:
    with (desk.scratch.project / "__main__.py").open("a", encoding="utf-8") as program:
        program.write(DECLARED_BY_HAND)
    desk.shell("fabrikam")
    terminal = desk.shell("contoso")

    terminal.typed("pulumi up --stack fabrikam --yes --skip-preview")

    assert {one.tenant for one in desk.scratch.log.entries() if one.tenant} == {"fabrikam.onmicrosoft.com"}
    assert desk.scratch.writes()
    assert managed(terminal) == {}
    assert drifted(terminal, client="fabrikam", code=None) == []


def test_metadata_host_of_the_stack_reaches_the_azuread_provider(desk: Desk) -> None:
    """Pulumi itself hands `azuread:` settings to default providers only, and the program's are explicit."""
    terminal = desk.shell("contoso")

    printed = terminal.typed("pulumi preview --json -c azuread:metadataHost=127.0.0.1:8443").printed

    steps = json.loads(printed[printed.index("{") : printed.rindex("}") + 1])["steps"]
    (provider,) = [one for one in steps if one["urn"].endswith("::pulumi:providers:azuread::azuread")]
    assert provider["newState"]["inputs"]["metadataHost"] == "127.0.0.1:8443"


def test_program_of_ones_own_previews_unknown_values_and_is_told_every_wrong_input(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    plugin = {"providers": [{"name": "m365", "path": str(Path(sys.prefix) / "bin")}]}
    runtime = {"name": "python", "options": {"virtualenv": sys.prefix}}
    (folder / "Pulumi.yaml").write_text(json.dumps({"name": "own", "runtime": runtime, "plugins": plugin}))
    terminal = desk.shell("contoso")
    terminal.typed(f"cd {shlex.quote(str(folder))} && pulumi stack init contoso")

    (folder / "__main__.py").write_text(PREVIEW_UNKNOWN)
    unknown = terminal.typed("pulumi preview --diff").printed
    (folder / "__main__.py").write_text(PREVIEW_WRONG)
    wrong = terminal.typed("pulumi preview", code=None)

    assert re.search(r"labels +: \[\s+\[0\]: \[unknown\]", unknown), unknown
    assert "retentionDurationDays: [unknown]" in unknown
    assert wrong.code != 0
    assert "Traceback" not in wrong.printed
    for sentence in (
        "property retentionDurationDays value {0} has a problem: should be at least 1, is 0",
        "property isRecordLabel value {yes} has a problem: should be true or false, is a text ('yes')",
        "property colour value {red} has a problem: there is no such property; there are: comment, ",
    ):
        assert sentence in wrong.printed
    assert desk.scratch.writes() == []


def test_schema_is_printed_and_has_every_resource(desk: Desk) -> None:
    plugin = Path(".venv") / "bin" / "pulumi-resource-m365"

    printed = desk.shell("contoso").typed(f"pulumi package get-schema {plugin}").printed

    schema = json.loads(printed)
    assert schema["name"] == "m365"
    assert set(schema["resources"]) == {token for token in kinds() if token.startswith("m365:")}


def test_environment_serves_zsh(desk: Desk) -> None:
    """bash is what every other test types in."""
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed: apt-get install zsh")

    terminal = desk.shell("contoso", "zsh")

    assert "contoso*" in terminal.typed("pulumi stack ls").printed
    assert terminal.typed('echo "$PULUMI_CONFIG_PASSPHRASE"').printed.strip() == "holdfast embedded tenant"


def test_environment_for_powershell_sets_the_same_variables(desk: Desk) -> None:
    """The syntax only, because PowerShell is rarely at hand: a name, and a text in single quotes with '' for one."""
    quoted = desk.scratch.holdfast("env", "contoso", "--shell", "bash").out.splitlines()
    posix = dict(shlex.split(line)[1].split("=", 1) for line in quoted)

    lines = desk.scratch.holdfast("env", "contoso", "--shell", "powershell").out.splitlines()

    found = [re.fullmatch(r"\$env:(\w+) = '((?:[^']|'')*)'", line) for line in lines]
    assert all(found), lines
    assert {one[1]: one[2].replace("''", "'") for one in found if one} == posix
    assert {"PATH", "PULUMI_BACKEND_URL", "SSL_CERT_FILE"} <= posix.keys()


def changes(document: dict[str, Any]) -> set[tuple[str, str]]:
    """The resource and the property path of every change that `pulumi refresh --json` printed."""
    return {
        (step["urn"].split("::", 3)[3], path)
        for step in document["steps"]
        if step["op"] != "refresh"
        for path in step["detailedDiff"]
    }


def drifted(terminal: Terminal, *, client: str = "contoso", code: int | None) -> list[tuple[str, str]]:
    """Status and name of everything that is not in sync and not accepted."""
    document = json.loads(terminal.typed(f"holdfast drift {client} --format json", code=code).printed)
    assert document["unread"] == []
    return sorted((one["status"], one["name"]) for one in document["findings"] if one["drift"])


def managed(terminal: Terminal) -> dict[str, dict[str, Any]]:
    """Inputs of every resource in the state, providers left out, by logical name."""
    deployment = json.loads(terminal.typed("pulumi stack export").printed)["deployment"]
    return {
        one["urn"].split("::", 3)[3]: one.get("inputs", {})
        for one in deployment.get("resources", [])
        if one.get("custom") and "pulumi:providers:" not in one["urn"]
    }


def make_label(scratch: Scratch, inputs: dict[str, Any]) -> None:
    """Makes a retention label that no state knows of."""

    async def make() -> None:
        async with scratch.tenant() as tenant:
            await kinds()["m365:purview:RetentionLabel"].create(tenant, inputs)

    asyncio.run(make())
