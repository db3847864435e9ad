"""Importers of services: one file per format, one way to apply them."""
