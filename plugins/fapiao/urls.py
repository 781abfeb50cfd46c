from django.urls import path

from plugins.fapiao.views import file

urlpatterns = [path("fapiao/files/<str:signed>/", file, name="fapiao-file")]
