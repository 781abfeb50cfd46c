"""The shelves of a buyer's list of orders: what she waits for, answered by who knows it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.child_orders.services.child_ship import child_ship
from plugins.kernel.registry import capabilities
from plugins.orders.stages import OrderStage
from tests.unit.after_sales.conftest import ask
from tests.unit.child_orders.conftest import ZTO

__all__ = ["ask"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages(client_of):
    """Return the stages in which a buyer finds an order."""

    def found(buyer, number):
        shelves = {
            stage.name: client_of(buyer).data("MyOrders", stage=stage.name)["myOrders"]
            for stage in OrderStage
        }
        assert all(shelf["totalCount"] == len(shelf["nodes"]) for shelf in shelves.values())
        return {
            name
            for name, shelf in shelves.items()
            if number in [node["number"] for node in shelf["nodes"]]
        }

    return found


def test_every_stage_is_answered_by_one_capability():
    answered = sorted(stage for config in capabilities() for stage in config.order_stages)

    # Orders know themselves what awaits payment.
    assert answered == sorted(stage.value for stage in OrderStage if stage.value != "to_pay")


def test_unpaid_order_waits_for_payment_alone(buy, buyer_li, mahua, stages):
    placed = buy(buyer_li, (mahua, 1), pay=False)

    assert stages(buyer_li, placed.number) == {"TO_PAY"}


def test_order_of_two_enterprises_is_in_two_stages(
    placed, buyer_li, buyer_zhou, wang, child_of, orchard, stages
):
    assert stages(buyer_li, placed.number) == {"TO_SHIP"}

    child_ship(actor=wang, number=child_of(orchard).number, labels=[ZTO], now=timezone.now())

    assert stages(buyer_li, placed.number) == {"TO_SHIP", "TO_RECEIVE"}
    assert stages(buyer_zhou, placed.number) == set()


def test_received_order_can_be_reviewed(received, buyer_li, stages):
    assert stages(buyer_li, received.number) == {"TO_REVIEW"}


def test_order_with_a_case_is_among_after_sales(placed, buyer_li, mahua, ask, stages):
    ask({mahua: 1})

    assert Case.objects.get().order_id == placed.order_id
    assert "AFTER_SALES" in stages(buyer_li, placed.number)


def test_stage_costs_the_list_no_query(placed, buyer_li, client_of):
    client = client_of(buyer_li)
    client.data("MyOrders")  # what is read once and kept
    with CaptureQueriesContext(connection) as without:
        client.data("MyOrders")

    with CaptureQueriesContext(connection) as within:
        shelf = client.data("MyOrders", stage="TO_SHIP")["myOrders"]

    assert shelf["totalCount"] == 1
    assert len(within) == len(without)
