"""What can go wrong while a picture is made, said so an operator can act."""

from __future__ import annotations


class ArtError(Exception):
    """A picture cannot be made. Text is Chinese first, then English.

    Subclasses: `UnknownSpeciality`, `DrawingMissing`, `DrawingBroken`,
    `PhotoBroken`, `PhotoTooLarge`, `UnknownTrade`, `MarkMissing`.
    """

    code = "ART"
    zh = ""
    en = ""

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(f"[{self.code}] {self.zh % params} / {self.en % params}")


class UnknownTrade(ArtError):
    code = "ART_UNKNOWN_TRADE"
    zh = "没有“%(trade)s”这个行业的底色;可用:%(known)s。"
    en = "No background for trade '%(trade)s'; use one of %(known)s."


class UnknownSpeciality(ArtError):
    code = "ART_UNKNOWN_SPECIALITY"
    zh = "art/specialities.yaml 里没有“%(slug)s”;请先登记它的行业。"
    en = "'%(slug)s' is not in art/specialities.yaml; add it with its trade."


class DrawingMissing(ArtError):
    code = "ART_DRAWING_MISSING"
    zh = "缺少插画 %(path)s,也没有照片;请画一幅,或把照片放进 %(photos)s。"
    en = "No drawing %(path)s and no photograph; draw one or put one in %(photos)s."


class DrawingBroken(ArtError):
    code = "ART_DRAWING_BROKEN"
    zh = "插画 %(path)s 无法绘制:%(reason)s。请修正该 SVG。"
    en = "Drawing %(path)s does not render: %(reason)s. Mend that SVG."


class PhotoBroken(ArtError):
    code = "ART_PHOTO_BROKEN"
    zh = "照片 %(path)s 无法读取:%(reason)s。请重新导出为 JPEG、PNG 或 WebP,或移走它。"
    en = "Photograph %(path)s cannot be read: %(reason)s. Export it again or remove it."


class PhotoTooLarge(ArtError):
    code = "ART_PHOTO_TOO_LARGE"
    zh = "照片 %(path)s 过大:%(actual)s,上限 %(limit)s。请缩小后再放入。"
    en = "Photograph %(path)s is too large: %(actual)s, limit %(limit)s. Shrink it."


class MarkMissing(ArtError):
    code = "ART_MARK_MISSING"
    zh = "art/enterprise_marks.yaml 里没有企业“%(slug)s”;请补上印文与图样。"
    en = "Enterprise '%(slug)s' is not in art/enterprise_marks.yaml; add it."
