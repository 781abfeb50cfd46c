"""What reconciliation asks of WeChat Pay; `bill_gateway()` is the real one."""

from datetime import date
from typing import BinaryIO, Protocol

from plugins.wechat_pay.public import BillKind, BillLocation


class BillGateway(Protocol):
    """See `plugins.wechat_pay.protocol.bills.BillClient` for the errors."""

    @property
    def mchid(self) -> str: ...
    def bill_locate(self, *, kind: BillKind, day: date) -> BillLocation: ...
    def bill_download(self, *, location: BillLocation, into: BinaryIO) -> int: ...
