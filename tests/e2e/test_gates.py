"""What stops an apply: each refusal leaves the tenant untouched, and the agreed answer lets it go on.

One sitting for each group of gates: a stack is slow to make, and every refusal leaves it as it was.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.scratch import Printed

pytestmark = pytest.mark.engine

FABRIKAM = "fabrikam.onmicrosoft.com"
OTHER_DOMAIN = "contoso.example"
GROUP = "Partners"
CLIENT = "clients/Pulumi.contoso.yaml"
PARAMETERS = "  holdfast:parameters:\n"
EMMA = f"emma.jansen@{CONTOSO}"
MINE = """

import pulumi_azuread as azuread

azuread.ConditionalAccessPolicy(
    "mine",
    display_name="Mine",
    state="disabled",
    conditions={
        "client_app_types": ["all"],
        "applications": {"included_applications": ["All"]},
        "users": {"included_users": ["All"]},
    },
    grant_controls={"operator": "OR", "built_in_controls": ["mfa"]},
    opts=pulumi.ResourceOptions(OPTIONS),
)
"""


class Client(Scratch):
    """A project whose client file and tenant are changed between two runs."""

    def __post_init__(self) -> None:
        super().__post_init__()
        control.seed(self.tenants, FABRIKAM, "small")
        organization = self.rows("organization")[0]
        domains = [*organization["verifiedDomains"], {"name": OTHER_DOMAIN, "isDefault": False}]  # type: ignore[misc]
        self.put("organization", {**organization, "verifiedDomains": domains})
        self.put("groups", group("0d5c0000-0000-4000-8000-000000000001", GROUP))
        self.written = (self.project / CLIENT).read_text()
        self.edit(PARAMETERS, f"{PARAMETERS}    excluded_groups: [{GROUP}]\n")
        self.written = (self.project / CLIENT).read_text()

    def edit(self, old: str, new: str) -> None:
        """Changes the client file as it was first written."""
        assert old in self.written
        (self.project / CLIENT).write_text(self.written.replace(old, new))

    def put(self, collection: str, row: Any) -> None:
        """Puts an object into the tenant behind everybody's back."""
        tenants = TenantFolder(self.tenants)
        try:
            tenants.open(CONTOSO).put(collection, str(row["id"]), row)
        finally:
            tenants.close()

    def remove(self, collection: str, key: str) -> None:
        """Takes an object out of the tenant."""
        tenants = TenantFolder(self.tenants)
        try:
            tenants.open(CONTOSO).delete(collection, key)
        finally:
            tenants.close()

    @property
    def state(self) -> Any:
        """Everything in the state but when it was written: what drifted may be read into it before a gate refuses."""
        state = json.loads((self.home / "state/.pulumi/stacks/holdfast/contoso.json").read_bytes())
        del state["checkpoint"]["latest"]["manifest"]
        return _without(state, "modified")

    def refused(self, slug: str, *command: str) -> str:
        """Runs a command that must refuse with `slug`, and neither write to the tenant nor change the state."""
        since, state, kept = self.log.last_id(), self.state, self.dump()
        printed = self.holdfast(*(command or ("up", "contoso", "--adopt")))
        assert printed.code == ExitCode.NO_ANSWER, printed.all
        assert printed.err.strip().endswith(f"[{slug}]"), printed.all
        assert "Traceback" not in printed.all
        assert [(one.method, one.path) for one in self.writes(since)] == []
        assert self.dump() == kept
        assert self.state == state
        return printed.err

    def done(self, *options: str) -> Printed:
        """Runs an `up` that must go through."""
        printed = self.holdfast("up", "contoso", *options)
        assert printed.code == ExitCode.IN_SYNC, printed.all
        return printed


def _without(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(member, name) for key, member in value.items() if key != name}
    return [_without(item, name) for item in value] if isinstance(value, list) else value


def group(key: str, name: str) -> dict[str, Any]:
    return {
        "id": key,
        "displayName": name,
        "description": None,
        "groupTypes": [],
        "mailEnabled": False,
        "mailNickname": key[-4:],
        "securityEnabled": True,
        "isAssignableToRole": None,
        "membershipRule": None,
        "membershipRuleProcessingState": None,
    }


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    need_engine()
    with Client(tmp_path_factory.mktemp("gates") / "scratch") as made:
        # The group that is left out proves nothing, so the policy makes up for security defaults not for everybody.
        made.done("--allow-less-protection")
        yield made


@pytest.fixture(autouse=True)
def as_written(client: Client) -> Iterator[None]:
    """Every test starts and ends with the client file that was applied first."""
    yield
    (client.project / CLIENT).write_text(client.written)


