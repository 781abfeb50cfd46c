"""The words of a submission that the law has something to say about."""

from __future__ import annotations

from plugins.listings.models import Submission
from plugins.listings.rules.claims import ClaimWarning, unanswered, warnings_in
from plugins.listings.rules.content import Content
from plugins.listings.rules.labels import ITEM_TEXT, LabelItem, Regime, regime_of

CLAIM_FIELDS = {"name": "品名", "description": "介绍", "grade": "等级", "variants": "规格名称"}


def content_warnings(content: Content) -> list[ClaimWarning]:
    texts = {
        "name": content.name,
        "description": content.description,
        "grade": content.grade,
        "variants": " ".join(each.name for each in content.variants),
        **{f"label_{item}": text for item, text in content.label.items()},
    }
    return warnings_in(texts, is_food=regime_of(content.goods_class) is not Regime.WARE)


def submission_warnings(submission: Submission) -> list[ClaimWarning]:
    return content_warnings(submission.said)


def submission_unanswered(submission: Submission) -> list[ClaimWarning]:
    """Return the warnings that nobody of the enterprise has answered."""
    overruled = [
        ClaimWarning(field=each.field, rule=each.rule, found=each.found)
        for each in submission.overrides.all()
    ]
    return unanswered(submission_warnings(submission), overruled=overruled)


def field_text(field: str) -> str:
    """Return a field of a warning in words."""
    if field.startswith("label_"):
        return ITEM_TEXT[LabelItem(field.removeprefix("label_"))].zh
    return CLAIM_FIELDS[field]
