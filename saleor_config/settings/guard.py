"""What a production shop must have, checked before it serves anybody."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from .reading import Environment
from .variables import VARIABLES

SHORTEST_SECRET = 32
WIDEST_RATES = 10
#: Each is of use with the others alone.
TOGETHER = (
    ("Stripe 的三个密钥", ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET")),
    ("微信消息推送的两个密钥", ("WECHAT_PUSH_TOKEN", "WECHAT_PUSH_AES_KEY")),
    ("服务号的 AppID 与密钥", ("WECHAT_OFFICIAL_APPID", "WECHAT_OFFICIAL_SECRET")),
)


def production_problems(env: Environment) -> list[str]:
    """Return every reason why `env` must not go into production."""
    problems = [
        f"{variable.name} 未设置 · {variable.name} is not set: {variable.doc}"
        for variable in VARIABLES
        if variable.needed_in_production and not env.is_set(variable.name)
    ]
    if env.DEBUG:
        problems.append("DEBUG 不得在生产环境开启 · DEBUG must be off in production")
    if env.is_set("WECHAT_SIMULATOR_PORT"):
        problems.append(
            "生产环境不得配置微信模拟器 · WECHAT_SIMULATOR_PORT must not be set in production"
        )
    problems += [
        f"{name} 必须是 https 地址 · {name} must be an https address"
        for name in (
            "WECHAT_API_BASE",
            "WECHAT_PAY_BASE",
            "WECHAT_OPEN_BASE",
            "STRIPE_API_BASE",
            "PUBLIC_URL",
        )
        if not getattr(env, name).startswith("https://")
    ]
    if env.WECHAT_OFFICIAL_APPID and env.WECHAT_OFFICIAL_APPID == env.WECHAT_APPID:
        problems.append(
            "WECHAT_OFFICIAL_APPID 是服务号的 AppID,不能与小程序 WECHAT_APPID 相同 · "
            "WECHAT_OFFICIAL_APPID is the official account's, not the mini-program's"
        )
    problems += [
        f"{zh}须同时设置或都不设置 · set all of these or none: {', '.join(names)}"
        for zh, names in TOGETHER
        if len({env.is_set(name) for name in names}) > 1
    ]
    if not 1 <= env.RATE_LIMIT_FACTOR <= WIDEST_RATES:
        problems.append(
            f"RATE_LIMIT_FACTOR 须在 1 至 {WIDEST_RATES} 之间 · "
            f"RATE_LIMIT_FACTOR must be between 1 and {WIDEST_RATES}"
        )
    problems += [
        f"{name} 至少 {SHORTEST_SECRET} 个字符 · {name} needs {SHORTEST_SECRET} characters or more"
        for name in ("SECRET_KEY", "JWT_SECRET_KEY", "AUDIT_KEY")
        if 0 < len(getattr(env, name)) < SHORTEST_SECRET
    ]
    problems += [
        f"DATA_KEYS 的每把密钥至少 {SHORTEST_SECRET} 个字符 · "
        f"each key of DATA_KEYS needs {SHORTEST_SECRET} characters or more"
        for key in env.DATA_KEYS
        if len(key) < SHORTEST_SECRET
    ]
    if env.SECRET_KEY and env.SECRET_KEY == env.JWT_SECRET_KEY:
        problems.append("SECRET_KEY 与 JWT_SECRET_KEY 不得相同 · they must differ")
    return problems


def refuse_unsafe_production(env: Environment) -> None:
    """Stop the process when production is asked for and something is missing.

    Raises:
        ImproperlyConfigured: naming every problem at once.
    """
    if env.SHOP_ENV not in ("laptop", "production"):
        raise ImproperlyConfigured(
            "SHOP_ENV 只能是 laptop 或 production · must be laptop or production"
        )
    if not env.is_production:
        return
    problems = production_problems(env)
    if problems:
        raise ImproperlyConfigured(
            "生产配置不完整 · The production configuration is not safe:\n- " + "\n- ".join(problems)
        )
