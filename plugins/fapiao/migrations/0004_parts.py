"""Requests that wait become one for each enterprise's part; red letters are never changed."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def divide(apps: Any, _editor: Any) -> None:
    """Give each request its part; one that waits for several enterprises is repeated for each.

    What is decided already was about the whole order and stays so, unless the order
    has one part only.
    """
    FapiaoRequest = apps.get_model("mall_fapiao", "FapiaoRequest")
    ChildOrder = apps.get_model("mall_child_orders", "ChildOrder")
    AuditEntry = apps.get_model("mall_kernel", "AuditEntry")
    for request in FapiaoRequest.objects.filter(child_order=None).order_by("pk").iterator():
        parts = list(ChildOrder.objects.filter(order_id=request.order_id).order_by("pk"))
        if len(parts) > 1:
            if request.state != "requested":
                continue
            parts = [part for part in parts if _stays(part) > 0]
        if not parts:
            continue
        request.child_order = parts[0]
        request.save(update_fields=["child_order"])
        for part in parts[1:]:
            request.pk, request.child_order = None, part
            request._state.adding = True
            request.save()
            AuditEntry.objects.create(
                action="fapiao.request.made",
                object_type="mall_fapiao.fapiaorequest",
                object_id=str(request.pk),
                actor="system:fapiao",
                reason="divided",
                details={"kind": request.kind},
            )


def _stays(part: Any) -> int:
    return part.goods_fen + part.shipping_fen - part.refunded_fen


GUARD = """
CREATE FUNCTION mall_fapiao_red_letter_kept() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'red-letter fapiao are never changed or deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_fapiao_red_letter_kept
  BEFORE UPDATE OR DELETE ON mall_fapiao_redletter
  FOR EACH ROW EXECUTE FUNCTION mall_fapiao_red_letter_kept();

CREATE FUNCTION mall_fapiao_part_of_the_order() RETURNS trigger AS $$
BEGIN
  IF NEW.child_order_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM mall_child_orders_childorder c
     WHERE c.id = NEW.child_order_id AND c.order_id = NEW.order_id
  ) THEN
    RAISE EXCEPTION 'a fapiao is of a part of its own order'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER mall_fapiao_part_of_the_order
  BEFORE INSERT OR UPDATE OF order_id, child_order_id ON mall_fapiao_fapiaorequest
  FOR EACH ROW EXECUTE FUNCTION mall_fapiao_part_of_the_order();
"""

UNGUARD = """
DROP TRIGGER mall_fapiao_part_of_the_order ON mall_fapiao_fapiaorequest;
DROP FUNCTION mall_fapiao_part_of_the_order();
DROP TRIGGER mall_fapiao_red_letter_kept ON mall_fapiao_redletter;
DROP FUNCTION mall_fapiao_red_letter_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mall_fapiao", "0003_for_each_part"),
        ("mall_kernel", "0003_outbox"),
    ]
    operations = [
        migrations.RunPython(divide, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
