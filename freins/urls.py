"""URLs of freins."""

from django.urls import URLPattern

app_name = "freins"
urlpatterns: list[URLPattern] = []
