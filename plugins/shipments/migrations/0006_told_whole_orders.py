"""Until now a report was about a whole order, so each that was made was the last."""

from django.db import migrations


def mark_final(apps, schema_editor):
    shipments = apps.get_model("mall_shipments", "Shipment")
    shipments.objects.filter(reported_at__isnull=False).update(is_final=True)


class Migration(migrations.Migration):
    dependencies = [("mall_shipments", "0005_parts")]
    operations = [migrations.RunPython(mark_final, migrations.RunPython.noop)]
