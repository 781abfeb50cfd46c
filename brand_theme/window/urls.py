from __future__ import annotations

from django.urls import path

from brand_theme.window import views

urlpatterns = [
    path("catalogue/", views.home, name="window-home"),
    path("goods/<slug:slug>/", views.goods, name="window-goods"),
    path("goods/<slug:slug>/reviews/", views.goods_reviews, name="window-reviews"),
    path("goods/<slug:slug>/questions/", views.goods_questions, name="window-questions"),
    path("trades/<slug:slug>/", views.trade, name="window-trade"),
    path("brands/<slug:slug>/", views.enterprise, name="window-enterprise"),
    path(
        "brands/<slug:slug>/reviews/",
        views.enterprise_reviews,
        name="window-enterprise-reviews",
    ),
    path("pages/<slug:slug>/", views.page, name="window-page"),
    path("brand/credit/<slug:slug>", views.credit, name="brand-credit"),
]
