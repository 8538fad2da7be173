"""How `entra.federated_credentials_known` is tried."""

from __future__ import annotations

from holdfast.emulator.seeds.ids import client_id_of
from tests.controls.shared import COMPARED
from tests.tried import CONTOSO, Found, TriedControl

_READER = client_id_of(CONTOSO, "Reader")
_CREDENTIAL = {"app_id": _READER, "subject": "repo:contoso/tenant:ref:refs/heads/main"}

TRIED = TriedControl(
    any_text={"credentials.subject": COMPARED},
    enough={"credentials": ({"credentials": [{**_CREDENTIAL, "issuer": "https://ci.contoso.com"}]},)},
    too_little={"credentials": ({"credentials": [{**_CREDENTIAL, "issuer": "http://ci.contoso.com"}]},)},
    found={
        "let-own-workflow-in": (
            Found(
                "FederatedCredentials",
                f"members[Reader ({_READER})].federatedIdentityCredentials",
                expected=[],
                found=["https://token.actions.githubusercontent.com repo:mallory/build:ref:refs/heads/main"],
                put_right=False,
            ),
        )
    },
)
