from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.messages import labels


class MessagesConfig(CapabilityConfig):
    name = "plugins.messages"
    label = "mall_messages"
    verbose_name = "消息"
    personal_data = "plugins.messages.personal_data.MessagesData"
    graphql_schema = "plugins.messages.graphql.schema"
    outbox = {"messages.send": "plugins.messages.services.message_send.send_owed"}
    sweeps = {"messages.remind_to_pay": timedelta(seconds=60)}
    timeline = "plugins.messages.selectors.subjects_of_order"
    audit_labels = labels.AUDIT

    def ready(self) -> None:
        from plugins.messages import receivers  # noqa: F401
        from plugins.messages.selectors import templates

        # A template that cannot work stops the shop at its start, not at the first buyer.
        templates()
