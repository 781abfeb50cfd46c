"""What a line cost and what a refund is for never change: the database refuses it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_orders_amounts_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'what was paid and promised for a line never changes'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_orders_linecost_kept
  BEFORE UPDATE OR DELETE ON mall_orders_linecost
  FOR EACH ROW EXECUTE FUNCTION mall_orders_amounts_kept();
CREATE TRIGGER mall_orders_refundshare_kept
  BEFORE UPDATE OR DELETE ON mall_orders_refundshare
  FOR EACH ROW EXECUTE FUNCTION mall_orders_amounts_kept();
"""

UNGUARD = """
DROP TRIGGER mall_orders_refundshare_kept ON mall_orders_refundshare;
DROP TRIGGER mall_orders_linecost_kept ON mall_orders_linecost;
DROP FUNCTION mall_orders_amounts_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_orders", "0008_costs_and_refund_shares")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
