"""The pages of the form, in order."""

from enum import Enum


class Step(Enum):
    BASICS = "basics"
    VARIANTS = "variants"
    PICTURES = "pictures"
    LABEL = "label"
    PREVIEW = "preview"


STEP_TEXT = {
    Step.BASICS: "基本信息",
    Step.VARIANTS: "规格与价格",
    Step.PICTURES: "图片",
    Step.LABEL: "标签与合规",
    Step.PREVIEW: "预览与提交",
}
