"""Cards of the first page: looked at, written, switched on and off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brand_theme.console.public import (
    ActionForm,
    Asked,
    Label,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Tone,
    choice_field,
    date_field,
    file_field,
    label,
    moment,
    number_field,
    register,
    text_field,
)
from plugins.brand.public import Actor, day_of, midnight, midnight_after
from plugins.kernel.pictures import MEGABYTES
from plugins.showcase.models import Card
from plugins.showcase.permissions import MANAGE
from plugins.showcase.pictures import NARROWEST, RATIO, WIDTHS, picture_of
from plugins.showcase.rules.cards import (
    LAST_POSITION,
    MOST_SHOWN,
    TITLE_LONGEST,
    WORDS_LONGEST,
    Opens,
    Standing,
    standing,
)
from plugins.showcase.selectors.openable import names_of, openable_among
from plugins.showcase.selectors.shown import cards_on_page
from plugins.showcase.services.card_add import card_add
from plugins.showcase.services.card_change import card_change, card_switch
from plugins.showcase.services.card_text import KINDS, CardText

STANDINGS = {
    Standing.SHOWN: Label("展示中", Tone.GOOD),
    Standing.CROWDED_OUT: Label("排不上，前面已满", Tone.CAREFUL),
    Standing.TO_COME: Label("未到时间", Tone.WAITING),
    Standing.OVER: Label("已结束"),
    Standing.OFF: Label("已停用"),
    Standing.CLOSED: Label("打开的内容已不在售", Tone.CAREFUL),
}
SIZES = f"宽是高的 {RATIO} 倍最好，至少 {NARROWEST}×{NARROWEST // RATIO}，建议 {WIDTHS[-1]}×{WIDTHS[-1] // RATIO} 像素"


class CardForm(ActionForm):
    """A new card."""

    title = text_field("标题", max_length=TITLE_LONGEST)
    words = text_field("一句话", max_length=WORDS_LONGEST)
    opens = choice_field("点开是", [(kind.value, zh) for kind, (zh, _en) in KINDS.items()])
    target = text_field(
        "哪一个", max_length=250, help_text="名称或网址名；月份填 1 至 12，now 为本月。"
    )
    first_day = date_field("第一天")
    last_day = date_field("最后一天", required=False, help_text="留空：停用为止。")
    position = number_field(
        "次序",
        max_value=LAST_POSITION,
        initial=0,
        help_text=f"小的在前；同时最多 {MOST_SHOWN} 张。",
    )
    picture = file_field("图片", megabytes=MEGABYTES, help_text=SIZES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = day_of(timezone.now())


class ChangeForm(CardForm):
    """A card with what it says now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "words", "opens", "target", "position"):
            self.fields[name].initial = getattr(self.obj, name)
        self.fields["first_day"].initial = day_of(self.obj.shown_from)
        self.fields["last_day"].initial = _last_day(self.obj)
        self.fields["picture"].required = False
        self.fields["picture"].help_text = f"不选则不换。{SIZES}"


def _last_day(card: Card) -> Any:
    """The last day it is seen on; midnight itself belongs to the next."""
    return day_of(card.shown_until - timedelta(seconds=1)) if card.shown_until else None


def _text(data: dict[str, Any]) -> CardText:
    return CardText(
        title=data["title"],
        words=data["words"],
        opens=Opens(data["opens"]),
        target=data["target"],
        shown_from=midnight(data["first_day"]),
        shown_until=midnight_after(data["last_day"]) if data["last_day"] else None,
        position=data["position"],
    )


