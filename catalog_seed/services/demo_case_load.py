"""An enterprise whose case stands at a certain step, for the office to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from catalog_seed.tables.brand_office import DemoCase
from plugins.brand import public as brand
from plugins.brand.public import GoodsClass, LicenceState, RegionalBrand

from .enterprise_papers import SYSTEM, draft, facts_of, file_papers, register
from .licence_case import Office, carry

_AFTER_LICENSED = ("rectifying", "suspended", "revoked", "withdrawn")


def demo_case_load(
    *,
    row: DemoCase,
    classes: Mapping[str, GoodsClass],
    regional: RegionalBrand,
    people: Office,
    towns: Mapping[str, str],
    now: datetime,
) -> None:
    """An enterprise whose case stands where the file says; dated so that it is true today."""
    is_over = row.state == "expired"
    began = now - (timedelta(days=450) if is_over else timedelta(days=60))
    if row.state == "notice":
        began = now - timedelta(days=9)  # published two days ago
    facts = facts_of(
        row.slug, f"大冶市{row.name}（演示）", row.name, row.kind, row.credit_code, towns[row.town]
    )
    enterprise = register(facts, serial=row.serial, at=began)
    goods_class = classes[row.goods_class]
    file_papers(enterprise, [goods_class], sc_classes={}, serial=row.serial, since=began)
    licence = draft(enterprise, [goods_class], regional, at=began)
    end = {
        "expired": LicenceState.LICENSED,
        "correction": LicenceState.SUBMITTED,
        "refused": LicenceState.REVIEW,
        **dict.fromkeys(_AFTER_LICENSED, LicenceState.LICENSED),
    }.get(row.state)
    carry(licence, to=end or LicenceState(row.state), began=began, office=people)
    _turn(licence.pk, row.state, now=now)


def _turn(licence_id: int, state: str, *, now: datetime) -> None:
    """The last step of cases that left the straight way, a week or days ago."""
    then = now - timedelta(days=7)
    step = {"licence_id": licence_id, "actor": SYSTEM, "now": then}
    if state == "correction":
        brand.licence_ask_correction(reason="演示：请补交检验报告复印件", **step)
    elif state == "refused":
        brand.licence_refuse(reason="演示：评审未达标准", **step)
    elif state == "rectifying":
        by = (now + timedelta(days=23)).date()
        brand.licence_rectify(rectify_by=by, reason="演示：标签未印生产者地址", **step)
    elif state == "suspended":
        brand.licence_suspend(reason="演示：抽检不合格，待复检", **step)
    elif state == "revoked":
        brand.licence_revoke(reason="演示：以外地原料冒充本地", **step)
    elif state == "withdrawn":
        brand.licence_withdraw(reason="演示：企业转产，自愿退出", **step)
