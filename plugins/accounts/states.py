"""What logins, links and bans can be."""

from enum import StrEnum


class Means(StrEnum):
    """How somebody logged in."""

    PASSWORD = "password"  # noqa: S105
    WECHAT = "wechat"
    CONSOLE = "console"
    ENTERPRISE = "enterprise"
    TOOL = "tool"


#: Logins that live in a browser's cookie instead of tokens.
COOKIE_MEANS = (Means.CONSOLE, Means.ENTERPRISE)


class EndReason(StrEnum):
    """Why a login ended before its time."""

    LOGGED_OUT = "logged_out"
    EVERYWHERE = "everywhere"
    REVOKED = "revoked"
    REUSED = "reused"
    PASSWORD = "password"  # noqa: S105
    EMAIL = "email"
    BANNED = "banned"
    CROWDED = "crowded"
    CLOSED = "closed"
    IDLE = "idle"


class Purpose(StrEnum):
    """What a link in a mail is good for; never for anything else."""

    REGISTER = "register"
    RESET = "reset"
    EMAIL = "email"
    DELETE = "delete"
    WELCOME = "welcome"
