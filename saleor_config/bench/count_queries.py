"""Count the database queries of each scenario in one process: `python -m … <side>`."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from saleor_config.bench.scenarios import SCENARIOS, BenchFailed, Goods
from saleor_config.bench.sides import BASELINE, SHOP, body_of


def main() -> None:
    side = SHOP if sys.argv[1] == SHOP.name else BASELINE
    goods = Goods(**json.loads(sys.argv[2]))
    os.environ["DJANGO_SETTINGS_MODULE"] = side.settings
    import django

    django.setup()

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    http = Client(SERVER_NAME="127.0.0.1")
    headers: dict[str, str] = {}

    def send(document: str, /, **variables: Any) -> dict[str, Any]:
        answer = http.post(
            "/graphql/",
            json.dumps(body_of(side, document, variables)),
            content_type="application/json",
            headers=headers,
        ).json()
        if answer.get("errors"):
            raise BenchFailed(str(answer["errors"]))
        return answer["data"]

    counts = []
    for scenario in SCENARIOS:
        act = scenario.shop if side.by_id else scenario.baseline
        if side.by_id and scenario.needs_login:
            headers["Authorization"] = f"JWT {sys.argv[3]}"
        act(send, goods)  # warm caches of content types and the like
        with CaptureQueriesContext(connection) as captured:
            act(send, goods)
        counts.append(len(captured))
    sys.stdout.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    main()
