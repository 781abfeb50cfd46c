from django.apps import AppConfig


class ShopConfig(AppConfig):
    """The composition root; loaded last, when every app it mends is there."""

    name = "saleor_config"
    label = "mall_shop"
    verbose_name = "店铺"

    def ready(self) -> None:
        from .compat import mend_modules

        mend_modules()
