from django.urls import path

from plugins.cards.webhooks import webhook

urlpatterns = [path("cards/webhook/", webhook, name="cards-webhook")]
