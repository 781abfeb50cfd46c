"""What earlier releases froze at a first request, and promised, is now kept by orders."""

from django.db import migrations

HAND_OVER = """
INSERT INTO mall_orders_linecost (order_line_id, paid_fen)
SELECT order_line_id, paid_fen FROM mall_after_sales_linetally
ON CONFLICT DO NOTHING;

INSERT INTO mall_orders_refundshare (order_id, key, order_line_id, fen)
SELECT c.order_id, 'after-sales:' || c.number, t.order_line_id, l.fen
  FROM mall_after_sales_case c
  JOIN mall_after_sales_caseline l ON l.case_id = c.id
  JOIN mall_after_sales_linetally t ON t.id = l.line_id
 WHERE c.state IN ('refunding', 'refund_failed', 'refunded') AND l.fen > 0
UNION ALL
SELECT c.order_id, 'after-sales:' || c.number, NULL, c.shipping_fen
  FROM mall_after_sales_case c
 WHERE c.state IN ('refunding', 'refund_failed', 'refunded') AND c.shipping_fen > 0
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mall_after_sales", "0002_counted"),
        ("mall_orders", "0009_costs_kept"),
    ]
    operations = [migrations.RunSQL(HAND_OVER, migrations.RunSQL.noop)]
