"""The database itself keeps requests: fapiao records outlive the buyer's account."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_fapiao_request_refuse_delete() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'fapiao requests are kept for five years and longer';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_fapiao_request_kept
  BEFORE DELETE ON mall_fapiao_fapiaorequest
  FOR EACH ROW EXECUTE FUNCTION mall_fapiao_request_refuse_delete();
"""

UNGUARD = """
DROP TRIGGER mall_fapiao_request_kept ON mall_fapiao_fapiaorequest;
DROP FUNCTION mall_fapiao_request_refuse_delete();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_fapiao", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
