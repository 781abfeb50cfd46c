"""The database itself adds up what goes back, and keeps requests as they were sent."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_wechat_pay_refund_total() RETURNS trigger AS $$
DECLARE
  before bigint := 0;
  after bigint := 0;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state NOT IN ('closed', 'refused') THEN
    before := OLD.fen;
  END IF;
  IF NEW.state NOT IN ('closed', 'refused') THEN
    after := NEW.fen;
  END IF;
  IF before <> after THEN
    UPDATE mall_wechat_pay_wechatpayment
      SET refunded_fen = refunded_fen + after - before WHERE id = NEW.payment_id;
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_wechat_pay_refund_total
  AFTER INSERT OR UPDATE ON mall_wechat_pay_wechatrefund
  FOR EACH ROW EXECUTE FUNCTION mall_wechat_pay_refund_total();

CREATE FUNCTION mall_wechat_pay_refund_unchanged() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'refunds are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.payment_id, NEW.out_refund_no, NEW.key, NEW.fen, NEW.reason_text, NEW.notify_url)
     IS DISTINCT FROM
     (OLD.payment_id, OLD.out_refund_no, OLD.key, OLD.fen, OLD.reason_text, OLD.notify_url) THEN
    RAISE EXCEPTION 'what a refund asks for never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_wechat_pay_refund_unchanged
  BEFORE UPDATE OR DELETE ON mall_wechat_pay_wechatrefund
  FOR EACH ROW EXECUTE FUNCTION mall_wechat_pay_refund_unchanged();

CREATE FUNCTION mall_wechat_pay_total_by_trigger_only() RETURNS trigger AS $$
BEGIN
  IF NEW.refunded_fen <> OLD.refunded_fen AND pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'refunded_fen follows from the refunds'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_wechat_pay_total_by_trigger_only
  BEFORE UPDATE OF refunded_fen ON mall_wechat_pay_wechatpayment
  FOR EACH ROW EXECUTE FUNCTION mall_wechat_pay_total_by_trigger_only();
"""

UNGUARD = """
DROP TRIGGER mall_wechat_pay_total_by_trigger_only ON mall_wechat_pay_wechatpayment;
DROP FUNCTION mall_wechat_pay_total_by_trigger_only();
DROP TRIGGER mall_wechat_pay_refund_unchanged ON mall_wechat_pay_wechatrefund;
DROP FUNCTION mall_wechat_pay_refund_unchanged();
DROP TRIGGER mall_wechat_pay_refund_total ON mall_wechat_pay_wechatrefund;
DROP FUNCTION mall_wechat_pay_refund_total();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_wechat_pay", "0002_refunds")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
