"""The page of a licence: what it is for, what proves it, who said what, what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from brand_theme.console.public import (
    Panel,
    Table,
    actor_text,
    label,
    moment,
    object_url,
    staff_names,
)
from plugins.brand.clock import day_of
from plugins.brand.console.papers import paper_link
from plugins.brand.console.texts import (
    LICENCE_STATES,
    NEXT_STEP,
    OBJECTION_STATES,
    step_text,
    validity,
)
from plugins.brand.models import Certificate, Licence
from plugins.brand.rules.force import CertificateStatus, certificate_status
from plugins.brand.rules.permits import ACCEPTED, ProofNeed
from plugins.brand.rules.reviewing import average
from plugins.brand.selectors.notice import working_days_left
from plugins.brand.selectors.presentation import NEEDS_ZH
from plugins.brand.selectors.proofs import claimed_among, classes_in_scope
from plugins.brand.selectors.standing import standing_of
from plugins.brand.services.certificate_issue import LIMITS_ZH, last_day_of
from plugins.brand.states import LicenceState
from plugins.brand.wording import PERMIT_KINDS, PROOF_KINDS

CERTIFICATE_STATUS = {
    CertificateStatus.VALID: "有效",
    CertificateStatus.NOT_YET: "未生效",
    CertificateStatus.SUSPENDED: "已停用",
    CertificateStatus.EXPIRED: "已过期",
    CertificateStatus.REVOKED: "已撤销",
    CertificateStatus.WITHDRAWN: "已退出",
}


def licence_panels(licence: Licence, *, now: datetime) -> list[Panel]:
    today = day_of(now)
    certificates = list(licence.certificates.order_by("-pk"))
    panels = [
        _case(licence),
        _scope(licence),
        _proofs(licence, today=today),
        _reviews(licence),
        _notice(licence, today=today),
        _certificates(licence, certificates, now=now),
        _yearly(licence),
        _steps(licence),
    ]
    return [panel for panel in panels if panel is not None]


def _case(licence: Licence) -> Panel:
    enterprise = licence.enterprise
    facts: list[tuple[str, Any]] = [
        ("企业", format_html('<a href="{}">{}</a>', object_url(enterprise), enterprise.name)),
        ("企业品牌", enterprise.brand_name),
        ("乡镇", enterprise.town),
        ("申请", moment(licence.applied_at)),
        ("本环节开始", moment(licence.state_since)),
        ("本环节期限", moment(licence.state_due) if licence.state_due else ""),
        ("申请人", licence.applicant.get_full_name() if licence.applicant else ""),
        ("标志", "、".join(mark.name for mark in licence.marks.all())),
        ("标签数量", f"{licence.labels_wanted:,} 枚"),
        ("授权条款", f"第 {licence.terms.version} 版，{licence.terms.term_months} 个月"),
        ("补正", f"{licence.corrections} 次" if licence.corrections else ""),
        ("协议", licence.agreement_number),
        ("签订", str(licence.agreed_on or "")),
        ("协议扫描件", paper_link(licence, licence.agreement) if licence.agreement else ""),
        ("整改截止", moment(licence.rectify_by) if licence.rectify_by else ""),
        ("终止", moment(licence.ended_at) if licence.ended_at else ""),
        ("终止原因", licence.ended_because),
    ]
    return Panel(
        "授权",
        facts=[fact for fact in facts if fact[1]],
        advice=NEXT_STEP[licence.state],
        label=LICENCE_STATES[licence.state],
    )


def _scope(licence: Licence) -> Panel:
    rows = [
        ("品类（本企业该品类全部商品）", scope.goods_class.name)
        if scope.goods_class
        else ("单个商品", scope.product.name if scope.product else "")
        for scope in licence.scopes.select_related("goods_class", "product")
    ]
    return Panel("授权范围", table=Table(("范围", "名称"), rows))


def _proofs(licence: Licence, *, today: date) -> Panel:
    """What each class asks for, and the papers on file that answer it."""
    enterprise, classes = licence.enterprise, classes_in_scope(licence)
    permits = list(enterprise.permits.select_related("document").prefetch_related("goods_classes"))
    proofs = list(enterprise.proofs.filter(goods_class__in=classes).select_related("document"))
    claimed = claimed_among([*permits, *proofs])
    rows: list[tuple[Any, ...]] = []
    for each in classes:
        need = ProofNeed(each.proof_need)
        accepted = {kind.value for kind in ACCEPTED[need]}
        found = [
            permit
            for permit in permits
            if permit.kind in accepted and each in permit.goods_classes.all()
        ]
        if need is not ProofNeed.NONE and not found:
            rows.append((each.name, f"要求{NEEDS_ZH[need]}", "缺", "—", "—"))
        rows += [
            _paper_row(licence, each.name, PERMIT_KINDS[permit.kind], permit, claimed, today=today)
            for permit in found
        ]
        reports = [proof for proof in proofs if proof.goods_class_id == each.pk]
        if each.needs_report and not reports:
            rows.append((each.name, "要求检验报告", "缺", "—", "—"))
        rows += [
            _paper_row(licence, each.name, PROOF_KINDS[proof.kind], proof, claimed, today=today)
            for proof in reports
        ]
        if need is ProofNeed.NONE and not each.needs_report and not reports:
            rows.append((each.name, "不要求许可和报告", "—", "—", "—"))
    headings = ("品类", "材料", "编号", "有效期至", "文件")
    return Panel("证明材料", table=Table(headings, rows))


def _paper_row(
    licence: Licence, goods_class: str, kind: str, paper: Any, claimed: set[Any], *, today: date
) -> tuple[Any, ...]:
    return (
        goods_class,
        kind,
        f"{paper.number}（企业填报，请核对）" if paper in claimed else paper.number,
        label(validity(paper.valid_until, today=today)),
        paper_link(licence, paper.document),
    )


def _reviews(licence: Licence) -> Panel | None:
    reviews = list(licence.reviews.select_related("expert"))
    if not reviews and licence.state != LicenceState.REVIEW.value:
        return None
    scores = [review.score for review in reviews if review.score is not None]
    terms = licence.terms
    mean = f"，平均 {average(scores)} 分" if scores else ""
    advice = (
        f"有效评分 {len(scores)} 份{mean}；"
        f"需要 {terms.minimum_reviewers} 份，平均不低于 {terms.minimum_score} 分。"
    )
    rows = [
        (
            review.expert.get_full_name() or f"专家 {review.expert_id}",
            "申报利害关系，回避" if review.has_conflict else f"{review.score} 分",
            review.opinion,
            moment(review.at),
        )
        for review in reviews
    ]
    return Panel("专家评审", advice=advice, table=Table(("专家", "评分", "意见", "时间"), rows))


def _notice(licence: Licence, *, today: date) -> Panel | None:
    first, last = licence.notice_from, licence.notice_last_day
    if first is None or last is None:
        return None
    facts: list[tuple[str, Any]] = [("公示", f"{first} 起"), ("最后一日", str(last))]
    if licence.state == LicenceState.NOTICE.value:
        left = working_days_left(today=today, last_day=last)
        facts.append(("还剩", f"{left} 个工作日" if today <= last else "公示已期满"))
    rows = [
        (
            format_html('<a href="{}">{}</a>', object_url(each), f"异议 {each.pk}"),
            label(OBJECTION_STATES[each.state]),
            each.text,
            each.decision or "—",
            moment(each.filed_at),
        )
        for each in licence.objections.all()
    ]
    headings = ("异议", "状态", "内容", "处理", "提出")
    return Panel("公示与异议", facts=facts, table=Table(headings, rows))


def _certificates(
    licence: Licence, certificates: list[Certificate], *, now: datetime
) -> Panel | None:
    if not certificates:
        return None
    rows = [
        (
            each.number,
            f"{day_of(each.starts_at)} 至 {last_day_of(each)}",
            CERTIFICATE_STATUS[_status(licence, each, now=now)],
            LIMITS_ZH[each.limited_by],
            format_html(
                '<a href="{}">PDF</a> · <a href="{}">PNG</a> · <a href="{}">验真页</a>',
                sheet_url(each, "pdf"),
                sheet_url(each, "png"),
                reverse("brand-verify-code", kwargs={"code": each.code}),
            ),
        )
        for each in certificates
    ]
    latest = certificates[0]
    return Panel(
        "证书",
        table=Table(("编号", "期限", "状态", "期限取自", "文件"), rows),
        pictures=[(sheet_url(latest, "png"), f"证书 {latest.number}")],
    )


def _status(licence: Licence, certificate: Certificate, *, now: datetime) -> CertificateStatus:
    return certificate_status(
        standing_of(licence), starts_at=certificate.starts_at, ends_at=certificate.ends_at, at=now
    )


def sheet_url(certificate: Certificate, ending: str) -> str:
    return reverse("brand-certificate", kwargs={"code": certificate.code, "ending": ending})


def _yearly(licence: Licence) -> Panel | None:
    rows = [
        (each.year, "通过" if each.is_passed else "不通过", each.findings, moment(each.at))
        for each in licence.annual_reviews.all()
    ]
    return Panel("年审", table=Table(("年度", "结论", "说明", "时间"), rows)) if rows else None


def _steps(licence: Licence) -> Panel:
    steps = list(licence.steps.prefetch_related("attachments"))
    names = staff_names([step.actor for step in steps])
    rows = [
        (
            moment(step.at),
            step_text(step.action),
            actor_text(step.actor, names),
            step.reason or "—",
            _attachments(licence, step) or "—",
        )
        for step in steps
    ]
    return Panel("办件记录", table=Table(("时间", "事项", "经办", "说明", "附件"), rows))


def _attachments(licence: Licence, step: Any) -> SafeString:
    links = ((paper_link(licence, each),) for each in step.attachments.all())
    return format_html_join(" ", "{}", links)


def documents_of(licence: Licence) -> Q:
    """Return the condition on `Document` for the papers of a case."""
    return (
        Q(enterprise=licence.enterprise_id)
        | Q(licence_steps__licence=licence)
        | Q(pk=licence.agreement_id)
    )
