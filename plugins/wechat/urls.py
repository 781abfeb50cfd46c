from django.urls import path

from plugins.wechat.webhooks import domain_proof, push

urlpatterns = [
    path("wechat/push/", push, name="wechat-push"),
    path("MP_verify_<slug:code>.txt", domain_proof, name="wechat-domain-proof"),
]
