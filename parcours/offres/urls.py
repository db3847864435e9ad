"""URLs of offres."""

from django.urls import URLPattern

app_name = "offres"
urlpatterns: list[URLPattern] = []
