from __future__ import annotations

from django.urls import path, re_path

from brand_theme.mini_shop import views

urlpatterns = [
    path("", views.front, name="mini-shop"),
    # The addresses of `src/pages.json`; the program in the page finds out which one it is.
    re_path(r"^(?P<path>pages/[a-z]+/[a-z-]+)$", views.front_page, name="mini-shop-page"),
]
