"""Where a refusal points: at the line that gives a property its value, in a baseline or in the client file."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.apply.settings_written import written_at

CLIENT = """config:
  holdfast:tenant: acme.example
  holdfast:baseline: own@1.0.0
  holdfast:parameters:
    backed_up: enabled
    may_be_enabled: true
    labels:
      - name: Deed
        duration_days: 365
        record: regulatory
      - name: Invoice
        duration_days: 365
        action: delete
        applied_to: subject:invoice
"""
BASELINE = """parameters:
  backed_up: {type: string, default: disabled, description: Whether mail is backed up.}
  may_be_enabled: {type: boolean, default: false, description: Whether the service is enabled.}
  labels: {type: list, default: [], description: The labels.}
controls:
  backup.exchange_protected:
    enabled: true
    enable_service: ${may_be_enabled}
  backup.onedrive_protected:
    enabled: true
    enable_service: true
  purview.retention_labels_published:
    labels: ${labels}
"""
FILE, OWN = "clients/Pulumi.acme.yaml", "baselines/own/1.0.0.yaml"


@pytest.mark.parametrize(
    ("name", "key", "path", "expected"),
    [
        ("backup.exchange_protected", "mailbox-backup", "enableService", f"{FILE}:6"),
        ("backup.onedrive_protected", "drive-backup", "enableService", f"{OWN}:11"),
        ("backup.onedrive_protected", "drive-backup", "noSetting", f"{OWN}:9"),
        ("purview.retention_labels_published", "deed", "regulatory", f"{FILE}:10"),
        ("purview.retention_labels_published", "Labels: Invoice", "label", f"{FILE}:14"),
        ("purview.retention_labels_published", "Labels: Deed", "label", f"{FILE}:8"),
        ("purview.retention_labels_published", "Invoice", "retentionAction", f"{FILE}:13"),
        ("purview.retention_labels_published", "Invoice", "retentionDurationDays", f"{FILE}:12"),
        ("purview.retention_labels_published", "Unnamed", "regulatory", f"{OWN}:12"),
        ("somebody's own", "Deed", "regulatory", "the program"),
    ],
)
def test_a_refusal_points_at_the_value_and_where_that_is_not_known_at_the_control(
    tmp_path: Path, name: str, key: str, path: str, expected: str
) -> None:
    for file, text in ((FILE, CLIENT), (OWN, BASELINE)):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / "__main__.py").write_text("", encoding="utf-8")

    assert written_at(tmp_path, "acme", name, key, path) == expected
