"""What a sharing asks for never changes, and no more comes back than was shared."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_settlement_sharing_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'sharings are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.order_id, NEW.reference, NEW.number, NEW.paid_fen)
     IS DISTINCT FROM (OLD.order_id, OLD.reference, OLD.number, OLD.paid_fen) THEN
    RAISE EXCEPTION 'what a sharing asks for never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_sharing_kept
  BEFORE UPDATE OR DELETE ON mall_settlement_sharing
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_sharing_kept();

CREATE FUNCTION mall_settlement_part_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'parts are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.sharing_id, NEW.child_order_id, NEW.account, NEW.fen)
     IS DISTINCT FROM (OLD.sharing_id, OLD.child_order_id, OLD.account, OLD.fen)
     OR (OLD.state <> 'pending' AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'what a part asks for, and what became of it, never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_part_kept
  BEFORE UPDATE OR DELETE ON mall_settlement_sharepart
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_part_kept();

CREATE FUNCTION mall_settlement_parts_within_payment() RETURNS trigger AS $$
BEGIN
  PERFORM 1 FROM mall_settlement_sharing WHERE id = NEW.sharing_id FOR UPDATE;
  IF (SELECT coalesce(sum(p.fen), 0) + NEW.fen > s.paid_fen
        FROM mall_settlement_sharing s
        LEFT JOIN mall_settlement_sharepart p ON p.sharing_id = s.id
       WHERE s.id = NEW.sharing_id
       GROUP BY s.paid_fen) THEN
    RAISE EXCEPTION 'no more is shared than was paid'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_parts_within_payment
  BEFORE INSERT ON mall_settlement_sharepart
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_parts_within_payment();

CREATE FUNCTION mall_settlement_return_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'returns are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.part_id, NEW.key, NEW.number, NEW.fen)
       IS DISTINCT FROM (OLD.part_id, OLD.key, OLD.number, OLD.fen) THEN
      RAISE EXCEPTION 'what a return asks for never changes'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  PERFORM 1 FROM mall_settlement_sharepart WHERE id = NEW.part_id FOR UPDATE;
  IF (SELECT coalesce(sum(r.fen), 0) + NEW.fen > p.fen OR p.state <> 'succeeded'
        FROM mall_settlement_sharepart p
        LEFT JOIN mall_settlement_sharereturn r ON r.part_id = p.id AND r.state <> 'failed'
       WHERE p.id = NEW.part_id
       GROUP BY p.fen, p.state) THEN
    RAISE EXCEPTION 'no more comes back than was shared'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_settlement_return_kept
  BEFORE INSERT OR UPDATE OR DELETE ON mall_settlement_sharereturn
  FOR EACH ROW EXECUTE FUNCTION mall_settlement_return_kept();
"""

UNGUARD = """
DROP TRIGGER mall_settlement_return_kept ON mall_settlement_sharereturn;
DROP FUNCTION mall_settlement_return_kept();
DROP TRIGGER mall_settlement_parts_within_payment ON mall_settlement_sharepart;
DROP FUNCTION mall_settlement_parts_within_payment();
DROP TRIGGER mall_settlement_part_kept ON mall_settlement_sharepart;
DROP FUNCTION mall_settlement_part_kept();
DROP TRIGGER mall_settlement_sharing_kept ON mall_settlement_sharing;
DROP FUNCTION mall_settlement_sharing_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_settlement", "0004_sharing")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
