from tests.unit.wechat_pay.services.conftest import placed, wechat

__all__ = ["placed", "wechat"]
