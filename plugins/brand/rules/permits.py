"""Which paper proves that an enterprise may make a class of goods, and its number.

Sources: 食品安全法 art. 35 (licence; none for edible farm produce; filing for those who sell
only prepackaged food) and 36 (workshops: provincial rules); 食品生产许可管理办法 for the SC
number, whose last digit is a check by MOD 11,10 (GB/T 17710).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from stdnum.iso7064 import mod_11_10

from plugins.brand.errors import PermitNumberInvalid


class PermitKind(Enum):
    FOOD_PRODUCTION = "food_production"  # 食品生产许可证 SC
    WORKSHOP = "workshop"  # 食品小作坊登记证
    PREPACKAGED_FILING = "prepackaged_filing"  # 仅销售预包装食品备案


class ProofNeed(Enum):
    """What a class of goods asks of its maker."""

    NONE = "none"  # 食用农产品、手工艺品: no licence needed
    PREPACKAGED = "prepackaged"  # a filing, or more
    WORKSHOP = "workshop"  # a workshop's certificate, or more
    FOOD_PRODUCTION = "food_production"  # the SC licence and nothing less


#: Need → the permits that satisfy it. An SC licence satisfies every need.
ACCEPTED: dict[ProofNeed, frozenset[PermitKind]] = {
    ProofNeed.NONE: frozenset(),
    ProofNeed.PREPACKAGED: frozenset(PermitKind),
    ProofNeed.WORKSHOP: frozenset({PermitKind.WORKSHOP, PermitKind.FOOD_PRODUCTION}),
    ProofNeed.FOOD_PRODUCTION: frozenset({PermitKind.FOOD_PRODUCTION}),
}

_SC = re.compile(r"SC[12][0-9]{13}")
_OTHER = re.compile(r"[0-9A-Z\u4e00-\u9fff()（）〔〕-]{4,40}")


def is_sc_number(number: str) -> bool:
    """Tell a food production licence's number: SC, 13 digits, and their check digit.

    First digit 1 food or 2 additive, two for the class, six for the region, four
    for the serial.
    """
    return _SC.fullmatch(number) is not None and bool(mod_11_10.is_valid(number[2:]))


def permit_number_checked(*, kind: PermitKind, number: str) -> str:
    """Return the number as it is stored.

    Raises:
        PermitNumberInvalid: a check digit does not fit, or it is no number at all.
    """
    tidy = re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()
    fits = is_sc_number(tidy) if kind is PermitKind.FOOD_PRODUCTION else _OTHER.fullmatch(tidy)
    if not fits:
        raise PermitNumberInvalid(field="number")
    return tidy
