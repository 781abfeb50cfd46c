"""Prices and stocks of live goods: at once, within bounds, never over somebody's head."""

from decimal import Decimal

import pytest
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.models import AuditEntry
from plugins.listings import errors
from plugins.listings.services.sales_change import PriceChange, StockChange, sales_change
from plugins.marketplace.public import RoleMissing
from tests.unit.listings.conftest import price

pytestmark = pytest.mark.django_db


@pytest.fixture
def peach(live, owner_wang):
    return live(owner_wang)


@pytest.fixture
def change(peach, goods_hand):
    """Change the one variant as 钱师傅: `change(price="59.00", quantity="5")`."""
    one = peach.product.variants.get()
    stock = Stock.objects.get()

    def make(*, price=None, quantity=None, seen_price="49.90", seen="20", actor=goods_hand):
        prices = [PriceChange(one.pk, seen_price, price)] if price is not None else []
        stocks = [StockChange(stock.pk, seen, quantity)] if quantity is not None else []
        return sales_change(actor=actor, listing_id=peach.pk, prices=prices, stocks=stocks)

    return make


def test_price_and_stock_hold_at_once_and_are_on_record(peach, change, goods_hand):
    assert change(price="59.00", quantity="35") == 2

    peach.product.refresh_from_db()
    assert price(peach.product.variants.get()) == Decimal("59.00")
    assert peach.product.minimal_variant_price_amount == Decimal("59.00")
    assert Stock.objects.get().quantity == 35
    trail = AuditEntry.objects.filter(
        action__in=["listings.price.changed", "listings.stock.changed"]
    )
    assert {(each.actor, each.details["before"]) for each in trail} == {
        (str(goods_hand), "49.90"),
        (str(goods_hand), 20),
    }


def test_saying_the_same_changes_nothing(peach, change):
    assert change(price="49.9", quantity="20") == 0

    assert not AuditEntry.objects.filter(action="listings.price.changed").exists()


@pytest.mark.parametrize("wrong", ["0", "-1", "1.001", "x"])
def test_wrong_price_changes_neither_price_nor_stock(peach, change, wrong):
    with pytest.raises(errors.ContentInvalid):
        change(price=wrong, quantity="5")

    assert Stock.objects.get().quantity == 20


def test_stock_is_never_below_what_is_ordered(peach, change, buyer_li, checkout_of):
    from saleor.order.models import Order, OrderLine

    order = Order.objects.create(user=buyer_li, token="t-1", currency="CNY")
    one = peach.product.variants.get()
    line = OrderLine.objects.create(
        order=order,
        variant=one,
        product_name="桃",
        product_sku=one.sku,
        is_shipping_required=True,
        quantity=6,
        unit_price_net_amount=1,
        unit_price_gross_amount=1,
        currency="CNY",
    )
    Allocation.objects.create(order_line=line, stock=Stock.objects.get(), quantity_allocated=6)

    with pytest.raises(errors.StockBelowOrdered, match="6 件"):
        change(price="59.00", quantity="5")

    assert (Stock.objects.get().quantity, price(one)) == (20, Decimal("49.90"))
    assert change(quantity="6") == 1


def test_figure_that_changed_meanwhile_is_not_written_over(peach, change):
    Stock.objects.update(quantity=12)  # eight were shipped while the form was open

    with pytest.raises(errors.SalesChanged, match="12"):
        change(quantity="30")

    assert Stock.objects.get().quantity == 12


def test_figure_that_was_left_alone_in_the_form_is_nobodys_wish(peach, change):
    Stock.objects.update(quantity=12)

    assert change(price="59.00", quantity="20") == 1

    assert Stock.objects.get().quantity == 12


def test_other_enterprises_and_packers_change_nothing(peach, change, owner_peng, packer_liu):
    with pytest.raises(errors.ListingNotFound):
        change(price="1.00", actor=owner_peng)
    with pytest.raises(RoleMissing):
        change(price="1.00", actor=packer_liu)

    assert price(peach.product.variants.get()) == Decimal("49.90")


def test_variants_of_other_goods_do_not_exist(peach, live, owner_wang, goods_hand):
    other = live(owner_wang)
    foreign = other.product.variants.get()

    with pytest.raises(errors.VariantNotFound):
        sales_change(
            actor=goods_hand,
            listing_id=peach.pk,
            prices=[PriceChange(foreign.pk, "49.90", "1.00")],
        )


def test_goods_that_were_never_approved_have_no_price_to_change(drafted, owner_wang):
    submission = drafted(owner_wang)

    with pytest.raises(errors.NotLive):
        sales_change(actor=owner_wang, listing_id=submission.listing_id)
