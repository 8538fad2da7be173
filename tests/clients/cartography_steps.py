"""Runs in Cartography's own environment: what it reads of Entra ID, by its own module, without a database.

Its queries go to a session that takes everything; what it would have written is counted by the type of the objects.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any
from unittest.mock import MagicMock

from cartography.config import Config
from cartography.intel.microsoft import start_microsoft_ingestion


def main() -> None:
    """Print how many rows were to be written, by the query."""
    session, written = MagicMock(), dict[str, int]()

    def take(*given: Any, **named: Any) -> MagicMock:
        """Note what a transaction would have written, and say that nothing is left to be done."""
        for one in (*given, *named.values()):
            rows = one.get("DictList") if isinstance(one, dict) else one
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                kind = "user" if "user_principal_name" in rows[0] else "other"
                written[kind] = written.get(kind, 0) + len(rows)
        return MagicMock(counters=MagicMock(contains_updates=False))

    for name in ("execute_write", "execute_read", "write_transaction", "read_transaction"):
        getattr(session, name).side_effect = take
    session.run.return_value.consume.return_value.counters.contains_updates = False
    config = Config(
        neo4j_uri="bolt://nowhere",
        update_tag=1,
        microsoft_tenant_id=os.environ["AZURE_TENANT_ID"],
        microsoft_client_id=sys.argv[2],
        microsoft_client_secret=sys.argv[3],
        microsoft_requested_syncs=sys.argv[1],
    )
    start_microsoft_ingestion(session, config)
    sys.stdout.write(json.dumps(written))


main()
