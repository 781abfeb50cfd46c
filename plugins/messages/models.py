from enum import Enum

from django.conf import settings
from django.db import models
from django.db.models import Q
from saleor.order.models import Order

from plugins.messages.rules import MessageKind
from plugins.messages.states import MessageState


def _choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]


class MessageConsent(models.Model):
    """What one buyer wants to be told of one kind.

    WeChat lets one message through for each time the buyer accepted: `grants` counts
    those that are left, as far as we know. `is_on` is the buyer's switch in the shop.
    """

    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_consents"
    )
    kind = models.CharField(max_length=20, choices=_choices(MessageKind))
    grants = models.PositiveIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "kind"], name="messages_consent_once")
        ]

    def __str__(self) -> str:
        return f"consent {self.pk} to {self.kind}"


class Message(models.Model):
    """One thing a buyer is told: shown in the shop's inbox, and sent through WeChat if wanted.

    `facts` are what it says: numbers, goods, amounts and times, never a person.
    """

    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=20, choices=_choices(MessageKind))
    # What happened, so that it is told once however often we hear of it.
    occasion = models.CharField(max_length=120)
    facts = models.JSONField()
    state = models.CharField(
        max_length=10, choices=_choices(MessageState), default=MessageState.OWED.value
    )
    # One of the buyer's grants is set aside for it while it is on its way.
    holds_grant = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    msgid = models.CharField(max_length=64, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "occasion"], name="messages_once_per_occasion"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="messages_sent_means_when",
            ),
            models.CheckConstraint(
                condition=Q(holds_grant=False) | Q(state="owed"),
                name="messages_grant_held_only_on_the_way",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "not_wanted"]) | ~Q(last_error=""),
                name="messages_untold_means_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["buyer"], condition=Q(read_at__isnull=True), name="messages_unread"
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk} {self.kind}"
