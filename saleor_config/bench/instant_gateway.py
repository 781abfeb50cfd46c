"""A gateway for the baseline alone: says yes at once."""

from __future__ import annotations

import uuid
from typing import Any

from saleor.payment import TransactionKind
from saleor.payment.interface import GatewayConfig, GatewayResponse
from saleor.plugins.base_plugin import BasePlugin


class InstantGateway(BasePlugin):
    PLUGIN_ID = "mall.bench.instant"
    PLUGIN_NAME = "Instant"
    DEFAULT_ACTIVE = True
    DEFAULT_CONFIGURATION: list[Any] = []
    CONFIG_STRUCTURE: dict[str, Any] = {}

    def process_payment(self, payment_information: Any, previous_value: Any) -> GatewayResponse:
        return GatewayResponse(
            is_success=True,
            action_required=False,
            kind=TransactionKind.CAPTURE,
            amount=payment_information.amount,
            currency=payment_information.currency,
            transaction_id=uuid.uuid4().hex,
            error=None,
        )

    def get_payment_config(self, previous_value: Any) -> list[dict[str, Any]]:
        return []

    def get_client_token(self, token_config: Any, previous_value: Any) -> str:
        return ""

    def _get_gateway_config(self) -> GatewayConfig:
        return GatewayConfig(
            gateway_name=self.PLUGIN_NAME,
            auto_capture=True,
            connection_params={},
        )
