"""URLs of orientations."""

from django.urls import URLPattern

app_name = "orientations"
urlpatterns: list[URLPattern] = []
