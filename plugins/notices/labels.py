"""What the audited moves of notices are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "notices.kinds.chosen": ("选择邮件种类", "Kinds of mails chosen"),
}
