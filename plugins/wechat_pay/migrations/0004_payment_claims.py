"""A live payment takes the order's one claim and releases it when it ends."""

from django.db import migrations

CLAIM = """
CREATE TRIGGER mall_wechat_pay_claims_order
  AFTER INSERT OR DELETE OR UPDATE OF state ON mall_wechat_pay_wechatpayment
  FOR EACH ROW EXECUTE FUNCTION mall_orders_claim_payment('mall_wechat_pay', 'open');
"""

# Should two providers have been at one order in this very moment, the first keeps
# the claim; the other one ends by itself.
BACKFILL = """
INSERT INTO mall_orders_livepayment (order_id, provider, since)
  SELECT order_id, 'mall_wechat_pay', opened_at FROM mall_wechat_pay_wechatpayment
  WHERE state = ANY (string_to_array('open', ','))
  ON CONFLICT (order_id) DO NOTHING;
"""

UNCLAIM = """
DROP TRIGGER mall_wechat_pay_claims_order ON mall_wechat_pay_wechatpayment;
DELETE FROM mall_orders_livepayment WHERE provider = 'mall_wechat_pay';
"""


class Migration(migrations.Migration):
    dependencies = [("mall_wechat_pay", "0003_refunds_guarded"), ("mall_orders", "0006_live_payments")]
    operations = [
        migrations.RunSQL(CLAIM, UNCLAIM),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
