"""What the audited moves over personal data are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "privacy.data.exported": ("导出个人信息副本", "Copy of personal data taken"),
}
