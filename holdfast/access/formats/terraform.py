"""Terraform with the azuread provider.

Source: documentation of `azuread_client_config`, `azuread_domains`, `azuread_app_role_assignment`,
`azuread_directory_role_assignment` and of `app_role_ids` of the
data source `azuread_service_principal`, hashicorp/azuread (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.access.formats.interface import Format, about, by_api, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.access.needs import Access, Grant

_PROVIDER = """\
terraform {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
}
"""
_HEAD = """\

variable "application_id" {
  description = "Client id of the application that Holdfast signs in as."
  type        = string
}

data "azuread_client_config" "signed_in" {}

data "azuread_domains" "signed_in" {}
"""
_APPLICATION = """\
data "azuread_service_principal" "application" {{
  client_id = var.application_id

  lifecycle {{
    precondition {{
      condition     = contains(local.signed_in_to, "{tenant}")
      error_message = "Terraform is not signed in to {tenant}."
    }}
  }}
}}"""
_SIGNED_IN_TO = """\
locals {
  signed_in_to = concat(
    [data.azuread_client_config.signed_in.tenant_id],
    [for one in data.azuread_domains.signed_in.domains : lower(one.domain_name)],
  )
}
"""
_ROLES = """\
resource "azuread_directory_role" "holdfast" {
  for_each     = local.directory_roles
  display_name = each.value
}

resource "azuread_directory_role_assignment" "holdfast" {
  for_each            = local.directory_roles
  role_id             = azuread_directory_role.holdfast[each.value].template_id
  principal_object_id = data.azuread_service_principal.application.object_id
}"""


def render(access: Access) -> str:
    """Return the configuration."""
    return "\n".join(_lines(access)) + "\n"


def _lines(access: Access) -> Iterator[str]:
    yield from about(access, "#")
    yield _PROVIDER
    yield 'provider "azuread" {'
    yield f'  environment = "{access.cloud.plugin_environment}"'
    yield "}"
    yield _HEAD
    yield _SIGNED_IN_TO
    # One application may be in many tenants, and what a client needs is granted in its own alone.
    yield _APPLICATION.format(tenant=access.tenant.lower())
    for number, ((api, app_id), grants) in enumerate(by_api(access).items(), 1):
        yield ""
        yield f"# {api}"
        yield from _of_api(f"api{number}", app_id, grants)
    if access.roles:
        yield ""
        yield from _set("directory_roles", list(access.roles))
        yield ""
        yield _ROLES


def _of_api(name: str, app_id: str, grants: list[Grant]) -> Iterator[str]:
    yield f'data "azuread_service_principal" "{name}" {{'
    yield f'  client_id = "{app_id}"'
    yield "}"
    yield ""
    yield from _set(f"{name}_permissions", grants)
    yield ""
    yield f'resource "azuread_app_role_assignment" "{name}" {{'
    yield f"  for_each            = local.{name}_permissions"
    yield f"  app_role_id         = data.azuread_service_principal.{name}.app_role_ids[each.value]"
    yield "  principal_object_id = data.azuread_service_principal.application.object_id"
    yield f"  resource_object_id  = data.azuread_service_principal.{name}.object_id"
    yield "}"


def _set(name: str, grants: list[Grant]) -> Iterator[str]:
    yield "locals {"
    yield f"  {name} = toset(["
    for grant in grants:
        yield from (f"    # {one}" for one in reasons(grant))
        yield f'    "{grant.name}",'
    yield "  ])"
    yield "}"


FORMAT = Format(render)