def _add(asked: Asked) -> str:
    card = card_add(
        text=_text(asked.data),
        picture=asked.data["picture"],
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return f"“{card.title}”已加入首页陈列，首页一分钟内更新。"


def _change(asked: Asked) -> str:
    card_change(
        card_id=asked.obj.pk,
        text=_text(asked.data),
        picture=asked.data["picture"],
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return "已修改，首页一分钟内更新。"


def _show(asked: Asked) -> str:
    card_switch(card_id=asked.obj.pk, is_on=True, actor=Actor.of(asked.user), now=asked.now)
    return "已启用，首页一分钟内更新。"


def _hide(asked: Asked) -> str:
    card_switch(card_id=asked.obj.pk, is_on=False, actor=Actor.of(asked.user), now=asked.now)
    return "已停用，首页一分钟内更新。"


@register(Card, name="首页陈列", fields={"title": "标题", "words": "一句话", "position": "次序"})
class CardAdmin(ReadOnlyModelAdmin):
    """Every card there ever was, with its picture and how it stands now."""

    ordering = ("position", "pk")
    list_display = ("title", "picture_shown", "standing_shown", "leads_to", "days", "position")
    search_fields = ("title", "words", "=target")
    search_help_text = "标题、说明或打开的内容"
    list_actions = (
        ObjectAction(
            name="add",
            title="新增陈列",
            icon="add",
            permission=MANAGE,
            form=CardForm,
            perform=_add,
            confirm="加入首页",
        ),
    )
    object_actions = (
        ObjectAction(
            name="change",
            title="修改",
            icon="edit",
            permission=MANAGE,
            form=ChangeForm,
            perform=_change,
            confirm="保存",
        ),
        ObjectAction(
            name="hide",
            title="停用",
            icon="visibility_off",
            permission=MANAGE,
            perform=_hide,
            available=lambda obj: obj.is_on,
            is_danger=True,
        ),
        ObjectAction(
            name="show",
            title="启用",
            icon="visibility",
            permission=MANAGE,
            perform=_show,
            available=lambda obj: not obj.is_on,
        ),
    )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Find out how all cards of the page stand at once."""
        changes = super().get_changelist_instance(request)
        found = _standings(list(changes.result_list))
        names = names_of(changes.result_list)
        for card in changes.result_list:
            card.standing_now = found[card.pk]
            card.target_name = names.get(card.pk, card.target)
        return changes

    @admin.display(description="图片")
    def picture_shown(self, obj: Card) -> SafeString:
        picture = picture_of(obj.picture, alt=obj.title)
        return format_html(
            '<img src="{}" width="120" height="60" alt="" loading="lazy">', picture.src
        )

    @admin.display(description="现在")
    def standing_shown(self, obj: Card) -> SafeString:
        return label(STANDINGS[obj.standing_now])

    @admin.display(description="点开是", ordering="opens")
    def leads_to(self, obj: Card) -> str:
        return _leads_to(obj, obj.target_name)

    @admin.display(description="展示期", ordering="shown_from")
    def days(self, obj: Card) -> str:
        return _days(obj)

    def label(self, obj: Card) -> Label:
        return STANDINGS[_standings([obj])[obj.pk]]

    def heading(self, obj: Card) -> str:
        return obj.title

    def panels(self, obj: Card) -> list[Panel]:
        picture = picture_of(obj.picture, alt=obj.title)
        facts = [
            ("一句话", obj.words),
            ("点开是", _leads_to(obj, names_of([obj]).get(obj.pk, obj.target))),
            ("展示期", _days(obj)),
            ("次序", str(obj.position)),
            ("改于", moment(obj.changed_at)),
        ]
        large = picture.srcset.split(",")[-1].split()[0]
        return [Panel("陈列卡", facts=facts, pictures=[(large, picture.alt)])]


def _standings(cards: list[Card]) -> dict[int, Standing]:
    now = timezone.now()
    openable = openable_among(cards)
    on_page = {card.pk for card in cards_on_page(at=now)}
    found = {card.pk: standing(card, at=now, openable=openable) for card in cards}
    return {
        pk: Standing.CROWDED_OUT if how is Standing.SHOWN and pk not in on_page else how
        for pk, how in found.items()
    }


def _leads_to(card: Card, name: str) -> str:
    kind = Opens(card.opens)
    if kind is Opens.SEASON:
        return "本月当季" if card.target == "now" else f"{card.target} 月当季"
    return f"{KINDS[kind][0]} · {name}"


def _days(card: Card) -> str:
    last = _last_day(card)
    return f"{day_of(card.shown_from)} 至 {last or '停用为止'}"
