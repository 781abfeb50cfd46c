"""The closed lists a submission chooses from: as the catalogue has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saleor.product.models import Attribute, Category, ProductType

from plugins.brand.public import GoodsClass
from plugins.listings.errors import ChoiceUnknown
from plugins.listings.rules.content import Content

#: Set by the shop itself: whose goods they are, and what follows from other facts.
OURS = frozenset({"enterprise", "tag"})
PACKAGE, NET_CONTENT = "package", "net-content"
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class AttributeChoice:
    slug: str
    name: str
    is_many: bool
    values: Choices


def goods_classes() -> Choices:
    return list(GoodsClass.objects.values_list("slug", "name"))


def categories() -> Choices:
    """Return the categories goods may lie in, each with its trade; those with parts are left out."""
    leaves = [each for each in Category.objects.select_related("parent") if each.is_leaf_node()]
    return [
        (each.slug, f"{each.parent.name} · {each.name}" if each.parent else each.name)
        for each in leaves
    ]


def product_type_of(category_slug: str) -> ProductType:
    """Return the trade's product type: it has the slug of the category's root.

    Raises:
        ChoiceUnknown: no such category, or one without a trade.
    """
    category = Category.objects.filter(slug=category_slug).first()
    kind = category and ProductType.objects.filter(slug=category.get_root().slug).first()
    if not kind:
        raise ChoiceUnknown(field="category", field_zh="分类", field_en="category")
    return kind


def product_attributes(category_slug: str) -> list[AttributeChoice]:
    """Return what buyers look at in a category, without what the shop sets itself."""
    if not category_slug:
        return []
    kind = product_type_of(category_slug)
    links = kind.attributeproduct.select_related("attribute").prefetch_related("attribute__values")
    found = [_choice(link.attribute) for link in links if link.attribute.slug not in OURS]
    return sorted(found, key=lambda each: _POSITIONS.get(each.slug, 99))


def packages() -> Choices:
    package = Attribute.objects.filter(slug=PACKAGE).first()
    return list(package.values.values_list("slug", "name")) if package else []


def refuse_unknown_choices(content: Content) -> None:
    """Raises:
    ChoiceUnknown: a closed list does not have what was chosen.
    """
    if content.goods_class and not GoodsClass.objects.filter(slug=content.goods_class).exists():
        raise ChoiceUnknown(field="goods_class", field_zh="品类", field_en="class of goods")
    if content.category:
        _refuse_unknown_values(content)
    known = {slug for slug, _ in packages()}
    for number, each in enumerate(content.variants, start=1):
        if each.package and each.package not in known:
            raise ChoiceUnknown(field=f"variant_{number}", field_zh="包装", field_en="package")


def _refuse_unknown_values(content: Content) -> None:
    known: Mapping[str, AttributeChoice] = {
        each.slug: each for each in product_attributes(content.category)
    }
    for slug, values in content.attributes.items():
        choice = known.get(slug)
        if choice is None or not set(values) <= {value for value, _ in choice.values}:
            raise ChoiceUnknown(field=slug, field_zh=choice.name if choice else slug, field_en=slug)


_POSITIONS = {
    slug: position
    for position, slug in enumerate(
        ("origin-town", "season", "storage", "delivery", "shelf-life", "certification", "heritage")
    )
}


def _choice(attribute: Attribute) -> AttributeChoice:
    return AttributeChoice(
        slug=attribute.slug,
        name=attribute.name,
        is_many=attribute.input_type == "multiselect",
        values=[(value.slug, value.name) for value in attribute.values.all()],
    )
