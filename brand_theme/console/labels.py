"""What the audited moves of the consoles are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "console.console.entered": ("登录工作台", "Entered the console"),
    "console.enterprise.entered": ("登录企业工作台", "Entered the enterprises' console"),
}
