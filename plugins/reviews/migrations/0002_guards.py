"""What people wrote stays, and stars are counted by the database, whoever writes."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_reviews_post_kept() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'what people wrote is never deleted'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.kind, NEW.side, NEW.author_id, NEW.product_id, NEW.enterprise_id, NEW.byline,
      NEW.written_at)
     IS DISTINCT FROM
     (OLD.kind, OLD.side, OLD.author_id, OLD.product_id, OLD.enterprise_id, OLD.byline,
      OLD.written_at)
  THEN
    RAISE EXCEPTION 'who wrote what about which goods never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.text <> OLD.text AND (OLD.kind <> 'reply' OR OLD.edited_at IS NOT NULL
                               OR NEW.edited_at IS NULL OR NEW.earlier_text <> OLD.text)
  THEN
    RAISE EXCEPTION 'a text never changes, but for one edit of a reply'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.edited_at IS NOT NULL AND (NEW.edited_at, NEW.earlier_text)
     IS DISTINCT FROM (OLD.edited_at, OLD.earlier_text)
  THEN
    RAISE EXCEPTION 'what a reply said before stays'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.objection <> '' AND NEW.objection <> OLD.objection THEN
    RAISE EXCEPTION 'an objection never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_reviews_post_kept
  BEFORE UPDATE OR DELETE ON mall_reviews_post
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_post_kept();

CREATE FUNCTION mall_reviews_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_reviews_review_kept BEFORE UPDATE OR DELETE ON mall_reviews_review
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_kept();
CREATE TRIGGER mall_reviews_follow_up_kept BEFORE UPDATE OR DELETE ON mall_reviews_followup
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_kept();
CREATE TRIGGER mall_reviews_reply_kept BEFORE UPDATE OR DELETE ON mall_reviews_reply
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_kept();
CREATE TRIGGER mall_reviews_answer_kept BEFORE UPDATE OR DELETE ON mall_reviews_answer
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_kept();

CREATE FUNCTION mall_reviews_count(product integer, enterprise integer, stars integer, step integer)
RETURNS void AS $$
BEGIN
  -- Always product before enterprise, so that two who count never wait for each other.
  INSERT INTO mall_reviews_productrating (product_id, one, two, three, four, five)
  VALUES (product, 0, 0, 0, 0, 0) ON CONFLICT (product_id) DO NOTHING;
  UPDATE mall_reviews_productrating SET
    one = one + CASE stars WHEN 1 THEN step ELSE 0 END,
    two = two + CASE stars WHEN 2 THEN step ELSE 0 END,
    three = three + CASE stars WHEN 3 THEN step ELSE 0 END,
    four = four + CASE stars WHEN 4 THEN step ELSE 0 END,
    five = five + CASE stars WHEN 5 THEN step ELSE 0 END
  WHERE product_id = product;
  INSERT INTO mall_reviews_enterpriserating (enterprise_id, one, two, three, four, five)
  VALUES (enterprise, 0, 0, 0, 0, 0) ON CONFLICT (enterprise_id) DO NOTHING;
  UPDATE mall_reviews_enterpriserating SET
    one = one + CASE stars WHEN 1 THEN step ELSE 0 END,
    two = two + CASE stars WHEN 2 THEN step ELSE 0 END,
    three = three + CASE stars WHEN 3 THEN step ELSE 0 END,
    four = four + CASE stars WHEN 4 THEN step ELSE 0 END,
    five = five + CASE stars WHEN 5 THEN step ELSE 0 END
  WHERE enterprise_id = enterprise;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION mall_reviews_count_new() RETURNS trigger AS $$
DECLARE
  written mall_reviews_post%ROWTYPE;
BEGIN
  SELECT * INTO written FROM mall_reviews_post WHERE id = NEW.post_id;
  IF written.kind <> 'review' THEN
    RAISE EXCEPTION 'post % is no review', NEW.post_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF written.state = 'shown' THEN
    PERFORM mall_reviews_count(written.product_id, written.enterprise_id, NEW.stars, 1);
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_reviews_count_new AFTER INSERT ON mall_reviews_review
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_count_new();

CREATE FUNCTION mall_reviews_count_moved() RETURNS trigger AS $$
DECLARE
  given integer;
BEGIN
  SELECT stars INTO given FROM mall_reviews_review WHERE post_id = NEW.id;
  IF given IS NOT NULL THEN
    PERFORM mall_reviews_count(NEW.product_id, NEW.enterprise_id, given,
                               CASE NEW.state WHEN 'shown' THEN 1 ELSE -1 END);
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_reviews_count_moved AFTER UPDATE OF state ON mall_reviews_post
  FOR EACH ROW WHEN (NEW.kind = 'review' AND (OLD.state = 'shown') <> (NEW.state = 'shown'))
  EXECUTE FUNCTION mall_reviews_count_moved();

CREATE FUNCTION mall_reviews_rating_counted() RETURNS trigger AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'ratings follow from reviews'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_reviews_product_rating_counted
  BEFORE INSERT OR UPDATE OR DELETE ON mall_reviews_productrating
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_rating_counted();
CREATE TRIGGER mall_reviews_enterprise_rating_counted
  BEFORE INSERT OR UPDATE OR DELETE ON mall_reviews_enterpriserating
  FOR EACH ROW EXECUTE FUNCTION mall_reviews_rating_counted();
"""

UNGUARD = """
DROP TRIGGER mall_reviews_enterprise_rating_counted ON mall_reviews_enterpriserating;
DROP TRIGGER mall_reviews_product_rating_counted ON mall_reviews_productrating;
DROP FUNCTION mall_reviews_rating_counted();
DROP TRIGGER mall_reviews_count_moved ON mall_reviews_post;
DROP FUNCTION mall_reviews_count_moved();
DROP TRIGGER mall_reviews_count_new ON mall_reviews_review;
DROP FUNCTION mall_reviews_count_new();
DROP FUNCTION mall_reviews_count(integer, integer, integer, integer);
DROP TRIGGER mall_reviews_answer_kept ON mall_reviews_answer;
DROP TRIGGER mall_reviews_reply_kept ON mall_reviews_reply;
DROP TRIGGER mall_reviews_follow_up_kept ON mall_reviews_followup;
DROP TRIGGER mall_reviews_review_kept ON mall_reviews_review;
DROP FUNCTION mall_reviews_kept();
DROP TRIGGER mall_reviews_post_kept ON mall_reviews_post;
DROP FUNCTION mall_reviews_post_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_reviews", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
