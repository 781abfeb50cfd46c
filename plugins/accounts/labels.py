"""What the audited moves of accounts are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "accounts.session.reused": (
        "已用过的续期凭证再次出现，登录已终止",
        "A used refresh token came back: the login was ended",
    ),
    "accounts.session.revoked": ("登录被结束", "Login ended by staff"),
    "accounts.user.registered": ("邮箱注册", "Registered by e-mail"),
    "accounts.user.logged_out_everywhere": ("在所有设备退出", "Logged out everywhere"),
    "accounts.user.password_changed": ("修改密码", "Password changed"),
    "accounts.user.password_reset": ("通过邮件重设密码", "Password reset by mail"),
    "accounts.user.email_changed": ("更换邮箱", "E-mail address changed"),
    "accounts.user.closed": ("注销账号", "Account closed"),
    "accounts.ban.placed": ("封禁账号", "Account banned"),
    "accounts.ban.lifted": ("解除封禁", "Ban lifted"),
    "accounts.second_factor.enrolled": ("启用两步验证", "Second factor enrolled"),
    "accounts.second_factor.removed": ("停用两步验证", "Second factor removed"),
    "accounts.second_factor.codes_renewed": ("更换恢复码", "Recovery codes renewed"),
    "accounts.second_factor.code_spent": ("使用恢复码登录", "Logged in by recovery code"),
}
REASONS: Mapping[str, tuple[str, str]] = {}
