"""The database itself keeps the ledger append-only."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_settlement_entry_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'entries of the ledger are never deleted'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.period_id IS NOT NULL
     OR (to_jsonb(NEW) - 'period_id') IS DISTINCT FROM (to_jsonb(OLD) - 'period_id') THEN
    RAISE EXCEPTION 'an entry of the ledger only ever learns its period'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_entry_kept
  BEFORE UPDATE OR DELETE ON mall_settlement_ledgerentry
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_entry_kept();

CREATE FUNCTION mall_settlement_rate_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'commission rates are never changed, a new one follows'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_rate_kept
  BEFORE UPDATE OR DELETE ON mall_settlement_commissionrate
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_rate_kept();

CREATE FUNCTION mall_settlement_entry_into_open_period() RETURNS trigger AS $$
DECLARE
  standing varchar;
BEGIN
  IF NEW.period_id IS NULL OR NEW.kind = 'payout' THEN
    RETURN NEW;
  END IF;
  SELECT state INTO standing FROM mall_settlement_period WHERE id = NEW.period_id FOR SHARE;
  IF standing IN ('confirmed', 'paid') THEN
    RAISE EXCEPTION 'nothing is added to a period that both sides agreed on'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_entry_into_open_period
  BEFORE INSERT OR UPDATE OF period_id ON mall_settlement_ledgerentry
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_entry_into_open_period();
"""

UNGUARD = """
DROP TRIGGER mall_settlement_entry_into_open_period ON mall_settlement_ledgerentry;
DROP FUNCTION mall_settlement_entry_into_open_period();
DROP TRIGGER mall_settlement_rate_kept ON mall_settlement_commissionrate;
DROP FUNCTION mall_settlement_rate_kept();
DROP TRIGGER mall_settlement_entry_kept ON mall_settlement_ledgerentry;
DROP FUNCTION mall_settlement_entry_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_settlement", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
