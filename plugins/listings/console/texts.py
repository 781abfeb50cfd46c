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
