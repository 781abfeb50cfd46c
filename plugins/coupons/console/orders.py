"""The coupon on an order's page."""

from __future__ import annotations

from brand_theme.console.public import OrderPart, Panel, Table, fen, object_url, yuan
from plugins.coupons.console.texts import BEARERS
from plugins.coupons.models import Campaign
from plugins.coupons.selectors.wallet import coupon_of_order
from plugins.coupons.states import Bearer
from plugins.orders.public import order_amounts


def order_part(order_id: int) -> OrderPart | None:
    """Say what a coupon took off which goods, and what of it the platform bears."""
    coupon = coupon_of_order(order_id=order_id)
    lines = [line for line in order_amounts(order_id=order_id).lines if line.saved_fen]
    if not lines:
        return None
    facts = [("买家省下", yuan(sum(line.saved_fen for line in lines)))]
    url = ""
    if coupon is not None:
        campaign = coupon.campaign
        facts = [
            ("优惠券", campaign.name),
            *facts,
            ("承担", BEARERS[Bearer(campaign.bearer)]),
        ]
        url = object_url(campaign)
    else:
        facts.append(("优惠券", "订单结束，已退回买家"))
    rows = [
        (line.name, fen(line.paid_fen + line.saved_fen), fen(line.saved_fen), fen(line.paid_fen),
         fen(line.subsidy_fen))
        for line in lines
    ]  # fmt: skip
    table = Table(("商品", "优惠前", "优惠", "买家实付", "平台补贴"), rows)
    return OrderPart(model=Campaign, panels=[Panel("优惠券", facts=facts, table=table, url=url)])
