"""What the brand adds to the search."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from brand_theme.console.public import Hit, object_url, view_permission
from plugins.brand.console.texts import LICENCE_STATES, MISUSE_STATES
from plugins.brand.models import Certificate, Enterprise, MisuseReport
from plugins.brand.rules.terms import code_tidied

MOST = 5


def find(text: str, user: Any) -> list[Hit]:
    """Return certificates and reports by number, enterprises by name or credit code."""
    hits: list[Hit] = []
    if user.has_perm("mall_brand.view_licence"):
        found = Certificate.objects.filter(Q(number__iexact=text) | Q(code=code_tidied(text)))
        hits += [
            Hit(
                f"证书 {each}",
                f"{each.holder} · {LICENCE_STATES[each.licence.state].text}",
                object_url(each.licence),
                "workspace_premium",
            )
            for each in found.select_related("licence")[:MOST]
        ]
    if user.has_perm(view_permission(Enterprise)):
        named = Enterprise.objects.filter(
            Q(name__icontains=text) | Q(brand_name__icontains=text) | Q(credit_code=text.upper())
        )
        hits += [
            Hit(f"企业 {each.brand_name}", each.name, object_url(each), "storefront")
            for each in named[:MOST]
        ]
    if user.has_perm(view_permission(MisuseReport)):
        reports = MisuseReport.objects.filter(number__iexact=text)[:MOST]
        hits += [
            Hit(f"举报 {each}", MISUSE_STATES[each.state].text, object_url(each), "report")
            for each in reports
        ]
    return hits
