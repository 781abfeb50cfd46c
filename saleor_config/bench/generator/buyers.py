"""People who buy: known to WeChat, with an address each."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from saleor.account.models import Address

from plugins.wechat.models import WechatIdentity
from saleor_config.bench.generator import words
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.size import PAPERS_BEFORE, SPAN, Size
from saleor_config.bench.generator.world import NO_PASSWORD, Buyer, World

User = get_user_model()
PIECE = 10_000


def buyers_make(world: World) -> int:
    """Write the buyers that are missing, a piece at a time."""
    size = world.size
    mine = User.objects.filter(email__startswith=f"{size.mark}-b").order_by("email")
    found = mine.count()
    for first in range(found, size.buyers, PIECE):
        with one_piece():
            _write(world, range(first, min(first + PIECE, size.buyers)))
    world.buyers = [
        Buyer(user_id=pk, email=email, openid=openid_of(size, int(email[len(size.mark) + 2 :][:7])))
        for pk, email in mine.values_list("pk", "email")
    ]
    return size.buyers - min(found, size.buyers)


def openid_of(size: Size, number: int) -> str:
    return f"o-{size.mark}-{number:07d}"


def _write(world: World, numbers: range) -> None:
    size = world.size
    joined = size.until - SPAN - PAPERS_BEFORE
    addresses = address_rows()
    users = Rows(
        User, "id", "email", "first_name", "last_name", "date_joined",
        "default_shipping_address_id", password=NO_PASSWORD,
    )  # fmt: skip
    identities = Rows(
        WechatIdentity, "openid", "user_id", "created_at", "last_login_at", app_id=world.appid
    )
    user_ids, address_ids = Ids(User), Ids(Address)
    for number in numbers:
        dice = size.dice("buyer", number)
        user_id, address_id = user_ids.next(), address_ids.next()
        surname, given = words.person(dice)
        province, city, district, postcode = dice.choice(words.PLACES)
        addresses.add(
            address_id, given, surname, words.street(dice), city, district, postcode, province,
            words.phone(dice),
        )  # fmt: skip
        at = joined + timedelta(minutes=number % 40_000)
        email = f"{size.mark}-b{number:07d}@example.com"
        users.add(user_id, email, given, surname, at, address_id)
        identities.add(openid_of(size, number), user_id, at, size.until)
    for rows in (addresses, users, identities):
        rows.write()


def address_rows() -> Rows:
    """Addresses in China; buyers have them, and orders have their own."""
    return Rows(
        Address, "id", "first_name", "last_name", "street_address_1", "city", "city_area",
        "postal_code", "country_area", "phone", country="CN",
    )  # fmt: skip
