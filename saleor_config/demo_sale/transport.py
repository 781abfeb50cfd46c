"""Talking to the shop and to the WeChat simulator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from saleor_config.demo_sale.errors import Deviation

PATIENCE = 20.0  # seconds for one answer


@dataclass
class Shop:
    """The public door, by names of registered documents."""

    address: str
    document_ids: dict[str, str]
    token: str = ""
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def send(self, name: str, **variables: Any) -> dict[str, Any]:
        """Send a registered document and return its data.

        Raises:
            Deviation: anything but an answer without errors.
        """
        headers = {"Authorization": f"JWT {self.token}"} if self.token else {}
        response = self.http.post(
            f"{self.address}/graphql/",
            json={"id": self.document_ids[name], "variables": variables},
            headers=headers,
        )
        answer = response.json()
        if response.status_code != 200 or answer.get("errors"):
            raise Deviation(f"{name}: HTTP {response.status_code} {answer.get('errors')}")
        return answer["data"]


@dataclass
class Simulator:
    """What the buyer's WeChat app and fingers do."""

    address: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        response = self.http.post(f"{self.address}/sim/{path}", json=body)
        if response.status_code >= 300:
            raise Deviation(f"simulator {path}: HTTP {response.status_code} {response.text}")
        return response.json()

    def get(self, path: str) -> dict[str, Any]:
        return self.http.get(f"{self.address}/sim/{path}").raise_for_status().json()
