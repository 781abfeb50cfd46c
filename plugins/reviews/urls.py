from django.urls import path

from plugins.reviews.views import picture, signed, upload

urlpatterns = [
    path("reviews/pictures/", upload, name="review-upload"),
    path("reviews/pictures/signed/<str:signed>/", signed, name="review-picture-signed"),
    path("reviews/pictures/<str:name>.webp", picture, name="review-picture"),
]
