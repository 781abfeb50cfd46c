from plugins.kernel.registry import CapabilityConfig


class WebhooksConfig(CapabilityConfig):
    name = "plugins.webhooks"
    label = "mall_webhooks"
    verbose_name = "事件推送"
    holds_no_person = "deliveries name objects by id"
    saleor_plugins = ("plugins.webhooks.plugin.WebhooksPlugin",)
    outbox = {"webhooks.send": "plugins.webhooks.services.webhook_send.webhook_send"}
