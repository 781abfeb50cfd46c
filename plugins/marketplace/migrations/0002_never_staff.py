"""Enterprises are never Saleor staff: the database itself refuses both at once."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_marketplace_member_never_staff() RETURNS trigger AS $$
BEGIN
  IF NEW.state = 'active' AND EXISTS (
    SELECT 1 FROM account_user
    WHERE id = NEW.user_id AND (is_staff OR is_superuser) FOR SHARE
  ) THEN
    RAISE EXCEPTION 'the platform''s staff cannot work for an enterprise'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_marketplace_member_never_staff
  BEFORE INSERT OR UPDATE ON mall_marketplace_member
  FOR EACH ROW EXECUTE FUNCTION mall_marketplace_member_never_staff();

CREATE FUNCTION mall_marketplace_staff_never_member() RETURNS trigger AS $$
BEGIN
  IF (NEW.is_staff OR NEW.is_superuser) AND EXISTS (
    SELECT 1 FROM mall_marketplace_member WHERE user_id = NEW.id AND state = 'active'
  ) THEN
    RAISE EXCEPTION 'a member of an enterprise cannot become the platform''s staff'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_marketplace_staff_never_member
  BEFORE UPDATE OF is_staff, is_superuser ON account_user
  FOR EACH ROW EXECUTE FUNCTION mall_marketplace_staff_never_member();
"""

UNGUARD = """
DROP TRIGGER mall_marketplace_staff_never_member ON account_user;
DROP FUNCTION mall_marketplace_staff_never_member();
DROP TRIGGER mall_marketplace_member_never_staff ON mall_marketplace_member;
DROP FUNCTION mall_marketplace_member_never_staff();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_marketplace", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
