"""Indexes for the lists of the consoles."""

from django.conf import settings
from django.db import migrations, models


# Most orders of the engine's are finished; the desk asks for the others.
OPEN_ORDERS = """
CREATE INDEX mall_orders_open ON order_order (id)
  WHERE status IN ('unfulfilled', 'partially fulfilled');
"""
# Staff look orders up by the last four digits of the recipient's phone.
PHONE_ENDINGS = "CREATE INDEX mall_orders_phone_ending ON account_address (right(phone, 4));"


class Migration(migrations.Migration):

    dependencies = [
        ('account', '0045_auto_20200427_0425'),
        ('mall_orders', '0009_costs_kept'),
        ('order', '0083_merge_20200421_0529'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(OPEN_ORDERS, "DROP INDEX mall_orders_open;"),
        migrations.RunSQL(PHONE_ENDINGS, "DROP INDEX mall_orders_phone_ending;"),
        migrations.AddIndex(
            model_name='placedorder',
            index=models.Index(fields=['state', '-id'], name='orders_by_state'),
        ),
        migrations.AddIndex(
            model_name='placedorder',
            index=models.Index(fields=['placed_at'], name='orders_by_day'),
        ),
        migrations.AddIndex(
            model_name='placedorder',
            index=models.Index(fields=['paid_at'], name='orders_by_day_of_payment'),
        ),
    ]
