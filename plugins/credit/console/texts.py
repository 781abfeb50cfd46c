"""States in words and colours."""

from brand_theme.console.public import Label, Tone
from plugins.credit.models import CreditScore
from plugins.credit.rules.wording import NO_SCORE, plain
from plugins.credit.states import AppealState

APPEALS = {
    AppealState.OPEN.value: Label("待处理", Tone.CAREFUL),
    AppealState.UPHELD.value: Label("成立", Tone.GOOD),
    AppealState.DISMISSED.value: Label("不成立"),
    AppealState.WITHDRAWN.value: Label("已撤回"),
}
LOW, HIGH = 3, 4


def score_label(score: CreditScore) -> Label:
    """Say a score in stars, coloured by how good it is."""
    if score.stars is None:
        return Label(NO_SCORE)
    tone = Tone.BAD if score.stars < LOW else Tone.GOOD if score.stars >= HIGH else Tone.CAREFUL
    return Label(f"{plain(score.stars)} 星", tone)
