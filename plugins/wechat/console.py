"""Words of the audit trail about people's WeChat accounts; they have no page of their own."""

ACTION_TEXT = {
    "wechat.identity.created": "微信首次登录",
    "wechat.phone.bound": "绑定手机号",
}
