"""Published scores and formulas stay; the first formula holds until another is defined."""

from datetime import UTC, date, datetime

from django.db import migrations

KEPT = ("formulaversion", "creditscore", "scorepart", "scorefact", "fact")
GUARD = """
CREATE FUNCTION mall_credit_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'published credit is never changed or deleted, a new row follows'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
""" + "".join(
    f"CREATE TRIGGER mall_credit_{table}_kept BEFORE UPDATE OR DELETE ON mall_credit_{table}"
    " FOR EACH ROW EXECUTE FUNCTION mall_credit_kept();\n"
    for table in KEPT
)
UNGUARD = (
    "".join(
        f"DROP TRIGGER mall_credit_{table}_kept ON mall_credit_{table};\n" for table in KEPT
    )
    + "DROP FUNCTION mall_credit_kept();"
)


def define_first(apps, schema_editor):
    apps.get_model("mall_credit", "FormulaVersion").objects.get_or_create(
        since=date(2020, 1, 1),
        defaults={
            "period_months": 1,
            "window_months": 12,
            "weights": {
                "shipping": "40",
                "quality": "30",
                "supervision": "15",
                "response": "10",
                "complaints": "5",
            },
            "prior_rate": "0.80",
            "prior_strength": "10.0",
            "deduction": "0.25",
            "minimum_facts": 10,
            "appeal_working_days": 10,
            "reason": "首个版本",
            "set_by": "system:credit",
            "set_at": datetime(2020, 1, 1, tzinfo=UTC),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("mall_credit", "0001_initial")]
    operations = [
        migrations.RunPython(define_first, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
