"""What people do with an application, from the formal check to the certificate."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from brand_theme.console.public import (
    Asked,
    ObjectAction,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.console.application_forms import (
    AgreementForm,
    CertificateForm,
    CorrectionForm,
    DecisionForm,
    FindingsForm,
    NoticeForm,
    ReviewForm,
)
from plugins.brand.console.papers import paper_kept
from plugins.brand.models import Licence
from plugins.brand.rules.terms import CODE_LENGTH
from plugins.brand.services.certificate_issue import certificate_issue, last_day_of
from plugins.brand.services.expert_review import expert_review
from plugins.brand.services.licence_apply import licence_submit
from plugins.brand.services.licence_approve import licence_agree, licence_approve, licence_refuse
from plugins.brand.services.licence_check import (
    licence_accept,
    licence_ask_correction,
    licence_fail_inspection,
    licence_pass_inspection,
)
from plugins.brand.services.notice_publish import notice_publish
from plugins.brand.states import LicenceState as S


def state_is(*states: S) -> Any:
    """Return the condition that a licence is in one of the states."""
    values = {state.value for state in states}
    return lambda licence: licence.state in values


def case(asked: Asked) -> dict[str, Any]:
    """Return what every service of a licence takes."""
    return {"licence_id": asked.obj.pk, "actor": Actor.of(asked.user), "now": asked.now}


def code_indices() -> list[int]:
    """Draw the random numbers that a certificate's code is spelt from."""
    return [secrets.randbelow(32) for _ in range(CODE_LENGTH)]


def _submit(asked: Asked) -> str:
    licence_submit(**case(asked))
    return "已提交，等待形式审查。"


def _ask_correction(asked: Asked) -> str:
    licence = licence_ask_correction(reason=asked.data["reason"], **case(asked))
    return f"已通知企业补正，期限 {licence.terms.correction_days} 天。"


def _accept(asked: Asked) -> str:
    licence_accept(**case(asked))
    return "形式审查通过，转现场核查。"


@transaction.atomic
def _inspected(asked: Asked, service: Any, words: str) -> str:
    papers = paper_kept(asked, title="现场核查记录", enterprise=asked.obj.enterprise)
    service(findings=asked.data["reason"], attachments=papers, **case(asked))
    return words


def _pass_inspection(asked: Asked) -> str:
    return _inspected(asked, licence_pass_inspection, "核查通过，转专家评审。")


def _fail_inspection(asked: Asked) -> str:
    words = "核查不合格已归档。可以整改后再次核查，或由负责人不予授权。"
    return _inspected(asked, licence_fail_inspection, words)


def _review(asked: Asked) -> str:
    has_conflict = asked.data["has_conflict"] == "yes"
    expert_review(
        has_conflict=has_conflict,
        score=asked.data["score"],
        opinion=asked.data["reason"],
        **case(asked),
    )
    return "已记录回避。" if has_conflict else f"已评 {asked.data['score']} 分。"


def _publish(asked: Asked) -> str:
    licence = notice_publish(last_day=asked.data["last_day"], **case(asked))
    return f"已发布公示，最后一日 {licence.notice_last_day}。"


def _approve(asked: Asked) -> str:
    licence_approve(reason=asked.data["reason"], **case(asked))
    return "已批准，等待签订授权协议。"


def _refuse(asked: Asked) -> str:
    licence_refuse(reason=asked.data["reason"], **case(asked))
    return "已作出不予授权决定。"


@transaction.atomic
def _agree(asked: Asked) -> str:
    number = asked.data["number"]
    papers = paper_kept(asked, title=f"授权协议 {number}", enterprise=asked.obj.enterprise)
    licence_agree(
        number=number,
        signed_on=asked.data["signed_on"],
        document=papers[0] if papers else None,
        **case(asked),
    )
    return "已登记协议，可以发证。"


def _issue(asked: Asked) -> str:
    certificate = certificate_issue(
        starts_on=asked.data["starts_on"], code_indices=code_indices(), **case(asked)
    )
    return f"已颁发证书 {certificate}，有效至 {last_day_of(certificate)}。"


