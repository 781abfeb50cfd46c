from django.urls import path

from plugins.wechat.webhooks import push

urlpatterns = [path("wechat/push/", push, name="wechat-push")]
