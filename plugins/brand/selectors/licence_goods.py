"""What a licence is for, as people call it: an internal number tells them nothing."""

from __future__ import annotations

from plugins.brand.models import Licence

#: So many goods are named one by one; of more the first and how many there are.
NAMED = 3


def licence_goods(licence: Licence) -> str:
    """Return the classes or goods a licence covers, e.g. `茶叶`; `新申请` before any is chosen.

    Prefetch `scopes__goods_class` and `scopes__product` where many licences are listed.
    """
    names = [str(each.goods_class or each.product) for each in licence.scopes.all()]
    if not names:
        return "新申请"
    if len(names) > NAMED:
        return f"{names[0]} 等 {len(names)} 类"
    return "、".join(names)
