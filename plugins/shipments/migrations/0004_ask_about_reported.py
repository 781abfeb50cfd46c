"""What was reported before the shop began to ask about settlement is due at once."""

from django.db import migrations
from django.db.models import F


def ask_about_reported(apps, schema_editor):
    shipments = apps.get_model("mall_shipments", "Shipment")
    shipments.objects.filter(state="reported").update(check_after=F("reported_at"))


class Migration(migrations.Migration):
    dependencies = [("mall_shipments", "0003_settlement")]
    operations = [migrations.RunPython(ask_about_reported, migrations.RunPython.noop)]
