"""The page of an enterprise's file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html

from brand_theme.console.public import Label as Word
from brand_theme.console.public import Panel, Table, Tone, label, moment, object_url
from plugins.brand.clock import day_of
from plugins.brand.console.papers import paper_link
from plugins.brand.console.texts import LICENCE_STATES, validity, verification
from plugins.brand.models import Enterprise
from plugins.brand.rules.enterprises import email_masked, person_masked, phone_masked
from plugins.brand.selectors.licence_goods import licence_goods
from plugins.brand.selectors.licensed import licensed_among
from plugins.brand.wording import ENTERPRISE_KINDS, PERMIT_KINDS, PROOF_KINDS

MOST_GOODS = 100


def enterprise_panels(enterprise: Enterprise, *, now: datetime) -> list[Panel]:
    today = day_of(now)
    return [
        _facts(enterprise, now=now),
        _contacts(enterprise),
        _licences(enterprise),
        _papers(enterprise, today=today),
        _trademarks(enterprise, today=today),
        _documents(enterprise, today=today),
        _goods(enterprise, now=now),
        _ties(enterprise),
    ]


def _facts(enterprise: Enterprise, *, now: datetime) -> Panel:
    facts: list[tuple[str, Any]] = [
        ("名称", enterprise.name),
        ("品牌", enterprise.brand_name),
        ("类型", ENTERPRISE_KINDS[enterprise.kind]),
        ("统一社会信用代码", enterprise.credit_code or "农户，免登记"),
        ("乡镇", enterprise.town),
        ("建档", moment(enterprise.registered_at)),
        ("上次核验", moment(enterprise.verified_at)),
        ("核验有效至", moment(enterprise.verify_by)),
        ("暂停", moment(enterprise.suspended_at) if enterprise.suspended_at else ""),
        ("暂停原因", enterprise.suspension_reason),
        ("简介", enterprise.story),
    ]
    standing = verification(enterprise.verify_by, suspended_at=enterprise.suspended_at, now=now)
    return Panel("档案", facts=[fact for fact in facts if fact[1]], label=standing)


def _contacts(enterprise: Enterprise) -> Panel:
    rows = [
        (person_masked(each.name), each.duty or "—", phone_masked(each.phone), _email(each.email))
        for each in enterprise.contacts.all()
    ]
    return Panel("联系人", table=Table(("姓名", "职务", "电话", "邮箱"), rows))


def _email(email: str) -> str:
    return email_masked(email) or "—"


def _licences(enterprise: Enterprise) -> Panel:
    rows = [
        (
            format_html('<a href="{}">{}</a>', object_url(each), licence_goods(each)),
            label(LICENCE_STATES[each.state]),
            "、".join(certificate.number for certificate in each.certificates.all()) or "—",
            moment(each.applied_at),
        )
        for each in enterprise.licences.prefetch_related(
            "certificates", "scopes__goods_class", "scopes__product"
        )
    ]
    return Panel("授权", table=Table(("授权", "状态", "证书", "申请"), rows))


def _papers(enterprise: Enterprise, *, today: date) -> Panel:
    rows: list[tuple[Any, ...]] = [
        (
            PERMIT_KINDS[each.kind],
            each.number,
            "、".join(goods_class.name for goods_class in each.goods_classes.all()) or "—",
            label(validity(each.valid_until, today=today)),
            paper_link(enterprise, each.document),
        )
        for each in enterprise.permits.select_related("document").prefetch_related("goods_classes")
    ]
    rows += [
        (
            PROOF_KINDS[each.kind],
            each.number,
            each.goods_class.name,
            label(validity(each.valid_until, today=today)),
            paper_link(enterprise, each.document),
        )
        for each in enterprise.proofs.select_related("document", "goods_class")
    ]
    return Panel("许可与证明", table=Table(("材料", "编号", "品类", "有效期至", "文件"), rows))


def _trademarks(enterprise: Enterprise, *, today: date) -> Panel:
    rows = [
        (
            each.name,
            each.number,
            f"第 {each.nice_class} 类",
            each.holder,
            label(validity(each.expires_on, today=today)),
        )
        for each in enterprise.trademarks.all()
    ]
    return Panel("商标", table=Table(("商标", "注册号", "类别", "注册人", "有效期至"), rows))


def _documents(enterprise: Enterprise, *, today: date) -> Panel:
    rows = [
        (
            paper_link(enterprise, each),
            f"{max(each.size // 1024, 1)} KB",
            label(validity(each.expires_on, today=today)) if each.expires_on else "—",
            moment(each.added_at),
        )
        for each in enterprise.documents.order_by("-pk")
    ]
    return Panel("文件", table=Table(("文件", "大小", "有效期至", "归档"), rows))


def _goods(enterprise: Enterprise, *, now: datetime) -> Panel:
    made = list(enterprise.makes.select_related("product", "goods_class")[:MOST_GOODS])
    licensed = licensed_among([each.product_id for each in made], now)
    rows = [
        (
            each.product.name,
            each.goods_class.name,
            label(
                Word("可用标志", Tone.GOOD)
                if each.product_id in licensed
                else Word("没有授权", Tone.CAREFUL)
            ),
        )
        for each in made
    ]
    return Panel("商品", table=Table(("商品", "品类", "授权"), rows))


def _ties(enterprise: Enterprise) -> Panel:
    rows = [
        (each.user.get_full_name(), each.relation)
        for each in enterprise.ties.select_related("user").order_by("pk")
    ]
    return Panel("须回避的人员", table=Table(("人员", "关系"), rows))
