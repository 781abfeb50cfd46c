"""The environment variables of WeChat and of cards; `variables.py` has the others."""

from __future__ import annotations

from .variable import Variable, switch, table, text, whole_number, words

PAYMENT_VARIABLES: tuple[Variable, ...] = (
    Variable(
        "WECHAT_SIMULATOR_PORT",
        text,
        "",
        "Port of the WeChat simulator on a laptop. Default: PORT + 1. Refused in production.",
    ),
    Variable("WECHAT_APPID", text, "", "App id of the mini-program.", needed_in_production=True),
    Variable(
        "WECHAT_SECRET",
        text,
        "",
        "App secret of the mini-program.",
        secret=True,
        needed_in_production=True,
    ),
    Variable("WECHAT_API_BASE", text, "https://api.weixin.qq.com", "WeChat's API host."),
    Variable(
        "WECHAT_OFFICIAL_APPID",
        text,
        "",
        "App id of the official account (服务号): login and payment in WeChat's own browser."
        " Without it those pages log in by mail and pay by scanning.",
    ),
    Variable(
        "WECHAT_OFFICIAL_SECRET",
        text,
        "",
        "App secret of the official account; set with WECHAT_OFFICIAL_APPID.",
        secret=True,
    ),
    Variable(
        "WECHAT_OPEN_BASE",
        text,
        "https://open.weixin.qq.com",
        "Host where WeChat asks a person whether the shop may know her.",
    ),
    Variable(
        "WECHAT_DOMAIN_PROOFS",
        words,
        "",
        "Codes of the files MP_verify_<code>.txt by which WeChat asks whose domain this is,"
        " separated by commas.",
    ),
    Variable("WECHAT_PAY_BASE", text, "https://api.mch.weixin.qq.com", "WeChat Pay's API host."),
    Variable("WECHAT_PAY_MCHID", text, "", "Merchant number.", needed_in_production=True),
    Variable(
        "WECHAT_PROFIT_SHARING",
        switch,
        "off",
        "Pay enterprises by WeChat's profit sharing, as far as it goes; see docs/settlement.md.",
    ),
    Variable(
        "WECHAT_PROFIT_SHARING_PERCENT",
        whole_number,
        "30",
        "Most of a payment that may be shared, as agreed with WeChat.",
    ),
    Variable(
        "WECHAT_PAY_CERT_SERIAL",
        text,
        "",
        "Serial of the merchant's API certificate.",
        needed_in_production=True,
    ),
    Variable(
        "WECHAT_PAY_PRIVATE_KEY_FILE",
        text,
        "",
        "PEM file with the merchant's private key.",
        needed_in_production=True,
    ),
    Variable(
        "WECHAT_PAY_APIV3_KEY",
        text,
        "",
        "32-byte key that decrypts notifications.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "WECHAT_PAY_VERIFY_KEYS_DIR",
        text,
        "",
        "Folder of `<serial or PUB_KEY_ID>.pem`: the keys WeChat signs with.",
        needed_in_production=True,
    ),
    Variable(
        "WECHAT_PAY_PREFERRED_SERIAL", text, "", "Which of those keys WeChat shall answer with."
    ),
    Variable(
        "WECHAT_PAY_NOTIFY_URL",
        text,
        "",
        "Address WeChat notifies. Default: PUBLIC_URL/wechat-pay/notify/.",
    ),
    Variable(
        "WECHAT_PUSH_TOKEN",
        text,
        "",
        "Token of the message push to PUBLIC_URL/wechat/push/. Pushes are off without it.",
        secret=True,
    ),
    Variable(
        "WECHAT_PUSH_AES_KEY",
        text,
        "",
        "EncodingAESKey of that push, 43 characters; set with WECHAT_PUSH_TOKEN.",
        secret=True,
    ),
    Variable(
        "WECHAT_MESSAGE_TEMPLATES",
        table,
        "{}",
        "Subscription templates as JSON: which template and keywords say what, see docs/messages.md.",
    ),
    Variable(
        "PAY_REMINDER_MINUTES",
        whole_number,
        "10",
        "A buyer is reminded this many minutes before the time to pay ends. 0: not at all.",
    ),
    Variable(
        "STRIPE_SECRET_KEY",
        text,
        "",
        "Stripe's secret key. Cards are off until all three Stripe keys are set.",
        secret=True,
    ),
    Variable("STRIPE_PUBLISHABLE_KEY", text, "", "Stripe's key for the buyer's browser."),
    Variable(
        "STRIPE_WEBHOOK_SECRET",
        text,
        "",
        "Signing secret of the Stripe endpoint PUBLIC_URL/cards/webhook/.",
        secret=True,
    ),
    Variable("STRIPE_API_BASE", text, "https://api.stripe.com", "Stripe's API host."),
)
