from __future__ import annotations

from django.urls import path, re_path

from plugins.brand.web import views

urlpatterns = [
    path("verify/", views.verify_home, name="brand-verify"),
    path("api/verify", views.verify_json, name="brand-verify-json"),
    path("verify/<str:code>", views.verify_code, name="brand-verify-code"),
    re_path(
        r"^verify/(?P<code>[0-9A-Z]{20})/certificate\.(?P<ending>png|pdf)$",
        views.certificate_file,
        name="brand-certificate",
    ),
    path("brand/", views.wall, name="brand-wall"),
    path("brand/matrix", views.matrix, name="brand-matrix"),
    path("brand/standards", views.standards, name="brand-standards"),
    path("brand/notices", views.notice_list, name="brand-notices"),
    path("brand/notices/<slug:slug>", views.objection, name="brand-objection"),
    path("brand/report", views.report, name="brand-report"),
    path("brand/revoked", views.revoked, name="brand-revoked"),
]