def notice_is_over(licence: Licence) -> bool:
    """Whether nothing but the decision is left; `against` is counted by the list's query."""
    return (
        licence.state == S.NOTICE.value
        and licence.state_due is not None
        and timezone.now() >= licence.state_due
        and not licence.against
    )


def is_scored(licence: Licence) -> bool:
    """Whether enough experts gave a score that is high enough; annotated by the list."""
    return (
        licence.state == S.REVIEW.value
        and licence.scores >= licence.terms.minimum_reviewers
        and (licence.mean_score or 0) >= licence.terms.minimum_score
    )


APPLICATION_ACTIONS = (
    ObjectAction(
        name="submit",
        title="代企业提交",
        icon="send",
        permission=Role.APPLY,
        perform=_submit,
        available=state_is(S.DRAFT, S.CORRECTION),
        warning=lambda licence: "请确认企业已签字同意。材料不齐时不能提交。",
        confirm="提交",
    ),
    ObjectAction(
        name="accept",
        title="受理",
        icon="fact_check",
        permission=Role.CHECK,
        perform=_accept,
        available=state_is(S.SUBMITTED),
        warning=lambda licence: "材料齐全、有效，转现场核查。",
        confirm="受理",
    ),
    ObjectAction(
        name="correction",
        title="要求补正",
        icon="edit_note",
        permission=Role.CHECK,
        form=CorrectionForm,
        perform=_ask_correction,
        available=lambda licence: licence.state == S.SUBMITTED.value and not licence.corrections,
        warning=lambda licence: (
            f"只能要求一次，请把所有问题一次写全。企业有 {licence.terms.correction_days} 天。"
        ),
        confirm="发出补正通知",
    ),
    ObjectAction(
        name="inspection-passed",
        title="核查通过",
        icon="task_alt",
        permission=Role.CHECK,
        form=FindingsForm,
        perform=_pass_inspection,
        available=state_is(S.INSPECTION),
        confirm="核查通过",
    ),
    ObjectAction(
        name="inspection-failed",
        title="核查不合格",
        icon="report",
        permission=Role.CHECK,
        form=FindingsForm,
        perform=_fail_inspection,
        available=state_is(S.INSPECTION),
        is_danger=True,
        confirm="归档不合格",
    ),
    ObjectAction(
        name="review",
        title="评审",
        icon="rate_review",
        permission=Role.REVIEW,
        form=ReviewForm,
        perform=_review,
        available=state_is(S.REVIEW),
        confirm="提交评审",
    ),
    ObjectAction(
        name="publish",
        title="发布公示",
        icon="campaign",
        permission=Role.CHECK,
        form=NoticeForm,
        perform=_publish,
        available=is_scored,
        warning=lambda licence: (
            f"公示 {licence.terms.notice_working_days} 个工作日，发布当天不算。"
        ),
        confirm="发布",
    ),
    ObjectAction(
        name="approve",
        title="批准",
        icon="verified",
        permission=Role.APPROVE,
        form=DecisionForm,
        perform=_approve,
        available=notice_is_over,
        confirm="批准",
    ),
    ObjectAction(
        name="agree",
        title="登记协议",
        icon="contract",
        permission=Role.APPROVE,
        form=AgreementForm,
        perform=_agree,
        available=state_is(S.APPROVED),
        confirm="登记",
    ),
    ObjectAction(
        name="issue",
        title="颁发证书",
        icon="workspace_premium",
        permission=Role.APPROVE,
        form=CertificateForm,
        perform=_issue,
        available=state_is(S.AGREED),
        warning=lambda licence: "证书一经颁发不能更改；从起始日起商品可以销售。",
        confirm="颁发",
    ),
    ObjectAction(
        name="refuse",
        title="不予授权",
        icon="do_not_disturb_on",
        permission=Role.APPROVE,
        form=DecisionForm,
        perform=_refuse,
        available=state_is(S.SUBMITTED, S.CORRECTION, S.INSPECTION, S.REVIEW, S.NOTICE),
        is_danger=True,
        confirm="不予授权",
    ),
)
