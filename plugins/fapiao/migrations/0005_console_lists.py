"""Indexes for the lists of the consoles."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mall_fapiao", "0004_parts"),
        ('order', '0083_merge_20200421_0529'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='fapiaorequest',
            index=models.Index(fields=['requested_at', 'id'], name='fapiao_by_age'),
        ),
    ]
