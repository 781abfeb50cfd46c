"""Cards from the day marketing writes them to the day their goods are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from PIL import Image
from saleor.product.models import AttributeValue, Product

from plugins.brand.actors import Actor
from plugins.brand.errors import PermissionLacking
from plugins.brand.models import Enterprise, LicensedGoods
from plugins.kernel.audit import history_of
from plugins.kernel.pictures import PictureInvalid
from plugins.showcase.errors import CardInvalid, CardNotFound, TargetUnknown
from plugins.showcase.models import Card
from plugins.showcase.rules.cards import MOST_SHOWN, Opens
from plugins.showcase.selectors.shown import cards_shown
from plugins.showcase.services.card_add import card_add
from plugins.showcase.services.card_change import card_change, card_switch
from plugins.showcase.services.card_text import CardText
from tests.unit.brand_theme.window.conftest import enterprise, tell
from tests.unit.showcase.conftest import NOW, picture

__all__ = ["enterprise", "tell"]
pytestmark = pytest.mark.django_db
SAID = CardText(
    title="湘莲上市", words="剥开就是清香", opens=Opens.SEASON, target="now", shown_from=NOW
)


def files() -> list[Path]:
    return sorted((Path(settings.MEDIA_ROOT) / "showcase").glob("*"))


def targets(at=NOW) -> list[tuple[str, str]]:
    return [(card.opens.value, card.target) for card in cards_shown(at=at)]


def test_a_picture_is_drawn_anew_cut_and_kept_in_each_size(put_up):
    card = put_up(Opens.SEASON, "now")

    sizes = []
    for path in files():
        assert path.name.startswith(card.picture)
        with Image.open(path) as kept:
            sizes.append(kept.size)
            assert not kept.getexif()
    assert sorted(sizes) == [(360, 180), (720, 360), (1200, 600)]


@pytest.mark.parametrize(("change", "error"), [
    ({"title": " "}, CardInvalid),
    ({"shown_until": NOW}, CardInvalid),
    ({"target": "13"}, TargetUnknown),
    ({"opens": Opens.PRODUCT, "target": "no-such-good"}, TargetUnknown),
    ({"opens": Opens.TEXT, "target": "https://elsewhere.example/"}, TargetUnknown),
])  # fmt: skip
def test_what_cannot_be_used_leaves_nothing_behind(wu, change, error):
    with pytest.raises(error):
        card_add(text=replace(SAID, **change), picture=picture(), actor=wu, now=NOW)

    assert (Card.objects.count(), files()) == (0, [])


def test_a_small_picture_is_refused(wu):
    with pytest.raises(PictureInvalid):
        card_add(text=SAID, picture=picture(700, 700), actor=wu, now=NOW)

    assert files() == []


def test_only_marketing_writes_cards(put_up):
    stranger = Actor(name="staff:0", user_id=0, permissions=frozenset())
    card = put_up(Opens.SEASON, "now")

    for attempt in (
        lambda: card_add(text=SAID, picture=picture(), actor=stranger, now=NOW),
        lambda: card_change(card_id=card.pk, text=SAID, picture=None, actor=stranger, now=NOW),
        lambda: card_switch(card_id=card.pk, is_on=False, actor=stranger, now=NOW),
    ):
        with pytest.raises(PermissionLacking):
            attempt()


def test_a_change_is_told_and_takes_the_old_picture_away(
    put_up, wu, django_capture_on_commit_callbacks
):
    card = put_up(Opens.SEASON, "now")
    with django_capture_on_commit_callbacks(execute=True):
        card_change(card_id=card.pk, text=SAID, picture=picture(), actor=wu, now=NOW)
        card_switch(card_id=card.pk, is_on=False, actor=wu, now=NOW)
        card_switch(card_id=card.pk, is_on=False, actor=wu, now=NOW)

    changed = Card.objects.get()
    assert (changed.title, len(files())) == ("湘莲上市", 3)
    assert all(path.name.startswith(changed.picture) for path in files())
    assert [entry.action.rpartition(".")[2] for entry in history_of(card)] == [
        "added",
        "changed",
        "hidden",
    ]
    with pytest.raises(CardNotFound):
        card_switch(card_id=0, is_on=True, actor=wu, now=NOW)


@pytest.fixture
def shelf(goods, tell, enterprise):
    """A twist and a peach with everything a card may lead to."""
    twist, peach = goods("金牛麻花", "18.80").product, goods("保安狗血桃", "49.90").product
    tell(twist, "origin-town", jinniu="金牛镇")
    tell(peach, "certification", **{"gi-trademark": "地理标志证明商标"})
    brand = enterprise("金牛老巷", twist)
    return {"twist": twist, "peach": peach, "brand": brand}


def test_names_are_understood_and_kept_as_slugs(put_up, shelf):
    kept = [
        put_up(Opens.PRODUCT, "金牛麻花").target,
        put_up(Opens.TRADE, "糕点小吃").target,
        put_up(Opens.ENTERPRISE, "金牛老巷").target,
        put_up(Opens.COLLECTION, shelf["brand"].slug).target,
        put_up(Opens.TOWN, "金牛镇").target,
        put_up(Opens.CERTIFICATION, "地理标志证明商标").target,
    ]

    assert kept == ["goods-1", "snack", "brand-1", "brand-1", "jinniu", "gi-trademark"]
    assert len(targets()) == len(kept)


def test_a_name_that_two_goods_have_is_asked_back(put_up, shelf):
    Product.objects.filter(pk=shelf["peach"].pk).update(name="金牛麻花")

    with pytest.raises(TargetUnknown):
        put_up(Opens.PRODUCT, "金牛麻花")


def test_a_card_goes_with_its_goods(put_up, shelf):
    put_up(Opens.PRODUCT, "金牛麻花")
    put_up(Opens.ENTERPRISE, "金牛老巷")
    put_up(Opens.TOWN, "金牛镇")
    put_up(Opens.PRODUCT, "保安狗血桃")
    assert len(targets()) == 4

    LicensedGoods.objects.filter(product=shelf["twist"]).delete()

    assert targets() == [("product", "goods-2")]


def test_a_suspended_enterprise_has_no_card(put_up, shelf):
    put_up(Opens.ENTERPRISE, "金牛老巷")
    Enterprise.objects.create(
        slug=shelf["brand"].slug,
        name="金牛老巷食品坊",
        brand_name="金牛老巷",
        kind="household",
        town="jinniu",
        registered_at=NOW,
        suspended_at=NOW,
        suspension_reason="抽检不合格",
    )

    assert targets() == []


def test_the_calendar_and_the_order_decide(put_up):
    put_up(Opens.SEASON, "9", position=3)
    put_up(Opens.SEASON, "7", position=1, shown_until=NOW + timedelta(hours=1))
    put_up(Opens.SEASON, "8", position=2, shown_from=NOW + timedelta(hours=1))

    assert [target for _, target in targets()] == ["7", "9"]
    assert [target for _, target in targets(NOW + timedelta(hours=1))] == ["8", "9"]


def test_the_page_asks_no_more_for_more_cards(put_up, shelf, django_assert_max_num_queries):
    for number in range(MOST_SHOWN + 2):
        put_up(Opens.PRODUCT, "金牛麻花", position=number)
    put_up(Opens.TOWN, "金牛镇", position=0)

    with django_assert_max_num_queries(3):
        assert len(cards_shown(at=NOW)) == MOST_SHOWN


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"picture": "../../etc/passwd"},
        {"opens": "address"},
        {"target": "https://elsewhere.example/"},
        {"opens": "season", "target": "13"},
        {"shown_until": NOW},
        {"position": 1000},
    ],
)
def test_the_database_refuses_what_must_never_be(put_up, change):
    card = put_up(Opens.SEASON, "now")

    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**change)


def test_a_town_that_no_goods_come_from_is_no_target(put_up, shelf):
    AttributeValue.objects.create(
        attribute=AttributeValue.objects.get(slug="jinniu").attribute, slug="baoan", name="保安镇"
    )

    with pytest.raises(TargetUnknown):
        put_up(Opens.TOWN, "保安镇")


def test_buyers_read_them_with_the_first_page(visitor, put_up, shelf):
    put_up(Opens.PRODUCT, "金牛麻花", title="老巷里的麻花")

    [card] = visitor.data("ShopHome")["shopHome"]["showcase"]

    assert (card["title"], card["opens"], card["target"]) == ("老巷里的麻花", "PRODUCT", "goods-1")
    assert (card["picture"]["width"], card["picture"]["height"]) == (1200, 600)
    assert [each.split()[1] for each in card["picture"]["srcset"].split(", ")] == [
        "360w",
        "720w",
        "1200w",
    ]
