"""What the capabilities contribute, collected for whoever is looking."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from brand_theme.console.actions import ObjectAction
from brand_theme.console.parts import (
    Chart,
    DemoMember,
    EnterpriseCard,
    EnterprisePage,
    EnterprisePart,
    Hit,
    MenuEntry,
    OrderPart,
    Queue,
    Section,
    view_permission,
)
from brand_theme.console.roles import ENGINE_GRANTS, Role
from plugins.kernel.registry import capabilities


def load() -> list[ModuleType]:
    """Import every console module: importing registers its admin classes."""
    return [importlib.import_module(each.console) for each in capabilities() if each.console]


def _declared(name: str) -> Iterator[Any]:
    for module in load():
        yield from getattr(module, name, ())


def list_url(model: type, query: str = "") -> str:
    """Return the address of a model's list, filtered."""
    meta = model._meta  # type: ignore[attr-defined]
    address = reverse(f"console:{meta.app_label}_{meta.model_name}_changelist")
    return f"{address}?{query}" if query else address


def object_url(instance: Any) -> str:
    """Return the address of an object's page."""
    meta = instance._meta
    return reverse(f"console:{meta.app_label}_{meta.model_name}_change", args=[instance.pk])


def queues_for(user: Any) -> list[Queue]:
    return [queue for queue in _declared("QUEUES") if user.has_perm(queue.needs)]


def charts_for(user: Any) -> list[Chart]:
    return [chart for chart in _declared("CHARTS") if user.has_perm(view_permission(chart.model))]


def hits_for(user: Any, text: str) -> list[Hit]:
    """Return what the capabilities find; each looks only at what the user may see."""
    return [hit for module in load() if hasattr(module, "find") for hit in module.find(text, user)]


def order_parts(order_id: int, user: Any) -> list[OrderPart]:
    """Return what every capability knows of an order, as far as the user may see it."""
    found = (module.order_part(order_id) for module in load() if hasattr(module, "order_part"))
    return [part for part in found if part and user.has_perm(view_permission(part.model))]


def order_actions() -> list[ObjectAction]:
    """Return what other capabilities let people do with a placed order."""
    return list(_declared("ORDER_ACTIONS"))


def enterprise_parts(enterprise_id: int, user: Any) -> list[EnterprisePart]:
    """Return what every capability knows of an enterprise, as far as the user may see it."""
    found = (
        module.enterprise_part(enterprise_id)
        for module in load()
        if hasattr(module, "enterprise_part")
    )
    return [part for part in found if part and user.has_perm(view_permission(part.model))]


def enterprise_actions() -> list[ObjectAction]:
    """Return what other capabilities let people do with an enterprise's file."""
    return list(_declared("ENTERPRISE_ACTIONS"))


def texts_of(table: str) -> dict[str, str]:
    """Return the Chinese words of a table that modules may have, such as `TOPIC_TEXT`."""
    return {code: text for module in load() for code, text in getattr(module, table, {}).items()}


def grants() -> dict[Role, set[str]]:
    """Return every role's permissions, the engine's included."""
    collected = {role: set(ENGINE_GRANTS.get(role, ())) for role in Role}
    for module in load():
        for role, names in getattr(module, "GRANTS", {}).items():
            collected[role].update(names)
    return collected


def console_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the menu of whoever asks: what they may not see is not there."""
    entries: list[MenuEntry] = [
        entry for entry in _declared("MENU") if request.user.has_perm(view_permission(entry.model))
    ]
    start = {"title": "今日工作", "icon": "home", "link": reverse("console:index")}
    menu: list[dict[str, Any]] = [{"title": "", "items": [start]}]
    for section in Section:
        items = [_line(entry, entries, request) for entry in entries if entry.section is section]
        if items:
            menu.append({"title": section.value, "separator": True, "items": items})
    return menu


def _line(entry: MenuEntry, entries: list[MenuEntry], request: HttpRequest) -> dict[str, Any]:
    link = list_url(entry.model, entry.query)
    return {
        "title": entry.title,
        "icon": entry.icon,
        "link": link,
        "active": _is_open(entry, entries, request),
    }


def _is_open(entry: MenuEntry, entries: list[MenuEntry], request: HttpRequest) -> bool:
    """Whether the page shown belongs to this line: the one whose filter fits best."""
    if not request.path.startswith(list_url(entry.model)):
        return False
    same = [each for each in entries if each.model is entry.model]
    fitting = [each for each in same if each.query and each.query in request.GET.urlencode()]
    return entry is (fitting or [each for each in same if not each.query] or same)[0]


def demo_members() -> list[DemoMember]:
    """Return the members of enterprises that a demonstration has."""
    modules = [module for module in load() if hasattr(module, "demo_members")]
    return [member for module in modules for member in module.demo_members()]


def enterprise_pages() -> list[EnterprisePage]:
    return list(_declared("ENTERPRISE_PAGES"))


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """Return what waits for the member who is asking."""
    modules = [module for module in load() if hasattr(module, "enterprise_cards")]
    return [card for module in modules for card in module.enterprise_cards(request)]


def enterprise_name(request: HttpRequest) -> str:
    """Return the enterprise the member is working for, empty when no capability says."""
    names = (
        module.enterprise_name(request) for module in load() if hasattr(module, "enterprise_name")
    )
    return next(filter(None, names), "")


def enterprise_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the menu of the enterprises' console: what the member may not do is not there."""
    start = {"title": "首页", "icon": "home", "link": reverse("enterprise:index")}
    entries = [entry for entry in _declared("ENTERPRISE_MENU") if entry.may(request)]
    lines = [
        {
            "title": entry.title,
            "icon": entry.icon,
            "link": reverse(f"enterprise:{entry.page}"),
            "active": request.path.startswith(reverse(f"enterprise:{entry.page}")),
        }
        for entry in sorted(entries, key=lambda entry: entry.position)
    ]
    return [{"title": enterprise_name(request), "items": [start, *lines]}]