def test_state_of_another_tenant_is_not_touched(client: Client) -> None:
    client.edit(CONTOSO, FABRIKAM)

    said = client.refused("wrong-tenant")

    assert CONTOSO in said
    assert FABRIKAM in said
    client.refused("wrong-tenant", "preview", "contoso")
    client.refused("wrong-tenant", "destroy", "contoso", "--yes", "--allow-less-protection")


def test_by_hand_as_well_the_state_keeps_its_tenant(client: Client) -> None:
    # Without the group that is left out, for which the other tenant's security defaults would not go off unasked.
    everybody = client.written.replace(f"    excluded_groups: [{GROUP}]\n", "")
    (client.project / CLIENT).write_text(everybody.replace(CONTOSO, FABRIKAM))
    since = client.log.last_id()

    printed = client.pulumi("up", "--yes", "--skip-preview")

    assert printed.code != 0, printed.all
    assert f"belongs to {CONTOSO}, and the client file names {FABRIKAM}" in printed.all
    assert "[wrong-tenant]" in printed.all
    assert client.writes(since) == []
    assert f'"tenantId": "{FABRIKAM}"' not in json.dumps(client.state)


@pytest.mark.parametrize("name", ["id", OTHER_DOMAIN, CONTOSO.upper()])
def test_other_names_of_the_same_tenant_are_the_same_tenant(client: Client, name: str) -> None:
    organization = client.rows("organization")[0]
    names, since = client.names(), client.log.last_id()
    client.edit(
        f"holdfast:tenant: {CONTOSO}", f"holdfast:tenant: {organization['id'] if name == 'id' else name}"
    )

    client.done()

    assert client.names() == names
    assert client.writes(since) == []


def by_hand_is_refused(client: Client, slug: str) -> None:
    """The program of `pulumi up` ends before its first resource, and the tenant is as it was."""
    since = client.log.last_id()

    printed = client.pulumi("up", "--yes", "--skip-preview")

    assert printed.code != 0, printed.all
    assert f"[{slug}]" in printed.all
    assert client.writes(since) == []


def test_name_that_moved_to_another_object_is_confirmed_first(client: Client) -> None:
    old, new = "0d5c0000-0000-4000-8000-000000000001", "0d5c0000-0000-4000-8000-000000000002"
    client.put("groups", group(old, "Partners until 2025"))
    client.put("groups", group(new, GROUP))

    said = client.refused("moved-name")

    assert (old in said, new in said, f"--accept-moved {GROUP} " in said) == (True, True, True)
    preview = client.holdfast("preview", "contoso")
    assert "[moved-name]" in preview.out, preview.all
    by_hand_is_refused(client, "moved-name")
    client.done("--accept-moved", GROUP)
    client.put("groups", group(old, GROUP))
    client.remove("groups", new)
    client.done("--accept-moved", GROUP)


def test_names_in_another_letter_case_are_two_objects_of_one_name_to_every_command(client: Client) -> None:
    """So the directory answers, which takes one for the other; whether something is due or not."""
    twin = "0d5c0000-0000-4000-8000-000000000009"
    client.put("groups", group(twin, GROUP.upper()))

    for command in ("up", "preview"):
        said = client.refused("ambiguous-name", command, "contoso")
        assert twin in said
    control.tamper(client.tenants, CONTOSO, "disable-policy")
    client.refused("ambiguous-name")

    client.remove("groups", twin)
    client.done()


def test_what_the_state_holds_of_no_tenant_is_of_nobody_knows_which(client: Client) -> None:
    """As after an import by the engine's default provider, which goes by whatever the shell held."""
    path = client.home / "state/.pulumi/stacks/holdfast/contoso.json"
    written = path.read_text()
    state = json.loads(written)
    for row in state["checkpoint"]["latest"]["resources"]:
        if row["type"] == "pulumi:providers:azuread":
            row["inputs"].pop("tenantId")
    path.write_text(json.dumps(state))

    for command in (("up",), ("preview",), ("destroy", "--yes", "--allow-less-protection")):
        said = client.refused("wrong-tenant", command[0], "contoso", *command[1:])
        assert "entra.mfa_required/policy" in said

    path.write_text(written)


def test_policy_that_was_made_anew_under_its_name_is_taken_over_and_never_made_twice(client: Client) -> None:
    name = "Holdfast: phishing-resistant MFA for administrators"
    (old,) = (one for one in client.rows("conditionalAccessPolicies") if one["displayName"] == name)
    made = {**old, "id": "0d5c0000-0000-4000-8000-00000000000a", "state": "enabled", "createdDateTime": None}
    client.remove("conditionalAccessPolicies", str(old["id"]))
    client.put("conditionalAccessPolicies", made)

    assert str(made["id"]) in client.refused("moved-name")
    assert "state" in client.refused("less-protection", "up", "contoso", "--accept-moved", name)
    client.done("--accept-moved", name, "--allow-less-protection")

    (now,) = (one for one in client.rows("conditionalAccessPolicies") if one["displayName"] == name)
    assert (now["id"], now["state"]) == (made["id"], old["state"])
    client.done()


