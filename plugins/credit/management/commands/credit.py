"""`manage.py credit`: make a period's scores, see what would differ, correct it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.brand.public import Enterprise
from plugins.credit.selectors.formulas import last_span, span_named
from plugins.credit.selectors.scores import current_scores
from plugins.credit.services.scores_publish import scores_publish
from plugins.kernel.errors import DomainError

ACTOR = "operator:credit"


class Command(BaseCommand):
    help = (
        "Publishes the scores a period lacks and lists them; published ones stay unless corrected."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--period", help="一期的第一个月，如 2026-10 · first month; last period by default"
        )
        parser.add_argument(
            "--correct",
            metavar="REASON",
            default="",
            help="更正不一致的评分，写明原因 · correct what differs",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            asked = options["period"]
            span = span_named(asked, now=now) if asked else last_span(now=now)
            outcome = scores_publish(
                span=span, actor=ACTOR, now=now, correction=options["correct"].strip()
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        table = Table(title=f"信用评分 · scores {span.name}", title_justify="left")
        for heading in (
            "企业 · enterprise",
            "评分 · score",
            "星级 · stars",
            "事实 · facts",
            "版次",
        ):
            table.add_column(heading, overflow="fold")
        for score in current_scores(starts_on=span.starts_on).select_related("enterprise"):
            table.add_row(
                score.enterprise.name,
                "暂无评分" if score.value is None else str(score.value),
                "—" if score.stars is None else str(score.stars),
                str(score.facts_count),
                str(score.revision),
            )
        console = Console(file=self.stdout)
        console.print(table)
        console.print(
            f"新公布 {outcome.published}，未变 {outcome.unchanged}，更正 {outcome.corrected}。 "
            f"{outcome.published} published, {outcome.unchanged} unchanged, "
            f"{outcome.corrected} corrected."
        )
        if outcome.differing:
            names = Enterprise.objects.filter(pk__in=outcome.differing)
            console.print(
                "与现有事实不一致，未改动（用 --correct 写明原因更正）· differ, not touched: "
                + "、".join(names.order_by("pk").values_list("name", flat=True))
            )
