"""Whether goods can be fetched is decided here, and nothing ships for free by it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.account.models import Address

from plugins.addresses.public import AddressRefused
from plugins.child_orders.models import ChildOrder
from plugins.kernel.models import AuditEntry
from plugins.marketplace.errors import RoleMissing
from plugins.orders.errors import CheckoutNotFound, ShippingMissing, ShippingNotOffered
from plugins.orders.models import PlacedOrder
from plugins.pickups import errors
from plugins.pickups.models import Pickup, PickupPoint
from plugins.pickups.selectors import pick_up_offer
from plugins.pickups.services.point_save import point_change, point_create, point_switch
from tests.unit.marketplace.conftest import join
from tests.unit.pickups.conftest import facts

pytestmark = pytest.mark.django_db
NOW = timezone.now


def test_point_is_kept_in_official_form_and_its_number_unreadable(point):
    assert point.address == "湖北省黄石市大冶市金牛镇胜利路12号"
    assert point.phone == "+867148712345"
    assert point.hours() == ["周一至周六 09:00–18:00", "周日 休息"]
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        PickupPoint.objects.filter(pk=point.pk).update(keep_days=0)
    assert AuditEntry.objects.filter(action="pickups.point.created").count() == 1


def test_only_the_enterprises_own_people_touch_its_points(point, wang, bakery):
    finance = join(bakery, "money@bakery.example", "finance")
    with pytest.raises(errors.PointNotFound):
        point_change(actor=wang, point_id=point.pk, facts=facts())
    with pytest.raises(RoleMissing):
        point_switch(actor=finance, point_id=point.pk, is_open=False)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"county": "不存在县"}, AddressRefused),
        ({"phone": "12"}, AddressRefused),
        ({"hours": []}, errors.HoursInvalid),
        ({"keep_days": 99}, errors.KeepDaysInvalid),
        ({"town": " "}, errors.PointInvalid),
        ({"name": "老街店"}, errors.PointNamedTwice),
    ],
)
def test_what_cannot_be_used_is_refused(point, hu, wrong, error):
    with pytest.raises(error):
        point_create(actor=hu, facts=facts(**{"name": "新店", **wrong}), now=NOW())

    assert PickupPoint.objects.count() == 1


def test_order_for_pick_up_costs_no_delivery_and_goes_to_the_point(
    choose, place, buyer_li, point, daye_address
):
    choose()
    placed = place()

    assert placed.total_fen == 3760
    sent_to = placed.order.shipping_address
    assert (sent_to.company_name, sent_to.first_name) == ("老街店", "王桂兰")
    assert (str(sent_to.phone), sent_to.street_address_1) == ("+8613912345678", "金牛镇胜利路12号")
    assert ChildOrder.objects.get().is_pick_up
    assert Pickup.objects.get().point == point
    # The engine keeps every order's address in her book; the shop's is none of hers.
    buyer_li.refresh_from_db()
    assert not buyer_li.addresses.filter(company_name="老街店").exists()
    assert buyer_li.default_shipping_address is None
    assert Address.objects.filter(pk=sent_to.pk).exists()


def test_several_enterprises_or_no_open_point_say_why(
    choose, checkout, mahua, peach, point, hu, client_of, buyer_li
):
    checkout.lines.create(variant=peach, quantity=1)
    with pytest.raises(errors.SeveralEnterprises):
        choose()
    offer = pick_up_offer(product_ids={peach.product_id})
    assert isinstance(offer.obstacle, errors.NoOpenPoint)
    point_switch(actor=hu, point_id=point.pk, is_open=False)
    assert pick_up_offer(product_ids={mahua.product_id}).points == ()


def test_others_carts_and_points_do_not_exist(choose, buyer_zhou, wang, checkout):
    elsewhere = point_create(actor=wang, facts=facts(name="桃园"), now=NOW())
    with pytest.raises(CheckoutNotFound):
        choose(buyer=buyer_zhou)
    with pytest.raises(errors.PointNotFound):
        choose(where=elsewhere)


def test_free_method_ships_nothing(checkout, method, point, place):
    """The client names the method without having chosen a point."""
    checkout.shipping_method = method
    checkout.save()

    with pytest.raises(ShippingNotOffered):
        place()


def test_an_address_of_her_own_ends_it(choose, checkout, place, daye_address):
    choose()
    checkout.refresh_from_db()
    mine = checkout.shipping_address
    mine.street_address_1 = "东街8号"
    mine.save()

    with pytest.raises(ShippingNotOffered):
        place()
    assert not PlacedOrder.objects.exists()


def test_other_goods_or_a_closed_point_end_it(choose, checkout, place, peach, hu, point):
    choose()
    checkout.lines.create(variant=peach, quantity=1)
    with pytest.raises(ShippingNotOffered):
        place()

    checkout.lines.filter(variant=peach).delete()
    point_switch(actor=hu, point_id=point.pk, is_open=False)
    with pytest.raises((ShippingNotOffered, ShippingMissing)):
        place()


def test_delivery_is_as_dear_as_before_once_a_point_was_given_up(
    choose, checkout, shipping_method, daye_address, place
):
    choose()
    checkout.refresh_from_db()
    checkout.shipping_address = daye_address.get_copy()
    checkout.shipping_method = shipping_method
    checkout.save()

    placed = place()

    assert placed.order.shipping_price_gross_amount == Decimal("8.00")
    assert not Pickup.objects.exists()
    assert not ChildOrder.objects.get().is_pick_up
