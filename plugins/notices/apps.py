from plugins.kernel.registry import CapabilityConfig
from plugins.notices import labels


class NoticesConfig(CapabilityConfig):
    name = "plugins.notices"
    label = "mall_notices"
    verbose_name = "企业通知"
    holds_no_person = "what enterprises are told; members are named by number"
    console = "plugins.notices.console"
    audit_follower = "plugins.notices.services.notices_follow.notices_follow"
    outbox = {
        "notices.write": "plugins.notices.services.notices_write.write_notices",
        "notices.mail": "plugins.notices.services.notice_mail.mail_notice",
    }
    audit_labels = labels.AUDIT
