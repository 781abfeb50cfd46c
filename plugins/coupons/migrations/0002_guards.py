"""What was promised stays: the database refuses to change a campaign that has begun."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_coupons_campaign_kept() RETURNS trigger AS $$
DECLARE
  moving text[] := ARRAY['state', 'claimed'];
BEGIN
  IF OLD.state <> 'draft' AND (to_jsonb(NEW) - moving) IS DISTINCT FROM (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION 'the terms of a campaign that has begun never change'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.claimed < OLD.claimed THEN
    RAISE EXCEPTION 'what was claimed is never counted back'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_coupons_campaign_kept
  BEFORE UPDATE ON mall_coupons_campaign
  FOR EACH ROW EXECUTE FUNCTION mall_coupons_campaign_kept();
"""

UNGUARD = """
DROP TRIGGER mall_coupons_campaign_kept ON mall_coupons_campaign;
DROP FUNCTION mall_coupons_campaign_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_coupons", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
