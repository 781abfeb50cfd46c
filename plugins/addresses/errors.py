from collections.abc import Iterable
from typing import ClassVar

from plugins.kernel.errors import InvalidInput

#: A message lists this many choices; `params["choices"]` has all of them.
LISTED = 12


class AddressRefused(InvalidInput):
    """Something in an address cannot be used.

    Attributes:
        required: nothing was given where something must be.
    """

    required: ClassVar[bool] = False


class _Choose(AddressRefused):
    def __init__(self, *, field: str, choices: Iterable[str], **params: str):
        named = tuple(choices)
        listed = "、".join(named[:LISTED]) + ("…" if len(named) > LISTED else "")
        super().__init__(field=field, choices=named, listed=listed, **params)


class DivisionMissing(_Choose):
    """The address stops short of a county (or of a city that has none)."""

    code = "DIVISION_MISSING"
    zh = "还没有选择所在的{level_zh}。"
    en = "The {level_en} is missing."
    remedy_zh = "可选:{listed}。"
    remedy_en = "Choose one of: {listed}."
    required = True


class DivisionUnknown(_Choose):
    code = "DIVISION_UNKNOWN"
    zh = "{area_zh}没有“{given}”。"
    en = "There is no {given} in {area_en}."
    remedy_zh = "可选:{listed}。"
    remedy_en = "Choose one of: {listed}."

    def __init__(self, *, field: str, given: str, area: str, choices: Iterable[str]):
        super().__init__(
            field=field,
            choices=choices,
            given=given,
            area_zh=area or "全国",
            area_en=area or "China",
        )


class DivisionAmbiguous(_Choose):
    code = "DIVISION_AMBIGUOUS"
    zh = "“{given}”不止一处。"
    en = "There is more than one {given}."
    remedy_zh = "请选择其一:{listed}。"
    remedy_en = "Say which: {listed}."


class AreaNotServed(AddressRefused):
    code = "AREA_NOT_SERVED"
    zh = "暂不配送至{area}。"
    en = "There is no delivery to {area} yet."
    remedy_zh = "请填写其他收货地址。"
    remedy_en = "Give another delivery address."


class PhoneMissing(AddressRefused):
    code = "PHONE_MISSING"
    zh = "还没有填写手机号。"
    en = "The mobile number is missing."
    remedy_zh = "请填写收货人的 11 位手机号,快递员会联系该号码。"
    remedy_en = "Give the recipient's 11-digit mobile number; the courier calls it."
    required = True


class MobileInvalid(AddressRefused):
    code = "MOBILE_INVALID"
    zh = "手机号不正确。"
    en = "This is not a mainland mobile number."
    remedy_zh = "请填写 1 开头的 11 位手机号。"
    remedy_en = "Give 11 digits beginning with 1, for example 138 1234 5678."


class RecipientMissing(AddressRefused):
    code = "RECIPIENT_MISSING"
    zh = "还没有填写收货人。"
    en = "The recipient is missing."
    remedy_zh = "请填写收货人姓名。"
    remedy_en = "Give the recipient's name."
    required = True


class RecipientInvalid(AddressRefused):
    code = "RECIPIENT_INVALID"
    zh = "收货人姓名不能使用。"
    en = "This recipient's name cannot be used."
    remedy_zh = "请填写不超过 {longest} 个字的姓名,不含表情等特殊字符。"
    remedy_en = "Give a name of at most {longest} characters, without emoji or control characters."


class StreetMissing(AddressRefused):
    code = "STREET_MISSING"
    zh = "还没有填写详细地址。"
    en = "The street address is missing."
    remedy_zh = "请填写乡镇街道、道路和门牌号。"
    remedy_en = "Give the town, street and house number."
    required = True


class StreetInvalid(AddressRefused):
    code = "STREET_INVALID"
    zh = "详细地址不能使用。"
    en = "This street address cannot be used."
    remedy_zh = "请填写 {shortest} 至 {longest} 个字,不含表情等特殊字符。"
    remedy_en = "Give {shortest} to {longest} characters, without emoji or control characters."
