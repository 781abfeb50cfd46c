"""The form's pages as fields; what may be sent is decided by the rules, not here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from plugins.listings.rules.content import LONGEST, LONGEST_LABEL, Content
from plugins.listings.rules.labels import (
    BASES,
    ITEM_TEXT,
    LabelItem,
    wanted_items,
)
from plugins.listings.selectors.promises import bounds_for
from plugins.listings.selectors.vocabulary import (
    categories,
    goods_classes,
    packages,
    product_attributes,
)

BLANK = [("", "请选择")]
BLANK_ROWS = 1
HINTS = {
    "name": "买家看到的名字，如“沼山白桃”。不写“最好”“第一”等绝对化用语。",
    "goods_class": "授权按品类给，选对才能上架销售。",
    "category": "先选分类并保存，下面才会出现该行业的属性。",
    "description": "产地、做法、口味、吃法，写可以核实的事实。每段一行。",
}


class DraftForm(forms.Form):
    """Nothing is required: a draft is kept however much is missing."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, content: Content) -> None:
        self.content = content
        super().__init__(data)
        self.build()
        for field in self.fields.values():
            field.required = False

    def build(self) -> None:
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """Return what was sent, as raw content."""
        raise NotImplementedError

    def refuse(self, field: str | None, message: str) -> None:
        self.add_error(field if field in self.fields else None, message)

    def sent(self, name: str) -> str:
        return str(self.data.get(name, ""))


class BasicsForm(DraftForm):
    def build(self) -> None:
        content = self.content
        self.fields["name"] = forms.CharField(
            label="品名", initial=content.name, max_length=LONGEST["name"], help_text=HINTS["name"]
        )
        self.fields["goods_class"] = forms.ChoiceField(
            label="品类",
            choices=BLANK + goods_classes(),
            initial=content.goods_class,
            help_text=HINTS["goods_class"],
        )
        self.fields["category"] = forms.ChoiceField(
            label="分类",
            choices=BLANK + categories(),
            initial=content.category,
            help_text=HINTS["category"],
        )
        self.fields["description"] = forms.CharField(
            label="介绍",
            initial=content.description,
            widget=forms.Textarea({"rows": 7, "maxlength": LONGEST["description"]}),
            help_text=HINTS["description"],
        )
        self._build_shipping()
        for each in product_attributes(content.category):
            chosen = content.attributes.get(each.slug, ())
            if each.is_many:
                self.fields[f"attr_{each.slug}"] = forms.MultipleChoiceField(
                    label=each.name,
                    choices=each.values,
                    initial=list(chosen),
                    widget=forms.CheckboxSelectMultiple,
                )
            else:
                self.fields[f"attr_{each.slug}"] = forms.ChoiceField(
                    label=each.name,
                    choices=[("", "不填")] + each.values,
                    initial=next(iter(chosen), ""),
                )

    def _build_shipping(self) -> None:
        shipping, bounds = self.content.shipping, bounds_for(self.content.goods_class)
        self.fields["ship_hours"] = forms.CharField(
            label="付款后几小时内发货",
            initial=shipping.hours,
            max_length=3,
            widget=forms.TextInput({"inputmode": "numeric"}),
            help_text=f"不填为 {bounds.default} 小时；该品类可填 {bounds.shortest} 至 {bounds.longest} 小时。"
            "买家下单前看得到，逾期计入信用。",
        )
        self.fields["ships_on"] = forms.CharField(
            label="预售发货日",
            initial=shipping.ships_on,
            widget=forms.TextInput({"type": "date"}),
            help_text=f"预售或定做才填：最迟哪天发货，最远 {bounds.longest // 24} 天。过了这天自动失效。",
        )

    def changes(self) -> dict[str, Any]:
        """Values that another category does not know are left behind with the old one."""
        category = self.sent("category")
        is_same = category == self.content.category
        known = product_attributes(category) if is_same else []
        return {
            **{name: self.sent(name) for name in ("name", "goods_class", "description")},
            "category": category,
            "attributes": {each.slug: self.data.getlist(f"attr_{each.slug}") for each in known},
            "shipping": {
                "hours": self.sent("ship_hours").strip(),
                "ships_on": self.sent("ships_on"),
            },
        }


