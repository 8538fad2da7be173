"""What the engine says when it fails comes out as its reasons, each once, with the lines that belong to them."""

from __future__ import annotations

import pytest

from holdfast.apply.stack import _DAMAGED, _LOCKED, failure
from holdfast.controls.deletions import _HOOK

SAID = {
    "one reason": ("Diagnostics:\n  error: no room\n", "no room"),
    "two reasons": ("error: a\nerror: b\nerror: a\n", "a; b"),
    "a list of reasons": (
        "error: 2 errors occurred:\n\t* no space left on device\n\t* it is locked\n",
        "2 errors occurred: * no space left on device * it is locked",
    ),
    "a numbered list of reasons": (
        "error: 2 errors occurred:\n    1) no room\n    2) rerun with --force\n",
        "2 errors occurred: 1) no room 2) rerun with --force",
    ),
    "an engine that fell over": (
        (
            "The Pulumi CLI encountered a fatal error. This is a bug!\nPanic:            unexpected CLI type\n"
            "goroutine 1 [running]:\n\t/root/go/main.go:65 +0x5e\n"
        ),
        "unexpected CLI type",
    ),
    "a plugin that fell over": (
        "panic: no such file\n\ngoroutine 1 [running]:\n\t/x/host.go:97 +0x51b\n",
        "no such file",
    ),
    "a star that belongs to nothing": ("* a resource\nerror: a\n", "a"),
    "no reason": ("Updating\nsomething went wrong\n", "something went wrong"),
    "nothing": ("", "it said nothing"),
}


INTEGRITY = (
    "error: The Pulumi CLI encountered a snapshot integrity error. This is a bug!\n"
    "* Passing the `--disable-integrity-checking` flag.\n"
    "Write Error:       a refers to unknown provider b\n"
    "Read Error:        snapshot integrity failure; refusing to use it: a refers to unknown provider b\n"
    "Stack Trace:\ngoroutine 1 [running]:\n\t/x/integrity.go:221 +0x34\n"
)


@pytest.mark.parametrize("command", ["up", "preview", "stack export", "destroy"])
def test_state_that_is_not_whole_is_told_with_what_to_do(command: str) -> None:
    error = failure(
        "contoso", command, "error: failed to load checkpoint: unexpected end of JSON input\n", ()
    )

    assert error.slug == "state-damaged"
    assert "the state of contoso cannot" in error.message
    assert "(failed to load checkpoint: unexpected end of JSON input)" in error.message
    assert all(one in error.message for one in ("not whole", ".json.bak", ".pulumi/backups"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            INTEGRITY,
            "snapshot integrity failure; refusing to use it: a refers to unknown provider b",
        ),
        (
            "error: 2 errors occurred:\n    1) state file contains errors: a refers to unknown provider b\n",
            "2 errors occurred: 1) state file contains errors: a refers to unknown provider b",
        ),
    ],
)
def test_state_whose_parts_do_not_fit_is_told_without_how_to_look_away(said: str, why: str) -> None:
    error = failure("contoso", "stack import", said, ())

    assert error.slug == "state-damaged"
    assert f"the state of contoso cannot be loaded ({why}): " in error.message
    assert "--disable" not in error.message


@pytest.mark.parametrize(("said", "told"), SAID.values(), ids=SAID)
def test_reasons_of_the_engine_are_told(said: str, told: str) -> None:
    error = failure("contoso", "up", said, ())

    assert str(error) == f"pulumi up of contoso failed: {told} [engine-failed]"


@pytest.mark.parametrize("said", [f"error: {words}\n" for words in (*_LOCKED, *_DAMAGED, "else")])
def test_every_failure_names_the_client_of_several(said: str) -> None:
    assert " contoso" in failure("contoso", "up", said, ()).message


@pytest.mark.parametrize("command", ["preview", "up"])
def test_program_that_declares_nothing_is_told_as_such(command: str) -> None:
    said = f'error: entra.mfa_required/policy: Preview failed: hook "{_HOOK}" was not registered'
    for error in (
        failure("acme", command, said, ()),
        failure("acme", command, "error: update failed", [said]),
    ):
        assert "does not come to `declare(plan)`" in error.message
        assert "holdfast destroy acme" in error.message
        assert _HOOK not in error.message
