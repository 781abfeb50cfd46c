"""What the audited moves of goods and their submissions are called."""

from collections.abc import Mapping
from functools import partial

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "listings.listing.begun": ("新建商品", "Goods begun"),
    "listings.listing.adopted": ("纳入商品管理", "Goods taken under management"),
    "listings.listing.written": ("商品内容更新", "Goods written"),
    "listings.listing.suspended": ("停售", "Taken off sale"),
    "listings.listing.resumed": ("恢复销售", "On sale again"),
    "listings.submission.begun": ("开始填写", "Submission begun"),
    "listings.submission.submitted": ("提交审核", "Submitted"),
    "listings.submission.withdrawn": ("撤回提交", "Submission withdrawn"),
    "listings.submission.taken": ("开始审核", "Review begun"),
    "listings.submission.changes_asked": ("要求修改", "Changes asked for"),
    "listings.submission.approved": ("审核通过", "Approved"),
    "listings.submission.rejected": ("审核未通过", "Rejected"),
    "listings.warning.overruled": ("说明用语理由", "Warning overruled"),
    "listings.price.changed": ("改价", "Price changed"),
    "listings.stock.changed": ("改库存", "Stock changed"),
    "listings.bounds.set": ("设置发货时限", "Shipping bounds set"),
    "listings.recall.opened": ("发起召回", "Recall opened"),
    "listings.recall.closed": ("召回办结", "Recall closed"),
}

_said = partial(EnterpriseNotice, kind="listing", role="goods", button="看商品")

NOTICES: Mapping[str, EnterpriseNotice] = {
    "listings.submission.changes_asked": _said(
        subject="“{goods}”需要修改",
        text="“{goods}”的提交需要修改后重新提交。品牌办的意见：{opinion}",
        english="Your submission has to be changed.",
        button="去修改",
    ),
    "listings.submission.approved": _said(
        subject="“{goods}”审核通过",
        text="“{goods}”审核通过，授权有效期内即可销售。{opinion}",
        english="Your submission was approved.",
    ),
    "listings.submission.rejected": _said(
        subject="“{goods}”审核未通过",
        text="“{goods}”审核未通过：{opinion}",
        english="Your submission was rejected.",
    ),
    "listings.listing.suspended": _said(
        subject="“{goods}”已停售",
        text="品牌办已将“{goods}”停售：{reason}。已付款的订单仍须发货。",
        english="Goods of yours were taken off sale.",
        is_required=True,
    ),
    "listings.listing.resumed": _said(
        subject="“{goods}”已恢复销售",
        text="“{goods}”已恢复销售。{reason}",
        english="Goods of yours are on sale again.",
    ),
    "listings.recall.opened": _said(
        subject="召回“{goods}”",
        text="“{goods}”须召回：{reason}。请在工作台查看涉及的订单并立即处理。",
        english="Goods of yours are called back; see which orders hold them.",
        is_required=True,
    ),
}
