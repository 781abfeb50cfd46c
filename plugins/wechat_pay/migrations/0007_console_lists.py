"""Indexes for the lists of the consoles."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mall_wechat_pay", "0006_shared_payments"),
        ('order', '0083_merge_20200421_0529'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='notificationevent',
            index=models.Index(fields=['outcome', '-id'], name='wechat_pay_events_by_outcome'),
        ),
        migrations.AddIndex(
            model_name='notificationevent',
            index=models.Index(fields=['received_at'], name='wechat_pay_events_by_day'),
        ),
        migrations.AddIndex(
            model_name='wechatpayment',
            index=models.Index(fields=['state', '-id'], name='wechat_pay_by_state'),
        ),
        migrations.AddIndex(
            model_name='wechatpayment',
            index=models.Index(fields=['opened_at'], name='wechat_pay_by_day'),
        ),
    ]
