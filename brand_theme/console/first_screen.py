"""The first screen: what waits for this person, and how the shop does."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from brand_theme.console.contributions import charts_for, list_url, queues_for
from brand_theme.console.parts import Chart, Drawing, Measure, Queue
from brand_theme.console.rules import age_text


def first_screen(user: Any) -> dict[str, Any]:
    """Return the context: one query for each queue and chart this person may see."""
    now = timezone.now()
    cards = [_card(queue, queue.measure(now), now) for queue in queues_for(user)]
    waiting = sorted(
        (card for card in cards if card["count"]),
        key=lambda card: (not card["is_overdue"], -card["age_seconds"]),
    )
    return {
        "greeting": _greeting(now),
        "person": user.get_full_name(),
        "roles": "、".join(user.groups.values_list("name", flat=True)) or "管理员",
        "waiting": waiting,
        "clear": [card for card in cards if not card["count"]],
        "overdue_count": sum(card["is_overdue"] for card in waiting),
        "charts": [_chart(chart, now) for chart in charts_for(user)],
        "now": now,
    }


def _greeting(now: datetime) -> str:
    hour = timezone.localtime(now).hour
    if hour < 11:
        return "早上好"
    return "下午好" if 11 < hour < 18 else "中午好" if hour == 11 else "晚上好"


def _card(queue: Queue, measure: Measure, now: datetime) -> dict[str, Any]:
    age = now - measure.oldest if measure.count and measure.oldest else None
    deadline = measure.oldest + queue.within if age and queue.within and measure.oldest else None
    return {
        "title": queue.title,
        "hint": queue.hint,
        "icon": queue.icon,
        "url": list_url(queue.model, queue.query),
        "count": measure.count,
        "age": age_text(age) if age is not None else "",
        "age_seconds": age.total_seconds() if age is not None else 0,
        "deadline": deadline,
        "is_overdue": deadline is not None and now > deadline,
    }


def _chart(chart: Chart, now: datetime) -> dict[str, Any]:
    return drawn(chart.title, chart.kind, chart.draw(now), unit=chart.unit)


def drawn(title: str, kind: str, drawing: Drawing, *, unit: str = "") -> dict[str, Any]:
    """Return a chart as `console/_chart.html` takes it: the picture and its numbers."""
    datasets = [
        {
            "label": series.name,
            "data": list(series.values),
            "backgroundColor": f"var(--console-{series.colour})",
            "borderColor": f"var(--console-{series.colour})",
            "displayYAxis": True,
            "suffixYAxis": unit,
            "maxBarThickness": 18,
        }
        for series in drawing.series
    ]
    return {
        "title": title,
        "kind": kind,
        "summary": drawing.summary,
        "data": json.dumps({"labels": list(drawing.labels), "datasets": datasets}),
        "series": drawing.series,
        "rows": [
            (label, [series.values[number] for series in drawing.series])
            for number, label in enumerate(drawing.labels)
        ],
        "unit": unit,
    }
