"""The database itself adds up what goes back to a card."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_cards_refunds_within() RETURNS trigger AS $$
DECLARE
  payment integer;
  reserved bigint;
BEGIN
  IF TG_TABLE_NAME = 'mall_cards_cardrefund' THEN
    payment := NEW.payment_id;
  ELSE
    payment := NEW.id;
  END IF;
  SELECT refunded_fen INTO reserved FROM mall_cards_cardpayment WHERE id = payment FOR UPDATE;
  IF (SELECT coalesce(sum(fen), 0) FROM mall_cards_cardrefund
      WHERE payment_id = payment AND state <> 'failed') > reserved THEN
    RAISE EXCEPTION 'more refunds than are reserved on the payment'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_cards_refunds_within
  AFTER INSERT OR UPDATE OF fen, state, payment_id ON mall_cards_cardrefund
  FOR EACH ROW EXECUTE FUNCTION mall_cards_refunds_within();
CREATE TRIGGER mall_cards_refunds_within
  AFTER UPDATE OF refunded_fen ON mall_cards_cardpayment
  FOR EACH ROW WHEN (NEW.refunded_fen < OLD.refunded_fen)
  EXECUTE FUNCTION mall_cards_refunds_within();
"""

UNGUARD = """
DROP TRIGGER mall_cards_refunds_within ON mall_cards_cardpayment;
DROP TRIGGER mall_cards_refunds_within ON mall_cards_cardrefund;
DROP FUNCTION mall_cards_refunds_within();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_cards", "0002_payment_claims")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
