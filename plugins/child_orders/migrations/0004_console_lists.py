"""Indexes for the lists of the consoles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mall_brand', '0003_misuse'),
        ("mall_child_orders", "0003_promises"),
        ('order', '0083_merge_20200421_0529'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='childorder',
            index=models.Index(fields=['state', '-id'], name='child_orders_by_state_of_all'),
        ),
        migrations.AddIndex(
            model_name='childorder',
            index=models.Index(fields=['paid_at'], name='child_orders_by_day'),
        ),
    ]
