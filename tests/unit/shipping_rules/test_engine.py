"""The wrapper refuses to start when what it wraps is no longer there."""

from __future__ import annotations

import pytest
from saleor.shipping.models import ShippingMethodQueryset

from plugins.shipping_rules.engine import EngineMoved, install


def test_engine_is_wrapped_once():
    wrapped = ShippingMethodQueryset.applicable_shipping_methods_for_instance

    install(ShippingMethodQueryset)

    assert ShippingMethodQueryset.applicable_shipping_methods_for_instance is wrapped
    assert not hasattr(wrapped.__wrapped__, "__wrapped__")


def test_missing_target_is_refused():
    class Moved:
        pass

    with pytest.raises(EngineMoved, match="配送规则无处生效"):
        install(Moved)


def test_changed_parameters_are_refused():
    class Changed:
        def applicable_shipping_methods_for_instance(self, instance, channel): ...

    with pytest.raises(EngineMoved, match="has changed"):
        install(Changed)
