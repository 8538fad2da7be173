"""How `entra.method_migration_completed` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "reopen-method-migration": (
            Found(
                "AuthenticationMethodsPolicy",
                "policyMigrationState",
                expected="migrationComplete",
                found="migrationInProgress",
            ),
        )
    },
)
