"""Cases learn whose goods they are about; the database keeps them to one enterprise's."""

from django.db import migrations

#: Earlier cases over goods of several enterprises stay the platform's to answer.
LEARN = """
UPDATE mall_after_sales_case c
   SET child_order_id = own.child_order_id
  FROM (
    SELECT cl.case_id, min(child.child_order_id) AS child_order_id
      FROM mall_after_sales_caseline cl
      JOIN mall_after_sales_linetally t ON t.id = cl.line_id
      JOIN mall_child_orders_childline child ON child.order_line_id = t.order_line_id
     GROUP BY cl.case_id
    HAVING count(DISTINCT child.child_order_id) = 1
  ) own
 WHERE c.id = own.case_id;
"""

GUARD = """
CREATE FUNCTION mall_after_sales_one_enterprise() RETURNS trigger AS $$
BEGIN
  IF EXISTS (
    SELECT 1
      FROM mall_after_sales_case c
      JOIN mall_after_sales_linetally t ON t.id = NEW.line_id
     WHERE c.id = NEW.case_id AND c.child_order_id IS NOT NULL
       AND NOT EXISTS (
         SELECT 1 FROM mall_child_orders_childline child
          WHERE child.order_line_id = t.order_line_id
            AND child.child_order_id = c.child_order_id
       )
  ) THEN
    RAISE EXCEPTION 'a case is about goods of one enterprise'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_one_enterprise
  BEFORE INSERT ON mall_after_sales_caseline
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_one_enterprise();

CREATE FUNCTION mall_after_sales_case_owner_unchanged() RETURNS trigger AS $$
BEGIN
  IF NEW.child_order_id IS DISTINCT FROM OLD.child_order_id THEN
    RAISE EXCEPTION 'whose goods a case is about never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.awarded_fen IS NOT NULL AND NEW.awarded_fen IS DISTINCT FROM OLD.awarded_fen THEN
    RAISE EXCEPTION 'what the platform awarded never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_case_owner_unchanged
  BEFORE UPDATE ON mall_after_sales_case
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_case_owner_unchanged();
"""

UNGUARD = """
DROP TRIGGER mall_after_sales_case_owner_unchanged ON mall_after_sales_case;
DROP FUNCTION mall_after_sales_case_owner_unchanged();
DROP TRIGGER mall_after_sales_one_enterprise ON mall_after_sales_caseline;
DROP FUNCTION mall_after_sales_one_enterprise();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_after_sales", "0004_answered_by_enterprises")]
    operations = [
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
