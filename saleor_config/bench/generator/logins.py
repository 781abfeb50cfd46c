"""Where people are logged in, and who was shut out.

No key is written with them: their fingerprints fit nothing, so that nobody can use one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from saleor.account.models import User

from plugins.accounts.models import Ban, LoginSession
from plugins.accounts.rules.devices import address_masked
from plugins.accounts.states import EndReason, Means
from plugins.marketplace.models import Member
from saleor_config.bench.generator.copying import Rows, one_piece
from saleor_config.bench.generator.world import World

DEVICES = ("微信 · iPhone", "微信 · 安卓", "微信 · 鸿蒙", "Chrome · Windows", "Safari · Mac")
ENDS = (EndReason.LOGGED_OUT, EndReason.IDLE, EndReason.CROWDED)
#: One buyer in so many has been here lately.
SEEN_IN = 4
MOST_BANS = 5
OFFICE, REASON = "system:generate", "多次恶意退货"


def logins_make(world: World) -> int:
    """Write the logins and bans that are missing; return how many."""
    with one_piece():
        return _logins(world) + _bans(world)


def _logins(world: World) -> int:
    mark = world.size.mark
    members = Member.objects.filter(enterprise__slug__startswith=f"{mark}-").order_by("pk")
    people = [(each.user_id, Means.WECHAT) for each in world.buyers[::SEEN_IN]]
    people += [(user_id, Means.ENTERPRISE) for user_id in members.values_list("user_id", flat=True)]
    known = set(
        LoginSession.objects.filter(user__email__startswith=f"{mark}-").values_list(
            "user_id", flat=True
        )
    )
    rows = Rows(
        LoginSession, "id", "user_id", "means", "fingerprint", "device", "address", "created_at",
        "last_used_at", "expires_at", "ended_at", "end_reason",
    )  # fmt: skip
    for number, (user_id, means) in enumerate(people):
        if user_id not in known:
            _login(world, rows, number, user_id, means)
    return rows.write()


def _login(world: World, rows: Rows, number: int, user_id: int, means: Means) -> None:
    """An earlier login that ended, and one that lasts."""
    until = world.size.until
    seen = until - timedelta(minutes=17 * number % 10_000 + 5)
    moments: tuple[tuple[datetime, datetime, datetime | None], ...] = (
        (seen - timedelta(days=40), seen - timedelta(days=12), seen - timedelta(days=10)),
        (seen - timedelta(days=7), seen, None),
    )
    for index, (began, used, ended) in enumerate(moments):
        name = uuid5(NAMESPACE_URL, f"{world.size.mark}/login/{user_id}/{index}")
        why = ENDS[number % len(ENDS)].value if ended else ""
        address = address_masked(f"61.183.{number % 250}.{number % 7}")
        device = DEVICES[number % 3 if means is Means.WECHAT else 3 + number % 2]
        rows.add(
            name, user_id, means.value, name.hex, device, address, began, used,
            began + timedelta(days=90), ended, why,
        )  # fmt: skip


def _bans(world: World) -> int:
    """Shut out those who buy least; two in five may come back."""
    least = [buyer.user_id for buyer in world.buyers[-min(MOST_BANS, len(world.buyers) // 5) :]]
    mine = Ban.objects.filter(user__email__startswith=f"{world.size.mark}-b")
    if mine.exists():
        return 0
    at, out = world.size.until - timedelta(days=30), []
    rows = Rows(
        Ban, "user_id", "placed_at", "lifted_at", "lifted_by", "lift_reason",
        reason=REASON, placed_by=OFFICE, was_active=True,
    )  # fmt: skip
    for number, user_id in enumerate(least):
        if number % 5 in (1, 3):
            rows.add(user_id, at, at + timedelta(days=9), OFFICE, "本人已说明情况")
        else:
            out.append(user_id)
            rows.add(user_id, at, None, "", "")
    User.objects.filter(pk__in=out).update(is_active=False)
    return rows.write()
