"""Questions about goods, answered by their maker and by who bought them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plugins.reviews.models.post import Post


class Question(models.Model):
    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.PROTECT, related_name="question"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Answer(models.Model):
    """One answer of each person, and one of the enterprise; `answered_by` says whose.

    Attributes:
        answered_by: `enterprise`, or `buyer:7`.
    """

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.PROTECT, related_name="answer"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    answered_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "answered_by"], name="reviews_one_answer_each"
            ),
            models.CheckConstraint(
                condition=Q(answered_by="enterprise") | Q(answered_by__startswith="buyer:"),
                name="reviews_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
