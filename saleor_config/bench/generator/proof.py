"""Sums that must agree to the fen, asked of the database alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


class NotConsistent(RuntimeError):
    """What was generated contradicts itself: a fault of the generator."""


@dataclass(frozen=True)
class Check:
    """A query that finds what is wrong; no row means that all is well."""

    title: str
    wrong: str


CHECKS = (
    Check(
        "子订单之和 = 订单 = 引擎订单 · parts = order = the engine's order",
        """
        SELECT placed.number FROM mall_orders_placedorder placed
          JOIN order_order engine ON engine.id = placed.order_id
          LEFT JOIN (SELECT order_id, sum(goods_fen + shipping_fen) AS fen
                       FROM mall_child_orders_childorder GROUP BY 1) part
            ON part.order_id = placed.order_id
         WHERE placed.idempotency_key LIKE %(mark)s AND (part.fen IS DISTINCT FROM placed.total_fen
            OR engine.total_gross_amount * 100 <> placed.total_fen)
        """,
    ),
    Check(
        "订单 = 行 + 运费 · order = lines + delivery",
        """
        SELECT placed.number FROM mall_orders_placedorder placed
          JOIN order_order engine ON engine.id = placed.order_id
          LEFT JOIN (SELECT line.order_id, sum(cost.paid_fen) AS fen,
                            sum(line.unit_price_gross_amount * line.quantity * 100) AS gross
                       FROM order_orderline line
                       JOIN mall_orders_linecost cost ON cost.order_line_id = line.id
                      GROUP BY 1) own ON own.order_id = placed.order_id
         WHERE placed.idempotency_key LIKE %(mark)s AND (own.fen IS DISTINCT FROM own.gross OR own.fen
            + engine.shipping_price_gross_amount * 100 IS DISTINCT FROM placed.total_fen)
        """,
    ),
    Check(
        "订单已付 = 微信支付 = 引擎收款 · paid = WeChat's payment = the engine's",
        """
        SELECT placed.number FROM mall_orders_placedorder placed
          LEFT JOIN (SELECT order_id, sum(total_fen) AS fen FROM mall_wechat_pay_wechatpayment
                      WHERE state = 'paid' GROUP BY 1) wechat ON wechat.order_id = placed.order_id
          LEFT JOIN (SELECT order_id, sum(total) * 100 AS fen, sum(captured_amount) * 100 AS kept
                       FROM payment_payment GROUP BY 1) engine ON engine.order_id = placed.order_id
         WHERE placed.idempotency_key LIKE %(mark)s AND (coalesce(wechat.fen, 0) <> placed.paid_fen
            OR coalesce(engine.fen, 0) <> placed.paid_fen
            OR coalesce(engine.kept, 0) <> placed.paid_fen - placed.refunded_fen)
        """,
    ),
    Check(
        "已退 = 微信退款 = 子订单退款 · refunded = WeChat's refunds = the parts'",
        """
        SELECT placed.number FROM mall_orders_placedorder placed
          LEFT JOIN (SELECT payment.order_id, sum(refund.fen) AS fen
                       FROM mall_wechat_pay_wechatrefund refund
                       JOIN mall_wechat_pay_wechatpayment payment ON payment.id = refund.payment_id
                      WHERE refund.state = 'succeeded' GROUP BY 1) wechat
            ON wechat.order_id = placed.order_id
          LEFT JOIN (SELECT child.order_id, sum(refund.fen) AS fen
                       FROM mall_child_orders_childrefund refund
                       JOIN mall_child_orders_childorder child ON child.id = refund.child_order_id
                      GROUP BY 1) part ON part.order_id = placed.order_id
         WHERE placed.idempotency_key LIKE %(mark)s AND (coalesce(wechat.fen, 0) <> placed.refunded_fen
            OR coalesce(part.fen, 0) <> placed.refunded_fen)
        """,
    ),
    Check(
        "发货件数 = 引擎发货行 · units that left = the engine's fulfilments",
        """
        SELECT placed.number FROM mall_orders_placedorder placed
          JOIN order_orderline line ON line.order_id = placed.order_id
          LEFT JOIN (SELECT order_line_id, sum(quantity) AS n FROM order_fulfillmentline GROUP BY 1)
            gone ON gone.order_line_id = line.id
         WHERE placed.idempotency_key LIKE %(mark)s AND line.quantity_fulfilled <> coalesce(gone.n, 0)
        """,
    ),
    Check(
        "占用不超过库存 · stock held is there",
        """
        SELECT stock.id FROM warehouse_stock stock
          JOIN warehouse_allocation held ON held.stock_id = stock.id
         GROUP BY stock.id HAVING sum(held.quantity_allocated) > stock.quantity
        """,
    ),
    Check(
        "台账 = 已收货子订单的净额 · ledger = what received parts are worth",
        """
        SELECT child.number FROM mall_child_orders_childorder child
          JOIN mall_orders_placedorder placed ON placed.order_id = child.order_id
          LEFT JOIN (SELECT child_order_id, sum(fen) AS fen FROM mall_settlement_ledgerentry
                      WHERE kind IN ('sale', 'shipping', 'refund') GROUP BY 1) booked
            ON booked.child_order_id = child.id
         WHERE placed.idempotency_key LIKE %(mark)s AND coalesce(booked.fen, 0) <> CASE WHEN child.received_at IS NULL THEN 0
           ELSE child.goods_fen + child.shipping_fen - child.refunded_fen END
        """,
    ),
    Check(
        "结算单期末 = 期初 + 台账 · statements = opening + ledger",
        """
        SELECT period.id FROM mall_settlement_period period
          LEFT JOIN (SELECT period_id, sum(fen) AS fen FROM mall_settlement_ledgerentry
                      WHERE kind <> 'payout' GROUP BY 1) booked ON booked.period_id = period.id
         WHERE period.closing_fen <> period.opening_fen + coalesce(booked.fen, 0)
        """,
    ),
    Check(
        "付款 = 已确认结算单 = 台账付款 · payouts = agreed statements = the ledger's payouts",
        """
        SELECT period.id FROM mall_settlement_period period
          LEFT JOIN mall_settlement_payout payout ON payout.period_id = period.id
          LEFT JOIN mall_settlement_ledgerentry entry
            ON entry.period_id = period.id AND entry.kind = 'payout'
         WHERE coalesce(payout.fen, 0) <> -coalesce(entry.fen, 0) OR coalesce(payout.fen, 0)
            <> CASE WHEN period.state IN ('confirmed', 'paid') THEN greatest(period.closing_fen, 0)
               ELSE 0 END
        """,
    ),
    Check(
        "对账日 = 当日支付 · reconciled days = that day's payments",
        """
        SELECT bill.id FROM mall_reconciliation_billday bill
          LEFT JOIN (SELECT mchid, (paid_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
                            sum(total_fen) AS fen
                       FROM mall_wechat_pay_wechatpayment WHERE state = 'paid' GROUP BY 1, 2) paid
            ON paid.mchid = bill.mchid AND paid.day = bill.day
         WHERE bill.sha1 LIKE 'generated-%%' AND bill.ours_payments_fen <> coalesce(paid.fen, 0)
        """,
    ),
)


def prove(mark: str) -> int:
    """Ask every check; return how many there are.

    Raises:
        NotConsistent: naming the check and what it found.
    """
    with connection.cursor() as cursor:
        for check in CHECKS:
            cursor.execute(f"{check.wrong} LIMIT 5", {"mark": f"{mark}-%"})
            wrong = [str(row[0]) for row in cursor.fetchall()]
            if wrong:
                raise NotConsistent(f"{check.title}: {', '.join(wrong)} …")
    return len(CHECKS)
