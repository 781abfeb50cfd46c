"""The shop's own host name."""

from __future__ import annotations


def shop_host() -> str:
    """Return the host that Saleor's payment code builds its links with."""
    from django.contrib.sites.models import Site

    return Site.objects.get_current().domain
