"""What the audited moves of the kernel are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "kernel.outbox.retried": ("搁置事项重新排队", "Put-aside effect queued again"),
}
