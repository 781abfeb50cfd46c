"""What has to be said about an enterprise, its papers and its goods."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.validators import EmailValidator, validate_slug

from brand_theme.console.public import (
    ActionForm,
    ReasonForm,
    choice_field,
    choices_field,
    date_field,
    long_text_field,
    number_field,
    text_field,
)
from plugins.brand.console.papers import paper_field
from plugins.brand.models import EnterpriseContact, GoodsClass
from plugins.brand.rules.enterprises import person_masked
from plugins.brand.rules.proofs import HIGHEST_CLASS
from plugins.brand.wording import ENTERPRISE_KINDS, PERMIT_KINDS, PROOF_KINDS


class RegisterForm(ActionForm):
    """What is filed at the beginning, with one person to reach."""

    name = text_field("名称（营业执照）", max_length=80)
    brand_name = text_field("企业品牌", max_length=40)
    kind = choice_field("主体类型", list(ENTERPRISE_KINDS.items()))
    credit_code = text_field(
        "统一社会信用代码", required=False, help_text="18 位；免登记的农户不填。"
    )
    town = text_field("乡镇", max_length=40)
    slug = text_field(
        "网址简称",
        max_length=60,
        help_text="小写字母、数字和连字符，例如 zhaoshan-taoshe；建档后不能改。",
    )
    story = long_text_field("简介", required=False)
    contact_name = text_field("联系人姓名", max_length=40)
    contact_duty = text_field("联系人职务", max_length=40, required=False)
    contact_phone = text_field("联系人电话", max_length=30)
    contact_email = text_field("联系人邮箱", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].validators.append(validate_slug)
        self.fields["contact_email"].validators.append(EmailValidator())


def _class_choices() -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in GoodsClass.objects.all()]


class PermitForm(ActionForm):
    kind = choice_field("许可", list(PERMIT_KINDS.items()))
    number = text_field("编号", max_length=40)
    valid_from = date_field("生效日")
    valid_until = date_field("到期日", required=False, help_text="备案没有到期日的不填。")
    goods_classes = choices_field("品类", _class_choices)
    file = paper_field("扫描件")


class ProofForm(ActionForm):
    kind = choice_field("证明", list(PROOF_KINDS.items()))
    number = text_field("编号", max_length=40)
    goods_class = choice_field("品类", _class_choices)
    valid_from = date_field("生效日")
    valid_until = date_field("到期日")
    file = paper_field("扫描件")


class TrademarkForm(ActionForm):
    name = text_field("商标", max_length=40)
    number = text_field("注册号", max_length=12)
    nice_class = number_field("类别", min_value=1, max_value=HIGHEST_CLASS)
    holder = text_field("注册人", max_length=80)
    expires_on = date_field("有效期至")


class DocumentForm(ActionForm):
    title = text_field("文件名称", max_length=80)
    expires_on = date_field("有效期至", required=False)
    file = paper_field("文件", required=True)


class MakerForm(ActionForm):
    product = text_field("商品网址简称", help_text="商品页网址的最后一段。")
    goods_class = choice_field("品类", _class_choices)


class DraftForm(ActionForm):
    """An application on the enterprise's behalf."""

    goods_classes = choices_field("品类", _class_choices)
    labels_wanted = number_field("标签数量（枚）")


class RevealForm(ReasonForm):
    contact = choice_field("联系人", ())
    field_order = ("contact", "reason")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.fields["contact"].choices = [
            (str(each.pk), f"{person_masked(each.name)} {each.duty}".strip())
            for each in EnterpriseContact.objects.filter(enterprise=obj)
        ]


def _staff_choices() -> list[tuple[str, str]]:
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    return [(str(each.pk), each.get_full_name()) for each in staff]


class TieForm(ActionForm):
    user = choice_field("人员", _staff_choices)
    relation = text_field("关系", max_length=40)