def test_by_hand_as_well_nothing_is_made_twice_or_loses_its_name(client: Client) -> None:
    path = client.home / "state/.pulumi/stacks/holdfast/contoso.json"
    written = path.read_text()
    state = json.loads(written)
    latest = state["checkpoint"]["latest"]
    gone = {one["urn"] for one in latest["resources"] if one["urn"].endswith("::entra.mfa_required/policy")}
    latest["resources"] = [
        # What was taken back in its favour came after it, and the engine reads no state in which it is missing.
        {**one, "dependencies": [urn for urn in one.get("dependencies") or [] if urn not in gone]}
        for one in latest["resources"]
        if one["urn"] not in gone
    ]
    path.write_text(json.dumps(state))

    by_hand_is_refused(client, "already-there")

    path.write_text(written)
    baseline = client.project / "baselines/core/1.0.0.yaml"
    text = baseline.read_text()
    assert "Holdfast: retention labels" in text
    baseline.write_text(text.replace("Holdfast: retention labels", "Labels of Holdfast"))
    by_hand_is_refused(client, "replacement-refused")
    client.refused("replacement-refused")
    baseline.write_text(text)
    client.done()


@pytest.mark.parametrize("slug", ["imported-otherwise", "alias-taken"])
def test_what_a_control_holds_is_no_other_resources_by_its_options(client: Client, slug: str) -> None:
    """The engine would take it over unasked, or for an alias, and give it the new name."""
    name, program = "Holdfast: MFA for all users", client.project / "__main__.py"
    (policy,) = (one for one in client.rows("conditionalAccessPolicies") if one["displayName"] == name)
    resources = client.state["checkpoint"]["latest"]["resources"]
    (urn,) = (one["urn"] for one in resources if one["urn"].endswith("::entra.mfa_required/policy"))
    options = {
        "imported-otherwise": f"import_='/identity/conditionalAccess/policies/{policy['id']}'",
        "alias-taken": f"aliases=[{urn!r}]",
    }
    written = program.read_text()
    program.write_text(f"{written}{MINE.replace('OPTIONS', options[slug])}")
    try:
        assert "mine" in client.refused(slug)
        by_hand_is_refused(client, slug)
    finally:
        program.write_text(written)
    client.done()


def test_name_of_another_object_is_never_given_to_ours(client: Client) -> None:
    client.edit("break_glass_group: CA-BreakGlass", f"break_glass_group: {GROUP}")

    said = client.refused("name-taken", "up", "contoso", "--accept-moved", GROUP)

    assert "'CA-BreakGlass' until now" in said
    by_hand = client.pulumi("up", "--yes", "--skip-preview")
    assert "[name-taken]" in by_hand.all
    assert [one["displayName"] for one in client.rows("groups")].count(GROUP) == 1


LESS = {
    "LitigationHold/litigation-hold excludedMailboxes": (
        f"hold_excluded_mailboxes: [{EMMA}]",
        f"hold_excluded_mailboxes: [{EMMA}, admin@{CONTOSO}]",
    ),
    "RetentionLabel/Business record retentionDurationDays": ("record_days: 365", "record_days: 364"),
    "LitigationHold/litigation-hold durationDays": ("hold_days: 1000", "hold_days: 999"),
}
"""What protects less by what is written in the client file, and what protects still less."""


def test_protection_of_data_gets_less_only_by_what_the_client_understands(client: Client) -> None:
    """All of it in one sitting; what is understood of one is not understood of another."""
    old, agreed = "hold_days: 2555", [new for new, _ in LESS.values()]
    client.edit(old, "\n    ".join(agreed))

    said = client.refused("not-understood")

    entries = [line for line in said.splitlines() if line.startswith("    - {object: ")]
    assert len(entries) == len(LESS)
    understood = "\n".join(["\n  holdfast:i_understand:", *entries])
    client.edit(old, "\n    ".join(agreed) + understood)
    told = client.done().err
    assert [about for about in LESS if f"loosened: {about}" not in told] == []
    for about, (new, weaker) in LESS.items():
        client.edit(old, "\n    ".join([weaker if one == new else one for one in agreed]) + understood)
        refusal = client.refused("not-understood")
        assert [one for one in LESS if one in refusal] == [about]
        since = client.log.last_id()
        by_hand = client.pulumi("up", "--yes", "--skip-preview")
        assert "[not-understood]" in by_hand.all
        assert client.writes(since) == []
    (client.project / CLIENT).write_text(client.written)
    client.holdfast("up", "contoso")


