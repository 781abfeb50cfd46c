"""Every way this WeChat can misbehave, declared once.

The place that misbehaves asks the board (`faults`) for it by name. Adding a fault
is a line here and a question there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of misbehaviour.

    Attributes:
        name: `<where>.<what>`.
        title: for the person at the page.
        value: seconds, of the faults that take any; 0 for the others.
        bounds: between which the random mode draws the seconds.
    """

    name: str
    title: str
    value: float = 0
    bounds: tuple[float, float] = (0, 0)

    @property
    def unit(self) -> str:
        return "seconds" if self.value else ""


# Waiting is divided by haste where it happens; the age of a timestamp is not.
_STALE = (301, 86400)

KNOWN: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("notification.late", "通知迟到", value=30, bounds=(1, 900)),
        Fault("notification.duplicate", "通知重复一次"),
        Fault("notification.lost", "通知丢失，不再重试"),
        Fault("notification.reordered", "通知乱序：后发先至", value=3600, bounds=(60, 900)),
        Fault("notification.bad_signature", "通知签名错误"),
        Fault("notification.signtest", "通知带签名探测流量"),
        Fault("notification.stale_timestamp", "通知时间戳过期", value=86400, bounds=_STALE),
        Fault("notification.unknown_serial", "通知证书序列号未知"),
        Fault("answer.bad_signature", "应答签名错误"),
        Fault("answer.signtest", "应答带签名探测流量"),
        Fault("answer.stale_timestamp", "应答时间戳过期", value=86400, bounds=_STALE),
        Fault("answer.unknown_serial", "应答证书序列号未知"),
        Fault("answer.unsigned", "应答没有签名"),
        Fault("call.system_error", "系统错误 500，未受理"),
        Fault("call.timeout_after_accept", "已受理但应答超时", value=20, bounds=(1, 20)),
        Fault("call.throttled", "频率限制 429 / 45011"),
        Fault("call.busy", "系统繁忙 -1（小程序接口）"),
        Fault("prepay.openid_mismatch", "下单用户与小程序不匹配 OPENID_MISMATCH"),
        Fault("web_login.snapshot", "网页授权得到快照页虚拟账号 is_snapshotuser"),
        Fault("refund.abnormal", "退款异常（原路退回失败）"),
        Fault("refund.closed", "退款关闭（未退成）"),
        Fault("refund.not_enough", "商户余额不足，退款未受理"),
        Fault("refund.slow", "退款到账缓慢", value=3600, bounds=(60, 3600)),
        Fault("bill.creating", "账单生成中"),
        Fault("bill.wrong_hash", "账单摘要与文件不符"),
        Fault("bill.missing_row", "账单少一行"),
        Fault("bill.extra_row", "账单多一行"),
        Fault("bill.changed_amount", "账单金额多一分"),
        Fault("bill.changed_fee", "账单手续费多一分"),
        Fault("shipping.lag", "发货管理尚无此支付单 10060001"),
        Fault("shipping.correction_used", "重新发货机会已用 10060003"),
        Fault("shipping.not_shippable", "支付单不可发货 10060004"),
        Fault("split.closed", "分账关闭：接收方账户异常"),
        Fault("split.not_enough", "分账余额不足，未受理"),
        Fault("split.slow", "分账缓慢", value=3600, bounds=(60, 3600)),
        Fault("split_return.failed", "分账回退失败：接收方余额不足"),
        Fault("split_return.stuck", "分账回退五天无果而关闭"),
        Fault("push.late", "消息推送迟到", value=30, bounds=(1, 900)),
        Fault("push.duplicate", "消息推送重复一次"),
        Fault("push.lost", "消息推送丢失，不再重试"),
        Fault("push.bad_signature", "消息推送签名错误"),
        Fault("token.expired", "接口调用凭证过期 42001"),
        Fault("message.not_subscribed", "用户未订阅此消息 43101"),
        Fault("message.bad_value", "消息内容不合规 47003"),
    )
}
