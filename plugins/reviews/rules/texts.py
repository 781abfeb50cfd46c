"""What may be written at once, and what somebody has to look at first."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from plugins.reviews.errors import ReasonMissing, TextInvalid

REVIEW_LONGEST = 500
QUESTION_LONGEST = 200
ANSWER_LONGEST = 500
NOTE_LONGEST = 200
OBJECTION_LONGEST = 500
ANONYMOUS = "匿名买家"
NAMELESS = "冶里集买家"


class Finding(Enum):
    """Why a text waits for a person. None of them refuses it."""

    NUMBER = "number"  # a phone, account or identity number
    LINK = "link"  # leads out of the shop
    CONTACT = "contact"  # asks to be added elsewhere
    WORDS = "words"  # words that are often abuse or illegal trade
    PICTURES = "pictures"  # no machine looks at them here


FINDING_TEXT = {
    Finding.NUMBER: "含电话或证件号码",
    Finding.LINK: "含链接",
    Finding.CONTACT: "含站外联系方式",
    Finding.WORDS: "含敏感词",
    Finding.PICTURES: "有图片",
}

#: Seven digits in a row, whatever stands between them, are somebody's number.
_NUMBER = re.compile(r"(?:\d[\s\-—_.·*,，]{0,2}){6}\d")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_CHINESE_NUMBER = re.compile(r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{7,}")
_LINK = re.compile(
    r"https?[:/]|www\.|[a-z0-9-]{2,}\.(?:com|cn|net|org|top|xyz|shop|vip|cc|me)\b", re.IGNORECASE
)
_CONTACT = re.compile(
    r"(?:加|➕|\+)\s*(?:我|俺)?\s*(?:微|薇|威|v|vx|wx|q)|微信号|薇信|威信号|v信|vx|wechat"
    r"|qq|扣扣|企鹅号|私聊|私信我|公众号|淘宝店|拼多多|抖音号",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"傻[逼比bB]|煞笔|沙雕|草泥马|操你|艹|滚蛋|去死|他妈的|妈的|混蛋|王八|畜生|婊|贱人"
    r"|赌博|博彩|彩票|办证|代开发票|枪支|毒品|大麻|迷药|约炮|色情|裸聊"
    r"|好评返现|返现|刷单|刷好评|删差评"
)


def findings(text: str) -> frozenset[Finding]:
    """Return what makes a text wait; empty for one that is shown at once.

    A rough net on purpose: what it catches wrongly is shown an hour later, and what
    it misses is hidden when somebody sees it.
    """
    plain = unicodedata.normalize("NFKC", text)
    found = set()
    spoken = _CHINESE_NUMBER.search(plain)
    if _NUMBER.search(plain) or (
        spoken and _NUMBER.search(spoken.group().translate(_CHINESE_DIGITS))
    ):
        found.add(Finding.NUMBER)
    if _LINK.search(plain):
        found.add(Finding.LINK)
    if _CONTACT.search(plain):
        found.add(Finding.CONTACT)
    if _WORDS.search(re.sub(r"[\s*.·_\-]", "", plain)):
        found.add(Finding.WORDS)
    return frozenset(found)


def text_checked(text: str, *, most: int, least: int = 2, field: str = "text") -> str:
    """Return the text without blanks around it, lines kept, invisible characters gone.

    Raises:
        TextInvalid: too short, too long, or nothing in it can be seen.
    """
    visible = "".join(
        each for each in text if each == "\n" or unicodedata.category(each) not in _UNSEEN
    )
    tidy = re.sub(r"\n{3,}", "\n\n", visible).strip()
    if not least <= len(tidy) <= most:
        raise TextInvalid(field=field, least=least, most=most)
    return tidy


#: Controls, private use and unassigned; joiners of emoji (Cf) would hide words, so they go too.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


def note_checked(note: str, *, most: int = NOTE_LONGEST, field: str = "note") -> str:
    """Return why somebody decided so.

    Raises:
        ReasonMissing: nothing was said, or too much.
    """
    tidy = " ".join(note.split())
    if not 2 <= len(tidy) <= most:
        raise ReasonMissing(field=field, most=most)
    return tidy


def byline(*, name: str, is_anonymous: bool) -> str:
    """Return how a buyer is named in public: `张**`, never how long the name is."""
    if is_anonymous:
        return ANONYMOUS
    tidy = name.strip()
    return f"{tidy[0]}**" if tidy else NAMELESS
