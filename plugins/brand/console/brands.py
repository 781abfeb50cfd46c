"""The 1: the regional brand, its standards and terms, and the matrix of the N."""

from __future__ import annotations

from typing import Any

from django.core.validators import validate_slug
from django.templatetags.static import static
from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    choice_field,
    date_field,
    long_text_field,
    number_field,
    register,
    text_field,
    tick_field,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.models import BrandMark, GoodsClass, LicenceTerms, RegionalBrand
from plugins.brand.rules.permits import ProofNeed
from plugins.brand.selectors.presentation import NEEDS_ZH
from plugins.brand.selectors.verification import brand_matrix
from plugins.brand.services.brand_establish import (
    BrandFacts,
    MarkFacts,
    TermsFacts,
    brand_establish,
    goods_class_define,
    terms_adopt,
)

_TEXTS = (
    "name",
    "name_en",
    "slogan",
    "story",
    "manual",
    "office_name",
    "office_phone",
    "office_email",
    "office_address",
)
_TERMS = {
    "term_months": "授权期限（月）",
    "notice_working_days": "公示（工作日）",
    "minimum_reviewers": "至少几位专家",
    "minimum_score": "平均分不低于",
    "correction_days": "补正期限（天）",
    "cooling_off_months": "撤销后几个月可重新申请",
    "reverify_months": "几个月核验一次企业",
}


class BrandForm(ActionForm):
    """The brand's texts, as the public reads them."""

    name = text_field("名称", max_length=40)
    name_en = text_field("英文名", max_length=80, required=False)
    slogan = text_field("口号", max_length=80, required=False)
    story = long_text_field("故事")
    manual = long_text_field("标志使用手册")
    office_name = text_field("办公室", max_length=80)
    office_phone = text_field("电话", max_length=40, required=False)
    office_email = text_field("邮箱", max_length=254, required=False)
    office_address = text_field("地址", max_length=120, required=False)

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        for name in _TEXTS:
            self.fields[name].initial = getattr(obj, name)


class MarkForm(ActionForm):
    """What is registered of a mark; its picture is the theme's."""

    mark = choice_field("标志", ())
    registration = text_field("注册号", max_length=20)
    nice_class = number_field("类别", min_value=1, max_value=45)
    registered_until = date_field("有效期至")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        marks = BrandMark.objects.filter(brand=obj)
        self.fields["mark"].choices = [(each.slug, each.name) for each in marks]


class GoodsClassForm(ActionForm):
    """A class that is there under this name in addresses is changed, others are new."""

    slug = text_field("网址简称", max_length=60, help_text="已有的简称表示修改该品类。")
    name = text_field("品类", max_length=40)
    standard = long_text_field("标准")
    proof_need = choice_field("生产许可", [(need.value, text) for need, text in NEEDS_ZH.items()])
    needs_report = tick_field("要求检验报告")
    position = number_field("排序", max_value=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].validators.append(validate_slug)


class TermsForm(ActionForm):
    """New terms begin from the present ones."""

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        current = LicenceTerms.objects.filter(is_current=True).first()
        for name, text in _TERMS.items():
            least, most = (0, 100) if name == "minimum_score" else (1, 1000)
            self.fields[name] = number_field(
                text,
                min_value=least,
                max_value=most,
                initial=getattr(current, name, None),
            )
        self.fields["text"] = long_text_field(
            "条款正文", required=False, initial=getattr(current, "text", "")
        )


def _establish(asked: Asked) -> str:
    brand_establish(
        facts=BrandFacts(
            slug=asked.obj.slug,
            palette=asked.obj.palette,
            **{name: asked.data[name] for name in _TEXTS},
        ),
        marks=(),
        actor=Actor.of(asked.user),
    )
    return "已更新，公开页面随即改变。"


def _mark(asked: Asked) -> str:
    mark = asked.obj.marks.get(slug=asked.data["mark"])
    facts = MarkFacts(
        slug=mark.slug,
        name=mark.name,
        picture=mark.picture,
        registration=asked.data["registration"],
        nice_class=asked.data["nice_class"],
        registered_until=asked.data["registered_until"],
    )
    brand = asked.obj
    brand_establish(
        facts=BrandFacts(
            slug=brand.slug,
            palette=brand.palette,
            **{name: getattr(brand, name) for name in _TEXTS},
        ),
        marks=[facts],
        actor=Actor.of(asked.user),
    )
    return f"已登记“{mark.name}”的注册信息。"


