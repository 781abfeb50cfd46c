"""What the public is told, plainly, in Chinese and in one English line."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.brand.rules.force import CertificateStatus


@dataclass(frozen=True, kw_only=True)
class Word:
    """`tone` names the colour: good, wait or bad."""

    title: str
    advice: str
    tone: str
    sign: str


_S = CertificateStatus

WORDING: dict[CertificateStatus, Word] = {
    _S.VALID: Word(
        title="授权有效",
        advice="该企业现正获准在下列商品上使用区域公共品牌标志。请核对包装上的企业名称和产地。",
        tone="good",
        sign="真",
    ),
    _S.NOT_YET: Word(
        title="授权尚未生效",
        advice="证书真实，但还没有到起始日，现在不得使用品牌标志。",
        tone="wait",
        sign="待",
    ),
    _S.SUSPENDED: Word(
        title="授权已停用",
        advice="证书真实，但授权现已暂停，商品不应再使用品牌标志。请勿据此购买。",
        tone="bad",
        sign="停",
    ),
    _S.EXPIRED: Word(
        title="授权已过期",
        advice="证书真实，但已过最后有效日。商品若仍使用品牌标志，请向品牌办反映。",
        tone="bad",
        sign="止",
    ),
    _S.REVOKED: Word(
        title="授权已撤销",
        advice="品牌办已撤销这份授权，商品不得再使用品牌标志。请勿据此购买。",
        tone="bad",
        sign="撤",
    ),
    _S.WITHDRAWN: Word(
        title="企业已退出授权",
        advice="企业已自愿退出，商品不得再使用品牌标志。",
        tone="bad",
        sign="退",
    ),
    _S.UNKNOWN: Word(
        title="查无此证",
        advice="没有这个编号或验真码。请核对输入；若抄自商品包装，可能是假冒，请向品牌办举报。",
        tone="bad",
        sign="无",
    ),
}

ENGLISH: dict[CertificateStatus, str] = {
    _S.VALID: "Valid: this enterprise may use the brand on the goods below.",
    _S.NOT_YET: "Genuine, but not in force yet.",
    _S.SUSPENDED: "Suspended: the brand must not be used at present.",
    _S.EXPIRED: "Expired: the brand must no longer be used.",
    _S.REVOKED: "Revoked: the brand must no longer be used.",
    _S.WITHDRAWN: "Withdrawn: the enterprise has given up its licence.",
    _S.UNKNOWN: "Unknown: no certificate has this number or code.",
}
