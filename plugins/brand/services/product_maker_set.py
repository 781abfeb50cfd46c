"""Say which enterprise makes a product, and as which class of goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.models import Enterprise, GoodsClass, ProductMaker
from plugins.brand.services.licence_step import enterprise_lock
from plugins.brand.services.licensed_goods_settle import enterprise_goods_settle
from plugins.kernel import audit


@transaction.atomic
def product_maker_set(
    *,
    product_id: int,
    enterprise: Enterprise,
    goods_class: GoodsClass,
    actor: Actor,
    now: datetime,
) -> ProductMaker:
    """Link a product with its maker; setting the same again changes nothing.

    Licences of both the former and the new maker are settled at once: a product
    that changes hands is sold under the new maker's licence or not at all.

    Raises:
        PermissionLacking, NothingFound.
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    known = ProductMaker.objects.filter(product_id=product_id).first()
    former = known.enterprise_id if known else enterprise.pk
    locked = {pk: enterprise_lock(enterprise_id=pk) for pk in sorted({former, enterprise.pk})}
    maker, _ = ProductMaker.objects.update_or_create(
        product_id=product_id,
        defaults={"enterprise_id": enterprise.pk, "goods_class": goods_class},
    )
    is_same = known is not None and (known.enterprise_id, known.goods_class_id) == (
        enterprise.pk,
        goods_class.pk,
    )
    if is_same:
        return maker
    if former != enterprise.pk:  # the former first: it must let go
        enterprise_goods_settle(enterprise=locked[former], now=now)
    enterprise_goods_settle(enterprise=locked[enterprise.pk], now=now)
    audit.record(
        "brand.product.maker_set",
        maker,
        actor=actor.name,
        product=product_id,
        enterprise=enterprise.pk,
        goods_class=goods_class.slug,
    )
    return maker
