"""Row 6: the dummy gateway is on, chosen by the client, and charges nothing."""

import pytest
from django.conf import settings
from saleor.plugins.manager import get_plugins_manager

from plugins.orders.errors import NotShippable
from plugins.orders.models import PlacedOrder
from plugins.orders.public import order_ship
from saleor_config.door.registry import FOLDER


def test_only_our_gateways_are_plugged_in(db):
    engines = [path for path in settings.PLUGINS if path.startswith("saleor.payment")]
    gateways = [name for name, _ in get_plugins_manager().list_payment_plugin_names()]

    assert engines == []
    assert not [name for name in gateways if name.startswith("mirumee")]


def test_a_client_never_names_a_gateway():
    texts = [path.read_text() for path in FOLDER.rglob("*.graphql")]

    assert texts
    assert not [text for text in texts if "gateway" in text.lower()]


def test_unpaid_orders_do_not_ship(placed, operator_chen):
    with pytest.raises(NotShippable):
        order_ship(
            number=PlacedOrder.objects.get().number,
            tracking_number="SF1",
            user=operator_chen,
            actor="staff:1",
        )
    placed.refresh_from_db()
    assert placed.status == "unfulfilled"
