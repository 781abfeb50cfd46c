"""What was answered for and what was called back stays on file: the database sees to it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_listings_override_is_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'the reason why words may stay is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_listings_override_is_kept
  BEFORE UPDATE OR DELETE ON mall_listings_warningoverride
  FOR EACH ROW EXECUTE FUNCTION mall_listings_override_is_kept();

CREATE FUNCTION mall_listings_recall_is_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'a recall is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_listings_recall_is_kept
  BEFORE DELETE ON mall_listings_recall
  FOR EACH ROW EXECUTE FUNCTION mall_listings_recall_is_kept();
"""
UNGUARD = """
DROP TRIGGER mall_listings_recall_is_kept ON mall_listings_recall;
DROP FUNCTION mall_listings_recall_is_kept();
DROP TRIGGER mall_listings_override_is_kept ON mall_listings_warningoverride;
DROP FUNCTION mall_listings_override_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_listings", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
