"""Units that will not be shipped; the database itself keeps them from being shipped."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE FUNCTION mall_orders_line_cancelled_within() RETURNS trigger AS $$
DECLARE
  room integer;
BEGIN
  SELECT quantity - quantity_fulfilled INTO room
    FROM order_orderline WHERE id = NEW.order_line_id FOR UPDATE;
  IF room < (SELECT sum(quantity) FROM mall_orders_linecancellation
             WHERE order_line_id = NEW.order_line_id) THEN
    RAISE EXCEPTION 'more units cancelled than are left to ship'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_orders_line_cancelled_within
  AFTER INSERT ON mall_orders_linecancellation
  FOR EACH ROW EXECUTE FUNCTION mall_orders_line_cancelled_within();

CREATE FUNCTION mall_orders_line_shipped_within() RETURNS trigger AS $$
BEGIN
  IF NEW.quantity - NEW.quantity_fulfilled <
     (SELECT coalesce(sum(quantity), 0) FROM mall_orders_linecancellation
      WHERE order_line_id = NEW.id) THEN
    RAISE EXCEPTION 'cancelled units are not shipped'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_orders_line_shipped_within
  AFTER UPDATE OF quantity, quantity_fulfilled ON order_orderline
  FOR EACH ROW
  WHEN (NEW.quantity - NEW.quantity_fulfilled < OLD.quantity - OLD.quantity_fulfilled)
  EXECUTE FUNCTION mall_orders_line_shipped_within();

CREATE FUNCTION mall_orders_line_cancelled_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'cancelled units stay cancelled'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_orders_line_cancelled_kept
  BEFORE UPDATE OR DELETE ON mall_orders_linecancellation
  FOR EACH ROW EXECUTE FUNCTION mall_orders_line_cancelled_kept();
"""

UNGUARD = """
DROP TRIGGER mall_orders_line_shipped_within ON order_orderline;
DROP FUNCTION mall_orders_line_shipped_within();
DROP TRIGGER mall_orders_line_cancelled_kept ON mall_orders_linecancellation;
DROP FUNCTION mall_orders_line_cancelled_kept();
DROP TRIGGER mall_orders_line_cancelled_within ON mall_orders_linecancellation;
DROP FUNCTION mall_orders_line_cancelled_within();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mall_orders', '0002_refunded'),
        ('order', '0083_merge_20200421_0529'),
    ]

    operations = [
        migrations.CreateModel(
            name='LineCancellation',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=100)),
                ('reason', models.CharField(max_length=200)),
                ('cancelled_at', models.DateTimeField()),
                ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cancellations', to='order.orderline')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('order_line', 'key'), name='orders_line_cancelled_once_per_occasion'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='orders_line_cancelled_positive')],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
