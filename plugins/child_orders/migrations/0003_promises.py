"""Each line keeps what its buyer was promised; lines of earlier releases, 48 hours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mall_child_orders", "0002_adds_up")]
    operations = [
        migrations.AddField(
            model_name="childline",
            name="ship_hours",
            field=models.PositiveSmallIntegerField(default=48),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="childline",
            name="ships_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="childline",
            constraint=models.CheckConstraint(
                condition=models.Q(("ship_hours__gt", 0)),
                name="child_orders_line_leaves_after_payment",
            ),
        ),
    ]
