"""What people do with a licence that was given, and how one keeps out of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    ReasonForm,
    date_field,
    long_text_field,
    text_field,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.console.application_actions import case, code_indices, state_is
from plugins.brand.console.application_forms import TOLD
from plugins.brand.console.papers import paper_field, paper_kept
from plugins.brand.services.annual_review import annual_review_fail, licence_renew
from plugins.brand.services.certificate_issue import last_day_of
from plugins.brand.services.licence_supervise import (
    licence_rectify,
    licence_restore,
    licence_revoke,
    licence_suspend,
    licence_withdraw,
)
from plugins.brand.services.reasons import REASON_LONGEST
from plugins.brand.services.tie_declare import tie_declare
from plugins.brand.states import OPEN
from plugins.brand.states import LicenceState as S


class EvidenceForm(ActionForm):
    """Why, and the paper that shows it."""

    reason = long_text_field("原因", max_length=REASON_LONGEST, help_text=TOLD)
    file = paper_field("依据")


class RectifyForm(EvidenceForm):
    rectify_by = date_field("整改截止日")
    field_order = ("reason", "rectify_by", "file")


class RenewForm(ActionForm):
    reason = long_text_field("年审情况", max_length=REASON_LONGEST)
    file = paper_field("年审材料")


class FailedYearForm(ActionForm):
    reason = long_text_field("不合格情况", max_length=REASON_LONGEST)
    rectify_by = date_field("整改截止日")


class TieForm(ActionForm):
    relation = text_field("什么关系", max_length=40, help_text="例如：合作社理事的亲属、供货商。")


@transaction.atomic
def _supervised(asked: Asked, service: Callable[..., Any], title: str, **more: Any) -> None:
    papers = paper_kept(asked, title=title, enterprise=asked.obj.enterprise)
    service(reason=asked.data["reason"], attachments=papers, **more, **case(asked))


def _rectify(asked: Asked) -> str:
    by = asked.data["rectify_by"]
    _supervised(asked, licence_rectify, "责令整改依据", rectify_by=by)
    return f"已责令整改，截止 {by}；到期没有恢复的，商品自动停售。"


def _suspend(asked: Asked) -> str:
    _supervised(asked, licence_suspend, "暂停授权依据")
    return "已暂停，商品即刻停售；已付款的订单照常发货。"


def _restore(asked: Asked) -> str:
    _supervised(asked, licence_restore, "恢复授权依据")
    return "已恢复，商品即刻可售。"


def _revoke(asked: Asked) -> str:
    _supervised(asked, licence_revoke, "撤销授权依据")
    return "已撤销。"


def _withdraw(asked: Asked) -> str:
    licence_withdraw(reason=asked.data["reason"], **case(asked))
    return "已登记企业退出。"


@transaction.atomic
def _renew(asked: Asked) -> str:
    certificate = licence_renew(
        findings=asked.data["reason"],
        code_indices=code_indices(),
        attachments=paper_kept(asked, title="年审材料", enterprise=asked.obj.enterprise),
        **case(asked),
    )
    return f"年审通过，新证书 {certificate} 有效至 {last_day_of(certificate)}。"


def _fail_year(asked: Asked) -> str:
    annual_review_fail(
        findings=asked.data["reason"], rectify_by=asked.data["rectify_by"], **case(asked)
    )
    return "年审不通过，已责令整改。"


def _declare(asked: Asked) -> str:
    tie_declare(
        enterprise=asked.obj.enterprise,
        user=asked.user,
        relation=asked.data["relation"],
        actor=Actor.of(asked.user),
    )
    return "已申报。该企业的事项将由其他人员办理。"


SUPERVISION_ACTIONS = (
    ObjectAction(
        name="renew",
        title="年审通过，续展",
        icon="autorenew",
        permission=Role.APPROVE,
        form=RenewForm,
        perform=_renew,
        available=state_is(S.LICENSED),
        warning=lambda licence: "新证书接着现在的证书，中间不断。",
        confirm="续展",
    ),
    ObjectAction(
        name="restore",
        title="恢复授权",
        icon="play_circle",
        permission=Role.SUPERVISE,
        form=EvidenceForm,
        perform=_restore,
        available=state_is(S.RECTIFYING, S.SUSPENDED),
        confirm="恢复",
    ),
    ObjectAction(
        name="fail-year",
        title="年审不通过",
        icon="event_busy",
        permission=Role.SUPERVISE,
        form=FailedYearForm,
        perform=_fail_year,
        available=state_is(S.LICENSED),
        confirm="责令整改",
    ),
    ObjectAction(
        name="rectify",
        title="责令整改",
        icon="build",
        permission=Role.SUPERVISE,
        form=RectifyForm,
        perform=_rectify,
        available=state_is(S.LICENSED),
        confirm="责令整改",
    ),
    ObjectAction(
        name="suspend",
        title="暂停授权",
        icon="pause_circle",
        permission=Role.SUPERVISE,
        form=EvidenceForm,
        perform=_suspend,
        available=state_is(S.LICENSED, S.RECTIFYING),
        warning=lambda licence: "商品即刻停售，公开验真页显示“已停用”。",
        is_danger=True,
        confirm="暂停",
    ),
    ObjectAction(
        name="revoke",
        title="撤销授权",
        icon="block",
        permission=Role.SUPERVISE,
        form=EvidenceForm,
        perform=_revoke,
        available=state_is(S.LICENSED, S.RECTIFYING, S.SUSPENDED),
        warning=lambda licence: (
            f"不能恢复。企业要过 {licence.terms.cooling_off_months} 个月才能重新申请，"
            "撤销公告对外公开。"
        ),
        is_danger=True,
        confirm="撤销",
    ),
    ObjectAction(
        name="withdraw",
        title="登记企业退出",
        icon="logout",
        permission=Role.APPLY,
        form=ReasonForm,
        perform=_withdraw,
        available=lambda licence: licence.state in OPEN,
        warning=lambda licence: "企业书面申请退出后登记，不能撤回。",
        is_danger=True,
        confirm="登记退出",
    ),
    ObjectAction(
        name="tie",
        title="申报回避",
        icon="diversity_3",
        permission="mall_brand.view_licence",
        form=TieForm,
        perform=_declare,
        available=lambda licence: licence.state in OPEN,
        warning=lambda licence: "申报后您不能再办理该企业的任何授权事项。",
        confirm="申报",
    ),
)
