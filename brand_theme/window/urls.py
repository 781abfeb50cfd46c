from __future__ import annotations

from django.urls import path

from brand_theme.window import views

urlpatterns = [
    path("catalogue/", views.home, name="window-home"),
    path("goods/<slug:slug>/", views.goods, name="window-goods"),
    path("trades/<slug:slug>/", views.trade, name="window-trade"),
    path("brands/<slug:slug>/", views.enterprise, name="window-enterprise"),
    path("pages/<slug:slug>/", views.page, name="window-page"),
]
