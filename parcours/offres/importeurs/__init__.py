"""Importers: one pure parser per format, and one applying service (`appliquer`)."""
