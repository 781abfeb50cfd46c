"""Addresses of evidence pictures; see `plugins.kernel.picture_http`."""

from plugins.kernel.picture_http import PictureLinks

LINKS = PictureLinks(salt="after-sales-picture", route="after-sales-picture")
