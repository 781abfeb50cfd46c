"""What happens after a sale: parcels leave and arrive, sellers answer, money goes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page

from plugins.after_sales.models import Case
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_ship import child_ship
from plugins.marketplace.public import MemberActor, actor_for
from plugins.shipments.public import Label
from tests.e2e.buyer import Buyer
from tests.e2e.stage import aside, sweep

_TRACKING = count(75312345678901)
PATIENCE = 20.0  # seconds until WeChat has paid back


def seller_of(part: ChildOrder) -> MemberActor:
    """Return the owner of the enterprise that sold this part of an order."""
    seller = part.enterprise.members.get().user
    return actor_for(user=seller, enterprise_id=part.enterprise_id)


def bought(buyer: Buyer, *lines: tuple[str, int]) -> str:
    """Order and pay with another device; return the order's number."""
    buyer.puts(*lines)
    buyer.goes_to_the_till()
    return str(buyer.pays()["number"])


def leaves(number: str) -> None:
    """Every seller hands his part over to the carrier."""

    def ship() -> None:
        for part in ChildOrder.objects.filter(order__placed__number=number):
            label = Label("ZTO", str(next(_TRACKING)))
            child_ship(
                actor=seller_of(part), number=part.number, labels=[label], now=timezone.now()
            )

    aside(ship)


def received(buyer: Buyer, *lines: tuple[str, int]) -> str:
    """Order, pay, and confirm that everything has arrived; return the order's number."""
    number = bought(buyer, *lines)
    leaves(number)
    buyer.has_received_it()
    return number


def answers(number: str, how: Callable[..., Any], **words: Any) -> None:
    """The seller of a case's goods answers it."""

    def answer() -> None:
        case = Case.objects.get(number=number)
        actor = seller_of(case.child_order)
        how(actor=actor, number=number, now=timezone.now(), **words)

    aside(answer)


def money_arrives(number: str) -> None:
    """WeChat pays back what a case promised, and the shop hears of it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        sweep("wechat_pay.refunds")
        sweep("after_sales.sweep")
        if aside(lambda: Case.objects.get(number=number).state) == "refunded":
            return
        time.sleep(0.3)
    raise AssertionError(f"case {number} was not refunded")


def photograph(folder: Path) -> Path:
    """A picture as a phone takes it."""
    file = folder / "broken.jpg"
    Image.new("RGB", (640, 480), "#8a5a2b").save(file)
    return file


def adds_picture(page: Page, file: Path) -> None:
    """Choose a picture from the album, and wait until the shop has kept it."""
    with page.expect_file_chooser() as album:
        page.get_by_label("添加照片").click()
    album.value.set_files(file)
    page.get_by_label("去掉第 1 张照片").wait_for()
