"""Plays the scripts, as phones do: over HTTP, asking again when nobody answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saleor_config.chaos.counter import Counter
from saleor_config.chaos.crowd import Story, together
from saleor_config.chaos.diary import Diary
from saleor_config.chaos.fates import Fates
from saleor_config.chaos.phone import Phone, Silence
from saleor_config.chaos.premises import ADDRESS, Premises
from saleor_config.chaos.scripts import Paying, Placing, Script
from saleor_config.chaos.wechat import Wechat

#: How often, and after how many seconds, a buyer asks again.
PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
#: Before they have an order: the shop may be down for a while, and they want to buy.
LONG_PATIENCE = (*PATIENCE, *(8.0,) * 30)
#: Waiting for the money to arrive, before the operator looks.
LOOKS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
#: Answers of the shop that mean: in a moment.
PASSING = frozenset({"PAYMENT_UNAVAILABLE", "OTHER_PAYMENT_UNDER_WAY", "PAYMENT_UNDER_WAY"})

#: The one good reason to turn a buyer away.
SOLD_OUT = frozenset({"INSUFFICIENT_STOCK", "SOLD_OUT"})

Asked = Generator[float, None, dict[str, Any] | None]
Answer = dict[str, Any]


@dataclass
class Buyers:
    """Everybody who buys in one campaign.

    Attributes:
        arrived: how many have an order, or were turned away.
        stranded: who got no order although the shop has the goods.
    """

    seed: int
    port: int
    premises: Premises
    wechat: Wechat
    counter: Counter
    fates: Fates
    diary: Diary
    documents: dict[str, str]
    arrived: int = 0
    stranded: list[int] = field(default_factory=list)

    def story(self, script: Script) -> Story:
        """Play one script from the cart to the operator's last act."""
        for line in script.told():
            self.diary.note(script.index, "script", line)
        buyer = self.premises.buyers[script.index]
        phone = Phone(script.index, self.port, buyer.token, self.diary, self.documents)
        order = yield from self._place(script, phone)
        self.arrived += 1
        if order is None:
            return
        yield script.pause
        yield from _PAYINGS[script.paying](self, script, phone, order)
        yield from self._operate(script, phone, order["number"])

    # Cart and order

    def _place(self, script: Script, phone: Phone) -> Asked:
        cart = yield from self._insist(
            lambda: phone.send("CheckoutCreate", **self._cart(script)), LONG_PATIENCE
        )
        if not cart or cart["checkoutErrors"]:
            return self._without_order(script, "no cart", cart)
        checkout = cart["checkout"]
        [method] = checkout["availableShippingMethods"]
        chosen = yield from self._insist(
            lambda: phone.send(
                "CheckoutShippingMethodUpdate", checkoutId=checkout["id"], methodId=method["id"]
            ),
            LONG_PATIENCE,
        )
        if not chosen or chosen["checkoutErrors"]:
            return self._without_order(script, "no delivery", chosen)

        def place() -> Answer:
            return phone.send(
                "OrderPlace",
                checkoutToken=checkout["token"],
                idempotencyKey=key_of(self.seed, script.index),
            )

        if script.placing is Placing.AT_ONCE:
            together(place, place)
        if script.placing is Placing.AGAIN:
            yield from self._insist(place)
        placed = yield from self._insist(place, LONG_PATIENCE)
        if not placed or placed["errors"]:
            return self._without_order(script, "not placed", placed)
        return dict(placed["placedOrder"])

    def _cart(self, script: Script) -> dict[str, Any]:
        lines = [
            {"variantId": self.premises.goods[number].variant_id, "quantity": quantity}
            for number, quantity in script.lines
        ]
        return {"lines": lines, "address": ADDRESS}

    def _without_order(self, script: Script, why: str, answer: Answer | None) -> Answer | None:
        codes = codes_of(answer)
        self.diary.count(f"buyers turned away: {why} {' '.join(sorted(codes))}")
        if not codes or not codes <= SOLD_OUT:
            self.stranded.append(script.index)
        return None

    # Payment

    def _pays(self, script: Script, phone: Phone, order: Answer) -> Story:
        request = yield from self._ask(phone, order)
        yield script.pause
        yield from self._pay(script, phone, order, request)

    def _double_tap(self, script: Script, phone: Phone, order: Answer) -> Story:
        together(self._start(phone, order), self._start(phone, order))
        yield from self._pays(script, phone, order)

    def _asks_again(self, script: Script, phone: Phone, order: Answer) -> Story:
        first = yield from self._ask(phone, order)
        yield script.pause
        second = yield from self._ask(phone, order)
        yield from self._pay(script, phone, order, first or second)

    def _pays_twice(self, script: Script, phone: Phone, order: Answer) -> Story:
        request = yield from self._ask(phone, order)
        if request is not None:
            together(self._type(script, request), self._type(script, request))
        yield from self._pay(script, phone, order, request)

    def _at_the_deadline(self, script: Script, phone: Phone, order: Answer) -> Story:
        yield until(order, -30)
        request = yield from self._ask(phone, order)
        yield until(order, 2 * (script.pause - 0.75))
        yield from self._pay(script, phone, order, request)

    def _after_the_deadline(self, script: Script, phone: Phone, order: Answer) -> Story:
        # WeChat lets a buyer pay for a minute at least, whatever the shop wishes.
        yield until(order, -12)
        request = yield from self._ask(phone, order)
        yield until(order, 1 + 14 * script.pause)
        yield from self._pay(script, phone, order, request)

    def _never_asks(self, script: Script, phone: Phone, order: Answer) -> Story:
        yield 0

    def _never_pays(self, script: Script, phone: Phone, order: Answer) -> Story:
        yield from self._ask(phone, order)
        if script.tells:
            yield from self._insist(self._sync(phone, order))

    def _cancels(self, script: Script, phone: Phone, order: Answer) -> Story:
        if script.tells:  # after looking at the payment sheet
            yield from self._ask(phone, order)
        yield from self._insist(self._cancel(phone, order))

    def _cancels_while_asking(self, script: Script, phone: Phone, order: Answer) -> Story:
        _, started = together(self._cancel(phone, order), self._start(phone, order))
        request = None if isinstance(started, Exception) else started.get("request")
        yield script.pause
        if script.tells:
            yield from self._pay(script, phone, order, request)

    def _cancels_while_paying(self, script: Script, phone: Phone, order: Answer) -> Story:
        request = yield from self._ask(phone, order)
        if request is not None:
            together(self._cancel(phone, order), self._type(script, request))
        yield script.pause

    def _ask(self, phone: Phone, order: Answer) -> Asked:
        """Ask for payment until there is a payment sheet, or never will be."""
        started = yield from self._insist(self._start(phone, order))
        return started.get("request") if started else None

    def _pay(self, script: Script, phone: Phone, order: Answer, request: Answer | None) -> Story:
        if request is None:
            return
        yield from self._insist(self._type(script, request))
        if script.tells:
            yield from self._insist(self._sync(phone, order))

    def _start(self, phone: Phone, order: Answer) -> Callable[[], Answer]:
        return lambda: phone.send("WechatPaymentStart", orderNumber=order["number"])

    def _sync(self, phone: Phone, order: Answer) -> Callable[[], Answer]:
        return lambda: phone.send("WechatPaymentSync", orderNumber=order["number"])

    def _cancel(self, phone: Phone, order: Answer) -> Callable[[], Answer]:
        return lambda: phone.send("OrderCancel", number=order["number"])

    def _type(self, script: Script, request: Answer) -> Callable[[], Answer]:
        openid = self.premises.buyers[script.index].openid
        return lambda: {"paid": self.wechat.pay(script.index, openid=openid, request=request)}

    # The operator

    def _operate(self, script: Script, phone: Phone, number: str) -> Story:
        """Let the operator act once the order is paid; what comes later is left for the end."""
        for pause in LOOKS:
            seen = yield from self._insist(lambda: phone.send("MyOrder", number=number))
            state = seen["state"] if seen else ""
            if state == "PAID":
                self.fates.fulfil(script, number=number)
                return
            if state != "AWAITING_PAYMENT" or not may_be_paid(script):
                return
            yield pause

    def _insist(self, act: Callable[[], Answer], patience: tuple[float, ...] = PATIENCE) -> Asked:
        """Ask until there is an answer; None when patience ends first."""
        for pause in (*patience, None):
            try:
                answer = act()
            except Silence:
                answer = None
            if answer is not None and not codes_of(answer) & PASSING:
                return answer
            if pause is not None:
                yield pause
        self.diary.count("buyers out of patience")
        return answer


