"""What the audited moves of goods and their submissions are called."""

from collections.abc import Mapping

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
    "listings.recall.opened": ("发起召回", "Recall opened"),
    "listings.recall.closed": ("召回办结", "Recall closed"),
}
