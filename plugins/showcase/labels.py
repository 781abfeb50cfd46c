"""What the audited moves of the showcase are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "showcase.card.added": ("新增首页陈列", "Card added"),
    "showcase.card.changed": ("修改首页陈列", "Card changed"),
    "showcase.card.shown": ("启用首页陈列", "Card switched on"),
    "showcase.card.hidden": ("停用首页陈列", "Card switched off"),
}
