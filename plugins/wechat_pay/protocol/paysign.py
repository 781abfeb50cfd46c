"""The parameters that open the payment sheet in a mini-program or in WeChat's browser."""

from dataclasses import dataclass

from .signing import MerchantKey, sign, signed_message


@dataclass(frozen=True, slots=True)
class RequestPayment:
    """What the buyer's WeChat needs to open the payment sheet.

    `time_stamp` is text: `wx.requestPayment` refuses a number. `sign_type` is
    not part of the signed message. The app id must be the one of the prepay.
    """

    app_id: str
    time_stamp: str
    nonce_str: str
    package: str
    pay_sign: str
    sign_type: str = "RSA"

    def as_dict(self) -> dict[str, str]:
        """Return it under the names the mini-program API uses."""
        return {
            "appId": self.app_id,
            "timeStamp": self.time_stamp,
            "nonceStr": self.nonce_str,
            "package": self.package,
            "signType": self.sign_type,
            "paySign": self.pay_sign,
        }


def request_payment(
    *, merchant: MerchantKey, app_id: str, prepay_id: str, timestamp: int, nonce: str
) -> RequestPayment:
    """Sign the payment parameters for one prepay.

    Args:
        timestamp: seconds since the epoch.
        nonce: at most 32 characters.
    """
    package = f"prepay_id={prepay_id}"
    message = signed_message(app_id, str(timestamp), nonce, package)
    return RequestPayment(
        app_id=app_id,
        time_stamp=str(timestamp),
        nonce_str=nonce,
        package=package,
        pay_sign=sign(key=merchant.private_key, message=message),
    )