_PAYINGS: dict[Paying, Callable[[Buyers, Script, Phone, Answer], Story]] = {
    Paying.PAYS: Buyers._pays,
    Paying.DOUBLE_TAP: Buyers._double_tap,
    Paying.ASKS_AGAIN: Buyers._asks_again,
    Paying.PAYS_TWICE: Buyers._pays_twice,
    Paying.AT_THE_DEADLINE: Buyers._at_the_deadline,
    Paying.AFTER_THE_DEADLINE: Buyers._after_the_deadline,
    Paying.NEVER_ASKS: Buyers._never_asks,
    Paying.NEVER_PAYS: Buyers._never_pays,
    Paying.CANCELS: Buyers._cancels,
    Paying.CANCELS_WHILE_ASKING: Buyers._cancels_while_asking,
    Paying.CANCELS_WHILE_PAYING: Buyers._cancels_while_paying,
}


def codes_of(answer: Answer | None) -> set[str]:
    """Return the codes of refusals, the engine's or ours."""
    told = answer or {}
    return {error["code"] for error in told.get("errors") or told.get("checkoutErrors") or ()}


def key_of(seed: int, index: int) -> str:
    """Return the idempotency key of an order; it finds the order in the books again."""
    return f"chaos-{seed}-{index:06d}"


def may_be_paid(script: Script) -> bool:
    return script.paying not in (Paying.NEVER_ASKS, Paying.NEVER_PAYS, Paying.CANCELS)


def until(order: Answer, offset: float) -> float:
    """Return the seconds until the order's deadline, moved by `offset`."""
    deadline = datetime.fromisoformat(order["payBy"]).timestamp()
    return max(0.0, deadline + offset - time.time())