def test_longer_retention_that_also_deletes_is_not_shortened_in_passing(client: Client) -> None:
    (label,) = [row for row in client.rows("complianceTags") if row["Name"] == "Business record"]
    key = next(name for name in ("Guid", "id", "Name") if name in label)
    tenants = TenantFolder(client.tenants)
    try:
        tenants.open(CONTOSO).put("complianceTags", str(label[key]), {**label, "RetentionDuration": "3650"})
    finally:
        tenants.close()

    said = client.refused("not-understood")

    assert "retentionDurationDays: 3650 becomes 2555" in said
    by_hand = client.pulumi("up", "--yes", "--skip-preview")
    assert "[not-understood]" in by_hand.all
    tenants = TenantFolder(client.tenants)
    try:
        tenants.open(CONTOSO).put("complianceTags", str(label[key]), label)
    finally:
        tenants.close()
    # The run by hand read the longer one into the state, which is measured against as well.
    assert client.pulumi("refresh", "--yes", "--skip-preview").code == 0


def test_destroy_says_what_no_longer_protects_and_asks(client: Client) -> None:
    said = client.refused("less-protection", "destroy", "contoso", "--yes")

    assert "'Holdfast: MFA for all users' no longer protects" in said
    assert "nothing protects sign-ins any more" in said


def test_destroy_stops_before_the_first_deletion_where_something_is_protected(client: Client) -> None:
    """Else the sign-in policies are gone when the engine comes to it."""
    path = client.home / "state/.pulumi/stacks/holdfast/contoso.json"
    written = path.read_bytes()
    state = json.loads(written)
    (group,) = (one for one in state["checkpoint"]["latest"]["resources"] if one["type"].endswith(":Group"))
    group["protect"] = True
    path.write_text(json.dumps(state))
    try:
        said = client.refused("protected-in-state", "destroy", "contoso", "--yes", "--allow-less-protection")
    finally:
        path.write_bytes(written)
    assert group["urn"] in said


def test_destroy_goes_by_what_the_client_file_says_now_of_protected_data(client: Client) -> None:
    client.edit(PARAMETERS, f"  holdfast:delete_protected_data: true\n{PARAMETERS}")
    client.done()
    client.edit(PARAMETERS, PARAMETERS)

    said = client.refused("deletion-not-allowed", "destroy", "contoso", "--yes", "--allow-less-protection")

    assert "purview.retention_labels_published/policy" in said
    assert "exchange.litigation_hold_enabled/rule" in said
    client.done()
    assert "deletion-not-allowed" not in client.refused("less-protection", "destroy", "contoso", "--yes")


@pytest.mark.parametrize(
    "path", ["/identity/conditionalAccess/policies", "/policies/identitySecurityDefaultsEnforcementPolicy"]
)
def test_sign_ins_that_were_not_read_are_neither_changed_nor_deleted(client: Client, path: str) -> None:
    client.fault({"route": f"GET {path}", "fault": "403"})
    try:
        client.refused("look-failed", "destroy", "contoso", "--yes", "--allow-less-protection")
        client.edit("mfa_state: enabled", "mfa_state: report-only")
        client.refused("look-failed", "up", "contoso", "--allow-less-protection")
    finally:
        client.fault()


def test_last_enabled_policy_is_not_taken_back_without_a_word(client: Client) -> None:
    client.edit(
        "mfa_state: enabled\n    legacy_authentication_state: enabled",
        "mfa_state: report-only\n    legacy_authentication_state: report-only",
    )

    assert "nothing protects sign-ins any more" in client.refused("less-protection")


def test_nothing_to_do_starts_no_engine_and_drift_is_repaired_in_one_run(client: Client) -> None:
    client.done()
    state = client.state

    assert "applying" not in client.done().err
    assert client.state == state
    control.tamper(client.tenants, CONTOSO, "disable-policy")
    printed = client.done()
    assert "repairing drifted objects: 1" in printed.err
    assert "planning" not in printed.err


def test_replacement_is_refused_until_it_is_allowed(client: Client) -> None:
    program = client.project / "__main__.py"
    written = program.read_text()
    # A name that a shell and a list with blanks would take apart.
    text = (
        "import pulumi_azuread as azuread\n"
        '{}azuread.Group("Emma\'s own", display_name="Own", security_enabled=True{})\n'
    )
    program.write_text(written + text.format("", ""))
    client.done()
    (before,) = [row["id"] for row in client.rows("groups") if row["displayName"] == "Own"]
    program.write_text(written + text.format("", ", assignable_to_role=True"))

    said = client.refused("replacement-refused")

    (urn,) = shlex.split(said.rpartition("--allow-replace ")[2].rpartition(" [")[0])
    client.refused("replacement-refused", "up", "contoso", "--allow-replace", urn.partition(" ")[0])
    client.done("--allow-replace", urn)
    (after,) = [row["id"] for row in client.rows("groups") if row["displayName"] == "Own"]
    assert after != before
    program.write_text(written)
    client.holdfast("up", "contoso")
