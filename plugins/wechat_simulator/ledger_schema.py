"""The tables of WeChat's own books."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    openid TEXT PRIMARY KEY,
    nickname TEXT NOT NULL,
    phone TEXT NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('login', 'phone')),
    openid TEXT NOT NULL REFERENCES users,
    expires_at REAL NOT NULL,
    used_at REAL
);
CREATE TABLE IF NOT EXISTS web_codes (
    code TEXT PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('snsapi_base', 'snsapi_userinfo')),
    openid TEXT NOT NULL REFERENCES users,
    expires_at REAL NOT NULL,
    used_at REAL
);
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('stable', 'legacy')),
    issued_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    forced INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS subscriptions (
    openid TEXT NOT NULL REFERENCES users,
    template_id TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times >= 0),
    PRIMARY KEY (openid, template_id)
);
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    openid TEXT NOT NULL REFERENCES users,
    template_id TEXT NOT NULL,
    content TEXT NOT NULL,
    sent_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS orders (
    out_trade_no TEXT PRIMARY KEY,
    parameters TEXT NOT NULL,
    description TEXT NOT NULL,
    attach TEXT NOT NULL,
    openid TEXT REFERENCES users,
    total INTEGER NOT NULL CHECK (total >= 1),
    notify_url TEXT NOT NULL,
    signed_with TEXT NOT NULL,
    created_at REAL NOT NULL,
    pay_before REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('NOTPAY', 'SUCCESS', 'CLOSED')),
    transaction_id TEXT UNIQUE,
    success_at REAL,
    CHECK ((state = 'SUCCESS') = (transaction_id IS NOT NULL)),
    CHECK ((state = 'SUCCESS') = (success_at IS NOT NULL))
);
CREATE TABLE IF NOT EXISTS prepays (
    prepay_id TEXT PRIMARY KEY,
    out_trade_no TEXT NOT NULL REFERENCES orders,
    expires_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS refunds (
    out_refund_no TEXT PRIMARY KEY,
    refund_id TEXT NOT NULL UNIQUE,
    out_trade_no TEXT NOT NULL REFERENCES orders,
    transaction_id TEXT NOT NULL,
    parameters TEXT NOT NULL,
    fen INTEGER NOT NULL CHECK (fen BETWEEN 1 AND total),
    total INTEGER NOT NULL,
    reason TEXT NOT NULL,
    notify_url TEXT NOT NULL,
    signed_with TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('PROCESSING', 'SUCCESS', 'ABNORMAL', 'CLOSED')),
    ends_as TEXT NOT NULL CHECK (ends_as IN ('SUCCESS', 'ABNORMAL', 'CLOSED')),
    created_at REAL NOT NULL,
    settles_at REAL NOT NULL,
    success_at REAL,
    CHECK ((status = 'SUCCESS') = (success_at IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS refunds_by_order ON refunds (out_trade_no);
CREATE TABLE IF NOT EXISTS shipments (
    transaction_id TEXT PRIMARY KEY REFERENCES orders (transaction_id),
    content TEXT NOT NULL,
    upload_time TEXT NOT NULL,
    uploads INTEGER NOT NULL CHECK (uploads IN (1, 2)),
    reminded_at REAL,
    confirmed_at REAL
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    out_trade_no TEXT NOT NULL REFERENCES orders,
    url TEXT NOT NULL,
    body BLOB NOT NULL,
    signed_with TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'delivered', 'given_up', 'lost')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL,
    last_status INTEGER
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_at) WHERE state = 'due';
CREATE TABLE IF NOT EXISTS pushes (
    id INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    out_trade_no TEXT NOT NULL REFERENCES orders,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'delivered', 'given_up', 'lost')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL,
    last_status INTEGER
);
CREATE INDEX IF NOT EXISTS pushes_due ON pushes (due_at) WHERE state = 'due';
CREATE TABLE IF NOT EXISTS receivers (
    type TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    relation_type TEXT NOT NULL,
    custom_relation TEXT NOT NULL,
    created_at REAL NOT NULL,
    PRIMARY KEY (type, account)
);
CREATE TABLE IF NOT EXISTS splits (
    out_order_no TEXT PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE,
    out_trade_no TEXT NOT NULL REFERENCES orders,
    transaction_id TEXT NOT NULL,
    total INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('split', 'unfreeze')),
    parameters TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('PROCESSING', 'FINISHED')),
    created_at REAL NOT NULL,
    finishes_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS split_receivers (
    detail_id TEXT PRIMARY KEY,
    out_order_no TEXT NOT NULL REFERENCES splits,
    type TEXT NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1),
    description TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('PENDING', 'SUCCESS', 'CLOSED')),
    fail_reason TEXT NOT NULL,
    finished_at REAL,
    CHECK ((result = 'PENDING') = (finished_at IS NULL)),
    CHECK (result <> 'SUCCESS' OR fail_reason = '')
);
CREATE TABLE IF NOT EXISTS split_returns (
    out_return_no TEXT PRIMARY KEY,
    return_id TEXT NOT NULL UNIQUE,
    out_order_no TEXT NOT NULL REFERENCES splits,
    return_mchid TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1),
    description TEXT NOT NULL,
    parameters TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('PROCESSING', 'SUCCESS', 'FAILED')),
    fail_reason TEXT NOT NULL,
    created_at REAL NOT NULL,
    finishes_at REAL NOT NULL,
    finished_at REAL,
    CHECK ((result = 'PROCESSING') = (finished_at IS NULL))
);
CREATE TABLE IF NOT EXISTS clock (
    ahead REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS bill_files (
    token TEXT PRIMARY KEY,
    until REAL NOT NULL,
    content BLOB NOT NULL
);
"""


# Columns that came after the first version of their table.
LATER_COLUMNS = (
    ("deliveries", "held", "INTEGER NOT NULL DEFAULT 0"),
    ("orders", "remind_at", "REAL"),
    ("orders", "thaws_at", "REAL"),
    ("orders", "thawed_at", "REAL"),
    ("orders", "trade_type", "TEXT NOT NULL DEFAULT 'JSAPI'"),
    ("orders", "appid", "TEXT"),
    ("shipments", "shipped_at", "REAL"),
    ("shipments", "confirms_at", "REAL"),
    ("shipments", "confirm_method", "INTEGER"),
    ("shipments", "settles_at", "REAL"),
    ("shipments", "settled_at", "REAL"),
)

# Conditions that a table of an earlier version has and that were lifted: of a Native
# order nobody knows the payer until it is paid.
LIFTED = (
    (
        "orders",
        "openid TEXT NOT NULL REFERENCES users,\n    total",
        "openid TEXT REFERENCES users,\n    total",
    ),
)
