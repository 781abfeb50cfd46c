"""Addresses that staff and apps type in are looked at before they are kept or called.

Weakness: `saleor/graphql/webhook/mutations.py` keeps any address, also those of the
machine itself and of the network behind it, and takes webhooks without a secret.
`saleor/app/management/commands/create_app.py` posts a token to any address.
"""

from __future__ import annotations

import json
import secrets
from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError

from saleor_config.compat.targets import mends, replace


@mends("saleor.graphql.webhook.mutations")
def mend_webhooks(module: ModuleType) -> None:
    for mutation in (module.WebhookCreate, module.WebhookUpdate):
        _check_input(mutation, code=module.WebhookErrorCode.INVALID)


def _check_input(mutation: Any, *, code: Any) -> None:
    from plugins.kernel import outbound

    original = mutation.clean_input.__func__

    def clean_input(cls: Any, info: Any, instance: Any, data: Any, *args: Any) -> Any:
        cleaned = original(cls, info, instance, data, *args)
        if cleaned.get("target_url"):
            try:
                outbound.refuse_target(cleaned["target_url"])
            except outbound.TargetRefused as error:
                told = f"{error.message_zh} {error.message_en}"
                raise ValidationError({"target_url": ValidationError(told, code=code)}) from error
        if not (cleaned.get("secret_key") or instance.secret_key):
            cleaned["secret_key"] = secrets.token_urlsafe(32)
        return cleaned

    replace(mutation, "clean_input", classmethod(clean_input))


@mends("saleor.app.management.commands.create_app")
def mend_create_app(module: ModuleType) -> None:
    from django.core.management import CommandError

    from plugins.kernel import outbound
    from plugins.kernel.errors import DomainError, GatewayError

    def send_app_data(self: Any, target_url: str, data: dict[str, Any]) -> None:
        headers = {
            "Content-Type": "application/json",
            "x-saleor-domain": module.Site.objects.get_current().domain,
        }
        try:
            status = outbound.post(target_url, content=json.dumps(data).encode(), headers=headers)
        except (DomainError, GatewayError) as error:
            raise CommandError(f"{error}") from error
        if status != 200:
            raise CommandError(f"{target_url}: {status}")

    replace(module.Command, "send_app_data", send_app_data)
