"""Indexes for the lists of the consoles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mall_shipments', '0006_told_whole_orders'),
        ('order', '0083_merge_20200421_0529'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(fields=['tracking_no'], name='shipments_by_tracking_no'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['state', '-id'], name='shipments_by_state'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['opened_at'], name='shipments_by_day'),
        ),
    ]
