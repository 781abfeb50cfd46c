"""What the database itself refuses: changed papers, and goods outside their certificate."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mall_brand_refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION '% is written once: it can be neither changed nor deleted', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER mall_brand_step_written_once
  BEFORE UPDATE OR DELETE ON mall_brand_licencestep
  FOR EACH ROW EXECUTE FUNCTION mall_brand_refuse_change();
CREATE TRIGGER mall_brand_certificate_written_once
  BEFORE UPDATE OR DELETE ON mall_brand_certificate
  FOR EACH ROW EXECUTE FUNCTION mall_brand_refuse_change();
CREATE TRIGGER mall_brand_review_written_once
  BEFORE UPDATE OR DELETE ON mall_brand_expertreview
  FOR EACH ROW EXECUTE FUNCTION mall_brand_refuse_change();

CREATE FUNCTION mall_brand_within_certificate() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (
    NEW.product_id <> OLD.product_id OR NEW.certificate_id <> OLD.certificate_id
    OR lower(NEW.during) <> lower(OLD.during)
  ) THEN
    RAISE EXCEPTION 'of licensed goods only the end may change';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM mall_brand_certificate c
    WHERE c.id = NEW.certificate_id AND NEW.during <@ tstzrange(c.starts_at, c.ends_at)
  ) THEN
    RAISE EXCEPTION 'licensed goods lie outside the term of their certificate';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_brand_licensed_goods_within_certificate
  BEFORE INSERT OR UPDATE ON mall_brand_licensedgoods
  FOR EACH ROW EXECUTE FUNCTION mall_brand_within_certificate();
"""

UNGUARD = """
DROP TRIGGER mall_brand_licensed_goods_within_certificate ON mall_brand_licensedgoods;
DROP FUNCTION mall_brand_within_certificate();
DROP TRIGGER mall_brand_review_written_once ON mall_brand_expertreview;
DROP TRIGGER mall_brand_certificate_written_once ON mall_brand_certificate;
DROP TRIGGER mall_brand_step_written_once ON mall_brand_licencestep;
DROP FUNCTION mall_brand_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("mall_brand", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
