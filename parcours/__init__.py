"""Parcours: bringing people back to work. The Celery app is loaded with Django."""

from parcours.celery import app as celery_app

__all__ = ["celery_app"]
