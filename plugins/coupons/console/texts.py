"""States and scopes in words and colours."""

from brand_theme.console.public import Label, Tone
from plugins.coupons.states import Bearer, CampaignState, Scope

STATES = {
    CampaignState.DRAFT.value: Label("草稿", Tone.CAREFUL),
    CampaignState.RUNNING.value: Label("进行中", Tone.GOOD),
    CampaignState.PAUSED.value: Label("已暂停", Tone.BAD),
    CampaignState.ENDED.value: Label("已结束"),
}
SCOPES = {
    Scope.EVERYTHING: "全场商品",
    Scope.TRADE: "一个行业",
    Scope.ENTERPRISE: "一家企业",
    Scope.GOODS: "指定商品",
}
BEARERS = {Bearer.PLATFORM: "平台承担", Bearer.ENTERPRISE: "企业承担"}
