"""Cards on the first page."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from plugins.showcase.rules.cards import LAST_POSITION, TITLE_LONGEST, WORDS_LONGEST, Opens


class Card(models.Model):
    """One card of the first page's strip.

    `opens` and `target` say where it leads: a kind and the slug of a thing of that kind
    (a season's is a month, 1 to 12, or `now`), never an address. `shown_until` is not
    included; None means until it is switched off. `picture` names files in the media
    folder, see `pictures`. Never deleted: what stood on the first page can be looked up.
    """

    title = models.CharField(max_length=TITLE_LONGEST)
    words = models.CharField(max_length=WORDS_LONGEST)
    picture = models.CharField(max_length=32)
    opens = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Opens])
    target = models.CharField(max_length=255)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        permissions = [("manage_cards", "管理首页陈列")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(words=""), name="showcase_card_says_something"
            ),
            models.CheckConstraint(
                condition=Q(picture__regex=r"^[0-9a-f]{32}$"), name="showcase_card_has_picture"
            ),
            models.CheckConstraint(
                condition=Q(opens__in=[each.value for each in Opens]),
                name="showcase_card_opens_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(opens=Opens.SEASON.value, target__regex=r"^(now|[1-9]|1[0-2])$")
                | Q(~Q(opens=Opens.SEASON.value), target__regex=r"^[-\w]+$"),
                name="showcase_card_target_no_address",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gt=F("shown_from")),
                name="showcase_card_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(position__lte=LAST_POSITION), name="showcase_card_position_small"
            ),
        ]

    def __str__(self) -> str:
        return self.title