def _define(asked: Asked) -> str:
    given = asked.data
    goods_class = goods_class_define(
        slug=given["slug"],
        name=given["name"],
        standard=given["standard"],
        proof_need=ProofNeed(given["proof_need"]),
        needs_report=given["needs_report"],
        position=given["position"],
        actor=Actor.of(asked.user),
    )
    return f"已设定品类“{goods_class}”。已颁发的证书不变。"


def _adopt(asked: Asked) -> str:
    facts = {name: asked.data[name] for name in (*_TERMS, "text")}
    terms = terms_adopt(
        brand=asked.obj, terms=TermsFacts(**facts), actor=Actor.of(asked.user), now=asked.now
    )
    return f"第 {terms.version} 版条款从现在起适用于新的申请。"


def _action(name: str, title: str, icon: str, form: type[ActionForm], perform: Any) -> ObjectAction:
    return ObjectAction(
        name=name,
        title=title,
        icon=icon,
        permission=Role.MANAGE_BRAND,
        form=form,
        perform=perform,
        available=lambda brand: brand.is_active,
        confirm="保存",
    )


@register(
    RegionalBrand,
    name="区域公共品牌",
    fields={"name": "品牌", "slogan": "口号", "office_name": "办公室"},
)
class RegionalBrandAdmin(ReadOnlyModelAdmin):
    """One page: what the brand is, whom it is for, on which terms, and who carries it."""

    list_display = ("name", "slogan", "office_name")
    object_actions = (
        _action("texts", "修改品牌介绍", "edit", BrandForm, _establish),
        _action("mark", "登记标志注册", "copyright", MarkForm, _mark),
        _action("class", "设定品类", "category", GoodsClassForm, _define),
        _action("terms", "通过新条款", "gavel", TermsForm, _adopt),
    )

    def panels(self, obj: RegionalBrand) -> list[Panel]:
        return [_brand(obj), _marks(obj), _classes(), _terms(obj), _matrix()]


def _brand(brand: RegionalBrand) -> Panel:
    facts = [
        ("名称", f"{brand.name} {brand.name_en}".strip()),
        ("口号", brand.slogan),
        ("办公室", brand.office_name),
        ("电话", brand.office_phone),
        ("邮箱", brand.office_email),
        ("地址", brand.office_address),
        ("故事", brand.story),
        ("标志使用手册", brand.manual),
    ]
    return Panel("品牌", facts=[fact for fact in facts if fact[1]])


def _marks(brand: RegionalBrand) -> Panel:
    marks = list(brand.marks.all())
    rows = [
        (
            each.name,
            each.registration or "—",
            f"第 {each.nice_class} 类" if each.nice_class else "—",
            str(each.registered_until or "—"),
        )
        for each in marks
    ]
    pictures = [(static(each.picture), each.name) for each in marks]
    return Panel(
        "标志",
        table=Table(("标志", "注册号", "类别", "有效期至"), rows),
        pictures=pictures,
    )


def _classes() -> Panel:
    rows = [
        (
            each.name,
            each.slug,
            NEEDS_ZH[ProofNeed(each.proof_need)],
            "要求" if each.needs_report else "—",
            each.standard,
        )
        for each in GoodsClass.objects.all()
    ]
    return Panel("品类与标准", table=Table(("品类", "简称", "生产许可", "检验报告", "标准"), rows))


def _terms(brand: RegionalBrand) -> Panel:
    versions = list(brand.terms.order_by("-version")[:5])
    rows = [
        (
            f"第 {each.version} 版{'（现行）' if each.is_current else ''}",
            f"{each.term_months} 个月",
            f"{each.notice_working_days} 个工作日",
            f"{each.minimum_reviewers} 位，{each.minimum_score} 分",
            f"{each.correction_days} 天",
            f"{each.cooling_off_months} 个月",
        )
        for each in versions
    ]
    headings = ("版本", "期限", "公示", "评审", "补正", "冷静期")
    return Panel("授权条款", table=Table(headings, rows))


def _matrix() -> Panel:
    matrix = brand_matrix(at=timezone.now())
    rows = [
        (row.brand_name, *(count or "" for count in row.counts), row.total) for row in matrix.rows
    ]
    if rows:
        rows.append(("合计", *matrix.totals, matrix.goods))
    return Panel(
        "1+N 矩阵：现正授权的商品", table=Table(("企业品牌", *matrix.classes, "合计"), rows)
    )
