"""Trademarks and quality certificates: numbers, terms, and when to renew."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import Enum

from plugins.brand.errors import ProofNumberInvalid

#: 商标法 art. 40: renewable in the last 12 months, and 6 months after the end.
RENEW_BEFORE = timedelta(days=365)
GRACE_AFTER = timedelta(days=183)
HIGHEST_CLASS = 45  # Nice classification


class ProofKind(Enum):
    """What an enterprise can show for its goods."""

    GREEN_FOOD = "green_food"  # 绿色食品
    ORGANIC = "organic"  # 有机产品
    GI_USE = "gi_use"  # 地理标志专用标志使用
    INSPECTION_REPORT = "inspection_report"  # 检验报告


class TrademarkStanding(Enum):
    VALID = "valid"
    RENEWABLE = "renewable"  # renew now
    GRACE = "grace"  # past its end, still renewable
    LAPSED = "lapsed"


# GF + region 6 + year 2 + serial 4; the older LB form is still on packs.
_SHAPES = {
    ProofKind.GREEN_FOOD: re.compile(r"GF[0-9]{12}|LB-[0-9]{2}-[0-9]{10,13}"),
    # 3 body, 2 year, 12 random; or the certificate's own number with OP.
    ProofKind.ORGANIC: re.compile(r"[0-9]{17}|[0-9]{3}OP[0-9]{7,10}"),
    ProofKind.GI_USE: re.compile(r"[0-9A-Z\u4e00-\u9fff()〔〕-]{4,40}"),
    ProofKind.INSPECTION_REPORT: re.compile(r"[0-9A-Z\u4e00-\u9fff()〔〕/-]{4,40}"),
}
# No register publishes a form that all sources agree on: digits and perhaps a letter.
_TRADEMARK = re.compile(r"[0-9]{1,8}[A-Z]?")


def proof_number_checked(*, kind: ProofKind, number: str) -> str:
    tidy = _tidy(number)
    if not _SHAPES[kind].fullmatch(tidy):
        raise ProofNumberInvalid(field="number")
    return tidy


def trademark_number_checked(number: str, *, nice_class: int) -> str:
    tidy = _tidy(number)
    if not _TRADEMARK.fullmatch(tidy) or not 1 <= nice_class <= HIGHEST_CLASS:
        raise ProofNumberInvalid(field="number")
    return tidy


def trademark_standing(*, expires_on: date, today: date) -> TrademarkStanding:
    """Return where a mark is in its ten years; `expires_on` is its last day."""
    if today > expires_on + GRACE_AFTER:
        return TrademarkStanding.LAPSED
    if today > expires_on:
        return TrademarkStanding.GRACE
    if today >= expires_on - RENEW_BEFORE:
        return TrademarkStanding.RENEWABLE
    return TrademarkStanding.VALID


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()
