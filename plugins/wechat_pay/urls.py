from django.urls import path

from plugins.wechat_pay.webhooks import notify

urlpatterns = [path("wechat-pay/notify/", notify, name="wechat-pay-notify")]
