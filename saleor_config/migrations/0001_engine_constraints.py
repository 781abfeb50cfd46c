"""What must never be true of the engine's tables, refused by the database itself."""

from django.db import migrations

ONE_LIVE_PAYMENT = "shop_one_live_payment_per_checkout"
ONE_ORDER = "shop_one_order_per_checkout"


def refuse_duplicates(apps, schema_editor):
    """Name the orders that stand in the way: only a person can say which is right."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(id::text, ', ') FROM order_order WHERE checkout_token <> ''"
            " GROUP BY checkout_token HAVING count(*) > 1"
        )
        groups = [ids for (ids,) in cursor.fetchall()]
    if groups:
        raise RuntimeError(
            f"同一购物车生成了多笔订单({'; '.join(groups)}),请先处理。"
            f" Several orders came from one cart ({'; '.join(groups)}): cancel and refund all"
            " but one of each, clear checkout_token of those, and migrate again."
        )


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("order", "0083_merge_20200421_0529"),
        ("payment", "0016_auto_20200423_0314"),
    ]
    operations = [
        migrations.RunPython(refuse_duplicates, migrations.RunPython.noop),
        migrations.RunSQL(
            # Saleor itself only ever looks at the last payment.
            "UPDATE payment_payment SET is_active = false WHERE is_active AND id NOT IN"
            " (SELECT max(id) FROM payment_payment WHERE is_active AND checkout_id IS NOT NULL"
            "  GROUP BY checkout_id) AND checkout_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            f"CREATE UNIQUE INDEX {ONE_LIVE_PAYMENT} ON payment_payment (checkout_id)"
            " WHERE is_active AND checkout_id IS NOT NULL",
            f"DROP INDEX {ONE_LIVE_PAYMENT}",
        ),
        migrations.RunSQL(
            f"CREATE UNIQUE INDEX {ONE_ORDER} ON order_order (checkout_token)"
            " WHERE checkout_token <> ''",
            f"DROP INDEX {ONE_ORDER}",
        ),
    ]