class LabelForm(DraftForm):
    def build(self) -> None:
        content = self.content
        for item in wanted_items(content.goods_class) if content.goods_class else ():
            text = ITEM_TEXT[item]
            self.fields[f"label_{item.value}"] = forms.CharField(
                label=text.zh,
                initial=content.label.get(item.value, ""),
                max_length=LONGEST_LABEL,
                help_text=f"如：{text.example}",
            )
        self.fields["standard"] = forms.CharField(
            label="产品标准代号",
            initial=content.standard,
            max_length=LONGEST["standard"],
            help_text="如：GB/T 20712、Q/DY 0001S",
        )
        self.fields["grade"] = forms.CharField(
            label="等级",
            initial=content.grade,
            max_length=LONGEST["grade"],
            help_text="标准里的等级，如“一级”；没有可不填。",
        )
        self.fields["basis"] = forms.ChoiceField(
            label="承诺依据",
            choices=[("", "不附合格证"), *BASES.items()],
            initial=content.compliance.basis,
        )
        self.fields["issued_on"] = forms.CharField(
            label="开具日期",
            initial=content.compliance.issued_on,
            widget=forms.TextInput({"type": "date"}),
        )
        self.fields["quantity"] = forms.CharField(
            label="数量", initial=content.compliance.quantity, help_text="如：500 箱、1200 公斤"
        )

    def changes(self) -> dict[str, Any]:
        label = {
            item.value: self.sent(f"label_{item.value}")
            if f"label_{item.value}" in self.fields
            else self.content.label.get(item.value, "")
            for item in LabelItem
        }
        return {
            "label": label,
            "standard": self.sent("standard"),
            "grade": self.sent("grade"),
            "compliance": {name: self.sent(name) for name in ("basis", "issued_on", "quantity")},
        }


CELLS = ("sku", "name", "net_content", "package", "weight_kg", "price", "stock")


class VariantsForm(DraftForm):
    """Rows: those that are sold keep SKU, price and stock; empty ones are left out."""

    live_skus: frozenset[str] = frozenset()

    def build(self) -> None:
        pass

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows to show: what was sent, or what the draft has and an empty one."""
        kept = (
            self._sent()
            if self.is_bound
            else [
                {**vars(each), "stock": "" if each.stock is None else each.stock}
                for each in self.content.variants
            ]
        )
        empty = [dict.fromkeys(CELLS, "") for _ in range(BLANK_ROWS)]
        return [
            {**row, "number": number, "is_live": row["sku"] in self.live_skus and bool(row["sku"])}
            for number, row in enumerate([*kept, *empty], start=1)
        ]

    def packages(self) -> list[tuple[str, str]]:
        return [("", "不填"), *packages()]

    def changes(self) -> dict[str, Any]:
        live = {each.sku: each for each in self.content.variants if each.sku in self.live_skus}
        rows = []
        for row in self._sent():
            known = live.get(row["sku"])
            if known is not None:
                row = {**row, "price": known.price, "stock": known.stock}
            rows.append(row)
        return {"variants": rows}

    def _sent(self) -> list[dict[str, Any]]:
        columns = {cell: self.data.getlist(cell) for cell in CELLS}
        dropped = set(self.data.getlist("drop"))
        count = max(map(len, columns.values()), default=0)
        rows = [
            {cell: values[index] if index < len(values) else "" for cell, values in columns.items()}
            for index in range(count)
        ]
        return [
            row
            for number, row in enumerate(rows, start=1)
            if any(value.strip() for value in row.values()) and str(number) not in dropped
        ]
