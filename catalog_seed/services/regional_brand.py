"""The regional brand's own facts, from the catalogue's files and the brand's drawings."""

from __future__ import annotations

from brand_theme.tokens import tokens
from catalog_seed.tables import Catalogue
from plugins.brand.public import BrandFacts, MarkFacts

SLUG = "yeli-market"
SLOGAN = "冶炉火，里湖山，集一场乡里的热闹"
MANUAL = """一、标志按比例缩放，四周留出不小于“冶”字三分之一的空白；印刷宽度不小于 18 毫米。
二、只用标准色或单色；不描边、不加阴影、不变形、不与其他图形叠放。
三、与企业自有商标并用时为“母子标”：公共品牌在上或在左，企业商标不大于它。
四、包装上须印被授权企业的名称和商品产地（商标法第四十三条）。
五、文字只称“授权使用”，不称政府推荐或认证。
六、授权暂停、到期、撤销或退出后，库存标签停用并登记销毁。"""
PALETTE = ("copper", "malachite", "ink", "cream", "red-deep")


def regional_brand(catalogue: Catalogue) -> tuple[BrandFacts, list[MarkFacts]]:
    [shop] = catalogue.shop
    about = next((page.content for page in catalogue.pages if page.slug == "about"), "")
    colours = tokens()
    facts = BrandFacts(
        slug=SLUG,
        name=shop.name,
        name_en=shop.name_en,
        slogan=SLOGAN,
        story=about.replace("|", "\n") or shop.description,
        manual=MANUAL,
        palette={name: colours[f"palette.{name}"] for name in PALETTE},
        office_name="大冶市区域公共品牌办公室（演示）",
        office_phone="0714-0000000",
        office_email="brand-office@demo.invalid",
        office_address="湖北省黄石市大冶市",
    )
    marks = [
        MarkFacts(slug="lockup", name=f"{shop.name}组合标", picture="brand/art/brand/lockup.svg"),
        MarkFacts(slug="seal", name=f"{shop.name}印章标", picture="brand/art/brand/seal.svg"),
    ]
    return facts, marks
