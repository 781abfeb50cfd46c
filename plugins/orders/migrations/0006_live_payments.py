"""One order, one payment that may still take money: the database itself keeps the claim.

Providers put `mall_orders_claim_payment(<label>, <live states>)` on their payments.
"""

import django.db.models.deletion
from django.db import migrations, models

CLAIM = """
CREATE FUNCTION mall_orders_claim_payment() RETURNS trigger AS $$
DECLARE
  standing text;
  live text[] := string_to_array(TG_ARGV[1], ',');
  was_live boolean := coalesce(OLD.state = ANY (live), false);
  is_live boolean := coalesce(NEW.state = ANY (live), false);
BEGIN
  IF was_live AND NOT is_live THEN
    DELETE FROM mall_orders_livepayment
      WHERE order_id = OLD.order_id AND provider = TG_ARGV[0];
  ELSIF is_live AND NOT was_live THEN
    -- Paying and cancelling lock this row: whoever comes first, the other one sees it.
    SELECT state INTO standing FROM mall_orders_placedorder
      WHERE order_id = NEW.order_id FOR SHARE;
    IF standing <> 'awaiting_payment' THEN
      RAISE EXCEPTION 'only an order that awaits payment may be paid'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO mall_orders_livepayment (order_id, provider, since)
      VALUES (NEW.order_id, TG_ARGV[0], now());
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION mall_orders_refuse_claimed() RETURNS trigger AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM mall_orders_livepayment WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'an order that may still be paid is not cancelled'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_orders_refuse_claimed
  AFTER UPDATE OF state ON mall_orders_placedorder
  FOR EACH ROW WHEN (NEW.state = 'cancelled' AND OLD.state <> 'cancelled')
  EXECUTE FUNCTION mall_orders_refuse_claimed();
"""

UNCLAIM = """
DROP TRIGGER mall_orders_refuse_claimed ON mall_orders_placedorder;
DROP FUNCTION mall_orders_refuse_claimed();
DROP FUNCTION mall_orders_claim_payment();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mall_orders", "0005_paid_reference"),
        ("order", "0083_merge_20200421_0529"),
    ]

    operations = [
        migrations.CreateModel(
            name="LivePayment",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("provider", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="live_payment",
                        to="order.order",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(CLAIM, UNCLAIM),
    ]
