"""Protection of data in apps on Android, by Intune: nobody has made a policy of it; read only."""

from __future__ import annotations

from holdfast.emulator.declared.managed_apps import app_protection

SERVICE = app_protection(
    "Android",
    "androidManagedAppProtection",
    flags=("screenCaptureBlocked", "disableAppEncryptionIfDeviceEncryptionIsEnabled", "encryptAppData"),
    texts=(
        "minimumRequiredPatchVersion",
        "minimumWarningPatchVersion",
        "customBrowserPackageId",
        "customBrowserDisplayName",
    ),
)
