"""The database itself counts what goes back, and keeps cases as they were asked for."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_after_sales_is_held(state varchar) RETURNS boolean AS $$
  SELECT state NOT IN ('rejected', 'withdrawn', 'closed');
$$ LANGUAGE sql IMMUTABLE;

CREATE FUNCTION mall_after_sales_count_line() RETURNS trigger AS $$
BEGIN
  IF (SELECT mall_after_sales_is_held(c.state) AND l.tally_id = t.id
        FROM mall_after_sales_case c, mall_after_sales_linetally l, mall_after_sales_ordertally t
       WHERE c.id = NEW.case_id AND l.id = NEW.line_id AND t.order_id = c.order_id) IS NOT TRUE
  THEN
    RAISE EXCEPTION 'units belong to an open case of their own order'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE mall_after_sales_linetally
     SET returned_quantity = returned_quantity + NEW.quantity,
         returned_fen = returned_fen + NEW.fen
   WHERE id = NEW.line_id;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_count_line
  AFTER INSERT ON mall_after_sales_caseline
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_count_line();

CREATE FUNCTION mall_after_sales_count_case() RETURNS trigger AS $$
DECLARE
  sign integer := 0;
BEGIN
  IF TG_OP = 'INSERT' THEN
    sign := 1;
  ELSIF mall_after_sales_is_held(OLD.state) AND NOT mall_after_sales_is_held(NEW.state) THEN
    sign := -1;
  ELSIF mall_after_sales_is_held(NEW.state) AND NOT mall_after_sales_is_held(OLD.state) THEN
    RAISE EXCEPTION 'an ended case does not open again'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF sign <> 0 AND NEW.shipping_fen > 0 THEN
    UPDATE mall_after_sales_ordertally
       SET shipping_returned_fen = shipping_returned_fen + sign * NEW.shipping_fen
     WHERE order_id = NEW.order_id;
  END IF;
  IF sign < 0 THEN
    UPDATE mall_after_sales_linetally t
       SET returned_quantity = t.returned_quantity - l.quantity,
           returned_fen = t.returned_fen - l.fen
      FROM mall_after_sales_caseline l
     WHERE l.case_id = NEW.id AND t.id = l.line_id;
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_count_case
  AFTER INSERT OR UPDATE OF state ON mall_after_sales_case
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_count_case();

CREATE FUNCTION mall_after_sales_case_unchanged() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'cases are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.number, NEW.order_id, NEW.buyer_id, NEW.kind, NEW.reason, NEW.is_shipped, NEW.fen,
      NEW.shipping_fen)
     IS DISTINCT FROM
     (OLD.number, OLD.order_id, OLD.buyer_id, OLD.kind, OLD.reason, OLD.is_shipped, OLD.fen,
      OLD.shipping_fen) THEN
    RAISE EXCEPTION 'what a case asks for never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_case_unchanged
  BEFORE UPDATE OR DELETE ON mall_after_sales_case
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_case_unchanged();

CREATE FUNCTION mall_after_sales_line_unchanged() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'cases are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.case_id, NEW.line_id, NEW.quantity, NEW.fen)
     IS DISTINCT FROM (OLD.case_id, OLD.line_id, OLD.quantity, OLD.fen) THEN
    RAISE EXCEPTION 'what a case asks for never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_line_unchanged
  BEFORE UPDATE OR DELETE ON mall_after_sales_caseline
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_line_unchanged();

CREATE FUNCTION mall_after_sales_tally_by_trigger_only() RETURNS trigger AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'tallies follow from the cases'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_after_sales_line_tally_by_trigger_only
  BEFORE UPDATE ON mall_after_sales_linetally
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_tally_by_trigger_only();
CREATE TRIGGER mall_after_sales_order_tally_by_trigger_only
  BEFORE UPDATE ON mall_after_sales_ordertally
  FOR EACH ROW EXECUTE FUNCTION mall_after_sales_tally_by_trigger_only();
"""

UNGUARD = """
DROP TRIGGER mall_after_sales_order_tally_by_trigger_only ON mall_after_sales_ordertally;
DROP TRIGGER mall_after_sales_line_tally_by_trigger_only ON mall_after_sales_linetally;
DROP FUNCTION mall_after_sales_tally_by_trigger_only();
DROP TRIGGER mall_after_sales_line_unchanged ON mall_after_sales_caseline;
DROP FUNCTION mall_after_sales_line_unchanged();
DROP TRIGGER mall_after_sales_case_unchanged ON mall_after_sales_case;
DROP FUNCTION mall_after_sales_case_unchanged();
DROP TRIGGER mall_after_sales_count_case ON mall_after_sales_case;
DROP FUNCTION mall_after_sales_count_case();
DROP TRIGGER mall_after_sales_count_line ON mall_after_sales_caseline;
DROP FUNCTION mall_after_sales_count_line();
DROP FUNCTION mall_after_sales_is_held(varchar);
"""


class Migration(migrations.Migration):
    dependencies = [("mall_after_sales", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
