"""Faults one can arm: what WeChat does on its bad days, on demand.

A fault is declared once in `KNOWN`; the place that misbehaves asks the board
with `take`. Adding one is a line here and a question there.
"""

import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of misbehaviour.

    Attributes:
        name: `<where>.<what>`.
        title: for the person at the page.
        unit: what `value` counts; empty when the fault takes no value.
        value: the default.
    """

    name: str
    title: str
    unit: str = ""
    value: float = 0


KNOWN: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("notification.late", "通知迟到", unit="seconds", value=30),
        Fault("notification.duplicate", "通知重复一次"),
        Fault("notification.lost", "通知丢失，不再重试"),
        Fault("notification.bad_signature", "通知签名错误"),
        Fault("notification.signtest", "通知带签名探测流量"),
        Fault("notification.stale_timestamp", "通知时间戳过期", unit="seconds", value=86400),
        Fault("notification.unknown_serial", "通知证书序列号未知"),
        Fault("answer.bad_signature", "应答签名错误"),
        Fault("answer.signtest", "应答带签名探测流量"),
        Fault("answer.stale_timestamp", "应答时间戳过期", unit="seconds", value=86400),
        Fault("answer.unknown_serial", "应答证书序列号未知"),
        Fault("answer.unsigned", "应答没有签名"),
        Fault("call.system_error", "系统错误 500，未受理"),
        Fault("call.timeout_after_accept", "已受理但应答超时", unit="seconds", value=20),
        Fault("call.throttled", "频率限制 429 / 45011"),
        Fault("refund.abnormal", "退款异常（原路退回失败）"),
        Fault("refund.closed", "退款关闭（未退成）"),
        Fault("refund.not_enough", "商户余额不足，退款未受理"),
        Fault("refund.slow", "退款到账缓慢", unit="seconds", value=3600),
        Fault("call.busy", "系统繁忙 -1（小程序接口）"),
        Fault("bill.creating", "账单生成中"),
        Fault("bill.wrong_hash", "账单摘要与文件不符"),
        Fault("bill.missing_row", "账单少一行"),
        Fault("bill.extra_row", "账单多一行"),
        Fault("bill.changed_amount", "账单金额多一分"),
        Fault("bill.changed_fee", "账单手续费多一分"),
        Fault("shipping.lag", "发货管理尚无此支付单 10060001"),
        Fault("shipping.correction_used", "重新发货机会已用 10060003"),
        Fault("shipping.not_shippable", "支付单不可发货 10060004"),
        Fault("token.expired", "接口调用凭证过期 42001"),
    )
}


class UnknownFault(ValueError):
    """No fault of that name is declared."""


@dataclass(frozen=True, slots=True)
class Armed:
    """A fault waiting to happen `times` more times, at one operation or any."""

    name: str
    times: int
    operation: str = ""
    value: float = 0


class FaultBoard:
    """The faults now armed. Kept in memory: a restart is a good day again."""

    def __init__(self) -> None:
        self._armed: list[Armed] = []
        self._lock = threading.Lock()

    def arm(
        self, name: str, *, times: int = 1, operation: str = "", value: float | None = None
    ) -> Armed:
        """Let a fault happen the next `times` times.

        Raises:
            UnknownFault: nothing of that name is declared.
        """
        if name not in KNOWN:
            raise UnknownFault(name)
        armed = Armed(
            name=name,
            times=max(1, times),
            operation=operation,
            value=KNOWN[name].value if value is None else value,
        )
        with self._lock:
            self._armed.append(armed)
        return armed

    def take(self, name: str, operation: str = "") -> Armed | None:
        """Use up one occurrence of a fault, if it is armed for this operation."""
        with self._lock:
            for index, armed in enumerate(self._armed):
                if armed.name == name and armed.operation in ("", operation):
                    self._use_up(index, armed)
                    return armed
        return None

    def first(self, names: Iterable[str], operation: str = "") -> Armed | None:
        """Use up the first armed fault among `names`."""
        return next(filter(None, (self.take(name, operation) for name in names)), None)

    def _use_up(self, index: int, armed: Armed) -> None:
        if armed.times == 1:
            del self._armed[index]
        else:
            self._armed[index] = replace(armed, times=armed.times - 1)

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()

    def armed(self) -> list[dict[str, object]]:
        with self._lock:
            return [asdict(armed) for armed in self._armed]
