"""The one door to WeChat's shipping management, see `docs/shipping.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from plugins.kernel.errors import GatewayError
from plugins.shipments.rules import Method
from plugins.shipments.states import WechatOrderState
from plugins.wechat.public import MiniProgramApi, mini_program

BEIJING = ZoneInfo("Asia/Shanghai")
LOGISTICS_TYPES = {Method.EXPRESS: 1, Method.SAME_CITY: 2, Method.PICK_UP: 4}
BY_MERCHANT_AND_NUMBER, BY_TRANSACTION = 1, 2
UNIFIED, SPLIT = 1, 2


@dataclass(frozen=True)
class ReportedParcel:
    """One entry of the list; pick-up and same-city delivery have one without a label.

    Attributes:
        receiver: a masked phone number, where the company asks for one.
    """

    description: str
    company: str = ""
    tracking_no: str = ""
    receiver: str = ""


@dataclass(frozen=True)
class Report:
    """What WeChat is told about the goods of one payment.

    Attributes:
        is_split: more parcels were told before, or follow.
        is_final: nothing more follows.
    """

    transaction_id: str
    mchid: str
    out_trade_no: str
    openid: str
    method: Method
    parcels: Sequence[ReportedParcel]
    at: datetime
    is_split: bool = False
    is_final: bool = True


class ShippingGateway(Protocol):
    def upload(self, report: Report) -> None:
        """Tell WeChat.

        Raises:
            GatewayError: refused (`code` is WeChat's) or not reached.
        """

    def order_state(self, transaction_id: str) -> WechatOrderState:
        """Ask how WeChat sees a payment.

        Raises:
            GatewayError: refused, not reached, or in a state nobody knows.
        """


class WechatShipping:
    """Translates reports into WeChat's words."""

    def __init__(self, api: MiniProgramApi):
        self.api = api

    def upload(self, report: Report) -> None:
        self.api.upload_shipping_info(as_wechat(report))

    def order_state(self, transaction_id: str) -> WechatOrderState:
        answer = self.api.get_order(transaction_id).get("order")
        state = answer.get("order_state") if isinstance(answer, dict) else None
        try:
            return WechatOrderState(state)
        except ValueError:
            raise GatewayError(
                f"微信返回未知的订单状态 · WeChat answered an unknown state: {state!r}"
            ) from None


def gateway() -> ShippingGateway:
    """Return the door to WeChat.

    Raises:
        NotConfigured: the settings name no mini-program.
    """
    return WechatShipping(mini_program())


def as_wechat(report: Report) -> dict[str, Any]:
    """Return the body of `upload_shipping_info`."""
    split = report.is_split or len(report.parcels) > 1
    body: dict[str, Any] = {
        "order_key": _order_key(report),
        "logistics_type": LOGISTICS_TYPES[report.method],
        "delivery_mode": SPLIT if split else UNIFIED,
        "shipping_list": [_parcel(parcel) for parcel in report.parcels],
        "upload_time": report.at.astimezone(BEIJING).isoformat(timespec="milliseconds"),
        "payer": {"openid": report.openid},
    }
    if split:
        body["is_all_delivered"] = report.is_final
    return body


def _order_key(report: Report) -> dict[str, Any]:
    if report.transaction_id:
        return {"order_number_type": BY_TRANSACTION, "transaction_id": report.transaction_id}
    return {
        "order_number_type": BY_MERCHANT_AND_NUMBER,
        "mchid": report.mchid,
        "out_trade_no": report.out_trade_no,
    }


def _parcel(parcel: ReportedParcel) -> dict[str, Any]:
    entry: dict[str, Any] = {"item_desc": parcel.description}
    if parcel.tracking_no:
        entry |= {"tracking_no": parcel.tracking_no, "express_company": parcel.company}
    if parcel.receiver:
        entry["contact"] = {"receiver_contact": parcel.receiver}
    return entry
