"""A client of this repository on the newest version of its baseline: what a new control is in before any client is.

Released versions never change, and a client names the version that it is on. So a control that is new is in the plan
of no client file; these tests look at it as a client will have it after the next upgrade.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.purview.retention_label_auto_apply_policy import APPLIES
from holdfast.kinds.purview.retention_policy import ERASES
from holdfast.kinds.services.backup_rule import ONE_WAY
from holdfast.plan.files import baselines, clients
from tests.tried import tried_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[1]
ENTRY = {
    "by": {"name": "Ana Popescu", "mail": "ana.popescu@contoso.example"},
    "on": "2026-11-20",
    "until": "2027-12-20",
    "evidence": {"sha256": "0f" * 32, "kept": "Screenshots in the wiki of IT, page Attestations"},
}
"""An attestation but for what it is about."""
_PARAMETER = re.compile(r"\$\{(\w+)\}")
_TENANT = re.compile(r"^  holdfast:tenant: (\S+)$", re.MULTILINE)
_BASELINE = re.compile(r"^(  holdfast:baseline: )(\w+)@\S+$", re.MULTILINE)


def upgrade(project: Path, client: str, version: str = "") -> None:
    """Put the client of `project` on a version of its baseline, the newest where none is said."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    text, count = _BASELINE.subn(
        lambda found: f"{found[1]}{found[2]}@{version or baselines(project)[found[2]][-1]}",
        path.read_text(encoding="utf-8"),
    )
    assert count == 1, f"{path} names no baseline"
    path.write_text(text, encoding="utf-8")


def chosen() -> dict[str, Any]:
    """Parameters by which a client chooses all that is off by default: each switch, and what controls say besides."""
    switches = dict.fromkeys(_switches(), True)
    said = [pair for one in tried_controls().values() for pair in one.chosen.items()]
    twice = [name for name, number in Counter(name for name, _ in said).items() if number > 1]
    assert not twice, f"chosen by the files of two controls: {twice}"
    return {**switches, **dict(said)}


def _switches() -> Iterator[str]:
    """Yield the parameters that are the `enabled` of a control which a client chooses, in any baseline."""
    for name, control in controls().items():
        if issubclass(control, ChosenControl):
            for path in (PROJECT / "baselines").glob("*/*.yaml"):
                settings = (_layer(path).get("controls") or {}).get(name) or {}
                if found := _PARAMETER.fullmatch(str(settings.get("enabled"))):
                    yield found[1]


def layers_of_core(version: str) -> tuple[dict[str, Any], ...]:
    """Return a version of `core` and all that it extends, as they are written."""
    layer = _layer(PROJECT / "baselines" / "core" / f"{version}.yaml")
    extended = str(layer.get("extends") or "").partition("@")[2]
    return (layer, *(layers_of_core(extended) if extended else ()))


@cache
def _layer(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def choose(project: Path, client: str, version: str = "") -> None:
    """Have the client of `project` choose all that is off by default, in a version of core where one is said."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    layers = layers_of_core(version) if version else ()
    known = {name for one in layers for name in one.get("parameters") or {}}
    there = {name for one in layers for name in one["controls"]}
    chosen_here = written({name: one for name, one in chosen().items() if not version or name in known})
    text = path.read_text(encoding="utf-8").replace(
        "  holdfast:parameters:\n", f"  holdfast:parameters:\n{chosen_here}", 1
    )
    assert chosen_here in text, f"{path} has no parameters"
    tenant = _TENANT.search(text)
    assert tenant, f"{path} names no tenant"
    attested = attestations(tenant[1], there if version else None)
    path.write_text(f"{text}{attested}", encoding="utf-8")


def enable(project: Path) -> None:
    """Have contoso enable every policy that starts in report-only, with whatever such a policy binds nobody without."""
    names = {
        name
        for path in (PROJECT / "baselines").glob("*/*.yaml")
        for name, one in (_layer(path).get("parameters") or {}).items()
        if one.get("default") == "report-only"
    }
    said = {name: value for one in tried_controls().values() for name, value in one.acting.items()}
    path = project / "clients" / "Pulumi.contoso.yaml"
    text = path.read_text(encoding="utf-8")
    given = {name: "enabled" for name in sorted(names) if f"    {name}: " not in text}
    parameters = "  holdfast:parameters:\n"
    assert text.count(parameters) == 1, f"{path} has no parameters"
    path.write_text(text.replace(parameters, f"{parameters}{written({**given, **said})}"), encoding="utf-8")


def written(parameters: Mapping[str, Any]) -> str:
    """Return parameters as lines of a client file."""
    return "".join(f"    {name}: {json.dumps(value)}\n" for name, value in parameters.items())


def attestations(tenant: str, of: set[str] | None = None) -> str:
    """Return the group of a client file that attests what is chosen of a tenant, all of it or the controls `of` it."""
    entries = "".join(
        f"    - {json.dumps({'control': control, 'tenant': tenant, **ENTRY, 'values': one.attested})}\n"
        for control, one in tried_controls().items()
        if one.attested and (of is None or control in of)
    )
    return f"  holdfast:attestations:\n{entries}"


def agree(project: Path, client: str) -> None:
    """Have the client of `project` agree to Microsoft 365 Backup, and that what is kept, or labelled, ends."""
    path = project / "clients" / f"Pulumi.{client}.yaml"
    backups = ("MailboxBackup/mailbox-backup", "DriveBackup/drive-backup", "SiteBackup/site-backup")
    policies = ("RetentionPolicy/Holdfast: mail and files", "RetentionPolicy/Holdfast: Teams")
    labelling = "RetentionLabelAutoApplyPolicy/Holdfast: retention labels: Business record"
    steps = [
        Loosened(labelling, "label", "", value="Business record", one_way=APPLIES),
        *(Loosened(one, "enableService", "", value=True, one_way=ONE_WAY) for one in backups),
        *(Loosened(one, "retentionAction", "", value="KeepAndDelete", one_way=ERASES) for one in policies),
    ]
    entries = "".join(f"{one.entry}\n" for one in steps)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}  holdfast:i_understand:\n{entries}", encoding="utf-8")


def upgraded_project(folder: Path) -> Path:
    """Make a project in `folder` with every client of this repository, each on the newest version of its baseline."""
    shutil.copy(PROJECT / "__main__.py", folder)
    shutil.copytree(PROJECT / "clients", folder / "clients")
    (folder / "baselines").symlink_to(PROJECT / "baselines", target_is_directory=True)
    for client in clients(PROJECT):
        upgrade(folder, client)
        choose(folder, client)
        agree(folder, client)
    return folder
