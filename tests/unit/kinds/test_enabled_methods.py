"""Methods of signing in: one that is on and that nobody named is told, whether this version knows it or not."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra import enabled_methods

OWN = (
    *("HardwareOath", "SoftwareOath", "X509Certificate", "TemporaryAccessPass", "MicrosoftAuthenticator"),
    *("QRCodePin", "VerifiableCredentials", "FederatedIdentityCredential", "Telepathy"),
)
"""What tenants have beside passkeys, and a method that nobody has heard of."""


def method(own_id: str, type_: str = "", **more: Any) -> dict[str, Any]:
    name = type_ or f"{own_id[0].lower()}{own_id[1:]}AuthenticationMethodConfiguration"
    return {"@odata.type": f"#microsoft.graph.{name}", "id": own_id, "state": "enabled", **more}


def judged(*rows: Any, named: tuple[str, ...] = ()) -> Any:
    fido = method("Fido2", state="disabled")
    policy = {"authenticationMethodConfigurations": [fido, *rows]}
    return enabled_methods.judged(policy, {"methods": list(named)} if named else {})


@pytest.mark.parametrize("own_id", OWN)
def test_a_method_that_is_on_is_told_unless_it_is_named(own_id: str) -> None:
    (told,) = judged(method(own_id)).violations
    assert (told.member, told.property, told.expected, told.found) == (
        own_id,
        "state",
        "disabled",
        "enabled",
    )
    assert told.remedy is None
    assert judged(method(own_id), named=(own_id.upper(),)).covered == 2
    assert judged(method(own_id, state="disabled")).covered == 2


@pytest.mark.parametrize("state", [None, "", "maybe", 1])
def test_a_method_of_which_nobody_knows_whether_it_is_on_is_unknown_even_where_it_is_named(
    state: Any,
) -> None:
    found = judged(method("Telepathy", state=state), named=("Telepathy",))
    assert [one.member for one in found.unjudged] == ["Telepathy"]
    assert not found.violations


def test_what_other_kinds_are_about_is_left_to_them() -> None:
    others = [method(one) for one in ("Sms", "Voice", "Email")]
    outside = method("e", "externalAuthenticationMethodConfiguration")
    found = judged(*others, outside)
    assert (found.covered, found.violations, found.unjudged) == (1, (), ())


@pytest.mark.parametrize(
    "policy", [None, {}, {"authenticationMethodConfigurations": [method("QRCodePin", state="disabled")]}]
)
def test_methods_that_are_not_whole_are_no_good_news(policy: Any) -> None:
    with pytest.raises(MisreadError):
        enabled_methods.judged(policy, {})
