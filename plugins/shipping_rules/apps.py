from plugins.kernel.registry import CapabilityConfig


class ShippingRulesConfig(CapabilityConfig):
    name = "plugins.shipping_rules"
    label = "mall_shipping_rules"
    verbose_name = "配送规则"
    holds_no_person = "rules about provinces and goods"

    def ready(self) -> None:
        from saleor.shipping.models import ShippingMethodQueryset

        from .engine import install

        install(ShippingMethodQueryset)
