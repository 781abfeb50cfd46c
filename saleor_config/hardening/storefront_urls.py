"""Links in mails and payments lead to the shop's hosts by https alone.

Saleor compares the host and accepts every scheme, `javascript:` among them.
"""

from __future__ import annotations

from types import ModuleType

from saleor_config.compat.targets import mends, replace


@mends("saleor.core.utils.url")
def mend(module: ModuleType) -> None:
    def validate_storefront_url(url: str) -> None:
        """Raise ValidationError unless buyers may be sent to `url`."""
        from plugins.accounts.public import may_lead_to

        if not may_lead_to(url or ""):
            raise module.ValidationError(
                "只能使用本店域名的 https 地址。"
                " Use an https address of one of ALLOWED_CLIENT_HOSTS."
            )

    replace(module, "validate_storefront_url", validate_storefront_url)
