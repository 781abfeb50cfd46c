"""Every environment variable the shop reads, in one table.

`manage.py settings_table` prints it; `docs/settings.md` is that print-out.
"""

from __future__ import annotations

from .payment_variables import PAYMENT_VARIABLES
from .variable import Variable, switch, table, text, whole_number, words

VARIABLES: tuple[Variable, ...] = (
    Variable(
        "SHOP_ENV",
        text,
        "laptop",
        "`laptop` or `production`. Production refuses generated secrets and simulators.",
    ),
    Variable(
        "SHOP_HOME",
        text,
        ".shop",
        "Data folder: database, media, secrets, logs. Two folders are two shops.",
    ),
    Variable(
        "PORT",
        whole_number,
        "8000",
        "Port of the web server; the WeChat simulator takes the next one.",
    ),
    Variable(
        "PUBLIC_URL",
        text,
        "",
        "Address buyers reach the shop by, no trailing slash. Default: http://127.0.0.1:PORT.",
        needed_in_production=True,
    ),
    Variable(
        "DEMO_ORDERS",
        switch,
        "on",
        "Laptop: the first `make run` makes a week of demonstration orders in an empty shop.",
    ),
    Variable(
        "OPERATOR_NAME",
        text,
        "",
        "Who runs the shop, as on the business licence; shown on every page (电子商务法 art. 15).",
        needed_in_production=True,
    ),
    Variable(
        "OPERATOR_CREDIT_CODE",
        text,
        "",
        "统一社会信用代码 of the operator, 18 characters.",
        needed_in_production=True,
    ),
    Variable("OPERATOR_ADDRESS", text, "", "Address of the operator, as on the licence."),
    Variable(
        "OPERATOR_CONTACT",
        text,
        "",
        "Telephone or mail of customer service; buyers write there about personal data, too.",
        needed_in_production=True,
    ),
    Variable(
        "OPERATOR_LICENCES",
        table,
        "{}",
        'Licences as JSON, name to number: {"食品经营许可证": "JY1…", "EDI 许可证": "鄂B2-…"}.',
    ),
    Variable(
        "ICP_NUMBER",
        text,
        "",
        "ICP 备案号 of the domain, shown with a link to beian.miit.gov.cn.",
        needed_in_production=True,
    ),
    Variable("DEBUG", switch, "off", "Django's debug pages. Refused in production."),
    Variable("LOG_LEVEL", text, "INFO", "Least severe level that is logged."),
    Variable(
        "SECRET_KEY",
        text,
        "",
        "Signs sessions. Laptop: generated into SHOP_HOME/secrets.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "JWT_SECRET_KEY",
        text,
        "",
        "Signs access tokens. Laptop: generated into SHOP_HOME/secrets.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "AUDIT_KEY",
        text,
        "",
        "Key of the audit chain; never changed. Laptop: generated into SHOP_HOME/secrets.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "DATA_KEYS",
        words,
        "",
        "Keys of personal data, the newest first, separated by commas; `manage.py rotate_keys`."
        " Laptop: generated into SHOP_HOME/secrets.",
        secret=True,
        needed_in_production=True,
    ),
    Variable("ACCESS_TOKEN_MINUTES", whole_number, "5", "Life of an access token."),
    Variable(
        "REFRESH_DAYS", whole_number, "7", "How long after a login its tokens can be renewed."
    ),
    Variable(
        "ALLOWED_HOSTS",
        words,
        "localhost,127.0.0.1",
        "Host names the web server answers to.",
        needed_in_production=True,
    ),
    Variable(
        "ALLOWED_CLIENT_HOSTS",
        words,
        "localhost,127.0.0.1",
        "Hosts that mails may link to.",
        needed_in_production=True,
    ),
    Variable(
        "ALLOWED_GRAPHQL_ORIGINS",
        text,
        "",
        "Origin allowed to call the API from a browser on another host; empty: none.",
    ),
    Variable(
        "TRUSTED_PROXY_HOPS",
        whole_number,
        "0",
        "Reverse proxies in front of the web server. 0: forwarded headers are ignored.",
    ),
    Variable(
        "RATE_LIMIT_FACTOR",
        whole_number,
        "1",
        "Widens how often callers may ask (`saleor_config/door/rates.py`). Load tests need it.",
    ),
    Variable(
        "HTTPS_ONLY",
        switch,
        "off",
        "Redirect to https and send HSTS. Production turns it on by itself.",
    ),
    Variable(
        "SECOND_FACTOR_REQUIRED",
        switch,
        "off",
        "Finance, the brand office's head and administrators need a second factor."
        " Production turns it on by itself.",
    ),
    Variable(
        "DATABASE_URL",
        text,
        "",
        "PostgreSQL to use instead of the embedded one.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "DATABASE_MAX_AGE", whole_number, "60", "Seconds a database connection is kept for reuse."
    ),
    Variable(
        "REDIS_URL",
        text,
        "",
        "Broker and cache. Laptop default: files under SHOP_HOME.",
        secret=True,
        needed_in_production=True,
    ),
    Variable(
        "ELASTICSEARCH_URL", text, "", "Search server. Default: PostgreSQL searches.", secret=True
    ),
    Variable(
        "EMAIL_URL",
        text,
        "",
        "Mail server as a URL (smtp://…). Laptop default: mails are written to SHOP_HOME/logs/mails.",
        secret=True,
        needed_in_production=True,
    ),
    Variable("DEFAULT_FROM_EMAIL", text, "shop@daye.invalid", "Sender of mails."),
    Variable(
        "MEDIA_URL",
        text,
        "/media/",
        "Where pictures are served from; an object store's address in production.",
    ),
    Variable("SENTRY_DSN", text, "", "Error collector; empty: none.", secret=True),
    Variable("WEB_WORKERS", whole_number, "2", "Web processes."),
    Variable(
        "PAYMENT_MINUTES", whole_number, "30", "Minutes a placed order waits for its payment."
    ),
    Variable(
        "REVIEW_DAYS", whole_number, "90", "Days after goods arrived in which they can be reviewed."
    ),
    Variable(
        "FOLLOW_UP_DAYS", whole_number, "180", "Days after a review in which it can be added to."
    ),
    *PAYMENT_VARIABLES,
)
