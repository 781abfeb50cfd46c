"""Indexes for the lists of the consoles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mall_kernel', '0004_audit_chain'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['object_id'], name='kernel_audit_by_number'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['actor', '-id'], name='kernel_audit_by_actor'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['action'], name='kernel_audit_by_action', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['-id'], name='kernel_outbox_dead'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(fields=['key'], name='kernel_outbox_by_key', opclasses=['varchar_pattern_ops']),
        ),
    ]
