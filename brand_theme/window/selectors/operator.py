"""Who runs the shop."""

from __future__ import annotations

from django.conf import settings

from brand_theme.window.operator import Operator, operator_of


def operator_shown() -> Operator:
    """Return what every page shows about the operator."""
    return operator_of(
        name=settings.OPERATOR_NAME,
        credit_code=settings.OPERATOR_CREDIT_CODE,
        address=settings.OPERATOR_ADDRESS,
        contact=settings.OPERATOR_CONTACT,
        licences=settings.OPERATOR_LICENCES,
        icp_number=settings.ICP_NUMBER,
        is_demonstration=settings.SHOP_ENV != "production",
    )
