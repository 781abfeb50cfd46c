"""Which payment counts stands on the order, and money is held within what was asked."""

from django.db import migrations, models

# Until now the first payment recorded for an order was the one that counted.
BACKFILL = """
UPDATE mall_orders_placedorder AS placed
  SET paid_gateway = counted.gateway, paid_reference = counted.token
  FROM (SELECT DISTINCT ON (order_id) order_id, gateway, token
        FROM payment_payment ORDER BY order_id, id) AS counted
  WHERE counted.order_id = placed.order_id AND placed.paid_fen > 0;
"""

# The engine's own tables of money, which its screens read.
GUARD = """
ALTER TABLE payment_payment ADD CONSTRAINT mall_orders_captured_within_total
  CHECK (captured_amount BETWEEN 0 AND total);
CREATE UNIQUE INDEX mall_orders_one_payment_per_reference
  ON payment_payment (gateway, token) WHERE gateway LIKE 'mall.payments.%';
CREATE UNIQUE INDEX mall_orders_money_moves_once
  ON payment_transaction (payment_id, kind, token)
  WHERE kind IN ('capture', 'refund') AND is_success;
"""

UNGUARD = """
DROP INDEX mall_orders_money_moves_once;
DROP INDEX mall_orders_one_payment_per_reference;
ALTER TABLE payment_payment DROP CONSTRAINT mall_orders_captured_within_total;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mall_orders", "0004_dispatches"),
        ("payment", "0016_auto_20200423_0314"),
    ]

    operations = [
        migrations.AddField(
            model_name="placedorder",
            name="paid_gateway",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="placedorder",
            name="paid_reference",
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="placedorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("paid_fen__gte", 0), ("paid_fen__lte", models.F("total_fen"))),
                name="orders_paid_never_above_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="placedorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_fen", 0),
                    models.Q(
                        models.Q(("paid_gateway", ""), _negated=True),
                        models.Q(("paid_reference", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="orders_paid_means_by_which_payment",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
