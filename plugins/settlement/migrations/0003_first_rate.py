"""Until somebody sets a rate the platform keeps nothing, which is a rate too."""

from datetime import UTC, date, datetime

from django.db import migrations


def set_first_rate(apps, schema_editor):
    rates = apps.get_model("mall_settlement", "CommissionRate")
    rates.objects.get_or_create(
        goods_class="",
        since=date(2020, 1, 1),
        defaults={
            "basis_points": 0,
            "set_by": "system:settlement",
            "set_at": datetime(2020, 1, 1, tzinfo=UTC),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("mall_settlement", "0002_append_only")]
    operations = [migrations.RunPython(set_first_rate, migrations.RunPython.noop)]
