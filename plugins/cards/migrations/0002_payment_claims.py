"""A live payment takes the order's one claim and releases it when it ends."""

from django.db import migrations

CLAIM = """
CREATE TRIGGER mall_cards_claims_order
  AFTER INSERT OR DELETE OR UPDATE OF state ON mall_cards_cardpayment
  FOR EACH ROW EXECUTE FUNCTION mall_orders_claim_payment('mall_cards', 'created,requires_action,processing');
"""

# Should two providers have been at one order in this very moment, the first keeps
# the claim; the other one ends by itself.
BACKFILL = """
INSERT INTO mall_orders_livepayment (order_id, provider, since)
  SELECT order_id, 'mall_cards', opened_at FROM mall_cards_cardpayment
  WHERE state = ANY (string_to_array('created,requires_action,processing', ','))
  ON CONFLICT (order_id) DO NOTHING;
"""

UNCLAIM = """
DROP TRIGGER mall_cards_claims_order ON mall_cards_cardpayment;
DELETE FROM mall_orders_livepayment WHERE provider = 'mall_cards';
"""


class Migration(migrations.Migration):
    dependencies = [("mall_cards", "0001_initial"), ("mall_orders", "0006_live_payments")]
    operations = [
        migrations.RunSQL(CLAIM, UNCLAIM),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
