"""What the audited moves of a WeChat identity are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "wechat.identity.created": ("微信账号首次登录", "First login through WeChat"),
    "wechat.identity.linked": ("绑定微信", "Linked with WeChat"),
    "wechat.phone.bound": ("绑定手机号", "Mobile number bound"),
}
