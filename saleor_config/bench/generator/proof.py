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
    Check(
        "评分合计 = 展示的评价 · ratings = reviews that are shown",
        """
        SELECT coalesce(rating.product_id, said.product_id) FROM mall_reviews_productrating rating
          FULL JOIN (SELECT post.product_id, sum((review.stars = 1)::int) AS one,
                            sum((review.stars = 2)::int) AS two, sum((review.stars = 3)::int) AS three,
                            sum((review.stars = 4)::int) AS four, sum((review.stars = 5)::int) AS five
                       FROM mall_reviews_review review
                       JOIN mall_reviews_post post ON post.id = review.post_id
                      WHERE post.state = 'shown' GROUP BY 1) said
            ON said.product_id = rating.product_id
         WHERE (coalesce(rating.one, 0), coalesce(rating.two, 0), coalesce(rating.three, 0),
                coalesce(rating.four, 0), coalesce(rating.five, 0)) IS DISTINCT FROM
               (coalesce(said.one, 0), coalesce(said.two, 0), coalesce(said.three, 0),
                coalesce(said.four, 0), coalesce(said.five, 0))
        """,
    ),
    Check(
        "企业评分 = 其商品评分之和 · an enterprise's ratings = those of its reviews",
        """
        SELECT coalesce(rating.enterprise_id, said.enterprise_id)
          FROM mall_reviews_enterpriserating rating
          FULL JOIN (SELECT post.enterprise_id, count(*) AS n, sum(review.stars) AS stars
                       FROM mall_reviews_review review
                       JOIN mall_reviews_post post ON post.id = review.post_id
                      WHERE post.state = 'shown' GROUP BY 1) said
            ON said.enterprise_id = rating.enterprise_id
         WHERE coalesce(rating.one + rating.two + rating.three + rating.four + rating.five, 0)
               <> coalesce(said.n, 0)
            OR coalesce(rating.one + 2 * rating.two + 3 * rating.three + 4 * rating.four
                        + 5 * rating.five, 0) <> coalesce(said.stars, 0)
        """,
    ),
    Check(
        "评价属于买家收到的商品 · reviews are of the buyer's own received goods",
        """
        SELECT review.post_id FROM mall_reviews_review review
          JOIN mall_reviews_post post ON post.id = review.post_id
          JOIN order_orderline line ON line.id = review.order_line_id
          JOIN product_productvariant variant ON variant.id = line.variant_id
          JOIN mall_orders_placedorder placed ON placed.order_id = line.order_id
          JOIN mall_child_orders_childline own ON own.order_line_id = line.id
          JOIN mall_child_orders_childorder child ON child.id = own.child_order_id
         WHERE placed.idempotency_key LIKE %(mark)s
           AND (post.author_id <> placed.buyer_id OR post.product_id <> variant.product_id
                OR post.enterprise_id <> child.enterprise_id OR child.received_at IS NULL
                OR post.written_at < child.received_at)
        """,
    ),
    Check(
        "分账 = 台账分账 · shared = the ledger's shares",
        """
        SELECT part.id FROM mall_settlement_sharepart part
          JOIN mall_settlement_sharing sharing ON sharing.id = part.sharing_id
          LEFT JOIN mall_settlement_ledgerentry entry
            ON entry.child_order_id = part.child_order_id AND entry.kind = 'share'
           AND entry.key = sharing.number
         WHERE part.state = 'succeeded' AND part.fen <> -coalesce(entry.fen, 0)
        """,
    ),
    Check(
        "分账账单 = 当日分账 + 不符 · sharing bills = that day's shares and what differs",
        """
        SELECT bill.id FROM mall_settlement_sharebill bill
          LEFT JOIN (SELECT (settled_at AT TIME ZONE 'Asia/Shanghai')::date AS day, sum(fen) AS fen
                       FROM mall_settlement_sharepart WHERE state = 'succeeded' GROUP BY 1) shared
            ON shared.day = bill.day
          LEFT JOIN (SELECT bill_id, sum(coalesce(theirs_fen, 0) - coalesce(ours_fen, 0)) AS fen
                       FROM mall_settlement_sharedifference WHERE NOT is_return GROUP BY 1) differing
            ON differing.bill_id = bill.id
         WHERE bill.shared_fen <> coalesce(shared.fen, 0) + coalesce(differing.fen, 0)
        """,
    ),
    Check(
        "发票不超过企业留下的钱 · a fapiao is of what its enterprise keeps",
        """
        SELECT request.id FROM mall_fapiao_fapiaorequest request
          JOIN mall_child_orders_childorder child ON child.id = request.child_order_id
          JOIN mall_orders_placedorder placed ON placed.order_id = child.order_id
         WHERE placed.idempotency_key LIKE %(mark)s AND request.state = 'issued'
           AND request.issued_fen <> child.goods_fen + child.shipping_fen - child.refunded_fen
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
