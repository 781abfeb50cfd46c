"""Everything other capabilities may use of WeChat Pay."""

from plugins.wechat_pay.errors import PaymentUnavailable
from plugins.wechat_pay.provider import WechatPayProvider
from plugins.wechat_pay.services.payment_apply_transaction import GATEWAY

__all__ = ["GATEWAY", "PaymentUnavailable", "WechatPayProvider"]
