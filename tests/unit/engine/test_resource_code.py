"""The Python code that `pulumi import` shows."""

from __future__ import annotations

import textwrap

import pytest

from holdfast.engine.resource_code import resource_code, snake_case


def test_resource_is_declared_with_its_inputs_and_options() -> None:
    source = """
        package acme { baseProviderName = "acme" }
        resource theLabel "acme:records/label:Label" {
            __logicalName = "the label"
            displayName = "Seven \\"years\\""
            retentionDays = 2555
            isRecord = false
            notes =null
            locations =["a", "b"]
            settings ={ firstDay = 1, "as is" ={} }
            secretValue = secret("x")
            options { protect = true
            parent = other }
        }
    """

    code = resource_code(source, lambda _: {})

    assert code == textwrap.dedent(
        """\
        import pulumi
        import pulumi_acme as acme

        the_label = acme.records.Label(
            "the label",
            display_name="Seven \\"years\\"",
            retention_days=2555,
            is_record=False,
            notes=None,
            locations=["a", "b"],
            settings={"first_day": 1, "as is": {}},
            secret_value=pulumi.Output.secret("x"),
            opts=pulumi.ResourceOptions(protect=True, parent=other),
        )
        """
    )


def test_package_is_named_and_laid_out_as_its_schema_says() -> None:
    facts = {"packageName": "acme.resources", "moduleNameOverrides": {"records": "", "mail": "post"}}
    source = 'resource a "acme:records:Label" { } resource b "acme:mail:Rule" { } resource c "acme:x/y:Z" { }'

    lines = resource_code(source, lambda _: facts).splitlines()

    assert "import acme.resources as acme" in lines
    for start in ("a = acme.Label(", "b = acme.post.Rule(", "c = acme.x.Z("):
        assert start in lines


def test_escaped_template_is_text() -> None:
    code = resource_code('resource a "p:index:T" { text = "$${x} %%{y}" }', lambda _: {})

    assert 'text="${x} %{y}",' in code


def test_long_collections_are_broken_over_lines() -> None:
    items = ", ".join(f'"{"x" * 30}{n}"' for n in range(4))
    code = resource_code(f'resource a "p:index:T" {{ list = [{items}] }}', lambda _: {})

    compile(code, "code", "exec")
    assert f'    list=[\n        "{"x" * 30}0",\n' in code
    assert "\n    ],\n" in code


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('resource a "p:index:T" { text = "${other.id}" }', "a template"),
        ('resource a "p:index:T" { file = fileAsset("x") }', "the function fileAsset"),
        ('variable "x" { }', "a variable block"),
        ('resource a "p:index:T" { text = ', "the end"),
        ("resource a ? {", "the character '?'"),
    ],
)
def test_what_is_not_covered_is_shown_as_described(source: str, reason: str) -> None:
    code = resource_code(source, lambda _: {})

    assert reason in code.splitlines()[0]
    assert all(line.startswith("#") for line in code.splitlines())
    assert source.strip() in code


@pytest.mark.parametrize(
    ("name", "expected"),
    [("displayName", "display_name"), ("isMFARequired", "is_mfa_required"), ("from", "from_")],
)
def test_names_are_spelt_as_in_pulumi_packages(name: str, expected: str) -> None:
    assert snake_case(name) == expected
