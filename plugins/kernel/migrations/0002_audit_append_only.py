"""The database itself keeps the audit trail append-only."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_kernel_audit_refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_kernel_audit_append_only
  BEFORE UPDATE OR DELETE ON mall_kernel_auditentry
  FOR EACH ROW EXECUTE FUNCTION mall_kernel_audit_refuse_change();
"""

UNGUARD = """
DROP TRIGGER mall_kernel_audit_append_only ON mall_kernel_auditentry;
DROP FUNCTION mall_kernel_audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_kernel", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
