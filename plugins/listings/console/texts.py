"""States and actions in words."""

from brand_theme.console.public import Label, Tone

STATES = {
    "submitted": Label("待审核", Tone.WAITING),
    "in_review": Label("审核中", Tone.WAITING),
    "changes_asked": Label("需修改", Tone.CAREFUL),
    "approved": Label("已通过", Tone.GOOD),
    "rejected": Label("未通过", Tone.BAD),
    "draft": Label("草稿"),
    "withdrawn": Label("已撤回"),
}
ACTION_TEXT = {
    "listings.listing.begun": "新建商品",
    "listings.listing.adopted": "纳入商品管理",
    "listings.listing.written": "商品内容更新",
    "listings.listing.suspended": "停售",
    "listings.listing.resumed": "恢复销售",
    "listings.submission.begun": "开始填写",
    "listings.submission.submitted": "提交审核",
    "listings.submission.withdrawn": "撤回提交",
    "listings.submission.taken": "开始审核",
    "listings.submission.changes_asked": "要求修改",
    "listings.submission.approved": "审核通过",
    "listings.submission.rejected": "审核未通过",
    "listings.warning.overruled": "说明用语理由",
    "listings.price.changed": "改价",
    "listings.stock.changed": "改库存",
    "listings.recall.opened": "发起召回",
    "listings.recall.closed": "召回办结",
}
