"""Signs in with azure-identity, reads Graph with msgraph-sdk, and prints one JSON object of what it got.

usage: main.py TENANT CLIENT GROUP WAY..., with CLIENT_SECRET or CLIENT_CERTIFICATE and the proxy in the environment.
Nothing here knows the embedded tenant.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

from azure.identity import CertificateCredential, ClientSecretCredential
from azure.identity.aio import CertificateCredential as AsyncCertificateCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph.graph_service_client import GraphServiceClient

Query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters


def credential_of(way: str, tenant: str, client: str) -> Any:
    """The credential of azure-identity that signs in that way."""
    if way == "secret":
        return ClientSecretCredential(tenant, client, os.environ["CLIENT_SECRET"])
    kind = CertificateCredential if way == "certificate" else AsyncCertificateCredential
    return kind(tenant, client, certificate_path=os.environ["CLIENT_CERTIFICATE"])


async def read(graph: GraphServiceClient, group: str) -> dict[str, Any]:
    """What the tests look at."""
    query = RequestConfiguration(query_parameters=Query(top=2, select=["id", "displayName"]))
    first = page = await graph.users.get(query)
    pages = 1
    while page is not None and page.odata_next_link:
        page = await graph.users.with_url(page.odata_next_link).get()
        pages += 1
    policies = await graph.identity.conditional_access.policies.get()
    cast = await graph.groups.by_group_id(group).members.graph_user.get()
    try:
        await graph.users.by_user_id("nobody").get()
        refused = None
    except ODataError as error:
        refused = [error.response_status_code, error.error.code if error.error else None]
    return {
        "users": [one.id for one in (first.value if first else None) or []],
        "pages": pages,
        "policies": [one.id for one in (policies.value if policies else None) or []],
        "cast": [one.id for one in (cast.value if cast else None) or []],
        "refused": refused,
    }


async def main() -> None:
    """Read by every way, and print what was read by each."""
    tenant, client, group, *ways = sys.argv[1:]
    found = {}
    for way in ways:
        credential = credential_of(way, tenant, client)
        found[way] = await read(GraphServiceClient(credential), group)
        closing = credential.close()
        if closing is not None:
            await closing
    sys.stdout.write(json.dumps(found))


asyncio.run(main())
