"""Indexes for the lists of the consoles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mall_brand', '0003_misuse'),
        ('mall_child_orders', '0004_console_lists'),
        ("mall_settlement", "0005_sharing_guards"),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['kind', '-id'], name='settlement_entries_by_kind'),
        ),
    ]
