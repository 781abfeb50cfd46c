from __future__ import annotations

from django.urls import path

from brand_theme.console.sites import console_site, enterprise_site

urlpatterns = [
    path("console/", console_site.urls),
    path("enterprise/", enterprise_site.urls),
]
