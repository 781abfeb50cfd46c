"""What enterprises are told of their licences, after which audited action."""

from collections.abc import Mapping
from functools import partial

from plugins.kernel.registry import EnterpriseNotice

_said = partial(EnterpriseNotice, kind="licence", role="owner", button="看授权", is_required=True)

NOTICES: Mapping[str, EnterpriseNotice] = {
    "brand.licence.accepted": _said(
        subject="授权申请已受理",
        text="{enterprise}的授权申请通过形式审查，接下来安排现场或抽样核查。",
        english="Your application has passed the formal check.",
        is_required=False,
    ),
    "brand.licence.correction_asked": _said(
        subject="授权申请需要补正",
        text="{enterprise}的授权申请需要补正：{reason}。请在 {due} 前补齐并重新提交，补正只有这一次。",
        english="Please correct your application in time; there is one correction.",
        button="去补正",
    ),
    "brand.licence.inspection_failed": _said(
        subject="现场核查不合格",
        text="{enterprise}的现场或抽样核查不合格：{reason}。",
        english="The inspection found defects.",
    ),
    "brand.licence.noticed": _said(
        subject="授权申请已公示",
        text="{enterprise}的授权申请已发布公示，公示期至 {notice_last_day}，期间任何人可提异议。",
        english="Your application is on public notice.",
        is_required=False,
    ),
    "brand.licence.approved": _said(
        subject="授权申请已批准",
        text="{enterprise}的授权申请已批准，请签订授权协议，签字后颁发证书。",
        english="Your application has been approved; please sign the agreement.",
    ),
    "brand.licence.refused": _said(
        subject="授权申请未获批准",
        text="{enterprise}的授权申请未获批准：{reason}。有不同意见的，可向品牌办申请复核。",
        english="Your application has been refused.",
    ),
    "brand.licence.licensed": _said(
        subject="授权证书已颁发",
        text="{enterprise}的授权证书已颁发，授权范围内的商品现在可以上架销售。",
        english="Your certificate has been issued.",
        button="看证书",
    ),
    "brand.licence.renewed": _said(
        subject="年审通过，授权已续展",
        text="{enterprise}年审通过，新一期的授权证书已颁发：{reason}",
        english="Your licence has been renewed.",
        button="看证书",
    ),
    "brand.licence.rectification_ordered": _said(
        subject="责令限期整改",
        text="{enterprise}须在 {rectify_by} 前完成整改：{reason}。逾期未整改合格的，商品自动停售。",
        english="Defects have to be mended by the day named, or sales stop.",
        button="报告整改",
    ),
    "brand.licence.suspended": _said(
        subject="授权已暂停",
        text="{enterprise}的授权已暂停，商品即时停售，已付款的订单仍须发货：{reason}。",
        english="Your licence is suspended; paid orders are still to be shipped.",
    ),
    "brand.licence.restored": _said(
        subject="授权已恢复",
        text="{enterprise}的授权已恢复：{reason}",
        english="Your licence is in force again.",
    ),
    "brand.licence.revoked": _said(
        subject="授权已撤销",
        text="{enterprise}的授权已撤销，不得再使用品牌标志：{reason}。",
        english="Your licence has been revoked.",
    ),
    "brand.enterprise.suspended": _said(
        subject="企业经营已暂停",
        text="{enterprise}在本商城的经营已暂停，商品即时停售，已付款的订单仍须发货：{reason}。",
        english="Your enterprise is suspended; paid orders are still to be shipped.",
    ),
    "brand.enterprise.reinstated": _said(
        subject="企业经营已恢复",
        text="{enterprise}在本商城的经营已恢复：{reason}",
        english="Your enterprise may sell again.",
    ),
    "brand.enterprise.reminded": _said(
        subject="{title}将于 {last_day} 到期",
        text="{enterprise}：{title}的最后有效日是 {last_day}。到期后商品将自动下架，请尽快向品牌办提交更新材料。",
        english="Something of your file ends soon; please send the office what renews it.",
    ),
}
