"""What the engine's account holds about a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from saleor.account.models import CustomerEvent, CustomerNote
from saleor.checkout.models import Checkout
from saleor.wishlist.models import Wishlist

from plugins.kernel.personal_data import PersonalData, address_facts, erased_email, moment
from plugins.kernel.registry import Words


class AccountData(PersonalData):
    title: ClassVar[Words] = ("账号", "Account")
    kept: ClassVar[Words | None] = (
        "不含姓名与联系方式的账号编号，供订单与账目引用",
        "an account number without name or contact, which orders and books refer to",
    )

    def held(self, *, user: Any) -> Any:
        return {
            "email": user.email,
            "firstName": user.first_name,
            "lastName": user.last_name,
            "joinedAt": moment(user.date_joined),
            "lastLoginAt": moment(user.last_login),
            "metadata": user.metadata,
            "avatar": user.avatar.name if user.avatar else None,
            "carts": [_cart(cart) for cart in self._carts(user)],
            "wishlist": list(
                Wishlist.objects.filter(user=user).values_list("items__product__name", flat=True)
            ),
            "events": [
                {"at": moment(event.date), "type": event.type}
                for event in CustomerEvent.objects.filter(user=user)
            ],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        self._carts(user).delete()
        Wishlist.objects.filter(user=user).delete()
        CustomerNote.objects.filter(customer=user).delete()
        CustomerEvent.objects.filter(user=user).delete()
        if user.avatar:
            user.avatar.delete_sized_images()
            user.avatar.delete(save=False)
        user.email = erased_email(user)
        user.first_name = user.last_name = ""
        user.note = None
        user.metadata, user.private_metadata = {}, {}
        user.is_active = False
        user.set_unusable_password()
        user.save()

    def _carts(self, user: Any) -> Any:
        carts = Checkout.objects.filter(user=user)
        return carts.select_related("shipping_address", "billing_address")


def _cart(cart: Checkout) -> dict[str, Any]:
    return {
        "createdAt": moment(cart.created),
        "email": cart.email,
        "note": cart.note,
        "shippingAddress": address_facts(cart.shipping_address),
        "billingAddress": address_facts(cart.billing_address),
    }
