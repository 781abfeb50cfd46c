"""What a coupon takes off a checkout is worked out by whoever gives coupons.

Symptom: the engine works a voucher out anew at every change of a checkout, and by
rules that cannot say what a coupon says: its threshold looks at all goods, a fixed
amount for named goods comes off every unit, a percentage has no ceiling, a trade or
an enterprise cannot be named, and whoever writes the code has the discount.
Cause: `saleor/checkout/utils.py`, `get_voucher_discount_for_checkout`.

`plugins.orders.discounts` says who is asked; vouchers of nobody's are the engine's.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.utils import timezone

from .targets import mends, replace


@mends("saleor.checkout.utils")
def mend_discounts(module: ModuleType) -> None:
    original = module.get_voucher_discount_for_checkout

    def get_voucher_discount_for_checkout(
        voucher: Any, checkout: Any, lines: Iterable[Any], discounts: Iterable[Any] | None = None
    ) -> Any:
        from plugins.kernel.money import from_fen
        from plugins.orders.discounts import checkout_discount, goods_of_checkout

        provider = checkout_discount()
        saving = provider and provider.saving_fen(
            token=checkout.token,
            voucher_code=voucher.code,
            goods=goods_of_checkout(lines, discounts or []),
            now=timezone.now(),
        )
        if saving is None:
            return original(voucher, checkout, lines, discounts)
        if not saving:
            raise module.NotApplicable("The coupon cannot be used for this checkout.")
        return module.Money(from_fen(saving), checkout.currency)

    replace(module, "get_voucher_discount_for_checkout", get_voucher_discount_for_checkout)
