"""The database holds child orders to their order: to the fen, at every commit, for ever."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_child_orders_order_adds_up() RETURNS trigger AS $$
BEGIN
  IF (SELECT total_fen FROM mall_orders_placedorder WHERE order_id = NEW.order_id)
     IS DISTINCT FROM
     (SELECT sum(goods_fen + shipping_fen) FROM mall_child_orders_childorder
      WHERE order_id = NEW.order_id)
  THEN
    RAISE EXCEPTION 'the child orders of order % do not add up to its total', NEW.order_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT FROM order_orderline line
      LEFT JOIN mall_child_orders_childline own ON own.order_line_id = line.id
      LEFT JOIN mall_child_orders_childorder child ON child.id = own.child_order_id
     WHERE line.order_id = NEW.order_id AND child.order_id IS DISTINCT FROM NEW.order_id
  ) THEN
    RAISE EXCEPTION 'a line of order % is in none of its child orders', NEW.order_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER mall_child_orders_order_adds_up
  AFTER INSERT OR UPDATE OF total_fen, order_id ON mall_orders_placedorder
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_order_adds_up();
CREATE CONSTRAINT TRIGGER mall_child_orders_order_adds_up
  AFTER INSERT ON mall_child_orders_childorder
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_order_adds_up();

CREATE FUNCTION mall_child_orders_lines_add_up() RETURNS trigger AS $$
DECLARE
  child_id mall_child_orders_childorder.id%TYPE;
BEGIN
  IF TG_TABLE_NAME = 'mall_child_orders_childline' THEN
    child_id := NEW.child_order_id;
  ELSE
    child_id := NEW.id;
  END IF;
  IF (SELECT goods_fen FROM mall_child_orders_childorder WHERE id = child_id)
     IS DISTINCT FROM
     (SELECT sum(paid_fen) FROM mall_child_orders_childline WHERE child_order_id = child_id)
  THEN
    RAISE EXCEPTION 'the lines of child order % do not add up to its goods', child_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER mall_child_orders_lines_add_up
  AFTER INSERT ON mall_child_orders_childorder
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_lines_add_up();
CREATE CONSTRAINT TRIGGER mall_child_orders_lines_add_up
  AFTER INSERT ON mall_child_orders_childline
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_lines_add_up();

CREATE FUNCTION mall_child_orders_order_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'child orders are never deleted'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.order_id, NEW.enterprise_id, NEW.number, NEW.goods_fen, NEW.shipping_fen, NEW.placed_at)
     IS DISTINCT FROM
     (OLD.order_id, OLD.enterprise_id, OLD.number, OLD.goods_fen, OLD.shipping_fen, OLD.placed_at)
  THEN
    RAISE EXCEPTION 'whose a child order is and what it costs never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.refunded_fen <> OLD.refunded_fen AND pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'what went back follows from the refunds'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_child_orders_order_kept
  BEFORE UPDATE OR DELETE ON mall_child_orders_childorder
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_order_kept();

CREATE FUNCTION mall_child_orders_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_child_orders_line_kept
  BEFORE UPDATE OR DELETE ON mall_child_orders_childline
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_kept();
CREATE TRIGGER mall_child_orders_refund_kept
  BEFORE UPDATE OR DELETE ON mall_child_orders_childrefund
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_kept();
CREATE TRIGGER mall_child_orders_message_kept
  BEFORE UPDATE OR DELETE ON mall_child_orders_childmessage
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_kept();

CREATE FUNCTION mall_child_orders_count_refund() RETURNS trigger AS $$
BEGIN
  UPDATE mall_child_orders_childorder
     SET refunded_fen = refunded_fen + NEW.fen
   WHERE id = NEW.child_order_id;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_child_orders_count_refund
  AFTER INSERT ON mall_child_orders_childrefund
  FOR EACH ROW EXECUTE FUNCTION mall_child_orders_count_refund();
"""

UNGUARD = """
DROP TRIGGER mall_child_orders_count_refund ON mall_child_orders_childrefund;
DROP FUNCTION mall_child_orders_count_refund();
DROP TRIGGER mall_child_orders_message_kept ON mall_child_orders_childmessage;
DROP TRIGGER mall_child_orders_refund_kept ON mall_child_orders_childrefund;
DROP TRIGGER mall_child_orders_line_kept ON mall_child_orders_childline;
DROP FUNCTION mall_child_orders_kept();
DROP TRIGGER mall_child_orders_order_kept ON mall_child_orders_childorder;
DROP FUNCTION mall_child_orders_order_kept();
DROP TRIGGER mall_child_orders_lines_add_up ON mall_child_orders_childline;
DROP TRIGGER mall_child_orders_lines_add_up ON mall_child_orders_childorder;
DROP FUNCTION mall_child_orders_lines_add_up();
DROP TRIGGER mall_child_orders_order_adds_up ON mall_child_orders_childorder;
DROP TRIGGER mall_child_orders_order_adds_up ON mall_orders_placedorder;
DROP FUNCTION mall_child_orders_order_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mall_child_orders", "0001_initial"),
        ("mall_orders", "0009_costs_kept"),
    ]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
