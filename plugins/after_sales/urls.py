from django.urls import path

from plugins.after_sales.views import picture, upload

urlpatterns = [
    path("after-sales/pictures/", upload, name="after-sales-upload"),
    path("after-sales/pictures/<str:signed>/", picture, name="after-sales-picture"),
]
